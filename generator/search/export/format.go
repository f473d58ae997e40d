package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// # The export's format
//
// Every file is a classic script, so that it loads over http and from file://
// alike, and calls one function with literal strings:
//
//	griotShard("4", "1a2b3c", "payload")
//
// with the format, a checksum (FNV-1a of the UTF-16 code units of the shard's
// name and of the payload, in base 36), so that a file that isn't the one asked
// for is noticed, and the payload. The name of a shard is what it starts with (a key
// without anything but a-z and 0-9, or the number of a record shard), a hyphen
// and hashSize letters of a hash of all that it is made from, so that a shard that
// changes has another name, which is known before the shard is made; only the
// table of contents of a language has a fixed one, which is its last argument,
// since it may arrive before the client does. Neighbouring shards (recordGroup,
// tableGroup) share one hash: a table of all hashes would be as large as
// the shards that a query needs.
//
// The payload of the table of contents is JSON (contents); the other payloads
// are text, or base64 of what listWriter writes, or both, parted by a tab.
//
//	LANG.js          table of contents
//	LANG/p/NAME.js   postings: first the terms (frontCode), then for each term
//	                 the list of documents with frequencies
//	LANG/r/NAME.js   records, one a line (recordLine); their names end in a hash
//	                 of the facets' values too
//	LANG/w/NAME.js   words, front-coded, after each how many documents, as a digit
//	LANG/v/NAME.js   the same words, from their last letter to their first: a
//	                 misspelt word begins or ends as the right one does
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
// A stemmer's rules (data/stem.*.txt) do what stem_en.go or stem_fr.go does to
// words of three letters or more, so that a browser has its own language's alone.
// Of each group the first rule that fits is applied. A rule is "end/by/before",
// regular expressions of JavaScript save by: an end of the word, what replaces it,
// and what must stand right before it, all rules of English being conditions of
// Porter's on that; or "letters/by", replaced wherever they stand. The English
// rules write a y that is a consonant as Y, and # where ed or ing stood.
//
// Documents are numbered by ID, from 0. A shard's table (shardTable) gives the
// first key of each shard, so that a key is in the last shard that starts at or
// before it.
const exportFormat = "4"

// contents is a language's table of contents.
type contents struct {
	Docs         int               `json:"n"`
	Tokens       int               `json:"t"` // sum of lengths
	Langs        []string          `json:"langs"`
	Stop         string            `json:"s"` // stop words, parted by spaces
	Stem         string            `json:"e"` // rules of the stemmer, parted by a space, groups by two
	Lengths      string            `json:"l"` // the distinct lengths, then base64 of each document's
	Posting      shardTable        `json:"p"`
	Words        shardTable        `json:"w"`
	WordsFromEnd shardTable        `json:"v"` // of words from their last letter
	Facets       map[string]string `json:"f"` // hashes of facet shards; "date" is one
	Stored       string            `json:"r"` // hashes of record shards, one for each recordGroup shards
	Group        int               `json:"g"` // records of a shard
	Texts        int               `json:"x"` // pages of a text file
	Values       []string          `json:"c"` // values of each facet that records name by number
	Known        string            `json:"d"` // hash of Values
	Extra        map[string]string `json:"m"` // hashes of the shards "q" and "glossary"
}

// shardTable lists shards by their first keys, front-coded, and their hashes:
// for each group a digit of base 36, the number of its shards, and the hash.
type shardTable struct {
	Keys   string `json:"k"`
	Hashes string `json:"h"`
}

// hashSize is the number of letters of a hash: 25 bits. recordGroup is the number
// of record shards that share one, tableGroup about that of the other kinds: an
// edited page's words are in nearly every group of these even if groups are small.
// The shards of positions are large, and their table is loaded with them alone:
// each has its own hash, so that a changed word leaves most of them as they are.
const (
	hashSize      = 5
	storedGroup   = 8
	tableGroup    = 16
	positionGroup = 1
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

// shardFile is the script that delivers a payload under a name; further
// arguments follow it.
func shardFile(name, payload string, more ...string) ([]byte, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "griotShard(%q,%q", exportFormat, checksum(name, payload))
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for _, arg := range append([]string{payload}, more...) {
		out.WriteByte(',')
		if err := enc.Encode(arg); err != nil {
			return nil, fmt.Errorf("write search shard %q: %w", name, err)
		}
		out.Truncate(out.Len() - 1)
	}
	out.WriteString(")\n")
	return out.Bytes(), nil
}

// contentsFile is the script of a table of contents: it may arrive before the
// client does.
func contentsFile(lang, payload string) ([]byte, error) {
	file, err := shardFile(lang, payload, lang)
	if err != nil {
		return nil, err
	}
	const queue = "self.griotShard=self.griotShard||function(){(griotShard.q=griotShard.q||[]).push(arguments)};"
	return append([]byte(queue), file...), nil
}

// checksum is FNV-1a, 32 bits, over UTF-16 code units, in base 36.
func checksum(texts ...string) string {
	h := uint32(2166136261)
	for _, text := range texts {
		for _, r := range text {
			if r < 0x10000 {
				h = (h ^ uint32(r)) * 16777619
				continue
			}
			a, b := utf16.EncodeRune(r)
			h = (h ^ uint32(a)) * 16777619
			h = (h ^ uint32(b)) * 16777619
		}
	}
	return strconv.FormatUint(uint64(h), 36)
}

// frontCode writes sorted strings without capital letters: for each, how many
// code points it shares with the one before, as a capital, and its rest.
func frontCode(list []string) string {
	var out strings.Builder
	var last []rune
	for _, s := range list {
		last = frontCodeNext(&out, last, s)
	}
	return out.String()
}

// frontCodeNext writes a string that follows another one.
func frontCodeNext(out *strings.Builder, last []rune, s string) []rune {
	runes := []rune(s)
	n := min(sharedStart(last, runes), len(capitals)-1)
	out.WriteByte(capitals[n])
	out.WriteString(string(runes[n:]))
	return runes
}

const (
	capitals     = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	base36Digits = "0123456789abcdefghijklmnopqrstuvwxyz"
)

// sharedStart is the number of code points with which both start.
func sharedStart(a, b []rune) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
