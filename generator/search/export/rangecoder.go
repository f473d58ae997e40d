package export

import "math/bits"

// bitWriter is the binary range coder of LZMA: each bit is coded with a
// probability that adapts to those before it. The browser's decoder is in
// client/src/coder.ts. Reading past the end gives zeros there, so that trailing
// zeros are cut.
type bitWriter struct {
	low     uint64
	width   uint32
	cache   byte
	pending int64
	out     []byte
}

// probability of a zero bit, of 2048.
type probability = uint16

// evenOdds is where every probability starts.
const evenOdds probability = 1024

// adaptRate is the part of its distance, as a power of two, that a probability
// moves with each bit.
const adaptRate = 4

func newBitWriter() *bitWriter { return &bitWriter{width: 1<<32 - 1, pending: 1} }

// bit writes one bit and adapts its probability.
func (w *bitWriter) bit(p *probability, bit uint32) {
	low, width := narrow(w.low, w.width, p, bit)
	if width < minWidth {
		low, width = w.normalize(low, width)
	}
	w.low, w.width = low, width
}

// minWidth is the width below which the highest byte of low no longer changes.
const minWidth = 1 << 24

// narrow returns the part of a range that a bit selects, and adapts the bit's
// probability. Which bit it is can't be foretold, so that both ways are computed:
// that is faster than a branch.
func narrow(low uint64, width uint32, p *probability, bit uint32) (uint64, uint32) {
	is, odds := -bit, uint32(*p) // is has all bits set where bit is
	bound := width >> 11 * odds
	*p = probability(odds + (2048-odds)>>adaptRate&^is - odds>>adaptRate&is)
	return low + uint64(bound&is), bound&^is | (width-bound)&is
}

// normalize moves settled bytes out of a range.
func (w *bitWriter) normalize(low uint64, width uint32) (uint64, uint32) {
	for width < minWidth {
		width <<= 8
		low = w.shift(low)
	}
	return low, width
}

// shift moves the highest byte of low out, once no carry can reach it.
func (w *bitWriter) shift(low uint64) uint64 {
	if low < 0xFF000000 || low > 0xFFFFFFFF {
		carry := byte(low >> 32)
		for ; w.pending > 0; w.pending-- {
			w.out = append(w.out, w.cache+carry)
			w.cache = 0xFF
		}
		w.cache = byte(low >> 24)
	}
	w.pending++
	return low << 8 & 0xFFFFFFFF
}

// bytes ends the stream. The first byte of LZMA's coder is always zero and left
// out.
func (w *bitWriter) bytes() []byte {
	for range 5 {
		w.low = w.shift(w.low)
	}
	out := w.out[1:]
	for len(out) > 0 && out[len(out)-1] == 0 {
		out = out[:len(out)-1]
	}
	return out
}

// numberModel adapts to numbers: how many bits they have, and the two bits
// after their highest.
type numberModel struct {
	length [32]probability  // of a tree of five decisions
	top    [128]probability // for each length: the next bit, the one after either
}

func newNumberModel() *numberModel {
	m := &numberModel{}
	for i := range m.length {
		m.length[i] = evenOdds
	}
	for i := range m.top {
		m.top[i] = evenOdds
	}
	return m
}

// number writes a number below 2^31.
func (w *bitWriter) number(m *numberModel, v uint32) {
	low, width := w.low, w.width // most numbers are written here: kept at hand
	n := bits.Len32(v)
	node := uint32(1)
	for i := 4; i >= 0; i-- {
		bit := uint32(n) >> i & 1
		low, width = narrow(low, width, &m.length[node&31], bit)
		if width < minWidth {
			low, width = w.normalize(low, width)
		}
		node = node<<1 | bit
	}
	n-- // the highest bit is known
	base := n << 2
	context := 1
	for k := 0; k < 2 && n > 0; k++ {
		n--
		bit := v >> n & 1
		low, width = narrow(low, width, &m.top[(base+context)&127], bit)
		if width < minWidth {
			low, width = w.normalize(low, width)
		}
		context = context<<1 | int(bit)
	}
	for n--; n >= 0; n-- { // the others are as likely as not
		width >>= 1
		low += uint64(width & -(v >> n & 1))
		if width < minWidth {
			low, width = w.normalize(low, width)
		}
	}
	w.low, w.width = low, width
}

// unaryModel adapts to small numbers.
type unaryModel [16]probability

func newUnaryModel() *unaryModel {
	m := &unaryModel{}
	for i := range m {
		m[i] = evenOdds
	}
	return m
}

// small writes a number that is mostly zero: a one bit for each step up to 15,
// then the rest by the other model.
func (w *bitWriter) small(m *unaryModel, rest *numberModel, v uint32) {
	for i := range uint32(15) {
		if v == i {
			w.bit(&m[i], 0)
			return
		}
		w.bit(&m[i], 1)
	}
	w.number(rest, v-15)
}
