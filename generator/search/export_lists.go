package search

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
)

// tableWriter writes the shards of one kind, in the order of their keys, and
// collects their table.
type tableWriter struct {
	e       *exporter
	kind    string
	last    string // last key so far
	keys    []string
	hashes  strings.Builder
	pending []string // payloads of the group that is not complete
}

// add adds a shard that holds keys from first to last. The table holds the
// shortest key that parts it from the shard before.
func (t *tableWriter) add(first, last, payload string) error {
	key := ""
	if runes := []rune(first); len(t.keys) > 0 {
		key = string(runes[:min(sharedStart([]rune(t.last), runes)+1, len(runes))])
	}
	// A group ends before a key whose hash says so, or at twice its size, so
	// that a new shard moves few groups.
	if n := len(t.pending); n >= 2*hashGroup || n > 0 && hash32(key)%hashGroup == 0 {
		if err := t.flush(); err != nil {
			return err
		}
	}
	t.last = last
	t.keys = append(t.keys, key)
	t.pending = append(t.pending, payload)
	return nil
}

// flush writes the shards of a group.
func (t *tableWriter) flush() error {
	hash := contentHash(t.kind, strings.Join(t.pending, "\n"))
	keys := t.keys[len(t.keys)-len(t.pending):]
	for i, payload := range t.pending {
		if err := t.e.shard(t.kind, keys[i], hash, payload); err != nil {
			return err
		}
	}
	if n := len(t.pending); n > 0 {
		t.hashes.WriteString(base36Digits[n : n+1])
		t.hashes.WriteString(hash)
	}
	t.pending = nil
	return nil
}

// table writes what is left and returns the table.
func (t *tableWriter) table() (shardTable, error) {
	err := t.flush()
	return shardTable{Keys: frontCode(t.keys), Hashes: t.hashes.String()}, err
}

// listShards cuts lists by term into shards: near the wanted size, where two
// neighbouring terms part early. That keeps the table of keys short, and moves
// few boundaries when a list grows.
type listShards struct {
	docs  int
	size  int
	table tableWriter
	lists *listWriter
	terms []string
}

func (e *exporter) listShards(kind string, size int) *listShards {
	return &listShards{docs: e.src.Docs(), size: size, table: tableWriter{e: e, kind: kind}}
}

// add writes a term's list; least is a guess at its size. A list that is large
// by itself doesn't join small ones, so that neither costs more than it must.
func (s *listShards) add(term string, least int, write func(*listWriter)) error {
	if s.lists != nil && s.full(term, least) {
		if err := s.flush(); err != nil {
			return err
		}
	}
	if s.lists == nil {
		s.lists = newListWriter(s.docs)
	}
	s.terms = append(s.terms, term)
	write(s.lists)
	return nil
}

// full reports whether the shard ends before a term.
func (s *listShards) full(term string, least int) bool {
	n := s.lists.w.size()
	if n > s.size/3 && n+least > s.size*5/4 {
		return true
	}
	shared := sharedStart([]rune(s.terms[len(s.terms)-1]), []rune(term))
	return n >= s.size*3/4 && shared < 3 || n >= s.size && shared < 4 || n >= s.size*4/3
}

func (s *listShards) flush() error {
	if len(s.terms) == 0 {
		return nil
	}
	payload := frontCode(s.terms) + "\t" + base64.StdEncoding.EncodeToString(s.lists.w.bytes())
	err := s.table.add(s.terms[0], s.terms[len(s.terms)-1], payload)
	s.terms, s.lists = nil, nil
	return err
}

// end writes what is left and returns the table.
func (s *listShards) end() (shardTable, error) {
	if err := s.flush(); err != nil {
		return shardTable{}, err
	}
	return s.table.table()
}

func hash32(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	v := h.Sum32()
	return v ^ v>>15
}

// postings writes the documents of all terms; it takes note of the terms of
// each document.
func (e *exporter) postings() error {
	lengths, err := e.src.Lengths()
	if err != nil {
		return err
	}
	if len(lengths) != e.src.Docs() {
		return fmt.Errorf("%d lengths of %d documents", len(lengths), e.src.Docs())
	}
	e.contents.Lengths = lengthTable(lengths)
	lists, err := e.gatherPostings()
	if err != nil {
		return err
	}
	shards := e.listShards("p", max(leastPostings, lists.size/e.opts.Shards.Postings))
	first := 0
	for id, term := range e.terms {
		end := first + e.counts[id]
		docs, freqs := lists.docs[first:end], lists.freqs[first:end]
		for _, d := range docs {
			e.docTerms.add(d, uint32(id))
		}
		err := shards.add(term, listSize(len(docs), e.src.Docs()), func(l *listWriter) { l.postings(docs, freqs) })
		if err != nil {
			return err
		}
		first = end
	}
	e.contents.Posting, err = shards.end()
	return err
}

// postingLists holds the documents of all terms, one after the other.
type postingLists struct {
	docs  []uint32
	freqs []uint8 // as roundedDigit has them
	size  int     // an estimate of their coded size decides the size of a shard
}

// gatherPostings reads all terms with their documents, and makes room for the
// terms of each document.
func (e *exporter) gatherPostings() (*postingLists, error) {
	p := &postingLists{}
	each := make([]uint32, e.src.Docs())
	err := e.src.VisitTerms(func(term string, docs, freqs []uint32) error {
		e.terms = append(e.terms, term)
		e.counts = append(e.counts, len(docs))
		for i, d := range docs {
			if int(d) >= len(each) {
				return fmt.Errorf("term %q: document %d of %d", term, d, len(each))
			}
			each[d]++
			p.freqs = append(p.freqs, uint8(roundedDigit(int(freqs[i]))))
		}
		p.docs = append(p.docs, docs...)
		p.size += listSize(len(docs), e.src.Docs())
		return nil
	})
	e.docTerms = newDocTerms(each)
	return p, err
}

// docTerms holds the terms of each document, in their order.
type docTerms struct {
	end   []uint32 // by document: the place after its last term so far
	terms []uint32
}

// newDocTerms makes room for as many terms as each document has; add must be
// called for all of them before of.
func newDocTerms(each []uint32) docTerms {
	all := uint32(0)
	for d, n := range each {
		each[d] = all
		all += n
	}
	return docTerms{each, make([]uint32, all)}
}

func (t *docTerms) add(doc, term uint32) {
	t.terms[t.end[doc]] = term
	t.end[doc]++
}

func (t *docTerms) of(doc int) []uint32 {
	first := uint32(0)
	if doc > 0 {
		first = t.end[doc-1]
	}
	return t.terms[first:t.end[doc]]
}

// listSize estimates the bytes of a list of n of all documents.
func listSize(n, all int) int {
	gap := all / max(n, 1)
	bitsEach := 2
	for ; gap > 1; gap >>= 1 {
		bitsEach++
	}
	return 1 + n*bitsEach/8
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
	size := max(leastPositions, p.all*9/8/e.opts.Shards.Positions)
	shards := e.listShards("q", size)
	first := 0
	for id, term := range e.terms {
		n := e.counts[id]
		err := shards.add(term, 2*n, func(l *listWriter) {
			l.positions(n, func(i int) []uint32 { return p.of(first + i) })
		})
		if err != nil {
			return err
		}
		first += n
	}
	e.docTerms = docTerms{}
	table, err := shards.end()
	if err != nil {
		return err
	}
	data, err := json.Marshal(table)
	if err != nil {
		return fmt.Errorf("write the table of positions: %w", err)
	}
	return e.more("q", string(data))
}

// placeList holds the positions of each posting: of each term, each document.
type placeList struct {
	start []uint32 // by posting: where its positions start
	count []uint16 // and how many there are
	// places are the positions, each less the one before, as uvarints: most
	// take a byte.
	places []byte
	all    int      // number of positions
	list   []uint32 // scratch of of
}

// of returns the positions of a posting; they are good until the next call.
func (p *placeList) of(posting int) []uint32 {
	data := p.places[p.start[posting]:]
	p.list = p.list[:0]
	last := uint32(0)
	for range p.count[posting] {
		d, n := binary.Uvarint(data)
		data = data[n:]
		last += uint32(d)
		p.list = append(p.list, last)
	}
	return p.list
}

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
		err := e.src.VisitPositions(doc, func(positions []uint32) {
			if k < len(terms) {
				posting := cursor[terms[k]]
				cursor[terms[k]]++
				p.start[posting] = uint32(len(p.places))
				// More positions than that don't make a phrase likelier.
				list := positions[:min(len(positions), 1<<16-1)]
				p.count[posting] = uint16(len(list))
				p.all += len(list)
				last := uint32(0)
				for _, place := range list {
					p.places = binary.AppendUvarint(p.places, uint64(place-last))
					last = place
				}
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
