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
// written in the language (not those that stand in for a translation) and,
// for each word of their signatures, who has it.
type similar struct {
	docs    []site.Rendition
	with    map[uint32][]int32
	tallies sync.Pool
}

func (b *Builder) newSimilar(lang string) *similar {
	s := &similar{with: map[uint32][]int32{}}
	for _, r := range b.langs[lang].documents {
		if r.Fallback() {
			continue
		}
		for _, word := range b.texts.Signature(r) {
			s.with[word] = append(s.with[word], int32(len(s.docs)))
		}
		s.docs = append(s.docs, r)
	}
	s.tallies.New = func() any { return &tally{points: make([]uint16, len(s.docs))} }
	return s
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
		if with := s.with[word]; len(with) <= commonWord {
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
