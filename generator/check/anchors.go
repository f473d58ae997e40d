package check

import (
	"encoding/binary"
	"iter"

	"griot/generator/diag"
	"griot/generator/site"
)

// Anchor is a link to a place in a page.
type Anchor struct {
	Page, Lang   string // the page's group, and its language where that isn't the link's
	ID           string // of the place
	Line, Column int    // of the link, in its file
}

// Anchors are the links of a text to places in pages, as one piece of memory:
// texts and numbers one after the other, the length of each text before it as
// an unsigned varint, as the numbers are.
type Anchors []byte

// AnchorsOf lists the links of a text to places in pages.
func AnchorsOf(rec *site.Record) Anchors {
	var out Anchors
	for i := range rec.Refs {
		ref := &rec.Refs[i]
		if ref.Target.Anchor == "" || ref.Target.Page == "" {
			continue
		}
		for _, s := range [...]string{ref.Target.Page, ref.Target.Lang, ref.Target.Anchor} {
			out = append(binary.AppendUvarint(out, uint64(len(s))), s...)
		}
		out = binary.AppendUvarint(out, uint64(ref.Line))
		out = binary.AppendUvarint(out, uint64(ref.Column))
	}
	return append(Anchors(nil), out...) // no larger than it must be
}

// All yields the links.
func (a Anchors) All() iter.Seq[Anchor] {
	return func(yield func(Anchor) bool) {
		rest := a
		number := func() int {
			n, size := binary.Uvarint(rest)
			rest = rest[max(size, 0):]
			return int(n)
		}
		text := func() string {
			n := number()
			s := string(rest[:n])
			rest = rest[n:]
			return s
		}
		for len(rest) > 0 {
			if !yield(Anchor{text(), text(), text(), number(), number()}) {
				return
			}
		}
	}
}

// Report reports those of a page's links that lead to no place.
func (a Anchors) Report(in Input, p *site.Page) diag.List {
	var list diag.List
	c := checker{Input: in, list: &list}
	for to := range a.All() {
		c.anchor(p, &to)
	}
	return list
}
