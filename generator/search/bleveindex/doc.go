// Package bleveindex keeps the search index of a site in Bleve, one index for each
// language.
//
// Call Build to build or update the index of a language, from references to its documents
// (an ID, and a hash of everything that search reads of the document) and a function that
// loads a document. Call Open for an index, or OpenSet for those of all languages: an
// Index answers query plans (search.Index) and can be exported (export.Reader).
//
// The package must never leave an index locked, write to an open one, or decide what a
// query means, which is the task of package plan.
//
// # How an index is built
//
// The references, sorted by ID, are cut into blocks of about 400 documents, by the hashes
// of the IDs, so that a new page moves few boundaries. Each block is a file in the cache
// (cache.go), named by a hash of the version of the analysis and of the block's IDs and
// hashes. It contains the terms of each field with their documents, and the stored fields
// of each document. Only documents of blocks that are not in the cache are loaded. Package
// zap writes the segment of the index from all blocks, and scorch's offline builder its
// root.bolt. Documents are numbered in the order of their IDs, which is therefore the order
// of hits with equal scores.
//
// # Fields
//
//	t        the weighted text (analysis.Analyzed), indexed, not stored
//	p        positions of all terms (see positions.go), stored
//	title, summary, url, date, hash
//	         what a hit shows, stored; date with doc values too, for sorting
//	country, kind, language, outcome, tag, type, year
//	         the facets: keywords with doc values, stored
//
// Bleve's internal values contain "griot:stats" (JSON: version, language, documents, sum of
// lengths, key) and "griot:words" (the word list, analysis.Words).
package bleveindex
