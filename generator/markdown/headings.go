package markdown

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"griot/generator/site"
)

// heading is a heading of the text, found before anything is written.
type heading struct {
	node  *ast.Heading
	level int    // 2 to 6
	id    string // written by the author or taken from the source page, or ""
}

// survey finds the headings and footnotes, and sets the ids of headings that don't depend
// on their texts.
func (p *page) survey(doc ast.Node) {
	p.collect(doc)
	last := 1
	for i := range p.heads {
		h := &p.heads[i]
		p.checkLevel(h, last)
		last = h.level
	}
	p.handSet()
	if p.src.SourceHeadings != nil {
		p.align()
	}
}

// collect gathers headings and footnotes.
func (p *page) collect(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch x := c.(type) {
		case *ast.Heading:
			p.heads = append(p.heads, heading{node: x, level: max(x.Level, 2)})
		case *east.FootnoteList:
			p.notes = newNoteList(x)
		case *ast.Paragraph, *ast.TextBlock, *ast.FencedCodeBlock, *ast.CodeBlock, *ast.HTMLBlock, *east.Table:
		default:
			p.collect(c)
		}
	}
}

// checkLevel warns of a heading that skips a level or has the level of the title.
func (p *page) checkLevel(h *heading, last int) {
	switch {
	case h.node.Level == 1:
		p.warn(h.node.Pos(), "heading-level", "start the headings of the text with ##", "a heading in the text has the level of the page's title")
	case h.level > last+1:
		p.warn(h.node.Pos(), "heading-level", "write "+"######"[:last+1]+", or add the heading between",
			"heading of level %d follows level %d", h.level, last)
	}
}

// handSet sets the ids that authors wrote as {#id}.
func (p *page) handSet() {
	for i := range p.heads {
		h := &p.heads[i]
		value, ok := h.node.AttributeString("id")
		id, isText := value.([]byte)
		if !ok || !isText || len(id) == 0 {
			continue
		}
		name := strings.Map(idRune, string(id))
		if name == "" {
			continue
		}
		switch {
		case p.ids[name] > 0:
			p.fail(h.node.Pos(), "heading-duplicate", "give each heading an id of its own", "id %q is given to two headings", name)
		case p.reserved(name):
			p.fail(h.node.Pos(), "heading-duplicate", "choose another id", "id %q belongs to the page's layout", name)
		default:
			h.id = name
			p.ids[name] = 1
		}
	}
}

// idRune drops characters that an id must not contain.
func idRune(r rune) rune {
	switch {
	case r == utf8.RuneError:
		return -1
	case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_', r == '.', r == ':':
		return r
	}
	return -1
}

// reserved reports whether layouts or footnotes use an id.
func (p *page) reserved(id string) bool {
	return p.c.reserved[id] || noteLike(id)
}

// noteLike reports whether an id has the form of a footnote's.
func noteLike(id string) bool {
	return id == notesID || strings.HasPrefix(id, "fn-") || strings.HasPrefix(id, "fnref-")
}

// heading writes a heading, records it, and returns the HTML of its content.
func (p *page) heading(n *ast.Heading) string {
	for p.nextHead < len(p.heads) && p.heads[p.nextHead].node != n {
		p.nextHead++
	}
	if p.nextHead == len(p.heads) { // within a footnote: not part of the outline
		p.out = append(p.out, "<p><strong>"...)
		p.inlines(n)
		p.out = append(p.out, "</strong></p>\n"...)
		p.endLine()
		p.nextHead = 0
		return ""
	}
	h := p.heads[p.nextHead]
	start, textStart := len(p.out), len(p.text)
	p.prev = 0
	p.quiet++
	p.inlines(n)
	p.quiet--
	p.content = append(p.content[:0], p.out[start:]...)
	p.out = p.out[:start]
	words := string(p.text[textStart:])
	p.text = p.text[:textStart]
	if h.id == "" {
		h.id = p.freeID(words)
	}
	level := byte('0' + h.level)
	p.out = append(p.out, '<', 'h', level)
	p.attribute("id", h.id)
	p.out = append(append(p.out, '>'), p.content...)
	p.out = append(p.out, '<', '/', 'h', level, '>', '\n')
	p.rec.Headings = append(p.rec.Headings, site.Heading{Level: h.level, ID: h.id, Text: words})
	p.topic = words
	return string(p.content)
}

// freeID returns an unused id made from a heading's text.
func (p *page) freeID(words string) string {
	base := slug(words)
	if base == "" {
		base = "s" + strconv.Itoa(len(p.rec.Headings)+1)
	}
	if noteLike(base) {
		base = "s-" + base
	}
	id := base
	for p.ids[id] > 0 || p.reserved(id) {
		p.ids[base]++
		id = base + "-" + strconv.Itoa(max(p.ids[base], 2))
	}
	p.ids[id]++
	return id
}
