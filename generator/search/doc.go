// Package search answers queries in the pages of a site.
//
// NewSearcher returns a Searcher over one Index per language (bleveindex.OpenSet
// opens them); its method Search answers a Request, which ParseRequest reads from
// a URL. A Document is what an index holds of a page.
//
// The searcher asks the index for the hits that match the query's plan (package
// plan) and cuts snippets out of their texts. If fewer than three hits hold all
// words of the query, or a word is unknown, it adds the hits that hold any of
// them, marked as partial, after the full ones; phrases, exclusions and filters
// apply to them too.
//
// Package search knows neither Bleve nor the theme: bleveindex builds and reads
// the index, export compiles it into the files that browsers load, and client
// searches those.
//
// # Ranking
//
// Every index, and the browser client, must compute the scores defined here, to
// the bit where the order of sums is given. They are Bleve's BM25 with the true
// average length. With N documents, df of them with the term, a frequency f in a
// document of length l, and the average length avg = ceil(sum of lengths / N):
//
//	idf  = ln(1 + (N - df + 0.5) / (df + 0.5))
//	norm = float32(1 / sqrt(l)),  length = 1 / norm²
//	s    = idf * (sqrt(f) * 1.2) / (sqrt(f) + 1.2 * (0.25 + 0.75 * length / avg))
//
// If the plan has several terms, each s is multiplied by idf and by
// 1/sqrt(sum of idf² of all terms of the plan). A clause of several terms, and
// the clauses when any may match, sum the scores of those that match, in
// ascending order of df (for clauses, of the sum of their terms' df), and
// multiply the sum by the fraction of them that match. Clauses that must all
// match are summed in the same order. Equal scores are ordered by ID.
package search
