package pipeline_test

import (
	"encoding/xml"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"griot/generator/internal/testkit/corpus"
	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// Two clean builds of the same input are the same, whatever the options.
func TestTwoCleanBuildsAreEqual(t *testing.T) {
	pairs := 30
	if raceEnabled {
		pairs = 8
	}
	dir := t.TempDir()
	if err := corpus.Write(dir, pairs, 3); err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]pipeline.Options{
		"plain": {}, "portable": {Portable: true}, "in a folder": {BaseURL: "https://example.net/sub/path/"},
	} {
		t.Run(name, func(t *testing.T) {
			var outs []string
			for range 2 {
				to := t.TempDir()
				o.Dir, o.Out, o.Cache = dir, filepath.Join(to, "public"), filepath.Join(to, "cache")
				mustBuild(t, o)
				outs = append(outs, o.Out)
			}
			if d := differences(t, outs[0], outs[1]); d != "" {
				t.Error(d)
			}
		})
	}
}

// A site's options are not mixed up in one output folder and one cache.
func TestOptionsInTurn(t *testing.T) {
	dir := smallSite(t)
	out := filepath.Join(dir, "public")
	for _, o := range []pipeline.Options{{}, {Portable: true}, {BaseURL: "https://example.net/sub/path/"}, {}, {Portable: true}} {
		o.Dir = dir
		mustBuild(t, o)
		clean := t.TempDir()
		o.Out, o.Cache = filepath.Join(clean, "public"), filepath.Join(clean, "cache")
		mustBuild(t, o)
		if d := differences(t, o.Out, out); d != "" {
			t.Fatalf("%+v: %s", o, d)
		}
	}
}

// arabic adds a third language to the small site, written from right to left,
// with a few messages of its own.
const arabic = `
-- content/hub.yaml --
base_url: https://hub.example.org/
languages: [{ code: en, name: English }, { code: fr, name: Français }, { code: ar, name: العربية }]
title: { en: A hub, fr: Un site, ar: موقع }
description: { en: What it is., fr: Ce que c’est., ar: ما هو. }
sections:
  briefs:
    kind: brief
    name: { en: Library, fr: Bibliothèque, ar: المكتبة }
    slug: { en: library, fr: bibliotheque, ar: maktaba }
vocabularies:
  countries:
    name: { en: Country, fr: Pays, ar: بلد }
    slug: { en: country, fr: pays, ar: balad }
    terms: [{ id: mali, iso: MLI, name: { en: Mali, fr: Mali, ar: مالي }, slug: { en: mali, fr: mali, ar: mali } }]
  types:
    name: { en: Type, fr: Type, ar: نوع }
    slug: { en: type, fr: type, ar: naw }
    terms: [{ id: report, name: { en: Report, fr: Rapport, ar: تقرير }, slug: { en: report, fr: rapport, ar: taqrir } }]
navigation: [briefs/, about.md]
-- content/index.ar.md --
---
title: موقع
summary: من هنا نبدأ.
translated_from: en
---
-- content/briefs/one.ar.md --
---
title: واحد
summary: موجز.
slug: wahid
translated_from: en
key_messages: [رسالة واحدة.]
---
## لماذا

العدالة للجميع.
-- i18n/active.ar.toml --
nav.skip = "انتقل إلى النص"
nav.menu = "القائمة"
`

func TestThreeLanguagesOneFromRightToLeft(t *testing.T) {
	dir := builtSite(t, arabic)
	page := published(t, dir, "ar/maktaba/wahid/index.html")
	contains(t, "the Arabic page", page,
		`<html lang="ar" dir="rtl"`, "انتقل إلى النص", "العدالة للجميع", `<h2 id="why">`,
		`hreflang="en"`, `hreflang="fr"`, `hreflang="ar"`, `hreflang="x-default"`,
	)
	if english := published(t, dir, "en/library/one/index.html"); strings.Contains(english, `<html lang="en" dir="rtl"`) {
		t.Error("the English page runs from right to left")
	}
	// A page without a translation is shown in its own language and direction.
	about := published(t, dir, "ar/about/index.html")
	if !regexp.MustCompile(`<html lang="ar" dir="rtl"`).MatchString(about) || !regexp.MustCompile(`<[a-z]+[^>]* lang="en"[^>]* dir="ltr"`).MatchString(about) {
		t.Errorf("the fallback page doesn't say which language its text is in")
	}
	if files := found(t, filepath.Join(dir, "public"), "ar"); !slices.Contains(files, "ar/maktaba/wahid/index.html") || slices.Contains(files, "ar/about/index.html") {
		t.Errorf("the Arabic index holds %v", files)
	}
	clean := t.TempDir()
	o := pipeline.Options{Dir: dir, Out: filepath.Join(clean, "public"), Cache: filepath.Join(clean, "cache")}
	mustBuild(t, o)
	if d := differences(t, o.Out, filepath.Join(dir, "public")); d != "" {
		t.Error(d)
	}
}

// alone is a page that is not translated.
const alone = `
-- content/briefs/alone.fr.md --
---
title: Toute seule
summary: Elle n’est pas traduite.
date: 2026-02-03
type: report
sources: [{ title: Une source }]
key_messages: [Seule.]
---
Un zèbre.
`

// Under the policy notice, a page that is not translated is shown in the other language
// under a notice, and no machine takes it for a page of that language.
func TestFallbackNotice(t *testing.T) {
	dir := builtSite(t, alone)
	const path, source = "en/library/alone/", "https://hub.example.org/fr/bibliotheque/alone/"
	page := published(t, dir, path+"index.html")
	contains(t, "the fallback page", page,
		"Un zèbre.", "This page has not been translated yet.", `<link rel="canonical" href="`+source+`"`,
	)
	if !regexp.MustCompile(`<meta name="robots" content="noindex[^"]*"`).MatchString(page) {
		t.Error("the fallback page is not marked noindex")
	}
	if !regexp.MustCompile(`<[a-z]+[^>]* lang="fr"`).MatchString(page) {
		t.Error("the fallback page doesn't say that its text is French")
	}
	own := published(t, dir, "fr/bibliotheque/alone/index.html")
	for name, body := range map[string]string{"fallback": page, "source": own} {
		if strings.Contains(body, `rel="alternate" hreflang="en"`) || regexp.MustCompile(`hreflang="en"[^>]*alone`).MatchString(head(body)) {
			t.Errorf("the %s page claims to be translated into English", name)
		}
	}
	if strings.Contains(own, "noindex") {
		t.Error("the source page is marked noindex")
	}
	onlyMachines(t, dir, path, source)
}

// Under the policy omit, there is no such page at all, and the source's
// switcher says so.
func TestFallbackOmit(t *testing.T) {
	dir := smallSite(t, alone)
	change(t, filepath.Join(dir, "content", "hub.yaml"), "navigation:", "fallback: omit\nnavigation:")
	mustBuild(t, pipeline.Options{Dir: dir})
	for name, body := range folder.Files(t, filepath.Join(dir, "public"), "search/") {
		if strings.HasPrefix(name, "en/") && strings.Contains(name, "alone") {
			t.Errorf("%s is there", name)
		}
		if strings.HasPrefix(name, "en/") && strings.HasSuffix(name, ".html") && strings.Contains(body, "Toute seule") {
			t.Errorf("%s lists the page", name)
		}
	}
	own := published(t, dir, "fr/bibliotheque/alone/index.html")
	if strings.Contains(own, `hreflang="en"`) && regexp.MustCompile(`hreflang="en"[^>]*alone`).MatchString(head(own)) {
		t.Error("the source page claims to be translated")
	}
	onlyMachines(t, dir, "en/library/alone/", "https://hub.example.org/fr/bibliotheque/alone/")
	serves(t, dir, "omit")
}

// onlyMachines looks for a fallback page in what machines read: sitemap, feeds
// and index know its source alone.
func onlyMachines(t *testing.T, dir, path, source string) {
	t.Helper()
	sitemap := published(t, dir, "sitemap.xml")
	if strings.Contains(sitemap, path) || !strings.Contains(sitemap, "<loc>"+source+"</loc>") {
		t.Errorf("the sitemap: %s", sitemap)
	}
	for _, feed := range []string{"en/feed.xml", "en/library/feed.xml", "fr/feed.xml", "fr/bibliotheque/feed.xml"} {
		body := published(t, dir, feed)
		if err := xml.Unmarshal([]byte(body), new(struct{ XMLName xml.Name })); err != nil {
			t.Errorf("%s: %v", feed, err)
		}
		if has := strings.Contains(body, "Toute seule"); has != strings.HasPrefix(feed, "fr/") {
			t.Errorf("%s: is the page in it? %t", feed, has)
		}
	}
	if files := found(t, filepath.Join(dir, "public"), "en"); slices.Contains(files, path+"index.html") {
		t.Errorf("the English index holds %v", files)
	}
	if files := found(t, filepath.Join(dir, "public"), "fr"); !slices.Contains(files, "fr/bibliotheque/alone/index.html") {
		t.Errorf("the French index holds %v", files)
	}
}

// head returns the part of a page before its body.
func head(page string) string {
	before, _, _ := strings.Cut(page, "</head>")
	return before
}

// published reads a file of the built site.
func published(t *testing.T, dir, name string) string {
	t.Helper()
	return folder.Read(t, dir, "public/"+name)
}

// contains reports texts that a page lacks.
func contains(t *testing.T, what, page string, texts ...string) {
	t.Helper()
	for _, want := range texts {
		if !strings.Contains(page, want) {
			t.Errorf("%s has no %s:\n%s", what, want, page)
		}
	}
}
