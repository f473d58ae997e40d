// Package bleveindex keeps the search index of a site in Bleve: one index per
// language.
//
// Build builds or updates the index of a language from references to its documents
// (an ID and a hash of everything that search sees of the document) and a function
// that loads one. Open opens an index, and OpenSet those of all languages; an Index
// answers query plans (search.Index) and can be exported (export.Reader).
//
// The package never leaves an index locked, never writes into one that is open, and
// never decides what a query means: that is package plan.
//
// # How an index is built
//
// The references, sorted by ID, are cut into blocks of about 400 documents. Hashes
// of the IDs decide where, so that a new page moves few boundaries. Each block is a
// file in the cache (cache.go), under a key of the version of the analysis and of
// the block's IDs and hashes. It holds the terms of each field with their documents,
// and the stored fields of each document. Only the documents of blocks that are not
// in the cache are loaded. The segment of the index is written from all blocks at
// once (package zap), and its root.bolt by scorch's own offline builder. Documents
// are numbered in the order of their IDs, so that hits of equal score are in that
// order.
//
// # Fields
//
//	t        the weighted text (analysis.Analyzed), indexed, not stored
//	p        positions of all terms (see positions.go), stored
//	title, summary, url, date, hash
//	         what a hit shows, stored; date also with doc values, for sorting
//	country, kind, language, outcome, tag, type, year
//	         the facets: keywords with doc values, stored
//
// Bleve's internal values hold "griot:stats" (JSON: version, language, documents,
// sum of lengths, key) and "griot:words" (the word list, analysis.Words).
package bleveindex
