package checks

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"griot/generator/i18n"
	pipeline "griot/generator/pipeline"
	words "griot/i18n"
)

// TestPseudoLanguage builds the hub in the pseudo-language, in which every text
// of content/ and i18n/ is accented, and reads what readers may see of each
// page: what has no accents there is written in a template or in Go.
func TestPseudoLanguage(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	_, list, err := pipeline.Build(context.Background(), pipeline.Options{
		Dir: filepath.Join("..", "..", ".."), Out: out, Cache: filepath.Join(dir, "cache"), Pseudo: true,
	})
	if err != nil || list.Errors() > 0 {
		t.Fatal(err, list)
	}
	found, pages := map[string]string{}, 0
	allowed := known(t)
	err = filepath.WalkDir(out, func(path string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".html" && e.Name() != "feed.xml" {
			return err
		}
		src, err := os.Open(path)
		if err != nil {
			return err
		}
		defer src.Close()
		doc, err := html.Parse(src)
		if err != nil {
			return err
		}
		pages++
		for _, text := range seen(doc, nil) {
			for _, word := range plainWord.FindAllString(allowed.Replace(urlForm.ReplaceAllString(text, "")), -1) {
				if _, known := found[word]; !known {
					rel, _ := filepath.Rel(out, path)
					found[word] = rel + ": " + text
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if pages < 200 {
		t.Errorf("only %d pages were read", pages)
	}
	for _, word := range slices.Sorted(maps.Keys(found)) {
		t.Errorf("%q is in no file of texts: %s", word, found[word])
	}
}

// plainWord is a word of the latin alphabet without accents, no single letter
// and no part of an accented word.
var plainWord = regexp.MustCompile(`[A-Za-z]{2,}`)

// urlForm matches URLs and mail addresses, which are not texts.
var urlForm = regexp.MustCompile(`https?://\S+|\S+@\S+\.\S+`)

// seen lists the texts of a page that readers see or hear: text, and
// attributes that are read out or shown. Left out are code, which no one
// translates, and blocks of data for scripts.
func seen(n *html.Node, out []string) []string {
	switch {
	case n.Type == html.TextNode:
		if text := strings.TrimSpace(n.Data); text != "" {
			out = append(out, text)
		}
	case n.Type == html.ElementNode && (n.Data == "code" || n.Data == "script" || n.Data == "style"):
		return out
	}
	described := false
	for _, a := range n.Attr {
		switch a.Key {
		case "alt", "title", "aria-label", "aria-description", "placeholder", "label":
			out = append(out, a.Val)
		case "name", "property":
			described = described || slices.Contains([]string{"description", "og:title", "og:description"}, a.Val)
		}
	}
	for _, a := range n.Attr {
		if described && a.Key == "content" {
			out = append(out, a.Val)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = seen(c, out)
	}
	return out
}

// known replaces what may be without accents, each for a reason.
func known(t *testing.T) *strings.Replacer {
	t.Helper()
	// Names of citation styles and of the files that they are offered as.
	names := []string{"APA", "Chicago", "BibTeX", "RIS", "CSL-JSON", "CSV", "JSON", "ZIP"}
	// Names of languages, countries and months are CLDR's, not the hub's.
	files, err := fs.Glob(words.Files, "active.*.toml")
	if err != nil {
		t.Fatal(err)
	}
	var langs []string
	for _, f := range files {
		langs = append(langs, strings.Split(f, ".")[1])
	}
	catalog, _ := i18n.Load(langs, words.Files, nil)
	for _, lang := range langs {
		p := catalog.For(lang)
		for _, l := range langs {
			names = append(names, p.Language(l))
		}
		for a := 'A'; a <= 'Z'; a++ {
			for b := 'A'; b <= 'Z'; b++ {
				if code := string([]rune{a, b}); p.Country(code) != code {
					names = append(names, p.Country(code))
				}
			}
		}
		for _, month := range []string{"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"} {
			names = append(names, strings.Fields(p.Date("2026-" + month))[0])
		}
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) }) // the longest first
	var pairs []string
	for _, n := range names {
		pairs = append(pairs, n, "")
	}
	return strings.NewReplacer(pairs...)
}
