package pages

import (
	"cmp"
	"path"
	"slices"
	"sync"

	"griot/generator/view/index"

	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/view"
)

// facetParams maps vocabularies to the facets that search knows; to search, all
// others are tags.
var facetParams = map[string]string{"countries": "country", "outcomes": "outcome", "types": "type", "years": "year"}

// facets makes the facets of lists of documents.
type facets struct {
	*cards
	all     func() []*view.Facet // of the library; made on first use
	current sync.Map             // termKey -> []*view.Facet, those of the term's list
}

// facet returns the facet of a vocabulary, without its terms.
func (a *facets) facet(v *site.Vocabulary) *view.Facet {
	return &view.Facet{ID: v.ID, Name: a.localize(v.Name), Param: cmp.Or(facetParams[v.ID], v.ID)}
}

// of returns the facets of a listing, or of the library if it is nil. Lists of
// one depth share them, except for the facet of the listing's own term, in which
// the term is marked.
func (a *facets) of(current *index.Listing) []*view.Facet {
	if current == nil {
		return a.all()
	}
	if facets, ok := a.current.Load(current.Key); ok {
		return facets.([]*view.Facet)
	}
	facets := slices.Clone(a.all())
	for i, f := range facets {
		if f.ID != current.Vocabulary.ID {
			continue
		}
		own := *f
		own.Terms = slices.Clone(f.Terms)
		for j := range own.Terms {
			own.Terms[j].Current = own.Terms[j].ID == current.Key.Term
		}
		facets[i] = &own
	}
	first, _ := a.current.LoadOrStore(current.Key, facets)
	return first.([]*view.Facet)
}

// make returns a facet for each vocabulary that has listings.
func (a *facets) make() []*view.Facet {
	var facets []*view.Facet
	for _, l := range a.index.Listings {
		if n := len(facets); n == 0 || facets[n-1].ID != l.Vocabulary.ID {
			facets = append(facets, a.facet(l.Vocabulary))
		}
		t := view.FacetTerm{ID: l.Key.Term, Name: a.typeset(l.Name), Href: a.href(l.Path), Count: len(l.Documents)}
		if l.Vocabulary.ID == "outcomes" {
			t.Mark = a.mark(l.Key.Term)
		} else if term := l.Vocabulary.Term(l.Key.Term); term != nil {
			t.Name = a.typeset(term.ShortIn(a.lang))
		}
		if own, ok := a.index.ByGroup["partners/"+l.Key.Term]; ok && l.Vocabulary.ID == "partners" && own.Fallback() {
			t.Lang = own.Page.Lang
		}
		f := facets[len(facets)-1]
		f.Terms = append(f.Terms, t)
	}
	return facets
}

// positioned returns the facets of a library that fits on one page: each term has
// the positions of its documents in the list, so that a script can filter the list
// that the page shows.
func (a *facets) positioned(docs []site.Rendition) []*view.Facet {
	var out []*view.Facet
	for _, f := range a.all() {
		own := *f
		own.Terms = slices.Clone(f.Terms)
		for j := range own.Terms {
			t := &own.Terms[j]
			for i, r := range docs {
				if slices.Contains(r.Page.Front.TermsOf(f.ID), t.ID) {
					t.Docs = append(t.Docs, i)
				}
			}
		}
		out = append(out, &own)
	}
	return out
}

// choices returns the names of the terms of all vocabularies that search counts.
// Years need none.
func (a *facets) choices() []view.Choices {
	var out []view.Choices
	for _, v := range a.in.Site.Vocabularies {
		if v.ID == "roles" {
			continue
		}
		f := a.facet(v)
		c := view.Choices{Param: f.Param, Name: f.Name}
		for _, t := range a.terms(v.ID) {
			choice := view.Choice{ID: t.ID, Name: a.typeset(t.ShortIn(a.lang))}
			if v.ID == "outcomes" {
				choice.Class = a.mark(t.ID).Class
			}
			c.Terms = append(c.Terms, choice)
		}
		if v.ID == "partners" {
			for _, r := range a.index.ByKind[kinds.Partner] {
				id := path.Base(r.Page.Group.ID)
				c.Terms = append(c.Terms, view.Choice{ID: id, Name: a.typesetIn(r.Page.Lang, r.Page.Front.Title)})
			}
		}
		out = append(out, c)
	}
	return out
}
