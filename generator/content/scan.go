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
		case errors.Is(e, errDeep):
			list.Error(at, "page-nested.folders", nil)
		case errors.Is(e, errNotUTF8):
			list.Error(at, "file-name.encoding", nil)
		case errors.Is(e, errTwice):
			list.Error(at, "file-name.accents", nil)
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
		s.name(name, "ending", diag.Args{"ext": ext})
	default:
		s.files[name] = File{Path: name, Disk: disk, Stamp: cache.StampOf(info)}
	}
}

// name reports the name of a file; variant is that of file-name.
func (s *scan) name(name, variant string, args diag.Args) {
	s.problem(name, func(list *diag.List) { list.Error(diag.Position{File: name}, "file-name."+variant, args) })
}

// named reports whether a path can be that of a page, and adds a diagnostic if
// not.
func (s *scan) named(name string) bool {
	codes := s.hub.Codes()
	id, lang, ok := IsPage(name, codes)
	switch {
	case ok, len(codes) == 0 && Reserved(name) == "" && wellNamed(id):
		return true
	case Reserved(name) == "fragments":
		// Pages include it: it is no page by itself.
	case Reserved(name) != "":
		s.problem(name, func(list *diag.List) {
			list.Error(diag.Position{File: name}, "page-reserved", diag.Args{"folder": Reserved(name)})
		})
	case lang == "" || len(codes) == 0:
		s.name(name, "no-lang", diag.Args{"page": path.Base(id), "lang": append(codes, "en")[0]})
	default:
		s.name(name, "lang", diag.Args{"lang": lang, "page": path.Base(id), "near": diag.Nearest(lang, codes), "langs": codes})
	}
	return false
}
