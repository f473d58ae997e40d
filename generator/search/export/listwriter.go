package export

import "math/bits"

// listWriter encodes the lists of one shard: document numbers, with frequencies or
// positions. They must be decoded in the same order, because its models adapt.
type listWriter struct {
	w        *bitWriter
	docs     int
	count    *numberModel
	gaps     [16]*numberModel // by rarity
	freqs    [16]*unaryModel
	rest     *numberModel
	counts   [16]*unaryModel // number of positions, by rarity
	position [2]*numberModel // of the first position, and of further ones
}

func newListWriter(docs int) *listWriter {
	l := &listWriter{w: newBitWriter(), docs: docs, count: newNumberModel(), rest: newNumberModel()}
	for i := range l.gaps {
		l.gaps[i], l.freqs[i], l.counts[i] = newNumberModel(), newUnaryModel(), newUnaryModel()
	}
	l.position[0], l.position[1] = newNumberModel(), newNumberModel()
	return l
}

// rarity returns the index of the model for a list of n documents: the number of bits of
// the ratio of all documents to n.
func (l *listWriter) rarity(n int) int {
	if n == 0 {
		return 0
	}
	return min(15, bits.Len(uint(l.docs/n)))
}

// ids writes the number of documents and their numbers, which must ascend.
func (l *listWriter) ids(docs []uint32) {
	l.w.number(l.count, uint32(len(docs)))
	model := l.gaps[l.rarity(len(docs))]
	next := uint32(0)
	for _, d := range docs {
		l.w.number(model, d-next)
		next = d + 1
	}
}

// postings writes the n postings of a term. next returns one after the other: the number
// of documents between it and the one before, and the frequency as a freqDigit, which is
// at least 1.
func (l *listWriter) postings(n int, next func() (gap uint32, digit uint8)) {
	l.w.number(l.count, uint32(n))
	r := l.rarity(n)
	for range n {
		gap, digit := next()
		l.w.number(l.gaps[r], gap)
		l.w.small(l.freqs[r], l.rest, uint32(digit-1))
	}
}

// positions writes the positions of a term in each of its n documents, as differences
// from the position before.
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
