package mistyped

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// Bytes that stand in a flat text for what is no plain text.
const (
	protected = '\x00' // of an escape or an entity
	object    = '\x01' // code, an image, HTML, a reference to a note
	edge      = '\x02' // start and end of emphasis
	linkEdge  = '\x03' // start and end of a link
	hardBreak = '\r'
	softBreak = '\n'
)

// flat is the text of a block without its markup, in which each byte has a place in the
// source.
type flat struct {
	b     []byte
	spans []span
}

// span says where in the source a part of a flat text stands.
type span struct{ at, source int }

// line is a line of a flat text.
type line struct {
	start, end int
	soft       bool // the next line follows after a line break that readers don't see
}

// fill reads the text of a block.
func (t *flat) fill(block ast.Node, source []byte) {
	t.b, t.spans = t.b[:0], t.spans[:0]
	t.children(block, source)
}

func (t *flat) children(n ast.Node, source []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch x := c.(type) {
		case *ast.Text:
			t.plain(x.Segment.Value(source), x.Segment.Start)
			if x.HardLineBreak() {
				t.mark(hardBreak, x.Segment.Stop)
			} else if x.SoftLineBreak() {
				t.mark(softBreak, x.Segment.Stop)
			}
		case *ast.AutoLink:
			at := x.Pos()
			if at >= 0 && at < len(source) && source[at] == '<' {
				at++
			}
			t.plain(x.Label(source), at)
		case *ast.Emphasis, *east.Strikethrough:
			t.mark(edge, -1)
			t.children(c, source)
			t.mark(edge, -1)
		case *ast.Link:
			t.mark(linkEdge, -1)
			t.children(c, source)
			t.mark(linkEdge, -1)
		case *ast.RawHTML:
			if raw := x.Segments.At(0); bytes.HasPrefix(bytes.ToLower(raw.Value(source)), []byte("<br")) {
				t.mark(hardBreak, raw.Start)
				continue
			}
			t.mark(object, x.Segments.At(0).Start)
		case *east.TaskCheckBox:
		default:
			t.mark(object, c.Pos())
		}
	}
}

// mark appends one of the bytes that stand for something else; without an offset of its own
// it has that of the byte before.
func (t *flat) mark(c byte, source int) {
	if source >= 0 {
		t.spans = append(t.spans, span{len(t.b), source})
	}
	t.b = append(t.b, c)
}

// plain appends text, its escapes and entities protected.
func (t *flat) plain(text []byte, source int) {
	start := len(t.b)
	t.spans = append(t.spans, span{start, source})
	t.b = append(t.b, text...)
	b := t.b[start:]
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == '\\' && i+1 < len(b) && util.IsPunct(b[i+1]):
			b[i], b[i+1] = protected, protected
			i++
		case b[i] == '&':
			if n := len(entity.Find(b[i:])); n > 0 {
				copy(b[i:i+n], bytes.Repeat([]byte{protected}, n))
				i += n - 1
			}
		case b[i] < ' ' && b[i] != '\t' && b[i] != '\n':
			b[i] = ' '
		}
	}
}

var entity = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});`)

// offset returns where in the source a byte of the text stands.
func (t *flat) offset(i int) int {
	at, source := 0, 0
	for _, s := range t.spans {
		if s.at > i {
			break
		}
		at, source = s.at, s.source
	}
	return source + i - at
}

// lines returns the lines of the text.
func (t *flat) lines() []line {
	var out []line
	start := 0
	for i, c := range t.b {
		if c == softBreak || c == hardBreak {
			out = append(out, t.trim(line{start, i, c == softBreak}))
			start = i + 1
		}
	}
	return append(out, t.trim(line{start, len(t.b), false}))
}

func (t *flat) trim(l line) line {
	for l.start < l.end && (t.b[l.start] == ' ' || t.b[l.start] == '\t') {
		l.start++
	}
	for l.end > l.start && (t.b[l.end-1] == ' ' || t.b[l.end-1] == '\t') {
		l.end--
	}
	return l
}

// before and after return the characters around an offset; a line break is a space, and so
// are the start and the end.
func (t *flat) before(i int) rune {
	if i <= 0 {
		return ' '
	}
	r, _ := utf8.DecodeLastRune(t.b[:i])
	return r
}

func (t *flat) after(i int) rune {
	if i >= len(t.b) {
		return ' '
	}
	r, _ := utf8.DecodeRune(t.b[i:])
	return r
}

// rest returns the line of the source from a byte of the text on.
func (f *finder) rest(i int) string {
	offset := min(f.text.offset(i), len(f.source))
	l, _, _ := bytes.Cut(f.source[offset:], []byte("\n"))
	return strings.TrimSpace(string(l))
}

// sourceOf returns the source of a part of the text.
func (f *finder) sourceOf(start, end int) string {
	if start >= end {
		return ""
	}
	from, to := f.text.offset(start), f.text.offset(end-1)+1
	if from > to || to > len(f.source) {
		return visible(f.text.b[start:end])
	}
	return strings.Join(strings.Fields(string(f.source[from:to])), " ")
}

// visible returns a part of a flat text without the bytes that stand for something else.
func visible(b []byte) string {
	return strings.Join(strings.Fields(string(bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' {
			return -1
		}
		return r
	}, b))), " ")
}

// short returns at most so many characters of a text, cut at a space.
func short(s string, characters int) string {
	if utf8.RuneCountInString(s) <= characters {
		return s
	}
	cut := string([]rune(s)[:characters])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + "…"
}
