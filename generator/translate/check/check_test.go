package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"griot/generator/i18n"
	"griot/generator/internal/testkit/translated"
)

// check lists what is found as "check language: message".
func findings(b *translated.Site, speller Speller) []Problem {
	b.Helper()
	d := b.Project()
	config, list, err := ReadConfig(d)
	if err != nil || list.Errors() > 0 {
		b.Fatal(err, list)
	}
	found, err := Run(d, d.Units(), config, speller)
	if err != nil {
		b.Fatal(err)
	}
	return found
}

func said(found []Problem) string {
	var out []string
	for _, p := range found {
		out = append(out, fmt.Sprintf("%s %s:%d: %s", p.Check, p.File, p.Line, i18n.English().Explain(p.Diagnostic).Message))
	}
	return strings.Join(out, "\n")
}

// note writes a page in both languages with one text in its body.
func noteOf(en, fr string) map[string]string {
	return map[string]string{
		"content/notes/a.en.md": "---\ntitle: One\nsummary: Two.\n---\n\n" + en + "\n",
		"content/notes/a.fr.md": "---\ntranslated_from: en\ntitle: Un\nsummary: Deux.\n---\n\n" + fr + "\n",
	}
}

func TestChecks(t *testing.T) {
	for _, c := range []struct{ name, en, fr, want string }{
		{"nothing", "In 2021, 12,500 people met on 14 April 2021 (3.5 %).", "En 2021, 12 500 personnes se sont réunies le 14 avril 2021 (3,5 %).", ""},
		{"number", "Law 22/065 of 2022.", "La loi 22/056 de 2022.", "number content/notes/a.fr.md:7: 22/065 stands in the source alone\nnumber content/notes/a.fr.md:7: 22/056 stands in the translation alone"},
		{"date", "On 14 April 2021 it began.", "Le 14 mai 2021, cela a commencé.", "date content/notes/a.fr.md:7: the two languages name different months"},
		{"link", "See [x](b.md) now.", "Voir [x](c.md) donc.", "link content/notes/a.fr.md:7: the source links to content/notes/b.md, the translation does not\nlink content/notes/a.fr.md:7: the translation links to content/notes/c.md, the source does not"},
		{"anchors may differ", "See [x](b.md#one) now.", "Voir [x](b.md#un) donc.", ""},
		{"language", "See [the law](b.en.md).", "Voir [la loi](b.en.md).", "link content/notes/a.en.md:6: the link b.en.md names a language\nlink content/notes/a.fr.md:7: the link b.en.md names a language"},
		{"other pages", "It is so.", "Voir [ceci](https://hub.example.org/en/x/).", "link content/notes/a.fr.md:7: the link https://hub.example.org/en/x/ leads to the pages in en"},
		{"leftover", "He met the ministers of the two countries there.", "Il a rencontré the ministers of the two countries sur place.", "leftover content/notes/a.fr.md:7: words of the source are left: “the ministers of the two countries”"},
		{"a name is none", "The Platform for Peacebuilding and Statebuilding met.", "La Platform for Peacebuilding and Statebuilding s’est réunie.", ""},
		{"space", "Really? Yes.", "Vraiment? Oui.", "typography content/notes/a.fr.md:7: space-missing: “Vraiment? Oui.”"},
		{"apostrophe", "The state.", "L'État.", "typography content/notes/a.fr.md:7: apostrophe: “L'État.”"},
		{"capital", "States.", "Les Etats. A propos de lui.", "typography content/notes/a.fr.md:7: capital-accent: “Les Etats.”\ntypography content/notes/a.fr.md:7: capital-accent: “Etats. A propos”"},
		{"ordinal", "The 1st, the 20th, on 1 May 2020.", "La 1ère, la 20ème, le 1 mai 2020.", "typography content/notes/a.fr.md:7: ordinal: “La 1ère,”\ntypography content/notes/a.fr.md:7: ordinal: “la 20ème,”\ntypography content/notes/a.fr.md:7: ordinal: “le 1 mai”"},
		{"dates", "On 14 April 2021.", "Le 14/04/2021.", "date content/notes/a.fr.md:7: the two languages name different months\nnumber content/notes/a.fr.md:7: 14, 2021 stands in the source alone\nnumber content/notes/a.fr.md:7: 14/04/2021 stands in the translation alone\ntypography content/notes/a.fr.md:7: date: “Le 14/04/2021.”"},
		{"decimal", "It is 3.5 %.", "C’est 3.5 %.", "typography content/notes/a.fr.md:7: decimal: “C’est 3.5 %.”"},
		{"not in code", "See `a?b'c` and <https://x.y/a?b>.", "Voir `a?b'c` et <https://x.y/a?b>.", ""},
	} {
		b := translated.New(t, noteOf(c.en, c.fr))
		b.Mark()
		if got := said(findings(b, nil)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestCheckTerms(t *testing.T) {
	files := noteOf("The security sector reforms of the SSR.", "La rénovation des forces.")
	files["content/hub.yaml"] = translated.Hub + "  glossary:\n    kind: term\n    name: { en: Glossary, fr: Glossaire }\n    slug: { en: glossary, fr: glossaire }\n"
	files["content/glossary/ssr.en.md"] = "---\ntitle: Security sector reform\nshort: SSR\nsummary: It is.\n---\nText.\n"
	files["content/glossary/ssr.fr.md"] = "---\ntranslated_from: en\ntitle: Réforme du secteur de la sécurité\nshort: RSS\nsummary: Elle est.\n---\nTexte.\n"
	b := translated.New(t, files)
	b.Mark()
	if got := said(findings(b, nil)); got != "term content/notes/a.fr.md:7: “Security sector reform” is not translated as the glossary has it" {
		t.Error(got)
	}
	b.Write("content/notes/a.fr.md", strings.Replace(files["content/notes/a.fr.md"], "La rénovation des forces", "Les réformes du secteur de sécurité", 1))
	b.Mark()
	if got := said(findings(b, nil)); got != "" {
		t.Error(got)
	}
}

func TestCheckNamesLengthsMessages(t *testing.T) {
	files := noteOf("Timidria works.\n\nTimidria goes on.\n\nTimidria met here.\n\nThen Timidria left.", "Timidria travaille.\n\nTimidria continue.\n\nTimidria s’est réunie.\n\nPuis Timidira est partie.")
	files["content/notes/a.fr.md"] = strings.Replace(files["content/notes/a.fr.md"], "title: Un", "title: "+strings.Repeat("très long ", 8), 1)
	files["i18n/active.en.toml"] = "a = { one = \"{{.Count}} x\", two = \"q\", other = \"{{.Count}} xs\" }\n"
	files["i18n/active.fr.toml"] = "a = { one = \"{{.Count}} y\", other = \"{{.Count}} ys\" }\n"
	b := translated.New(t, files)
	b.Mark()
	want := "length content/notes/a.fr.md:3: title has 79 characters, 70 at most\n" +
		"name content/notes/a.fr.md:13: the source has “Timidria”, the translation “Timidira”\n" +
		"message i18n/active.en.toml:1: message \"a\" has the plural form \"two\", which en does not use\n" +
		"message i18n/active.fr.toml:1: message \"a\" lacks the plural form \"many\""
	if got := said(findings(b, nil)); got != want {
		t.Errorf("%s", got)
	}
}

func TestFix(t *testing.T) {
	files := noteOf("See `a?b` *now*: 12,500 people? Yes.", "Voir `a?b` *ici*: l'État a dit «oui» a 12,500 personnes? Oui, la 1ère.")
	files["i18n/active.en.toml"] = "a = { one = \"{{.Count}} x\", other = \"{{.Count}} xs\" }\n"
	files["i18n/active.fr.toml"] = "a = { one = \"{{.Count}} y\", other = \"{{.Count}} ys\" }\n"
	b := translated.New(t, files)
	b.Mark()
	d := b.Project()
	batch := d.Batch()
	n, err := Fix(batch, findings(b, nil))
	if err != nil || n != 8 {
		t.Errorf("%d, %v", n, err)
	}
	b.Commit(batch)
	want := strings.Replace(files["content/notes/a.fr.md"], "Voir `a?b` *ici*: l'État a dit «oui» a 12,500 personnes? Oui, la 1ère.", "Voir `a?b` *ici* : l’État a dit « oui » a 12 500 personnes ? Oui, la 1re.", 1)
	if got := b.Read("content/notes/a.fr.md"); got != want {
		t.Errorf("%s", got)
	}
	if got := b.Read("i18n/active.fr.toml"); got != "a = { one = \"{{.Count}} y\", many = \"{{.Count}} ys\", other = \"{{.Count}} ys\" }\n" {
		t.Errorf("%s", got)
	}
	if got := said(findings(b, nil)); got != "" {
		t.Error(got)
	}
	if c := b.Status("fr"); c.Stale+c.Missing+c.Extra > 0 {
		t.Errorf("mending made something stale: %+v", c)
	}
}

func TestCheckConfig(t *testing.T) {
	files := noteOf("Really? 15.", "Vraiment? 16.")
	files[ConfigFile] = "off: [typography]\nlimits: { title: 3 }\nallow:\n  - check: number\n    page: notes/a\n    text: 15\n    why: it is so\n  - check: term\n    why: old\n"
	b := translated.New(t, files)
	b.Mark()
	if got := said(findings(b, nil)); got != "number content/notes/a.fr.md:7: 16 stands in the translation alone\nconfig i18n/checks.yaml:8: this exception lets nothing pass" {
		t.Error(got)
	}
	for text, want := range map[string]string{
		"of: [x]\n": `there is no setting "of"`, "off: [typo]\n": `there is no check "typo"`, "allow:\n  - check: number\n": "an exception needs a reason",
		"limits: { title: x }\n": `"x" is no length`, "spaces: thin\n": `"thin" says nothing of spaces`, "a: [\n": "the YAML can't be read",
		"allow:\n  - chck: number\n    why: x\n": `there is no condition "chck"`,
	} {
		b.Write(ConfigFile, text)
		_, list, err := ReadConfig(b.Project())
		if err != nil || len(list) == 0 || !strings.Contains(i18n.English().Explain(list[0]).Message, want) || list[0].Line == 0 && want[0] != 't' {
			t.Errorf("%q: %v, %v", text, list, err)
		}
	}
}

// few is a speller that knows few words.
type few []string

func (f few) Unknown(lang string, words []string) ([]string, bool, error) {
	var out []string
	for _, w := range words {
		if !slices.Contains(f, strings.ToLower(w)) {
			out = append(out, w)
		}
	}
	return out, lang == "fr", nil
}

func TestSpelling(t *testing.T) {
	files := noteOf("A text.", "Un texte avec une *foreign* fotue, l’ASSN, le 1er Gao et `cod`.")
	files["i18n/words.fr.txt"] = "# names\nGao\n"
	b := translated.New(t, files)
	b.Mark()
	got := said(findings(b, few{"un", "texte", "avec", "une", "et", "le", "deux", "hub", "carrefour", "notes"}))
	if got != "spelling content/notes/a.fr.md:7: “fotue” is not in the dictionary" {
		t.Error(got)
	}
	found := findings(b, few{"un", "texte", "avec", "une", "et", "le", "deux", "hub", "carrefour", "notes"})
	if p := found[0]; p.Code != "translate-spelling" {
		t.Errorf("%+v", p)
	}
}

func TestHunspell(t *testing.T) {
	h, _ := FindHunspell([]string{"fr", "en"}).(*Hunspell)
	if h == nil || h.dictionaries["fr"] == "" {
		t.Skip("hunspell and hunspell-fr are not installed; make test installs them")
	}
	got, ok, err := h.Unknown("fr", []string{"l’État", "fotue", "tribunal", "Nord-Kivuu"})
	if err != nil || !ok || strings.Join(got, " ") != "Nord-Kivuu fotue" {
		t.Errorf("%v, %v, %v", got, ok, err)
	}
}
