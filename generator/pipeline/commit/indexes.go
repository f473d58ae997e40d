package commit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// publishSearchFiles moves the search files of new indexes into place, without
// those that name the others.
func (c *committer) publishSearchFiles() error {
	for _, x := range c.indexes {
		if x.Kept {
			continue
		}
		x.Stamps = Files{}
		for _, path := range x.Files {
			if path != x.Main {
				if err := c.publishSearchFile(x, path); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (c *committer) publishSearchFile(x *Index, path string) error {
	f, isNew := x.New[path]
	x.Stamps[path] = f.Stamp
	if !isNew {
		x.Stamps[path] = c.present[path]
	}
	return c.put(path, f.temp)
}

// replaceIndexes replaces the folders of indexes, and the search files that name
// the others.
func (c *committer) replaceIndexes() error {
	for _, x := range c.indexes {
		if x.Kept {
			c.result.Unchanged += len(x.Stamps)
			continue
		}
		if err := c.publishSearchFile(x, x.Main); err != nil {
			return err
		}
		to := c.path(x.Path)
		if err := c.replaceDir(x.Dir, to); err != nil {
			return fmt.Errorf("publish search index: %w", err)
		}
		if err := c.stampIndex(x, to); err != nil {
			return err
		}
	}
	return nil
}

// replaceDir replaces a folder by another one, in one step if the system can.
func (c *committer) replaceDir(from, to string) error {
	if err := c.makeFolder(filepath.Dir(to)); err != nil {
		return err
	}
	c.renamed[filepath.Dir(to)] = true
	if err := c.change(func() error { return exchange(from, to) }); err == nil || errors.Is(err, errInterrupted) {
		return err
	}
	if err := c.rename(to, from+"-old"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return c.rename(from, to)
}

// stampIndex notes the stamps of an index's own files, which are in a folder.
func (c *committer) stampIndex(x *Index, folder string) error {
	own, err := Scan(folder)
	for name, stamp := range own {
		x.Stamps[x.Path+"/"+name] = stamp
		c.result.Written++
	}
	return err
}

// addIndexesToTree moves the indexes into the tree of a first build; their search
// files are in it already.
func (c *committer) addIndexesToTree() error {
	for _, x := range c.indexes {
		x.Stamps = Files{}
		for _, path := range x.Files {
			x.Stamps[path] = x.New[path].Stamp
			c.result.Written++
		}
		to := filepath.Join(c.dir, treeName, filepath.FromSlash(x.Path))
		err := os.MkdirAll(filepath.Dir(to), 0o755)
		if err == nil {
			err = os.Rename(x.Dir, to)
		}
		if err != nil {
			return fmt.Errorf("publish search index: %w", err)
		}
		if err := c.stampIndex(x, to); err != nil {
			return err
		}
	}
	return nil
}
