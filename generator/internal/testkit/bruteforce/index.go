// Package bruteforce finds and scores documents as the comment of package search says,
// from their texts, without an index. Tests compare other indexes with it: New makes an
// Index, which is a search.Index.
//
// The package is slow, and must never share code with what it is compared with, beyond
// the analysis of texts.
package bruteforce

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"griot/generator/search"
	"griot/generator/search/analysis"
	"griot/generator/search/plan"
)

// Index is documents of one language. It counts no facets.
type Index struct {
	lang   string
	kinds  []string
	docs   []*document // by ID
	words  analysis.Words
	length float64 // mean, of texts
}

// document is a document with the frequencies of its terms.
type document struct {
	search.Document
	length      float64
	text, names map[string]float64
	positions   map[string][]uint32
}

// New analyzes documents. kinds is the order of kinds.
func New(lang string, docs []search.Document, kinds []string) *Index {
	a := analysis.NewAnalyzer(lang)
	x := &Index{lang: lang, kinds: kinds}
	sum := 0.0
	for _, d := range docs {
		w := a.Analyze(d.Parts())
		n := &document{Document: d, length: float64(w.Length), text: map[string]float64{}, names: map[string]float64{}, positions: map[string][]uint32{}}
		for _, t := range w.Terms {
			n.text[t.Term] = float64(t.Freq)
			for _, p := range t.Positions {
				n.positions[t.Term] = append(n.positions[t.Term], uint32(p))
			}
		}
		for _, t := range a.Names(d.AllNames()) {
			n.names[t.Term] = float64(t.Freq)
		}
		sum += n.length
		x.docs = append(x.docs, n)
	}
	x.length = math.Ceil(sum / float64(len(docs)))
	spellings := map[string]int{}
	for _, w := range a.Spellings() {
		spellings[w.Text] += w.Docs
	}
	x.words = analysis.CountWords(spellings)
	slices.SortFunc(x.docs, func(a, b *document) int { return strings.Compare(a.ID, b.ID) })
	return x
}

// Lang implements search.Index.
func (x *Index) Lang() string { return x.lang }

// Words implements search.Index.
func (x *Index) Words() analysis.Words { return x.words }

// DocFreq implements search.Index.
func (x *Index) DocFreq(term string) (int, error) { return x.count(text)(term), nil }

// field returns the frequencies of terms in a field of a document, and its length as a
// part of the mean.
type field func(x *Index, d *document) (freqs map[string]float64, length float64)

func text(x *Index, d *document) (map[string]float64, float64) {
	norm := float64(float32(1 / math.Sqrt(d.length)))
	return d.text, 1 / (norm * norm) / x.length
}

func names(_ *Index, d *document) (map[string]float64, float64) { return d.names, 1 }

// count returns a function that counts the documents with a term in a field.
func (x *Index) count(f field) func(term string) int {
	counts := map[string]int{}
	for _, d := range x.docs {
		freqs, _ := f(x, d)
		for t := range freqs {
			counts[t]++
		}
	}
	return func(term string) int { return counts[term] }
}

// Find implements search.Index.
func (x *Index) Find(_ context.Context, f search.Find) (search.Found, error) {
	if f.Plan.Mode != plan.ModeAnd {
		return search.Found{}, fmt.Errorf("find by brute force: mode %q", f.Plan.Mode)
	}
	inText, inNames := x.scorer(f.Plan, f.Any, text), x.scorer(f.Plan, true, names)
	var hits []search.Hit
	for i, d := range x.docs {
		score, ok := inText(d)
		if !ok || !d.passes(f) {
			continue
		}
		more, _ := inNames(d)
		score += more
		if d.isNamed(f.Plan) {
			rank := slices.Index(x.kinds, d.Kind)
			if rank < 0 {
				rank = len(x.kinds)
			}
			score += float64(1000 * (1 + len(x.kinds) - rank))
		}
		hits = append(hits, search.Hit{
			Doc: i, ID: d.ID, URL: d.URL, Title: d.Title, Lang: d.Lang, Kind: d.Kind, Date: d.Date, Summary: d.Summary, Score: score,
		})
	}
	slices.SortStableFunc(hits, func(a, b search.Hit) int { return cmp.Compare(b.Score, a.Score) })
	from := min(f.Offset, len(hits))
	return search.Found{Total: len(hits), Hits: hits[from:min(from+f.Limit, len(hits))]}, nil
}

// passes reports whether a document has the phrases, not the excluded ones, and passes
// the filters.
func (d *document) passes(f search.Find) bool {
	for _, ph := range f.Plan.Phrases {
		if !d.contains(ph) {
			return false
		}
	}
	for _, ph := range f.Plan.Exclude {
		if d.contains(ph) {
			return false
		}
	}
	for name, values := range f.Filters {
		if len(values) > 0 && !slices.ContainsFunc(d.FacetValues(name), func(v string) bool { return slices.Contains(values, v) }) {
			return false
		}
	}
	return true
}

func (d *document) contains(ph plan.Phrase) bool {
	positions := make([][]uint32, len(ph.Terms))
	for i, t := range ph.Terms {
		if positions[i] = d.positions[t]; positions[i] == nil {
			return false
		}
	}
	return len(ph.Terms) > 0 && ph.Matches(positions)
}

// isNamed reports whether the query is a name of the document: each of its words is in a
// name of at most as many words.
func (d *document) isNamed(p *plan.Plan) bool {
	least := float64(analysis.NameFreq(len(p.Clauses)))
	return !slices.ContainsFunc(p.Clauses, func(c plan.Clause) bool {
		short := func(t string) bool { return d.names[t] >= least }
		return !slices.ContainsFunc(c.Terms, short)
	})
}

// all reports whether a test holds for every term.
func all(terms []string, test func(string) bool) bool {
	return !slices.ContainsFunc(terms, func(t string) bool { return !test(t) })
}

// alternatives are the terms of a clause, each alone, and its groups.
func alternatives(c plan.Clause) [][]string {
	var out [][]string
	for _, t := range c.Terms {
		out = append(out, []string{t})
	}
	return append(out, c.Groups...)
}

// scorer returns a function that scores documents in a field; false if one doesn't match.
func (x *Index) scorer(p *plan.Plan, any bool, f field) func(*document) (float64, bool) {
	count, docs := x.count(f), float64(len(x.docs))
	idf := map[string]float64{}
	terms, weight := 0, 0.0
	for _, c := range p.Clauses {
		for _, t := range slices.Concat(append([][]string{c.Terms}, c.Groups...)...) {
			df := float64(count(t))
			idf[t] = math.Log(1 + (docs-df+0.5)/(df+0.5))
			terms, weight = terms+1, weight+idf[t]*idf[t]
		}
	}
	return func(d *document) (float64, bool) {
		freqs, length := f(x, d)
		sum, matched := 0.0, 0
		for _, c := range p.Clauses {
			part, found := 0.0, 0
			for _, list := range alternatives(c) {
				if !all(list, func(t string) bool { return freqs[t] > 0 }) {
					continue
				}
				found++
				for _, t := range list {
					tf := math.Sqrt(freqs[t])
					s := idf[t] * (tf * 1.2) / (tf + 1.2*(0.25+0.75*length))
					if terms > 1 {
						s *= idf[t] / math.Sqrt(weight)
					}
					part += s
				}
			}
			if found > 0 {
				sum, matched = sum+part*float64(found)/float64(len(c.Terms)+len(c.Groups)), matched+1
			}
		}
		if any {
			sum *= float64(matched) / float64(len(p.Clauses))
		}
		return sum, matched > 0 && (any || matched == len(p.Clauses))
	}
}
