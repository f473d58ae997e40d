package search

import (
	"math/bits"
	"slices"
	"strings"
)

// How often a word of each part counts.
const (
	titleWeight    = 3
	headingsWeight = 2
	summaryWeight  = 1
	bodyWeight     = 1
)

// partGap is how far apart the last word of a line and the first of the next
// stand, so that no phrase reaches over the end of a line.
const partGap = 10

// A TermUse is a term's use in one document.
type TermUse struct {
	Term      string
	Freq      int   // weighted and rounded (RoundFreq)
	Positions []int // of each occurrence, ascending, from 1
}

// Weighed is a document as the index holds it.
type Weighed struct {
	Length int       // weighted number of words, rounded (RoundLength)
	Terms  []TermUse // sorted by term
	Words  []string  // distinct words in lower case with their accents, in no order
}

// scratch is reused from document to document.
type scratch struct {
	freq     []int32  // by term id
	next     []int32  // by term id: number of occurrences, then where the next goes
	ids      []int32  // the document's terms
	uses     []use    // every occurrence of the document, in order
	wordSeen []uint32 // by word id: the last document that held it
	docs     uint32
}

type use struct {
	term int32
	pos  int32
}

// Weigh analyses a document.
func (a *Analyzer) Weigh(d *Document) Weighed {
	if len(a.seen) > forgetAt {
		a.forget()
	}
	var out Weighed
	s := &a.doc
	s.docs++
	s.uses = s.uses[:0]
	length, pos := 0, 0
	for _, part := range []struct {
		text   string
		weight int
	}{{d.Title, titleWeight}, {d.Headings, headingsWeight}, {d.Summary, summaryWeight}, {d.Body, bodyWeight}} {
		n, next := a.weighPart(part.text, part.weight, pos, &out)
		length += n * part.weight
		pos = next + partGap
	}
	out.Length = RoundLength(length)
	out.Terms = a.collect()
	return out
}

// weighPart adds a part's words to the scratch; it returns the number of terms
// and the last position.
func (a *Analyzer) weighPart(text string, weight, pos int, out *Weighed) (int, int) {
	s := &a.doc
	n, line := 0, 0
	for start, end := nextWord(text, 0); start >= 0; start, end = nextWord(text, end) {
		for ; line < start; line++ {
			if text[line] == '\n' {
				pos += partGap
			}
		}
		line = end
		pos++
		e := a.lookup(text[start:end])
		if e.termID < 0 {
			continue
		}
		n++
		for int(e.termID) >= len(s.freq) {
			s.freq, s.next = append(s.freq, 0), append(s.next, 0)
		}
		s.freq[e.termID] += int32(weight)
		s.uses = append(s.uses, use{e.termID, int32(pos)})
		for int(e.wordID) >= len(s.wordSeen) {
			s.wordSeen = append(s.wordSeen, 0)
		}
		if s.wordSeen[e.wordID] != s.docs {
			s.wordSeen[e.wordID] = s.docs
			out.Words = append(out.Words, e.word)
		}
	}
	return n, pos
}

// collect turns the scratch into terms in order and clears it. Occurrences stand
// in the order of their positions already: counting them by term keeps it.
func (a *Analyzer) collect() []TermUse {
	s := &a.doc
	ids := s.ids[:0]
	for _, u := range s.uses {
		if s.next[u.term] == 0 {
			ids = append(ids, u.term)
		}
		s.next[u.term]++
	}
	slices.SortFunc(ids, func(x, y int32) int { return strings.Compare(a.terms[x], a.terms[y]) })
	terms := make([]TermUse, len(ids))
	positions := make([]int, len(s.uses))
	at := int32(0)
	for i, id := range ids {
		n := s.next[id]
		terms[i] = TermUse{a.terms[id], RoundFreq(int(s.freq[id])), positions[at : at+n : at+n]}
		s.next[id] = at
		at += n
	}
	for _, u := range s.uses {
		positions[s.next[u.term]] = int(u.pos)
		s.next[u.term]++
	}
	for _, id := range ids {
		s.freq[id], s.next[id] = 0, 0
	}
	s.ids = ids
	return terms
}

// RoundLength rounds a length to three significant bits, to the middle of those
// that round alike: 700 becomes 704, and so do all lengths from 640 to 767.
func RoundLength(n int) int {
	shift := bits.Len(uint(n)) - 3
	if shift <= 0 {
		return n
	}
	return n>>shift<<shift + 1<<(shift-1)
}

// RoundFreq rounds a frequency down to two significant bits: 1 2 3 4 6 8 12 ...
func RoundFreq(n int) int {
	shift := max(0, bits.Len(uint(n))-2)
	return n >> shift << shift
}

// roundedDigit numbers the values of RoundFreq from 0.
func roundedDigit(n int) int {
	digit := 0
	for n > 3 {
		n >>= 1
		digit += 2
	}
	return digit + n
}
