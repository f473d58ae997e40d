package content

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"griot/generator/config"
	"griot/generator/diag"
)

// maxFolders is how deep folders may stand inside each other.
const maxFolders = 16

// scan looks for pages and files without reading them.
type scan struct {
	fsys  fs.FS
	hub   *config.Hub
	pages map[string]*entry // found, not read
	files map[string]File
	found map[string]diag.List
	disk  map[string]string
}

func newScan(fsys fs.FS, hub *config.Hub) *scan {
	return &scan{fsys: fsys, hub: hub, pages: map[string]*entry{}, files: map[string]File{}, found: map[string]diag.List{}, disk: map[string]string{}}
}

// all scans the content folder.
func (s *scan) all() {
	var above []fs.FileInfo
	for _, name := range []string{".", Dir} {
		if info, err := fs.Stat(s.fsys, name); err == nil {
			above = append(above, info)
		}
	}
	s.folder(Dir, Dir, above)
}

// folder scans a folder; disk is its path as the file system spells it.
func (s *scan) folder(name, disk string, above []fs.FileInfo) {
	entries, err := fs.ReadDir(s.fsys, disk)
	if err != nil {
		s.problem(name, func(list *diag.List) { unreadable(list, name, err) })
	}
	for _, e := range entries {
		if ignored(e.Name()) {
			continue
		}
		if !utf8.ValidString(e.Name()) {
			s.name(strings.ToValidUTF8(path.Join(name, e.Name()), "\ufffd"), "rename it", "the file's name is not UTF-8")
			continue
		}
		info, err := e.Info()
		at := path.Join(disk, e.Name())
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) { // gone since
				s.problem(compose(at), func(list *diag.List) { unreadable(list, compose(at), err) })
			}
			continue
		}
		to := at // one text for both, as nearly always
		if composed := compose(e.Name()); name != disk || composed != e.Name() {
			to = path.Join(name, composed)
		}
		s.one(to, at, info, above)
	}
}

// ignored reports whether a name is a hidden or passing file of an editor or
// operating system.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") || name == "Thumbs.db" || name == "desktop.ini"
}

func (s *scan) problem(name string, report func(*diag.List)) {
	var list diag.List
	report(&list)
	s.found[name] = append(s.found[name], list...)
}

// one notes what stands at a path; above holds the folders that lead there.
func (s *scan) one(name, disk string, info fs.FileInfo, above []fs.FileInfo) {
	linked := info.Mode()&fs.ModeSymlink != 0
	if linked {
		var why string
		if info, why = s.follow(disk, above); why != "" {
			s.problem(name, func(list *diag.List) {
				list.Errorf(diag.Position{File: name}, "symlink-skipped", "put the file itself here", "the symbolic link %s", why)
			})
			return
		}
	}
	switch {
	case info.IsDir():
		if len(above) >= maxFolders {
			s.problem(name, func(list *diag.List) {
				list.Errorf(diag.Position{File: name}, "page-nested", "", "folders stand too deep inside each other")
			})
			return
		}
		if own, err := fs.Stat(s.fsys, disk); err == nil {
			info = own
		}
		s.folder(name, disk, append(slices.Clip(above), info))
	case !info.Mode().IsRegular():
		s.problem(name, func(list *diag.List) {
			list.Errorf(diag.Position{File: name}, "file-unreadable", "delete it", "this is neither a file nor a folder")
		})
	case name == config.File:
	default:
		s.file(name, disk, info)
	}
}

// follow looks where a symbolic link leads; why is "" where it may be
// followed.
func (s *scan) follow(disk string, above []fs.FileInfo) (info fs.FileInfo, why string) {
	const outside = "leads out of the site's folder"
	if target, err := fs.ReadLink(s.fsys, disk); err == nil {
		target = strings.ReplaceAll(target, "\\", "/")
		if !fs.ValidPath(path.Join(path.Dir(disk), target)) || path.IsAbs(target) {
			return nil, outside
		}
	}
	info, err := fs.Stat(s.fsys, disk)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, "leads nowhere"
	case err != nil && strings.Contains(err.Error(), "escapes"):
		return nil, outside
	case err != nil:
		return nil, "leads in a circle"
	}
	if info.IsDir() {
		for _, a := range above {
			if os.SameFile(a, info) {
				return nil, "leads in a circle"
			}
		}
		if len(above) >= maxFolders {
			return nil, "leads in a circle"
		}
	}
	return info, ""
}

// file notes a page, or a file beside pages.
func (s *scan) file(name, disk string, info fs.FileInfo) {
	if name != disk {
		if _, taken := s.disk[name]; taken || s.pages[name] != nil || s.files[name].Path != "" {
			s.twice(name)
			return
		}
		s.disk[name] = disk
	} else if _, taken := s.disk[name]; taken {
		s.twice(name)
		return
	}
	switch ext := path.Ext(name); {
	case ext == ".md":
		if s.named(name) {
			s.pages[name] = newEntry(name, disk, stampOf(info))
		}
	case strings.EqualFold(ext, ".md") || strings.EqualFold(ext, ".markdown") || strings.EqualFold(ext, ".mdx"):
		s.name(name, "write the ending as .md", "a page's file ends in .md, not %s", ext)
	default:
		s.files[name] = File{Path: name, Disk: disk, Size: info.Size(), ModTime: info.ModTime()}
	}
}

func (s *scan) twice(name string) {
	s.name(name, "delete one of them", "two files have this name and differ only in how its accents are stored")
}

func (s *scan) name(name, hint, format string, args ...any) {
	s.problem(name, func(list *diag.List) { list.Errorf(diag.Position{File: name}, "file-name", hint, format, args...) })
}

// named reports whether a page's path is one, and what is wrong where not.
func (s *scan) named(name string) bool {
	if strings.Count(name, "/") > 2 {
		s.problem(name, func(list *diag.List) {
			list.Errorf(diag.Position{File: name}, "page-nested", "move it up; images and other files may stand deeper",
				"the page lies too deep: pages stand in content/ or in a section's folder")
		})
		return false
	}
	codes := s.hub.Codes()
	id, lang := split(name)
	switch {
	case (slices.Contains(codes, lang) || len(codes) == 0) && path.Base(id) != "." && !strings.HasSuffix(id, "/"):
		return true
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
