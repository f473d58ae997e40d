package pipeline_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"griot/generator/content"
	"griot/generator/pipeline"
)

// editor makes random edits to a corpus, one at a time. An edit that leaves
// the site with errors can be undone.
type editor struct {
	dir   string
	rand  *rand.Rand
	pairs int
	extra int
	order []int              // of the edits to come
	saved map[string]*[]byte // what the last edit overwrote; nil where there was nothing
}

// edit makes one edit and describes it.
func (e *editor) edit(t *testing.T) string {
	t.Helper()
	e.saved = map[string]*[]byte{}
	edits := []struct {
		name string
		do   func(t *testing.T) string
	}{
		{"change a word", e.changeWord}, {"change a word", e.changeWord}, {"change a title", e.changeTitle},
		{"change a date", e.changeDate}, {"change the topics", e.changeTopics}, {"change a slug", e.changeSlug},
		{"change a heading", e.changeHeading}, {"add a page", e.addPage}, {"add a term", e.addTerm},
		{"delete a translation", e.deleteTranslation}, {"write a translation anew", e.copyTranslation},
		{"delete a page", e.deletePage}, {"change the hub's title", e.changeHub}, {"switch the fallback", e.switchFallback},
		{"rename a topic", e.renameTopic}, {"override a message", e.changeMessage}, {"override a partial", e.changeTemplate},
		{"drop the overrides", e.dropOverrides}, {"add an image", e.addImage}, {"add an alias", e.addAlias},
		{"save without a change", e.touch}, {"rename a page", e.renamePage}, {"add or drop a language", e.switchLanguage},
		{"write in the new language", e.writeArabic}, {"mark a translation", e.mark}, {"mark a translation", e.mark},
		{"spoil a record", e.spoilRecord}, {"show the translations", e.showTranslations},
	}
	if len(e.order) == 0 { // each once before any comes again
		e.order = e.rand.Perm(len(edits))
	}
	pick := edits[e.order[0]]
	e.order = e.order[1:]
	return pick.name + ": " + pick.do(t)
}

func (e *editor) path(name string) string { return filepath.Join(e.dir, filepath.FromSlash(name)) }

// write replaces a file and keeps what it held.
func (e *editor) write(t *testing.T, name, body string) {
	t.Helper()
	e.save(name)
	if err := os.MkdirAll(filepath.Dir(e.path(name)), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(e.path(name), []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (e *editor) remove(t *testing.T, name string) {
	t.Helper()
	e.save(name)
	if err := os.RemoveAll(e.path(name)); err != nil {
		t.Fatal(err)
	}
}

func (e *editor) save(name string) {
	if _, ok := e.saved[name]; ok {
		return
	}
	e.saved[name] = nil
	if b, err := os.ReadFile(e.path(name)); err == nil {
		e.saved[name] = &b
	}
}

// undo takes the last edit back.
func (e *editor) undo(t *testing.T) {
	t.Helper()
	for name, body := range e.saved {
		var err error
		if body == nil {
			err = os.RemoveAll(e.path(name))
		} else {
			err = os.WriteFile(e.path(name), *body, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (e *editor) read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(e.path(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// page picks a brief's file.
func (e *editor) page(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob(e.path("content/briefs/*.md"))
	if err != nil || len(files) == 0 {
		t.Fatal("no briefs left", err)
	}
	return "content/briefs/" + filepath.Base(files[e.rand.IntN(len(files))])
}

// replace changes the first match in a random page.
func (e *editor) replace(t *testing.T, pattern, by string) string {
	t.Helper()
	name := e.page(t)
	src := e.read(t, name)
	at := regexp.MustCompile(pattern).FindStringIndex(src)
	if at == nil {
		return name + " (no match)"
	}
	e.write(t, name, src[:at[0]]+by+src[at[1]:])
	return name
}

func (e *editor) changeWord(t *testing.T) string {
	name := e.page(t)
	src := e.read(t, name)
	e.write(t, name, src+fmt.Sprintf("\nword%d et l’État\n", e.rand.IntN(1000)))
	return name
}

func (e *editor) changeTitle(t *testing.T) string {
	return e.replace(t, `(?m)^title:.*$`, fmt.Sprintf("title: Title %d", e.rand.IntN(1000)))
}

func (e *editor) changeDate(t *testing.T) string {
	return e.replace(t, `(?m)^date:.*$`, fmt.Sprintf("date: 20%02d-0%d-11", 10+e.rand.IntN(15), 1+e.rand.IntN(9)))
}

func (e *editor) changeTopics(t *testing.T) string {
	return e.replace(t, `(?m)^topics:.*$`, []string{"topics: [land]", "topics: [women, youth]", "topics: []"}[e.rand.IntN(3)])
}

func (e *editor) changeSlug(t *testing.T) string {
	return e.replace(t, `(?m)^title:`, fmt.Sprintf("slug: slug-%d\ntitle:", e.rand.IntN(1000)))
}

func (e *editor) changeHeading(t *testing.T) string {
	return e.replace(t, `(?m)^## .*$`, fmt.Sprintf("## Heading %d", e.rand.IntN(1000)))
}

func (e *editor) addPage(t *testing.T) string {
	e.extra++
	name := fmt.Sprintf("content/briefs/extra%d.%s.md", e.extra, []string{"en", "fr"}[e.rand.IntN(2)])
	e.write(t, name, fmt.Sprintf("---\ntitle: Extra %d\nsummary: An added page.\ndate: 2020-02-0%d\ntype: study\ncountries: [mali]\nkey_messages: [One.]\nsources:\n  - title: A source\n---\nText with [a link](p000001.md) and SSR.\n", e.extra, 1+e.rand.IntN(9)))
	return name
}

func (e *editor) addTerm(t *testing.T) string {
	hub := e.read(t, "content/hub.yaml")
	if !strings.Contains(hub, "kind: term") {
		hub = strings.Replace(hub, "sections:\n", "sections:\n  glossary:\n    kind: term\n    name: { en: Glossary, fr: Glossaire }\n    slug: { en: glossary, fr: glossaire }\n", 1)
		e.write(t, "content/hub.yaml", hub)
	}
	e.write(t, "content/glossary/ssr.en.md", fmt.Sprintf("---\ntitle: Security sector reform %d\nsummary: A reform.\nshort: SSR\n---\nIt is one.\n", e.rand.IntN(1000)))
	return "content/glossary/ssr.en.md"
}

func (e *editor) deleteTranslation(t *testing.T) string {
	name := e.page(t)
	e.remove(t, name)
	return name
}

func (e *editor) copyTranslation(t *testing.T) string {
	name := e.page(t)
	other := strings.Replace(name, ".en.md", ".fr.md", 1)
	if other == name {
		other = strings.Replace(name, ".fr.md", ".en.md", 1)
	}
	from := name[len(name)-5 : len(name)-3]
	e.write(t, other, fmt.Sprintf("---\ntitle: Translated %d\nsummary: It is.\ntranslated_from: %s\n---\nShort.\n\n## One heading\n", e.rand.IntN(1000), from))
	return other
}

func (e *editor) deletePage(t *testing.T) string {
	name := e.page(t)
	base := name[:len(name)-len(".en.md")]
	e.remove(t, base+".en.md")
	e.remove(t, base+".fr.md")
	return base
}

func (e *editor) changeHub(t *testing.T) string {
	hub := e.read(t, "content/hub.yaml")
	e.write(t, "content/hub.yaml", regexp.MustCompile(`(?m)^(title:\n  en:).*$`).ReplaceAllString(hub, fmt.Sprintf("${1} Hub %d", e.rand.IntN(1000))))
	return "content/hub.yaml"
}

func (e *editor) switchFallback(t *testing.T) string {
	hub := regexp.MustCompile(`(?m)^fallback:.*\n`).ReplaceAllString(e.read(t, "content/hub.yaml"), "")
	policy := []string{"notice", "omit"}[e.rand.IntN(2)]
	e.write(t, "content/hub.yaml", hub+"\nfallback: "+policy+"\n")
	return policy
}

func (e *editor) renameTopic(t *testing.T) string {
	hub := e.read(t, "content/hub.yaml")
	e.write(t, "content/hub.yaml", regexp.MustCompile(`(id: land\n\s+name: \{ en: )[^,]*`).ReplaceAllString(hub, fmt.Sprintf("${1}Land %d", e.rand.IntN(1000))))
	return "land"
}

func (e *editor) changeMessage(t *testing.T) string {
	e.write(t, "i18n/active.fr.toml", fmt.Sprintf("[\"browse.title\"]\nother = \"Toutes les pages %d\"\n", e.rand.IntN(1000)))
	return "browse.title"
}

func (e *editor) changeTemplate(t *testing.T) string {
	e.write(t, "themes/palabre/partials/toc.html", fmt.Sprintf("<p>%d</p>", e.rand.IntN(1000)))
	return "toc.html"
}

func (e *editor) dropOverrides(t *testing.T) string {
	e.remove(t, "themes/palabre/partials/toc.html")
	e.remove(t, "i18n/active.fr.toml")
	return "theme and messages"
}

func (e *editor) addImage(t *testing.T) string {
	size := 1 + e.rand.IntN(300)
	e.write(t, "content/briefs/pic.svg", fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 10"/>`, size))
	name := e.page(t)
	e.write(t, name, e.read(t, name)+"\n![A picture](pic.svg)\n")
	return name
}

func (e *editor) addAlias(t *testing.T) string {
	return e.replace(t, `(?m)^title:`, fmt.Sprintf("aliases: [en/old-%d/]\ntitle:", e.rand.IntN(1000)))
}

// renamePage does what griot mv does.
func (e *editor) renamePage(t *testing.T) string {
	s, list, err := pipeline.Load(context.Background(), pipeline.Options{Dir: e.dir, Cache: filepath.Join(e.dir, ".mv")})
	if err != nil || s == nil {
		t.Fatal(err, list)
	}
	name := e.page(t)
	from := strings.TrimPrefix(name[:len(name)-len(".en.md")], "content/")
	to := fmt.Sprintf("briefs/renamed-%d", e.rand.IntN(1000))
	m, err := content.PlanMove(s, e.dir, from, to)
	if err != nil {
		return err.Error()
	}
	if err := m.Apply(); err != nil {
		t.Fatal(err)
	}
	return from + " to " + to
}

// switchLanguage gives the hub a third language, written from right to left,
// or takes it away.
func (e *editor) switchLanguage(t *testing.T) string {
	hub := e.read(t, "content/hub.yaml")
	if strings.Contains(hub, "code: ar") {
		hub = strings.Replace(hub, "  - code: ar\n    name: العربية\n", "", 1)
		hub = regexp.MustCompile(`, ar: [^}]*\}`).ReplaceAllString(hub, " }")
		hub = regexp.MustCompile(`(?m)^ +ar: .*\n`).ReplaceAllString(hub, "")
		files, err := filepath.Glob(e.path("content/*/*.ar.md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			e.remove(t, "content/briefs/"+filepath.Base(f))
		}
		e.write(t, "content/hub.yaml", hub)
		return "dropped"
	}
	hub = strings.Replace(hub, "    name: Français\n", "    name: Français\n  - code: ar\n    name: العربية\n", 1)
	hub = regexp.MustCompile(`(fr: )([^,}\n]*[^,}\n ]) \}`).ReplaceAllString(hub, "$1$2, ar: $2 }")
	hub = regexp.MustCompile(`(?m)^( +)fr: (.*)$`).ReplaceAllString(hub, "$0\n${1}ar: $2")
	e.write(t, "content/hub.yaml", hub)
	return "added"
}

func (e *editor) writeArabic(t *testing.T) string {
	if !strings.Contains(e.read(t, "content/hub.yaml"), "code: ar") {
		return "there is none"
	}
	name := e.page(t)
	from := name[len(name)-5 : len(name)-3]
	if from == "ar" {
		return name + " is in it"
	}
	// A page that is a translation itself can't be the source of another one.
	if regexp.MustCompile(`(?m)^translated_from:`).MatchString(e.read(t, name)) {
		return name + " is a translation"
	}
	to := name[:len(name)-5] + "ar.md"
	e.write(t, to, fmt.Sprintf("---\ntitle: عنوان %d\nsummary: ملخص.\ntranslated_from: %s\nkey_messages: [رسالة.]\n---\nنص قصير عن العدالة.\n", e.rand.IntN(1000), from))
	return to
}

func (e *editor) touch(t *testing.T) string {
	name := e.page(t)
	e.write(t, name, e.read(t, name))
	return name
}
