// Package export turns a search index into the files that browsers search in.
//
// Call Write for the files of one language: it reads the index through a Reader, which a
// bleveindex.Index is, and writes each file by a function that the caller passes. Call
// NewPublished to read texts and the glossary back from a published site, for searching on
// the command line. Two exports of the same index and texts are identical. The package
// must never read Bleve's files itself or write files itself.
//
// # The format
//
// Every file is a classic script, which loads over HTTP and from file:// alike. It
// calls one function with literal strings:
//
//	griotShard("6", "1a2b3c", "payload")
//
// The first argument is the version of the format; the second is a checksum (FNV-1a of
// the UTF-16 code units of the shard's name and of the payload, in base 36), by which a
// client notices a file that is not the one it requested; the third is the payload.
//
// The name of a shard is its first key, in which a code point other than a-z and 0-9 is its
// number in base 36 after an underscore, or the shard's number for stored fields; then a hyphen; then hashSize letters of a hash of everything that it
// is made from. So a shard that changes has another name, and the name is known before the
// shard is made. Neighbouring shards (storedGroup, tableGroup) share a hash, because a
// table of all hashes would be as large as the shards that a query needs. Only the table of
// contents of a language has a fixed name, which is its last argument, because it may
// arrive before the client does.
//
// The payload of the table of contents is JSON (contents). Other payloads are text, or
// base64 of what listWriter writes, or both, separated by a tab.
//
//	LANG.js          table of contents
//	LANG/p/NAME.js   postings: the terms (frontCode), then for each of them the
//	                 list of its documents and frequencies; then, if any of them is
//	                 in a name, the same of names
//	LANG/r/NAME.js   stored fields, a line for each document (storedLine); these
//	                 names end in a hash of the facets' values, too
//	LANG/w/NAME.js   words, front-coded, each followed by the number of its
//	                 documents, as a digit
//	LANG/v/NAME.js   the same words spelled backwards, since a misspelt word begins
//	                 or ends like the right one
//	LANG/f/NAME.js   a facet or the dates: values, one a line; lists of documents
//	LANG/q/NAME.js   positions: the terms, then for each of them its positions in
//	                 each of its documents
//	LANG/x/NAME.js   JSON that few queries need: the table of the shards of
//	                 positions, the glossary, and the synonyms
//	text/LANG/SHARD-N.js
//	                 the pages from number N*Texts of a shard of stored fields,
//	                 separated by U+001E: for each of them its stored fields, a
//	                 line feed and its text. The file has the name of the shard,
//	                 which a browser knows as early as the document's number.
//
// Documents are numbered from 0 in the order of their IDs. The table of a kind of shards
// (shardTable) contains the first key of each shard: a key is in the last shard whose
// first key is not greater.
//
// # After a site was published anew
//
// A page that was opened before has the old table of contents and asks for shards that are
// not part of the site any more. The client then loads the table again, past every cache,
// and answers the query from the new export; this alone is what readers may rely on. The
// files of earlier exports that Options.Earlier lets stay beside the new one only save them
// that round trip. They are postings and words without a word that has left the index, so
// that what an editor took out of a page can't be read in them, see exporter.earlier.
//
// # Stemmers
//
// The rules of a stemmer (analysis/data/stem.*.txt) have the same effect on words of three
// letters or more as stem_en.go and stem_fr.go, so that a browser loads only the stemmer of
// its language. The first rule of each group that matches is applied. A rule is either
// "end/by/before": the end of a word, its replacement, and what must precede the end, all
// but the replacement as regular expressions of JavaScript; or "letters/by", which
// replaces the letters anywhere. The conditions in the English rules are those of Porter's
// algorithm; they write Y for a y that is a consonant, and # where ed or ing was.
package export
