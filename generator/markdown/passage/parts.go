package passage

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"griot/generator/markdown/syntax"
)

// PartType is how a part of a passage is written.
type PartType uint8

// The types of parts.
const (
	Words  PartType = iota // text that is translated
	Open                   // starts markup around text, such as ** or [
	Close                  // ends it, such as ** or ](url)
	Single                 // has no end, such as code or a reference to a note
)

// Part is a piece of a passage. Joined, the parts of a passage are its text, byte by
// byte.
type Part struct {
	Type       PartType
	Kind       string // em, strong, del, a, img, title, code, note, url, html, br; "" for words
	Tag        int    // joins Open and Close; from 1, in the order of the text
	Start, End int    // in Passage.Text
	Value      string // what a Close of a or img leads to; the content of code, note, url, html
}

// Text is the passage's Markdown, its lines joined by line feeds.
func (p *Passage) Text() []byte {
	if len(p.Lines) == 1 {
		return p.source[p.Lines[0].Start:p.Lines[0].End]
	}
	var out []byte
	for i, l := range p.Lines {
		if i > 0 {
			out = append(out, '\n')
		}
		out = append(out, p.source[l.Start:l.End]...)
	}
	return out
}

// sourceLines turns a range of Text into spans of the source.
func (p *Passage) sourceLines(start, end int) []Span {
	var out []Span
	at := 0
	for _, l := range p.Lines {
		from, to := max(start-at, 0), min(end-at, l.End-l.Start)
		if from < to {
			out = append(out, Span{l.Start + from, l.Start + to})
		}
		at += l.End - l.Start + 1
	}
	return out
}

// Parts returns the parts of a passage. If they can't be told apart, ok is false and the
// only part is the whole text.
func (p *Passage) Parts() (parts []Part, ok bool) {
	if p.parts == nil {
		t := &tagger{passage: p, text: p.Text(), ok: true}
		for n := p.first; n != nil && n != p.stop && t.ok; n = n.NextSibling() {
			t.inline(n)
		}
		t.words(len(t.text))
		p.parts, p.broken = t.parts, !t.ok
		if !t.ok {
			p.parts = []Part{{End: len(t.text)}}
		}
	}
	return p.parts, !p.broken
}

// tagger finds the parts of a passage by goldmark's nodes.
type tagger struct {
	passage *Passage
	text    []byte
	parts   []Part
	at      int // the end of the last part
	tags    int
	ok      bool
}

// offset turns an offset in the source into one in the text, or -1.
func (t *tagger) offset(source int) int {
	at := 0
	for _, l := range t.passage.Lines {
		if source >= l.Start && source <= l.End {
			return at + source - l.Start
		}
		at += l.End - l.Start + 1
	}
	return -1
}

// words adds the text up to an offset as words.
func (t *tagger) words(end int) {
	if end < t.at || end > len(t.text) {
		t.ok = false
		return
	}
	if end == t.at {
		return
	}
	if n := len(t.parts); n > 0 && t.parts[n-1].Type == Words {
		t.parts[n-1].End = end
	} else {
		t.parts = append(t.parts, Part{Start: t.at, End: end})
	}
	t.at = end
}

// gap adds the white space up to an offset as words. Anything else there means that
// text and nodes don't agree.
func (t *tagger) gap(end int) {
	if end < t.at || end > len(t.text) || len(bytes.TrimSpace(t.text[t.at:end])) > 0 {
		t.ok = false
		return
	}
	t.words(end)
}

// mark adds a part that is not words, from the end of the last one.
func (t *tagger) mark(typ PartType, kind string, tag, end int, value string) {
	if end < t.at || end > len(t.text) {
		t.ok = false
		return
	}
	t.parts = append(t.parts, Part{typ, kind, tag, t.at, end, value})
	t.at = end
}

func (t *tagger) tag() int {
	t.tags++
	return t.tags
}

func (t *tagger) inline(n ast.Node) {
	if x, ok := n.(*ast.Text); ok {
		t.textNode(x)
		return
	}
	start := t.offset(openingOf(n))
	if start < 0 {
		t.ok = false
		return
	}
	if x, ok := n.(*east.FootnoteLink); ok && x.Pos() >= 0 && start+1 == t.at && t.text[start] == '!' {
		start++ // goldmark counts the mark before it
	}
	t.gap(start)
	if !t.ok {
		return
	}
	switch x := n.(type) {
	case *ast.Emphasis:
		kind := "em"
		if x.Level == 2 {
			kind = "strong"
		}
		t.wrap(n, kind, x.Level)
	case *east.Strikethrough:
		t.wrap(n, "del", len("~~"))
	case *ast.CodeSpan:
		t.codeSpan()
	case *ast.Link:
		t.link(n, "a", x.Reference, x.Destination)
	case *ast.Image:
		t.link(n, "img", x.Reference, x.Destination)
	case *ast.AutoLink:
		if !syntax.IsBare(x, t.passage.source) {
			t.upTo('>', "url", 1)
			return
		}
		label := x.Label(t.passage.source)
		t.mark(Single, "url", t.tag(), t.at+len(label), string(Plain(label)))
	case *ast.RawHTML:
		t.rawHTML(x)
	case *east.FootnoteLink, *syntax.UnknownNote:
		t.upTo(']', "note", 2)
	default:
		t.ok = false
	}
}

// openingOf returns the start of an inline node. For emphasis goldmark reports the start
// of the whole run of marks, so it is counted back from the content.
func openingOf(n ast.Node) int {
	switch x := n.(type) {
	case *ast.Text:
		return x.Segment.Start
	case *ast.Emphasis:
		if c := n.FirstChild(); c != nil {
			return openingOf(c) - x.Level
		}
	}
	return n.Pos()
}

func (t *tagger) textNode(n *ast.Text) {
	start, end := t.offset(n.Segment.Start), t.offset(n.Segment.Stop)
	if start < 0 && end >= 0 && len(t.parts) == 0 && n.Segment.Start < t.passage.Lines[0].Start {
		start = 0 // what precedes the passage in its node, such as the dash before an author
	}
	if start < 0 || end < start {
		if n.Segment.Len() == 0 {
			return
		}
		t.ok = false
		return
	}
	if start < t.at && len(bytes.Trim(t.text[start:end], "*_~")) == 0 {
		start, end = t.at, t.at+end-start // marks left over from a run: goldmark reports the run's start
	}
	t.gap(start)
	if !t.ok {
		return
	}
	t.words(end)
	if n.HardLineBreak() {
		if next := bytes.IndexByte(t.text[end:], '\n'); next >= 0 {
			t.mark(Single, "br", t.tag(), end+next+1, "")
		}
	}
}

// wrap adds emphasis, whose marks are right beside its content.
func (t *tagger) wrap(n ast.Node, kind string, width int) {
	tag := t.tag()
	c := t.text[t.at]
	t.mark(Open, kind, tag, t.at+width, "")
	for c := n.FirstChild(); c != nil && t.ok; c = c.NextSibling() {
		t.inline(c)
	}
	if !t.ok || t.at+width > len(t.text) || t.text[t.at] != c || t.text[t.at+width-1] != c {
		t.ok = false
		return
	}
	t.mark(Close, kind, tag, t.at+width, "")
}

func (t *tagger) codeSpan() {
	rest := t.text[t.at:]
	ticks := len(rest) - len(bytes.TrimLeft(rest, "`"))
	for i := ticks; i < len(rest); i++ {
		if rest[i] != '`' {
			continue
		}
		n := len(rest[i:]) - len(bytes.TrimLeft(rest[i:], "`"))
		if n == ticks {
			t.mark(Single, "code", t.tag(), t.at+i+n, string(rest[ticks:i]))
			return
		}
		i += n - 1
	}
	t.ok = false
}

// upTo adds a part that ends with a character. Its value is the part without skip bytes
// at its start and the character.
func (t *tagger) upTo(end byte, kind string, skip int) {
	n := bytes.IndexByte(t.text[t.at:], end)
	if n < skip {
		t.ok = false
		return
	}
	t.mark(Single, kind, t.tag(), t.at+n+1, string(t.text[t.at+skip:t.at+n]))
}

func (t *tagger) rawHTML(n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		t.ok = false
		return
	}
	last := n.Segments.At(n.Segments.Len() - 1)
	end := t.offset(last.Stop)
	if end <= t.at {
		t.ok = false
		return
	}
	t.mark(Single, "html", t.tag(), end, string(t.text[t.at:end]))
}

// link adds a link or an image: text in brackets, then the destination.
func (t *tagger) link(n ast.Node, kind string, ref *ast.ReferenceLink, dest []byte) {
	tag, width := t.tag(), 1
	if kind == "img" {
		width = 2
	}
	t.mark(Open, kind, tag, t.at+width, "")
	for c := n.FirstChild(); c != nil && t.ok; c = c.NextSibling() {
		t.inline(c)
	}
	if end := bytes.IndexByte(t.text[t.at:], ']'); t.ok && end >= 0 {
		t.gap(t.at + end)
	} else {
		t.ok = false
	}
	if !t.ok {
		return
	}
	value := string(syntax.AppendUnescaped(nil, dest))
	if ref != nil {
		t.reference(kind, tag, ref.Type, value)
		return
	}
	end, title, ok := linkTail(t.text, t.at+1, dest)
	if !ok {
		t.ok = false
		return
	}
	if title.Start == title.End {
		t.mark(Close, kind, tag, end, value)
		return
	}
	t.mark(Close, kind, tag, title.Start, value)
	tag = t.tag()
	t.mark(Open, "title", tag, title.Start, "")
	t.words(title.End)
	t.mark(Close, "title", tag, end, "")
}

// reference adds the end of a link whose URL is defined elsewhere in the text.
func (t *tagger) reference(kind string, tag int, how ast.ReferenceLinkType, value string) {
	end := t.at + 1
	if how != ast.ReferenceLinkShortcut {
		i := end + 1
		for ; i < len(t.text) && t.text[i] != ']'; i++ {
			if t.text[i] == '\\' {
				i++
			}
		}
		end = i + 1
	}
	t.mark(Close, kind, tag, end, value)
}

// linkTail reads (url "title") at an offset, as goldmark does, and returns its
// end and the range of the title in it.
func linkTail(b []byte, at int, dest []byte) (end int, title Span, ok bool) {
	if at >= len(b) || b[at] != '(' {
		return 0, Span{}, false
	}
	at = skipSpaces(b, at+1)
	if angle := at < len(b) && b[at] == '<'; angle || len(dest) > 0 {
		if angle {
			at++
		}
		if !bytes.HasPrefix(b[min(at, len(b)):], dest) {
			return 0, Span{}, false
		}
		if at += len(dest); angle {
			at++
		}
	}
	at = skipSpaces(b, at)
	if at < len(b) && b[at] != ')' {
		closer := b[at]
		if closer == '(' {
			closer = ')'
		}
		title.Start = at + 1
		for at++; at < len(b) && b[at] != closer; at++ {
			if b[at] == '\\' && at+1 < len(b) && util.IsPunct(b[at+1]) {
				at++
			}
		}
		title.End = at
		at = skipSpaces(b, at+1)
	}
	if at >= len(b) || b[at] != ')' || title.End > at {
		return 0, Span{}, false
	}
	return at + 1, title, true
}

func skipSpaces(b []byte, at int) int {
	for at < len(b) && util.IsSpace(b[at]) {
		at++
	}
	return at
}

// Plain returns words of a passage as readers see them: escapes and entities
// resolved.
func Plain(words []byte) []byte { return syntax.AppendUnescaped(nil, words) }
