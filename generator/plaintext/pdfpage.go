package plaintext

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/text/unicode/bidi"
)

// pageResult says what a page shows.
type pageResult struct {
	letters, unknown int
	picture          float64 // the part of the page that pictures cover
	failed           bool
}

// unread reports whether nobody can tell what the page says: it is a picture, or most of
// its letters have no code.
func (r pageResult) unread() bool {
	return r.failed || r.unknown*5 > r.letters+r.unknown || r.picture > 0.4 && r.letters < 100
}

// page reads a page.
func (p *pdfReader) page(n int) {
	d, _, _, err := p.ctx.PageDict(n, false)
	if err != nil || d == nil {
		p.unread.Pages++
		return
	}
	resources := p.inherited(d, "Resources")
	known := ""
	if c := reference(d["Contents"]); c > 0 {
		known = fmt.Sprint(c, reference(d["Resources"]))
	}
	result, again := p.pages[known]
	if known == "" || !again {
		content, err := p.content(d["Contents"])
		c := &pdfContent{pdfReader: p, area: p.area(d)}
		c.run(content, resources, 0)
		if result = c.result; err != nil {
			result.failed = true
		}
		p.annotations(d, c)
		if known != "" && d["Annots"] == nil {
			p.pages[known] = result
		}
	}
	if result.unread() {
		p.unread.Pages++
	}
}

// inherited returns a dictionary of a page or of the nodes above it.
func (p *pdfReader) inherited(d types.Dict, key string) types.Dict {
	for range 64 {
		if v := p.dict(d[key]); v != nil {
			return v
		}
		if d = p.dict(d["Parent"]); d == nil {
			break
		}
	}
	return nil
}

// area returns the size of a page.
func (p *pdfReader) area(d types.Dict) float64 {
	for range 64 {
		if box := p.array(d["MediaBox"]); len(box) == 4 {
			var v [4]float64
			for i := range v {
				v[i], _ = p.number(box[i])
			}
			return math.Abs((v[2] - v[0]) * (v[3] - v[1]))
		}
		if d = p.dict(d["Parent"]); d == nil {
			break
		}
	}
	return 612 * 792
}

var errContent = errors.New("the content can't be read")

// content returns the content of a page, whose streams are one.
func (p *pdfReader) content(o types.Object) ([]byte, error) {
	var out []byte
	var err error
	add := func(o types.Object) {
		s, ok := p.follow(o).(types.StreamDict)
		if !ok {
			return
		}
		limit := min(maxPart, p.left)
		if limit <= 0 || s.DecodeWithLimit(limit) != nil {
			err = errContent
			return
		}
		p.left -= int64(len(s.Content))
		out = append(append(out, s.Content...), '\n')
	}
	if list := p.array(o); list != nil {
		for _, o := range list {
			add(o)
		}
	} else {
		add(o)
	}
	return out, err
}

// annotations reads what fields and notes draw.
func (p *pdfReader) annotations(page types.Dict, c *pdfContent) {
	for _, o := range p.array(page["Annots"]) {
		normal := p.follow(p.dict(p.dict(o)["AP"])["N"])
		c.newLine()
		switch n := normal.(type) {
		case types.StreamDict:
			c.form(p.dict(p.dict(o)["AP"])["N"], 0)
		case types.Dict: // one for each state
			for _, key := range sortedKeys(n) {
				c.form(n[key], 0)
				c.newLine()
			}
		}
	}
}

// image notes how much of the page a picture covers.
func (c *pdfContent) image() {
	m := c.state.ctm
	if c.area > 0 {
		c.result.picture += math.Abs(m[0]*m[3]-m[1]*m[2]) / c.area
	}
}

// object draws a picture or a form.
func (c *pdfContent) object(name string, depth int) {
	o := c.dict(c.resources["XObject"])[name]
	d := c.dict(o)
	switch sub, _ := d["Subtype"].(types.Name); sub {
	case "Image":
		c.image()
	case "Form":
		c.form(o, depth)
	}
}

// form reads a form, once in a document: its text is the same each time.
func (c *pdfContent) form(o types.Object, depth int) {
	n := reference(o)
	s, ok := c.follow(o).(types.StreamDict)
	if !ok || depth > 20 || n > 0 && c.drawn[n] {
		return
	}
	c.drawn[n] = true
	content, err := c.content(o)
	if err != nil {
		c.result.failed = true
		return
	}
	saved, text, line, marked, replaced := c.state, c.text, c.line, len(c.marked), c.replaced
	if m := c.array(s.Dict["Matrix"]); len(m) == 6 {
		var own matrix
		for i := range own {
			own[i], _ = c.number(m[i])
		}
		c.state.ctm = own.times(c.state.ctm)
	}
	if c.state.stretch == 0 {
		c.state = graphics{ctm: identity, stretch: 1}
	}
	resources := c.dict(s.Dict["Resources"])
	if resources == nil {
		resources = c.resources
	}
	c.run(content, resources, depth+1)
	c.state, c.text, c.line = saved, text, line
	c.marked, c.replaced = c.marked[:min(marked, len(c.marked))], replaced
}

// otherReading returns a text again with the lines in which it may be meant otherwise:
// lines of scripts that are written from right to left, which many programs draw from
// left to right, backwards; and letters that stand apart together. It is "" if there are none.
func otherReading(s string) string {
	var out strings.Builder
	found := false
	for line := range strings.Lines(s) {
		other := line
		if strings.ContainsFunc(line, rightToLeft) {
			other = backwards(line)
			found = true
		}
		if t := closed(other); t != other {
			other, found = t, true
		}
		out.WriteString(other)
	}
	if !found {
		return ""
	}
	return out.String()
}

func rightToLeft(r rune) bool {
	if r < 0x590 {
		return false
	}
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}

// backwards returns the code points of a line in reverse order; marks stay behind their
// letters, and the ends of units where they are.
func backwards(line string) string {
	var parts []string
	for _, r := range line {
		if unicode.Is(unicode.Mn, r) && len(parts) > 0 {
			parts[len(parts)-1] += string(r)
		} else {
			parts = append(parts, string(r))
		}
	}
	var b strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		if parts[i] != string(unitEnd) && parts[i] != "\n" {
			b.WriteString(parts[i])
		}
	}
	b.WriteString(strings.Repeat(string(unitEnd), strings.Count(line, string(unitEnd))))
	if strings.HasSuffix(line, "\n") {
		b.WriteByte('\n')
	}
	return b.String()
}

// closed returns a line in which three or more letters that stand apart, as in a heading
// with wide spacing, are together.
func closed(line string) string {
	fields := strings.Split(line, " ")
	var out []string
	for i := 0; i < len(fields); {
		n := i
		for n < len(fields) && oneLetter(fields[n]) {
			n++
		}
		if n-i >= 3 {
			out = append(out, strings.Join(fields[i:n], ""))
			i = n
			continue
		}
		out = append(out, fields[i])
		i++
	}
	return strings.Join(out, " ")
}

func oneLetter(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			n++
		case !unicode.Is(unicode.Mn, r) && r != '\n' && r != unitEnd && r != '\r':
			return false
		}
	}
	return n == 1
}
