package main

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// theme is the peer's site but for its pages: configuration, layouts, styles.
//
//go:embed all:hugo
var theme embed.FS

// shared are the fields of a source page that Griot's translations inherit and
// that Hugo needs in each of them.
var shared = []string{"date", "period", "type", "countries", "outcomes", "topics"}

// renamed are fields that mean something else to Hugo, or need a list there.
var renamed = map[string]string{"type": "types", "period": "years"}

// dropped are fields that Hugo has no use for.
var dropped = []string{"kind", "layout", "translated_from"}

// writeHugo writes the pages of a Griot site below from as a Hugo site below
// to: the same files with the same text and words, their front matter as Hugo
// has it.
func writeHugo(from, to string) error {
	design, err := fs.Sub(theme, "hugo")
	if err != nil {
		return err
	}
	if err := os.CopyFS(to, design); err != nil {
		return fmt.Errorf("write the Hugo site: %w", err)
	}
	briefs := filepath.Join(from, "content", "briefs")
	entries, err := os.ReadDir(briefs)
	if err != nil {
		return fmt.Errorf("write the Hugo site: %w", err)
	}
	if err := os.MkdirAll(filepath.Join(to, "content", "briefs"), 0o755); err != nil {
		return fmt.Errorf("write the Hugo site: %w", err)
	}
	for _, e := range entries {
		if english, ok := strings.CutSuffix(e.Name(), ".en.md"); ok {
			if err := hugoPair(briefs, filepath.Join(to, "content", "briefs"), english); err != nil {
				return fmt.Errorf("write the Hugo site: %w", err)
			}
		}
	}
	for name, as := range map[string]string{"index": "_index", "search": "search"} {
		for _, lang := range languages {
			page, err := os.ReadFile(filepath.Join(from, "content", name+"."+lang+".md"))
			if err != nil {
				return fmt.Errorf("write the Hugo site: %w", err)
			}
			page = hugoPage(page, nil, map[string]string{"search": "layout: search\nurl: " + searchURL(lang)}[name])
			if err := os.WriteFile(filepath.Join(to, "content", as+"."+lang+".md"), page, 0o644); err != nil {
				return fmt.Errorf("write the Hugo site: %w", err)
			}
		}
	}
	return nil
}

// searchURL is the address of a language's search page, on both sides.
func searchURL(lang string) string {
	return map[string]string{"en": "/en/search/", "fr": "/fr/recherche/"}[lang]
}

// hugoPair writes a page and its translation, which gets the fields that Griot
// takes from the source.
func hugoPair(from, to, name string) error {
	texts := map[string][]byte{}
	var inherited []string
	for _, lang := range languages {
		text, err := os.ReadFile(filepath.Join(from, name+"."+lang+".md"))
		if err != nil {
			return err
		}
		texts[lang] = text
		if head, _ := split(text); !bytes.Contains(head, []byte("\ntranslated_from:")) {
			inherited = inheritable(head)
		}
	}
	for _, lang := range languages {
		if err := os.WriteFile(filepath.Join(to, name+"."+lang+".md"), hugoPage(texts[lang], inherited, ""), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// split parts a page into its front matter, from one "---" to the other, and
// its text.
func split(page []byte) (head, body []byte) {
	i := bytes.Index(page[3:], []byte("\n---\n"))
	return page[:i+3+1], page[i+3+5:]
}

// inheritable are the lines of a source's front matter that its translation
// shares.
func inheritable(head []byte) []string {
	var lines []string
	for line := range strings.Lines(string(head)) {
		name, _, _ := strings.Cut(line, ":")
		if slices.Contains(shared, name) {
			lines = append(lines, line)
		}
	}
	return lines
}

// hugoPage writes a page with Hugo's front matter.
func hugoPage(page []byte, inherited []string, more string) []byte {
	head, body := split(page)
	var out bytes.Buffer
	out.WriteString("---\n")
	for line := range strings.Lines(string(head[len("---\n"):])) {
		name, _, _ := strings.Cut(line, ":")
		if !slices.Contains(dropped, name) && !slices.Contains(shared, name) {
			out.WriteString(line)
		}
	}
	lines := inherited
	if lines == nil {
		lines = inheritable(head)
	}
	for _, line := range lines {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if as, ok := renamed[name]; ok {
			fmt.Fprintf(&out, "%s: [%s]\n", as, value)
			continue
		}
		out.WriteString(line)
	}
	if more != "" {
		out.WriteString(more + "\n")
	}
	out.WriteString("---\n")
	out.Write(body)
	return out.Bytes()
}
