package search

import (
	"context"

	"griot/generator/search/analysis"
	"griot/generator/search/plan"
)

// A Request is a query in one language, with the options of its response.
type Request struct {
	Query   string              // as typed; package plan describes the syntax
	Lang    string              // language tag of the index
	Limit   int                 // number of hits to return: 0 means DefaultLimit, less than 0 none
	Offset  int                 // number of hits to skip
	Filters map[string][]string // term ids by facet: a hit has one of the terms of every facet named
	Prefix  bool                // the last word is still being typed
	Facets  bool                // count the facets
	Others  bool                // count the hits in the other languages
	// Snippets is the number of hits, from the first, that get a snippet: 0 means none,
	// less than 0 all.
	Snippets int
}

// DefaultLimit is the number of hits returned if a request doesn't set one.
const DefaultLimit = 10

// A Response is the response to a Request. `griot search --json`, /api/search and the
// browser client all return the same one.
type Response struct {
	Query string `json:"query"`
	Lang  string `json:"lang"`
	Total int    `json:"total"` // number of hits, whether returned or not
	Full  int    `json:"full"`  // how many of them contain all words
	// Mode is plan.ModeOr if hits that contain only some of the words were added.
	Mode plan.Mode `json:"mode"`
	// Corrected is the query with its misspelt words replaced, or empty if there
	// are none. The hits are those of the corrected query.
	Corrected string `json:"corrected"`
	// Alternatives are other, less likely corrections of the query, which differ
	// from Corrected in one word each. Their hits are included.
	Alternatives []string `json:"alternatives,omitempty"`
	// Unknown lists the words that are in no page and have no correction.
	Unknown []string `json:"unknown"`
	// Excluded lists the words and phrases that a hyphen excludes, as typed.
	Excluded []string                `json:"excluded,omitempty"`
	Hits     []Hit                   `json:"hits"`
	Facets   map[string][]FacetCount `json:"facets,omitempty"`
	Other    []OtherLang             `json:"other,omitempty"`
}

// A Hit is one page found.
type Hit struct {
	Doc     int                 `json:"-"` // number of the document in its index
	ID      string              `json:"id"`
	URL     string              `json:"url"`
	Title   string              `json:"title"`
	Lang    string              `json:"lang"`
	Kind    string              `json:"kind"`
	Date    string              `json:"date,omitempty"`
	Score   float64             `json:"score"`
	Partial bool                `json:"partial,omitempty"` // contains only some of the words
	Summary string              `json:"summary"`
	Snippet Marked              `json:"snippet,omitempty"`
	Facets  map[string][]string `json:"facets"`
}

// Marked is text in pieces. The second piece, and every other one after it, is
// a word that was searched for: ["the ", "police", " of the county"].
type Marked []string

// A FacetCount is a term of a facet and the number of hits that have it. It
// disregards the filter on the facet itself, so that readers see what another
// choice would give.
type FacetCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// OtherLang is the number of pages of another language that contain all words.
type OtherLang struct {
	Lang  string `json:"lang"`
	Query string `json:"query"` // as counted: translated by the glossary, or as typed
	Total int    `json:"total"`
}

// An Index answers query plans in one language.
type Index interface {
	Lang() string
	Words() analysis.Words            // the word list
	DocFreq(term string) (int, error) // number of documents that contain the term
	Find(ctx context.Context, f Find) (Found, error)
}

// Find is a search for the documents that match a query plan.
type Find struct {
	Plan    *plan.Plan // its mode is not ModeNone
	Any     bool       // one matching clause is enough
	Limit   int        // 0 means the total only
	Offset  int
	Facets  []string            // facets to count
	Filters map[string][]string // as in Request
}

// Found is the result of Find. Hits are ordered by descending score, in plan.ModeAll by
// descending date with undated pages last; equal ones by ID.
type Found struct {
	Total  int
	Hits   []Hit // without snippets
	Facets map[string][]FacetCount
}
