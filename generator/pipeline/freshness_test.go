package pipeline_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"griot/generator/diag"
	"griot/generator/pipeline"
	"griot/generator/translate"
)

// mark says that a random page's translations match their source.
func (e *editor) mark(t *testing.T) string {
	name := e.page(t)
	d := openProject(t, e.dir)
	if d == nil {
		return "no hub"
	}
	u := d.Unit(name)
	if u == nil {
		return name + " is no page"
	}
	batch := d.Batch()
	pairs, _, err := d.UnitPairs(u)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range pairs {
		batch.Mark(s, nil, false)
	}
	changes, err := batch.Changes()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		if c.New == nil {
			e.remove(t, c.Path)
		} else {
			e.write(t, c.Path, string(c.New))
		}
	}
	return fmt.Sprint(name, ", files: ", len(changes))
}

// spoilRecord leaves a merge in a record, or drops them all.
func (e *editor) spoilRecord(t *testing.T) string {
	files, err := filepath.Glob(e.path("i18n/state/*/briefs/*.txt"))
	if err != nil || len(files) == 0 {
		return "there is none"
	}
	at := files[e.rand.IntN(len(files))]
	name, err := filepath.Rel(e.dir, at)
	if err != nil {
		t.Fatal(err)
	}
	name = filepath.ToSlash(name)
	if e.rand.IntN(2) == 0 {
		e.remove(t, name)
		return "removed " + name
	}
	e.write(t, name, e.read(t, name)+"\n<<<<<<< ours\n")
	return name
}

func (e *editor) showTranslations(t *testing.T) string {
	for _, lang := range []string{"en", "fr"} {
		from := ""
		if lang == "fr" {
			from = "translated_from: en\n"
		}
		e.write(t, "content/translations."+lang+".md", fmt.Sprintf("---\ntitle: Languages %d\nsummary: All of them.\nlayout: translations\n%s---\n", e.rand.IntN(1000), from))
	}
	return "translations"
}

func openProject(t *testing.T, dir string) *translate.Project {
	t.Helper()
	d, _, err := translate.Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// records are what translators know of the small site, and what has changed
// since: one page's source was reworded, one gained a paragraph.
const records = `
-- content/translations.en.md --
---
title: Languages
summary: All of them.
layout: translations
---
-- content/about.en.md --
---
title: About
summary: What it is.
updated: 2026-03-04
---
Some **new** text.

A second & last one.
-- i18n/state/fr/about.txt --
# Each text and the one that it was made from.

title
en: About
fr: À propos

summary
en: What it is.
fr: Ce que c’est.

paragraph
en: Text.
fr: Texte.
-- i18n/state/fr/briefs/one.txt --
title
en: One
fr: Un
`

// Readers of a translation that is known to be behind its source are told so, with the
// changes; readers of a translation without records are not.
func TestStaleNotice(t *testing.T) {
	dir := builtSite(t, records)
	page := published(t, dir, "fr/a-propos/index.html")
	contains(t, "the page", typeless(page),
		`<div class="notice stale" role="note">`, "Cette traduction n’est plus à jour : la page en anglais a changé.",
		`<time datetime="2026-03-04">Dernière mise à jour de l’original : 4 mars 2026.</time>`, "<summary>2 passages ont changé</summary>",
		`<ul lang="en" dir="ltr">`, `<li><span class="vh" lang="fr" dir="ltr">supprimé : </span><del>Text </del><span class="vh" lang="fr" dir="ltr">ajouté : </span><ins>Some new text</ins>.</li>`, `<ins>A second &amp; last one.</ins>`,
		`<a href="../../en/about/" hreflang="en">Lire la page à jour, en anglais</a>`,
	)
	for _, name := range []string{"en/about/index.html", "fr/bibliotheque/un/index.html", "fr/index.html"} {
		if strings.Contains(published(t, dir, name), "notice stale") {
			t.Errorf("%s has a notice", name)
		}
	}
	contains(t, "the page of translations", typeless(published(t, dir, "en/translations/index.html")),
		`<a href="../../fr/a-propos/" lang="fr" hreflang="fr">`, "1 passage to check, 1 passage missing", "Translation into French<",
	)
}

// So are readers of a section's list whose introduction is behind.
func TestStaleIntroduction(t *testing.T) {
	dir := smallSite(t, `
-- content/briefs/index.en.md --
---
title: Library
summary: All of it.
kind: page
---
Newer text of it.
-- content/briefs/index.fr.md --
---
title: Bibliothèque
summary: Tout.
translated_from: en
---
Texte.
-- i18n/state/fr/briefs/index.txt --
paragraph
en: Older text of it.
fr: Texte.
`)
	mustBuild(t, pipeline.Options{Dir: dir})
	if page := typeless(published(t, dir, "fr/bibliotheque/index.html")); !strings.Contains(page, `<del>Older </del><span class="vh" lang="fr" dir="ltr">ajouté : </span><ins>Newer</ins>`) {
		t.Errorf("the list has no notice: %s", section(page, "notice"))
	}
}

// The notice follows the records, and goes when somebody has marked the page.
func TestNoticeFollowsRecords(t *testing.T) {
	dir := builtSite(t, records)
	e := &editor{dir: dir, saved: map[string]*[]byte{}}
	e.write(t, "i18n/state/fr/about.txt", strings.Replace(e.read(t, "i18n/state/fr/about.txt"), "en: Text.", "en: Some **new** text.\nfr: Texte.\n\nparagraph\nen: A second & last one.\nfr: Deux.\n\nparagraph\nen: Gone.", 1))
	mustBuild(t, pipeline.Options{Dir: dir})
	if page := published(t, dir, "fr/a-propos/index.html"); !strings.Contains(typeless(page), ">1 passage a changé<") {
		t.Errorf("the notice did not follow: %s", section(page, "notice"))
	}
	e.write(t, "content/about.en.md", strings.Replace(e.read(t, "content/about.en.md"), "\n\nA second & last one.", "", 1))
	mustBuild(t, pipeline.Options{Dir: dir})
	if page := published(t, dir, "fr/a-propos/index.html"); strings.Contains(page, "notice stale") {
		t.Errorf("the notice stayed: %s", section(page, "notice"))
	}
}

// Records that can't be read are told and stop nothing.
func TestSpoiltRecords(t *testing.T) {
	dir := smallSite(t, records, "-- i18n/state/fr/index.txt --\n<<<<<<< ours\n")
	for range 2 {
		_, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir})
		if err != nil || list.Errors() > 0 {
			t.Fatal(err, list)
		}
		found := 0
		for _, d := range list {
			if d.Code == "translate-records" && d.Severity == diag.Warning && d.File == "i18n/state/fr/index.txt" {
				found++
			}
		}
		if found != 1 {
			t.Errorf("the record is reported %d times in %v", found, list)
		}
	}
}

// typeless is a page with ordinary spaces.
func typeless(page string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(page)
}

// section is the element of a page with a class, up to its end tag.
func section(page, class string) string {
	return regexp.MustCompile(`(?s)<div class="` + class + `.*?</div>`).FindString(page)
}

// A page that is renamed by hand keeps its state: its records are found by
// their texts.
func TestRenamedByHand(t *testing.T) {
	dir := builtSite(t, records)
	for _, lang := range []string{"en", "fr"} {
		if err := os.Rename(filepath.Join(dir, "content", "about."+lang+".md"), filepath.Join(dir, "content", "who."+lang+".md")); err != nil {
			t.Fatal(err)
		}
	}
	e := &editor{dir: dir, saved: map[string]*[]byte{}}
	for name, old := range map[string]string{"content/hub.yaml": "about.md", "content/briefs/one.en.md": "about.md", "content/briefs/one.fr.md": "about.md"} {
		e.write(t, name, strings.ReplaceAll(e.read(t, name), old, "who.md"))
	}
	mustBuild(t, pipeline.Options{Dir: dir})
	if page := typeless(published(t, dir, "fr/a-propos/index.html")); !strings.Contains(page, ">2 passages ont changé<") {
		t.Errorf("the notice has not come along: %s", section(page, "notice"))
	}
}

// A copy without records has those of the page that it was made from only once
// that page is gone: no file of records changes then, nor does the copy.
func TestCopyOfDeletedPage(t *testing.T) {
	dir := smallSite(t, records)
	e := &editor{dir: dir, saved: map[string]*[]byte{}}
	for name, text := range map[string]string{"content/hub.yaml": ", about.md", "content/about.en.md": "Some **new** ", "content/briefs/one.en.md": "[About](../about.md)", "content/briefs/one.fr.md": "[À propos](../about.md)"} {
		e.write(t, name, strings.Replace(e.read(t, name), text, "", 1))
	}
	e.write(t, "content/about.en.md", strings.Replace(e.read(t, "content/about.en.md"), "\ntext.", "\nText.", 1))
	about := map[string]string{}
	for _, lang := range []string{"en", "fr"} {
		about[lang] = e.read(t, "content/about."+lang+".md")
		e.write(t, "content/who."+lang+".md", strings.Replace(about[lang], "slug: a-propos\n", "slug: qui\n", 1))
	}
	expect := func(when string, notice bool) {
		t.Helper()
		mustBuild(t, pipeline.Options{Dir: dir})
		if page := typeless(published(t, dir, "fr/qui/index.html")); strings.Contains(page, "notice stale") != notice {
			t.Errorf("%s: a notice should be there: %v; it is %q", when, notice, section(page, "notice"))
		}
		clean := t.TempDir()
		o := pipeline.Options{Dir: dir, Out: filepath.Join(clean, "public"), Cache: filepath.Join(clean, "cache")}
		mustBuild(t, o)
		if d := differences(t, o.Out, filepath.Join(dir, "public")); d != "" {
			t.Errorf("%s: not what a clean build has:\n%s", when, d)
		}
	}
	expect("copied", false)
	for lang := range about {
		e.remove(t, "content/about."+lang+".md")
	}
	expect("deleted", true)
	for lang, body := range about {
		e.write(t, "content/about."+lang+".md", body)
	}
	expect("back again", false)
}
