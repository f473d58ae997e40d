package bleveindex

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"griot/generator/search"
	"griot/generator/search/analysis"

	"griot/generator/search/zap"
)

// A blockBuilder makes blocks, one after the other.
type blockBuilder struct {
	analyzer *analysis.Analyzer
	block    *block
	postings []posting              // of all terms of the text, document by document
	terms    []string               // by the analyzer's id of a term
	hashes   []uint16               // by that id
	next     []int32                // by that id; zero between blocks
	keywords []map[string][]docFreq // by field: the documents of each value or name's term

	order     []int32 // scratch
	sorted    []posting
	docHashes []uint16 // hashes of a document's terms
	positions []byte
	stored    zap.StoredEncoder
}

// docFreq is a document of the block and the frequency of a value in it.
type docFreq struct{ doc, freq uint32 }

// posting is a term of a document of the block.
type posting struct {
	term      int32
	doc, freq uint32
}

func newBlockBuilder(a *analysis.Analyzer) *blockBuilder {
	d := &blockBuilder{analyzer: a, keywords: make([]map[string][]docFreq, len(fields))}
	for i := range fields {
		d.keywords[i] = map[string][]docFreq{}
	}
	d.reset()
	return d
}

func (d *blockBuilder) reset() { d.block = &block{lists: make([][]byte, len(fields))} }

// add analyzes a document of the block. IDs must ascend.
func (d *blockBuilder) add(doc *search.Document, hash string) {
	parts := doc.Parts()
	w := d.analyzer.Analyze(parts)
	number := uint32(d.block.docs)
	d.docHashes = d.docHashes[:0]
	for _, t := range w.Terms {
		for int(t.ID) >= len(d.terms) {
			d.terms, d.hashes, d.next = append(d.terms, ""), append(d.hashes, 0), append(d.next, 0)
		}
		if d.terms[t.ID] != t.Term { // new, or with a new id
			d.terms[t.ID], d.hashes[t.ID] = t.Term, termHash(t.Term)
		}
		d.docHashes = append(d.docHashes, d.hashes[t.ID])
		d.postings = append(d.postings, posting{t.ID, number, uint32(t.Freq)})
	}
	d.positions = appendPositions(d.positions[:0], w.Terms, d.docHashes)
	d.keywords[0][doc.ID] = []docFreq{{number, 1}}
	size := len(d.block.stored)
	d.store(doc, hash)
	d.block.docs++
	d.block.tokens += w.Length
	d.block.lengths = append(d.block.lengths, uint32(w.Length))
	d.block.sizes = append(d.block.sizes, uint32(len(d.block.stored)-size))
}

// store appends the stored fields of a document and collects its keywords.
func (d *blockBuilder) store(doc *search.Document, hash string) {
	for i, f := range fields[1:] {
		switch f.Name {
		case fieldText:
		case fieldNames:
			for _, t := range d.analyzer.Names(doc.AllNames()) {
				d.keywords[i+1][t.Term] = append(d.keywords[i+1][t.Term], docFreq{uint32(d.block.docs), uint32(t.Freq)})
			}
		case fieldPositions:
			d.stored.Add(i+1, d.positions)
		case fieldTitle:
			d.stored.AddString(i+1, oneLine(doc.Title))
		case fieldSummary:
			d.stored.AddString(i+1, oneLine(doc.Summary))
		case fieldURL:
			d.stored.AddString(i+1, cmp.Or(doc.URL, doc.ID))
		case fieldHash:
			d.stored.AddString(i+1, hash)
		case fieldDate:
			d.addKeywords(i+1, doc.Date)
		default:
			d.addKeywords(i+1, doc.FacetValues(f.Name)...)
		}
	}
	d.block.stored = d.stored.Append(d.block.stored, doc.ID)
}

// addKeywords stores the values of a field that are not empty, and collects them as
// keywords.
func (d *blockBuilder) addKeywords(field int, values ...string) {
	for _, v := range values {
		if v != "" {
			d.stored.AddString(field, v)
			d.keywords[field][v] = append(d.keywords[field][v], docFreq{uint32(d.block.docs), 1})
		}
	}
}

// finish returns the block and begins the next one.
func (d *blockBuilder) finish() *block {
	b := d.block
	for i, f := range fields {
		if f.Name == fieldText {
			b.lists[i] = d.textTerms()
			continue
		}
		for _, v := range slices.Sorted(maps.Keys(d.keywords[i])) {
			docs := d.keywords[i][v]
			b.lists[i] = zap.AppendTerm(b.lists[i], v, len(docs))
			next := uint32(0)
			for _, u := range docs {
				b.lists[i] = zap.AppendPosting(b.lists[i], u.doc-next, u.freq)
				next = u.doc + 1
			}
		}
		clear(d.keywords[i])
	}
	b.words = d.analyzer.Spellings()
	d.reset()
	return b
}

// textTerms returns the list of the text's terms.
func (d *blockBuilder) textTerms() []byte {
	d.order = d.order[:0]
	for _, u := range d.postings {
		if d.next[u.term]++; d.next[u.term] == 1 {
			d.order = append(d.order, u.term)
		}
	}
	slices.SortFunc(d.order, func(x, y int32) int { return strings.Compare(d.terms[x], d.terms[y]) })
	at := int32(0)
	for _, term := range d.order {
		at, d.next[term] = at+d.next[term], at
	}
	d.sorted = slices.Grow(d.sorted[:0], len(d.postings))[:len(d.postings)]
	for _, u := range d.postings {
		d.sorted[d.next[u.term]] = u
		d.next[u.term]++
	}
	out := make([]byte, 0, 2*len(d.postings)+16*len(d.order))
	first := int32(0)
	for _, term := range d.order {
		list := d.sorted[first:d.next[term]]
		first, d.next[term] = d.next[term], 0
		out = zap.AppendTerm(out, d.terms[term], len(list))
		next := uint32(0)
		for _, u := range list {
			out = zap.AppendPosting(out, u.doc-next, u.freq)
			next = u.doc + 1
		}
	}
	d.postings = d.postings[:0]
	return out
}

// oneLine replaces line breaks and control characters by spaces, because the export
// separates stored fields by them.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool {
		return r == ' ' || unicode.IsControl(r)
	}), " ")
}
