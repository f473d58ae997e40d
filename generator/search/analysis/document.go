package analysis

import (
	"maps"
	"math/bits"
	"slices"
	"strings"
)

// lineGap is added to the position of each word per line that ended before it, so
// that no phrase spans two lines.
const lineGap = 10

// A Part is one of a document's texts. Each word adds Weight to the frequency of
// its term.
type Part struct {
	Text   string
	Weight int
}

// A TermFreq is a term of a document.
type TermFreq struct {
	Term      string
	ID        int32   // of the term, until the next call of Spellings
	Freq      int     // weighted and rounded (RoundFreq)
	Positions []int32 // of each occurrence, ascending, from 1
}

// Analyzed is what the index contains of a document's texts. Its terms and their
// positions are valid only until the next call of Analyze.
type Analyzed struct {
	Length int        // sum of the weights of all words, at least minLength, rounded (RoundLength)
	Terms  []TermFreq // sorted by term
}

// minLength is the length of shorter documents, so that a page doesn't come first because
// there is little on it.
const minLength = 480

// A NameTerm is a term of a document's names.
type NameTerm struct {
	Term string
	Freq int // see NameFreq
}

// Names returns the terms of a document's names, sorted. A name with a compound counts as
// two: with its words, and with the compound instead of them, as "Peace-building in
// Mali" is "Peacebuilding in Mali". A date counts in the same way.
func (a *Analyzer) Names(names []string) []NameTerm {
	size := map[string]int{} // of the shortest name with the term
	for _, name := range names {
		tokens := a.Tokens(name)
		words, joined := map[string]bool{}, map[string]bool{}
		at := 0 // words before this index are in a compound
		for i, t := range tokens {
			for _, e := range t.Extras {
				if i >= at && (e.Kind == Compound || e.Kind == Date) {
					joined[e.Term] = true
					at = i + e.Words
				}
			}
			if t.Term != "" {
				words[t.Term] = true
				if i >= at {
					joined[t.Term] = true
				}
			}
		}
		for _, terms := range []map[string]bool{words, joined} {
			for term := range terms {
				if n, ok := size[term]; !ok || len(terms) < n {
					size[term] = len(terms)
				}
			}
		}
	}
	out := make([]NameTerm, 0, len(size))
	for _, term := range slices.Sorted(maps.Keys(size)) {
		out = append(out, NameTerm{term, NameFreq(size[term])})
	}
	return out
}

// nameFreqs are the frequencies of terms in names, by the number of terms of the name:
// all that RoundFreq leaves as they are, the highest for a name of one term.
var nameFreqs = [...]int{64, 48, 32, 24, 16, 12, 8, 6, 4, 3, 2, 1}

// NameFreq returns the frequency of a term that stands in a name of so many different
// terms, and in no shorter one.
func NameFreq(terms int) int { return nameFreqs[min(terms, len(nameFreqs))-1] }

// scratch is the memory of Analyze, reused for the next document.
type scratch struct {
	freq        []int32      // by term id
	next        []int32      // by term id: number of occurrences, then where the next goes
	ids         []int32      // the document's terms
	occurrences []occurrence // of all terms, in the order of the text
	terms       []TermFreq
	positions   []int32
	seenIn      []uint32 // by word id: number of the last document that held it
	ranks       []int32  // of the terms that have one
	unranked    []int32  // the other terms
	words       []span   // of the text being analyzed
	extras      []extra  // of these words
	docs        uint32   // number of documents analyzed
}

type occurrence struct {
	term int32
	pos  int32
}

// Analyze analyzes the texts of a document and counts its words for Spellings.
func (a *Analyzer) Analyze(parts []Part) Analyzed {
	s := &a.doc
	s.docs++
	s.occurrences = s.occurrences[:0]
	length, pos := 0, 0
	for _, part := range parts {
		n, next := a.addPart(part.Text, part.Weight, pos)
		length += n * part.Weight
		pos = next + lineGap
	}
	return Analyzed{Length: RoundLength(max(length, minLength)), Terms: a.collect()}
}

// addPart adds the words of a text to the scratch. It returns how many of them
// are terms, and the last position.
func (a *Analyzer) addPart(text string, weight, pos int) (int, int) {
	s := &a.doc
	s.words = a.split(text, s.words[:0])
	s.extras = a.extras(text, s.words, s.extras[:0])
	n, line, extras := 0, 0, s.extras
	for i, w := range s.words {
		if w.start > line+1 || w.start > line && text[line] == '\n' { // not just one space, as between most words
			pos += lineGap * strings.Count(text[line:w.start], "\n")
		}
		line = w.end
		pos++
		if of := w.of; of.term >= 0 {
			n++
			s.add(of.term, weight, pos)
			if s.seenIn[of.word] != s.docs {
				s.seenIn[of.word] = s.docs
				a.wordDocs[of.word]++
			}
		}
		for len(extras) > 0 && extras[0].at == i {
			s.add(int32(extras[0].term), weight, pos)
			extras = extras[1:]
		}
	}
	return n, pos
}

// add counts an occurrence of a term, once at a position.
func (s *scratch) add(term int32, weight, pos int) {
	if n := len(s.occurrences); n > 0 && s.occurrences[n-1] == (occurrence{term, int32(pos)}) {
		return
	}
	s.freq[term] += int32(weight)
	s.occurrences = append(s.occurrences, occurrence{term, int32(pos)})
}

// collect returns the terms of the scratch, sorted, and clears it. It orders the
// occurrences by a counting sort, which keeps the order of their positions.
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

// sortTerms sorts ids by their terms. Most terms of a document were in others
// before it and have a rank among all terms, and numbers are faster to sort than
// strings. The ranks are computed again when many terms have none.
func (a *Analyzer) sortTerms(ids []int32) {
	if len(a.terms)-len(a.ranks) > 256+len(a.ranks)/16 {
		a.ranked = inOrder(a.ranked, a.terms)
		a.ranks = slices.Grow(a.ranks[:0], len(a.ranked))[:len(a.ranked)]
		for rank, id := range a.ranked {
			a.ranks[id] = int32(rank)
		}
	}
	sorted, unranked := a.doc.ranks[:0], a.doc.unranked[:0]
	for _, id := range ids {
		if int(id) < len(a.ranks) {
			sorted = append(sorted, a.ranks[id])
		} else {
			unranked = append(unranked, id)
		}
	}
	slices.Sort(sorted)
	for i, rank := range sorted {
		sorted[i] = a.ranked[rank]
	}
	slices.SortFunc(unranked, byText(a.terms))
	mergeInto(ids, sorted, unranked, a.terms)
	a.doc.ranks, a.doc.unranked = sorted, unranked
}

// byText compares ids by their texts.
func byText(texts []string) func(x, y int32) int {
	return func(x, y int32) int { return strings.Compare(texts[x], texts[y]) }
}

// inOrder returns the ids of all texts, sorted by text. known are the ids of the
// first texts, sorted already.
func inOrder(known []int32, texts []string) []int32 {
	if len(known) == len(texts) {
		return known
	}
	var added []int32
	for id := len(known); id < len(texts); id++ {
		added = append(added, int32(id))
	}
	slices.SortFunc(added, byText(texts))
	out := make([]int32, len(texts))
	mergeInto(out, known, added, texts)
	return out
}

// mergeInto merges two lists of ids, each sorted by text, into out.
func mergeInto(out, a, b []int32, texts []string) {
	for i := range out {
		if len(b) == 0 || len(a) > 0 && texts[a[0]] < texts[b[0]] {
			out[i], a = a[0], a[1:]
		} else {
			out[i], b = b[0], b[1:]
		}
	}
}

// Spellings returns the distinct words of the documents analyzed since its last
// call, in lower case with accents, each with the number of documents that contain
// it.
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

// RoundLength rounds a length to three significant bits, to the middle of the
// lengths that have these in common: those from 640 to 767 become 704.
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
