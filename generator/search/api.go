package search

import "context"

// A Request asks for the pages that answer a query in one language.
type Request struct {
	Query   string              // as typed; the syntax is in the package comment
	Lang    string              // language tag of the index to ask
	Limit   int                 // hits to return; 0 is DefaultLimit, less than 0 none
	Offset  int                 // hits to leave out at the start
	Filters map[string][]string // facet -> term ids; any of a facet's, for all facets
	Prefix  bool                // the last word is still being typed
	Facets  bool                // count the facets
	Others  bool                // count what the other languages hold
	// Snippets is the number of hits, from the first, that get a snippet; 0 is
	// none, less than 0 all.
	Snippets int
}

// DefaultLimit is the number of hits where a request doesn't say.
const DefaultLimit = 10

// A Response is what `griot search --json`, /api/search and the browser client
// give alike.
type Response struct {
	Query string `json:"query"`
	Lang  string `json:"lang"`
	Total int    `json:"total"`
	Full  int    `json:"full"` // of these, how many hold all words
	// Mode says how the words were taken: ModeAnd, ModeOr, ModeAll or ModeNone.
	Mode Mode `json:"mode"`
	// Corrected is the query with misspelt words replaced, if any was; the hits
	// are those of the corrected query.
	Corrected string `json:"corrected"`
	// Alternatives lists other corrections of the query that are about as likely,
	// each with another word in one place; the hits are theirs too.
	Alternatives []string `json:"alternatives,omitempty"`
	// Unknown lists words that no page holds and that nothing resembles.
	Unknown []string                `json:"unknown"`
	Hits    []Hit                   `json:"hits"`
	Facets  map[string][]FacetCount `json:"facets,omitempty"`
	Other   []OtherLang             `json:"other,omitempty"`
}

// Mode is how the words of a query were taken.
type Mode string

// The modes.
const (
	ModeAnd  Mode = "and"  // a hit holds all words
	ModeOr   Mode = "or"   // too few pages hold all words: a hit holds at least one
	ModeAll  Mode = "all"  // no word: all pages that the filters let through, newest first
	ModeNone Mode = "none" // nothing but stop words or unknown words: no hit
)

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
	Partial bool                `json:"partial,omitempty"` // doesn't hold all words
	Summary string              `json:"summary"`
	Snippet Marked              `json:"snippet,omitempty"`
	Facets  map[string][]string `json:"facets"`
}

// Marked is text in pieces of which every second, from the second, is a word
// that was searched for: ["the ", "police", " of the county"].
type Marked []string

// A FacetCount is a facet's term and the number of pages found that have it.
// The filters of the facet itself don't count, so that a reader sees what
// another choice would give.
type FacetCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// OtherLang says how many pages another language holds.
type OtherLang struct {
	Lang  string `json:"lang"`
	Query string `json:"query"` // the query in that language, by the glossary where it knows the words
	Total int    `json:"total"`
}

// An Index answers plans in one language.
type Index interface {
	Lang() string
	Words() Words                     // the word list
	DocFreq(term string) (int, error) // documents that hold the term
	Find(ctx context.Context, f Find) (Found, error)
}

// Find asks an index for what a plan describes.
type Find struct {
	Plan    *Plan // not of ModeNone
	Any     bool  // a hit needs one clause only
	Limit   int   // 0 asks for the total alone
	Offset  int
	Facets  []string            // facets to count
	Filters map[string][]string // see Request
}

// Found is an index's answer: hits by descending score, then ascending ID; in
// ModeAll by descending date, then ascending ID. A page without a date is last.
type Found struct {
	Total  int
	Hits   []Hit // without snippet
	Facets map[string][]FacetCount
}
