package commit

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"griot/generator/cache"
	"griot/generator/disk"
)

// unlinked are pages in the output folder that nothing leads to, and that may lead to pages
// which aren't there: new ones, until all are, and those that are being removed. A build
// keeps a list of them in the folder. The one that follows a killed build takes them for
// absent: if it linked to one before it has replaced it, readers would come to a page of a
// site that never was.
type unlinked map[string]bool

const unlinkedText = "# Pages that a build was adding or removing. The next build removes this list.\n"

// readUnlinked reads the list. One that can't be understood is empty.
func readUnlinked(out string) (unlinked, error) {
	name := filepath.Join(out, unlinkedName)
	if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return nil, nil // reading a named pipe would wait for ever
	}
	body, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("read output folder: %w", err)
	}
	return parseUnlinked(string(body)), nil
}

// parseUnlinked reads the list. Lines that name no page are left out.
func parseUnlinked(text string) unlinked {
	list := unlinked{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); isPage(line) && isPlain(line) {
			list[line] = true
		}
	}
	return list
}

func isPage(path string) bool { return strings.HasSuffix(path, ".html") }

// without returns the files that are not in the list.
func (u unlinked) without(present Files) Files {
	if len(u) == 0 {
		return present
	}
	present = maps.Clone(present)
	maps.DeleteFunc(present, func(path string, _ cache.Stamp) bool { return u[path] })
	return present
}

// listNewPages writes the list with the pages that are to be added.
func (c *committer) listNewPages() error {
	list := maps.Clone(c.unlinked)
	if list == nil {
		list = unlinked{}
	}
	for i := range c.outputs {
		if o := &c.outputs[i]; o.Page && c.isNew(o) {
			list[o.Path] = true
		}
	}
	return c.writeUnlinked(list)
}

// listStalePages writes the list with the pages that the site no longer has.
func (c *committer) listStalePages() error {
	list := unlinked{}
	for _, path := range c.stalePages {
		list[path] = true
	}
	return c.writeUnlinked(list)
}

// unlistNewPages writes the list without the pages that the site has.
func (c *committer) unlistNewPages() error {
	list := maps.Clone(c.unlinked)
	for i := range c.outputs {
		delete(list, c.outputs[i].Path)
	}
	return c.writeUnlinked(list)
}

// unlistAll removes the list: all of its pages are gone.
func (c *committer) unlistAll() error { return c.writeUnlinked(nil) }

// writeUnlinked writes a list, until it is on the disk. An empty one is no file.
func (c *committer) writeUnlinked(list unlinked) error {
	name := c.path(unlinkedName)
	if maps.Equal(list, c.listed) {
		return nil
	}
	var err error
	if len(list) == 0 {
		err = c.removeAll(name)
	} else {
		temp := filepath.Join(c.dir, unlinkedName)
		text := unlinkedText + strings.Join(slices.Sorted(maps.Keys(list)), "\n") + "\n"
		if err = disk.Replace(temp, []byte(text), 0o644); err == nil {
			err = c.rename(temp, name)
		}
	}
	if err != nil {
		return fmt.Errorf("list pages: %w", err)
	}
	c.listed = list
	return c.flushFolders()
}
