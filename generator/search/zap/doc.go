// Package zap writes segments in the format of zapx, Bleve's library for segments (see
// zap.md in zapx's source).
//
// Call Write with blocks of documents to write a segment: AppendTerm and AppendPosting
// encode the lists of a block, and a StoredEncoder its stored fields. A segment has the
// fields that are passed to Write, without locations. zapx's own builder and merger need
// four times as long: they look up each term of each document in several maps, and write
// everything twice, once for a block and once for the whole segment.
//
// With the build tag zapx, Write uses zapx's own builder instead, so that a release
// of Bleve whose format this package doesn't know can be used at once:
//
//	go build -tags zapx ./generator/cmd/griot
//
// TestWriteReadsAsZapx compares both. The package must never decide which fields there
// are, which is the task of package bleveindex.
package zap
