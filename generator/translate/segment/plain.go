package segment

import (
	"strings"

	"griot/generator/markdown/passage"
)

// NonText replaces code, notes and URLs in visible text.
const NonText = '\ufffc'

// VisibleText is the text of a segment as readers see it, with the offset of
// each byte in the file.
type VisibleText struct {
	Text    string
	Offsets []int    // of each byte of Text; -1 if it is written otherwise in the file
	Start   int      // of the segment
	italics [][2]int // ranges of Text in italics, which may be in another language
}

// VisibleTexts returns a segment as readers see it; of a message, each of its
// forms.
func (d *Document) VisibleTexts(s *Segment) []VisibleText {
	switch {
	case s.Passage != nil:
		return []VisibleText{d.plainPassage(s)}
	case s.Forms != nil:
		var out []VisibleText
		for _, f := range s.Forms {
			p := VisibleText{Text: placeholder.ReplaceAllStringFunc(f.Value, func(m string) string { return strings.Repeat("\x00", len(m)) }), Start: f.Start}
			p.fill(d.Source, f.Start, f.End, f.Value)
			out = append(out, p)
		}
		return out
	}
	p := VisibleText{Text: s.Scalar.Value, Start: s.Start}
	p.fill(d.Source, s.Start, s.End, s.Scalar.Value)
	return []VisibleText{p}
}

// fill finds the offsets of a value that is written literally, apart from
// quotation marks.
func (p *VisibleText) fill(src []byte, start, end int, value string) {
	p.Offsets = make([]int, len(p.Text))
	at := strings.Index(string(src[start:end]), value)
	for i := range p.Offsets {
		if p.Offsets[i] = -1; at >= 0 {
			p.Offsets[i] = start + at + i
		}
	}
}

func (d *Document) plainPassage(s *Segment) VisibleText {
	p := VisibleText{Start: s.Start}
	parts, _ := s.Passage.Parts()
	text := s.Passage.Text()
	place := make([]int, 0, len(text)) // of each byte of the passage
	for i, l := range s.Passage.Lines {
		if i > 0 {
			place = append(place, -1)
		}
		for at := l.Start; at < l.End; at++ {
			place = append(place, d.BodyStart+at)
		}
	}
	var b strings.Builder
	italics := 0
	for _, x := range parts {
		switch {
		case x.Kind == "em" && x.Type == passage.Open:
			italics++
			p.italics = append(p.italics, [2]int{b.Len(), b.Len()})
		case x.Kind == "em":
			if italics--; italics == 0 {
				p.italics[len(p.italics)-1][1] = b.Len()
			}
		case x.Type == passage.Words:
			raw := text[x.Start:x.End]
			words := passage.Plain(raw)
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
				p.Offsets = append(p.Offsets, at)
			}
		case x.Kind == "br":
			b.WriteByte(' ')
			p.Offsets = append(p.Offsets, -1)
		case x.Type == passage.Single:
			b.WriteRune(NonText)
			p.Offsets = append(p.Offsets, -1, -1, -1)
		}
	}
	p.Text = b.String()
	return p
}

// Offset returns the offset in the file of a byte of the text, or of what
// precedes it.
func (p *VisibleText) Offset(offset int) int {
	for i := min(offset, len(p.Offsets)-1); i >= 0; i-- {
		if p.Offsets[i] >= 0 {
			return p.Offsets[i]
		}
	}
	return p.Start
}

// Span returns the range of the file that has a range of the text; ok is false
// if it is written otherwise there.
func (p *VisibleText) Span(offset, n int) (start, end int, ok bool) {
	if offset+n > len(p.Offsets) {
		return 0, 0, false
	}
	if n == 0 {
		return 0, 0, false
	}
	start = p.Offsets[offset]
	for i := range n {
		if p.Offsets[offset+i] != start+i || start < 0 {
			return 0, 0, false
		}
	}
	return start, start + n, true
}

// PlainScalar reports whether a segment is written without escapes, so that a
// part of it can be replaced.
func PlainScalar(s *Segment) bool {
	return s.Scalar == nil || s.Scalar.Style == 0 || s.Scalar.Style == '"'
}

// Italic reports whether a byte of the text is in italics.
func (p *VisibleText) Italic(offset int) bool {
	for _, r := range p.italics {
		if offset >= r[0] && offset < r[1] {
			return true
		}
	}
	return false
}

// Readable returns a text, such as an old one, as readers would see it,
// without markup; at is the segment that it belongs to.
func Readable(at *Segment, text string) string {
	if at.Passage == nil {
		return text
	}
	outline := passage.Find([]byte(text))
	if len(outline.Passages) != 1 {
		return text
	}
	p := &outline.Passages[0]
	parts, _ := p.Parts()
	src := p.Text()
	var b strings.Builder
	for _, x := range parts {
		switch {
		case x.Type == passage.Words:
			b.Write(passage.Plain(src[x.Start:x.End]))
		case x.Kind == "code" || x.Kind == "url":
			b.WriteString(x.Value)
		case x.Kind == "br":
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
