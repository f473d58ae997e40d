// Package sitefs reads the folder of a site and nothing else: New wraps the file system
// of the site's folder, and every package that reads sources reads them through it. A
// symbolic link may lead anywhere inside the top folder that it stands in, such as
// content/, but not to a hidden file or folder, such as .git or .env: what a site's
// folder holds beside its sources must never be published. Nor does it open what is
// neither a file nor a folder: reading a named pipe would wait for ever.
//
// Resolve says where a path leads to. Errors are of type *LinkError, or wrap ErrKind.
// The package never writes.
package sitefs

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
)

// The reasons why a path isn't followed.
var (
	ErrOutside = errors.New("the symbolic link leads out of the folder that it stands in")
	ErrHidden  = errors.New("the symbolic link leads to a hidden file or folder")
	ErrNowhere = errors.New("the symbolic link leads nowhere")
	ErrCircle  = errors.New("the symbolic link leads in a circle")
	ErrKind    = errors.New("this is neither a file nor a folder")
)

// maxLinks is how many symbolic links one path may follow, as on Linux.
const maxLinks = 40

// LinkError says why a path with a symbolic link isn't followed.
type LinkError struct {
	Link   string // slash path of the link
	Target string // as the link has it
	Err    error  // ErrOutside, ErrHidden, ErrNowhere or ErrCircle
}

func (e *LinkError) Error() string { return fmt.Sprintf("%v: %q leads to %q", e.Err, e.Link, e.Target) }

// Unwrap returns the reason.
func (e *LinkError) Unwrap() error { return e.Err }

// FS is the folder of a site.
type FS struct{ fsys fs.FS }

// New returns the folder of a site; fsys should be the file system of an os.Root.
func New(fsys fs.FS) FS { return FS{fsys} }

// Open opens a file or folder.
func (f FS) Open(name string) (fs.File, error) {
	if err := f.check("open", name); err != nil {
		return nil, err
	}
	return f.fsys.Open(name)
}

// ReadFile reads a file.
func (f FS) ReadFile(name string) ([]byte, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// ReadDir lists a folder.
func (f FS) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := f.check("readdir", name); err != nil {
		return nil, err
	}
	return fs.ReadDir(f.fsys, name)
}

// Stat describes what a path leads to.
func (f FS) Stat(name string) (fs.FileInfo, error) {
	if _, err := Resolve(f.fsys, name); err != nil {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	return fs.Stat(f.fsys, name)
}

// Lstat describes a path without following it.
func (f FS) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(f.fsys, name) }

// ReadLink returns the target of a symbolic link.
func (f FS) ReadLink(name string) (string, error) { return fs.ReadLink(f.fsys, name) }

// check returns an error for what must not be opened.
func (f FS) check(op, name string) error {
	at, err := Resolve(f.fsys, name)
	if err == nil {
		var info fs.FileInfo
		if info, err = fs.Lstat(f.fsys, at); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
			err = ErrKind
		}
	}
	if err == nil {
		return nil
	}
	var failed *fs.PathError
	if errors.As(err, &failed) {
		err = failed.Err
	}
	return &fs.PathError{Op: op, Path: name, Err: err}
}

// Resolve follows every symbolic link in a slash path from the site's folder, and
// returns where it leads to. Of a path without links it doesn't say whether it exists.
func Resolve(fsys fs.FS, name string) (string, error) {
	r := resolver{fsys: fsys, at: "."}
	for r.left = strings.Split(name, "/"); len(r.left) > 0; {
		part := r.left[0]
		r.left = r.left[1:]
		if err := r.step(part); err != nil {
			if r.link.Link != "" && errors.Is(err, fs.ErrNotExist) {
				err = ErrNowhere
			}
			return "", r.because(err)
		}
	}
	if r.links > 0 {
		top, _, _ := strings.Cut(name, "/")
		own, rest, _ := strings.Cut(r.at, "/")
		switch {
		case hidden(r.at):
			return "", r.because(ErrHidden)
		case own != top:
			return "", r.because(ErrOutside)
		case hidden(rest):
			return "", r.because(ErrHidden)
		}
	}
	return r.at, nil
}

// resolver follows a path.
type resolver struct {
	fsys  fs.FS
	at    string   // without links
	left  []string // parts that follow
	links int
	link  LinkError // the first link
}

// because returns an error with the first link, if there is one.
func (r *resolver) because(err error) error {
	switch err {
	case ErrOutside, ErrHidden, ErrNowhere, ErrCircle:
		e := r.link
		e.Err = err
		return &e
	}
	return err
}

// step follows one part of a path.
func (r *resolver) step(part string) error {
	switch part {
	case "", ".":
		return nil
	case "..":
		if r.at == "." {
			return ErrOutside
		}
		r.at = path.Dir(r.at)
		return nil
	}
	next := path.Join(r.at, part)
	info, err := fs.Lstat(r.fsys, next)
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSymlink == 0 {
		r.at = next
		return nil
	}
	target, err := fs.ReadLink(r.fsys, next)
	if err != nil {
		return err
	}
	if r.links++; r.links == 1 {
		r.link = LinkError{Link: next, Target: target}
	}
	if r.links > maxLinks {
		return ErrCircle
	}
	target = filepath.ToSlash(target)
	if path.IsAbs(target) || filepath.VolumeName(target) != "" {
		return ErrOutside
	}
	r.left = append(strings.Split(target, "/"), r.left...)
	return nil
}

// hidden reports whether a part of a path is hidden.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") && name != "." || strings.Contains(name, "/.")
}
