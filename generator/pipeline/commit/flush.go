package commit

import (
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"

	"griot/generator/disk"
)

// flushFiles waits until the content of all staged files is durable.
func (c *committer) flushFiles() error {
	for _, x := range c.indexes {
		if x.Kept {
			continue
		}
		folders, err := c.walk(x.Dir, c.files.Add)
		if err == nil {
			err = disk.Folders(folders)
		}
		if err != nil {
			return fmt.Errorf("write search index: %w", err)
		}
	}
	if err := c.files.Wait(); err != nil {
		return fmt.Errorf("write site: %w", err)
	}
	return nil
}

// walk calls visit with each file below a folder and returns the folders.
func (c *committer) walk(dir string, visit func(file string)) (folders []string, err error) {
	err = filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			folders = append(folders, name)
		} else {
			visit(name)
		}
		return nil
	})
	return folders, err
}

// flushFolders waits until the names that have changed in the output folder are durable, so
// that those which later steps change never are without them.
func (s *Staging) flushFolders() error {
	if len(s.renamed) == 0 {
		return nil
	}
	folders := slices.Collect(maps.Keys(s.renamed))
	clear(s.renamed)
	if err := disk.Folders(folders); err != nil {
		return fmt.Errorf("write output folder: %w", err)
	}
	if s.flushed != nil {
		s.flushed()
	}
	return nil
}

// flushTree waits until the names in the tree of a first build are durable.
func (c *committer) flushTree() error {
	folders, err := c.walk(filepath.Join(c.dir, treeName), func(string) {})
	if err == nil {
		err = disk.Folders(folders)
	}
	if err != nil {
		return fmt.Errorf("write site: %w", err)
	}
	return nil
}
