package export

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
)

// positions writes the positions of all terms, and the table of their shards.
func (e *exporter) positions() error {
	p, err := e.gatherPositions()
	if err != nil {
		return err
	}
	e.docTerms = docTerms{}
	all := 0
	for _, n := range p.number {
		all += int(n)
	}
	size := max(minPositionsSize, all*9/8/e.opts.Shards.Positions)
	ends := cutTerms(e.terms, size, func(id int) int { return int(p.number[id]) * 9 / 8 })
	data, err := json.Marshal(e.lists("q", positionGroup, ends, p))
	if err != nil {
		return fmt.Errorf("write the table of positions: %w", err)
	}
	e.writeExtra("q", string(data))
	return nil
}

// positionLists are the positions of all terms. For each document of a term, data contains
// the number of positions and each one's difference from the one before, as uvarints;
// most take one byte.
type positionLists struct {
	data   [][]byte // by term
	number []uint32 // of positions, by term
	counts []int    // number of documents, by term
}

func (p *positionLists) appendHashed(out []byte, id int) []byte { return append(out, p.data[id]...) }

func (p *positionLists) payload(docs, from, end int) string {
	l := newListWriter(docs)
	for id := from; id < end; id++ {
		p.write(l, id, p.counts[id])
	}
	return base64.StdEncoding.EncodeToString(l.w.bytes())
}

// write writes the positions of a term in its n documents.
func (p *positionLists) write(l *listWriter, id, n int) {
	data := p.data[id]
	number := func() uint32 {
		if b := data[0]; b < 0x80 { // most are
			data = data[1:]
			return uint32(b)
		}
		v, size := binary.Uvarint(data)
		data = data[size:]
		return uint32(v)
	}
	var gaps []uint32
	l.positions(n, func(int) []uint32 {
		gaps = gaps[:0]
		for range number() {
			gaps = append(gaps, number())
		}
		return gaps
	})
}

// add adds the n positions of a term in its next document, encoded as in data. docs is the
// number of documents of the term.
func (p *positionLists) add(id uint32, n int, gaps []byte, docs int) {
	if n > maxPositions {
		n = maxPositions
		end, _ := SkipUvarints(gaps, n)
		gaps = gaps[:end]
	}
	list := p.data[id]
	if list == nil {
		list = make([]byte, 0, docs*7/2+4) // the average is three and a half bytes for each document
	}
	p.data[id] = append(binary.AppendUvarint(list, uint64(n)), gaps...)
	p.number[id] += uint32(n)
}

// maxPositions is the maximum number of positions of a term in a document; more hardly
// make a phrase more likely.
const maxPositions = 1<<16 - 1

// SkipUvarints returns the offset after n uvarints of 32 bits, or false if there are fewer or
// one is longer.
func SkipUvarints(data []byte, n int) (int, bool) {
	if n == 0 {
		return 0, true
	}
	start := 0
	for i, b := range data {
		if b < 0x80 {
			if i-start >= binary.MaxVarintLen32 {
				return 0, false
			}
			start = i + 1
			if n--; n == 0 {
				return i + 1, true
			}
		}
	}
	return 0, false
}

// gatherPositions reads the positions, which the index has by document, and orders them by
// term.
func (e *exporter) gatherPositions() (*positionLists, error) {
	p := &positionLists{make([][]byte, len(e.terms)), make([]uint32, len(e.terms)), e.counts}
	var terms []uint32
	for doc := range e.src.Docs() {
		terms = e.docTerms.of(doc, terms[:0])
		k := 0
		err := e.src.VisitPositions(doc, func(n int, gaps []byte) {
			if k < len(terms) {
				p.add(terms[k], n, gaps, e.counts[terms[k]])
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
