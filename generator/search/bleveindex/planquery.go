package bleveindex

import (
	"context"
	"fmt"
	"iter"
	"math/bits"

	"github.com/blevesearch/bleve/v2/mapping"
	bsearch "github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	index "github.com/blevesearch/bleve_index_api"

	"griot/generator/search/plan"
)

// planQuery is a query plan as a query of Bleve. Bleve's searchers for terms,
// conjunctions and disjunctions find and score documents; filters, excluded words and
// phrases only accept or reject them and don't change scores.
type planQuery struct {
	index   *Index
	plan    *plan.Plan
	any     bool
	filters map[string][]string
	without string // facet whose filter doesn't count
	err     error  // the first that a test met; a test can't return it
}

// Searcher implements Bleve's query.Query.
func (q *planQuery) Searcher(ctx context.Context, r index.IndexReader, _ mapping.IndexMapping, o bsearch.SearcherOptions) (bsearch.Searcher, error) {
	s, err := q.scored(ctx, r, o)
	if err != nil {
		return nil, err
	}
	accept, err := q.accept(ctx, r)
	if err != nil {
		s.Close()
		return nil, err
	}
	if accept == nil {
		return s, nil
	}
	return searcher.NewFilteringSearcher(ctx, s, func(_ *bsearch.SearchContext, d *bsearch.DocumentMatch) bool {
		return accept(d.IndexInternalID.Value())
	}), nil
}

// scored returns the searcher that finds and scores.
func (q *planQuery) scored(ctx context.Context, r index.IndexReader, o bsearch.SearcherOptions) (bsearch.Searcher, error) {
	if len(q.plan.Clauses) == 0 {
		return searcher.NewMatchAllSearcher(ctx, r, 1, o)
	}
	return q.ranked(ctx, r, o)
}

// clauses returns the searcher of the plan's clauses in a field, of which one is enough
// with any.
func (q *planQuery) clauses(ctx context.Context, r index.IndexReader, field string, any bool, o bsearch.SearcherOptions) (bsearch.Searcher, error) {
	var clauses []bsearch.Searcher
	for _, c := range q.plan.Clauses {
		alternatives, err := termSearchers(ctx, r, field, c.Terms, o)
		if err != nil {
			return nil, err
		}
		for _, group := range c.Groups {
			terms, err := termSearchers(ctx, r, field, group, o)
			if err != nil {
				return nil, err
			}
			s, err := join(ctx, r, terms, false, o)
			if err != nil {
				return nil, err
			}
			alternatives = append(alternatives, s)
		}
		s, err := join(ctx, r, alternatives, true, o)
		if err != nil {
			return nil, err
		}
		clauses = append(clauses, s)
	}
	return join(ctx, r, clauses, any, o)
}

// termSearchers returns the searchers of terms in a field.
func termSearchers(ctx context.Context, r index.IndexReader, field string, terms []string, o bsearch.SearcherOptions) ([]bsearch.Searcher, error) {
	var out []bsearch.Searcher
	for _, t := range terms {
		s, err := searcher.NewTermSearcher(ctx, r, t, field, 1, o)
		if err != nil {
			return nil, fmt.Errorf("search term %q: %w", t, err)
		}
		out = append(out, s)
	}
	return out, nil
}

// join combines searchers; a single one stays as it is.
func join(ctx context.Context, r index.IndexReader, list []bsearch.Searcher, any bool, o bsearch.SearcherOptions) (bsearch.Searcher, error) {
	switch {
	case len(list) == 1:
		return list[0], nil
	case any:
		return searcher.NewDisjunctionSearcher(ctx, r, list, 1, o)
	}
	return searcher.NewConjunctionSearcher(ctx, r, list, o)
}

// accept returns the test that documents must pass, or nil if all do.
func (q *planQuery) accept(ctx context.Context, r index.IndexReader) (func(doc uint64) bool, error) {
	var tests []func(uint64) bool
	for facet, values := range q.filters {
		if facet == q.without || len(values) == 0 {
			continue
		}
		allowed := docSet{}
		for _, v := range values {
			if err := allowed.add(ctx, r, facet, v); err != nil {
				return nil, err
			}
		}
		tests = append(tests, allowed.has)
	}
	for _, ph := range q.plan.Exclude {
		excluded, err := q.phraseTest(ctx, r, ph)
		if err != nil {
			return nil, err
		}
		tests = append(tests, func(doc uint64) bool { return !excluded(doc) })
	}
	for _, ph := range q.plan.Phrases {
		test, err := q.phraseTest(ctx, r, ph)
		if err != nil {
			return nil, err
		}
		tests = append(tests, test)
	}
	if len(tests) == 0 {
		return nil, nil
	}
	return func(doc uint64) bool {
		for _, test := range tests {
			if !test(doc) {
				return false
			}
		}
		return true
	}, nil
}

// phraseTest returns a test whether a document contains a phrase.
func (q *planQuery) phraseTest(ctx context.Context, r index.IndexReader, ph plan.Phrase) (func(uint64) bool, error) {
	sets := make([]docSet, len(ph.Terms))
	for i, t := range ph.Terms {
		if err := sets[i].add(ctx, r, fieldText, t); err != nil {
			return nil, err
		}
	}
	return func(doc uint64) bool {
		for _, s := range sets {
			if !s.has(doc) {
				return false
			}
		}
		if len(sets) < 2 {
			return true
		}
		contains, err := q.index.containsPhrase(doc, ph)
		if err != nil && q.err == nil {
			q.err = err
		}
		return contains
	}, nil
}

// docSet is a set of document numbers, as a bitmap.
type docSet []uint64

func (s docSet) has(doc uint64) bool {
	return doc>>6 < uint64(len(s)) && s[doc>>6]&(1<<(doc&63)) != 0
}

// add adds the documents that contain a term in a field.
func (s *docSet) add(ctx context.Context, r index.IndexReader, field, term string) error {
	return s.addFrom(ctx, r, field, term, 1)
}

// addFrom adds the documents that contain a term in a field with at least a frequency.
func (s *docSet) addFrom(ctx context.Context, r index.IndexReader, field, term string, freq int) error {
	postings, err := r.TermFieldReader(ctx, []byte(term), field, freq > 1, false, false)
	if err != nil {
		return fmt.Errorf("read the documents of %q: %w", term, err)
	}
	defer postings.Close()
	var doc index.TermFieldDoc
	for {
		d, err := postings.Next(doc.Reset())
		if err != nil {
			return fmt.Errorf("read the documents of %q: %w", term, err)
		}
		if d == nil {
			return nil
		}
		if freq > 1 && d.Freq < uint64(freq) {
			continue
		}
		n := d.ID.Value()
		for uint64(len(*s)) <= n>>6 {
			*s = append(*s, 0)
		}
		(*s)[n>>6] |= 1 << (n & 63)
	}
}

// and returns the documents of both sets.
func (s docSet) and(t docSet) docSet {
	out := s[:min(len(s), len(t))]
	for i := range out {
		out[i] &= t[i]
	}
	return out
}

// all visits the documents of the set.
func (s docSet) all() iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for i, word := range s {
			for ; word != 0; word &= word - 1 {
				if !yield(uint64(i)<<6 | uint64(bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}

// containsPhrase reports whether the terms of a phrase have its positions in a document
// that contains all of them.
func (x *Index) containsPhrase(doc uint64, ph plan.Phrase) (bool, error) {
	data, err := x.positions(doc)
	if err != nil {
		return false, err
	}
	positions := make([][]uint32, len(ph.Terms))
	hashes := make([]uint16, len(ph.Terms))
	for i, t := range ph.Terms {
		hashes[i] = termHash(t)
	}
	err = visitPositions(data, func(hash uint16, term []byte, n int, gaps []byte) {
		for i, t := range ph.Terms {
			if hash == hashes[i] && (len(term) == 0 || string(term) == t) {
				positions[i] = decodePositions(n, gaps)
			}
		}
	})
	return err == nil && ph.Matches(positions), err
}
