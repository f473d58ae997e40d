package plan

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"griot/generator/search/analysis"
)

// wordPlanner adds the words of a query that are neither quoted nor excluded.
type wordPlanner struct {
	*Planner
	plan            *Plan
	query           string
	prefix, correct bool
	corrected       []replacement
}

// word is a word of the query with what else may stand for it.
type word struct {
	analysis.Token
	terms      []string   // of compounds that the index contains
	groups     [][]string // of synonyms whose terms the index contains
	hyphenated bool       // part of a hyphenated word
	dated      bool       // part of a date
	code       bool       // letters with digits right before or after them, as in RES2250
}

// add adds the words of a part.
func (p *wordPlanner) add(tokens []analysis.Token) error {
	words := make([]word, len(tokens))
	for i, t := range tokens {
		words[i].Token = t
	}
	if err := p.addCompounds(words); err != nil {
		return err
	}
	if err := p.addSynonyms(words); err != nil {
		return err
	}
	for i := 0; i < len(words); i++ {
		n, err := p.addDate(words[i])
		if err != nil {
			return err
		}
		if n > 0 {
			i += n - 1
			continue
		}
		if words[i].Term == "" {
			continue
		}
		if err := p.addWord(words[i]); err != nil {
			return err
		}
	}
	return nil
}

// addDate adds the date that starts with a word and returns the number of its words, 0 if
// no page contains it.
func (p *wordPlanner) addDate(w word) (int, error) {
	for _, e := range w.Extras {
		if e.Kind != analysis.Date {
			continue
		}
		if docs, err := p.lexicon.DocFreq(e.Term); err != nil || docs == 0 {
			return 0, err
		}
		p.plan.addClause(e.Term)
		return e.Words, nil
	}
	return 0, nil
}

// addCompounds finds the words written as one that the index contains: hyphenated ones,
// some pairs with one space between them, and months with their year.
func (p *wordPlanner) addCompounds(words []word) error {
	for i := range words {
		if i > 0 && words[i-1].End == words[i].Start {
			words[i-1].code, words[i].code = true, true
		}
		for _, e := range words[i].Extras {
			if e.Kind != analysis.Compound && (e.Kind != analysis.Month || words[i].dated) {
				if e.Kind == analysis.Date {
					for k := range e.Words {
						words[i+k].dated = true
					}
				}
				continue
			}
			if err := p.addCompound(words[i:i+e.Words], e.Term); err != nil {
				return err
			}
			for k := range e.Words {
				words[i+k].hyphenated = words[i+k].hyphenated || e.Kind == analysis.Compound
			}
		}
		if err := p.addPair(words, i); err != nil {
			return err
		}
	}
	return nil
}

// addPair lets word i and the one before it, with one space between them, stand for both
// written as one: if the rules of the language say so, or if no page contains one of
// them. Other pairs are rarely a word, and a browser would load a file for each.
func (p *wordPlanner) addPair(words []word, i int) error {
	if i == 0 || words[i].dated || words[i-1].dated || p.query[words[i-1].End:words[i].Start] != " " {
		return nil
	}
	first, second := words[i-1].Token, words[i].Token
	joins := p.analyzer.Opens(p.query, first, second)
	for _, t := range []analysis.Token{first, second} {
		if t.Term == "" || joins {
			continue
		}
		docs, err := p.lexicon.DocFreq(t.Term)
		if err != nil {
			return err
		}
		joins = docs == 0
	}
	if !joins {
		return nil
	}
	if term := p.analyzer.Join(p.query, first, second); term != "" {
		return p.addCompound(words[i-1:i+1], term)
	}
	return nil
}

// addCompound lets words stand for the term of a compound, if the index contains it.
func (p *wordPlanner) addCompound(words []word, term string) error {
	if docs, err := p.lexicon.DocFreq(term); err != nil || docs == 0 {
		return err
	}
	for i := range words {
		if w := &words[i]; !slices.Contains(w.terms, term) && term != w.Term {
			w.terms = append(w.terms, term)
		}
	}
	return nil
}

// addGroup lets words stand for terms that a page must all contain, if the index
// contains them.
func (p *wordPlanner) addGroup(words []word, terms []string) error {
	for _, term := range terms {
		if docs, err := p.lexicon.DocFreq(term); err != nil || docs == 0 {
			return err
		}
	}
	for i := range words {
		if w := &words[i]; !slices.ContainsFunc(w.groups, func(g []string) bool { return slices.Equal(g, terms) }) {
			w.groups = append(w.groups, terms)
		}
	}
	return nil
}

// addWord adds a clause for a word, or says that it is unknown.
func (p *wordPlanner) addWord(w word) error {
	docs, err := p.lexicon.DocFreq(w.Term)
	if err != nil {
		return err
	}
	folded := analysis.Fold(w.Word)
	last, letters := p.prefix && w.End == len(p.query), utf8.RuneCountInString(folded)
	var own []string
	if last && letters >= minPrefix {
		own = p.completions(folded, w.Term, docs > 0)
	}
	if len(own) == 0 && docs > 0 {
		own = []string{w.Term}
	}
	if len(own) > 0 || len(w.terms)+len(w.groups) > 0 {
		p.addAlternatives(own, w)
		return nil
	}
	return p.addUnknownWord(w, folded, last && letters < minPrefix)
}

// addAlternatives adds a clause of a word's own terms and of what else stands for it.
func (p *wordPlanner) addAlternatives(own []string, w word) {
	terms := slices.Clone(own)
	if terms == nil {
		terms = []string{}
	}
	for _, t := range w.terms {
		if !slices.Contains(terms, t) && len(terms) < maxClauses {
			terms = append(terms, t)
		}
	}
	p.plan.addGroups(terms, w.groups)
}

// addElided adds a word that was typed with its article but without the apostrophe
// (letat), if the index contains the rest. A rest that is a stop word (quil) is dropped.
func (p *wordPlanner) addElided(folded string) (bool, error) {
	for _, rest := range p.analyzer.Elided(folded) {
		term := p.analyzer.Term(rest)
		if term == "" {
			return true, nil
		}
		if docs, err := p.lexicon.DocFreq(term); err != nil || docs > 0 {
			p.plan.addClause(term)
			return true, err
		}
	}
	return false, nil
}

// addUnknownWord adds a word that no page contains: without its article, as two words, as
// its corrections, or as unknown unless it is too short to tell. A part of a hyphenated
// word is corrected only by a likely edit, the letters of a code never.
func (p *wordPlanner) addUnknownWord(w word, folded string, short bool) error {
	if w.code {
		if !short {
			p.plan.addUnknown(w.Word)
		}
		return nil
	}
	var near []correction
	if p.correct {
		near = correct(p.lexicon.Words(), folded)
	}
	likely := len(near) > 0 && near[0].odds >= likelyOdds
	if !likely {
		if found, err := p.addElided(folded); found || err != nil {
			return err
		}
		first, second, err := p.splitWord(folded)
		if err != nil {
			return err
		}
		if first != "" {
			p.plan.addClause(first)
			p.plan.addClause(second)
			return nil
		}
	}
	if likely || !w.hyphenated {
		if texts, terms := p.termsOf(near); len(terms) > 0 {
			p.plan.addClause(terms...)
			p.corrected = append(p.corrected, replacement{w.Start, w.End, texts})
			return nil
		}
	}
	if !short {
		p.plan.addUnknown(w.Word)
	}
	return nil
}

// splitWord returns the terms of the two words that a word is made of: the first in the
// word list, as long as possible, the term of the second in the index. It returns none
// if the word isn't made of two.
func (p *wordPlanner) splitWord(folded string) (first, second string, err error) {
	letters := []rune(folded)
	if len(letters) < minSplit || analysis.HasDigit(letters) {
		return "", "", nil
	}
	words := p.lexicon.Words().Prefix(string(letters[:minPart]))
	for n := len(letters) - minPart; n >= minPart; n-- {
		part := string(letters[:n])
		if list := words.Prefix(part); len(list) == 0 || list[0].Folded != part {
			continue
		}
		first, second := p.analyzer.Term(part), p.analyzer.Term(string(letters[n:]))
		if first == "" || second == "" {
			continue
		}
		if docs, err := p.lexicon.DocFreq(first); err != nil || docs == 0 {
			continue
		}
		docs, err := p.lexicon.DocFreq(second)
		if err != nil {
			return "", "", err
		}
		if docs > 0 {
			return first, second, nil
		}
	}
	return "", "", nil
}

// termsOf returns corrections, the likeliest first, and their terms. Of several
// corrections with the same term it returns the likeliest.
func (p *wordPlanner) termsOf(near []correction) (texts, terms []string) {
	for _, w := range near {
		if term := p.analyzer.Term(w.Text); term != "" && len(terms) < maxCorrections && !slices.Contains(terms, term) {
			texts, terms = append(texts, w.Text), append(terms, term)
		}
	}
	return texts, terms
}

// completions returns the terms of the words that start with the typed text: its own
// term first, then those in most documents. known means that the index contains its own
// term.
func (p *wordPlanner) completions(folded, own string, known bool) []string {
	docs := map[string]int{}
	for _, w := range p.lexicon.Words().Prefix(folded) {
		if term := p.analyzer.Term(w.Text); term != "" {
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
		terms = slices.Insert(terms, 0, own) // the term of other words, which don't start with it
	}
	return terms[:min(len(terms), maxCompletions)]
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
