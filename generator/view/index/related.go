package index

import (
	"cmp"
	"slices"
	"sync"

	"griot/generator/site"
)

// relatedMax is how many related documents a document shows, and relatedMin the
// number of points that makes two documents related. A keyword of more than
// maxKeywordDocuments documents is ignored; of the documents that share keywords,
// about maxCompared are compared by their terms.
const (
	relatedMax          = 3
	relatedMin          = 4
	maxKeywordDocuments = 64
	maxCompared         = 48
)

// Related finds the documents of a language that share keywords, except for
// fallbacks. It consists of a keyword index and the documents whose keywords changed
// since that was made.
type Related struct {
	docs        []site.Rendition
	index       *Keywords
	changed     []int32            // documents
	changedDocs map[uint32][]int32 // word -> those of the changed documents that have it
	tallies     sync.Pool
}

// Keywords maps each keyword to the documents that have it. It may be older than the
// Related that uses it.
type Keywords struct {
	ids       []string   // of the documents' groups
	keywords  [][]uint32 // of the documents
	documents map[uint32][]int32
}

// maxChanged is how many documents may differ from a keyword index before a new
// one is made.
const maxChanged = 32

// NewRelated indexes documents by their keywords. It uses last, the keyword index of
// a previous call, or nil, if few documents differ, and returns the keyword index
// for the next call.
func NewRelated(documents []site.Rendition, keywords func(site.Rendition) []uint32, last *Keywords) (*Related, *Keywords) {
	s := &Related{index: last}
	for _, r := range documents {
		if !r.Fallback() {
			s.docs = append(s.docs, r)
		}
	}
	hashes := make([][]uint32, len(s.docs))
	for i, r := range s.docs {
		hashes[i] = keywords(r)
	}
	if s.index == nil || !s.findChanged(hashes) {
		s.index, s.changed = newKeywords(s.docs, hashes), nil
	}
	s.changedDocs = map[uint32][]int32{}
	for _, d := range s.changed {
		for _, word := range hashes[d] {
			s.changedDocs[word] = append(s.changedDocs[word], d)
		}
	}
	s.tallies.New = func() any { return &tally{points: make([]uint16, len(s.docs))} }
	return s, s.index
}

func newKeywords(docs []site.Rendition, hashes [][]uint32) *Keywords {
	x := &Keywords{ids: make([]string, len(docs)), keywords: hashes, documents: map[uint32][]int32{}}
	having, all := map[uint32]int{}, 0 // documents of each word
	for i, r := range docs {
		x.ids[i] = r.Page.Group.ID
		for _, word := range hashes[i] {
			having[word]++
		}
		all += len(hashes[i])
	}
	rest := make([]int32, all) // all lists share one array
	for word, n := range having {
		x.documents[word], rest = rest[:0:n], rest[n:]
	}
	for i, words := range hashes {
		for _, word := range words {
			x.documents[word] = append(x.documents[word], int32(i))
		}
	}
	return x
}

// findChanged lists the documents whose keywords changed since the keyword index
// was made; it reports false if a new index is needed.
func (s *Related) findChanged(hashes [][]uint32) bool {
	if len(s.index.ids) != len(s.docs) {
		return false
	}
	for i, r := range s.docs {
		if s.index.ids[i] != r.Page.Group.ID {
			return false
		}
		if !slices.Equal(s.index.keywords[i], hashes[i]) {
			s.changed = append(s.changed, int32(i))
		}
	}
	return len(s.changed) <= maxChanged
}

// documentsWith returns the documents that have a keyword. Callers must not
// modify the slice.
func (s *Related) documentsWith(word uint32) []int32 {
	docs := s.index.documents[word]
	if len(s.changed) == 0 {
		return docs
	}
	out := slices.Clone(s.changedDocs[word])
	for _, d := range docs {
		if !slices.Contains(s.changed, d) {
			out = append(out, d)
		}
	}
	return out
}

// To returns the documents closest to one with some keywords: a shared keyword,
// country or outcome is a point, any other shared term two. No weight depends on the
// other documents, so that an edit changes few other pages.
func (s *Related) To(r site.Rendition, keywords []uint32) []site.Rendition {
	tally := s.tallies.Get().(*tally)
	defer s.tallies.Put(tally)
	for _, word := range keywords {
		if with := s.documentsWith(word); len(with) <= maxKeywordDocuments {
			tally.add(with)
		}
	}
	type scored struct {
		doc    int32
		points int
	}
	var best []scored
	minShared := tally.minShared()
	for _, d := range tally.seen {
		n, other := int(tally.points[d]), s.docs[d]
		if n < minShared || other.Page.Group == r.Page.Group {
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
	seen   []int32  // documents with a point
}

func (t *tally) add(docs []int32) {
	for _, d := range docs {
		if t.points[d] == 0 {
			t.seen = append(t.seen, d)
		}
		t.points[d]++
	}
}

func (t *tally) clear() {
	for _, d := range t.seen {
		t.points[d] = 0
	}
	t.seen = t.seen[:0]
}

// minShared is how many keywords a document must share to be compared by its
// terms: the smallest number that leaves at most maxCompared documents.
func (t *tally) minShared() int {
	var having [256]int
	for _, d := range t.seen {
		having[min(int(t.points[d]), len(having)-1)]++
	}
	seen := 0
	for n := len(having) - 1; n > 0; n-- {
		if seen += having[n]; seen > maxCompared {
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

// Near returns the documents whose related documents may differ after documents,
// changed of them, gained or lost keywords.
func (s *Related) Near(keywords []uint32, changed int) []site.Rendition {
	var near []site.Rendition
	seen := map[int32]bool{}
	for _, w := range keywords {
		having := s.documentsWith(w)
		if len(having) > maxKeywordDocuments+changed { // ignored before, too
			continue
		}
		for _, d := range having {
			if !seen[d] {
				seen[d] = true
				near = append(near, s.docs[d])
			}
		}
	}
	return near
}
