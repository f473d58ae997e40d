package feed

import (
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/internal/testkit/golden"
	"griot/generator/site"
)

// wellFormed fails when XML can't be read to its end.
func wellFormed(t *testing.T, body []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(body))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, body)
		}
	}
}

func library() Feed {
	return Feed{
		Title: "Bibliothèque & notes", Subtitle: "Tous les documents <du site>", Lang: "fr",
		Self: "https://hub.example.org/fr/bibliotheque/feed.xml", URL: "https://hub.example.org/fr/bibliotheque/",
		Authors: []Person{{Name: "Alliance Just Future", URI: "https://hub.example.org/fr/", Email: "hub@example.org"}},
		Rights:  "Creative Commons Attribution 4.0", Licence: "https://creativecommons.org/licenses/by/4.0/",
		Entries: []Entry{
			{ID: "tag:hub.example.org,2026:b", Title: "Le même jour, deuxième", URL: "https://hub.example.org/fr/b/", Published: "2026-11-20"},
			{ID: "tag:hub.example.org,2026:c", Title: "An untranslated note", Lang: "en", URL: "https://hub.example.org/en/c/?a=1&b=2", Published: "2026-11-20", Updated: "2026-12-01",
				Summary:    "Marks “quoted”, it's <kept> & \"escaped\".",
				Authors:    []Person{{Name: "Diarra, Aminata"}},
				Categories: []Category{{Term: "security", Scheme: "https://hub.example.org/#outcomes", Label: "Sécurité"}, {Label: "without a term"}}},
			{Title: "Le même jour, premier", ID: "tag:hub.example.org,2026:a", URL: "https://hub.example.org/fr/a/", Published: "2026-11-20"},
			{Title: "Sans date", URL: "https://hub.example.org/fr/x/"},
			{Title: "Un mois", URL: "https://hub.example.org/fr/m/", Published: "2025-03"},
			{Title: "Une année", URL: "https://hub.example.org/fr/y/", Published: "2024"},
		},
	}
}

func TestAtom(t *testing.T) {
	body := Atom(library())
	wellFormed(t, body)
	golden.File(t, "testdata/library.xml", body)
}

func TestAtomOrder(t *testing.T) {
	f := library()
	want := Atom(f)
	for range len(f.Entries) {
		f.Entries = append(f.Entries[1:], f.Entries[0])
		if !bytes.Equal(want, Atom(f)) {
			t.Fatal("the order in which entries are given changes the feed")
		}
	}
	before := slices.Clone(f.Entries)
	f.Limit = 2
	short := string(Atom(f))
	if n := strings.Count(short, "<entry"); n != 2 || !strings.Contains(short, "An untranslated note") {
		t.Errorf("a limit of 2 writes %d entries:\n%s", n, short)
	}
	if diff := cmp.Diff(before, f.Entries); diff != "" {
		t.Errorf("Atom changed the caller's entries: %s", diff)
	}
}

func TestAtomUpdated(t *testing.T) {
	tests := []struct {
		name string
		feed Feed
		want string
	}{
		{"newest entry", Feed{Updated: "2030-01-01", Entries: []Entry{{Published: "2020-01-01"}, {Published: "2019-05-05", Updated: "2021-02-03"}}}, "2021-02-03T00:00:00Z"},
		{"no dated entry", Feed{Updated: "2026-11", Entries: []Entry{{Title: "x"}}}, "2026-11-01T00:00:00Z"},
		{"nothing known", Feed{}, "1970-01-01T00:00:00Z"},
		{"not a date", Feed{Updated: "soon"}, "1970-01-01T00:00:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got struct {
				Updated string `xml:"updated"`
				Author  string `xml:"author>name"`
			}
			tt.feed.Title = "Hub"
			if err := xml.Unmarshal(Atom(tt.feed), &got); err != nil {
				t.Fatal(err)
			}
			if got.Updated != tt.want || got.Author != "Hub" {
				t.Errorf("got updated %q by %q, want %q by the feed's title", got.Updated, got.Author, tt.want)
			}
		})
	}
}

func TestAtomEscapes(t *testing.T) {
	for _, text := range []string{`a & b`, `<script>alert(1)</script>`, `"quoted" 'single'`, "two\nlines\tand tabs", "astral 𞤀𞤁", "e\u0301 décomposé", "الأمن"} {
		f := Feed{Title: text, Lang: "fr", Entries: []Entry{{Title: text, Summary: text, Published: "2020-01-01", Categories: []Category{{Term: text, Label: text}}}}}
		var got struct {
			Title string `xml:"title"`
			Entry struct {
				Title    string `xml:"title"`
				Summary  string `xml:"summary"`
				Category struct {
					Label string `xml:"label,attr"`
				} `xml:"category"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(Atom(f), &got); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if got.Title != text || got.Entry.Title != text || got.Entry.Summary != text || got.Entry.Category.Label != text {
			t.Errorf("%q came back as %+v", text, got)
		}
	}
	wellFormed(t, Atom(Feed{Title: "control \x00\x1b characters and \xff bytes"}))
}

func TestTag(t *testing.T) {
	tests := []struct{ base, id, want string }{
		{"https://Hub.example.org/", "briefs/mali/fr", "tag:hub.example.org,2026-11-20:briefs/mali/fr"},
		{"http://localhost:8484/sub/", "un été/fr", "tag:localhost,2026-11-20:un%20%C3%A9t%C3%A9/fr"},
	}
	for _, tt := range tests {
		if got := Tag(tt.base, "2026-11-20", tt.id); got != tt.want {
			t.Errorf("Tag(%q, %q) = %q, want %q", tt.base, tt.id, got, tt.want)
		}
	}
}

func TestInstant(t *testing.T) {
	for d, want := range map[site.Date]string{
		"2026-11-20": "2026-11-20T00:00:00Z", "2026-11": "2026-11-01T00:00:00Z", "2026": "2026-01-01T00:00:00Z", "": "", "x": "",
	} {
		if got := rfc3339(d); got != want {
			t.Errorf("instant(%q) = %q, want %q", d, got, want)
		}
	}
}
