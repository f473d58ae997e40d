package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/internal/testkit/golden"
	"griot/generator/kinds"
	"griot/generator/site"
)

const cases = "testdata/cases.txtar"

func TestCases(t *testing.T) {
	golden.Cases(t, cases, func(source []byte) string {
		var b strings.Builder
		_, list := Load(source, "hub.yaml")
		for _, d := range list {
			b.WriteString(i18n.English().Explain(d).String() + "\n")
		}
		return b.String()
	})
}

func TestHub(t *testing.T) {
	hub, list := Load(golden.Archive(t, cases).Files[0].Data, "hub.yaml")
	if len(list) > 0 {
		t.Fatal(list)
	}
	both := func(s string) site.Text { return site.Text{"en": s, "fr": s} }
	want := &Hub{
		BaseURL:   "https://example.org/",
		Languages: []site.Language{{Code: "en", Name: "English", Dir: "ltr"}, {Code: "fr", Name: "Français", Dir: "ltr"}},
		Title:     both("T"), Description: both("D"), Publisher: both("P"), Subject: both("S"), Funder: both("F"), Privacy: both("P"),
		Licence: Licence{both("CC BY"), "https://creativecommons.org/licenses/by/4.0/"},
		Contact: "hub@example.org", Logo: "images/logo.svg", Fallback: Omit, RawHTML: true, LinkSchemes: []string{"sms", "tel"}, ImageHosts: []string{"a.example.org", "pictures.example.org"}, Theme: "other",
		Typography: map[string]bool{"en": true, "fr": false}, SummaryLength: 160, ShareImages: SharePerPage, Data: true, Download: true, Search: Search{2000, 20}, Consent: ConsentOptional,
		Sections: []*site.Section{{ID: "briefs", Kind: kinds.Brief, Name: site.Text{"en": "Library", "fr": "Bibliothèque"},
			Slug: site.Text{"en": "library", "fr": "bibliotheque"}, Summary: both("S")}},
		SectionIDs: []string{"briefs"},
		Vocabularies: []*site.Vocabulary{
			{ID: "outcomes", Name: site.Text{"en": "Outcome", "fr": "Résultat"}, Slug: site.Text{"en": "outcome", "fr": "resultat"},
				Terms: []*site.Term{{ID: "a", Name: both("A"), Short: both("a"), Slug: both("a")}}},
			{ID: "years", Name: site.Text{"en": "Year", "fr": "Année"}, Slug: site.Text{"en": "year", "fr": "annee"}},
		},
		Navigation: []Item{{Path: "briefs/"}, {Path: "about.md"}, {Path: "briefs/one.md"}},
		Footer:     []Item{{Path: "about.md"}},
	}
	if diff := cmp.Diff(want, hub, cmpopts.IgnoreFields(Hub{}, "Positions"), cmpopts.IgnoreTypes(diag.Position{})); diff != "" {
		t.Error(diff)
	}
	if own, _ := Load([]byte("title: { en: T }\nlanguages: [{ code: en, name: English }]\n"), File); own.Publisher["en"] != "T" {
		t.Errorf("a hub without a publisher is published by %q", own.Publisher)
	}
	if one, list := Load([]byte("base_url: https://example.org/\nlanguages: [{ code: fr, name: Français }]\ntitle: 1325\ndescription: { fr: Un site. }\n"), File); len(list) > 0 || one.Title["fr"] != "1325" || one.Description["fr"] != "Un site." {
		t.Errorf("a site in one language has the title %q, the description %q and %v", one.Title, one.Description, list)
	}
	if at := hub.Positions["vocabularies/years"]; at.Line == 0 || at.Column != 3 {
		t.Errorf("years stands at %v", at)
	}
	if at := hub.Navigation[1].Position; at.Line == 0 || at.Column != 23 {
		t.Errorf("about.md stands at %v", at)
	}
}

func TestDefaults(t *testing.T) {
	hub, list := Load([]byte(`
base_url: http://example.org/hub
languages: [{ code: ar, name: العربية }]
title: { ar: T }
description: { ar: D }
`), "hub.yaml")
	if len(list) > 0 {
		t.Fatal(list)
	}
	if hub.BaseURL != "http://example.org/hub/" || hub.Languages[0].Dir != "rtl" || hub.Fallback != Notice || hub.Theme != "palabre" ||
		!hub.Typography["ar"] || hub.SummaryLength != 200 || hub.ShareImages != SharePerKind || hub.RawHTML {
		t.Errorf("%+v", hub)
	}
}

func TestDirection(t *testing.T) {
	for code, want := range map[string]string{
		"en": "ltr", "fa": "rtl", "he": "rtl", "ur-PK": "rtl", "pa-Arab": "rtl", "az-Latn-IR": "ltr", "ku": "ltr", "ar-Latn": "ltr",
	} {
		if got := Direction(code); got != want {
			t.Errorf("%s: %s", code, got)
		}
	}
}

func FuzzLoad(f *testing.F) {
	for _, file := range golden.Archive(f, cases).Files {
		f.Add(file.Data)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		hub, list := Load(src, "hub.yaml")
		if hub == nil {
			t.Fatal("no hub")
		}
		if list.Errors() > 0 {
			return
		}
		for _, l := range hub.Languages {
			if hub.Title[l.Code] == "" || l.Dir == "" {
				t.Errorf("%+v", hub)
			}
			for _, s := range hub.Sections {
				if s.Name[l.Code] == "" || !site.ValidSlug(s.Slug[l.Code]) {
					t.Errorf("%+v", s)
				}
			}
		}
		if hub.BaseURL == "" || len(hub.Languages) == 0 {
			t.Errorf("%+v", hub)
		}
	})
}

func TestNavigationNames(t *testing.T) {
	src := `base_url: https://hub.example.org/
languages: [{ code: en, name: English }]
title: { en: Hub }
description: { en: A hub. }
navigation:
  - about.md
  - path: theory.md
    name: { en: Theory }
`
	hub, list := Load([]byte(src), File)
	if len(list) > 0 {
		t.Fatal(list)
	}
	if len(hub.Navigation) != 2 || hub.Navigation[1].Path != "theory.md" || hub.Navigation[1].Name["en"] != "Theory" {
		t.Errorf("navigation is %+v", hub.Navigation)
	}
	_, list = Load([]byte(src+"  - name: { en: Lost }\n"), File)
	if list.Errors() != 1 || list[0].Code != "field-missing" {
		t.Errorf("an entry without a path gives %v", list)
	}
}
