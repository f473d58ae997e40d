package content

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"griot/generator/site"
	"griot/generator/sitefs"
)

const maxFolders = 16 // how deep folders may be nested

// The reasons why Walk leaves out a path.
var (
	errDeep    = errors.New("folders stand too deep inside each other")
	errNotUTF8 = errors.New("the file's name is not UTF-8")
	errTwice   = errors.New("two files have this name and differ only in how its accents are stored")
)

// WalkError says why Walk left out a path.
type WalkError struct {
	Path string // slash path from the site's folder, accents composed (NFC)
	Err  error
}

func (e *WalkError) Error() string { return fmt.Sprintf("read %q: %v", e.Path, e.Err) }

// Unwrap returns the reason.
func (e *WalkError) Unwrap() error { return e.Err }

// Walk calls visit for each regular file below a folder of the site, such as Dir,
// without those that Ignored names, and skip for each path that it can't visit. It
// follows symbolic links as package sitefs does. name is the slash path from the site's folder
// with composed accents (NFC), disk the same path as the file system spells it.
func Walk(fsys fs.FS, dir string, visit func(name, disk string, info fs.FileInfo), skip func(*WalkError)) {
	w := walker{fsys: fsys, visit: visit, skip: skip, visited: map[string]struct{}{}}
	w.all(dir)
}

// all visits the files below a folder of the site.
func (w *walker) all(dir string) {
	var above []fs.FileInfo
	for _, name := range []string{".", dir} {
		if info, err := fs.Stat(w.fsys, name); err == nil {
			above = append(above, info)
		}
	}
	w.folder(dir, dir, above)
}

// Ignored reports whether the base name of a file or folder is that of a hidden or
// temporary file: saves, backups and locks of editors and office programs, unfinished
// downloads, and what Windows, macOS and Vim leave in folders. No such file is a page,
// an attachment or something to translate; package watch passes over the same names.
func Ignored(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, "~WR") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") {
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".swp", ".swo", ".swx", ".tmp", ".bak", ".part", ".crdownload":
		return true
	}
	switch strings.ToLower(name) {
	case "thumbs.db", "desktop.ini", "icon\r", "4913": // the last is Vim's test whether a folder is writable
		return true
	}
	return false
}

// SplitName splits the path of a page, such as "content/briefs/mali.fr.md", into
// the id of its group, "briefs/mali", and its language, or "" if the name has
// none.
func SplitName(name string) (id, lang string) {
	base := strings.TrimSuffix(strings.TrimPrefix(name, Dir+"/"), path.Ext(name))
	i := strings.LastIndexByte(base, '.')
	if i < 0 || strings.IndexByte(base[i:], '/') >= 0 {
		return base, ""
	}
	return base[:i], base[i+1:]
}

// JoinName returns the path of the page that a group has in a language.
func JoinName(id, lang string) string { return Dir + "/" + id + "." + lang + ".md" }

// IsPage reports whether a path is that of a page in one of the given languages;
// id and lang are as SplitName returns them.
func IsPage(name string, langs []string) (id, lang string, ok bool) {
	id, lang = SplitName(name)
	_, page := site.CutPageExt(name)
	return id, lang, page && strings.HasPrefix(name, Dir+"/") && Reserved(name) == "" && wellNamed(id) && slices.Contains(langs, lang)
}

// reservedFolders are folders of content/ whose files are no pages: descriptions of kinds,
// fragments of pages, files for the root of the published site.
var reservedFolders = []string{"kinds", "fragments", "root"}

// Reserved returns the folder of content/ in which no page can lie and a path does, or "".
func Reserved(name string) string {
	top, _, inside := strings.Cut(strings.TrimPrefix(name, Dir+"/"), "/")
	if inside && slices.Contains(reservedFolders, top) {
		return top
	}
	return ""
}

// wellNamed reports whether the last part of a group's id is a name.
func wellNamed(id string) bool {
	return id != "" && path.Base(id) != "." && !strings.HasSuffix(id, "/")
}

// walker visits the files of a folder, or one file.
type walker struct {
	fsys  fs.FS
	visit func(name, disk string, info fs.FileInfo)
	skip  func(*WalkError)
	// visited has the names: two spellings on disk can have the same.
	visited map[string]struct{}
	links   int // symbolic links that lead to what is visited now
}

// folder walks a folder; above are the folders that lead to it.
func (w *walker) folder(name, disk string, above []fs.FileInfo) {
	entries, err := fs.ReadDir(w.fsys, disk)
	if err != nil {
		w.skip(&WalkError{name, err})
	}
	for _, e := range entries {
		base := e.Name()
		if Ignored(base) {
			continue
		}
		if !utf8.ValidString(base) {
			w.skip(&WalkError{strings.ToValidUTF8(path.Join(name, base), "\ufffd"), errNotUTF8})
			continue
		}
		info, err := e.Info()
		at := path.Join(disk, base)
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) { // it may have been removed
				w.skip(&WalkError{compose(at), err})
			}
			continue
		}
		to := at // nearly always equal: one allocation
		if composed := compose(base); name != disk || composed != base {
			to = path.Join(name, composed)
		}
		w.visitPath(to, at, info, above)
	}
}

// visitPath visits the file or folder at a path.
func (w *walker) visitPath(name, disk string, info fs.FileInfo, above []fs.FileInfo) {
	if info.Mode()&fs.ModeSymlink != 0 {
		w.links++
		defer func() { w.links-- }()
		var err error
		if info, err = w.follow(disk, above); err != nil {
			w.skip(&WalkError{name, err})
			return
		}
	}
	switch {
	case info.IsDir():
		if len(above) >= maxFolders {
			w.skip(&WalkError{name, errDeep})
			return
		}
		if own, err := fs.Stat(w.fsys, disk); err == nil {
			info = own
		}
		w.folder(name, disk, append(slices.Clip(above), info))
	case !info.Mode().IsRegular():
		w.skip(&WalkError{name, sitefs.ErrKind})
	case w.twice(name):
		w.skip(&WalkError{name, errTwice})
	default:
		w.visit(name, disk, info)
	}
}

// twice reports whether another file with this name was visited.
func (w *walker) twice(name string) bool {
	before := len(w.visited)
	w.visited[name] = struct{}{}
	return len(w.visited) == before
}

// follow returns the file that a symbolic link leads to.
func (w *walker) follow(disk string, above []fs.FileInfo) (fs.FileInfo, error) {
	if _, err := sitefs.Resolve(w.fsys, disk); err != nil {
		return nil, err
	}
	info, err := fs.Stat(w.fsys, disk)
	if err != nil {
		return nil, err
	}
	if info.IsDir() && (len(above) >= maxFolders || slices.ContainsFunc(above, func(a fs.FileInfo) bool { return os.SameFile(a, info) })) {
		target, err := fs.ReadLink(w.fsys, disk)
		return nil, cmp.Or(err, error(&sitefs.LinkError{Link: disk, Target: target, Err: sitefs.ErrCircle}))
	}
	return info, nil
}

// compose spells a path with composed accents, as macOS does not.
func compose(name string) string {
	if norm.NFC.IsNormalString(name) {
		return name
	}
	return norm.NFC.String(name)
}
