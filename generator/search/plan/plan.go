package plan

import (
	"slices"
	"strings"

	"griot/generator/search/analysis"
)

// Limits of a plan. A clause or a plan must never exceed ten: Bleve sums the
// scores of more than ten terms or clauses in another order.
const (
	maxClauses     = 10
	maxCompletions = 8 // terms of a prefix
	minPrefix      = 3 // letters of the shortest prefix
	minCorrected   = 3 // letters of the shortest word that is corrected
	maxCorrections = 3 // terms of a misspelt word
	minPart        = 3 // letters of each of the two words that a word is split into
	minSplit       = 7 // letters of the shortest word that is split
)

// Mode tells which pages match a plan.
type Mode string

// The modes.
const (
	ModeAnd  Mode = "and"  // those that hold all words
	ModeOr   Mode = "or"   // those that hold any word, since too few hold all; only in a search.Response
	ModeAll  Mode = "all"  // all that pass the filters and exclusions: the query has no words
	ModeNone Mode = "none" // none: the query has only stop words or unknown words
)

// A Plan is a query plan: what to find in an index, and corrected and unknown words to
// tell the reader.
type Plan struct {
	Mode      Mode     `json:"mode"` // never ModeOr
	Clauses   []Clause `json:"clauses"`
	Phrases   []Phrase `json:"phrases,omitempty"` // a hit contains all of them
	Exclude   []Phrase `json:"exclude,omitempty"` // a hit contains none of them
	Corrected string   `json:"corrected,omitempty"`
	// Alternatives are other corrections of the query, which differ from Corrected
	// in one word each.
	Alternatives []string `json:"alternatives,omitempty"`
	Unknown      []string `json:"unknown,omitempty"`
	// Excluded are the words of Exclude, as typed.
	Excluded []string `json:"excluded,omitempty"`
}

// A Clause is a word of the query. A page that contains one of its terms, or all terms of
// one of its groups, matches it. The index contains all of them.
type Clause struct {
	Terms  []string   `json:"terms"`
	Groups [][]string `json:"groups,omitempty"` // the terms of synonyms
}

// A Phrase is a sequence of terms, each with its distance from the first. One
// without terms matches no page.
type Phrase struct {
	Terms   []string `json:"terms"`
	Offsets []int    `json:"offsets"`
}

// Lexicon is what a planner reads of an index.
type Lexicon interface {
	Words() analysis.Words
	DocFreq(term string) (int, error) // number of documents that contain the term
}

// A Planner makes the plans of queries in one language. It is not safe for
// concurrent use.
type Planner struct {
	analyzer *analysis.Analyzer
	lexicon  Lexicon
	synonyms []synonym
}

// NewPlanner returns a planner for an index in a language.
func NewPlanner(lang string, lexicon Lexicon) *Planner {
	return &Planner{analyzer: analysis.NewAnalyzer(lang), lexicon: lexicon}
}

// Analyzer returns the planner's analyzer, which must not be used while Plan is
// running.
func (p *Planner) Analyzer() *analysis.Analyzer { return p.analyzer }

// Plan returns the plan of a query. With prefix, its last word is still being typed;
// with correct, unknown words are corrected.
func (p *Planner) Plan(query string, prefix, correct bool) (*Plan, error) {
	query = cutQuery(query)
	plan := &Plan{Mode: ModeAnd, Clauses: []Clause{}}
	words := &wordPlanner{Planner: p, plan: plan, query: query, prefix: prefix, correct: correct}
	required := false // a part requires words, even if only stop words
	for _, part := range parse(p.analyzer, query) {
		terms := phraseOf(part.tokens)
		switch {
		case len(terms.Terms) == 0: // only stop words
		case part.exclude:
			plan.exclude(part, terms)
		case part.phrase:
			if err := p.addPhrase(plan, part.tokens, terms); err != nil {
				return nil, err
			}
		default:
			if err := words.add(part.tokens); err != nil {
				return nil, err
			}
		}
		required = required || len(part.tokens) > 0 && !part.exclude
	}
	if queries := applyReplacements(query, words.corrected); len(queries) > 0 {
		plan.Corrected, plan.Alternatives = queries[0], queries[1:]
	}
	if len(plan.Clauses) == 0 || plan.impossible() {
		plan.Mode = ModeNone
		if blank := strings.TrimFunc(query, IsSpace) == ""; blank || !required && len(plan.Exclude) > 0 {
			plan.Mode = ModeAll
		}
	}
	return plan, nil
}

// exclude adds an excluded part: its words in their positions, and their compound or
// date.
func (plan *Plan) exclude(part part, phrase Phrase) {
	plan.Excluded = append(plan.Excluded, part.text)
	plan.Exclude = append(plan.Exclude, phrase)
	for _, e := range part.tokens[0].Extras {
		if e.Words == len(part.tokens) && (e.Kind == analysis.Compound || e.Kind == analysis.Date) {
			plan.Exclude = append(plan.Exclude, Phrase{[]string{e.Term}, []int{0}})
		}
	}
}

// impossible reports whether no page can match, because no page contains one of the
// words of a phrase.
func (plan *Plan) impossible() bool {
	return slices.ContainsFunc(plan.Phrases, func(ph Phrase) bool { return len(ph.Terms) == 0 })
}

// phraseOf returns the phrase of tokens, without the stop words among them.
func phraseOf(tokens []analysis.Token) Phrase {
	var out Phrase
	first := 0
	for _, t := range tokens {
		if t.Term == "" {
			continue
		}
		if len(out.Terms) == 0 {
			first = t.Pos
		}
		out.Terms = append(out.Terms, t.Term)
		out.Offsets = append(out.Offsets, t.Pos-first)
	}
	return out
}

// addPhrase adds the words of a quoted part as clauses, and the phrase if it has
// at least two words. If no page contains one of the words, the phrase added is
// empty.
func (p *Planner) addPhrase(plan *Plan, tokens []analysis.Token, phrase Phrase) error {
	known := true
	for _, t := range tokens {
		if t.Term == "" {
			continue
		}
		docs, err := p.lexicon.DocFreq(t.Term)
		if err != nil {
			return err
		}
		if docs == 0 {
			plan.addUnknown(t.Word)
			known = false
			continue
		}
		plan.addClause(t.Term)
	}
	switch {
	case !known:
		plan.Phrases = append(plan.Phrases, Phrase{Terms: []string{}, Offsets: []int{}})
	case len(phrase.Terms) > 1:
		plan.Phrases = append(plan.Phrases, phrase)
	}
	return nil
}

// addClause adds a clause, unless the plan has it already or is full.
func (plan *Plan) addClause(terms ...string) { plan.addGroups(terms, nil) }

// addGroups adds a clause with groups. A clause has at most ten terms and groups.
func (plan *Plan) addGroups(terms []string, groups [][]string) {
	groups = groups[:max(0, min(len(groups), maxClauses-len(terms)))]
	for _, c := range plan.Clauses {
		if slices.Equal(c.Terms, terms) && slices.EqualFunc(c.Groups, groups, slices.Equal) {
			return
		}
	}
	if len(plan.Clauses) < maxClauses {
		plan.Clauses = append(plan.Clauses, Clause{terms, groups})
	}
}

func (plan *Plan) addUnknown(word string) {
	if !slices.Contains(plan.Unknown, word) {
		plan.Unknown = append(plan.Unknown, word)
	}
}

// replacement is a byte range of the query and the words that may replace it, the
// likeliest first.
type replacement struct {
	start, end int
	words      []string
}

// applyReplacements returns the query with the likeliest word in each range, and
// then, for each of the other words, the query with that one instead. It returns
// nothing if there are no replacements.
func applyReplacements(query string, list []replacement) []string {
	with := func(other int, word string) string {
		var out strings.Builder
		at := 0
		for i, f := range list {
			by := f.words[0]
			if i == other {
				by = word
			}
			out.WriteString(query[at:f.start] + by)
			at = f.end
		}
		return out.String() + query[at:]
	}
	var out []string
	for i, f := range list {
		for j, word := range f.words {
			if i == 0 || j > 0 {
				out = append(out, with(i, word))
			}
		}
	}
	return out
}

// Terms returns the terms of all clauses.
func (plan *Plan) Terms() map[string]bool {
	out := map[string]bool{}
	for _, c := range plan.Clauses {
		for _, list := range append([][]string{c.Terms}, c.Groups...) {
			for _, t := range list {
				out[t] = true
			}
		}
	}
	return out
}

// Matches reports whether the terms of the phrase follow each other at their
// distances in a document. positions are those of each term, ascending.
func (ph Phrase) Matches(positions [][]uint32) bool {
	for _, first := range positions[0] {
		found := true
		for i := 1; i < len(positions) && found; i++ {
			_, found = slices.BinarySearch(positions[i], first+uint32(ph.Offsets[i]-ph.Offsets[0]))
		}
		if found {
			return true
		}
	}
	return false
}
