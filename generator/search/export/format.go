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

// exportFormat is the version of the format that the package comment describes. The
// client rejects files of any other version.
const exportFormat = "6"

// contents is a language's table of contents.
type contents struct {
	Docs         int               `json:"n"`
	Tokens       int               `json:"t"` // sum of lengths
	Langs        []string          `json:"langs"`
	Kinds        string            `json:"k"` // of pages, in the order of those of the same name
	Stop         string            `json:"s"` // stop words, separated by spaces
	Stem         string            `json:"e"` // rules of the stemmer, separated by one space, groups by two
	Rules        string            `json:"u"` // the other rules of the language, lines of data/rules.*.txt
	Lengths      string            `json:"l"` // see lengthTable
	Posting      shardTable        `json:"p"`
	Words        shardTable        `json:"w"`
	WordsFromEnd shardTable        `json:"v"` // of words from their last letter
	Facets       map[string]string `json:"f"` // hashes of facet shards; "date" is one
	Stored       string            `json:"r"` // hashes of the shards of stored fields, one for each storedGroup shards
	Group        int               `json:"g"` // number of documents in a shard of stored fields
	Texts        int               `json:"x"` // number of pages in a text file
	Values       []string          `json:"c"` // values of each facet that stored fields name by number
	Known        string            `json:"d"` // hash of Values
	Extra        map[string]string `json:"m"` // hashes of the shards "q", "glossary" and "synonyms"
}

// shardTable lists the first keys of shards, front-coded, and their hashes: for each group
// the number of its shards, a digit of base 36, and its hash.
type shardTable struct {
	Keys   string `json:"k"`
	Hashes string `json:"h"`
}

// hashSize is the number of letters of a hash: 25 bits. storedGroup is the number of shards
// of stored fields that share a hash, tableGroup about that of other shards: the words of
// an edited page are in nearly every group of those, even of small ones. Shards of
// positions are large, and their table is loaded only with them, so each has a hash of its
// own, and a changed word leaves most of them unchanged.
const (
	hashSize      = 5
	storedGroup   = 8
	tableGroup    = 16
	positionGroup = 1
)

// contentHash returns the hash of content of a kind for the names of files.
func contentHash(kind, content string) string {
	sum := sha256.Sum256([]byte(exportFormat + "/" + kind + "/" + content))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))[:hashSize]
}

// shardPath returns the name of a shard: its key, in which a code point other than a-z and
// 0-9 is its number in base 36 after an underscore, and its hash. Shards that share a hash
// differ in their keys.
func shardPath(lang, kind, key, hash string) string {
	var slug strings.Builder
	for _, r := range key {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			slug.WriteRune(r)
		} else {
			slug.WriteString("_" + strconv.FormatInt(int64(r), 36))
		}
	}
	return lang + "/" + kind + "/" + slug.String() + "-" + hash
}

// shardFile returns the script with a payload, which further arguments follow.
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

// contentsFile returns the script of a table of contents, which may arrive before the
// client does.
func contentsFile(lang, payload string) ([]byte, error) {
	file, err := shardFile(lang, payload, lang)
	if err != nil {
		return nil, err
	}
	const queue = "self.griotShard=self.griotShard||function(){(griotShard.q=griotShard.q||[]).push(arguments)};"
	return append([]byte(queue), file...), nil
}

// checksum returns the 32-bit FNV-1a hash of UTF-16 code units, in base 36.
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

// frontCode encodes sorted strings without capital letters: for each, the number of code
// points that it shares with the one before, as a capital, and the others.
func frontCode(list []string) string {
	var out strings.Builder
	var last []rune
	for _, s := range list {
		last = frontCodeNext(&out, last, s)
	}
	return out.String()
}

// frontCodeNext writes a string that follows last, and returns its code points.
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

// sharedStart returns the number of code points with which both start.
func sharedStart(a, b []rune) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
