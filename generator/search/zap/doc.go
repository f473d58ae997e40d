// Package zap writes segments in the format of zapx, the library in which Bleve
// keeps an index (zap.md beside zapx's source).
//
// Write writes a segment from blocks of documents, whose lists AppendTerm and
// AppendPosting encode, and whose stored fields a StoredEncoder. A segment has the
// fields that Write is given, without locations. zapx's own builder and merger need
// four times as long: they look up each term of each document in several maps, and
// write everything twice, once in a block and once in the whole.
//
// With the build tag zapx, Write uses zapx's own builder instead, so that a release
// of Bleve whose format this package doesn't know can be used at once:
//
//	go build -tags zapx ./generator/cmd/griot
//
// TestWriteReadsAsZapx holds both against each other. The package knows nothing of
// a page: package bleveindex decides which fields there are.
package zap
