package search

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"griot/generator/search/analysis"
	"griot/generator/search/plan"
)

// SearcherOptions are the options of a Searcher.
type SearcherOptions struct {
	// Text returns the body of a hit's page, by the hit's Doc, ID and Lang, for
	// snippets. If it is nil, hits have no snippets.
	Text func(Hit) (string, error)
	// Glossary translates queries in order to count hits in other languages.
	Glossary []plan.GlossaryTerm
	// Synonyms are those of each language.
	Synonyms map[string]plan.Synonyms
}

// A Searcher answers requests, with one index for each language. It is safe for
// concurrent use.
type Searcher struct {
	indexes map[string]Index
	langs   []string // sorted
	opts    SearcherOptions
	pools   map[string]*sync.Pool // of *plan.Planner, by language
}

// NewSearcher returns a searcher over the indexes, each of another language.
func NewSearcher(indexes []Index, opts SearcherOptions) *Searcher {
	s := &Searcher{indexes: map[string]Index{}, opts: opts, pools: map[string]*sync.Pool{}}
	for _, x := range indexes {
		s.indexes[x.Lang()] = x
		s.pools[x.Lang()] = &sync.Pool{New: func() any {
			p := plan.NewPlanner(x.Lang(), x)
			p.SetSynonyms(opts.Synonyms[x.Lang()])
			return p
		}}
	}
	s.langs = slices.Sorted(maps.Keys(s.indexes))
	return s
}

// Langs returns the language tags of the indexes, sorted.
func (s *Searcher) Langs() []string { return slices.Clone(s.langs) }

// ErrRequest means that a request names something that isn't there.
var ErrRequest = errors.New("search")

// Search answers a request. It fails if the request names a language without an
// index or an unknown facet.
func (s *Searcher) Search(ctx context.Context, req Request) (Response, error) {
	x, ok := s.indexes[req.Lang]
	if !ok {
		return Response{}, fmt.Errorf("%w: no index for language %q; there are %s", ErrRequest, req.Lang, strings.Join(s.langs, ", "))
	}
	for name := range req.Filters {
		if !KnownFacet(name) {
			return Response{}, fmt.Errorf("%w: unknown facet %q; there are %s", ErrRequest, name, strings.Join(FacetNames, ", "))
		}
	}
	planner := s.pools[req.Lang].Get().(*plan.Planner)
	defer s.pools[req.Lang].Put(planner)
	p, err := planner.Plan(req.Query, req.Prefix, true)
	if err != nil {
		return Response{}, err
	}
	resp := Response{
		Query: req.Query, Lang: req.Lang, Mode: p.Mode, Corrected: p.Corrected, Alternatives: p.Alternatives,
		Unknown: append([]string{}, p.Unknown...), Excluded: p.Excluded, Hits: []Hit{},
	}
	if err := fill(ctx, x, p, req, &resp); err != nil {
		return Response{}, err
	}
	if err := s.addSnippets(planner.Analyzer(), p, req, &resp); err != nil {
		return Response{}, err
	}
	if req.Others {
		resp.Other, err = s.others(ctx, planner.Analyzer(), req)
	}
	return resp, err
}

// minFull is the number of hits that contain all words below which hits that contain
// some of them are added.
const minFull = 10

// fill sets the hits, their numbers and the facets of a response: the hits that
// contain all words and, if there are too few, those that contain any.
func fill(ctx context.Context, x Index, p *plan.Plan, req Request, resp *Response) error {
	if p.Mode == plan.ModeNone {
		return nil
	}
	find := Find{Plan: p, Limit: limitOf(req), Offset: max(0, req.Offset), Filters: req.Filters}
	if req.Facets {
		find.Facets = FacetNames
	}
	var full Found
	var err error
	if len(p.Unknown) == 0 {
		if full, err = x.Find(ctx, find); err != nil {
			return err
		}
	}
	resp.Total, resp.Full, resp.Facets = full.Total, full.Total, full.Facets
	resp.Hits = append(resp.Hits, full.Hits...)
	if p.Mode == plan.ModeAll || full.Total >= minFull || len(p.Unknown) == 0 && len(p.Clauses) < 2 {
		return nil
	}
	return addPartial(ctx, x, find, full.Total, resp)
}

// addPartial adds the hits that contain any of the words after those that contain all
// of them, of which there are full, fewer than minFull.
func addPartial(ctx context.Context, x Index, find Find, full int, resp *Response) error {
	var hits []Hit
	if full > 0 {
		f := find
		f.Limit, f.Offset, f.Facets = minFull, 0, nil
		found, err := x.Find(ctx, f)
		if err != nil {
			return err
		}
		hits = found.Hits
	}
	f := find
	f.Any, f.Offset, f.Limit = true, 0, find.Offset+find.Limit+full
	if find.Limit == 0 {
		f.Limit = 0
	}
	partial, err := x.Find(ctx, f)
	if err != nil {
		return err
	}
	if partial.Total == full {
		return nil
	}
	first := hits
	for _, h := range partial.Hits {
		if !slices.ContainsFunc(first, func(o Hit) bool { return o.ID == h.ID }) {
			h.Partial = true
			hits = append(hits, h)
		}
	}
	resp.Mode, resp.Total, resp.Facets = plan.ModeOr, partial.Total, partial.Facets
	resp.Hits = append([]Hit{}, page(hits, find.Offset, find.Limit)...)
	return nil
}

// page returns at most limit hits, from offset on.
func page(hits []Hit, offset, limit int) []Hit {
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

// addSnippets sets the snippets of the first hits.
func (s *Searcher) addSnippets(a *analysis.Analyzer, p *plan.Plan, req Request, resp *Response) error {
	if s.opts.Text == nil {
		return nil
	}
	wanted := p.Terms()
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

// others counts the pages of each other language that contain all words of the query as
// the glossary translates it or, if there are none, as typed. It corrects nothing: a
// word of one language is often one letter from a word of another.
func (s *Searcher) others(ctx context.Context, a *analysis.Analyzer, req Request) ([]OtherLang, error) {
	out := []OtherLang{}
	for _, lang := range s.langs {
		if lang == req.Lang {
			continue
		}
		other := OtherLang{Lang: lang, Query: req.Query}
		for _, query := range []string{plan.Translate(a, s.opts.Glossary, req.Query, req.Lang, lang), req.Query} {
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

// count returns the number of pages of a language that contain all words.
func (s *Searcher) count(ctx context.Context, lang, query string, filters map[string][]string) (int, error) {
	planner := s.pools[lang].Get().(*plan.Planner)
	defer s.pools[lang].Put(planner)
	p, err := planner.Plan(query, false, false)
	if err != nil || p.Mode == plan.ModeNone || len(p.Unknown) > 0 {
		return 0, err
	}
	filters = maps.Clone(filters)
	delete(filters, "language")
	found, err := s.indexes[lang].Find(ctx, Find{Plan: p, Filters: filters})
	return found.Total, err
}
