package frontmatter

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"griot/generator/diag"
	"griot/generator/kinds"
	"griot/generator/site"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		src, yaml, rest string
		line            int
		err             error
	}{
		{"---\na: b\n---\ntext\n", "a: b\n", "text\n", 4, nil},
		{"---\n---\n", "", "", 3, nil},
		{"---\na: b\n---", "a: b\n", "", 4, nil},
		{"\ufeff---\na: b\n---\ntext", "a: b\n", "text", 4, nil},
		{"---\r\na: b\r\n---\r\ntext\r\n", "a: b\r\n", "text\r\n", 4, nil},
		{"--- \na: b\n---\t\n\n# T", "a: b\n", "\n# T", 4, nil},
		{"---\na: |\n  ---\nb: c\n---\n", "a: |\n  ---\nb: c\n", "", 6, nil},
		{"---\na: b\n----\n---\n", "a: b\n----\n", "", 5, nil},
		{"", "", "", 0, ErrMissing},
		{"# T\n", "", "", 0, ErrMissing},
		{"\n---\na: b\n---\n", "", "", 0, ErrMissing},
		{"----\na: b\n---\n", "", "", 0, ErrMissing},
		{"---", "", "", 0, ErrUnterminated},
		{"---\na: b\n", "", "", 0, ErrUnterminated},
		{"---\na: b", "", "", 0, ErrUnterminated},
	} {
		y, body, line, err := Split([]byte(c.src))
		if !errors.Is(err, c.err) || string(y) != c.yaml || line != c.line || err == nil && c.src[body:] != c.rest {
			t.Errorf("%q: %q, body %d, line %d, %v", c.src, y, body, line, err)
		}
	}
}

var vocabularies = []string{"outcomes", "countries", "types", "roles", "topics"}

func decode(t testing.TB, src string) *Parsed {
	t.Helper()
	own, list := Decode([]byte(src), Source{File: "content/briefs/x.en.md", Line: FirstLine, Kind: kinds.Brief, Vocabularies: vocabularies})
	if len(list) > 0 {
		t.Fatal(list)
	}
	return own
}

func TestDecode(t *testing.T) {
	own := decode(t, `
kind: brief
title: "Two: the second"
summary: >-
  It stands
  on two lines.
slug: two
date: 2026-01-02
period: 2021-01/2022-12
type: report
outcomes: [security]
partners: [alpha]
topics: []
sdg: [16.3, "16.10", 5]
authors: [A, { name: "B, C", orcid: https://orcid.org/0000-0002-1694-233x, organisation: D, role: editor }]
doi: 10.1234/abc
image: { src: ../x.png, alt: "", credit: C }
sources: [{ title: A, year: 2021, url: "https://example.org/" }]
aliases: [en/old, en/older/, en/page.html]
key_messages: [One.]
updated:
`)
	want := site.Front{
		Title: "Two: the second", Summary: "It stands on two lines.", Date: "2026-01-02",
		Period: site.Period{From: "2021-01", To: "2022-12"}, Type: "report",
		Terms: map[string][]string{"outcomes": {"security"}, "partners": {"alpha"}, "topics": {}},
		SDG:   []string{"16.3", "16.10", "5"}, Authors: []site.Author{{Name: "A"}, {Name: "B, C", ORCID: "0000-0002-1694-233X", Organisation: "D", Role: "editor"}}, DOI: "10.1234/abc",
		Image:   &site.Image{Src: "../x.png", Credit: "C"},
		Sources: []site.Source{{Title: "A", Year: "2021", URL: "https://example.org/"}},
		Aliases: []string{"en/old/", "en/older/", "en/page.html"}, KeyMessages: []string{"One."},
	}
	if diff := cmp.Diff(want, own.Front); diff != "" {
		t.Error(diff)
	}
	if own.Kind != kinds.Brief || own.Slug != "two" || !own.Set.Has("image") || own.Set.Has("updated") || own.Set.Has("role") {
		t.Errorf("kind %q, slug %q, set %b", own.Kind, own.Slug, own.Set)
	}
}

// A translation inherits shared fields from its source page and may override
// them, an empty list included.
func TestInherit(t *testing.T) {
	source := decode(t, `
title: T
summary: S.
date: 2026-01-02
authors: [A]
sdg: ["16.3"]
outcomes: [security]
topics: [land]
aliases: [en/old/]
image: { src: x.png, alt: A map, caption: C, credit: By A }
key_messages: [One.]
sources: [{ title: A }, { title: B, lang: pt }]
`)
	own := decode(t, `
title: t
summary: s.
translated_from: en
date: 2026-03-04
authors: []
topics: []
image: { alt: Une carte }
`)
	got := (*Schemas)(nil).Inherit(own, source, kinds.Brief)
	want := site.Front{
		Title: "t", Summary: "s.", TranslatedFrom: "en", Date: "2026-03-04", Authors: []site.Author{}, SDG: []string{"16.3"},
		Terms:   map[string][]string{"outcomes": {"security"}, "topics": {}},
		Image:   &site.Image{Src: "x.png", Alt: "Une carte", Credit: "By A"},
		Sources: []site.Source{{Title: "A", Lang: "en"}, {Title: "B", Lang: "pt"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestInheritTheory(t *testing.T) {
	source := decode(t, `
title: T
summary: S.
nodes:
  - { id: impact, layer: impact, title: I, text: It. }
  - { id: po1, layer: outcome, outcome: security, title: P, text: Po., leads_to: [impact], assumptions: [a1], evidence: [countries/mali.md] }
assumptions: [{ id: a1, text: A. }]
`)
	own := decode(t, `
title: t
summary: s.
nodes:
  - { id: po1, title: p, text: po. }
  - { id: impact, title: i, text: it. }
assumptions: [{ id: a1, text: a. }]
`)
	got := (*Schemas)(nil).Inherit(own, source, kinds.TheoryOfChange).Theory
	want := &site.Theory{
		Nodes: []site.Node{
			{ID: "impact", Layer: site.LayerImpact, Title: "i", Text: "it."},
			{ID: "po1", Layer: site.LayerOutcome, Outcome: "security", Title: "p", Text: "po.", LeadsTo: []string{"impact"},
				Assumptions: []string{"a1"}, Evidence: []string{"countries/mali"}},
		},
		Assumptions: []site.Statement{{ID: "a1", Text: "a."}},
		Risks:       []site.Statement{}, Indicators: []site.Statement{},
	}
	want.Risks, want.Indicators = got.Risks, got.Indicators // empty either way
	if diff := cmp.Diff(want, got); diff != "" || len(got.Risks)+len(got.Indicators) > 0 {
		t.Error(diff)
	}
	if source.Front.Theory.Nodes[0].Title != "I" {
		t.Error("the source page's own theory changed")
	}
}

// Every field of every kind has a binding with its own index.
func TestSchemasAndBindings(t *testing.T) {
	used := map[uint]string{}
	for name, b := range bindings {
		if other := used[b.index]; other != "" || b.index > 63 {
			t.Errorf("%s has the index %d of %q", name, b.index, other)
		}
		used[b.index] = name
		if !slices.Contains(builtinSchemas().names, name) {
			t.Errorf("%s is in no schema", name)
		}
	}
	for _, k := range kinds.Builtin().All() {
		kind := k.Name
		if len(kinds.Builtin().Schema(kind)) == 0 {
			t.Errorf("%s has no schema", kind)
		}
		for _, f := range kinds.Builtin().Schema(kind) {
			b, ok := bindings[f.Name]
			if !ok {
				t.Fatalf("%s of %s is bound to nothing", f.Name, kind)
			}
			if f.Share == kinds.Fixed && f.Name != "kind" && b.equal == nil {
				t.Errorf("%s of %s can't be compared", f.Name, kind)
			}
			if (f.Share == kinds.Shared || f.Share == kinds.Fixed) && f.Name != "kind" && b.copy == nil {
				t.Errorf("%s of %s can't be inherited", f.Name, kind)
			}
		}
	}
}

func TestLocate(t *testing.T) {
	src := []byte("---\ntitle: T\nnodes:\n  - id: a\n    leads_to: [é, b]\n---\n")
	for _, c := range []struct {
		path []any
		want diag.Position
	}{
		{[]any{"title"}, diag.Position{Line: 2, Column: 8}},
		{[]any{"=title"}, diag.Position{Line: 2, Column: 1}},
		{[]any{"nodes", 0, "leads_to", 1}, diag.Position{Line: 5, Column: 19}},
		{[]any{"nodes", 0, "=layer"}, diag.Position{Line: 4, Column: 5}},
		{[]any{"nodes", 7}, diag.Position{Line: 4, Column: 3}},
		{[]any{"summary"}, diag.Position{}},
	} {
		c.want.File = "f"
		if got := Locate(src, "f", c.path...); got != c.want {
			t.Errorf("%v: %v, not %v", c.path, got, c.want)
		}
	}
}

func seeds(f *testing.F) {
	files, err := filepath.Glob("../content/testdata/invalid/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, file := range append(files, "../content/testdata/base.txtar") {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, page := range archive.Files {
			if strings.HasSuffix(page.Name, ".md") {
				f.Add(page.Data)
			}
		}
	}
	real, err := os.ReadFile("../../content/theory-of-change.en.md")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(real)
}

func FuzzSplit(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		y, body, line, err := Split(src)
		if err != nil {
			return
		}
		if body > len(src) || len(y) > body || line != strings.Count(string(src[:body]), "\n")+1 && body < len(src) {
			t.Errorf("body %d of %d on line %d, %d of YAML", body, len(src), line, len(y))
		}
	})
}

func FuzzDecode(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		if !utf8.Valid(src) {
			return // content passes nothing else
		}
		y, _, _, err := Split(src)
		if err != nil {
			return
		}
		for _, kind := range []site.Kind{kinds.Brief, kinds.TheoryOfChange} {
			own, list := Decode(y, Source{File: "content/x.en.md", Line: FirstLine, Kind: kind, Vocabularies: vocabularies})
			if own == nil {
				if list.Errors() == 0 {
					t.Error("nothing was read, and nothing said")
				}
				continue
			}
			if own.Set.Has("kind") {
				if kind = own.Kind; kind == "" {
					continue // content makes no page of it
				}
			}
			m := Member{Parsed: own, Kind: kind, Faulty: list.Errors() > 0, Locate: func(path ...any) diag.Position { return Locate(src, "f", path...) }}
			m.Check(&list)
			m.Source = own // a translation that repeats its source has no contradiction
			var again diag.List
			m.Check(&again)
			for _, d := range again {
				if d.Code == "field-shared" || d.Code == "node-unknown" {
					t.Errorf("%s", d)
				}
			}
			(*Schemas)(nil).Inherit(own, own, kind)
		}
	})
}

// A picture may be its path alone; the missing description is only a warning.
func TestImageAsText(t *testing.T) {
	front := "title: T\nsummary: S.\nimage: photo 1.jpg\n"
	own, list := Decode([]byte(front), Source{File: "content/a.en.md", Line: FirstLine})
	if diff := cmp.Diff(&site.Image{Src: "photo 1.jpg"}, own.Front.Image); diff != "" || len(list) != 1 || list.Errors() > 0 || list[0].Code != "image-alt" {
		t.Error(diff, list)
	}
	own = decode(t, "title: t\nsummary: s.\ntranslated_from: en\nimage: { alt: \"\" }\n")
	if got := inheritImage(own.Front.Image, &site.Image{Src: "photo 1.jpg"}); got.Src != "photo 1.jpg" {
		t.Error(got)
	}
}
