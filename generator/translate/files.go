package translate

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"griot/generator/cache"
	"griot/generator/content"
	"griot/generator/site"
	"griot/generator/translate/state"
)

// fileList lists the files of a site that concern translation, by path with
// composed accents.
type fileList struct {
	fsys      fs.FS
	stamps    map[string]cache.Stamp
	diskNames map[string]string // of paths that the file system spells differently
}

func newFiles(fsys fs.FS) *fileList {
	return &fileList{fsys: fsys, stamps: map[string]cache.Stamp{}, diskNames: map[string]string{}}
}

// listFiles lists the files of content/ and i18n/ without reading them.
func listFiles(fsys fs.FS) (*fileList, error) {
	f := newFiles(fsys)
	if err := f.listFolder(content.Dir); err != nil {
		return nil, err
	}
	return f, f.listRecords()
}

// listFolder lists the files below a folder; a missing folder has none.
func (f *fileList) listFolder(dir string) error {
	var failed error
	content.Walk(f.fsys, dir, f.addFile, func(e *content.WalkError) {
		var p *fs.PathError
		if failed == nil && errors.As(e, &p) && !errors.Is(e, fs.ErrNotExist) {
			failed = fmt.Errorf("read folder: %w", e.Err)
		}
	})
	return failed
}

// addFile adds a file if its type concerns translation.
func (f *fileList) addFile(name, disk string, info fs.FileInfo) {
	switch path.Ext(name) {
	case ".md", ".markdown", ".yaml", ".toml", ".txt":
	default:
		return
	}
	if !info.Mode().IsRegular() || info.Size() > content.MaxFile {
		return
	}
	f.stamps[name] = cache.StampOf(info)
	if name != disk {
		f.diskNames[name] = disk
	}
}

// has reports whether there is a file.
func (f *fileList) has(name string) bool {
	_, ok := f.stamps[name]
	return ok
}

// hashStamps hashes the names and stamps of files, missing ones included; it is
// zero if one is racy.
func (f *fileList) hashStamps(names []string, now time.Time) site.Hash {
	var x cache.Coder
	for _, name := range names {
		s, ok := f.stamps[name]
		if s = s.At(now); ok && s.Racy() {
			return site.Hash{}
		}
		cache.Text(&x, &name)
		s.Code(&x)
	}
	return cache.Hash(x.Bytes())
}

// read reads a file; a missing one is nil.
func (f *fileList) read(name string) ([]byte, error) {
	disk := name
	if d, ok := f.diskNames[name]; ok {
		disk = d
	}
	src, err := fs.ReadFile(f.fsys, disk)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	return src, nil
}

// Change is the new content of a file.
type Change struct {
	Path string // slash path from the site's folder
	Old  []byte // what was read; nil if there was no file
	New  []byte // nil if the file is removed
}

// ErrChanged says that a file has changed since it was read.
var ErrChanged = errors.New("the file changed meanwhile")

// Write makes changes, each by a rename, so that no file is ever half written.
// It writes nothing if any file is not as it was read.
func Write(root *os.Root, changes []Change) error {
	for _, c := range changes {
		now, err := root.ReadFile(c.Path)
		if errors.Is(err, fs.ErrNotExist) {
			now, err = nil, nil
		}
		if err != nil {
			return fmt.Errorf("read file: %w", err)
		}
		if (now == nil) != (c.Old == nil) || !slices.Equal(now, c.Old) {
			return fmt.Errorf("write %q: %w", c.Path, ErrChanged)
		}
	}
	for _, c := range changes {
		if err := write(root, c); err != nil {
			return fmt.Errorf("write %q: %w", c.Path, err)
		}
	}
	return nil
}

func write(root *os.Root, c Change) error {
	if c.New == nil {
		if err := root.Remove(c.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return removeEmpty(root, path.Dir(c.Path))
	}
	if err := root.MkdirAll(path.Dir(c.Path), 0o755); err != nil {
		return err
	}
	mode := fs.FileMode(0o644)
	if info, err := root.Stat(c.Path); err == nil {
		mode = info.Mode().Perm()
	}
	passing := path.Join(path.Dir(c.Path), ".griot-"+path.Base(c.Path)+"~")
	if err := root.WriteFile(passing, c.New, mode); err != nil {
		return err
	}
	if err := root.Rename(passing, c.Path); err != nil {
		return errors.Join(err, root.Remove(passing))
	}
	return nil
}

// removeEmpty removes folders of records that have become empty.
func removeEmpty(root *os.Root, dir string) error {
	for strings.HasPrefix(dir, state.Dir+"/") || strings.HasPrefix(dir, state.MemoryDir) {
		entries, err := fs.ReadDir(root.FS(), dir)
		if err != nil || len(entries) > 0 {
			return nil
		}
		if err := root.Remove(dir); err != nil {
			return err
		}
		dir = path.Dir(dir)
	}
	return nil
}
