package bleveindex

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"griot/generator/search/analysis"

	"griot/generator/search/zap"
)

// formatVersion is the version of the format of documents in segments. Change it with
// any change to fields, positions or blocks.
const formatVersion = "3"

// Sizes of a block, in documents: at least minBlock, at most maxBlock, and after
// minBlock on average one boundary in meanBlock documents. Blocks of half the size need
// half the memory and, after an edit, half the time, but reading the terms of an index
// takes twice as long.
const (
	minBlock  = 200
	meanBlock = 200
	maxBlock  = 800
)

// A Ref identifies a document and its content.
type Ref struct {
	ID   string // search.Document.ID
	Hash string // changes when anything in the document changes
}

// sortRefs returns the references in the order of their IDs.
func sortRefs(refs []Ref) ([]Ref, error) {
	sorted := slices.Clone(refs)
	slices.SortFunc(sorted, func(a, b Ref) int { return strings.Compare(a.ID, b.ID) })
	for i, r := range sorted {
		if r.ID == "" {
			return nil, fmt.Errorf("index documents: one has no id")
		}
		if i > 0 && sorted[i-1].ID == r.ID {
			return nil, fmt.Errorf("index documents: id %q stands twice", r.ID)
		}
	}
	return sorted, nil
}

// cutBlocks cuts sorted references by the hashes of their IDs, so that adding or
// removing one changes one or two blocks.
func cutBlocks(refs []Ref) [][]Ref {
	var blocks [][]Ref
	start := 0
	for i, r := range refs {
		n := i + 1 - start
		if n >= maxBlock || n >= minBlock && boundary(r.ID) {
			blocks = append(blocks, refs[start:i+1])
			start = i + 1
		}
	}
	if start < len(refs) {
		blocks = append(blocks, refs[start:])
	}
	return blocks
}

func boundary(id string) bool {
	h := fnv.New64a()
	h.Write([]byte(id))
	v := h.Sum64()
	v ^= v >> 29 // FNV's low bits alone are poor
	return v*0x9E3779B97F4A7C15>>32%meanBlock == 0
}

// blockKey returns the name of a block in the cache.
func blockKey(lang string, block []Ref) string {
	h := sha256.New()
	hashStrings(h.Write, analysis.Version, formatVersion, fmt.Sprint(zap.Version), lang)
	for _, r := range block {
		hashStrings(h.Write, r.ID, r.Hash)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// indexKey hashes the keys of the blocks of an index, and the order of kinds.
func indexKey(keys, kinds []string) string {
	h := sha256.New()
	hashStrings(h.Write, keys...)
	hashStrings(h.Write, append([]string{"kinds"}, kinds...)...)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// hashStrings hashes strings with their lengths, so that different lists never give the
// same bytes.
func hashStrings(write func([]byte) (int, error), parts ...string) {
	var length [8]byte
	for _, p := range parts {
		binary.LittleEndian.PutUint64(length[:], uint64(len(p)))
		write(length[:])
		write([]byte(p))
	}
}
