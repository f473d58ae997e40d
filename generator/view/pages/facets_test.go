package pages

import (
	"slices"
	"testing"

	"griot/generator/view"
)

// TestFacets looks at the hub's library and at the list of one of its terms.
func TestFacets(t *testing.T) {
	b := hub(t)
	a := b.contextAt("en", "en/library/country/mali/")
	x := a.index
	mali := x.Listing("countries", "mali")
	shared, own := a.facets.all(), a.facets.of(mali)
	if !slices.Equal(shared, a.facets.all()) {
		t.Error("two lists at one depth don't share their facets")
	}
	for i, f := range own {
		marked := slices.ContainsFunc(f.Terms, func(t view.FacetTerm) bool { return t.Current })
		if marked != (f.ID == "countries") || marked == (f == shared[i]) {
			t.Errorf("%s: marked %v, shared %v", f.ID, marked, f == shared[i])
		}
		if slices.ContainsFunc(shared[i].Terms, func(t view.FacetTerm) bool { return t.Current }) {
			t.Errorf("%s: the mark of one list is on all", f.ID)
		}
	}
	for _, f := range b.contextAt("en", "en/library/").facets.positioned(x.Documents) {
		for _, term := range f.Terms {
			if len(term.Docs) != term.Count {
				t.Errorf("%s %s: %d positions for %d documents", f.ID, term.ID, len(term.Docs), term.Count)
			}
		}
	}
	params := map[string]bool{}
	for _, c := range a.facets.choices() {
		params[c.Param] = true
		if c.Param == "country" && !slices.Contains(c.Terms, view.Choice{ID: "drc", Name: "DRC"}) {
			t.Errorf("the countries are %v", c.Terms)
		}
	}
	if !params["country"] || !params["outcome"] || !params["topics"] || params["roles"] {
		t.Errorf("facets %v", params)
	}
}
