// Package export compiles a search index into the files that browsers search in.
//
// Write writes the files of one language from a Reader, which a bleveindex.Index
// is. NewPublished reads texts and the glossary back from a published site, for
// searching on the command line. Two exports of the same index and texts are
// identical. The package never reads Bleve's files itself, and writes nothing but
// through the function it is given.
//
// # The format
//
// Every file is a classic script, which loads over HTTP and from file:// alike. It
// calls one function with literal strings:
//
//	griotShard("4", "1a2b3c", "payload")
//
// They are the format, a checksum (FNV-1a of the UTF-16 code units of the shard's
// name and of the payload, in base 36), by which a client notices a file that
// isn't the one it asked for, and the payload. The name of a shard consists of its
// first key, of which only a-z and 0-9 are kept, or of its number if it holds
// stored fields, of a hyphen, and of hashSize letters of a hash of everything that
// it is made from. A shard that changes therefore has another name, which is known
// before the shard is made. Neighbouring shards (storedGroup, tableGroup) share a
// hash, since a table of all hashes would be as large as the shards that a query
// needs. Only a language's table of contents has a fixed name, which is its last
// argument, since it may arrive before the client does.
//
// The payload of the table of contents is JSON (contents). The other payloads are
// text, base64 of what listWriter writes, or both, separated by a tab.
//
//	LANG.js          table of contents
//	LANG/p/NAME.js   postings: the terms (frontCode), then for each of them the
//	                 list of its documents and frequencies
//	LANG/r/NAME.js   stored fields, a line for each document (storedLine); these
//	                 names end in a hash of the facets' values too
//	LANG/w/NAME.js   words, front-coded, each followed by the number of its
//	                 documents, as a digit
//	LANG/v/NAME.js   the same words spelled backwards: a misspelt word begins or
//	                 ends like the right one
//	LANG/f/NAME.js   a facet or the dates: values, one a line; lists of documents
//	LANG/q/NAME.js   positions: the terms, then for each of them its positions in
//	                 each of its documents
//	LANG/x/NAME.js   JSON that few queries need: the table of the shards of
//	                 positions, and the glossary
//	text/LANG/SHARD-N.js
//	                 the pages from number N*Texts of a shard of stored fields,
//	                 separated by U+001E: for each of them its stored fields, a
//	                 line feed and its text. The file has the name of the shard,
//	                 which a browser knows as early as the document's number.
//
// Documents are numbered by ID, from 0. A shard's table (shardTable) holds the
// first key of each shard: a key is in the last shard whose first key is not after
// it.
//
// A stemmer's rules (analysis/data/stem.*.txt) do to words of three letters or more
// what stem_en.go and stem_fr.go do, so that a browser loads only the stemmer of
// its language. Of each group of rules the first that fits is applied. A rule is
// "end/by/before": the end of a word, its replacement, and what must precede it,
// all but the replacement as regular expressions of JavaScript; or "letters/by",
// which replaces the letters wherever they are. All rules of English are conditions
// of Porter's on what precedes the end; they write Y for a y that is a consonant,
// and # where ed or ing was.
package export
