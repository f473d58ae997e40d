package plan

import (
	"slices"

	"griot/generator/search/analysis"
)

// Synonyms are words and phrases of one language that mean the same.
type Synonyms struct {
	Groups [][]string `json:"groups,omitempty"` // the entries of a group all stand for each other
	OneWay []OneWay   `json:"oneWay,omitempty"`
}

// OneWay says that a query for From means To as well, and not the reverse.
type OneWay struct {
	From string   `json:"from"`
	To   []string `json:"to"`
}

// synonym is an entry, analyzed, and what may stand for it.
type synonym struct {
	from []string
	to   [][]string
}

// maxEntry is the number of words of the longest entry.
const maxEntry = 10

// SetSynonyms sets the synonyms that the planner uses from now on. Entries without terms,
// or of more than ten, are left out.
func (p *Planner) SetSynonyms(s Synonyms) {
	p.synonyms = nil
	for _, group := range s.Groups {
		for i, from := range group {
			p.addSynonym(from, slices.Concat(group[:i], group[i+1:]))
		}
	}
	for _, o := range s.OneWay {
		p.addSynonym(o.From, o.To)
	}
}

func (p *Planner) addSynonym(from string, to []string) {
	s := synonym{from: p.entry(from)}
	for _, t := range to {
		if terms := p.entry(t); len(terms) > 0 && !slices.Equal(terms, s.from) {
			s.to = append(s.to, terms)
		}
	}
	if len(s.from) > 0 && len(s.to) > 0 {
		p.synonyms = append(p.synonyms, s)
	}
}

// entry returns the terms of an entry; none if they are too many.
func (p *Planner) entry(text string) []string {
	terms := phraseOf(p.analyzer.Tokens(text)).Terms
	if len(terms) > maxEntry {
		return nil
	}
	return terms
}

// addSynonyms lets the words of each entry in a part stand for the entry's synonyms. Stop
// words don't matter.
func (p *wordPlanner) addSynonyms(words []word) error {
	if len(p.synonyms) == 0 {
		return nil
	}
	var at []int // of the words that have terms
	var tokens []analysis.Token
	for i, w := range words {
		if w.Term != "" {
			at, tokens = append(at, i), append(tokens, w.Token)
		}
	}
	for i := range at {
		for _, s := range p.synonyms {
			if !analysis.StartsWith(tokens[i:], s.from) {
				continue
			}
			for _, to := range s.to {
				if err := p.addGroup(words[at[i]:at[i+len(s.from)-1]+1], to); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
