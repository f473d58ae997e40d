package cite

import (
	"fmt"
	"html/template"
	"testing"

	"griot/generator/site"
)

var (
	en = Conventions{Lang: "en", And: "and", NoDate: "n.d."}
	fr = Conventions{Lang: "fr", And: "et", NoDate: "s. d."}
)

func report() Work {
	return Work{
		ID: "briefs/drc-victims-law", Title: "Victims & courts: what a law of 2022 changes", Publisher: "Just Future Alliance",
		Type: "Policy brief", Date: "2026-11-20", Lang: "en", URL: "https://hub.example.org/en/library/victims-law/",
		Summary: "A law on reparations, 100% new.", Keywords: []string{"DR Congo", "Transitional justice"},
	}
}

func people(n int) []Name {
	names := make([]Name, n)
	for i := range names {
		names[i] = Name{Family: fmt.Sprintf("F%02d", i+1), Given: "Aminata"}
	}
	return names
}

func with(change func(d *Work)) Work {
	d := report()
	change(&d)
	return d
}

func TestStyles(t *testing.T) {
	diarra, traore := Name{Family: "Diarra", Given: "Aminata"}, Name{Family: "Traoré", Given: "Jean-Paul"}
	cisse := Name{Family: "Cissé", Given: "Moussa B."}
	const title = "<cite>Victims &amp; courts: what a law of 2022 changes</cite>"
	const url = "https://hub.example.org/en/library/victims-law/"
	tests := []struct {
		name         string
		doc          Work
		conv         Conventions
		apa, chicago template.HTML
	}{
		{"published by its author", report(), en,
			"Just Future Alliance. (2026). " + title + " [Policy brief]. " + url,
			"Just Future Alliance. " + title + ". Policy brief. Just Future Alliance, 2026. " + url},
		{"one person", with(func(d *Work) { d.Authors = []Name{diarra} }), en,
			"Diarra, A. (2026). " + title + " [Policy brief]. Just Future Alliance. " + url,
			"Diarra, Aminata. " + title + ". Policy brief. Just Future Alliance, 2026. " + url},
		{"three people in English", with(func(d *Work) { d.Authors = []Name{diarra, traore, cisse}; d.Type = "" }), en,
			"Diarra, A., Traoré, J.-P., &amp; Cissé, M. B. (2026). " + title + ". Just Future Alliance. " + url,
			"Diarra, Aminata, Jean-Paul Traoré, and Moussa B. Cissé. " + title + ". Just Future Alliance, 2026. " + url},
		{"two people in French", with(func(d *Work) {
			d.Authors, d.Lang, d.Type = []Name{diarra, traore}, "fr", "Note de synthèse"
			d.Title = "Que change la loi\u202f?"
		}), fr,
			"Diarra, A. et Traoré, J.-P. (2026). <cite>Que change la loi\u202f?</cite> [Note de synthèse]. Just Future Alliance. " + url,
			"Diarra, Aminata, et Jean-Paul Traoré. <cite>Que change la loi\u202f?</cite> Note de synthèse. Just Future Alliance, 2026. " + url},
		{"three people in French", with(func(d *Work) { d.Authors, d.Lang, d.Type = []Name{diarra, traore, cisse}, "fr", "" }), fr,
			"Diarra, A., Traoré, J.-P. et Cissé, M. B. (2026). " + title + ". Just Future Alliance. " + url,
			"Diarra, Aminata, Jean-Paul Traoré et Moussa B. Cissé. " + title + ". Just Future Alliance, 2026. " + url},
		{"organisations", with(func(d *Work) { d.Authors = []Name{{Literal: "ASSN"}, {Literal: "Search & Co."}}; d.Type = "" }), en,
			"ASSN, &amp; Search &amp; Co. (2026). " + title + ". Just Future Alliance. " + url,
			"ASSN, and Search &amp; Co. " + title + ". Just Future Alliance, 2026. " + url},
		{"text in another language", report(), fr,
			`Just Future Alliance. (2026). <cite lang="en">Victims &amp; courts: what a law of 2022 changes</cite> [Policy brief]. ` + url,
			`Just Future Alliance. <cite lang="en">Victims &amp; courts: what a law of 2022 changes</cite>. Policy brief. Just Future Alliance, 2026. ` + url},
		{"no date, series and DOI", with(func(d *Work) {
			d.Date, d.Series, d.Number, d.DOI = "", "Notes", "3", "https://doi.org/10.5281/zenodo.1"
		}), fr,
			`Just Future Alliance. (s. d.). <cite lang="en">Victims &amp; courts: what a law of 2022 changes</cite> (Notes, 3) [Policy brief]. https://doi.org/10.5281/zenodo.1`,
			`Just Future Alliance. <cite lang="en">Victims &amp; courts: what a law of 2022 changes</cite>. Policy brief. Notes 3. Just Future Alliance, s. d. https://doi.org/10.5281/zenodo.1`},
		{"neither author nor address", Work{Title: "Alone.", Updated: "2025-03", Lang: "en"}, en,
			"<cite>Alone.</cite> (2025).", "<cite>Alone.</cite> 2025."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := APA(tt.doc, tt.conv); got != tt.apa {
				t.Errorf("APA\n got %s\nwant %s", got, tt.apa)
			}
			if got := Chicago(tt.doc, tt.conv); got != tt.chicago {
				t.Errorf("Chicago\n got %s\nwant %s", got, tt.chicago)
			}
		})
	}
}

func TestManyAuthors(t *testing.T) {
	tests := []struct {
		n            int
		apa, chicago string
	}{
		{10, "F01, A., F02, A., F03, A., F04, A., F05, A., F06, A., F07, A., F08, A., F09, A., & F10, A.",
			"F01, Aminata, Aminata F02, Aminata F03, Aminata F04, Aminata F05, Aminata F06, Aminata F07, Aminata F08, Aminata F09, and Aminata F10"},
		{21, "F01, A., F02, A., F03, A., F04, A., F05, A., F06, A., F07, A., F08, A., F09, A., F10, A., F11, A., F12, A., F13, A., F14, A., F15, A., F16, A., F17, A., F18, A., F19, A., . . . F21, A.",
			"F01, Aminata, Aminata F02, Aminata F03, Aminata F04, Aminata F05, Aminata F06, Aminata F07, et al."},
	}
	for _, tt := range tests {
		if got := apaNames(people(tt.n), en); got != tt.apa {
			t.Errorf("APA, %d authors: got %s", tt.n, got)
		}
		if got := chicagoNames(people(tt.n), en); got != tt.chicago {
			t.Errorf("Chicago, %d authors: got %s", tt.n, got)
		}
	}
}

func TestEscaping(t *testing.T) {
	d := with(func(d *Work) {
		const evil = `"><script>alert(1)</script>`
		d.Title, d.Publisher, d.Type, d.Series, d.URL, d.Lang = evil, evil, evil, evil, evil, evil
		d.Authors = []Name{{Literal: evil}, {Family: evil, Given: evil}}
	})
	for _, html := range []template.HTML{APA(d, en), Chicago(d, fr)} {
		for i, r := range html {
			if rest := string(html[i:]); r == '<' && !hasTag(rest) {
				t.Fatalf("a tag of the text came through: %s", html)
			}
		}
	}
}

func hasTag(s string) bool {
	return len(s) > 7 && (s[:5] == "<cite" || s[:7] == "</cite>")
}

func TestParseName(t *testing.T) {
	tests := []struct {
		in   string
		want Name
	}{
		{"Diarra, Aminata", Name{Family: "Diarra", Given: "Aminata"}},
		{" Just Future Alliance ", Name{Literal: "Just Future Alliance"}},
		{"Aminata Diarra", Name{Literal: "Aminata Diarra"}},
		{"Cordaid, ASSN, Sahel", Name{Literal: "Cordaid, ASSN, Sahel"}},
		{"Diarra,", Name{Literal: "Diarra,"}},
	}
	for _, tt := range tests {
		if got := ParseName(tt.in); got != tt.want {
			t.Errorf("ParseName(%q) = %+v, want %+v", tt.in, got, tt.want)
		}
	}
}

func TestInitials(t *testing.T) {
	for given, want := range map[string]string{
		"Aminata": "A.", "Jean-Paul": "J.-P.", "jean paul": "J. P.", "M. B.": "M. B.", "Élodie": "É.", "": "",
	} {
		if got := initials(given); got != want {
			t.Errorf("initials(%q) = %q, want %q", given, got, want)
		}
	}
}

func TestKeyAndLinks(t *testing.T) {
	d := report()
	if got := d.Key(); got != "briefs-drc-victims-law-en" {
		t.Errorf("key %q", got)
	}
	changed := with(func(d *Work) { d.Title, d.Date, d.URL = "Other", "2027", "https://elsewhere.example/" })
	if d.Key() != changed.Key() {
		t.Error("the key changes with title, date or address")
	}
	for in, want := range map[string]string{
		"10.1000/182": "10.1000/182", "https://doi.org/10.1000/182": "10.1000/182", "http://dx.doi.org/10.1000/182": "10.1000/182",
		"doi: 10.1000/182": "10.1000/182", "": "",
	} {
		if got := (Work{DOI: in}).doi(); got != want {
			t.Errorf("doi of %q is %q, want %q", in, got, want)
		}
	}
	if y, m, day := parts(site.Date("2026-11")); y != "2026" || m != "11" || day != "" {
		t.Errorf("parts of a month: %q %q %q", y, m, day)
	}
}
