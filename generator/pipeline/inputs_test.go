package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// richSite is the small site with what the edits of TestEachInput change.
func richSite(t *testing.T, archives ...string) (dir string) {
	t.Helper()
	dir = smallSite(t, append([]string{rich}, archives...)...)
	hub := filepath.Join(dir, "content", "hub.yaml")
	change(t, hub, "sections:\n", "publisher: { en: Us, fr: Nous }\ndata: true\nlogo: logo.svg\nfallback: notice\nsections:\n")
	change(t, hub, "vocabularies:\n", `  glossary:
    kind: term
    name: { en: Glossary, fr: Glossaire }
    slug: { en: glossary, fr: glossaire }
vocabularies:
`)
	return dir
}

const rich = `
-- content/logo.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>
-- content/briefs/pic.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"/>
-- content/briefs/data.csv --
a,b
-- content/briefs/two.en.md --
---
title: Two
summary: Only in English, about SSR.
date: 2026-01-05
type: report
sources: [{ title: A source }]
key_messages: [Two "quoted".]
---
## What SSR is

![A picture](pic.svg) and [data](data.csv), <b>raw</b>, [one](one.md#why).
-- content/glossary/ssr.en.md --
---
title: Security sector reform
summary: A reform.
short: SSR
---
It is one.
-- content/glossary/ssr.fr.md --
---
title: Réforme du secteur de la sécurité
summary: Une réforme.
short: RSS
translated_from: en
---
C’en est une.
`

// TestEachInput changes one input of a build at a time and compares the
// incremental build with a clean one.
func TestEachInput(t *testing.T) {
	dir, out := richSite(t), filepath.Join(t.TempDir(), "public")
	mustBuild(t, pipeline.Options{Dir: dir, Out: out})
	for i, c := range []struct {
		file, old, new string // with old "", new is the whole file; with both "", the file goes
	}{
		{"content/briefs/one.fr.md", "## Pourquoi", "## Comment"}, // the id stays its source's
		{"content/briefs/one.en.md", "## Why", "## Why not {#why}"},
		{"content/briefs/one.en.md", "title: One", "title: One and only"},
		{"content/briefs/one.fr.md", "slug: un\n", "slug: une\n"},
		{"content/briefs/one.en.md", "date: 2026-01-02", "date: 2027-01-02"},
		{"content/briefs/one.en.md", "countries: [mali]\n", ""},
		{"content/briefs/one.en.md", "type: report\n", "type: report\naliases: [en/was/here/]\n"},
		{"content/briefs/one.en.md", "", "\n"},
		{"content/briefs/pic.svg", "0 0 20 10", "0 0 10 20"}, // of the same size
		{"content/briefs/data.csv", "a,b", "c,d"},
		{"content/glossary/ssr.en.md", "short: SSR", "short: SSG"},
		{"content/glossary/ssr.fr.md", "secteur de la sécurité", "secteur"},
		{"content/glossary/ssr.fr.md", "", ""},
		{"content/hub.yaml", "en: Mali,", "en: The Mali,"},
		{"content/hub.yaml", "en: mali,", "en: the-mali,"},
		{"content/hub.yaml", "fr: Glossaire", "fr: Lexique"},
		{"content/hub.yaml", "en: glossary,", "en: words,"},
		{"content/hub.yaml", "fallback: notice", "fallback: omit"},
		{"content/hub.yaml", "fallback: omit\n", "fallback: notice\nraw_html: true\n"},
		{"content/hub.yaml", "raw_html: true\n", "typography: { fr: false, en: false }\n"},
		{"content/hub.yaml", "name: Français", "name: Le français"},
		{"content/hub.yaml", "https://hub.example.org/", "https://hub.example.org/sub/"},
		{"content/hub.yaml", "data: true\n", "data: false\n"},
		{"content/hub.yaml", "data: false\n", "data: true\n"},
		{"content/hub.yaml", "publisher: { en: Us,", "publisher: { en: Them,"},
		{"content/hub.yaml", "logo: logo.svg\n", "subject: { en: A programme, fr: Un programme }\n"},
		{"content/hub.yaml", "navigation: [briefs/, about.md]", "navigation: [about.md]\nfooter: [briefs/]"},
		{"content/hub.yaml", "navigation: [about.md]", "privacy: { en: None., fr: Aucune. }\nsearch: { text_group: 4 }"},
		{"content/synonyms.yaml", "", "en:\n  - [jail, prison]\n"},
		{"content/synonyms.yaml", "prison", "gaol"},
		{"content/synonyms.yaml", "", ""},
		{"i18n/active.en.toml", "", "[\"nav.skip\"]\nother = \"Jump\"\n"},
		{"i18n/active.en.toml", "Jump", "Leap"},
		{"themes/palabre/partials/toc.html", "", "<p>ours</p>"},
		{"themes/palabre/styles/palabre.css", "", "body { color: black }"},
		{"themes/palabre/styles/palabre.css", "black", "green"},
		{"themes/palabre/styles/palabre.css", "", ""},
		{"themes/palabre/partials/toc.html", "", ""},
		{"i18n/active.en.toml", "", ""},
	} {
		change(t, filepath.Join(dir, filepath.FromSlash(c.file)), c.old, c.new)
		what := fmt.Sprintf("%d, %s: %q for %q", i, c.file, c.new, c.old)
		asClean(t, dir, out, what)
	}
}

// change edits, writes or removes a file.
func change(t *testing.T, file, old, by string) {
	t.Helper()
	if old == "" && by == "" {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		return
	}
	src, err := os.ReadFile(file)
	body := strings.Replace(string(src), old, by, 1)
	switch {
	case old == "" && by == "\n": // a line more at the end
		body = string(src) + "\nAnother zebra.\n"
	case old == "":
		body = by
	case err != nil || body == string(src):
		t.Fatalf("%s has no %q (%v)", file, old, err)
	}
	folder.Write(t, filepath.Dir(file), filepath.Base(file), body)
}

// A file that changed behind its size and time is only seen by --verify, and a
// published file that was spoilt in the same way, too.
func TestVerify(t *testing.T) {
	dir := smallSite(t)
	page, out := filepath.Join(dir, "content", "about.en.md"), filepath.Join(dir, "public", "en", "about", "index.html")
	age(t, page)
	mustBuild(t, pipeline.Options{Dir: dir})
	mustBuild(t, pipeline.Options{Dir: dir}) // the first one doesn't trust what is as new as this
	right, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	behind := func(file, old, by string) {
		t.Helper()
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		src, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(src), old) || len(old) != len(by) {
			t.Fatal(file, err)
		}
		f, err := os.OpenFile(file, os.O_WRONLY, 0) // the inode stays
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString(strings.Replace(string(src), old, by, 1)); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, info.ModTime(), info.ModTime()); err != nil {
			t.Fatal(err)
		}
	}
	behind(out, "Text.", "Lies.")
	mustBuild(t, pipeline.Options{Dir: dir, Verify: true})
	if got, err := os.ReadFile(out); err != nil || string(got) != string(right) {
		t.Errorf("a spoilt page stays: %v", err)
	}
	behind(page, "Text.", "Word.")
	mustBuild(t, pipeline.Options{Dir: dir, Verify: true})
	if got, err := os.ReadFile(out); err != nil || !strings.Contains(string(got), "Word.") {
		t.Errorf("a changed source is not seen (%v)", err)
	}
}

// age makes a file an hour older.
func age(t *testing.T, file string) {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	then := info.ModTime().Add(-time.Hour)
	if err := os.Chtimes(file, then, then); err != nil {
		t.Fatal(err)
	}
}
