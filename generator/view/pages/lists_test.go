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
