package translate

import (
	"strings"

	"griot/generator/markdown"
)

// nonText replaces, in visible text, what is no text: code, a note, a URL.
const nonText = '\ufffc'

// visibleText is the text of a segment as readers see it, with the offset of
// each byte in the file.
type visibleText struct {
	text    string
	offsets []int    // of each byte of text; -1 where a byte is written otherwise in the file
	start   int      // of the segment
	italics [][2]int // ranges of text in italics, where words of other languages stand
}

// visibleTexts is a segment as readers see it; of a message, each of its forms.
func (d *Document) visibleTexts(s *Segment) []visibleText {
	switch {
	case s.passage != nil:
		return []visibleText{d.plainPassage(s)}
	case s.forms != nil:
		var out []visibleText
		for _, f := range s.forms {
			p := visibleText{text: placeholder.ReplaceAllStringFunc(f.Value, func(m string) string { return strings.Repeat("\x00", len(m)) }), start: f.Start}
			p.fill(d.Source, f.Start, f.End, f.Value)
			out = append(out, p)
		}
		return out
	}
	p := visibleText{text: s.scalar.Value, start: s.Start}
	p.fill(d.Source, s.Start, s.End, s.scalar.Value)
	return []visibleText{p}
}

// fill finds the places of a value that is written as it is, quotation marks
// aside.
func (p *visibleText) fill(src []byte, start, end int, value string) {
	p.offsets = make([]int, len(p.text))
	at := strings.Index(string(src[start:end]), value)
	for i := range p.offsets {
		if p.offsets[i] = -1; at >= 0 {
			p.offsets[i] = start + at + i
		}
	}
}

func (d *Document) plainPassage(s *Segment) visibleText {
	p := visibleText{start: s.Start}
	parts, _ := s.passage.Parts()
	text := s.passage.Text()
	place := make([]int, 0, len(text)) // of each byte of the passage
	for i, l := range s.passage.Lines {
		if i > 0 {
			place = append(place, -1)
		}
		for at := l.Start; at < l.End; at++ {
			place = append(place, d.bodyStart+at)
		}
	}
	var b strings.Builder
	italics := 0
	for _, x := range parts {
		switch {
		case x.Kind == "em" && x.Type == markdown.Open:
			italics++
			p.italics = append(p.italics, [2]int{b.Len(), b.Len()})
		case x.Kind == "em":
			if italics--; italics == 0 {
				p.italics[len(p.italics)-1][1] = b.Len()
			}
		case x.Type == markdown.Words:
			raw := text[x.Start:x.End]
			words := markdown.Plain(raw)
			same := len(words) == len(raw)
			for i, c := range words {
				at := -1
				if same {
					at = place[x.Start+i]
				}
				if c == '\n' || c == '\r' {
					c, at = ' ', -1
				}
				b.WriteByte(c)
				p.offsets = append(p.offsets, at)
			}
		case x.Kind == "br":
			b.WriteByte(' ')
			p.offsets = append(p.offsets, -1)
		case x.Type == markdown.Single:
			b.WriteRune(nonText)
			p.offsets = append(p.offsets, -1, -1, -1)
		}
	}
	p.text = b.String()
	return p
}

// offset is that of a byte of the text in the file, or else of the segment.
func (p *visibleText) offset(offset int) int {
	for i := min(offset, len(p.offsets)-1); i >= 0; i-- {
		if p.offsets[i] >= 0 {
			return p.offsets[i]
		}
	}
	return p.start
}

// span is the range of the file that a range of the text stands at; ok is
// false where it does not stand there as it is.
func (p *visibleText) span(offset, n int) (start, end int, ok bool) {
	if offset+n > len(p.offsets) {
		return 0, 0, false
	}
	if n == 0 {
		return 0, 0, false
	}
	start = p.offsets[offset]
	for i := range n {
		if p.offsets[offset+i] != start+i || start < 0 {
			return 0, 0, false
		}
	}
	return start, start + n, true
}

// plainScalar reports whether a scalar is written without escapes, so that a
// piece of it can be replaced.
func plainScalar(s *Segment) bool {
	return s.scalar == nil || s.scalar.Style == 0 || s.scalar.Style == '"'
}

// italic reports whether a byte of the text stands in italics.
func (p *visibleText) italic(offset int) bool {
	for _, r := range p.italics {
		if offset >= r[0] && offset < r[1] {
			return true
		}
	}
	return false
}
