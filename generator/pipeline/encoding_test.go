package pipeline_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/unicode/norm"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// readable is, with the small site, one of each file that Griot reads.
const readable = `
-- content/synonyms.yaml --
fr:
  - [état, gouvernement]
-- content/réseau.csv --
a
-- content/équipe.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>
-- content/about.fr.md --
---
title: À propos d’été
summary: Ce que c’est, à présent.
slug: a-propos
translated_from: en
image: { src: équipe.svg, alt: L’équipe }
---
Texte, [réseau](réseau.csv), ![équipe](équipe.svg).
-- i18n/active.fr.toml --
"page.contents" = "Sur cette page"
-- themes/mine/theme.yaml --
extends: palabre
-- themes/mine/partials/toc.html --
<nav>Été</nav>
-- themes/mine/css/main.css --
body { color: green }
`

// publishedWith builds the small site, with its files changed, and returns what is published
// but for Bleve's stores.
func publishedWith(t *testing.T, change func(name, text string) (string, string)) map[string]string {
	t.Helper()
	dir := t.TempDir()
	for _, archive := range []string{strings.Replace(small, "base_url:", "theme: mine\nbase_url:", 1), readable} {
		for _, f := range txtar.Parse([]byte(archive)).Files {
			name, text := change(f.Name, string(f.Data))
			folder.Write(t, dir, name, text)
		}
	}
	mustBuild(t, pipeline.Options{Dir: dir})
	files := folder.Files(t, filepath.Join(dir, "public"))
	maps.DeleteFunc(files, func(name, _ string) bool { return strings.HasPrefix(name, "search/bleve/") })
	return files
}

// samePublished compares two results of publishedWith.
func samePublished(t *testing.T, want, got map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			t.Errorf("%s differs or is missing", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
}

// A byte-order mark at the start of any file changes nothing.
func TestByteOrderMarks(t *testing.T) {
	plain := publishedWith(t, func(name, text string) (string, string) { return name, text })
	samePublished(t, plain, publishedWith(t, func(name, text string) (string, string) {
		if strings.HasPrefix(name, "content/") && filepath.Ext(name) != ".md" && filepath.Ext(name) != ".yaml" {
			return name, text // is published as it is
		}
		return name, "\ufeff" + text
	}))
}

// Nor does it matter how accents are stored in configuration, front matter, links, messages
// and names of files.
func TestDecomposedAccents(t *testing.T) {
	withoutSearch := func(files map[string]string) map[string]string { // its names hash the bytes of front matter
		maps.DeleteFunc(files, func(name, _ string) bool { return strings.HasPrefix(name, "search/") })
		return files
	}
	plain := publishedWith(t, func(name, text string) (string, string) { return name, text })
	samePublished(t, withoutSearch(plain), withoutSearch(publishedWith(t, func(name, text string) (string, string) {
		switch filepath.Ext(name) {
		case ".md":
			head, body, _ := strings.Cut(text, "\n---\n")
			text = norm.NFD.String(head) + "\n---\n" + strings.ReplaceAll(strings.ReplaceAll(body, "(équipe", norm.NFD.String("(équipe")), "(réseau", norm.NFD.String("(réseau"))
		case ".yaml":
			text = norm.NFD.String(text)
		}
		return norm.NFD.String(name), text
	})))
}
