package view

import (
	"cmp"
	"slices"
	"sync"

	"griot/generator/site"
)

// relatedMax is how many related documents a document shows; relatedMin is
// the least number of points that makes two documents related. A word that
// more than commonWord documents have tells nothing about any of them; of the
// documents that share words, about closeLook are compared by their terms.
const (
	relatedMax = 3
	relatedMin = 4
	commonWord = 64
	closeLook  = 48
)

// similar finds documents that share telling words. It holds the documents
// written in the language (not those that stand in for a translation) and who
// has which word: what a wordIndex says, but for the documents whose words
// changed since that was made.
type similar struct {
	docs    []site.Rendition
	index   *wordIndex
	changed []int32            // documents
	now     map[uint32][]int32 // word -> those of the changed documents that have it
	tallies sync.Pool
}

// wordIndex says for each word of documents' signatures who has it. It is kept
// from one state of a site to the next.
type wordIndex struct {
	ids        []string   // of the documents' groups
	signatures [][]uint32 // of the documents
	with       map[uint32][]int32
}

// mostChanged is how many documents may differ from a word index before a new
// one is made.
const mostChanged = 32

func (b *Builder) newSimilar(lang string) *similar {
	s := &similar{}
	for _, r := range b.langs[lang].documents {
		if !r.Fallback() {
			s.docs = append(s.docs, r)
		}
	}
	signatures := make([][]uint32, len(s.docs))
	for i, r := range s.docs {
		signatures[i] = b.texts.Signature(r)
	}
	if kept, ok := b.words.Load(lang); ok {
		s.index = kept.(*wordIndex)
	}
	if s.index == nil || !s.since(signatures) {
		s.index, s.changed = newWordIndex(s.docs, signatures), nil
		b.words.Store(lang, s.index)
	}
	s.now = map[uint32][]int32{}
	for _, d := range s.changed {
		for _, word := range signatures[d] {
			s.now[word] = append(s.now[word], d)
		}
	}
	s.tallies.New = func() any { return &tally{points: make([]uint16, len(s.docs))} }
	return s
}

func newWordIndex(docs []site.Rendition, signatures [][]uint32) *wordIndex {
	x := &wordIndex{ids: make([]string, len(docs)), signatures: signatures, with: map[uint32][]int32{}}
	having, all := map[uint32]int{}, 0 // documents of each word
	for i, r := range docs {
		x.ids[i] = r.Page.Group.ID
		for _, word := range signatures[i] {
			having[word]++
		}
		all += len(signatures[i])
	}
	room := make([]int32, all) // the lists are parts of one
	for word, n := range having {
		x.with[word], room = room[:0:n], room[n:]
	}
	for i, words := range signatures {
		for _, word := range words {
			x.with[word] = append(x.with[word], int32(i))
		}
	}
	return x
}

// since finds the documents that changed since the word index was made; it
// reports false where a new one is due.
func (s *similar) since(signatures [][]uint32) bool {
	if len(s.index.ids) != len(s.docs) {
		return false
	}
	for i, r := range s.docs {
		if s.index.ids[i] != r.Page.Group.ID {
			return false
		}
		if !slices.Equal(s.index.signatures[i], signatures[i]) {
			s.changed = append(s.changed, int32(i))
		}
	}
	return len(s.changed) <= mostChanged
}

// having returns the documents that have a word. They must not be changed.
func (s *similar) having(word uint32) []int32 {
	docs := s.index.with[word]
	if len(s.changed) == 0 {
		return docs
	}
	out := slices.Clone(s.now[word])
	for _, d := range docs {
		if !slices.Contains(s.changed, d) {
			out = append(out, d)
		}
	}
	return out
}

// related returns the documents closest to one: a point for each telling
// word and each country or outcome in common, two for each topic and each
// other term. No weight depends on the other documents, so that an edit
// changes hardly more than the lists it belongs to.
func (a at) related(r site.Rendition) []site.Rendition {
	s := a.b.similar[a.lang]()
	tally := s.tallies.Get().(*tally)
	defer s.tallies.Put(tally)
	for _, word := range a.b.texts.Signature(r) {
		if with := s.having(word); len(with) <= commonWord {
			tally.add(with)
		}
	}
	type scored struct {
		doc    int32
		points int
	}
	var best []scored
	least := tally.enough()
	for _, d := range tally.met {
		n, other := int(tally.points[d]), s.docs[d]
		if n < least || other.Page.Group == r.Page.Group {
			continue
		}
		if n += inCommon(&r.Page.Front, &other.Page.Front); n >= relatedMin {
			best = append(best, scored{d, n})
		}
	}
	tally.clear()
	slices.SortFunc(best, func(p, q scored) int { return cmp.Or(q.points-p.points, int(p.doc-q.doc)) })
	var out []site.Rendition
	for _, c := range best[:min(relatedMax, len(best))] {
		out = append(out, s.docs[c.doc])
	}
	return out
}

// tally counts the words that documents share with one. It is cleared after
// use and used again.
type tally struct {
	points []uint16 // by document
	met    []int32  // documents with a point
}

func (t *tally) add(docs []int32) {
	for _, d := range docs {
		if t.points[d] == 0 {
			t.met = append(t.met, d)
		}
		t.points[d]++
	}
}

func (t *tally) clear() {
	for _, d := range t.met {
		t.points[d] = 0
	}
	t.met = t.met[:0]
}

// enough is how many words a document must share to be looked at closely: as
// few as leave no more than closeLook documents.
func (t *tally) enough() int {
	var having [256]int
	for _, d := range t.met {
		having[min(int(t.points[d]), len(having)-1)]++
	}
	seen := 0
	for n := len(having) - 1; n > 0; n-- {
		if seen += having[n]; seen > closeLook {
			return n + 1
		}
	}
	return 1
}

// inCommon gives points for the terms that two pages share.
func inCommon(f, g *site.Front) int {
	points := 0
	for vocabulary, ids := range f.Terms {
		each := 2
		if vocabulary == "countries" || vocabulary == "outcomes" {
			each = 1
		}
		for _, id := range ids {
			if slices.Contains(g.Terms[vocabulary], id) {
				points += each
			}
		}
	}
	return points
}
