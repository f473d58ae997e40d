package pipeline_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"griot/generator/i18n"
	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// small is a site without mistakes.
const small = `
-- content/hub.yaml --
base_url: https://hub.example.org/
languages: [{ code: en, name: English }, { code: fr, name: Français }]
title: { en: A hub, fr: Un site }
description: { en: What it is., fr: Ce que c’est. }
sections:
  briefs:
    kind: brief
    name: { en: Library, fr: Bibliothèque }
    slug: { en: library, fr: bibliotheque }
vocabularies:
  countries:
    name: { en: Country, fr: Pays }
    slug: { en: country, fr: pays }
    terms: [{ id: mali, iso: MLI, name: { en: Mali, fr: Mali }, slug: { en: mali, fr: mali } }]
  types:
    name: { en: Type, fr: Type }
    slug: { en: type, fr: type }
    terms: [{ id: report, name: { en: Report, fr: Rapport }, slug: { en: report, fr: rapport } }]
navigation: [briefs/, about.md]
-- content/index.en.md --
---
title: A hub
summary: Where it starts.
layout: home
---
-- content/index.fr.md --
---
title: Un site
summary: Le début.
translated_from: en
---
-- content/about.en.md --
---
title: About
summary: What it is.
---
Text.
-- content/about.fr.md --
---
title: À propos
summary: Ce que c’est.
slug: a-propos
translated_from: en
---
Texte.
-- content/briefs/one.en.md --
---
title: One
summary: A brief.
date: 2026-01-02
type: report
countries: [mali]
sources: [{ title: A source }]
key_messages: [One.]
---
## Why

[About](../about.md)
-- content/briefs/one.fr.md --
---
title: Un
summary: Une note.
slug: un
translated_from: en
key_messages: [Un.]
---
## Pourquoi

[À propos](../about.md)
`

// smallSite writes the small site, with the files of archives in place of its own or
// beside them, and returns its folder.
func smallSite(t testing.TB, archives ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	folder.Unpack(t, dir, append([]string{small}, archives...)...)
	return dir
}

// builtSite is smallSite, published in public/.
func builtSite(t *testing.T, archives ...string) (dir string) {
	t.Helper()
	dir = smallSite(t, archives...)
	mustBuild(t, pipeline.Options{Dir: dir})
	return dir
}

// mistakes are files with one mistake each.
const mistakes = `
-- content/yaml.en.md --
---
title: [
---
-- content/country.en.md --
---
title: Country
summary: A page.
countries: [mail]
---
-- content/link.en.md --
---
title: Link
summary: A page. It also leads to pages that can't be read, which say so themselves.
---
[One](briefs/oen.md), [one](yaml.md), [two](encoding.md), [three](large.md)
-- content/field.en.md --
---
title: Field
---
-- content/slug.en.md --
---
title: Slug
summary: A page.
slug: about
---
-- content/climbs.en.md --
---
title: Climbs
summary: A page.
---
[Passwords](../../etc/passwd)
-- content/image.en.md --
---
title: Image
summary: A page.
image: { src: ../../secret.png, alt: A secret }
---
`

// wanted is what a build says about the mistakes.
const wanted = `content/climbs.en.md:5:1: error: the path "../../etc/passwd" leads out of the site [path-escapes]
content/country.en.md:4:13: error: there is no country "mail" [country-unknown]
content/encoding.en.md:5:3: error: the file is not UTF-8 here [file-encoding]
content/field.en.md:1: error: summary is missing, which a page of kind page must have [field-missing]
content/image.en.md:4:15: error: image "../../secret.png" leads out of the site's content [path-escapes]
content/large.en.md: error: the file is 50.0 MB large; at most 4 MB are read [file-too-large]
content/link.en.md:5:1: error: the link leads to "briefs/oen.md", which doesn't exist [link-broken]
content/loop: error: the symbolic link leads to ".", in a circle [symlink-skipped]
content/slug.en.md:4:7: error: the address en/about/ is that of content/about.en.md too [permalink-duplicate]
content/yaml.en.md:2:8: error: a list starts with [ and has no ] at its end [yaml-syntax]
`

// Whatever mistakes the files have, one run names them all, each once, and the
// published site stays as it was, byte for byte.
func TestAllMistakesAtOnce(t *testing.T) {
	dir := builtSite(t)
	before := everything(t, filepath.Join(dir, "public"))

	folder.Unpack(t, dir, mistakes)
	plain := "---\ntitle: T\nsummary: S.\n---\n"
	for name, body := range map[string][]byte{
		"encoding.en.md": []byte(plain + "L'\xe9tat"),
		"large.en.md":    append([]byte(plain), bytes.Repeat([]byte("word and "), 50<<20/9)...),
	} {
		folder.Write(t, dir, "content/"+name, string(body))
	}
	if err := os.Symlink(".", filepath.Join(dir, "content", "loop")); err != nil {
		t.Fatal(err)
	}
	_, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range list {
		if d.Code == "translation-missing" {
			continue // none of these pages is translated
		}
		e := i18n.English().Explain(d)
		if e.Hint == "" {
			t.Errorf("no hint: %s", d)
		}
		e.Hint = ""
		got = append(got, e.String()+"\n")
	}
	if d := cmp.Diff(wanted, strings.Join(got, "")); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if d := cmp.Diff(before, everything(t, filepath.Join(dir, "public"))); d != "" {
		t.Errorf("the published site changed:\n%s", d)
	}

	// Each mistake is still found when it is the only one.
	for _, f := range txtar.Parse([]byte(mistakes)).Files {
		if err := os.Remove(filepath.Join(dir, f.Name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"encoding.en.md", "large.en.md", "loop"} {
		if err := os.Remove(filepath.Join(dir, "content", name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range txtar.Parse([]byte(mistakes)).Files {
		folder.Write(t, dir, f.Name, string(f.Data))
		_, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		if list.Errors() == 0 {
			t.Errorf("%s alone: no error", f.Name)
		}
		if err := os.Remove(filepath.Join(dir, f.Name)); err != nil {
			t.Fatal(err)
		}
	}
	mustBuild(t, pipeline.Options{Dir: dir})
	if d := cmp.Diff(before, everything(t, filepath.Join(dir, "public"))); d != "" {
		t.Errorf("the mended site is not what it was:\n%s", d)
	}
}

// A folder that isn't Griot's is rejected whatever it contains, and not changed.
func TestForeignOutput(t *testing.T) {
	dir := smallSite(t)
	out := t.TempDir()
	folder.Unpack(t, out, "-- thesis/chapter.txt --\nYears of work.\n-- index.html --\n<p>Mine.\n")
	before := everything(t, out)
	for _, o := range []string{out, filepath.Join(dir, "content"), dir, filepath.Join(dir, "content", "new"), filepath.Dir(dir)} {
		_, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir, Out: o})
		if err != nil || len(list) != 1 || list[0].Code != "output-foreign" || i18n.English().Explain(list[0]).Hint == "" {
			t.Errorf("%s: %v, %v", o, list, err)
		}
	}
	if d := cmp.Diff(before, everything(t, out)); d != "" {
		t.Error(d)
	}
}

// everything is each file of a folder with its bytes and time, and each folder.
func everything(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil || e.IsDir() {
			out[path+"/"] = ""
			return err
		}
		body, err := os.ReadFile(path)
		out[path] = fmt.Sprintf("%s %x", info.ModTime(), body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		t.Fatal("nothing in", dir)
	}
	return out
}
