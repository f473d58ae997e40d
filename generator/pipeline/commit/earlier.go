package commit

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"griot/generator/cache"
	"griot/generator/site"
)

// MaxAge is the number of builds after which a search file of an earlier build is removed.
const MaxAge = 2

// Earlier lists search files of earlier builds that stay in the output folder, with the
// number of builds since each was part of the site. Search in a page that was opened before
// the last build asks for them.
type Earlier map[string]int

const earlierText = "# Search files of earlier builds, for pages that were opened before the last one.\n"

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
	list, age := Earlier{}, 0
	for line := range strings.Lines(string(body)) {
		line = strings.TrimSuffix(line, "\n")
		if rest, ok := strings.CutPrefix(line, "# "); ok {
			if n, err := strconv.Atoi(rest); err == nil {
				age = n
			}
			continue
		}
		if age < 1 || age > MaxAge || !strings.HasPrefix(line, "search/") || !filepath.IsLocal(filepath.FromSlash(line)) {
			return nil, nil
		}
		list[line] = age
	}
	return list, nil
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

// recordEarlier writes the list of earlier search files, or removes it if there are none.
// Whatever isn't in it, removeStale or the next build removes.
func (c *committer) recordEarlier() error {
	name, text := c.path(earlierName), c.earlier.text()
	if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
		if err := c.removeAll(name); err != nil {
			return fmt.Errorf("list earlier search files: %w", err)
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
		if err = os.WriteFile(temp, text, 0o644); err == nil {
			err = c.rename(temp, name)
		}
	}
	if err != nil {
		return fmt.Errorf("list earlier search files: %w", err)
	}
	return nil
}
