// Package bleveindex keeps the hub's search index in Bleve: one finished index
// per language, built from blocks, opened read-only.
//
// Enters: references to documents (an ID and a hash of everything that search
// sees of it) and a function that loads one. Leaves: a folder that bleve.Open
// can open, answers to plans of package search, and the readers from which the
// browser's export is compiled. It must never leave an index locked or write
// into one that is open, and it never decides what a query means: that is
// package search.
//
// # How an index is made
//
// The references, sorted by ID, are cut into blocks of about 400 where a hash
// of an ID says so; a new page therefore moves few boundaries. Each block is
// kept as one file in the cache (cache.go), under a key of the analysis version
// and the block's (ID, hash) pairs, with a checksum: the terms of each field
// with their documents, and what zap stores of each document. Only blocks that
// are not in the cache load their documents. The segment of the final index is
// written from all blocks at once (segment.go); its root.bolt is written by
// scorch's own offline builder. Document numbers follow the order of IDs,
// whatever was cached: hits of equal score come in the order of their IDs.
//
// zap's own builder and merger need four times as long, since they look up each
// term of each document in several maps and write everything twice, once in the
// block and once in the whole. What is written here is what they write; a test
// lets zap build a segment of the same documents and read both.
//
// # Fields
//
//	t        the weighted text (search.Weighed), indexed, not stored
//	p        positions of all terms (see positions.go), stored
//	title, summary, url, date, hash
//	         what a hit shows, stored; date also as doc values, for sorting
//	country, kind, language, outcome, tag, type, year
//	         the facets: keywords with doc values, stored
//
// The index's internal values hold what Bleve has no place for: "griot:stats"
// (JSON: version, language, documents, sum of lengths, key) and "griot:words"
// (the word list, search.Words).
package bleveindex
