package bleveindex

import (
	"context"
	"errors"

	bsearch "github.com/blevesearch/bleve/v2/search"
	index "github.com/blevesearch/bleve_index_api"

	"griot/generator/search"
	"griot/generator/search/analysis"
)

// rankedSearcher adds the score of a document's names to that of its text, and the
// bonus of documents of which the query is a name.
type rankedSearcher struct {
	bsearch.Searcher // of the text: it finds the documents
	names            bsearch.Searcher
	bonus            map[uint64]float64 // by document number

	name *bsearch.DocumentMatch // the last match of names
	done bool                   // names has no more matches
}

// ranked returns the searcher of a plan that finds documents by their text.
func (q *planQuery) ranked(ctx context.Context, r index.IndexReader, o bsearch.SearcherOptions) (bsearch.Searcher, error) {
	text, err := q.clauses(ctx, r, fieldText, q.any, o)
	if err != nil {
		return nil, err
	}
	names, err := q.clauses(ctx, r, fieldNames, true, o)
	if err != nil {
		text.Close()
		return nil, err
	}
	s := &rankedSearcher{Searcher: text, names: names}
	if s.bonus, err = q.bonuses(ctx, r); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// bonuses returns the bonus of each document of which the query is a name.
func (q *planQuery) bonuses(ctx context.Context, r index.IndexReader) (map[uint64]float64, error) {
	var named docSet
	minFreq := analysis.NameFreq(len(q.plan.Clauses))
	for i, c := range q.plan.Clauses {
		var docs docSet
		for _, t := range c.Terms {
			if err := docs.addFrom(ctx, r, fieldNames, t, minFreq); err != nil {
				return nil, err
			}
		}
		if i == 0 {
			named = docs
		}
		named = named.and(docs)
	}
	out := map[uint64]float64{}
	for doc := range named.all() {
		stored, err := q.index.storedFields(doc)
		if err != nil {
			return nil, err
		}
		out[doc] = search.NameBonus(q.index.stats.Kinds, stored.Facets["kind"])
	}
	return out, nil
}

// Next implements bsearch.Searcher.
func (s *rankedSearcher) Next(ctx *bsearch.SearchContext) (*bsearch.DocumentMatch, error) {
	d, err := s.Searcher.Next(ctx)
	return s.rank(ctx, d, err)
}

// Advance implements bsearch.Searcher.
func (s *rankedSearcher) Advance(ctx *bsearch.SearchContext, id index.IndexInternalID) (*bsearch.DocumentMatch, error) {
	d, err := s.Searcher.Advance(ctx, id)
	return s.rank(ctx, d, err)
}

// rank completes the score of a match.
func (s *rankedSearcher) rank(ctx *bsearch.SearchContext, d *bsearch.DocumentMatch, err error) (*bsearch.DocumentMatch, error) {
	if d == nil || err != nil {
		return d, err
	}
	if !s.done && (s.name == nil || s.name.IndexInternalID.Compare(d.IndexInternalID) < 0) {
		if s.name != nil {
			ctx.DocumentMatchPool.Put(s.name)
		}
		if s.name, err = s.names.Advance(ctx, d.IndexInternalID); err != nil {
			return nil, err
		}
		s.done = s.name == nil
	}
	if s.name != nil && s.name.IndexInternalID.Equals(d.IndexInternalID) {
		d.Score += s.name.Score
	}
	d.Score += s.bonus[d.IndexInternalID.Value()]
	return d, nil
}

// Close implements bsearch.Searcher.
func (s *rankedSearcher) Close() error {
	return errors.Join(s.names.Close(), s.Searcher.Close())
}

// DocumentMatchPoolSize implements bsearch.Searcher.
func (s *rankedSearcher) DocumentMatchPoolSize() int {
	return s.Searcher.DocumentMatchPoolSize() + s.names.DocumentMatchPoolSize() + 1
}
