package translate

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"griot/generator/cache"
	"griot/generator/content"
	"griot/generator/disk"
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

// Write makes changes, each by a rename, so that no file is ever half written. Files are
// removed when those that are written are on the disk, since a text may move from one to
// the other. It writes nothing if any file is not as it was read.
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
	folders := map[string]bool{}
	for _, c := range changes {
		if c.New == nil {
			continue
		}
		if err := write(root, c); err != nil {
			return fmt.Errorf("write %q: %w", c.Path, err)
		}
		for dir := path.Dir(c.Path); !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true // one above it may be new
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(folders)) {
		if err := flushFolder(root, dir); err != nil {
			return fmt.Errorf("write %q: %w", dir, err)
		}
	}
	for _, c := range changes {
		if c.New != nil {
			continue
		}
		if err := remove(root, c.Path); err != nil {
			return fmt.Errorf("remove %q: %w", c.Path, err)
		}
	}
	return nil
}

func flushFolder(root *os.Root, dir string) error {
	f, err := root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(disk.Flush(f), f.Close())
}

// remove removes a file, and folders of records that have become empty.
func remove(root *os.Root, name string) error {
	if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return removeEmpty(root, path.Dir(name))
}

func write(root *os.Root, c Change) error {
	if err := root.MkdirAll(path.Dir(c.Path), 0o755); err != nil {
		return err
	}
	mode := fs.FileMode(0o644)
	if info, err := root.Stat(c.Path); err == nil {
		mode = info.Mode().Perm()
	}
	passing := path.Join(path.Dir(c.Path), ".griot-"+path.Base(c.Path)+"~")
	f, err := root.OpenFile(passing, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	if err = disk.Write(f, c.New); err == nil {
		err = root.Rename(passing, c.Path)
	}
	if err != nil {
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
