package export

import "math/bits"

// bitWriter is the binary range coder of LZMA: it encodes each bit with a probability that
// adapts to the bits before. The decoder is in client/src/coder.ts. It reads zeros after
// the end, so trailing zeros are not written.
type bitWriter struct {
	low     uint64
	width   uint32
	cache   byte
	pending int64
	out     []byte
}

// probability is that of a zero bit, times 2048.
type probability = uint16

// evenOdds is the initial probability.
const evenOdds probability = 1024

// adaptRate says how fast probabilities adapt: each bit moves one by 1/2^adaptRate of its
// distance from certainty.
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

// narrow returns the part of a range that a bit selects, and adapts the probability. It
// computes both cases, because a branch on a bit can't be predicted and is slower.
func narrow(low uint64, width uint32, p *probability, bit uint32) (uint64, uint32) {
	is, odds := -bit, uint32(*p) // is has all bits set where bit is
	bound := width >> 11 * odds
	*p = probability(odds + (2048-odds)>>adaptRate&^is - odds>>adaptRate&is)
	return low + uint64(bound&is), bound&^is | (width-bound)&is
}

// normalize moves the bytes out of a range that no longer change.
func (w *bitWriter) normalize(low uint64, width uint32) (uint64, uint32) {
	for width < minWidth {
		width <<= 8
		low = w.shift(low)
	}
	return low, width
}

// shift moves the highest byte of low to the output, once no carry can change it.
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

// bytes ends the stream and returns it without its first byte, which is always zero.
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

// numberModel adapts to the number of bits of numbers, and to the two bits after the
// highest.
type numberModel struct {
	length [32]probability  // a binary tree of five levels
	top    [128]probability // for each length: the bit after the highest, and the next one for either value of it
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
	low, width := w.low, w.width // local, because this is where most bits are written
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
	n-- // the highest bit is always one
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
	for n--; n >= 0; n-- { // zero and one are equally likely in the other bits
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

// small writes a number that is mostly small: as many one bits and a zero bit, or from 15
// on 15 one bits and the remainder with the other model.
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
