package search

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// postings writes the documents of all terms, and the lengths of documents.
func (e *exporter) postings(lists *postingLists) error {
	lengths, err := e.src.Lengths()
	if err != nil {
		return err
	}
	if len(lengths) != e.src.Docs() {
		return fmt.Errorf("%d lengths of %d documents", len(lengths), e.src.Docs())
	}
	e.contents.Lengths = lengthTable(lengths)
	size := max(leastPostings, lists.all/e.opts.Shards.Postings)
	bytes := func(id int) int { return int(lists.sizes[id]) }
	e.contents.Posting = e.lists("p", tableGroup, cutTerms(e.terms, size, bytes), lists)
	return nil
}

// lists are the lists of all terms: what their shards are made from.
type lists interface {
	// append appends something that stands for the list of a term, of which a
	// posting is the first.
	append(out []byte, first, n int) []byte
	// write writes the list.
	write(l *listWriter, first, n int)
}

// lists writes shards of lists, which end before these terms.
func (e *exporter) lists(kind string, group int, ends []int, all lists) shardTable {
	table := tableWriter{e: e, kind: kind, group: group}
	docs := e.src.Docs()
	var made []byte
	from, first := 0, 0 // term, posting
	for _, end := range ends {
		terms, counts, start := e.terms[from:end], e.counts[from:end], first
		made = binary.AppendUvarint(made[:0], uint64(docs))
		for i, term := range terms {
			made = appendString(made, term)
			made = binary.AppendUvarint(made, uint64(counts[i]))
			made = all.append(made, first, counts[i])
			first += counts[i]
		}
		table.add(terms[0], terms[len(terms)-1], draft{sha256.Sum256(made), func() string {
			l, at := newListWriter(docs), start
			for _, n := range counts {
				all.write(l, at, n)
				at += n
			}
			return frontCode(terms) + "\t" + base64.StdEncoding.EncodeToString(l.w.bytes())
		}})
		from = end
	}
	return table.table()
}

// postingLists holds the documents of all terms, one after the other.
type postingLists struct {
	docs  []uint32
	freqs []uint8 // as roundedDigit has them
	sizes []int32 // of each term with its list, coded, about
	all   int     // the sum of sizes
}

func (p *postingLists) append(out []byte, first, n int) []byte {
	for _, d := range p.docs[first : first+n] {
		out = binary.LittleEndian.AppendUint32(out, d)
	}
	return append(out, p.freqs[first:first+n]...)
}

func (p *postingLists) write(l *listWriter, first, n int) {
	l.postings(p.docs[first:first+n], p.freqs[first:first+n])
}

// gatherPostings reads all terms with their documents, and takes note of the
// terms of each document.
func (e *exporter) gatherPostings() (*postingLists, error) {
	p := &postingLists{}
	err := e.src.VisitTerms(func(term string, docs, freqs []uint32) error {
		e.terms = append(e.terms, term)
		e.counts = append(e.counts, len(docs))
		above := 0
		for i, d := range docs {
			if int(d) >= e.src.Docs() {
				return fmt.Errorf("term %q: document %d of %d", term, d, e.src.Docs())
			}
			digit := roundedDigit(int(freqs[i]))
			above += digit - 1
			p.freqs = append(p.freqs, uint8(digit))
		}
		p.docs = append(p.docs, docs...)
		size := termSize + listSize(len(docs), e.src.Docs(), above)
		p.sizes = append(p.sizes, int32(size))
		p.all += size
		return nil
	})
	if err == nil {
		e.docTerms = p.byDocument(e.counts, e.src.Docs())
	}
	return p, err
}

// docTerms holds the terms of each document, in their order.
type docTerms struct {
	end   []uint32 // by document: the place after its last term
	terms []uint32
}

// byDocument turns the lists around; counts are the documents of each term.
func (p *postingLists) byDocument(counts []int, docs int) docTerms {
	t := docTerms{make([]uint32, docs), make([]uint32, len(p.docs))}
	for _, d := range p.docs {
		t.end[d]++
	}
	all := uint32(0)
	for d, n := range t.end {
		t.end[d] = all // where the document's terms start, for now
		all += n
	}
	first := 0
	for id, n := range counts {
		for _, d := range p.docs[first : first+n] {
			t.terms[t.end[d]] = uint32(id)
			t.end[d]++
		}
		first += n
	}
	return t
}

func (t *docTerms) of(doc int) []uint32 {
	first := uint32(0)
	if doc > 0 {
		first = t.end[doc-1]
	}
	return t.terms[first:t.end[doc]]
}

// termSize is about what a term takes before its list.
const termSize = 3

// listSize estimates the bytes of a list of n of all documents, with frequencies
// whose digits exceed one by so much in all. Shards are cut by it, so it must be
// the same on every machine: it counts in sixteenths of a bit.
func listSize(n, all, above int) int {
	gap := uint(max(1, all/max(n, 1)))
	whole := bits.Len(gap) - 1
	logarithm := whole<<4 + int((gap<<4)>>whole&15) // as a line from power to power
	most := n / 5                                   // of few high frequencies each costs much
	freqs := 6*n + 40*min(above, most) + 12*max(0, above-most)
	return 1 + (n*(logarithm+23)+freqs)/(8*16)
}

// lengthTable writes the distinct lengths in ascending order, parted by commas,
// a space, and base64 of each document's place among them.
func lengthTable(lengths []uint32) string {
	distinct := slices.Clone(lengths)
	slices.Sort(distinct)
	distinct = slices.Compact(distinct)
	texts := make([]string, len(distinct))
	place := map[uint32]uint32{}
	for i, l := range distinct {
		texts[i] = strconv.Itoa(int(l))
		place[l] = uint32(i)
	}
	w, m := newBitWriter(), newNumberModel()
	for _, l := range lengths {
		w.number(m, place[l])
	}
	return strings.Join(texts, ",") + " " + base64.StdEncoding.EncodeToString(w.bytes())
}

// positions writes the positions of all terms, and the table of their shards.
func (e *exporter) positions() error {
	p, err := e.gatherPositions()
	if err != nil {
		return err
	}
	e.docTerms = docTerms{}
	starts := make([]int, len(e.counts)) // first posting of each term
	first := 0
	for id, n := range e.counts {
		starts[id] = first
		first += n
	}
	size := max(leastPositions, p.all*9/8/e.opts.Shards.Positions)
	table := e.lists("q", placeGroup, cutTerms(e.terms, size, func(id int) int {
		all := 0
		for _, n := range p.count[starts[id] : starts[id]+e.counts[id]] {
			all += int(n)
		}
		return all * 9 / 8
	}), p)
	data, err := json.Marshal(table)
	if err != nil {
		return fmt.Errorf("write the table of positions: %w", err)
	}
	e.more("q", string(data))
	return nil
}

// placeList holds the positions of each posting: of each term, each document.
type placeList struct {
	start []uint32 // by posting: where its positions start
	count []uint16 // and how many there are
	// places are the positions, each less the one before, as uvarints: most
	// take a byte.
	places []byte
	all    int // number of positions
}

// bytes returns the places of a posting.
func (p *placeList) bytes(posting int) []byte {
	data := p.places[p.start[posting]:]
	end, _ := SkipUvarints(data, int(p.count[posting]))
	return data[:end]
}

// SkipUvarints returns the place after n uvarints; false where there are fewer.
func SkipUvarints(data []byte, n int) (int, bool) {
	if n == 0 {
		return 0, true
	}
	for i, b := range data {
		if b < 0x80 {
			if n--; n == 0 {
				return i + 1, true
			}
		}
	}
	return 0, false
}

func (p *placeList) append(out []byte, first, n int) []byte {
	for i := range n {
		out = binary.AppendUvarint(out, uint64(p.count[first+i]))
		out = append(out, p.bytes(first+i)...)
	}
	return out
}

func (p *placeList) write(l *listWriter, first, n int) {
	var gaps []uint32
	l.positions(n, func(i int) []uint32 {
		gaps = gaps[:0]
		data := p.places[p.start[first+i]:]
		for range p.count[first+i] {
			if data[0] < 0x80 { // most are
				gaps, data = append(gaps, uint32(data[0])), data[1:]
				continue
			}
			gap, size := binary.Uvarint(data)
			gaps, data = append(gaps, uint32(gap)), data[size:]
		}
		return gaps
	})
}

// mostPositions is how many positions of a term are kept for each document: more
// don't make a phrase likelier.
const mostPositions = 1<<16 - 1

// gatherPositions reads the positions document by document, as the index holds
// them, and orders them by term.
func (e *exporter) gatherPositions() (*placeList, error) {
	cursor := make([]int, len(e.terms)) // next posting of each term
	all := 0
	for id, n := range e.counts {
		cursor[id] = all
		all += n
	}
	p := &placeList{start: make([]uint32, all), count: make([]uint16, all), places: make([]byte, 0, 5*all/2)}
	for doc := range e.src.Docs() {
		terms := e.docTerms.of(doc)
		k := 0
		err := e.src.VisitPositions(doc, func(n int, gaps []byte) {
			if k < len(terms) {
				posting := cursor[terms[k]]
				cursor[terms[k]]++
				p.start[posting] = uint32(len(p.places))
				if n > mostPositions {
					n = mostPositions
					end, _ := SkipUvarints(gaps, n)
					gaps = gaps[:end]
				}
				p.count[posting] = uint16(n)
				p.all += n
				p.places = append(p.places, gaps...)
			}
			k++
		})
		if err == nil && k != len(terms) {
			err = fmt.Errorf("document %d: %d terms with positions, %d without", doc, k, len(terms))
		}
		if err != nil {
			return nil, err
		}
	}
	return p, nil
}
