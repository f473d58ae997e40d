package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"
)

// # The export's format
//
// Every file is a classic script, so that it loads over http and from file://
// alike, and calls one function with literal strings:
//
//	griotShard("fr/p/k3f9a", "1", "1a2b3c4d", "payload")
//
// with its own name, the format, a checksum of the payload (FNV-1a of its UTF-16
// code units) and the payload. The name of a shard is what it starts with (a key
// without anything but a-z and 0-9, or the number of a record shard), a hyphen
// and hashSize letters of a hash, so that a shard that changes has another name;
// only the table of contents of a language has a fixed one. Neighbouring shards,
// about hashGroup of them, share one hash of all their contents: a table of all
// hashes would be as large as the shards that a query needs.
//
// The payload of the table of contents is JSON (contents); the other payloads
// are text, or base64 of what listWriter writes, or both, parted by a tab.
//
//	LANG.js          table of contents
//	LANG/p/NAME.js   postings: first the terms (frontCode), then for each term
//	                 the list of documents with frequencies
//	LANG/r/NAME.js   records, one a line (recordLine)
//	LANG/w/NAME.js   words, one a line: how many code points it shares with the
//	                 one before, its rest, and how many documents, as a digit
//	LANG/f/NAME.js   a facet or the dates: values, one a line; lists of documents
//	LANG/q/NAME.js   positions: the terms, then for each the positions in each
//	                 of its documents
//	LANG/x/NAME.js   JSON that few queries need: the table of the positions'
//	                 shards, the glossary
//	text/LANG/RECORD-N.js
//	                 the pages N*Texts... of a record shard, parted by U+001E,
//	                 each its record, a line feed and its text. The file is named
//	                 after the record shard, which a browser knows as early as
//	                 the document's number.
//
// Documents are numbered by ID, from 0. A shard's table (shardTable) gives the
// first key of each shard, so that a key is in the last shard that starts at or
// before it.
const exportFormat = "2"

// Version names the analysis and the format of the export. Whoever keeps an
// export from an earlier build must make it again when this has changed.
const Version = AnalysisVersion + "/" + exportFormat

// contents is a language's table of contents.
type contents struct {
	Docs    int               `json:"n"`
	Tokens  int               `json:"t"` // sum of lengths
	Langs   []string          `json:"langs"`
	Stop    string            `json:"s"` // stop words, parted by spaces
	Lengths string            `json:"l"` // the distinct lengths, then base64 of each document's
	Posting shardTable        `json:"p"`
	Words   shardTable        `json:"w"`
	Facets  map[string]string `json:"f"` // hashes of facet shards; "date" is one
	Records string            `json:"r"` // hashes of record shards, one for each hashGroup shards
	Group   int               `json:"g"` // records of a shard
	Texts   int               `json:"x"` // pages of a text file
	More    map[string]string `json:"m"` // hashes of the shards "q" and "glossary"
}

// shardTable lists shards by their first keys, front-coded, and their hashes:
// for each group a digit of base 36, the number of its shards, and the hash.
type shardTable struct {
	Keys   string `json:"k"`
	Hashes string `json:"h"`
}

// hashSize is the number of letters of a hash: 25 bits. hashGroup is the number
// of shards that share one.
const (
	hashSize  = 5
	hashGroup = 8
)

// contentHash names content.
func contentHash(kind, content string) string {
	sum := sha256.Sum256([]byte(exportFormat + "/" + kind + "/" + content))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))[:hashSize]
}

// shardPath is the name of a shard.
func shardPath(lang, kind, key, hash string) string {
	slug := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, key)
	return lang + "/" + kind + "/" + slug + "-" + hash
}

// shardFile is the script that delivers a payload.
func shardFile(name, payload string) ([]byte, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "griotShard(%q,%q,\"%08x\",", name, exportFormat, checksum(payload))
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(payload); err != nil {
		return nil, fmt.Errorf("write search shard %q: %w", name, err)
	}
	out.Truncate(out.Len() - 1)
	out.WriteString(")\n")
	return out.Bytes(), nil
}

// contentsFile is the script of a table of contents: it may arrive before the
// client does.
func contentsFile(lang, payload string) ([]byte, error) {
	file, err := shardFile(lang, payload)
	if err != nil {
		return nil, err
	}
	const queue = "self.griotShard=self.griotShard||function(){(griotShard.q=griotShard.q||[]).push(arguments)};"
	return append([]byte(queue), file...), nil
}

// checksum is FNV-1a, 32 bits, over UTF-16 code units.
func checksum(payload string) uint32 {
	h := uint32(2166136261)
	for _, r := range payload {
		if r < 0x10000 {
			h = (h ^ uint32(r)) * 16777619
			continue
		}
		a, b := utf16.EncodeRune(r)
		h = (h ^ uint32(a)) * 16777619
		h = (h ^ uint32(b)) * 16777619
	}
	return h
}

// frontCode writes sorted strings, one a line: how many code points each shares
// with the one before as a digit of base 36, and its rest.
func frontCode(list []string) string {
	var out strings.Builder
	var last []rune
	for _, s := range list {
		runes := []rune(s)
		n := sharedStart(last, runes)
		out.WriteString(base36Digits[n : n+1])
		out.WriteString(string(runes[n:]))
		out.WriteByte('\n')
		last = runes
	}
	return strings.TrimSuffix(out.String(), "\n")
}

const base36Digits = "0123456789abcdefghijklmnopqrstuvwxyz"

// sharedStart is the number of code points with which both start, at most 35.
func sharedStart(a, b []rune) int {
	n := 0
	for n < len(a) && n < len(b) && n < 35 && a[n] == b[n] {
		n++
	}
	return n
}
