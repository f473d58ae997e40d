package search

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
)

// SearcherOptions are what a Searcher needs beside its indexes; all optional.
type SearcherOptions struct {
	// Text returns the body of the page that a hit names by ID, language and
	// number, for snippets.
	Text func(Hit) (string, error)
	// Glossary joins the words of the languages.
	Glossary []GlossaryTerm
}

// A Searcher answers requests from one index per language. It is safe for use
// by several goroutines at once.
type Searcher struct {
	indexes map[string]Index
	langs   []string // sorted
	opts    SearcherOptions
	pools   map[string]*sync.Pool // of *Planner
}

// NewSearcher returns a searcher over these indexes.
func NewSearcher(indexes []Index, opts SearcherOptions) *Searcher {
	s := &Searcher{indexes: map[string]Index{}, opts: opts, pools: map[string]*sync.Pool{}}
	for _, x := range indexes {
		s.indexes[x.Lang()] = x
		s.pools[x.Lang()] = &sync.Pool{New: func() any { return NewPlanner(x.Lang(), x) }}
	}
	s.langs = slices.Sorted(maps.Keys(s.indexes))
	return s
}

// Langs returns the language tags of the indexes, sorted.
func (s *Searcher) Langs() []string { return slices.Clone(s.langs) }

// Search answers a request.
func (s *Searcher) Search(ctx context.Context, req Request) (Response, error) {
	x, ok := s.indexes[req.Lang]
	if !ok {
		return Response{}, fmt.Errorf("search: no index for language %q", req.Lang)
	}
	for name := range req.Filters {
		if !KnownFacet(name) {
			return Response{}, fmt.Errorf("search: unknown facet %q", name)
		}
	}
	planner := s.pools[req.Lang].Get().(*Planner)
	defer s.pools[req.Lang].Put(planner)
	plan, err := planner.Plan(req.Query, req.Prefix, true)
	if err != nil {
		return Response{}, err
	}
	resp := Response{
		Query: req.Query, Lang: req.Lang, Mode: plan.Mode, Corrected: plan.Corrected, Alternatives: plan.Alternatives,
		Unknown: append([]string{}, plan.Unknown...), Hits: []Hit{},
	}
	if err := fill(ctx, x, plan, req, &resp); err != nil {
		return Response{}, err
	}
	if err := s.addSnippets(planner.analyzer, plan, req, &resp); err != nil {
		return Response{}, err
	}
	if req.Others {
		resp.Other, err = s.others(ctx, planner.analyzer, req)
	}
	return resp, err
}

// fill asks the index, for all words first and for any if too few pages hold
// them all.
func fill(ctx context.Context, x Index, plan *Plan, req Request, resp *Response) error {
	if plan.Mode == ModeNone {
		return nil
	}
	find := Find{Plan: plan, Limit: limitOf(req), Offset: max(0, req.Offset), Filters: req.Filters}
	if req.Facets {
		find.Facets = FacetNames
	}
	var all Found
	var err error
	if len(plan.Unknown) == 0 {
		if all, err = x.Find(ctx, find); err != nil {
			return err
		}
	}
	resp.Total, resp.Full, resp.Facets = all.Total, all.Total, all.Facets
	resp.Hits = append(resp.Hits, all.Hits...)
	if plan.Mode == ModeAll || all.Total >= minFull || len(plan.Unknown) == 0 && len(plan.Clauses) < 2 {
		return nil
	}
	return widen(ctx, x, find, all.Total, resp)
}

// widen puts the pages that hold any of the words after those, all of them
// fewer than few, that hold all.
func widen(ctx context.Context, x Index, find Find, full int, resp *Response) error {
	var first []Hit
	if full > 0 {
		f := find
		f.Limit, f.Offset, f.Facets = minFull, 0, nil
		found, err := x.Find(ctx, f)
		if err != nil {
			return err
		}
		first = found.Hits
	}
	f := find
	f.Any, f.Offset, f.Limit = true, 0, find.Offset+find.Limit+full
	if find.Limit == 0 {
		f.Limit = 0
	}
	any, err := x.Find(ctx, f)
	if err != nil {
		return err
	}
	if any.Total == full {
		return nil
	}
	hits := first
	for _, h := range any.Hits {
		if !slices.ContainsFunc(first, func(o Hit) bool { return o.ID == h.ID }) {
			h.Partial = true
			hits = append(hits, h)
		}
	}
	resp.Mode, resp.Total, resp.Facets = ModeOr, any.Total, any.Facets
	resp.Hits = append([]Hit{}, window(hits, find.Offset, find.Limit)...)
	return nil
}

// window returns limit hits from offset on, as far as there are any.
func window(hits []Hit, offset, limit int) []Hit {
	from := min(offset, len(hits))
	return hits[from:min(from+limit, len(hits))]
}

func limitOf(req Request) int {
	switch {
	case req.Limit == 0:
		return DefaultLimit
	case req.Limit < 0:
		return 0
	}
	return req.Limit
}

// addSnippets gives the first hits a snippet of their page's text.
func (s *Searcher) addSnippets(a *Analyzer, plan *Plan, req Request, resp *Response) error {
	if s.opts.Text == nil {
		return nil
	}
	wanted := plan.terms()
	for i := range resp.Hits {
		if req.Snippets >= 0 && i >= req.Snippets {
			break
		}
		text, err := s.opts.Text(resp.Hits[i])
		if err != nil {
			return fmt.Errorf("read the text of %q: %w", resp.Hits[i].ID, err)
		}
		resp.Hits[i].Snippet = Snippet(a, text, wanted)
	}
	return nil
}

// terms returns all terms that a hit is scored by.
func (plan *Plan) terms() map[string]bool {
	out := map[string]bool{}
	for _, c := range plan.Clauses {
		for _, t := range c.Terms {
			out[t] = true
		}
	}
	return out
}

// others counts the pages of the other languages that hold all words, in the
// glossary's translation if that finds any, as they were typed otherwise.
// Nothing is corrected there: a word that is right in one language is often
// close to a word of another.
func (s *Searcher) others(ctx context.Context, a *Analyzer, req Request) ([]OtherLang, error) {
	out := []OtherLang{}
	for _, lang := range s.langs {
		if lang == req.Lang {
			continue
		}
		other := OtherLang{Lang: lang, Query: req.Query}
		for _, query := range []string{Translate(a, s.opts.Glossary, req.Query, req.Lang, lang), req.Query} {
			total, err := s.count(ctx, lang, query, req.Filters)
			if err != nil {
				return nil, err
			}
			if total > 0 {
				other.Query, other.Total = query, total
				break
			}
		}
		out = append(out, other)
	}
	return out, nil
}

// count returns the number of pages in a language that hold all words.
func (s *Searcher) count(ctx context.Context, lang, query string, filters map[string][]string) (int, error) {
	planner := s.pools[lang].Get().(*Planner)
	defer s.pools[lang].Put(planner)
	plan, err := planner.Plan(query, false, false)
	if err != nil || plan.Mode == ModeNone || len(plan.Unknown) > 0 {
		return 0, err
	}
	filters = maps.Clone(filters)
	delete(filters, "language")
	found, err := s.indexes[lang].Find(ctx, Find{Plan: plan, Filters: filters})
	return found.Total, err
}
