package bleveindex

import (
	"encoding/binary"
	"errors"
	"fmt"

	"griot/generator/cache"
	"griot/generator/search/analysis"
	"griot/generator/search/export"
)

// Positions are stored in an encoding of Griot's own, because term vectors would make the
// index three times as large. The value of a document lists its terms in order, each as
//
//	2 bytes  hash of the term
//	uvarint  number of positions, times two, plus one if another term of the
//	         document has the same hash
//	uvarint  in that case: length of the term, then the term
//	uvarint  the positions, each as the difference from the one before
//
// A reader that knows that the document contains a term finds it by its hash.

// termHash hashes a term with FNV-1a, folded to 16 bits.
func termHash(term string) uint16 {
	v := uint32(2166136261)
	for i := range len(term) {
		v = (v ^ uint32(term[i])) * 16777619
	}
	return uint16(v ^ v>>16)
}

// appendPositions appends the positions of the terms of a document; hashes are those of
// the terms.
func appendPositions(out []byte, terms []analysis.TermFreq, hashes []uint16) []byte {
	var seen, shared hashSet
	for _, h := range hashes {
		if seen.has(h) {
			shared.add(h)
		}
		seen.add(h)
	}
	for i, t := range terms {
		h := hashes[i]
		out = binary.BigEndian.AppendUint16(out, h)
		n := uint64(len(t.Positions)) << 1
		if shared.has(h) {
			out = binary.AppendUvarint(out, n|1)
			out = binary.AppendUvarint(out, uint64(len(t.Term)))
			out = append(out, t.Term...)
		} else {
			out = binary.AppendUvarint(out, n)
		}
		last := int32(0)
		for _, p := range t.Positions {
			out = binary.AppendUvarint(out, uint64(p-last))
			last = p
		}
	}
	return out
}

// hashSet is a set of hashes, as a bitmap.
type hashSet [1 << 16 / 64]uint64

func (s *hashSet) has(h uint16) bool { return s[h>>6]&(1<<(h&63)) != 0 }
func (s *hashSet) add(h uint16)      { s[h>>6] |= 1 << (h & 63) }

// visitPositions calls visit for each term of a document, in order. text is empty
// unless the term's hash is shared; gaps contains n positions as uvarints of the
// differences from the one before.
func visitPositions(data []byte, visit func(hash uint16, term []byte, n int, gaps []byte)) error {
	for len(data) > 0 {
		if len(data) < 2 {
			return fmt.Errorf("read positions: value ends in the middle of a term")
		}
		hash := binary.BigEndian.Uint16(data)
		n, rest, ok := cache.Uvarint(data[2:])
		if !ok {
			return errBadNumber
		}
		var term []byte
		if n&1 == 1 {
			var size uint64
			if size, rest, ok = cache.Uvarint(rest); !ok {
				return errBadNumber
			}
			if size > uint64(len(rest)) {
				return fmt.Errorf("read positions: term of %d bytes in %d", size, len(rest))
			}
			term, rest = rest[:size], rest[size:]
		}
		end, ok := export.SkipUvarints(rest, int(n>>1))
		if !ok {
			return fmt.Errorf("read positions: value ends in the middle of a list")
		}
		visit(hash, term, int(n>>1), rest[:end])
		data = rest[end:]
	}
	return nil
}

var errBadNumber = errors.New("read positions: bad number")

// decodePositions returns the positions of a term, as visitPositions found them.
func decodePositions(n int, gaps []byte) []uint32 {
	out := make([]uint32, 0, n)
	last := uint32(0)
	for range n {
		gap, rest, ok := cache.Uvarint(gaps)
		if !ok {
			break // visitPositions has counted them
		}
		gaps = rest
		last += uint32(gap)
		out = append(out, last)
	}
	return out
}
