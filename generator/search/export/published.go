package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync"

	"griot/generator/search"
	"griot/generator/search/plan"
)

// Published reads the search files of a published site, as browsers do: the texts for
// snippets, the glossary and the synonyms. It is safe for concurrent use.
type Published struct {
	site     fs.FS
	mu       sync.Mutex
	contents map[string]*contents // by language
}

// NewPublished reads from a site's root folder.
func NewPublished(site fs.FS) *Published {
	return &Published{site: site, contents: map[string]*contents{}}
}

// Text returns the body of a hit's page, for SearcherOptions. The hit must be from the index
// that was exported.
func (p *Published) Text(h search.Hit) (string, error) {
	c, err := p.table(h.Lang)
	if err != nil || c.Texts == 0 {
		return "", err
	}
	shard, place := h.Doc/max(1, c.Group), h.Doc%max(1, c.Group)
	from := shard / storedGroup * hashSize
	if h.Doc < 0 || h.Doc >= c.Docs || from+hashSize > len(c.Stored) {
		return "", fmt.Errorf("read the text of %q: the export holds fewer pages than the index", h.ID)
	}
	hash := c.Stored[from : from+hashSize]
	name := fmt.Sprintf("text/%s/%d-%s-%d", h.Lang, shard, hash, place/c.Texts)
	payload, err := p.read(name)
	if err != nil {
		return "", err
	}
	pages := strings.Split(payload, textEnd)
	if place%c.Texts >= len(pages) {
		return "", fmt.Errorf("read the text of %q: %q holds fewer texts", h.ID, name)
	}
	_, text, _ := strings.Cut(pages[place%c.Texts], "\n")
	return text, nil
}

// Glossary returns the terms that the languages share.
func (p *Published) Glossary(lang string) ([]plan.GlossaryTerm, error) {
	c, err := p.table(lang)
	if err != nil || c.Extra["glossary"] == "" {
		return nil, err
	}
	payload, err := p.read(shardPath(lang, "x", "glossary", c.Extra["glossary"]))
	if err != nil {
		return nil, err
	}
	var terms []plan.GlossaryTerm
	if err := json.Unmarshal([]byte(payload), &terms); err != nil {
		return nil, fmt.Errorf("read the glossary of %q: %w", lang, err)
	}
	return terms, nil
}

// Synonyms returns the synonyms of each of the languages.
func (p *Published) Synonyms(langs []string) (map[string]plan.Synonyms, error) {
	all := map[string]plan.Synonyms{}
	for _, lang := range langs {
		var err error
		if all[lang], err = p.synonymsOf(lang); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (p *Published) synonymsOf(lang string) (plan.Synonyms, error) {
	var s plan.Synonyms
	c, err := p.table(lang)
	if err != nil || c.Extra["synonyms"] == "" {
		return s, err
	}
	payload, err := p.read(shardPath(lang, "x", "synonyms", c.Extra["synonyms"]))
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal([]byte(payload), &s); err != nil {
		return s, fmt.Errorf("read the synonyms of %q: %w", lang, err)
	}
	return s, nil
}

// table returns a language's table of contents.
func (p *Published) table(lang string) (*contents, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.contents[lang]; c != nil {
		return c, nil
	}
	payload, err := p.read(lang)
	if err != nil {
		return nil, err
	}
	c := &contents{}
	if err := json.Unmarshal([]byte(payload), c); err != nil {
		return nil, fmt.Errorf("read the search export of %q: %w", lang, err)
	}
	p.contents[lang] = c
	return c, nil
}

// shardCall matches the script of a shard: format, checksum, payload.
var shardCall = regexp.MustCompile(`(?s)griotShard\("([^"]*)","([^"]*)",("(?:[^"\\]|\\.)*")(?:,"[^"]*")?\)\n$`)

var errShard = errors.New("the file is damaged or of another version; build the site again")

// read returns the payload of a shard.
func (p *Published) read(name string) (string, error) {
	body, err := fs.ReadFile(p.site, filePath(name))
	if err != nil {
		return "", fmt.Errorf("read search export: %w", err)
	}
	return shardPayload(name, body)
}

// shardPayload returns the payload of a shard's file.
func shardPayload(name string, body []byte) (string, error) {
	m := shardCall.FindSubmatch(body)
	if m == nil || string(m[1]) != exportFormat {
		return "", fmt.Errorf("read search export %q: %w", name, errShard)
	}
	var payload string
	if err := json.Unmarshal(m[3], &payload); err != nil || checksum(name, payload) != string(m[2]) {
		return "", fmt.Errorf("read search export %q: %w", name, errShard)
	}
	return payload, nil
}
