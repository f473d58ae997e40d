package exchange

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/i18n"
	"griot/generator/internal/testkit/translated"
	"griot/generator/translate/exchange/po"
)

// set gives one text, by context, a translation.
func set(context, text string) func(*po.Entry) {
	return func(e *po.Entry) {
		if e.Ctxt == context {
			e.Str, e.Flags = []string{text}, nil
		}
	}
}

const noteEN = "---\ntitle: A title\nsummary: It is so.\n---\n\n## A *first* heading\n\nSee [the other](other.md) and `code`.\n\n- one\n- two\n"
const noteFR = "---\ntranslated_from: en\ntitle: Un titre\nsummary: C’est ainsi.\nslug: un-titre\n---\n\n## Un *premier* intertitre\n\nVoir [l’autre](other.md) et `code`.\n\n- un\n- deux\n"

func TestImport(t *testing.T) {
	b := newSite(t, map[string]string{"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR})
	b.Mark()
	before := b.Files()
	file := b.export("fr")
	if r := b.importPO(file, "fr", false); r.Written+r.Added+r.Confirmed > 0 || len(r.Diagnostics) > 0 {
		t.Errorf("%+v", r)
	}
	if !maps.Equal(before, b.Files()) {
		t.Error("an import of what was exported has changed a file")
	}

	r := b.importPO(retouch(t, file, set("notes/a: paragraph", "Le <code2/> et <a1>l’autre page</a1>.")), "fr", false)
	if want := strings.Replace(noteFR, "Voir [l’autre](other.md) et `code`.", "Le `code` et [l’autre page](other.md).", 1); b.Read("content/notes/a.fr.md") != want || r.Written != 1 {
		t.Errorf("%+v\n%s", r, b.Read("content/notes/a.fr.md"))
	}
	if c := b.Status("fr"); c.Stale+c.Missing+c.Extra > 0 {
		t.Errorf("after the import: %+v", c)
	}
	if m := b.Read("i18n/memory/en-fr.txt"); !strings.Contains(m, "fr: Voir [l’autre]() et `code`.") {
		t.Errorf("what was replaced is not kept: %s", m)
	}
}

func TestImportRefuses(t *testing.T) {
	b := newSite(t, map[string]string{
		"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR,
		"i18n/active.en.toml": "a = \"{{.N}} of {{.M}}\"\nb = { one = \"{{.Count}} x\", other = \"{{.Count}} xs\" }\n",
		"i18n/active.fr.toml": "a = \"{{.N}} sur {{.M}}\"\nb = { one = \"{{.Count}} x\", other = \"{{.Count}} x\" }\n",
	})
	b.Mark()
	before := b.Files()
	file := b.export("fr")
	for context, text := range map[string]string{
		"notes/a: paragraph": "Voir <a1>l’autre</a1>.",
		"notes/a: heading":   "Un <em1>premier",
		"notes/a: item":      "",
		"active.toml: a":     "{{.N}} sur tout",
	} {
		r := b.importPO(retouch(t, file, set(context, text)), "fr", false)
		if text != "" && (len(r.Diagnostics) != 1 || r.Diagnostics[0].Line == 0 || r.Diagnostics[0].Code != "translate-refused") {
			t.Errorf("%s: %v", context, r.Diagnostics)
		}
		if !maps.Equal(before, b.Files()) {
			t.Fatalf("%s: a refused text has changed a file", context)
		}
	}
	r := b.importPO(retouch(t, file, func(e *po.Entry) {
		if e.Ctxt == "active.toml: b" {
			e.Str[1] = "{{.Cuont}} x"
		}
	}), "fr", false)
	if len(r.Diagnostics) != 1 || !strings.Contains(i18n.English().Explain(r.Diagnostics[0]).Message, `plural form "many"`) {
		t.Errorf("%v", r.Diagnostics)
	}
}

func TestImportMerges(t *testing.T) {
	b := newSite(t, map[string]string{"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR})
	b.Mark()
	file := b.export("fr")
	first := retouch(t, file, set("notes/a: summary", "Il en est ainsi."))
	second := retouch(t, file, func(e *po.Entry) {
		set("notes/a: title", "Le titre")(e)
		set("notes/a: summary", "Voilà.")(e)
	})
	if r := b.importPO(first, "fr", false); r.Written != 1 {
		t.Errorf("%+v", r)
	}
	r := b.importPO(second, "fr", false)
	if r.Written != 1 || len(r.Diagnostics) != 1 || r.Diagnostics[0].Code != "translate-conflict" {
		t.Errorf("%+v", r)
	}
	got := b.Read("content/notes/a.fr.md")
	if !strings.Contains(got, "title: Le titre\n") || !strings.Contains(got, "summary: Il en est ainsi.\n") {
		t.Errorf("%s", got)
	}
	if r := b.importPO(file, "fr", false); r.Written > 0 || len(r.Diagnostics) > 0 {
		t.Errorf("an old file without edits: %+v", r)
	}
	if r := b.importPO(second, "fr", true); r.Written != 1 || !strings.Contains(b.Read("content/notes/a.fr.md"), "summary: Voilà.\n") {
		t.Errorf("with force: %+v", r)
	}
}

func TestImportAfterTheSourceChanged(t *testing.T) {
	b := newSite(t, map[string]string{"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR})
	b.Mark()
	old := b.export("fr")
	b.Write("content/notes/a.en.md", strings.Replace(noteEN, "It is so.", "It is so, always.", 1))
	now := b.export("fr")
	if !strings.Contains(string(now), "#, fuzzy\n#| msgid \"It is so.\"\nmsgctxt \"notes/a: summary\"") {
		t.Errorf("%s", now)
	}
	// A translator confirms without a change.
	confirmed := retouch(t, now, func(e *po.Entry) { e.Flags = nil })
	late := retouch(t, old, set("notes/a: summary", "Il en est ainsi."))
	if r := b.importPO(late, "fr", false); r.Written != 1 {
		t.Errorf("late: %+v", r)
	}
	if c := b.Status("fr"); c.Stale != 1 || !strings.Contains(b.Read("content/notes/a.fr.md"), "summary: Il en est ainsi.") {
		t.Errorf("late: %+v", c)
	}
	if r := b.importPO(confirmed, "fr", false); r.Confirmed != 0 {
		t.Errorf("confirmed what is no longer there: %+v", r)
	}
	if r := b.importPO(retouch(t, b.export("fr"), func(e *po.Entry) { e.Flags = nil }), "fr", false); r.Confirmed != 1 {
		t.Errorf("confirmed: %+v", r)
	}
	if c := b.Status("fr"); c.Stale != 0 {
		t.Errorf("confirmed: %+v", c)
	}
}

func TestImportAdds(t *testing.T) {
	b := newSite(t, map[string]string{
		"content/notes/a.en.md": noteEN, "content/notes/a.fr.md": noteFR,
		"i18n/active.en.toml": "a = \"A\"\nb = \"B\"\n", "i18n/active.fr.toml": "a = \"Aaa\"\n",
		"content/hub.yaml": strings.Replace(translated.Hub, "description:", "publisher: { en: The publisher }\ndescription:", 1) +
			"footer:\n  - notes/\n  - path: notes/a.md\n    name: { en: The note }\n",
	})
	b.Mark()
	b.Write("content/notes/a.en.md", strings.Replace(strings.Replace(noteEN, "\n- one\n", "\nA new paragraph.\n\nAnd *another* one.\n\n```\ncode\n```\n\n- zero\n- one\n", 1), "- two\n", "- two\n- three\n\n| Year | Place |\n| --- | --- |\n| 2021 | Gao town |\n", 1))
	r := b.importPO(retouch(t, b.export("fr"), func(e *po.Entry) {
		e.Str = map[string][]string{"A new paragraph.": {"Un nouvel alinéa."}, "And <em1>another</em1> one.": {"Et un <em1>autre</em1>."}, "zero": {"zéro"}, "three": {"trois"},
			"Year": {"Année"}, "Place": {"Lieu"}, "Gao town": {"Ville de Gao"}, "B": {"Bbb"}, "The publisher": {"L’éditeur"}, "The note": {"La note"}}[e.ID]
	}), "fr", false)
	if r.Added != 10 || len(r.Diagnostics) > 0 {
		t.Errorf("%+v", r)
	}
	want := strings.Replace(noteFR, "\n- un\n", "\nUn nouvel alinéa.\n\nEt un *autre*.\n\n- zéro\n- un\n", 1) + "- trois\n\n| Année | Lieu |\n| --- | --- |\n| 2021 | Ville de Gao |\n"
	if got := b.Read("content/notes/a.fr.md"); got != want {
		t.Errorf("%s", got)
	}
	if got := b.Read("i18n/active.fr.toml"); got != "a = \"Aaa\"\nb = \"Bbb\"\n" {
		t.Errorf("%s", got)
	}
	if got := b.Read("content/hub.yaml"); !strings.Contains(got, "publisher: { en: The publisher, fr: L’éditeur }\n") ||
		!strings.HasSuffix(got, "    name: { en: The note, fr: La note }\n") {
		t.Errorf("%s", got)
	}
	if c := b.Status("fr"); c.Stale+c.Missing+c.Extra > 0 {
		t.Errorf("%+v", c)
	}
}

func TestImportNewPage(t *testing.T) {
	b := newSite(t, map[string]string{"content/notes/a.en.md": "---\ntitle: \"The Law: how it is\"\nsummary: It is so.\ndate: 2026-01-01\nsources:\n  - title: A report\n    year: 2022\n    note: page 3\n---\n\nText [with a link](b.md).\n\n```\ncode\n```\n\n2021\n"})
	b.Mark()
	file := b.export("fr")
	words := map[string]string{"The Law: how it is": "L’État de la loi : œuvre", "It is so.": "C’est ainsi.", "Text <a1>with a link</a1>.": "Du texte <a1>avec un lien</a1>."}
	translate := func(skip string) []byte {
		return retouch(t, file, func(e *po.Entry) {
			if w, ok := words[e.ID]; ok && e.ID != skip {
				e.Str = []string{w}
			}
		})
	}
	r := b.importPO(translate("It is so."), "fr", false)
	if r.Kept != 2 || r.Added != 0 || len(r.Diagnostics) != 1 || r.Diagnostics[0].Code != "translate-incomplete" {
		t.Errorf("%+v", r)
	}
	if _, err := os.Stat(filepath.Join(b.Dir, "content", "notes", "a.fr.md")); err == nil {
		t.Error("a page was written that is not translated")
	}
	if r := b.importPO(translate(""), "fr", false); r.Added != 3 || len(r.Diagnostics) > 0 {
		t.Errorf("%+v", r)
	}
	want := "---\ntranslated_from: en\ntitle: \"L’État de la loi : œuvre\"\nslug: etat-de-la-loi-oeuvre\nsummary: C’est ainsi.\n---\n\nDu texte [avec un lien](b.md).\n\n```\ncode\n```\n\n2021\n"
	if got := b.Read("content/notes/a.fr.md"); got != strings.Replace(want, "slug: etat", "slug: l-etat", 1) {
		t.Errorf("%s", got)
	}
	if c := b.Status("fr"); c.Stale+c.Missing+c.Extra > 0 {
		t.Errorf("%+v", c)
	}
}
