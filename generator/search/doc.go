// Package search answers queries in the pages of a site.
//
// Call NewSearcher for a Searcher over one Index for each language (bleveindex.OpenSet
// opens them), and Search for the Response to a Request, which ParseRequest reads from a
// URL. A Document is a page as an index contains it.
//
// The searcher finds the hits that match the query plan (package plan) and cuts snippets
// out of their texts. If fewer than three hits contain all
// words of the query, or a word is unknown, it adds the hits that contain any of
// them, marked as partial, after the full ones; phrases, exclusions and filters
// apply to them too.
//
// The package must never know Bleve or the theme: bleveindex builds and reads the index,
// export turns it into the files that browsers load, and client searches those.
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
