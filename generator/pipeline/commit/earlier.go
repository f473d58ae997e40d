package commit

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"griot/generator/cache"
	"griot/generator/disk"
	"griot/generator/site"
)

// MaxAge is the number of builds after which a file of an earlier build is removed.
const MaxAge = 2

// Earlier lists files of earlier builds that stay in the output folder, with the number of
// builds since each was part of the site: search files, styles and scripts. A page that was
// opened before the last build asks for them.
type Earlier map[string]int

const earlierText = "# Files of earlier builds, for pages that were opened before the last one.\n"

// ReadEarlier reads which files of an output folder are such files. A list that can't be
// understood is empty, so that what it names is removed.
func ReadEarlier(out string) (Earlier, error) {
	name := filepath.Join(out, earlierName)
	if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return nil, nil // reading a named pipe would wait for ever
	}
	body, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("read output folder: %w", err)
	}
	return parseEarlier(string(body)), nil
}

// parseEarlier reads the list, or returns nil if it can't be understood.
func parseEarlier(text string) Earlier {
	list, age := Earlier{}, 0
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if rest, ok := strings.CutPrefix(line, "# "); ok {
			if n, err := strconv.Atoi(rest); err == nil {
				age = n
			}
			continue
		}
		if age < 1 || age > MaxAge || !mayStay(line) || !isPlain(line) {
			return nil
		}
		list[line] = age
	}
	return list
}

// isPlain reports whether a slash path leads to where it seems to.
func isPlain(name string) bool {
	return path.Clean(name) == name && filepath.IsLocal(filepath.FromSlash(name))
}

// mayStay reports whether a path is in one of the folders whose files may stay.
func mayStay(name string) bool {
	return strings.HasPrefix(name, "search/") || strings.HasPrefix(name, "assets/")
}

// text returns the file that lists these files: a line for each, below a line with "# "
// and their age.
func (e Earlier) text() []byte {
	var b bytes.Buffer
	b.WriteString(earlierText)
	for age := 1; age <= MaxAge; age++ {
		var files []string
		for path, n := range e {
			if n == age {
				files = append(files, path+"\n")
			}
		}
		if slices.Sort(files); len(files) > 0 {
			fmt.Fprintf(&b, "# %d\n%s", age, strings.Join(files, ""))
		}
	}
	return b.Bytes()
}

// Hash identifies the list.
func (e Earlier) Hash() site.Hash { return cache.Hash(e.text()) }

// recordEarlier writes the list of files of earlier builds, or removes it if there are none.
// Whatever isn't in it, removeStaleFiles or the next build removes.
func (c *committer) recordEarlier() error {
	name, text := c.path(earlierName), c.earlier.text()
	if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
		if err := c.removeAll(name); err != nil {
			return fmt.Errorf("list files of earlier builds: %w", err)
		}
	}
	old, err := os.ReadFile(name)
	switch {
	case len(c.earlier) == 0 && errors.Is(err, fs.ErrNotExist), len(c.earlier) > 0 && bytes.Equal(old, text):
		return nil
	case len(c.earlier) == 0:
		err = c.remove(name)
	default:
		temp := filepath.Join(c.dir, earlierName)
		if err = disk.Replace(temp, text, 0o644); err == nil {
			err = c.rename(temp, name)
		}
	}
	if err != nil {
		return fmt.Errorf("list files of earlier builds: %w", err)
	}
	return nil
}
