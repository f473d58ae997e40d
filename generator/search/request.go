package search

import (
	"fmt"
	"net/url"
	"strconv"
)

// maxHits is the maximum number of hits that a request from outside may have.
const maxHits = 100

// ParseRequest reads a request from the query parameters of a URL: q, lang, limit,
// offset, prefix (1), and one for each facet, which may be repeated. The request
// includes facet counts, hits in other languages, and snippets of all hits.
func ParseRequest(v url.Values) (Request, error) {
	r := Request{
		Query: v.Get("q"), Lang: v.Get("lang"), Prefix: v.Get("prefix") == "1",
		Facets: true, Others: true, Snippets: -1, Filters: map[string][]string{},
	}
	if r.Lang == "" {
		return r, fmt.Errorf("lang is missing, such as lang=fr")
	}
	for name, to := range map[string]*int{"limit": &r.Limit, "offset": &r.Offset} {
		s := v.Get(name)
		if s == "" {
			continue
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 || name == "limit" && n > maxHits {
			return r, fmt.Errorf("%s %q is not a number from 0 to %d", name, s, maxHits)
		}
		*to = n
	}
	for _, name := range FacetNames {
		if terms := v[name]; len(terms) > 0 {
			r.Filters[name] = terms
		}
	}
	return r, nil
}
