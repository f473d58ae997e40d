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
type TermFreq struct {
	Term      string
	ID        int32   // of the term, in all documents until Spellings is called
	Freq      int     // weighted and rounded (RoundFreq)
	Positions []int32 // of each occurrence, ascending, from 1
}

// Weighed is a document as the index holds it. Its terms and their positions
// are good until the next call of Weigh.
type Analyzed struct {
	Length int        // weighted number of words, rounded (RoundLength)
	Terms  []TermFreq // sorted by term
}

// scratch is reused from document to document.
type scratch struct {
	freq        []int32      // by term id
	next        []int32      // by term id: number of occurrences, then where the next goes
	ids         []int32      // the document's terms
	occurrences []occurrence // every occurrence of the document, in order
	terms       []TermFreq
	positions   []int32
	seenIn      []uint32 // by word id: the last document that held it
	ranks       []int32  // to sort the terms
	unranked    []int32
	docs        uint32
}

type occurrence struct {
	term int32
	pos  int32
}

// Weigh analyses a document and counts its words for Spellings.
func (a *Analyzer) Analyze(d *Document) Analyzed {
	s := &a.doc
	s.docs++
	s.occurrences = s.occurrences[:0]
	length, pos := 0, 0
	for _, part := range []struct {
		text   string
		weight int
	}{{d.Title, titleWeight}, {d.Headings, headingsWeight}, {d.Summary, summaryWeight}, {d.Body, bodyWeight}} {
		n, next := a.addPart(part.text, part.weight, pos)
		length += n * part.weight
		pos = next + partGap
	}
	return Analyzed{Length: RoundLength(length), Terms: a.collect()}
}

// weighPart adds a part's words to the scratch; it returns the number of terms
// and the last position.
func (a *Analyzer) addPart(text string, weight, pos int) (int, int) {
	s := &a.doc
	n, line := 0, 0
	for start, end := nextWord(text, 0); start >= 0; start, end = nextWord(text, end) {
		if start > line+1 || start > line && text[line] == '\n' { // mostly a single space
			pos += partGap * strings.Count(text[line:start], "\n")
		}
		line = end
		pos++
		of := a.lookup(text[start:end])
		if of.term < 0 {
			continue
		}
		n++
		s.freq[of.term] += int32(weight)
		s.occurrences = append(s.occurrences, occurrence{of.term, int32(pos)})
		if s.seenIn[of.word] != s.docs {
			s.seenIn[of.word] = s.docs
			a.wordDocs[of.word]++
		}
	}
	return n, pos
}

// collect turns the scratch into terms in order and clears it. Occurrences stand
// in the order of their positions already: counting them by term keeps it.
func (a *Analyzer) collect() []TermFreq {
	s := &a.doc
	ids := s.ids[:0]
	for _, u := range s.occurrences {
		if s.next[u.term] == 0 {
			ids = append(ids, u.term)
		}
		s.next[u.term]++
	}
	a.sortTerms(ids)
	s.terms = slices.Grow(s.terms[:0], len(ids))
	s.positions = slices.Grow(s.positions[:0], len(s.occurrences))[:len(s.occurrences)]
	at := int32(0)
	for _, id := range ids {
		n := s.next[id]
		s.terms = append(s.terms, TermFreq{a.terms[id], id, RoundFreq(int(s.freq[id])), s.positions[at : at+n : at+n]})
		s.next[id] = at
		at += n
	}
	for _, u := range s.occurrences {
		s.positions[s.next[u.term]] = u.pos
		s.next[u.term]++
	}
	for _, id := range ids {
		s.freq[id], s.next[id] = 0, 0
	}
	s.ids = ids
	return s.terms
}

// sortTerms sorts ids by their terms. Most terms of a document have been seen
// long before it, so that their ranks are sorted, which are made anew whenever a
// good part of all terms has none yet.
func (a *Analyzer) sortTerms(ids []int32) {
	if len(a.terms)-len(a.ranks) > 256+len(a.ranks)/16 {
		a.ranked = inOrder(a.ranked, a.terms)
		a.ranks = slices.Grow(a.ranks[:0], len(a.ranked))[:len(a.ranked)]
		for place, id := range a.ranked {
			a.ranks[id] = int32(place)
		}
	}
	places, late := a.doc.ranks[:0], a.doc.unranked[:0]
	for _, id := range ids {
		if int(id) < len(a.ranks) {
			places = append(places, a.ranks[id])
		} else {
			late = append(late, id)
		}
	}
	slices.Sort(places)
	for i, place := range places {
		places[i] = a.ranked[place]
	}
	slices.SortFunc(late, byText(a.terms))
	mergeInto(ids, places, late, a.terms)
	a.doc.ranks, a.doc.unranked = places, late
}

// byText compares ids by their texts.
func byText(texts []string) func(x, y int32) int {
	return func(x, y int32) int { return strings.Compare(texts[x], texts[y]) }
}

// inOrder returns the ids of all texts in order, of which the first have been
// put in order already.
func inOrder(known []int32, texts []string) []int32 {
	if len(known) == len(texts) {
		return known
	}
	var late []int32
	for id := len(known); id < len(texts); id++ {
		late = append(late, int32(id))
	}
	slices.SortFunc(late, byText(texts))
	out := make([]int32, len(texts))
	mergeInto(out, known, late, texts)
	return out
}

// mergeInto merges two lists of ids that are in the order of their texts.
func mergeInto(out, a, b []int32, texts []string) {
	for i := range out {
		if len(b) == 0 || len(a) > 0 && texts[a[0]] < texts[b[0]] {
			out[i], a = a[0], a[1:]
		} else {
			out[i], b = b[0], b[1:]
		}
	}
}

// Spellings returns the distinct words, in lower case with their accents, of
// the documents weighed since the last call, each with the number of documents.
func (a *Analyzer) Spellings() Words {
	a.wordOrder = inOrder(a.wordOrder, a.words)
	var list Words
	for _, id := range a.wordOrder {
		if n := a.wordDocs[id]; n > 0 {
			list = append(list, Word{a.words[id], a.words[id], int(n)})
		}
	}
	clear(a.wordDocs)
	if a.seen.count > maxRemembered {
		a.reset()
	}
	return list
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
