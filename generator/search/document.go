package search

import (
	"slices"
	"strings"

	"griot/generator/search/analysis"
)

// A Document is a page as the index contains it. Its texts are plain text, as readers
// see them, without markup.
type Document struct {
	ID       string              // site-relative URL, "fr/bibliotheque/x/"; unique in its language
	Lang     string              // language tag of the text, "fr"
	URL      string              // URL shown to readers; the ID if empty
	Kind     string              // page kind, "brief"; also the facet "kind"
	Title    string              // its words count three times
	Names    []string            // what the page is called besides: short forms, its label in a menu; words count three times
	Headings string              // all headings, one a line; their words count twice
	Summary  string              // its words count twice
	KeyTexts []string            // what its front matter says in paragraphs; their words count twice
	Body     string              // its words count once; paragraphs end in a newline
	Date     string              // ISO date, "2024-05-01", or empty
	Facets   map[string][]string // facet name (FacetNames) -> term ids
}

// Parts returns the document's texts for Analyzer.Analyze, with the weights of
// their words.
func (d *Document) Parts() []analysis.Part {
	return []analysis.Part{
		{Text: d.Title, Weight: 3}, {Text: strings.Join(d.Names, "\n"), Weight: 3}, {Text: d.Headings, Weight: 2},
		{Text: d.Summary, Weight: 2}, {Text: strings.Join(d.KeyTexts, "\n"), Weight: 2}, {Text: d.Body, Weight: 1},
	}
}

// AllNames returns the title and the other names.
func (d *Document) AllNames() []string { return append([]string{d.Title}, d.Names...) }

// StoredFields are what an index stores of a document in order to show it.
type StoredFields struct {
	ID, URL, Title, Summary, Date string
	Hash                          string              // of the document, as given to the build
	Facets                        map[string][]string // terms sorted
}

// FacetNames are the facets of an index, sorted. An index rejects a document with any
// other facet.
var FacetNames = []string{"country", "kind", "language", "outcome", "tag", "type", "year"}

// KnownFacet reports whether name is one of FacetNames.
func KnownFacet(name string) bool {
	_, ok := slices.BinarySearch(FacetNames, name)
	return ok
}

// FacetValues returns the document's terms of a facet, sorted and without duplicates.
// If Facets has none, "kind" follows from Kind, "language" from Lang, and "year" from
// Date.
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

// NameBonus is added to the score of a document of which the query is a name, so that
// it comes before all others: the more the earlier its kind is among kinds.
func NameBonus(kinds, kind []string) float64 {
	rank := len(kinds)
	if len(kind) > 0 {
		if i := slices.Index(kinds, kind[0]); i >= 0 {
			rank = i
		}
	}
	return float64(1000 * (1 + len(kinds) - rank))
}
