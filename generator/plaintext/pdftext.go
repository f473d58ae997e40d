package plaintext

import (
	"cmp"
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"griot/generator/wordlist"
)

// matrix is a transformation (ISO 32000-2, 8.3.4).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times returns the transformation m followed by n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// graphics is the part of the graphics state that text depends on.
type graphics struct {
	ctm                               matrix
	font                              *pdfFont
	size, letterGap, wordGap, stretch float64
	leading                           float64
}

// pdfContent reads the content of a page.
type pdfContent struct {
	*pdfReader
	area      float64
	result    pageResult
	state     graphics
	stack     []graphics
	text      matrix // where the next letter is drawn
	line      matrix
	last      [2]float64 // where the last letter ended
	lastSize  float64
	lastGap   float64 // how far letters stood apart
	any       bool    // a letter was drawn
	spaced    bool    // spaces were drawn after the last letter
	marked    []bool  // of each marked content: a text stands for it
	replaced  int     // how many of them that is
	resources types.Dict
}

const maxStates = 256

// Gaps that are spaces, in parts of the size: where there are spaces too, and where only
// gaps tell.
const (
	wideGap   = 0.17
	narrowGap = 0.1
)

// run reads a content stream.
func (c *pdfContent) run(content []byte, resources types.Dict, depth int) {
	outer := c.resources
	c.resources = resources
	defer func() { c.resources = outer }()
	if depth == 0 {
		c.state = graphics{ctm: identity, stretch: 1}
	}
	c.text, c.line = identity, identity
	l := lexer{b: content}
	var args []token
	for {
		t, ok := l.next()
		if !ok {
			return
		}
		if t.kind != wordToken {
			if len(args) < 64 {
				args = append(args, t)
			}
			continue
		}
		if t.text == "ID" {
			l.skipImage()
			c.image()
		} else {
			c.operator(t.text, args, depth)
		}
		args = args[:0]
	}
}

// operator carries out an operator.
func (c *pdfContent) operator(op string, args []token, depth int) {
	s := &c.state
	switch op {
	case "q":
		if len(c.stack) < maxStates {
			c.stack = append(c.stack, *s)
		}
	case "Q":
		if n := len(c.stack); n > 0 {
			*s, c.stack = c.stack[n-1], c.stack[:n-1]
		}
	case "cm":
		if m, ok := matrixOf(args); ok {
			s.ctm = m.times(s.ctm)
		}
	case "Do":
		if len(args) == 1 {
			c.object(p0(args).text, depth)
		}
	case "BT":
		c.text, c.line = identity, identity
	case "Tf":
		if len(args) == 2 {
			s.font, s.size = c.font(c.resources, args[0].text), args[1].number
		}
	case "Tc":
		s.letterGap = p0(args).number
	case "Tw":
		s.wordGap = p0(args).number
	case "Tz":
		s.stretch = p0(args).number / 100
	case "TL":
		s.leading = p0(args).number
	case "BDC", "BMC":
		c.begin(args)
	case "EMC":
		c.end()
	default:
		c.textOperator(op, args)
	}
}

// p0 returns the first operand, or a zero one.
func p0(args []token) token {
	if len(args) == 0 {
		return token{}
	}
	return args[0]
}

// textOperator carries out an operator that moves or draws text.
func (c *pdfContent) textOperator(op string, args []token) {
	switch op {
	case "Tm":
		if m, ok := matrixOf(args); ok {
			c.text, c.line = m, m
		}
	case "Td", "TD":
		if len(args) == 2 {
			c.move(args[0].number, args[1].number)
			if op == "TD" {
				c.state.leading = -args[1].number
			}
		}
	case "T*":
		c.move(0, -c.state.leading)
	case "Tj":
		c.show(p0(args).text)
	case "'":
		c.move(0, -c.state.leading)
		c.show(p0(args).text)
	case "\"":
		if len(args) == 3 {
			c.state.wordGap, c.state.letterGap = args[0].number, args[1].number
			c.move(0, -c.state.leading)
			c.show(args[2].text)
		}
	case "TJ":
		for _, v := range p0(args).items {
			if v.kind == stringToken {
				c.show(v.text)
			} else {
				c.advance(-v.number / 1000 * c.state.size * c.state.stretch)
			}
		}
	}
}

func matrixOf(args []token) (m matrix, ok bool) {
	if len(args) != 6 {
		return m, false
	}
	for i := range m {
		m[i] = args[i].number
	}
	return m, true
}

func (c *pdfContent) move(x, y float64) {
	c.line = matrix{1, 0, 0, 1, x, y}.times(c.line)
	c.text = c.line
}

// advance moves the place of the next letter along the line.
func (c *pdfContent) advance(x float64) {
	m := matrix{1, 0, 0, 1, x, 0}
	if c.state.font != nil && c.state.font.vertical {
		m = matrix{1, 0, 0, 1, 0, x}
	}
	c.text = m.times(c.text)
}

// show draws a string.
func (c *pdfContent) show(s string) {
	st := &c.state
	if st.font == nil {
		c.result.unknown += len(s)
		return
	}
	first := true
	st.font.glyphs(s, func(g glyph) {
		if g.known {
			c.result.letters++
		} else {
			c.result.unknown++
		}
		text := strings.ReplaceAll(cmp.Or(g.text, "\ufffd"), "\u00ad", "-")
		// Some programs draw spaces and go back over them: one of the two texts has only
		// those that can be seen.
		visible := strings.TrimSpace(text) != ""
		if visible && (first || c.spaced || st.letterGap > 0) {
			c.gap()
		}
		if visible {
			c.write(text)
			first = false
		} else {
			c.spaced = true
			c.pdfReader.text[0].WriteString(text)
		}
		c.advance(g.width * st.size * st.stretch)
		if visible {
			at := c.text.times(st.ctm)
			c.last, c.any = [2]float64{at[4], at[5]}, true
			c.lastGap = st.letterGap * st.stretch * math.Hypot(at[0], at[1])
		}
		if g.space {
			c.advance(st.wordGap * st.stretch)
		}
		c.advance(st.letterGap * st.stretch)
	})
}

// gap writes a space or the end of a line if the next letter stands apart from the last.
func (c *pdfContent) gap() {
	at := c.text.times(c.state.ctm)
	size := math.Abs(c.state.size) * math.Hypot(at[2], at[3])
	spaced := c.spaced
	defer func() { c.lastSize, c.spaced = size, false }()
	if !c.any {
		return
	}
	length := math.Hypot(at[0], at[1])
	if length == 0 || size == 0 {
		c.write("\n")
		return
	}
	dx, dy := at[4]-c.last[0], at[5]-c.last[1]
	along, across := (dx*at[0]+dy*at[1])/length, math.Abs(dy*at[0]-dx*at[1])/length
	em := max(size, c.lastSize)
	switch {
	case across > 0.6*em:
		c.write("\n")
	case across > 0.15*em && math.Abs(along) < 0.17*em: // raised or lowered
		c.write(string(rune(wordlist.Join)))
	case along-max(0, c.lastGap) > wideGap*size || along < -0.5*em || across > 0.15*em:
		if !spaced { // else it is there already
			c.pdfReader.text[0].WriteByte(' ')
		}
		c.seen(" ")
	case along > narrowGap*size:
		c.seen(" ")
	}
}

func (c *pdfContent) newLine() { c.write("\n") }

// write adds to the text as it is drawn, and to that with the texts that stand for what
// is drawn.
func (c *pdfContent) write(s string) {
	if c.pdfReader.text[0].Len() > maxPDFText {
		c.result.failed = true
		return
	}
	c.pdfReader.text[0].WriteString(s)
	c.seen(s)
}

// seen adds to the text with what stands for what is drawn.
func (c *pdfContent) seen(s string) {
	if c.replaced == 0 {
		c.pdfReader.text[1].WriteString(s)
	}
}

// begin begins marked content, for which a text may stand (14.9.4).
func (c *pdfContent) begin(args []token) {
	text, stands := "", false
	if len(args) == 2 {
		switch v := args[1]; v.kind {
		case dictToken:
			for _, pair := range v.pairs {
				if pair.key == "ActualText" {
					text, stands = pdfText(pair.value.text), true
				} else if pair.value.kind == stringToken { // such as Alt
					c.passage(Passage{Text: pdfText(pair.value.text)})
				}
			}
		case nameToken:
			d := c.dict(c.dict(c.resources["Properties"])[v.text])
			if o := c.follow(d["ActualText"]); o != nil {
				text, stands = pdfString(o), true
			}
		}
	}
	if len(c.marked) < maxStates*16 {
		c.marked = append(c.marked, stands)
	}
	if stands {
		if c.replaced == 0 {
			c.pdfReader.text[1].WriteString(strings.ReplaceAll(text, "\u00ad", "-"))
		}
		c.replaced++
	}
}

func (c *pdfContent) end() {
	n := len(c.marked)
	if n == 0 {
		return
	}
	if c.marked[n-1] {
		c.replaced--
	}
	c.marked = c.marked[:n-1]
}

// pdfText returns a string of the content as text.
func pdfText(s string) string {
	if types.IsUTF16BE([]byte(s)) {
		if t, err := types.DecodeUTF16String(s); err == nil {
			return t
		}
	}
	return decode([]byte(s))
}
