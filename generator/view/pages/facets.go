package pages

import (
	"cmp"
	"slices"

	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/view"
)

// facetParams are the facets that search knows; all other vocabularies are
// tags to it.
var facetParams = map[string]string{"countries": "country", "outcomes": "outcome", "types": "type", "years": "year"}

func newFacet(a pageContext, v *site.Vocabulary) *view.Facet {
	return &view.Facet{ID: v.ID, Name: a.localize(v.Name), Param: cmp.Or(facetParams[v.ID], v.ID)}
}

// facetsOf are all vocabularies with their terms, shared by the lists at one
// depth; the pages of a listing have their own copy of the facet that its term
// is in, where the term is marked.
func (a pageContext) facetsOf(current *listing) []*view.Facet {
	if current == nil {
		return a.facets()
	}
	if facets, ok := a.currentFacets.Load(current.key); ok {
		return facets.([]*view.Facet)
	}
	facets := slices.Clone(a.facets())
	for i, f := range facets {
		if f.ID != current.vocab.ID {
			continue
		}
		own := *f
		own.Terms = slices.Clone(f.Terms)
		for j := range own.Terms {
			own.Terms[j].Current = own.Terms[j].ID == current.key.term
		}
		facets[i] = &own
	}
	first, _ := a.currentFacets.LoadOrStore(current.key, facets)
	return first.([]*view.Facet)
}

func (a pageContext) newFacets() []*view.Facet {
	var facets []*view.Facet
	for _, l := range a.index.listings {
		if n := len(facets); n == 0 || facets[n-1].ID != l.vocab.ID {
			facets = append(facets, newFacet(a, l.vocab))
		}
		t := view.FacetTerm{ID: l.key.term, Name: a.typeset(l.name), Href: a.href(l.path), Count: len(l.docs)}
		if l.vocab.ID == "outcomes" {
			t.Mark = a.mark(l.key.term)
		} else if term := l.vocab.Term(l.key.term); term != nil {
			t.Name = a.typeset(term.ShortIn(a.lang))
		}
		f := facets[len(facets)-1]
		f.Terms = append(f.Terms, t)
	}
	return facets
}

// positionedFacets are the facets of a library that fits on one page: each term
// has the positions of its documents in the list, so that a script can filter
// the list that the page shows.
func (a pageContext) positionedFacets(docs []site.Rendition) []*view.Facet {
	var out []*view.Facet
	for _, f := range a.facets() {
		own := *f
		own.Terms = slices.Clone(f.Terms)
		for j := range own.Terms {
			t := &own.Terms[j]
			for i, r := range docs {
				if slices.Contains(termsOf(&r.Page.Front, f.ID), t.ID) {
					t.Docs = append(t.Docs, i)
				}
			}
		}
		out = append(out, &own)
	}
	return out
}

// choices name the terms of all vocabularies that search counts; years name
// themselves.
func (a pageContext) choices() []view.Choices {
	var out []view.Choices
	for _, v := range a.b.in.Site.Vocabularies {
		if v.ID == "roles" {
			continue
		}
		f := newFacet(a, v)
		c := view.Choices{Param: f.Param, Name: f.Name}
		for _, t := range a.terms(v.ID) {
			choice := view.Choice{ID: t.ID, Name: a.typeset(t.ShortIn(a.lang))}
			if v.ID == "outcomes" {
				choice.Class = a.mark(t.ID).Class
			}
			c.Terms = append(c.Terms, choice)
		}
		if v.ID == "partners" {
			for _, r := range a.index.byKind[kinds.Partner] {
				_, id, _ := cutLast(r.Page.Group.ID)
				c.Terms = append(c.Terms, view.Choice{ID: id, Name: a.typesetIn(r.Page.Lang, r.Page.Front.Title)})
			}
		}
		out = append(out, c)
	}
	return out
}
