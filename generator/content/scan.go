package content

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"griot/generator/cache"
	"griot/generator/config"
	"griot/generator/diag"
)

// scan collects pages and files without reading them.
type scan struct {
	walker
	hub   *config.Hub
	pages map[string]*entry // found, not read
	files map[string]File
	found map[string]diag.List
	links map[string]cache.Stamp // of files that symbolic links lead to
}

func newScan(fsys fs.FS, hub *config.Hub) *scan {
	s := &scan{hub: hub, pages: map[string]*entry{}, files: map[string]File{}, found: map[string]diag.List{}, links: map[string]cache.Stamp{}}
	s.walker = walker{fsys: fsys, visit: s.file, skip: s.skipped, visited: map[string]struct{}{}}
	return s
}

// all scans the content folder.
func (s *scan) all() { s.walker.all(Dir) }

// spelled returns the paths that the file system spells otherwise.
func (s *scan) spelled() map[string]string {
	out := map[string]string{}
	for name, e := range s.pages {
		if e.disk != name {
			out[name] = e.disk
		}
	}
	for name, f := range s.files {
		if f.Disk != name {
			out[name] = f.Disk
		}
	}
	return out
}

// skipped reports a file that the walk left out.
func (s *scan) skipped(e *WalkError) {
	s.problem(e.Path, func(list *diag.List) {
		at := diag.Position{File: e.Path}
		switch {
		case errors.Is(e, errOutside), errors.Is(e, errDangling), errors.Is(e, errCircle):
			list.Errorf(at, "symlink-skipped", "put the file itself here", "%s", e.Err)
		case errors.Is(e, errDeep):
			list.Errorf(at, "page-nested", "", "%s", e.Err)
		case errors.Is(e, errNoFile):
			list.Errorf(at, "file-unreadable", "delete it", "%s", e.Err)
		case errors.Is(e, errNotUTF8):
			list.Errorf(at, "file-name", "rename it", "%s", e.Err)
		case errors.Is(e, errTwice):
			list.Errorf(at, "file-name", "delete one of them", "%s", e.Err)
		default:
			unreadable(list, e.Path, e.Err)
		}
	})
}

func (s *scan) problem(name string, report func(*diag.List)) {
	var list diag.List
	report(&list)
	s.found[name] = append(s.found[name], list...)
}

// file adds a page, or a file beside pages.
func (s *scan) file(name, disk string, info fs.FileInfo) {
	if s.walker.links > 0 {
		s.links[name] = cache.StampOf(info)
	}
	switch ext := path.Ext(name); {
	case isConfig(name):
	case ext == ".md" || ext == ".markdown":
		if s.named(name) {
			s.pages[name] = newEntry(name, disk, cache.StampOf(info))
		}
	case strings.EqualFold(ext, ".md") || strings.EqualFold(ext, ".markdown") || strings.EqualFold(ext, ".mdx") || strings.EqualFold(ext, ".mkd"):
		s.name(name, "write the ending as .md", "a page's file ends in .md, not %s", ext)
	default:
		s.files[name] = File{Path: name, Disk: disk, Stamp: cache.StampOf(info)}
	}
}

func (s *scan) name(name, hint, format string, args ...any) {
	s.problem(name, func(list *diag.List) { list.Errorf(diag.Position{File: name}, "file-name", hint, format, args...) })
}

// named reports whether a path can be that of a page, and adds a diagnostic if
// not.
func (s *scan) named(name string) bool {
	codes := s.hub.Codes()
	id, lang, ok := IsPage(name, codes)
	switch {
	case ok, len(codes) == 0 && !nested(name) && wellNamed(id):
		return true
	case nested(name):
		s.problem(name, func(list *diag.List) {
			list.Errorf(diag.Position{File: name}, "page-nested", "move it up; images and other files may stand deeper",
				"the page lies too deep: pages stand in content/ or in a section's folder")
		})
	case lang == "" || len(codes) == 0:
		s.name(name, "name it "+path.Base(id)+"."+append(codes, "en")[0]+".md", "the file's name has no language")
	default:
		hint := "the languages are " + strings.Join(codes, ", ") + "; content/hub.yaml lists them"
		if near := diag.Nearest(lang, codes); near != "" {
			hint = "did you mean " + path.Base(id) + "." + near + ".md?"
		}
		s.name(name, hint, "%q is no language of this site", lang)
	}
	return false
}
