package translate_test

import (
	"testing"

	"griot/generator/internal/testkit/translated"
	"griot/generator/translate"
)

// TestHistory lives through the edits of a page, one after the other: after
// each the states are those expected, and no translation that ever stood on
// the page is missing from the memory.
func TestHistory(t *testing.T) {
	en := "---\ntitle: A title\nsummary: It is so.\n---\n\n## First part\n\nThe committee met in Gao in 2021.\n\nIt heard women and young people.\n\nThen it wrote a report for the ministry.\n"
	fr := "---\ntranslated_from: en\ntitle: Un titre\nsummary: C’est ainsi.\n---\n\n## Première partie\n\nLe comité s’est réuni à Gao en 2021.\n\nIl a entendu des femmes et des jeunes.\n\nPuis il a écrit un rapport pour le ministère.\n"
	b := translated.New(t, map[string]string{
		"content/notes/a.en.md": en, "content/notes/a.fr.md": fr,
		"i18n/active.en.toml": "m = { one = \"{{.Count}} page\", other = \"{{.Count}} pages\" }\n",
		"i18n/active.fr.toml": "m = { one = \"{{.Count}} feuille\", many = \"{{.Count}} de feuilles\", other = \"{{.Count}} feuilles\" }\n",
	})
	b.Mark()
	file, ours := "content/notes/a.en.md", "content/notes/a.fr.md"
	for _, step := range []struct {
		name string
		edit func()
		want translate.Count // stale, missing and extra; before anybody marks
		mark bool
	}{
		{"nothing", func() {}, translate.Count{}, false},
		{"re-wrapped", func() { b.Change(file, "The committee met in Gao", "The committee\nmet in Gao") }, translate.Count{}, false},
		{"reworded", func() { b.Change(file, "women and young people", "women and many young people") }, translate.Count{Stale: 1}, false},
		{"translated", func() { b.Change(ours, "des femmes et des jeunes", "des femmes et beaucoup de jeunes") }, translate.Count{Stale: 1}, true},
		{"moved", func() {
			b.Change(file, "\n\nThen it wrote a report for the ministry.", "")
			b.Change(file, "## First part\n", "## First part\n\nThen it wrote a report for the ministry.\n")
		}, translate.Count{}, false},
		{"renamed", func() {
			b.Move(file, "content/notes/z.en.md")
			b.Move(ours, "content/notes/z.fr.md")
			file, ours = "content/notes/z.en.md", "content/notes/z.fr.md"
		}, translate.Count{}, true},
		{"split", func() { b.Change(file, "met in Gao in 2021.", "met in Gao.\n\nThis was in 2021.") }, translate.Count{Stale: 1, Missing: 1}, false},
		{"deleted", func() {
			b.Change(file, "\n\nThen it wrote a report for the ministry.", "")
			b.Change(ours, "\n\nPuis il a écrit un rapport pour le ministère.", "")
		}, translate.Count{Stale: 1, Missing: 1}, true}, // what the split left
		{"merged with a new text", func() { b.Change(file, "This was in 2021.\n\nIt heard", "This was in 2021. It heard") }, translate.Count{Stale: 1}, true},
		{"merged", func() { b.Change(file, "met in Gao.\n\nThis was", "met in Gao. This was") }, translate.Count{Stale: 1, Extra: 1}, false},
		{"merged in the translation too", func() { b.Change(ours, "à Gao en 2021.\n\nIl a entendu", "à Gao en 2021. Il a entendu") }, translate.Count{Stale: 1}, true},
		{"a plural form", func() { b.Change("i18n/active.en.toml", "one = \"{{.Count}} page\"", "one = \"One page\"") }, translate.Count{Stale: 1}, true},
	} {
		step.edit()
		got := b.Status("fr")
		if got.Fresh = 0; got != step.want {
			t.Errorf("%s: %+v, not %+v", step.name, got, step.want)
		}
		if step.mark {
			b.Mark()
		}
	}
	m, err := b.Project().Memory("en", "fr")
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, r := range m.Records {
		have[r.Target] = true
	}
	for _, text := range []string{
		"Un titre", "C’est ainsi.", "Première partie", "Le comité s’est réuni à Gao en 2021.", "Il a entendu des femmes et des jeunes.",
		"Il a entendu des femmes et beaucoup de jeunes.", "Puis il a écrit un rapport pour le ministère.",
		"one = {{.Count}} feuille\nmany = {{.Count}} de feuilles\nother = {{.Count}} feuilles",
	} {
		if !have[text] {
			t.Errorf("the memory has lost %q", text)
		}
	}
}
