package pages

import (
	"fmt"
	"strings"
	"testing"
)

// A page of a long list leads to the first, the last and those around it, and
// no gap hides a single page.
func TestPageLinks(t *testing.T) {
	a := hub(t).contextAt("fr", "fr/bibliotheque/")
	for _, c := range []struct {
		n, count int
		want     string
	}{
		{1, 2, "1 2"},
		{2, 4, "1 2 3 4"},
		{4, 7, "1 2 3 4 5 6 7"},
		{1, 2000, "1 2 … 2000"},
		{4, 2000, "1 2 3 4 5 … 2000"},
		{5, 2000, "1 … 4 5 6 … 2000"},
		{1997, 2000, "1 … 1996 1997 1998 1999 2000"},
		{2000, 2000, "1 … 1999 2000"},
	} {
		var got []string
		for _, l := range (library{a}).links("fr/bibliotheque/", c.n, c.count) {
			if l.Gap {
				got = append(got, "…")
			}
			got = append(got, fmt.Sprint(l.Number))
			if want := a.href(a.pagePath("fr/bibliotheque/", l.Number)); l.Href != want {
				t.Errorf("page %d is at %q, want %q", l.Number, l.Href, want)
			}
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("page %d of %d leads to %q, want %q", c.n, c.count, got, c.want)
		}
	}
}

// Each letter of the glossary stands once, at its first entry, so that readers can jump
// to it.
func TestGlossaryLetters(t *testing.T) {
	rows := pageAt(t, hub(t), "fr/glossaire/").Section.Terms
	letters := map[string]int{}
	for i, row := range rows {
		first := i == 0 || row.Term.Letter != rows[i-1].Term.Letter
		if first != (row.Letter != "") || first && row.Letter != row.Term.Letter {
			t.Errorf("%s has the letter %q, the entry before it %t another one", row.Term.Title, row.Letter, first)
		}
		letters[row.Letter]++
	}
	for letter, n := range letters {
		if letter != "" && n > 1 {
			t.Errorf("%q stands %d times", letter, n)
		}
	}
	if len(letters) < 10 {
		t.Errorf("%d letters of %d entries", len(letters), len(rows))
	}
}

// Search finds the list of a section by its entries, and that of a term by its name.
func TestLists(t *testing.T) {
	lists := map[string]List{}
	for _, l := range hub(t).Lists() {
		lists[l.Path] = l
	}
	partners, drc := lists["en/partners/"], lists["en/library/country/dr-congo/"]
	if partners.Section != "partners" || !strings.Contains(partners.Entries, "Cordaid\n") || !strings.Contains(partners.Entries, "Research\n") {
		t.Errorf("partners: %+v", partners)
	}
	if drc.Term != "countries/drc" || drc.Entries != "" || !strings.Contains(drc.Summary, "Country: ") || !strings.Contains(drc.Summary, " documents") {
		t.Errorf("documents on a country: %+v", drc)
	}
}
