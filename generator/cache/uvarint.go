package cache

import (
	"encoding/binary"
	"io"
)

// Uvarint decodes a number that binary.AppendUvarint wrote from the start of
// data and returns the bytes after it; ok is false if there is none.
func Uvarint[T string | []byte](data T) (n uint64, rest T, ok bool) {
	for i := 0; i < len(data) && i < binary.MaxVarintLen64; i++ {
		c := data[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			return n, data[i+1:], i < binary.MaxVarintLen64-1 || c <= 1
		}
	}
	return 0, data, false
}

// Coder writes the parts of a value in order, or reads them with the same
// calls, so that writing and reading can't differ. Numbers are uvarints; texts
// and lists have their length before them. The zero Coder writes.
type Coder struct {
	out     []byte
	in      string
	reading bool
	broken  bool
}

// Reader returns a Coder that reads what another one wrote. Texts that it reads
// are substrings of s. After a mistake it reads only zero values.
func Reader(s string) *Coder { return &Coder{in: s, reading: true} }

// Reading reports whether the Coder reads.
func (c *Coder) Reading() bool { return c.reading }

// Complete reports whether everything was read, without a mistake.
func (c *Coder) Complete() bool { return !c.broken && c.in == "" }

// Broken reports whether there was a mistake in what was read.
func (c *Coder) Broken() bool { return c.broken }

// Fail marks what was read as a mistake.
func (c *Coder) Fail() { c.broken, c.in = true, "" }

// Bytes returns what was written since the last Flush. It is valid until the
// next call.
func (c *Coder) Bytes() []byte { return c.out }

// Flush moves what was written to w.
func (c *Coder) Flush(w io.Writer) error {
	_, err := w.Write(c.out)
	c.out = c.out[:0]
	return err
}

// Number codes a whole number. Negative ones take ten bytes.
func Number[T ~int | ~int64 | ~uint64](c *Coder, n *T) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, uint64(*n))
		return
	}
	*n = T(c.number())
}

func (c *Coder) number() uint64 {
	n, rest, ok := Uvarint(c.in)
	if !ok {
		c.Fail()
		return 0
	}
	c.in = rest
	return n
}

// Flag codes a truth value.
func (c *Coder) Flag(b *bool) {
	n := 0
	if *b {
		n = 1
	}
	Number(c, &n)
	*b = n != 0
}

// Count codes the length of a list or text that follows, and returns it. A count
// that is read never exceeds the bytes that are left, since each element takes
// at least one.
func (c *Coder) Count(n int) int {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, uint64(n))
		return n
	}
	if n := c.number(); n <= uint64(len(c.in)) {
		return int(n)
	}
	c.Fail()
	return 0
}

// Text codes a text.
func Text[T ~string](c *Coder, s *T) {
	n := c.Count(len(*s))
	if !c.reading {
		c.out = append(c.out, *s...)
		return
	}
	*s, c.in = T(c.in[:n]), c.in[n:]
}

// Raw codes bytes of a known number.
func (c *Coder) Raw(b []byte) {
	if !c.reading {
		c.out = append(c.out, b...)
		return
	}
	if n := copy(b, c.in); n < len(b) {
		c.Fail()
	} else {
		c.in = c.in[n:]
	}
}
