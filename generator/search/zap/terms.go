package zap

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"

	"github.com/golang/snappy"
)

// postingList is the documents of a term, with their frequencies and lengths.
type postingList struct {
	docs, freqs, lengths []uint32
}

// appendFreqs appends the number of chunks, the end of each, and the chunks, which
// contain frequencies and lengths. A chunk spans so many documents of the segment that
// about 1 024 of them contain the term.
func (l *postingList) appendFreqs(out []byte, docs uint32) []byte {
	size := docs / (uint32(len(l.docs))/1024 + 1)
	chunks := (docs-1)/size + 1
	if chunks == 1 { // as for nearly all terms
		all := 0
		for i, freq := range l.freqs {
			all += uvarintLen(freq<<1) + uvarintLen(l.lengths[i])
		}
		out = binary.AppendUvarint(append(out, 1), uint64(all))
		for i, freq := range l.freqs {
			out = binary.AppendUvarint(out, uint64(freq)<<1)
			out = binary.AppendUvarint(out, uint64(l.lengths[i]))
		}
		return out
	}
	var data []byte
	ends := make([]int, chunks)
	for i, d := range l.docs {
		data = binary.AppendUvarint(data, uint64(l.freqs[i])<<1)
		data = binary.AppendUvarint(data, uint64(l.lengths[i]))
		ends[d/size] = len(data)
	}
	out = binary.AppendUvarint(out, uint64(chunks))
	end := 0
	for _, n := range ends {
		end = max(end, n) // a chunk without documents is empty
		out = binary.AppendUvarint(out, uint64(end))
	}
	return append(out, data...)
}

func uvarintLen(v uint32) int {
	n := 1
	for v >= 0x80 {
		v >>= 7
		n++
	}
	return n
}

// valuesChunk is the number of documents whose values are compressed together.
const valuesChunk = 1024

// appendValues appends the values of a field, each of which ends in a byte 0xFF, by
// document. It appends chunks, each with the number of documents with values, their
// numbers, the ends of their values and the compressed values; then the ends of the
// chunks, the size of these ends, and the number of chunks.
func appendValues(out []byte, values [][]byte) []byte {
	start := len(out)
	var ends, data, packed []byte
	chunks := 0
	for first := 0; first < len(values); first += valuesChunk {
		chunk := values[first:min(first+valuesChunk, len(values))]
		n := 0
		for _, v := range chunk {
			if len(v) > 0 {
				n++
			}
		}
		if n > 0 {
			data = data[:0]
			out = binary.AppendUvarint(out, uint64(n))
			for i, v := range chunk {
				if len(v) > 0 {
					data = append(data, v...)
					out = binary.AppendUvarint(out, uint64(first+i))
					out = binary.AppendUvarint(out, uint64(len(data)))
				}
			}
			packed = snappy.Encode(packed[:cap(packed)], data)
			out = append(out, packed...)
		}
		ends = binary.AppendUvarint(ends, uint64(len(out)-start))
		chunks++
	}
	out = append(out, ends...)
	out = binary.BigEndian.AppendUint64(out, uint64(len(ends)))
	return binary.BigEndian.AppendUint64(out, uint64(chunks))
}

// termMerger reads the terms of a field, in order, from all blocks.
type termMerger struct {
	term    []byte
	err     error
	heap    []*termReader // by term, then by block
	lengths bool          // as in Field
}

// termReader reads the terms of a field of a block.
type termReader struct {
	rest  []byte
	term  []byte
	docs  int // of the term, which rest begins with
	base  uint32
	block *Block
}

func newTermMerger(blocks []*Block, number int, lengths bool) *termMerger {
	m := &termMerger{lengths: lengths}
	base := uint32(0)
	for _, b := range blocks {
		r := &termReader{rest: b.Lists[number], base: base, block: b}
		base += uint32(len(b.Sizes))
		if m.advance(r) {
			m.heap = append(m.heap, r)
		}
	}
	for i := len(m.heap)/2 - 1; i >= 0; i-- {
		m.siftDown(i)
	}
	return m
}

// next reads the next term and all of its documents; it returns false at the end, or if
// err is set.
func (m *termMerger) next(l *postingList) bool {
	l.docs, l.freqs, l.lengths = l.docs[:0], l.freqs[:0], l.lengths[:0]
	if len(m.heap) == 0 || m.err != nil {
		return false
	}
	m.term = m.heap[0].term
	for len(m.heap) > 0 && bytes.Equal(m.heap[0].term, m.term) {
		r := m.heap[0]
		if !r.read(l, m.lengths) {
			m.err = fmt.Errorf("%q: a term's documents are damaged", r.block.Name)
			return false
		}
		if !m.advance(r) {
			last := len(m.heap) - 1
			m.heap[0] = m.heap[last]
			m.heap = m.heap[:last]
		}
		m.siftDown(0)
	}
	return m.err == nil
}

// advance reads the reader's next term, or returns false if there is none.
func (m *termMerger) advance(r *termReader) bool {
	if len(r.rest) == 0 {
		return false
	}
	size, n := binary.Uvarint(r.rest)
	if n > 0 && size < uint64(len(r.rest)-n) {
		last := r.term
		r.term, r.rest = r.rest[n:n+int(size)], r.rest[n+int(size):]
		var docs uint64
		docs, n = binary.Uvarint(r.rest)
		r.docs = int(docs)
		r.rest = r.rest[max(n, 0):]
		if n > 0 && docs > 0 && docs <= uint64(len(r.block.Lengths)) && (last == nil || bytes.Compare(last, r.term) < 0) {
			return true
		}
	}
	m.err = fmt.Errorf("%q: a term is damaged", r.block.Name)
	return false
}

// read reads the documents of the reader's term.
func (r *termReader) read(l *postingList, lengths bool) bool {
	next := uint32(0)
	for range r.docs {
		gap, n := binary.Uvarint(r.rest)
		if n <= 0 {
			return false
		}
		freq, m := binary.Uvarint(r.rest[n:])
		if m <= 0 {
			return false
		}
		r.rest = r.rest[n+m:]
		if gap >= uint64(len(r.block.Lengths)) || freq > math.MaxUint32 {
			return false
		}
		doc := next + uint32(gap)
		if int(doc) >= len(r.block.Lengths) {
			return false
		}
		next = doc + 1
		length := uint32(1)
		if lengths {
			length = r.block.Lengths[doc]
		}
		l.docs = append(l.docs, r.base+doc)
		l.freqs = append(l.freqs, uint32(freq))
		l.lengths = append(l.lengths, length)
	}
	return true
}

// siftDown restores the order of the heap below a reader.
func (m *termMerger) siftDown(i int) {
	for {
		first := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(m.heap); child++ {
			if m.heap[child].before(m.heap[first]) {
				first = child
			}
		}
		if first == i {
			return
		}
		m.heap[i], m.heap[first] = m.heap[first], m.heap[i]
		i = first
	}
}

func (r *termReader) before(s *termReader) bool {
	if c := bytes.Compare(r.term, s.term); c != 0 {
		return c < 0
	}
	return r.base < s.base
}
