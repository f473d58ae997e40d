package search

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"
)

// Texts reads page texts from an export, for snippets where nothing but a built
// site is at hand. It is safe for use by several goroutines at once.
type Texts struct {
	site  fs.FS
	mu    sync.Mutex
	langs map[string]*contents
}

// OpenTexts returns the texts of a built site, whose root is site.
func OpenTexts(site fs.FS) *Texts { return &Texts{site: site, langs: map[string]*contents{}} }

// Text returns the body of the page that a hit names by language and number.
// The index that found it must be the one from which the export was made.
func (t *Texts) Text(h Hit) (string, error) {
	c, err := t.contents(h.Lang)
	if err != nil {
		return "", err
	}
	if c.Texts == 0 {
		return "", nil
	}
	shard, at := h.Doc/c.Group, h.Doc%c.Group
	if h.Doc < 0 || (shard+1)*nameSize > len(c.Records) {
		return "", fmt.Errorf("read the text of %q: the export holds no document %d", h.ID, h.Doc)
	}
	hash := c.Records[shard*nameSize : (shard+1)*nameSize]
	name := fmt.Sprintf("text/%s/%s-%s-%d", h.Lang, strconv.Itoa(shard), hash, at/c.Texts)
	payload, err := readShard(t.site, name)
	if err != nil {
		return "", err
	}
	list := strings.Split(payload, textEnd)
	if at%c.Texts >= len(list) {
		return "", fmt.Errorf("read %q: it holds %d texts only", file(name), len(list))
	}
	return list[at%c.Texts], nil
}

// contents returns a language's table of contents.
func (t *Texts) contents(lang string) (*contents, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if c := t.langs[lang]; c != nil {
		return c, nil
	}
	payload, err := readShard(t.site, lang)
	if err != nil {
		return nil, err
	}
	c := &contents{}
	if err := json.Unmarshal([]byte(payload), c); err != nil {
		return nil, fmt.Errorf("read %q: %w", file(lang), err)
	}
	c.Group = max(1, c.Group)
	t.langs[lang] = c
	return c, nil
}

// readShard returns the payload of a file of the export.
func readShard(site fs.FS, name string) (string, error) {
	data, err := fs.ReadFile(site, file(name))
	if err != nil {
		return "", fmt.Errorf("read the export: %w", err)
	}
	damaged := fmt.Errorf("read %q: it is damaged", file(name))
	_, args, ok := strings.Cut(string(data), `griotShard("`)
	if !ok {
		return "", damaged
	}
	args, ok = strings.CutSuffix(strings.TrimSpace(args), ")")
	var shard []string
	if !ok || json.Unmarshal([]byte(`["`+args+`]`), &shard) != nil || len(shard) != 4 {
		return "", damaged
	}
	if shard[1] != exportFormat {
		return "", fmt.Errorf("read %q: its format is %q, not %q: build the site again", file(name), shard[1], exportFormat)
	}
	if shard[0] != name || shard[2] != fmt.Sprintf("%08x", checksum(shard[3])) {
		return "", damaged
	}
	return shard[3], nil
}
