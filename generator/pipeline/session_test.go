package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// TestReaderAcrossPublish keeps pages open while the site is published anew: with other texts
// and titles, another theme, a page more and a page less. Whatever an open page asks for later,
// styles, scripts and search, is there and fits, and the search finds what the site has now.
func TestReaderAcrossPublish(t *testing.T) {
	dir := smallSite(t, `
-- content/search.en.md --
---
title: Search
summary: Find something.
layout: search
---
-- content/search.fr.md --
---
title: Recherche
summary: Trouver quelque chose.
translated_from: en
---
-- content/quagga.en.md --
---
title: A quagga
summary: It is gone later.
---
The quagga of justice.
`)
	folder.Write(t, dir, edited, folder.Read(t, dir, edited)+"\nJustice ends with wildebeest\n")
	mustBuild(t, pipeline.Options{Dir: dir})
	out := filepath.Join(dir, "public")
	before := filepath.Join(t.TempDir(), "public")
	if err := os.CopyFS(before, os.DirFS(out)); err != nil {
		t.Fatal(err)
	}
	pages := pagesOf(t, before)
	changes := []func(){
		func() { endWith(t, dir, "okapi") },
		func() {
			folder.Write(t, dir, "themes/palabre/styles/site.css", "main { color: #123 }\n")
			folder.Write(t, dir, "content/zebra.en.md", "---\ntitle: A zebra\nsummary: It is new.\n---\nThe zebra of justice.\n")
		},
		func() {
			if err := os.Remove(filepath.Join(dir, "content", "quagga.en.md")); err != nil {
				t.Fatal(err)
			}
			text := folder.Read(t, dir, edited)
			folder.Write(t, dir, edited, strings.Replace(text, "title: ", "title: Justice again ", 1))
		},
	}
	for i, change := range changes {
		change()
		mustBuild(t, pipeline.Options{Dir: dir})
		sameAsClean(t, dir)
		when := fmt.Sprintf("after change %d", i+1)
		serves(t, dir, when)
		for name, l := range pages {
			for _, asset := range l.assets {
				if _, err := os.Stat(filepath.Join(out, filepath.FromSlash(asset))); err != nil {
					t.Errorf("%s: the open page %s needs %s: %v", when, name, asset, err)
				}
			}
		}
		searchAcross(t, when, before, out, pages["en/index.html"].client)
	}
}

// pagesOf reads the links of all pages of a site.
func pagesOf(t *testing.T, out string) map[string]*links {
	t.Helper()
	pages := map[string]*links{}
	for name := range folder.Files(t, out) {
		if filepath.Ext(name) != ".html" {
			continue
		}
		l, err := readLinks(filepath.Join(out, filepath.FromSlash(name)), name)
		if err != nil {
			t.Fatal(err)
		}
		pages[name] = l
	}
	return pages
}

// searchAcross searches in pages of the site before, when the site now has taken its place.
func searchAcross(t *testing.T, when, before, now, script string) {
	t.Helper()
	dir := t.TempDir()
	all := node(t, "session.mjs", before, now, script, "justice", filepath.Join(dir, "out.json"))
	want := all["fresh"]
	if len(want.URLs) < 2 || !slices.ContainsFunc(want.Titles, func(s string) bool { return strings.Contains(s, "One") }) {
		t.Errorf("%s: the search finds %+v", when, want)
	}
	for _, page := range []string{"searched", "loaded", "nothing"} {
		if d := cmp.Diff(want, all[page]); d != "" {
			t.Errorf("%s: an open page that has %s before finds something else (-now +page):\n%s", when, page, d)
		}
	}
	// The client may ask for shards that are gone, and then asks for the new ones; scripts and
	// tables of contents are never gone.
	for _, name := range all["lost"].URLs {
		if !strings.HasPrefix(name, "search/en/") && !strings.HasPrefix(name, "search/text/") {
			t.Errorf("%s: an open page asked for %s, which is gone", when, name)
		}
	}
}
