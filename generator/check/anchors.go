package check

import (
	"encoding/binary"
	"iter"

	"griot/generator/diag"
	"griot/generator/site"
)

// Anchor is a link to an id in a page.
type Anchor struct {
	Page, Lang   string // id of the target's group, and its language if that isn't the link's
	ID           string // that the link names
	Line, Column int    // of the link, in its file
}

// Anchors are the links of a text to ids in pages, encoded in one allocation:
// strings and numbers one after the other, all lengths and numbers as unsigned
// varints.
type Anchors []byte

// AnchorsOf returns the links of a text to ids in pages.
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
	return append(Anchors(nil), out...) // without spare capacity
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

// Report reports the links of a page to ids that do not exist.
func (a Anchors) Report(in Input, p *site.Page) diag.List {
	var list diag.List
	c := checker{Input: in, list: &list}
	for to := range a.All() {
		c.anchor(p, &to)
	}
	return list
}
