package markdown

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"griot/generator/diag"
	"griot/generator/site"
)

var lineBreak = regexp.MustCompile(`(?i)^<br\s*/?>$`)

// rawInline writes a tag within a paragraph. It drops comments, which are for authors.
func (p *page) rawInline(n *ast.RawHTML) {
	var raw []byte
	for i := range n.Segments.Len() {
		s := n.Segments.At(i)
		raw = append(raw, s.Value(p.source)...)
	}
	if bytes.HasPrefix(raw, openComment) {
		p.checkComment(raw, n.Segments.At(0).Start)
		return
	}
	if lineBreak.Match(raw) { // the only way to break a line in a cell of a table
		p.out = append(p.out, "<br>\n"...)
		p.text = append(p.text, ' ')
		p.prev = ' '
		return
	}
	if p.c.raw == nil {
		p.ignored(n.Segments.At(0).Start, raw)
		p.words(raw, n.Segments.At(0).Start)
		return
	}
	at := n.Segments.At(0).Start
	clean := p.cleaned(p.c.raw.inline, raw, func(int) int { return at })
	if len(clean) > 0 && len(bytes.TrimSpace(clean)) == 0 { // something went
		if k := len(p.text); k == 0 || p.text[k-1] != ' ' && p.text[k-1] != '\n' {
			p.out = append(p.out, ' ')
			p.text = append(p.text, ' ')
			p.prev = ' '
		}
		return
	}
	p.sanitised(clean, at)
}

// rawBlock writes HTML between paragraphs.
func (p *page) rawBlock(n *ast.HTMLBlock) {
	raw := lines(n.Lines(), p.source)
	if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(p.source)...)
	}
	raw = p.withoutComments(n, raw)
	skipped := len(raw) - len(bytes.TrimLeft(raw, " \t\r\n"))
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return
	}
	if p.c.raw == nil {
		if raw[0] == '<' { // else text after a comment
			p.ignored(n.Pos(), raw)
		}
		p.out = append(p.out, "<p>"...)
		p.escaped(raw)
		p.out = append(p.out, "</p>\n"...)
		p.text = append(p.text, raw...)
		p.endLine()
		return
	}
	clean := p.cleaned(p.c.raw.block, raw, p.offsetsOf(n, skipped).source)
	p.sanitised(clean, n.Pos())
	p.out = append(p.out, '\n')
	p.endLine()
}

// offsets turns offsets in the HTML of a block into those in the source.
type offsets struct {
	segments []text.Segment
	starts   []int // of the segments in the HTML
	skipped  int   // at the start of the HTML
}

// offsetsOf returns the offsets of a block whose HTML lacks so many bytes at its start.
func (p *page) offsetsOf(n *ast.HTMLBlock, skipped int) *offsets {
	o := &offsets{skipped: skipped}
	at := 0
	add := func(s text.Segment) {
		o.segments, o.starts = append(o.segments, s), append(o.starts, at)
		at += s.Len()
	}
	for i := range n.Lines().Len() {
		add(n.Lines().At(i))
	}
	if n.HasClosure() {
		add(n.ClosureLine)
	}
	return o
}

// source returns the offset in the source.
func (o *offsets) source(offset int) int {
	offset += o.skipped
	i, found := slices.BinarySearch(o.starts, offset)
	if !found {
		i--
	}
	s := o.segments[i]
	return s.Start + max(offset-o.starts[i]-s.Padding, 0)
}

// lines joins the lines of a block.
func lines(segments *text.Segments, source []byte) []byte {
	var b []byte
	for i := range segments.Len() {
		s := segments.At(i)
		b = append(b, s.Value(source)...)
	}
	return b
}

// ignored reports HTML that is shown as text.
func (p *page) ignored(offset int, raw []byte) {
	line, _, _ := bytes.Cut(raw, []byte("\n"))
	if r := []rune(string(line)); len(r) > 40 {
		line = []byte(string(r[:40]) + "...")
	}
	p.warn(offset, "html-ignored", diag.Args{"line": line})
}

// sanitised writes HTML that passed the policy. It keeps elements balanced within the
// Markdown around them: it drops an end tag without a start tag, and closes open elements
// where the Markdown around them ends.
func (p *page) sanitised(raw []byte, offset int) {
	z := html.NewTokenizer(bytes.NewReader(raw))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			t := z.Token().Data
			p.literal(t)
			p.text = append(p.text, t...)
		case html.StartTagToken, html.SelfClosingTagToken:
			p.rawTag(z.Token(), offset)
		case html.EndTagToken:
			name, _ := z.TagName()
			if i := lastIndex(p.rawOpen[p.rawBase:], string(name)); i >= 0 {
				p.closeRaw(p.rawBase + i)
			}
		}
	}
}

// maxOpen is how many elements of HTML may be open at once; browsers close some by themselves
// from 512 on.
const maxOpen = 200

// rawTag writes a start tag, with the target of its URL.
func (p *page) rawTag(t html.Token, offset int) {
	if len(p.rawOpen) >= maxOpen && !voids[t.Data] {
		if !p.tooDeep {
			p.warn(offset, "html-removed.depth", diag.Args{"element": t.Data, "depth": maxOpen})
		}
		p.tooDeep = true
		return
	}
	switch t.Data {
	case "a":
		p.place(cmp.Or(value(t, "id"), value(t, "name")), offset)
		href, ok := find(t, "href")
		if p.inLink > 0 || !ok || !p.openLink(p.resolve(site.RefLink, href, offset), "") {
			return
		}
		p.rawOpen = append(p.rawOpen, "a")
		return
	case "img":
		p.place(value(t, "id"), offset)
		p.rawImage(t, offset)
		return
	case "h1", "h2", "h3", "h4", "h5", "h6":
		if p.openHeading(t, offset) {
			return
		}
		t.Data = "div" // in a heading or a footnote: not part of the outline
	}
	p.out = append(append(p.out, '<'), t.Data...)
	for _, a := range t.Attr {
		switch {
		case a.Key == "id":
			p.elementID(a.Val, offset)
		case media[t.Data] && (a.Key == "src" || a.Key == "poster"):
			p.mediaURL(a, offset)
		default:
			p.attribute(a.Key, a.Val)
		}
	}
	p.out = append(p.out, '>')
	if !voids[t.Data] {
		p.rawOpen = append(p.rawOpen, t.Data)
	}
}

// media are elements that show files.
var media = map[string]bool{"audio": true, "video": true, "source": true, "track": true}

// mediaURL writes the URL of a recording or of the picture before it.
func (p *page) mediaURL(a html.Attribute, offset int) {
	kind := site.RefMedia
	if a.Key == "poster" {
		kind = site.RefImage
	}
	t := p.resolve(kind, a.Val, offset)
	if url, ok := href(t); ok && (t.Status == site.Found || isWeb(url)) {
		p.attribute(a.Key, url)
	}
}

// place writes an element without content for an id.
func (p *page) place(id string, offset int) {
	if id == "" {
		return
	}
	p.out = append(p.out, "<span"...)
	p.elementID(id, offset)
	p.out = append(p.out, "></span>"...)
}

// find returns an attribute of a tag.
func find(t html.Token, key string) (value string, ok bool) {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// value returns the value of an attribute, or "".
func value(t html.Token, key string) string {
	v, _ := find(t, key)
	return v
}

// rawImage writes an image of an author's HTML. An empty alternative text says on purpose
// that the image is an ornament.
func (p *page) rawImage(t html.Token, offset int) {
	answer := site.Target{Status: site.Missing}
	if src, ok := find(t, "src"); ok {
		answer = p.resolve(site.RefImage, src, offset)
	}
	alt, ok := find(t, "alt")
	if !ok {
		p.warn(offset, "image-alt.html", nil)
	}
	p.picture(answer, alt, value(t, "title"))
}

// enter begins a node: raw elements that are opened in it are closed by leave, which takes
// the result of enter.
func (p *page) enter() (base int) {
	base = p.rawBase
	p.rawBase = len(p.rawOpen)
	return base
}

// leave ends a node.
func (p *page) leave(base int) {
	p.closeRaw(p.rawBase)
	p.rawBase = base
}

// closeRaw closes all open raw elements but the first n.
func (p *page) closeRaw(n int) {
	for len(p.rawOpen) > n {
		last := len(p.rawOpen) - 1
		switch name := p.rawOpen[last]; {
		case name == "a":
			p.closeLink()
		case isHeading(name):
			p.closeHeading()
		default:
			p.close(name)
		}
		p.rawOpen = p.rawOpen[:last]
	}
}

// lastIndex returns the last index of a name.
func lastIndex(names []string, name string) int {
	for i := len(names) - 1; i >= 0; i-- {
		if names[i] == name {
			return i
		}
	}
	return -1
}

// voids are elements without content.
var voids = map[string]bool{"br": true, "wbr": true, "img": true, "hr": true, "col": true, "source": true, "track": true}
