package bleveindex

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/golang/snappy"

	"griot/generator/search"
)

// A drafter makes blocks, one after the other.
type drafter struct {
	analyzer *search.Analyzer
	block    *block
	uses     []use                 // of all terms of the text, document by document
	terms    []string              // by the analyzer's number of a term
	next     []int32               // by the same: zero between blocks
	keywords []map[string][]uint32 // by field: the documents of each value

	order              []int32 // scratch
	sorted             []use
	meta, data, packed []byte
}

// use is the use of a term in a document of the block.
type use struct {
	term      int32
	doc, freq uint32
}

func newDrafter(a *search.Analyzer) *drafter {
	d := &drafter{analyzer: a, keywords: make([]map[string][]uint32, len(fields))}
	for i := range fields {
		d.keywords[i] = map[string][]uint32{}
	}
	d.begin()
	return d
}

func (d *drafter) begin() { d.block = &block{lists: make([][]byte, len(fields))} }

// add analyses a document of the block, of which the ID comes after those of
// all before it.
func (d *drafter) add(doc *search.Document, hash string) {
	w := d.analyzer.Weigh(doc)
	number := uint32(d.block.docs)
	for _, t := range w.Terms {
		for int(t.ID) >= len(d.terms) {
			d.terms, d.next = append(d.terms, ""), append(d.next, 0)
		}
		d.terms[t.ID] = t.Term
		d.uses = append(d.uses, use{t.ID, number, uint32(t.Freq)})
	}
	d.keywords[0][doc.ID] = []uint32{number}
	size := len(d.block.stored)
	d.store(doc, hash, encodePositions(w.Terms))
	d.block.docs++
	d.block.tokens += w.Length
	d.block.lengths = append(d.block.lengths, uint32(w.Length))
	d.block.sizes = append(d.block.sizes, uint32(len(d.block.stored)-size))
}

// store appends what zap keeps of a document: its sizes, where the value of
// each field is, the ID as it is, and the values, compressed.
func (d *drafter) store(doc *search.Document, hash string, positions []byte) {
	d.meta, d.data = binary.AppendUvarint(d.meta[:0], uint64(len(doc.ID))), d.data[:0]
	for i, f := range fields[1:] {
		switch f.name {
		case fieldText:
		case fieldPositions:
			d.value(i+1, string(positions))
		case fieldTitle:
			d.value(i+1, oneLine(doc.Title))
		case fieldSummary:
			d.value(i+1, oneLine(doc.Summary))
		case fieldURL:
			d.value(i+1, cmp.Or(doc.URL, doc.ID))
		case fieldHash:
			d.value(i+1, hash)
		case fieldDate:
			d.keyword(i+1, doc.Date)
		default:
			d.keyword(i+1, doc.FacetValues(f.name)...)
		}
	}
	d.packed = snappy.Encode(d.packed[:cap(d.packed)], d.data)
	out := binary.AppendUvarint(d.block.stored, uint64(len(d.meta)))
	out = binary.AppendUvarint(out, uint64(len(doc.ID)+len(d.packed)))
	out = append(append(append(out, d.meta...), doc.ID...), d.packed...)
	d.block.stored = out
}

// value stores a value of a field.
func (d *drafter) value(field int, v string) {
	d.meta = binary.AppendUvarint(d.meta, uint64(field))
	d.meta = binary.AppendUvarint(d.meta, 't')
	d.meta = binary.AppendUvarint(d.meta, uint64(len(d.data)))
	d.meta = binary.AppendUvarint(d.meta, uint64(len(v)))
	d.meta = append(d.meta, 0) // places in a list
	d.data = append(d.data, v...)
}

// keyword stores the values of a field that are not empty, and notes whose they
// are.
func (d *drafter) keyword(field int, values ...string) {
	for _, v := range values {
		if v != "" {
			d.value(field, v)
			d.keywords[field][v] = append(d.keywords[field][v], uint32(d.block.docs))
		}
	}
}

// finish returns the block and begins another one.
func (d *drafter) finish() *block {
	b := d.block
	for i, f := range fields {
		if f.name == fieldText {
			b.lists[i] = d.text()
			continue
		}
		for _, v := range slices.Sorted(maps.Keys(d.keywords[i])) {
			docs := d.keywords[i][v]
			b.lists[i] = appendTerm(b.lists[i], v, len(docs))
			next := uint32(0)
			for _, doc := range docs {
				b.lists[i] = append(binary.AppendUvarint(b.lists[i], uint64(doc-next)), 1)
				next = doc + 1
			}
		}
		clear(d.keywords[i])
	}
	b.words = d.analyzer.Spellings()
	d.begin()
	return b
}

// text lays out the terms of the text in order, each with its documents.
func (d *drafter) text() []byte {
	d.order = d.order[:0]
	for _, u := range d.uses {
		if d.next[u.term]++; d.next[u.term] == 1 {
			d.order = append(d.order, u.term)
		}
	}
	slices.SortFunc(d.order, func(x, y int32) int { return strings.Compare(d.terms[x], d.terms[y]) })
	at := int32(0)
	for _, term := range d.order {
		at, d.next[term] = at+d.next[term], at
	}
	d.sorted = slices.Grow(d.sorted[:0], len(d.uses))[:len(d.uses)]
	for _, u := range d.uses {
		d.sorted[d.next[u.term]] = u
		d.next[u.term]++
	}
	out := make([]byte, 0, 2*len(d.uses)+16*len(d.order))
	first := int32(0)
	for _, term := range d.order {
		list := d.sorted[first:d.next[term]]
		first, d.next[term] = d.next[term], 0
		out = appendTerm(out, d.terms[term], len(list))
		next := uint32(0)
		for _, u := range list {
			out = binary.AppendUvarint(out, uint64(u.doc-next))
			out = binary.AppendUvarint(out, uint64(u.freq))
			next = u.doc + 1
		}
	}
	d.uses = d.uses[:0]
	return out
}

// appendTerm appends a term and the number of its documents.
func appendTerm(out []byte, term string, docs int) []byte {
	out = binary.AppendUvarint(out, uint64(len(term)))
	out = append(out, term...)
	return binary.AppendUvarint(out, uint64(docs))
}

// oneLine makes one line of a text that a hit shows, without control
// characters, which the browser's records use to part fields.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool {
		return r == ' ' || unicode.IsControl(r)
	}), " ")
}
