package translate

import (
	"strings"

	"griot/generator/markdown"
)

// object stands in plain text for what is no text: code, a note, an address.
const object = '\ufffc'

// plain is a segment's text as readers see it, with the place of each of its
// bytes in the file.
type plain struct {
	text   string
	places []int    // of each byte of text; -1 where a byte is written otherwise in the file
	start  int      // of the segment
	set    [][2]int // ranges of text in italics, where words of other languages stand
}

// plainOf is a segment as readers see it; of a message, one of its forms.
func (d *Document) plainOf(s *Segment) []plain {
	switch {
	case s.passage != nil:
		return []plain{d.plainPassage(s)}
	case s.forms != nil:
		var out []plain
		for _, f := range s.forms {
			p := plain{text: placeholder.ReplaceAllStringFunc(f.Value, func(m string) string { return strings.Repeat("\x00", len(m)) }), start: f.Start}
			p.fill(d.Source, f.Start, f.End, f.Value)
			out = append(out, p)
		}
		return out
	}
	p := plain{text: s.scalar.Value, start: s.Start}
	p.fill(d.Source, s.Start, s.End, s.scalar.Value)
	return []plain{p}
}

// fill finds the places of a value that is written as it is, quotation marks
// aside.
func (p *plain) fill(src []byte, start, end int, value string) {
	p.places = make([]int, len(p.text))
	at := strings.Index(string(src[start:end]), value)
	for i := range p.places {
		if p.places[i] = -1; at >= 0 {
			p.places[i] = start + at + i
		}
	}
}

func (d *Document) plainPassage(s *Segment) plain {
	p := plain{start: s.Start}
	parts, _ := s.passage.Parts()
	text := s.passage.Text()
	place := make([]int, 0, len(text)) // of each byte of the passage
	for i, l := range s.passage.Lines {
		if i > 0 {
			place = append(place, -1)
		}
		for at := l.Start; at < l.End; at++ {
			place = append(place, d.bodyAt+at)
		}
	}
	var b strings.Builder
	italics := 0
	for _, x := range parts {
		switch {
		case x.Kind == "em" && x.Type == markdown.Open:
			italics++
			p.set = append(p.set, [2]int{b.Len(), b.Len()})
		case x.Kind == "em":
			if italics--; italics == 0 {
				p.set[len(p.set)-1][1] = b.Len()
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
				p.places = append(p.places, at)
			}
		case x.Kind == "br":
			b.WriteByte(' ')
			p.places = append(p.places, -1)
		case x.Type == markdown.Single:
			b.WriteRune(object)
			p.places = append(p.places, -1, -1, -1)
		}
	}
	p.text = b.String()
	return p
}

// place is where in the file a byte of the text stands, or the segment.
func (p *plain) place(offset int) int {
	for i := min(offset, len(p.places)-1); i >= 0; i-- {
		if p.places[i] >= 0 {
			return p.places[i]
		}
	}
	return p.start
}

// span is the range of the file that a range of the text stands at; ok is
// false where it does not stand there as it is.
func (p *plain) span(offset, n int) (start, end int, ok bool) {
	if offset+n > len(p.places) {
		return 0, 0, false
	}
	if n == 0 {
		return 0, 0, false
	}
	start = p.places[offset]
	for i := range n {
		if p.places[offset+i] != start+i || start < 0 {
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
func (p *plain) italic(offset int) bool {
	for _, r := range p.set {
		if offset >= r[0] && offset < r[1] {
			return true
		}
	}
	return false
}
