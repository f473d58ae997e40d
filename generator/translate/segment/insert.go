package segment

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// Inside reports whether a block is another one or is within it.
func (d *Document) Inside(b, outer int) bool {
	for ; b >= 0; b = d.Outline.Blocks[b].Parent {
		if b == outer {
			return true
		}
	}
	return false
}

// Tight are the kinds of blocks that have no blank lines between them.
var Tight = map[string]bool{"ListItem": true, "TableRow": true, "TextBlock": true}

// Insert puts a block into a page, with blank lines around it if it needs
// them. It returns nil if anything but the new texts would change.
func (d *Document) Insert(at int, chunk string, tight bool, want []Tagged) *Document {
	nl := Newline(d.Source)
	start, lead, trail := "", "", ""
	if at > 0 && d.Source[at-1] != '\n' {
		start = nl
	}
	if last := bytes.TrimRight(d.Source[:at], " \t"); !tight && at > d.BodyStart && !bytes.HasSuffix(last, []byte(nl+nl)) {
		lead = nl
	}
	if !tight && at < len(d.Source) && d.Source[at] != '\n' && d.Source[at] != '\r' {
		trail = nl
	}
	for _, around := range [][2]string{{lead, trail}, {"", ""}, {"", nl}, {nl, ""}, {nl, nl}} {
		text := start + around[0] + chunk + around[1]
		next := d.Reparse(slices.Concat(d.Source[:at], []byte(text), d.Source[at:]))
		if next.Err == nil && grown(d, next, at, len(text), want) {
			return next
		}
	}
	return nil
}

// grown reports whether a page differs from what it was only by new texts in
// one place.
func grown(was, is *Document, at, n int, want []Tagged) bool {
	if len(is.Segments) != len(was.Segments)+len(want) || len(is.Outline.Blocks) <= len(was.Outline.Blocks) {
		return false
	}
	i, found := 0, 0
	for j := range is.Segments {
		s := &is.Segments[j]
		if s.Start >= at && s.End <= at+n {
			if found >= len(want) || !SameShape(is.Tagged(s), want[found]) {
				return false
			}
			found++
			continue
		}
		if i >= len(was.Segments) {
			return false
		}
		old := &was.Segments[i]
		i++
		if cmp.Or(strings.Compare(old.Text, s.Text), strings.Compare(old.Kind, s.Kind)) != 0 || old.Passage != nil && blockPath(was, old) != blockPath(is, s) {
			return false
		}
	}
	return found == len(want)
}

// blockPath names the kinds of the blocks around a segment.
func blockPath(d *Document, s *Segment) string {
	var b strings.Builder
	for i := s.Passage.Block; i > 0; i = d.Outline.Blocks[i].Parent {
		b.WriteString(d.Outline.Blocks[i].Kind)
		b.WriteByte(' ')
	}
	return b.String()
}

// grownFront reports whether a document differs from what it was only by one
// new text.
func grownFront(was, is *Document, value string) bool {
	if len(is.Segments) != len(was.Segments)+1 {
		return false
	}
	i, added := 0, 0
	for j := range is.Segments {
		if i < len(was.Segments) && was.Segments[i].Text == is.Segments[j].Text && was.Segments[i].Key == is.Segments[j].Key && was.Segments[i].Sequence == is.Segments[j].Sequence {
			i++
		} else if added++; is.Segments[j].Text != value {
			return false
		}
	}
	return i == len(was.Segments) && added == 1
}

// lineEnd returns the offset, in the YAML, of the end of a line.
func (d *Document) lineEnd(at int) int {
	front := d.Source[d.frontStart:d.frontEnd]
	if n := bytes.IndexByte(front[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(front)
}
