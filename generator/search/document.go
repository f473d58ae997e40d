package search

import "slices"

// A Document is one page in one language as search sees it: plain text, ready
// to be analysed. Its text is what a reader sees, without markup.
type Document struct {
	ID       string              // site-relative URL, "fr/bibliotheque/x/"; unique in its language
	Lang     string              // language tag of the text, "fr"
	URL      string              // the address shown to readers; the ID where empty
	Kind     string              // page kind, "brief"; also the facet "kind"
	Title    string              // weighs three times
	Headings string              // all headings, one a line; weighs twice
	Summary  string              // weighs once
	Body     string              // weighs once; paragraphs end in a newline
	Date     string              // ISO date, "2024-05-01", or empty
	Facets   map[string][]string // facet name (FacetNames) -> term ids
}

// FacetNames are the facets that an index holds, sorted. A document that
// carries another facet is refused, so that no facet is lost silently.
var FacetNames = []string{"country", "kind", "language", "outcome", "tag", "type", "year"}

// KnownFacet reports whether the index holds this facet.
func KnownFacet(name string) bool {
	_, ok := slices.BinarySearch(FacetNames, name)
	return ok
}

// FacetValues returns the terms of the document's facet, sorted and without
// repetition. "kind" and "language" are added from Kind and Lang, and "year"
// from Date, where Facets doesn't name them.
func (d *Document) FacetValues(facet string) []string {
	values := slices.Clone(d.Facets[facet])
	if len(values) == 0 {
		switch {
		case facet == "kind" && d.Kind != "":
			values = []string{d.Kind}
		case facet == "language" && d.Lang != "":
			values = []string{d.Lang}
		case facet == "year" && len(d.Date) >= 4:
			values = []string{d.Date[:4]}
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}
