// Package search answers queries in the pages of a site.
//
// Call NewSearcher for a Searcher over one Index for each language (bleveindex.OpenSet
// opens them), and Search for the Response to a Request, which ParseRequest reads from a
// URL. A Document is a page as an index contains it.
//
// The searcher finds the hits that match the query plan (package plan) and cuts snippets
// out of their texts. If fewer than ten hits contain all words of the query, or a word is
// unknown, it adds the hits that contain any of them, marked as partial, after the full
// ones; phrases, exclusions and filters apply to them too.
//
// The package must never know Bleve or the theme: bleveindex builds and reads the index,
// export turns it into the files that browsers load, and client searches those.
//
// # Ranking
//
// Every index, and the browser client, must compute the scores defined here, to
// the bit where the order of sums is given. testkit/bruteforce computes them from the
// documents alone.
//
// A document is found by its text: title, names, headings, summary, key texts and body,
// of which Document tells the weights. Its score is the sum of
//
//  1. the score of its text,
//  2. the score of its names, in which any clause may match,
//  3. NameBonus, if the query is one of its names.
//
// Names are the title and Document.Names; a name with a compound or a date counts as a
// second one that has its term instead of its words' (package analysis). The query is a
// name of a document if each clause of the plan has a term, synonyms aside, that is in one
// of its names of at most as many terms as the plan has clauses. So "Mali" is a name of
// the country's page, and "the theory of change" of the page "Theory of Change", whatever
// is said elsewhere about them. Pages of the same name are ordered by their kinds, as the
// builder of the index lists them.
//
// Both scores are Bleve's BM25 with the true average length. With N documents, df of them
// with the term, a frequency f in a document of length l, and the average length
// avg = ceil(sum of lengths / N):
//
//	idf  = ln(1 + (N - df + 0.5) / (df + 0.5))
//	norm = float32(1 / sqrt(l)),  length = 1 / norm²
//	s    = idf * (sqrt(f) * 1.2) / (sqrt(f) + 1.2 * (0.25 + 0.75 * length / avg))
//
// In texts, f is the sum of the weights of the places where the term is, and l that of all
// words, but at least 480: a page is not better because there is little on it. In names,
// df counts documents with the term in a name, f is the higher the fewer terms the
// shortest of these names has (analysis.NameFreq), and l and avg are 1.
//
// If the plan has several terms, each s is multiplied by idf and by
// 1/sqrt(sum of idf² of all terms of the plan). A clause of several terms, and
// the clauses when any may match, sum the scores of those that match, in
// ascending order of df (for clauses and groups, of the sum of their terms' df), and
// multiply the sum by the fraction of them that match. A group of a clause is one of its
// terms with the sum of the scores of its own terms, if all of them match. Clauses that
// must all match are summed in the same order. Equal scores are ordered by ID.
//
// Measured with the judged queries of testkit/relevance (the half to tune with, English
// and French): names raise nDCG from 0.80 and 0.81 to 0.84 and 0.85, and the share of
// queries whose first hit is right from 66 to 81 %; more partial hits raise nDCG by 0.02,
// the names of pages in lists by 0.01, compounds, dates and synonyms by 0.02. Not used,
// because they raised nothing: proximity of words, a factor for kinds, recency, other
// weights, ordering full and partial hits together.
package search
