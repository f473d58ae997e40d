package markdown

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"griot/generator/site"
)

// sanitiser has the policies for an author's HTML within a paragraph and between
// paragraphs.
type sanitiser struct{ inline, block *bluemonday.Policy }

// newSanitiser returns the policies. They allow no ids, which belong to headings and
// layouts, and no style attributes.
func newSanitiser() *sanitiser {
	class := regexp.MustCompile(`^[a-zA-Z0-9 _-]+$`)
	phrasing := func() *bluemonday.Policy {
		b := bluemonday.NewPolicy()
		b.AllowElements("abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd",
			"mark", "q", "s", "samp", "small", "strong", "sub", "sup", "time", "u", "var", "wbr", "a", "img")
		b.AllowAttrs("class").Matching(class).Globally()
		b.AllowAttrs("lang", "dir", "title").Globally()
		b.AllowAttrs("href").OnElements("a")
		b.AllowAttrs("src", "alt").OnElements("img")
		b.AllowAttrs("datetime").OnElements("time", "ins", "del")
		b.AllowNoAttrs().OnElements("span")
		b.AllowElements("span")
		b.AllowRelativeURLs(true)
		b.AllowURLSchemes("http", "https", "mailto", "tel")
		return b
	}
	block := phrasing()
	block.AllowElements("address", "article", "aside", "blockquote", "caption", "col", "colgroup", "dd", "details",
		"div", "dl", "dt", "figcaption", "figure", "footer", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p",
		"pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
	block.AllowAttrs("colspan", "rowspan").Matching(bluemonday.Integer).OnElements("td", "th")
	block.AllowAttrs("scope").Matching(regexp.MustCompile(`^(col|row|colgroup|rowgroup)$`)).OnElements("th")
	block.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	block.AllowAttrs("open").OnElements("details")
	return &sanitiser{phrasing(), block}
}

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
	p.sanitised(p.c.raw.inline.SanitizeBytes(raw), n.Segments.At(0).Start)
}

// rawBlock writes HTML between paragraphs.
func (p *page) rawBlock(n *ast.HTMLBlock) {
	raw := lines(n.Lines(), p.source)
	if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(p.source)...)
	}
	raw = bytes.TrimSpace(p.withoutComments(n, raw))
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
	p.sanitised(p.c.raw.block.SanitizeBytes(raw), n.Pos())
	p.out = append(p.out, '\n')
	p.endLine()
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
	p.warn(offset, "html-ignored", "write Markdown instead, or set raw_html: true in hub.yaml", "raw HTML %q is shown as text", line)
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

// rawTag writes a start tag, with the target of its URL.
func (p *page) rawTag(t html.Token, offset int) {
	switch t.Data {
	case "a":
		if p.inLink > 0 {
			return
		}
		i := slices.IndexFunc(t.Attr, func(a html.Attribute) bool { return a.Key == "href" })
		if i < 0 || !p.openLink(p.resolve(site.RefLink, t.Attr[i].Val, offset), "") {
			return
		}
		p.rawOpen = append(p.rawOpen, "a")
		return
	case "img":
		p.rawImage(t, offset)
		return
	}
	p.out = append(append(p.out, '<'), t.Data...)
	for _, a := range t.Attr {
		p.attribute(a.Key, a.Val)
	}
	p.out = append(p.out, '>')
	if !voids[t.Data] {
		p.rawOpen = append(p.rawOpen, t.Data)
	}
}

// rawImage writes an image of an author's HTML.
func (p *page) rawImage(t html.Token, offset int) {
	answer, alt, title := site.Target{Status: site.Missing}, "", ""
	for _, a := range t.Attr {
		switch a.Key {
		case "src":
			answer = p.resolve(site.RefImage, a.Val, offset)
		case "alt":
			alt = a.Val
		case "title":
			title = a.Val
		}
	}
	if alt == "" {
		p.warn(offset, "image-alt", "say what the image shows: alt=\"a map of Mali\"", "an image in raw HTML has no alternative text")
	}
	p.picture(answer, alt, title)
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
		if p.rawOpen[last] == "a" {
			p.closeLink()
		} else {
			p.close(p.rawOpen[last])
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
var voids = map[string]bool{"br": true, "wbr": true, "img": true, "hr": true, "col": true}
