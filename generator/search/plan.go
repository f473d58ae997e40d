package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of a plan. Bleve sums the scores of more than ten clauses in another
// order, so that no plan may have more.
const (
	maxClauses     = 10
	maxCompletions = 8 // terms that a prefix stands for
	minPrefix      = 3 // letters from which on a word being typed is a prefix
	minCorrected   = 3 // letters from which on a word is corrected
	maxCorrections = 3 // terms that a misspelt word stands for
	minFull        = 3 // AND finds too little below this
)

// A Plan is a query made ready for an index: terms that the index holds, and
// what the reader is told about the others.
type Plan struct {
	Mode      Mode     `json:"mode"` // before it is known whether AND finds too little
	Clauses   []Clause `json:"clauses"`
	Phrases   []Phrase `json:"phrases,omitempty"` // each must stand in a hit
	Exclude   []Phrase `json:"exclude,omitempty"` // none may stand in a hit
	Corrected string   `json:"corrected,omitempty"`
	// Alternatives are the query with another correction of one word, each.
	Alternatives []string `json:"alternatives,omitempty"`
	Unknown      []string `json:"unknown,omitempty"`
}

// A Clause is a word of the query: any of its terms. All are in the index.
type Clause struct {
	Terms []string `json:"terms"`
}

// A Phrase is a sequence of terms, each at its distance from the first.
type Phrase struct {
	Terms   []string `json:"terms"`
	Offsets []int    `json:"offsets"`
}

// Lexicon is what a plan needs to know of an index.
type Lexicon interface {
	Words() Words
	DocFreq(term string) (int, error)
}

// Planner turns queries of one language into plans. It isn't safe for use by
// several goroutines at once.
type Planner struct {
	analyzer *Analyzer
	lexicon  Lexicon
}

// NewPlanner returns a planner for an index's language and words.
func NewPlanner(lang string, lexicon Lexicon) *Planner {
	return &Planner{NewAnalyzer(lang), lexicon}
}

// Plan makes the plan of a query; prefix says that its last word is still being
// typed. correct is false where an unknown word must stay one.
func (p *Planner) Plan(query string, prefix, correct bool) (*Plan, error) {
	query = cutQuery(query)
	plan := &Plan{Mode: ModeAnd, Clauses: []Clause{}}
	var fixes []replacement
	missing := false
	for _, part := range parse(p.analyzer, query) {
		terms := phraseOf(part.tokens)
		switch {
		case len(terms.Terms) == 0: // stop words
		case part.exclude:
			plan.Exclude = append(plan.Exclude, terms)
		case part.phrase:
			if err := p.addPhrase(plan, part.tokens, terms); err != nil {
				return nil, err
			}
		default:
			for _, t := range part.tokens {
				last := prefix && t.End == len(query)
				fixed, err := p.addWord(plan, t, last, correct)
				if err != nil {
					return nil, err
				}
				if len(fixed) > 0 {
					fixes = append(fixes, replacement{t.Start, t.End, fixed})
				}
			}
		}
		missing = missing || len(part.tokens) > 0 && !part.exclude
	}
	if fixed := applyReplacements(query, fixes); len(fixed) > 0 {
		plan.Corrected, plan.Alternatives = fixed[0], fixed[1:]
	}
	if len(plan.Clauses) == 0 || plan.impossible() {
		plan.Mode = ModeNone
		if blank := strings.TrimFunc(query, isSpace) == ""; blank || !missing && len(plan.Exclude) > 0 {
			plan.Mode = ModeAll
		}
	}
	return plan, nil
}

// impossible reports a phrase with a word that no page holds.
func (plan *Plan) impossible() bool {
	return slices.ContainsFunc(plan.Phrases, func(ph Phrase) bool { return len(ph.Terms) == 0 })
}

// phraseOf makes a phrase of tokens; stop words leave gaps.
func phraseOf(tokens []Token) Phrase {
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

// addPhrase adds a quoted part: its words as clauses, never corrected, and the
// phrase if it has two words or more. A word that no page holds makes the
// phrase empty, which nothing fits.
func (p *Planner) addPhrase(plan *Plan, tokens []Token, phrase Phrase) error {
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

// addWord adds a plain word, and returns its corrections if it was misspelt.
func (p *Planner) addWord(plan *Plan, t Token, last, correct bool) ([]string, error) {
	if t.Term == "" {
		return nil, nil
	}
	docs, err := p.lexicon.DocFreq(t.Term)
	if err != nil {
		return nil, err
	}
	folded := Fold(t.Word)
	if last && utf8.RuneCountInString(folded) >= minPrefix {
		if terms := p.completions(folded, t.Term, docs > 0); len(terms) > 0 {
			plan.addClause(terms...)
			return nil, nil
		}
	}
	if docs > 0 {
		plan.addClause(t.Term)
		return nil, nil
	}
	if correct {
		if texts, terms := p.corrections(folded); len(terms) > 0 {
			plan.addClause(terms...)
			return texts, nil
		}
	}
	if last && utf8.RuneCountInString(folded) < minPrefix {
		return nil, nil // too early to say that it is unknown
	}
	plan.addUnknown(t.Word)
	return nil, nil
}

// corrections returns the words that a misspelt one may have meant, the
// likeliest first, and their terms; the likeliest form of each term.
func (p *Planner) corrections(folded string) (texts, terms []string) {
	for _, w := range Correct(p.lexicon.Words(), folded) {
		if term := p.analyzer.term(w.Text); len(terms) < maxCorrections && !slices.Contains(terms, term) {
			texts, terms = append(texts, w.Text), append(terms, term)
		}
	}
	return texts, terms
}

// completions returns the terms of the words that start with the typed text:
// its own term first, then by the number of documents.
func (p *Planner) completions(folded, own string, known bool) []string {
	docs := map[string]int{}
	for _, w := range p.lexicon.Words().Prefix(folded) {
		if term := p.analyzer.term(w.Text); term != "" {
			docs[term] += w.Docs
		}
	}
	terms := make([]string, 0, len(docs))
	for term := range docs {
		terms = append(terms, term)
	}
	slices.SortFunc(terms, func(a, b string) int {
		if isOwn := cmp.Compare(boolInt(b == own), boolInt(a == own)); isOwn != 0 {
			return isOwn
		}
		return cmp.Or(cmp.Compare(docs[b], docs[a]), strings.Compare(a, b))
	})
	if known && docs[own] == 0 {
		terms = slices.Insert(terms, 0, own) // another form of the word holds the prefix
	}
	return terms[:min(len(terms), maxCompletions)]
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// addClause adds a word, unless it is there or the plan is full.
func (plan *Plan) addClause(terms ...string) {
	for _, c := range plan.Clauses {
		if slices.Equal(c.Terms, terms) {
			return
		}
	}
	if len(plan.Clauses) < maxClauses {
		plan.Clauses = append(plan.Clauses, Clause{terms})
	}
}

func (plan *Plan) addUnknown(word string) {
	if !slices.Contains(plan.Unknown, word) {
		plan.Unknown = append(plan.Unknown, word)
	}
}

// fix is a stretch of the query and what may replace it, the likeliest first.
type replacement struct {
	start, end int
	words      []string
}

// applyFixes returns the query with the likeliest word in the place of each
// stretch, then with each of the others in the place of one; nothing if there
// is nothing to replace.
func applyReplacements(query string, fixes []replacement) []string {
	with := func(other int, word string) string {
		var out strings.Builder
		at := 0
		for i, f := range fixes {
			by := f.words[0]
			if i == other {
				by = word
			}
			out.WriteString(query[at:f.start] + by)
			at = f.end
		}
		return out.String() + query[at:]
	}
	var list []string
	for i, f := range fixes {
		for j, word := range f.words {
			if i == 0 || j > 0 {
				list = append(list, with(i, word))
			}
		}
	}
	return list
}

// term returns the term of a single word of the word list; "" for a stop word.
func (a *Analyzer) term(word string) string {
	if tokens := a.Tokens(word); len(tokens) == 1 {
		return tokens[0].Term
	}
	return ""
}
