package exchange

import (
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"

	"griot/generator/i18n"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// TestMovedPage imports what was exported before a page was moved.
func TestMovedPage(t *testing.T) {
	for _, format := range formats {
		for _, c := range []struct {
			name, to string
			change   func(site)
		}{
			{"with an alias", "content/notes/t9", func(b site) {
				b.Change("content/notes/t9.en.md", "title:", "aliases: [en/notes/t1/]\ntitle:")
				b.Change("content/notes/t9.en.md", "The end of all this.", "Another end.")
			}},
			{"without", "content/t9", func(site) {}},
			{"and a new page took its place", "content/notes/t9", func(b site) {
				b.Write("content/notes/t1.en.md", "---\ntitle: Wires\nsummary: Other.\n---\n\nSomething else.\n")
			}},
			{"beside a page with a common text", "content/notes/t9", func(b site) { b.Write("content/notes/x.en.md", "---\ntitle: Lamps\nsummary: Other.\n---\n\nMali\n") }},
		} {
			for _, old := range []string{"", lampFR} {
				b := newLamps(t)
				if old != "" {
					b.Write("content/notes/t1.fr.md", old)
				}
				b.Mark()
				texts := b.answers(format, whole(map[string]string{"Words said.": "D’autres mots."}))
				b.Move("content/notes/t1.en.md", c.to+".en.md")
				if old != "" {
					b.Move("content/notes/t1.fr.md", c.to+".fr.md")
				}
				c.change(b)
				r := b.importTexts(texts, "fr", false)
				if len(r.Moved) != 1 || r.Moved[0][0] != "notes/t1" {
					t.Errorf("%s, %s: %+v", format, c.name, r)
				}
				if c.name == "with an alias" && old == "" {
					if r.Kept != 8 { // one of its texts is another one now
						t.Errorf("%s, %s: %+v", format, c.name, r)
					}
					continue
				}
				if got := b.Read(c.to + ".fr.md"); got != strings.Replace(lampFR, "Des mots.", "D’autres mots.", 1) {
					t.Errorf("%s, %s: %+v %s", format, c.name, r, got)
				}
			}
		}
	}
	b := newSite(t, map[string]string{"content/notes/t1.en.md": lampEN, "content/notes/t2.en.md": lampEN})
	texts := b.answers("po", whole(nil))
	texts = texts[:len(texts)/2]
	b.Move("content/notes/t1.en.md", "content/notes/u1.en.md")
	b.Move("content/notes/t2.en.md", "content/notes/u2.en.md")
	if r := b.importTexts(texts, "fr", false); len(r.Diagnostics) != 1 || !strings.Contains(i18n.English().Explain(r.Diagnostics[0]).Message, `there is no page "notes/t1"`) {
		t.Errorf("two pages alike: %+v", r)
	}
}

// TestDroppedNotes imports files of tools that drop notes, which say what each
// text was made from.
func TestDroppedNotes(t *testing.T) {
	strip := regexp.MustCompile(`(?m)^#\..*\n|<notes>(?s:.*?)</notes>|<note .*</note>`)
	parse := func(b site, format string) func([]byte) []Returned {
		return func(src []byte) []Returned {
			src = strip.ReplaceAll(src, nil)
			var out []Returned
			var err error
			if format == "po" {
				out, _, err = ParsePO(src, segment.PluralForms)
			} else {
				out, _, err = ParseXLIFF(src)
			}
			if err != nil {
				b.Fatal(err)
			}
			return out
		}
	}
	for _, format := range formats {
		b := newLamps(t, "content/notes/t1.fr.md", lampFR)
		texts := b.texts(b.Project(), "fr")
		file := FormatPO(b.Project(), texts, "fr")
		if format != "po" {
			file = FormatXLIFF(texts, "en", "fr", format)
		}
		edited := func(from, to string) []Returned {
			list := parse(b, format)(file)
			for i := range list {
				if list[i].Target == from {
					list[i].Target = to
				}
			}
			return list
		}
		if r := b.importTexts(edited("", ""), "fr", false); r.Unchanged != 12 || len(r.Diagnostics) > 0 {
			t.Errorf("%s, untouched: %+v", format, r)
		}
		if r := b.importTexts(edited("Des mots.", "D’autres mots."), "fr", false); r.Written != 1 || len(r.Diagnostics) > 0 {
			t.Errorf("%s, edited: %+v", format, r)
		}
		// The hub has a newer text now: an old file doesn't undo it, and a second edit of
		// the old one is a conflict.
		if r := b.importTexts(edited("La fin de tout cela.", "La fin."), "fr", false); r.Written != 1 || len(r.Diagnostics) > 0 {
			t.Errorf("%s, an old file: %+v", format, r)
		}
		if r := b.importTexts(edited("Des mots.", "Encore des mots."), "fr", false); r.Written != 0 || len(r.Diagnostics) != 1 || r.Diagnostics[0].Code != "translate-conflict" {
			t.Errorf("%s, a conflict: %+v", format, r)
		}
		if got := b.Read("content/notes/t1.fr.md"); !strings.Contains(got, "D’autres mots.") || !strings.Contains(got, "La fin.") {
			t.Errorf("%s: %s", format, got)
		}
	}
}

// Without notes and header nobody can tell what a text was made from.
func TestDroppedHeader(t *testing.T) {
	b := newLamps(t, "content/notes/t1.fr.md", lampFR)
	texts := b.answers("po", func(_, source, target string) string {
		return strings.Replace(target, "Des mots.", "D’autres mots.", 1)
	})
	for i := range texts {
		texts[i].Base, texts[i].bases = "", nil
	}
	if r := b.importTexts(texts, "fr", false); r.Unchanged != 11 || len(r.Diagnostics) != 1 || !strings.Contains(i18n.English().Explain(r.Diagnostics[0]).Message, "nobody can tell") {
		t.Errorf("without anything: %+v", r)
	}
}

// TestDroppedContexts imports files of tools that drop what says where a text
// stands, except the place of the source.
func TestDroppedContexts(t *testing.T) {
	for what, drop := range map[string]string{
		"names":      `(?m)^#\..*\n|^msgctxt .*\n|<notes>(?s:.*?)</notes>|<note .*</note>| (res)?name="[^"]*"`,
		"everything": `(?m)^#.*\n|^msgctxt .*\n|<notes>(?s:.*?)</notes>|<note .*</note>| (res)?name="[^"]*"| original="[^"]*"`,
	} {
		for _, format := range formats {
			b := newLamps(t)
			texts := b.texts(b.Project(), "fr")
			texts = texts[len(texts)-9:] // of the page
			for i := range texts {
				texts[i].Target, texts[i].State = segment.Tagged{{Text: french[texts[i].Source.String()]}}, state.Fresh
				if len(texts[i].Source) > 1 {
					texts[i].Target = segment.MatchTags(texts[i].Source, segment.TagText("Voir **gras** et `code`."))
				}
			}
			file := FormatPO(b.Project(), texts, "fr")
			if format != "po" {
				file = FormatXLIFF(texts, "en", "fr", format)
			}
			file = regexp.MustCompile(drop).ReplaceAll(file, nil)
			var list []Returned
			var err error
			if format == "po" {
				list, _, err = ParsePO(file, segment.PluralForms)
			} else {
				list, _, err = ParseXLIFF(file)
			}
			if err != nil {
				t.Fatal(err)
			}
			if r := b.importTexts(list, "fr", false); r.Added != 9 || len(r.Diagnostics) > 0 {
				t.Errorf("%s, %s: %+v\n%s", format, what, r, file)
			} else if got := b.Read("content/notes/t1.fr.md"); got != lampFR {
				t.Errorf("%s, %s: %s", format, what, got)
			}
		}
	}
	b := newLamps(t)
	if r := b.importTexts([]Returned{{Source: "Unknown", Target: "Inconnu", Line: 3}}, "fr", false); len(r.Diagnostics) != 1 || !strings.Contains(i18n.English().Explain(r.Diagnostics[0]).Message, "does not say on which page") {
		t.Errorf("%+v", r)
	}
}

// TestCopies imports files in which a tool has copied sources into the
// translations, as gettext's msgen does.
func TestCopies(t *testing.T) {
	copyAll := func(_, source, target string) string {
		if target == "" {
			return source
		}
		return target
	}
	for _, format := range formats {
		b := newLamps(t, "i18n/active.en.toml", "a = \"Home\"\nb = \"Search\"\nc = \"{{.Count}} pages\"\n", "i18n/active.fr.toml", "")
		before := b.Files()
		r := b.importTexts(b.answers(format, copyAll), "fr", false)
		if r.Copied != 12 || r.Added+r.Written+r.Kept > 0 || len(r.Diagnostics) > 0 || !maps.Equal(before, b.Files()) {
			t.Errorf("%s: %+v", format, r)
		}
		// A page that is translated but for some texts.
		b.Write("content/notes/t1.fr.md", strings.Replace(lampFR, "\n\nMali\n\nLa fin de tout cela.", "", 1))
		b.Mark()
		if r := b.importTexts(b.answers(format, copyAll), "fr", false); r.Added+r.Written > 0 || b.Status("fr").Fresh != 10 {
			t.Errorf("%s, in part: %+v, %+v", format, r, b.Status("fr"))
		}
		// Somebody translated what was left, and Mali is Mali.
		if r := b.importTexts(b.answers(format, func(context, source, target string) string {
			if strings.HasPrefix(context, "notes/") {
				return french[source]
			}
			return target
		}), "fr", false); r.Copied > 0 || r.Added != 2 {
			t.Errorf("%s, a name: %+v", format, r)
		}
		if got := b.Read("content/notes/t1.fr.md"); !strings.Contains(got, "\n\nMali\n") || !strings.Contains(got, "La fin de tout cela.") {
			t.Errorf("%s, a name: %s", format, got)
		}
		// One sentence that came back as it was is not translated; Same says that it is.
		b.Write("content/notes/t1.en.md", lampEN+"\nA report on the state of the land\n")
		answer := func(_, source, target string) string {
			if target == "" && strings.HasPrefix(source, "A report") {
				return source
			}
			return target
		}
		if r := b.importTexts(b.answers(format, answer), "fr", false); r.Copied != 1 || r.Added > 0 {
			t.Errorf("%s, a sentence: %+v", format, r)
		}
		batch := b.Project().Batch()
		r, err := Import(batch, b.answers(format, answer), "fr", Options{File: "x", Same: true})
		if err != nil || r.Added != 1 {
			t.Errorf("%s, meant: %+v, %v", format, r, err)
		}
		b.Commit(batch)
		if s := b.Status("fr"); s.Stale+s.Extra > 0 || s.Missing > 3 {
			t.Errorf("%s, meant: %+v", format, s)
		}
	}
}

// TestUnfinished imports texts in states that mean that they are not done.
func TestUnfinished(t *testing.T) {
	b := newLamps(t, "content/notes/t1.fr.md", lampFR)
	texts := b.texts(b.Project(), "fr")
	before := b.Files()
	for format, states := range map[string][]string{"1.2": {"needs-review-translation", "needs-translation", "needs-adaptation", "new"}, "2.0": {"initial"}} {
		for _, s := range states {
			src := strings.Replace(string(FormatXLIFF(texts, "en", "fr", format)), `state="final"`, fmt.Sprintf("state=%q", s), -1)
			src = strings.Replace(src, ">Des mots.<", ">D’autres mots.<", 1)
			list, _, err := ParseXLIFF([]byte(src))
			if err != nil {
				t.Fatal(err)
			}
			if r := b.importTexts(list, "fr", false); r.Unfinished != 12 || !maps.Equal(before, b.Files()) {
				t.Errorf("%s, %s: %+v", format, s, r)
			}
		}
	}
}
