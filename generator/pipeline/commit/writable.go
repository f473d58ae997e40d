package commit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// checkWritable returns an error if a folder in which the commit changes names can't be
// written, so that it fails before the first change.
func (c *committer) checkWritable() error {
	dirs := map[string]bool{c.out: true}
	add := func(path string) {
		for dir := filepath.Dir(c.path(path)); !dirs[dir]; dir = filepath.Dir(dir) {
			if info, err := os.Lstat(dir); err == nil && info.IsDir() {
				dirs[dir] = true
				return
			}
		}
	}
	for i := range c.outputs {
		if c.outputs[i].temp != "" {
			add(c.outputs[i].Path)
		}
	}
	for _, x := range c.indexes {
		if x.Kept {
			continue
		}
		add(x.Path)
		for path := range x.New {
			add(path)
		}
	}
	pages, others := c.stale()
	for _, path := range append(pages, others...) {
		add(path)
	}
	for dir := range dirs {
		if err := writable(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("write output folder: %w", err)
		}
	}
	return nil
}
