package export

import (
	"crypto/sha256"
	"hash/fnv"
	"strings"
)

// shard is a shard that has not been made yet. Its name depends only on sum, so it need not
// be made if a file of that name is published.
type shard struct {
	sum     [sha256.Size]byte // of everything that the payload is made from
	payload func() string     // may be called by any goroutine
}

// tableWriter writes the shards of one kind, in the order of their keys, and their table.
type tableWriter struct {
	e       *exporter
	kind    string
	group   int    // about the number of shards that share a hash
	last    string // the last key in the shard added last
	keys    []string
	hashes  strings.Builder
	pending []shard // of the current group
}

// add adds a shard with the keys from first to last. Its key in the table is the shortest
// one that separates it from the shard before.
func (t *tableWriter) add(first, last string, d shard) {
	key := ""
	if runes := []rune(first); len(t.keys) > 0 {
		key = string(runes[:min(sharedStart([]rune(t.last), runes)+1, len(runes))])
	}
	// Whether a group ends here depends on the hash of the key, up to twice the size of
	// a group, so that a new shard changes few groups.
	if n := len(t.pending); n >= 2*t.group || n > 0 && hash32(key)%uint32(t.group) == 0 {
		t.flush()
	}
	t.last = last
	t.keys = append(t.keys, key)
	t.pending = append(t.pending, d)
}

// flush writes the shards of the current group.
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

// table writes the last group and returns the table.
func (t *tableWriter) table() shardTable {
	t.flush()
	return shardTable{Keys: frontCode(t.keys), Hashes: t.hashes.String()}
}

// cutTerms cuts terms into shards of about the wanted size, by an estimated size of each
// list, and returns the index of the term after each shard. It prefers to cut between
// terms that share few letters, which keeps the table of keys short and moves few
// boundaries when a list grows. A large list doesn't share a shard with small ones, so that
// a browser doesn't load one for the other.
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

// isFull reports whether a shard of n bytes ends between two terms, of which the second
// adds next bytes. Shards of similar size keep the worst case of a query of several words
// low.
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
