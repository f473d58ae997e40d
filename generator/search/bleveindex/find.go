package bleveindex

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"
	bsearch "github.com/blevesearch/bleve/v2/search"

	"griot/generator/search"
	"griot/generator/search/plan"
)

// maxFacetTerms is greater than the number of terms of any facet.
const maxFacetTerms = 100_000

// Find finds the hits of a plan. It is safe for concurrent use.
func (x *Index) Find(ctx context.Context, f search.Find) (search.Found, error) {
	if f.Plan.Mode == plan.ModeNone {
		return search.Found{}, fmt.Errorf("ask the index: the plan finds nothing")
	}
	own, theirs := splitFacets(f)
	res, err := x.run(ctx, f, "", own, f.Limit)
	if err != nil {
		return search.Found{}, err
	}
	found := search.Found{Total: int(res.Total)}
	for _, h := range res.Hits {
		hit, err := x.hit(h)
		if err != nil {
			return search.Found{}, err
		}
		found.Hits = append(found.Hits, hit)
	}
	if len(f.Facets) > 0 {
		found.Facets = map[string][]search.FacetCount{}
		countFacets(found.Facets, res)
	}
	for _, facet := range theirs {
		res, err := x.run(ctx, f, facet, []string{facet}, 0)
		if err != nil {
			return search.Found{}, err
		}
		countFacets(found.Facets, res)
	}
	return found, nil
}

// splitFacets returns the facets to count that have no filter, which are counted among
// the hits themselves, and those with a filter, which must not apply to their own
// counts.
func splitFacets(f search.Find) (own, theirs []string) {
	for _, facet := range f.Facets {
		if len(f.Filters[facet]) > 0 {
			theirs = append(theirs, facet)
		} else {
			own = append(own, facet)
		}
	}
	return own, theirs
}

// run searches without the filter of one facet.
func (x *Index) run(ctx context.Context, f search.Find, without string, facets []string, limit int) (*bleve.SearchResult, error) {
	q := &planQuery{index: x, plan: f.Plan, any: f.Any, filters: f.Filters, without: without}
	req := bleve.NewSearchRequestOptions(q, limit, f.Offset, false)
	// Hits of equal scores are in the order of document numbers, which is that of IDs;
	// sorting by ID would make Bleve read the ID of every match.
	req.SortBy([]string{"-_score"})
	if f.Plan.Mode == plan.ModeAll {
		req.SortBy([]string{"-" + fieldDate})
		req.Score = bleve.ScoreNone
	}
	req.PreSearchData = map[string]any{bsearch.BM25PreSearchDataKey: &bsearch.BM25Stats{
		DocCount: float64(x.stats.Docs), FieldCardinality: map[string]int{fieldText: x.stats.Tokens, fieldNames: x.stats.Docs},
	}}
	for _, facet := range facets {
		req.AddFacet(facet, bleve.NewFacetRequest(facet, maxFacetTerms))
	}
	res, err := x.idx.SearchInContext(ctx, req)
	if err == nil {
		err = q.err
	}
	if err != nil {
		return nil, fmt.Errorf("ask the index: %w", err)
	}
	return res, nil
}

// countFacets copies Bleve's facet counts, the most frequent term first.
func countFacets(to map[string][]search.FacetCount, res *bleve.SearchResult) {
	for name, facet := range res.Facets {
		counts := []search.FacetCount{}
		for _, t := range facet.Terms.Terms() {
			counts = append(counts, search.FacetCount{Value: t.Term, Count: t.Count})
		}
		slices.SortFunc(counts, func(a, b search.FacetCount) int {
			if a.Count != b.Count {
				return b.Count - a.Count
			}
			return strings.Compare(a.Value, b.Value)
		})
		to[name] = counts
	}
}

// hit returns a hit with its stored fields.
func (x *Index) hit(match *bsearch.DocumentMatch) (search.Hit, error) {
	rec, err := x.storedFields(match.IndexInternalID.Value())
	if err != nil {
		return search.Hit{}, err
	}
	h := search.Hit{
		Doc: int(match.IndexInternalID.Value()), ID: rec.ID, URL: rec.URL, Title: rec.Title, Lang: x.stats.Lang, Date: rec.Date,
		Score: match.Score, Summary: rec.Summary, Facets: rec.Facets,
	}
	if kinds := rec.Facets["kind"]; len(kinds) > 0 {
		h.Kind = kinds[0]
	}
	return h, nil
}
