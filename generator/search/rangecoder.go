package search

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
	bound := w.width >> 11 * uint32(*p)
	if bit == 0 {
		w.width = bound
		*p += (2048 - *p) >> adaptRate
	} else {
		w.low += uint64(bound)
		w.width -= bound
		*p -= *p >> adaptRate
	}
	w.normalize()
}

// raw writes the lowest n bits of v, the highest first, all as likely as not.
func (w *bitWriter) raw(v uint32, n int) {
	for n--; n >= 0; n-- {
		w.width >>= 1
		if v>>n&1 == 1 {
			w.low += uint64(w.width)
		}
		w.normalize()
	}
}

func (w *bitWriter) normalize() {
	for w.width < 1<<24 {
		w.width <<= 8
		w.shift()
	}
}

// shift moves the highest byte of low out, once no carry can reach it.
func (w *bitWriter) shift() {
	if w.low < 0xFF000000 || w.low > 0xFFFFFFFF {
		carry := byte(w.low >> 32)
		for ; w.pending > 0; w.pending-- {
			w.out = append(w.out, w.cache+carry)
			w.cache = 0xFF
		}
		w.cache = byte(w.low >> 24)
	}
	w.pending++
	w.low = w.low << 8 & 0xFFFFFFFF
}

// bytes ends the stream. The first byte of LZMA's coder is always zero and left
// out.
func (w *bitWriter) bytes() []byte {
	for range 5 {
		w.shift()
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
	n := bits.Len32(v)
	node := uint32(1)
	for i := 4; i >= 0; i-- {
		bit := uint32(n) >> i & 1
		w.bit(&m.length[node], bit)
		node = node<<1 | bit
	}
	n-- // the highest bit is known
	base := n << 2
	context := 1
	for k := 0; k < 2 && n > 0; k++ {
		n--
		bit := v >> n & 1
		w.bit(&m.top[base+context], bit)
		context = context<<1 | int(bit)
	}
	if n > 0 {
		w.raw(v, n)
	}
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
