package frontmatter

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/diag"
	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/yaml"
)

// full sets translated fields to texts that YAML would read as something else.
// setTexts sets those that it lacks.
var full = site.Front{
	Title: "T", Summary: "S",
	KeyMessages: []string{"One: two.", "- three", "L’État, d'abord", "yes"},
	Glance:      []string{"#4 \"quoted\" \\ back", "10"},
	Also:        []string{"CSO", "null"},
	Short:       "SSR", Lead: "The coalition: all",
	Work: map[string]string{"justice": "True: [so].", "security": "Done."},
	Theory: &site.Theory{
		Nodes: []site.Node{
			{ID: "impact", Layer: site.LayerImpact, Title: "Impact", Text: "*All* of it", Evidence: []string{"briefs/one"}},
			{ID: "a", Layer: site.LayerStrategy, Title: "A", Text: "B", LeadsTo: []string{"impact"}},
		},
		Assumptions: []site.Statement{{ID: "a1", Text: "If & when"}},
		Risks:       []site.Statement{{ID: "r1", Text: "?"}},
		Indicators:  []site.Statement{{ID: "i1", Text: "5 %"}},
	},
}

// setTexts gives a value to every translated text and list of texts of a kind
// that has none.
func setTexts(kind site.Kind, f *site.Front) {
	for _, field := range kinds.Builtin().Schema(kind) {
		at := bindings[field.Name].at
		if at == nil || field.Share != kinds.Translated {
			continue
		}
		switch value := at(f).(type) {
		case *string:
			if *value == "" {
				*value = "Some: text"
			}
		case *[]string:
			if *value == nil {
				*value = []string{"One: text", "two"}
			}
		}
	}
}

// What a translator starts from is valid as the translation of a page of any
// kind, and has the values of the source page.
func TestTranslationFields(t *testing.T) {
	for _, k := range kinds.Builtin().All() {
		kind := k.Name
		setTexts(kind, &full)
		head := "title: T\nsummary: S\ntranslated_from: en\n" + TranslationFields(nil, kind, &full)
		own, list := Decode([]byte(head), Source{File: "x.fr.md", Line: FirstLine, Kind: kind, Vocabularies: vocabularies})
		source := &Parsed{Front: full, Kind: kind}
		m := Member{Parsed: own, Source: source, Kind: kind, Locate: func(...any) diag.Position { return diag.Position{} }}
		m.Check(&list)
		if len(list) > 0 {
			t.Errorf("%s: %v\n%s", kind, list, head)
		}
		set := false
		for _, f := range kinds.Builtin().Schema(kind) {
			if f.Share != kinds.Translated || strings.Contains("title summary", f.Name) {
				continue
			}
			if set = true; !own.Set.Has(f.Name) {
				t.Errorf("%s: the draft lacks %s", kind, f.Name)
			}
		}
		inherited := (*Schemas)(nil).Inherit(own, source, kind)
		if got := TranslationFields(nil, kind, &inherited); got != TranslationFields(nil, kind, &full) {
			t.Errorf("%s: %s", kind, cmp.Diff(TranslationFields(nil, kind, &full), got))
		}
		if empty := TranslationFields(nil, kind, &site.Front{}); empty != "" || !set && TranslationFields(nil, kind, &full) != "" {
			t.Errorf("%s: a draft of nothing is %q", kind, empty)
		}
	}
}

func TestScalar(t *testing.T) {
	for _, text := range []string{
		"", "Plain text", "Étude n° 4", "a: b", "a #b", "- a", "true", "NULL", "off", "12", "1e3", "2026-01-02", " lead", "trail ", "l'été", "'", "\"",
		"\\", "a\nb\n", "\t", "[a]", "{a}", "*a", "&a", "!a", "%a", "@a", "`a`", "|", ">", "?", "عربي", "a, b; (c)", "100 %", "…", "~", "---",
	} {
		root, list := yaml.Parse([]byte("k: "+Scalar(text)+"\n"), "x", 1)
		if n := root.Get("k"); n == nil || n.Kind != yaml.Text || n.Value != text {
			t.Errorf("%q is written %s and read as %v (%v)", text, Scalar(text), n, list)
		}
	}
	if got := Scalar("A title, with (brackets)"); got[0] == '"' {
		t.Errorf("%s needs no quotes", got)
	}
}
