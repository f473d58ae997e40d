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

// exportFormat is the version of the format that the package comment describes.
// The client refuses files of another one.
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
	Stored       string            `json:"r"` // hashes of the shards of stored fields, one for each storedGroup shards
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

// hashSize is the number of letters of a hash: 25 bits. storedGroup is the number
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
