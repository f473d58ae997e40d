package export

import "math/bits"

// listWriter codes lists of document numbers, with frequencies or positions.
// One writer codes the lists of one shard, which are decoded from the first on.
type listWriter struct {
	w        *bitWriter
	docs     int
	count    *numberModel
	gaps     [16]*numberModel // by how rare the term is
	freqs    [16]*unaryModel
	rest     *numberModel
	counts   [16]*unaryModel // number of positions, by how rare the term is
	position [2]*numberModel // first position, further ones
}

func newListWriter(docs int) *listWriter {
	l := &listWriter{w: newBitWriter(), docs: docs, count: newNumberModel(), rest: newNumberModel()}
	for i := range l.gaps {
		l.gaps[i], l.freqs[i], l.counts[i] = newNumberModel(), newUnaryModel(), newUnaryModel()
	}
	l.position[0], l.position[1] = newNumberModel(), newNumberModel()
	return l
}

// rarity is the model that a list of n documents uses: the bits of how many
// documents there are to each of the list.
func (l *listWriter) rarity(n int) int {
	if n == 0 {
		return 0
	}
	return min(15, bits.Len(uint(l.docs/n)))
}

// ids writes the number of documents and the documents, ascending.
func (l *listWriter) ids(docs []uint32) {
	l.w.number(l.count, uint32(len(docs)))
	model := l.gaps[l.rarity(len(docs))]
	next := uint32(0)
	for _, d := range docs {
		l.w.number(model, d-next)
		next = d + 1
	}
}

// postings writes the n documents of a term with its frequencies in them, as
// freqDigit has them, each at least 1. next returns one after the other: the
// number of documents left out before it, and the frequency.
func (l *listWriter) postings(n int, next func() (gap uint32, digit uint8)) {
	l.w.number(l.count, uint32(n))
	r := l.rarity(n)
	for range n {
		gap, digit := next()
		l.w.number(l.gaps[r], gap)
		l.w.small(l.freqs[r], l.rest, uint32(digit-1))
	}
}

// positions writes the positions of a term in each of its documents, each less
// the one before.
func (l *listWriter) positions(n int, gaps func(i int) []uint32) {
	l.w.number(l.count, uint32(n))
	r := l.rarity(n)
	for i := range n {
		list := gaps(i)
		l.w.small(l.counts[r], l.rest, uint32(len(list)-1))
		model := l.position[0]
		for _, gap := range list {
			l.w.number(model, gap-1)
			model = l.position[1]
		}
	}
}
