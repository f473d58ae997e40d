package export

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// postings writes the documents of all terms, and the lengths of documents.
func (e *exporter) postings(lists *allPostings) error {
	lengths, err := e.src.Lengths()
	if err != nil {
		return err
	}
	if len(lengths) != e.src.Docs() {
		return fmt.Errorf("%d lengths of %d documents", len(lengths), e.src.Docs())
	}
	e.contents.Lengths = lengthTable(lengths)
	size := max(minPostingsSize, lists.all/e.opts.Shards.Postings)
	bytes := func(id int) int { return int(lists.sizes[id]) }
	e.contents.Posting = e.lists("p", tableGroup, cutTerms(e.terms, size, bytes), lists)
	return nil
}

// termLists are the lists of all terms, from which shards are made.
type termLists interface {
	// appendHashed appends the lists of a term, in a form to be hashed.
	appendHashed(out []byte, id int) []byte
	// payload encodes the lists of the terms from one to another.
	payload(docs, from, end int) string
}

// lists writes shards of lists; ends are the indexes of the terms after each shard.
func (e *exporter) lists(kind string, group int, ends []int, all termLists) shardTable {
	table := tableWriter{e: e, kind: kind, group: group}
	docs := e.src.Docs()
	var made []byte
	from := 0 // term
	for _, end := range ends {
		first, terms, counts := from, e.terms[from:end], e.counts[from:end]
		made = binary.AppendUvarint(made[:0], uint64(docs))
		for i, term := range terms {
			made = appendString(made, term)
			made = binary.AppendUvarint(made, uint64(counts[i]))
			made = all.appendHashed(made, first+i)
		}
		table.add(terms[0], terms[len(terms)-1], shard{sha256.Sum256(made), func() string {
			return frontCode(terms) + "\t" + all.payload(docs, first, end)
		}})
		from = end
	}
	return table.table()
}

// postingLists are the postings of all terms, one term after the other. A site of 100 000
// pages has 40 million postings, so each takes little more than a byte: a uvarint of the
// number of documents between it and the one before, shifted by two bits, which are the
// freqDigit of its frequency less one. If these are moreFreq, a byte with the difference
// follows.
type postingLists struct {
	data   []byte
	start  []int // offset of each term in data
	counts []int // number of documents of each term
}

const moreFreq = 3

// reader returns a function that reads the next posting of a term: the number of documents
// between it and the one before, and its freqDigit.
func (p *postingLists) reader(id int) func() (gap uint32, digit uint8) {
	data := p.data[p.start[id]:]
	return func() (uint32, uint8) {
		v, size := binary.Uvarint(data)
		digit := uint8(v&moreFreq) + 1
		if digit > moreFreq {
			digit += data[size]
			size++
		}
		data = data[size:]
		return uint32(v >> 2), digit
	}
}

// appendHashed appends a list of n postings, in a form to be hashed.
func (p *postingLists) appendHashed(out []byte, id, n int) []byte {
	base, read, next := len(out), p.reader(id), uint32(0)
	out = slices.Grow(out, 5*n)[:base+5*n]
	docs, freqs := out[base:base+4*n], out[base+4*n:]
	for i := range n {
		gap, digit := read()
		binary.LittleEndian.PutUint32(docs[4*i:], next+gap)
		freqs[i] = digit
		next += gap + 1
	}
	return out
}

// add adds the list of the next term and returns its freqDigits' sum, each less one.
func (p *postingLists) add(term string, all int, docs, freqs []uint32) (above int, err error) {
	p.start = append(p.start, len(p.data))
	p.counts = append(p.counts, len(docs))
	next := uint32(0)
	for i, d := range docs {
		if int(d) >= all || d < next {
			return 0, fmt.Errorf("term %q: document %d of %d after %d others", term, d, all, next)
		}
		digit := freqDigit(int(freqs[i]))
		above += digit - 1
		p.data = binary.AppendUvarint(p.data, uint64(d-next)<<2|uint64(min(digit-1, moreFreq)))
		if digit > moreFreq {
			p.data = append(p.data, uint8(digit-1-moreFreq))
		}
		next = d + 1
	}
	return above, nil
}

// allPostings are the postings of all terms of the text, and of the same terms in names.
type allPostings struct {
	text, names postingLists
	sizes       []int32 // estimated size of each term with its lists in a shard
	all         int     // sum of sizes
}

func (p *allPostings) appendHashed(out []byte, id int) []byte {
	out = p.text.appendHashed(out, id, p.text.counts[id])
	out = binary.AppendUvarint(out, uint64(p.names.counts[id]))
	return p.names.appendHashed(out, id, p.names.counts[id])
}

func (p *allPostings) payload(docs, from, end int) string {
	text, names, named := newListWriter(docs), newListWriter(docs), false
	for id := from; id < end; id++ {
		text.postings(p.text.counts[id], p.text.reader(id))
		names.postings(p.names.counts[id], p.names.reader(id))
		named = named || p.names.counts[id] > 0
	}
	out := base64.StdEncoding.EncodeToString(text.w.bytes())
	if named {
		out += "\t" + base64.StdEncoding.EncodeToString(names.w.bytes())
	}
	return out
}

// gatherPostings reads all terms with their postings, and collects the terms of each
// document.
func (e *exporter) gatherPostings() (*allPostings, error) {
	p, docs := &allPostings{}, e.src.Docs()
	err := e.src.VisitTerms(func(term string, list, freqs []uint32) error {
		above, err := p.text.add(term, docs, list, freqs)
		e.terms = append(e.terms, term)
		p.sizes = append(p.sizes, int32(termSize+listSize(len(list), docs, above)))
		return err
	})
	if err != nil {
		return nil, err
	}
	noName := func(until int) error { // terms that are in no name
		for len(p.names.counts) < until {
			if _, err := p.names.add("", docs, nil, nil); err != nil {
				return err
			}
		}
		return nil
	}
	err = e.src.VisitNames(func(term string, list, freqs []uint32) error {
		id, known := slices.BinarySearch(e.terms, term)
		if !known {
			return fmt.Errorf("term %q is in a name but in no text", term)
		}
		if err := noName(id); err != nil {
			return err
		}
		above, err := p.names.add(term, docs, list, freqs)
		p.sizes[id] += int32(listSize(len(list), docs, above))
		return err
	})
	if err == nil {
		err = noName(len(e.terms))
	}
	for _, size := range p.sizes {
		p.all += int(size)
	}
	e.counts = p.text.counts
	if err == nil {
		e.docTerms = p.text.byDocument(e.counts, docs)
	}
	return p, err
}

// docTerms are the terms of each document, sorted: uvarints of each one's difference from
// the one before.
type docTerms struct {
	end  []int // by document: the offset after its last term
	data []byte
}

// byDocument returns the terms of each document; counts are the numbers of documents of
// each term.
func (p *postingLists) byDocument(counts []int, docs int) docTerms {
	each := func(visit func(doc, gap uint32)) { // gap is the difference from the term before
		last := make([]uint32, docs)
		for id, n := range counts {
			read, next := p.reader(id), uint32(0)
			for range n {
				gap, _ := read()
				doc := next + gap
				next = doc + 1
				visit(doc, uint32(id)-last[doc])
				last[doc] = uint32(id)
			}
		}
	}
	t := docTerms{end: make([]int, docs)}
	each(func(doc, gap uint32) { t.end[doc] += uvarintSize(gap) })
	all := 0
	for d, n := range t.end {
		t.end[d] = all // for now the offset of the first term
		all += n
	}
	t.data = make([]byte, all)
	each(func(doc, gap uint32) { t.end[doc] += binary.PutUvarint(t.data[t.end[doc]:], uint64(gap)) })
	return t
}

// uvarintSize returns the number of bytes of a uvarint.
func uvarintSize(v uint32) int { return max(1, (bits.Len32(v)+6)/7) }

// of appends the terms of a document to a list.
func (t *docTerms) of(doc int, terms []uint32) []uint32 {
	first := 0
	if doc > 0 {
		first = t.end[doc-1]
	}
	id := uint32(0)
	for data := t.data[first:t.end[doc]]; len(data) > 0; {
		gap, size := binary.Uvarint(data)
		data = data[size:]
		id += uint32(gap)
		terms = append(terms, id)
	}
	return terms
}

// termSize is the estimated size of a term without its list.
const termSize = 3

// listSize estimates the encoded size of a list of n of all documents; above is the sum of
// the freqDigits, each less one. Shards are cut by it, so it must be the same on every
// machine: it counts in sixteenths of a bit.
func listSize(n, all, above int) int {
	gap := uint(max(1, all/max(n, 1)))
	whole := bits.Len(gap) - 1
	logarithm := whole<<4 + int((gap<<4)>>whole&15) // linear between powers of two
	rare := n / 5                                   // high frequencies cost more while they are rare
	freqs := 6*n + 40*min(above, rare) + 12*max(0, above-rare)
	return 1 + (n*(logarithm+23)+freqs)/(8*16)
}

// lengthTable writes the distinct lengths in ascending order, separated by commas; a space;
// and base64 of the index of each document's length among them.
func lengthTable(lengths []uint32) string {
	distinct := slices.Clone(lengths)
	slices.Sort(distinct)
	distinct = slices.Compact(distinct)
	texts := make([]string, len(distinct))
	index := map[uint32]uint32{}
	for i, l := range distinct {
		texts[i] = strconv.Itoa(int(l))
		index[l] = uint32(i)
	}
	w, m := newBitWriter(), newNumberModel()
	for _, l := range lengths {
		w.number(m, index[l])
	}
	return strings.Join(texts, ",") + " " + base64.StdEncoding.EncodeToString(w.bytes())
}

// freqDigit returns the index of a frequency among the values of
// analysis.RoundFreq.
func freqDigit(n int) int {
	digit := 0
	for n > 3 {
		n >>= 1
		digit += 2
	}
	return digit + n
}

func appendString(out []byte, s string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}
