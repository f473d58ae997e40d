package export

import (
	"crypto/sha256"
	"hash/fnv"
	"strings"
)

// A shard may not need to be written: its name follows from
// what it is made from, and what is published under that name already is left
// alone, without being made again.
type shard struct {
	sum     [sha256.Size]byte // of all that the payload is made from
	payload func() string     // called from any goroutine
}

// tableWriter names the shards of one kind, in the order of their keys, has
// those written that are new, and collects their table.
type tableWriter struct {
	e       *exporter
	kind    string
	group   int    // about how many share a hash
	last    string // last key so far
	keys    []string
	hashes  strings.Builder
	pending []shard // of the group that is not complete
}

// add adds a shard that holds keys from first to last. The table holds the
// shortest key that parts it from the shard before.
func (t *tableWriter) add(first, last string, d shard) {
	key := ""
	if runes := []rune(first); len(t.keys) > 0 {
		key = string(runes[:min(sharedStart([]rune(t.last), runes)+1, len(runes))])
	}
	// A group ends before a key whose hash says so, or at twice its size, so
	// that a new shard moves few groups.
	if n := len(t.pending); n >= 2*t.group || n > 0 && hash32(key)%uint32(t.group) == 0 {
		t.flush()
	}
	t.last = last
	t.keys = append(t.keys, key)
	t.pending = append(t.pending, d)
}

// flush has the shards of a group written.
func (t *tableWriter) flush() {
	if len(t.pending) == 0 {
		return
	}
	var sums strings.Builder
	for _, d := range t.pending {
		sums.Write(d.sum[:])
	}
	hash := contentHash(t.kind, sums.String())
	keys := t.keys[len(t.keys)-len(t.pending):]
	for i, d := range t.pending {
		t.e.writeShard(t.kind, keys[i], hash, d.payload)
	}
	t.hashes.WriteString(base36Digits[len(t.pending) : len(t.pending)+1])
	t.hashes.WriteString(hash)
	t.pending = nil
}

// table has written what is left and returns the table.
func (t *tableWriter) table() shardTable {
	t.flush()
	return shardTable{Keys: frontCode(t.keys), Hashes: t.hashes.String()}
}

// cutTerms cuts terms into shards by a guess at the bytes of each one's list:
// near the wanted size, where two neighbouring terms part early. That keeps the
// table of keys short, and moves few boundaries when a list grows. A list that
// is large by itself doesn't join small ones, so that neither costs more than it
// must. It returns the term after the last one of each shard.
func cutTerms(terms []string, size int, bytes func(id int) int) []int {
	var ends []int
	n := 0
	for id, term := range terms {
		next := bytes(id)
		if n > 0 && isFull(n, next, size, terms[id-1], term) {
			ends = append(ends, id)
			n = 0
		}
		n += next
	}
	if len(terms) > 0 {
		ends = append(ends, len(terms))
	}
	return ends
}

// full reports whether a shard of n bytes ends between two terms. Shards that
// are alike cost a query of several words the least when it is unlucky.
func isFull(n, next, size int, last, term string) bool {
	if n > size/3 && n+next > size*5/4 || n >= size*9/8 {
		return true
	}
	if n < size*15/16 {
		return false
	}
	shared := sharedStart([]rune(last), []rune(term))
	return shared < 3 || n >= size && shared < 4
}

func hash32(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	v := h.Sum32()
	return v ^ v>>15
}
