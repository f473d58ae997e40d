package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"

	"griot/generator/markdown/syntax"
	"griot/generator/site"
)

// details writes a box that readers open: its title is always shown.
func (p *page) details(n *ast.Blockquote) {
	p.rec.Boxes = true
	p.out = append(p.out, "<details>\n<summary"...)
	p.prev = 0
	if own := alertTitle(n); own != nil {
		p.out = append(p.out, '>')
		p.withoutLinks(func() { p.inlines(own) })
		p.endLine()
	} else {
		p.labelled()
		p.out = append(p.out, '>')
		p.literal(p.labels.Details)
	}
	p.out = append(p.out, "</summary>\n"...)
	p.blocks(n)
	p.out = append(p.out, "</details>\n"...)
}

// withoutLinks writes text in which no link may begin, since a click on it does something
// else already.
func (p *page) withoutLinks(write func()) {
	p.inLink++
	p.quiet++
	write()
	p.quiet--
	p.inLink--
}

// steps writes the steps of an instruction.
func (p *page) steps(n *ast.Blockquote) {
	p.rec.Boxes = true
	found := false
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if list, ok := c.(*ast.List); ok && list.IsOrdered() {
			found = true
		}
	}
	if !found {
		p.warn(n.Pos(), "box-content.steps", nil)
	}
	p.out = append(p.out, "<div class=\"steps\">\n"...)
	p.blocks(n)
	p.out = append(p.out, "</div>\n"...)
}

// cards writes links of which each leads on: a title, and what is said of it.
func (p *page) cards(n *ast.Blockquote) {
	p.rec.Boxes = true
	p.out = append(p.out, "<div class=\"cards\">\n"...)
	base := p.enter()
	p.atTop = false
	found := false
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		list, ok := c.(*ast.List)
		if !ok {
			p.block(c)
			continue
		}
		found = true
		p.out = append(p.out, "<ul role=\"list\">\n"...)
		for item := list.FirstChild(); item != nil; item = item.NextSibling() {
			p.card(item)
		}
		p.out = append(p.out, "</ul>\n"...)
	}
	p.leave(base)
	p.out = append(p.out, "</div>\n"...)
	if !found {
		p.warn(n.Pos(), "box-content.cards-empty", nil)
	}
}

// card writes an item of a list of cards: pictures, a link, then text about it.
func (p *page) card(item ast.Node) {
	p.out = append(p.out, "<li>\n"...)
	base := p.enter()
	first := item.FirstChild()
	link := p.cardLink(first)
	if link == nil {
		p.warn(cardPos(item), "box-content.cards", nil)
	} else {
		p.images(first.FirstChild(), link)
		p.prev = 0
		p.out = append(p.out, "<p class=\"card-title\">"...)
		p.inlinesTo(link, link.NextSibling())
		p.out = append(p.out, "</p>\n"...)
		p.endLine()
		if rest := p.afterLink(link); rest != nil {
			p.prev = 0
			p.out = append(p.out, "<p>"...)
			p.inlinesTo(rest, nil)
			p.out = append(p.out, "</p>\n"...)
			p.endLine()
		}
		first = first.NextSibling()
	}
	for ; first != nil; first = first.NextSibling() {
		p.block(first)
	}
	p.leave(base)
	p.out = append(p.out, "</li>\n"...)
}

// cardPos returns an offset in an item of a list.
func cardPos(item ast.Node) int {
	if c := item.FirstChild(); c != nil && c.Lines() != nil && c.Lines().Len() > 0 {
		return c.Lines().At(0).Start
	}
	return item.Pos()
}

// cardLink returns the link at the start of a paragraph, after its pictures, or nil.
func (p *page) cardLink(paragraph ast.Node) ast.Node {
	if paragraph == nil || paragraph.Kind() != ast.KindTextBlock && paragraph.Kind() != ast.KindParagraph {
		return nil
	}
	for n := paragraph.FirstChild(); n != nil; n = n.NextSibling() {
		switch x := n.(type) {
		case *ast.Link, *ast.AutoLink:
			return n
		case *ast.Emphasis: // a link in bold
			if c := x.FirstChild(); c != nil && c.Kind() == ast.KindLink && c.NextSibling() == nil {
				return n
			}
			return nil
		case *ast.Image:
		case *ast.Text:
			if len(bytes.TrimSpace(x.Segment.Value(p.source))) > 0 {
				return nil
			}
		default:
			return nil
		}
	}
	return nil
}

// afterLink returns what follows the link of a card, without the mark between them; nil if
// nothing does.
func (p *page) afterLink(link ast.Node) ast.Node {
	for n := link.NextSibling(); n != nil; n = n.NextSibling() {
		t, ok := n.(*ast.Text)
		if !ok {
			return n
		}
		value := t.Segment.Value(p.source)
		rest := bytes.TrimLeft(value, " \t\u00a0\u202f:–—-")
		t.Segment.Start += len(value) - len(rest)
		if len(rest) > 0 {
			return n
		}
	}
	return nil
}

// tabs writes a group of tabs: each heading of the level of the first begins one. They are
// elements that open and close without a script; browsers keep one of a name open.
func (p *page) tabs(n *ast.Blockquote) {
	first := tabHeading(n.FirstChild(), 0)
	switch {
	case first == nil:
		p.warn(n.Pos(), "box-content.tabs", nil)
		fallthrough
	case p.inNotes: // where headings are none
		p.out = append(p.out, "<blockquote>\n"...)
		p.blocks(n)
		p.out = append(p.out, "</blockquote>\n"...)
		return
	}
	p.rec.Boxes = true
	p.tabGroups++
	name := "tabs-" + strconv.Itoa(p.tabGroups)
	base := p.enter()
	p.atTop = false
	c := n.FirstChild()
	for ; c != ast.Node(first); c = c.NextSibling() {
		p.block(c)
	}
	p.out = append(p.out, "<div class=\"tabs\">\n"...)
	for c != nil {
		c = p.tab(c.(*ast.Heading), name)
	}
	p.out = append(p.out, "</div>\n"...)
	p.leave(base)
}

// tab writes a tab from its heading on, and returns the heading of the next one or nil.
func (p *page) tab(h *ast.Heading, name string) (next ast.Node) {
	p.out = append(p.out, "<details"...)
	p.attribute("name", name)
	if tabHeading(h.Parent().FirstChild(), 0) == h {
		p.out = append(p.out, " open"...)
	}
	p.out = append(p.out, ">\n"...)
	p.asTab = true
	p.withoutLinks(func() { p.heading(h) })
	p.asTab = false
	base := p.enter()
	end := tabHeading(h.NextSibling(), h.Level)
	for c := h.NextSibling(); c != nil && c != ast.Node(end); c = c.NextSibling() {
		p.block(c)
	}
	p.leave(base)
	p.out = append(p.out, "</div>\n</details>\n"...)
	if end == nil {
		return nil
	}
	return end
}

// tabHeading returns the first heading from a node on that is as high as a level, 0 for
// any; or nil.
func tabHeading(n ast.Node, level int) *ast.Heading {
	for ; n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && (level == 0 || h.Level <= level) {
			return h
		}
	}
	return nil
}

// wrapTab makes of the HTML from start on the heading that opens a tab, and starts the
// tab's content. The content has the heading's id, because browsers open what is closed
// for a link to something within it, not for one to what opens it.
func (p *page) wrapTab(start int, gitHub string, h site.Heading) {
	p.content = append(p.content[:0], p.out[start:]...)
	p.out = p.out[:start]
	level := byte('0' + h.Level)
	p.out = append(p.out, "<summary><h"...)
	p.out = append(p.out, level, '>')
	p.moveAnchors(start, len(p.out)-start)
	p.out = append(p.out, p.content...)
	p.out = append(p.out, "</h"...)
	p.out = append(p.out, level)
	p.out = append(p.out, "></summary>\n<div class=\"tab\""...)
	p.attribute("id", h.ID)
	p.out = append(p.out, '>')
	p.anchors = append(p.anchors, anchor{at: len(p.out), heading: len(p.rec.Headings), gitHub: gitHub})
	p.out = append(p.out, '\n')
	p.rec.Headings = append(p.rec.Headings, h)
	p.topic = h.Text
}

// pageList leaves the place of a list that the site fills, since its pages are known only
// when the page is shown.
func (p *page) pageList(n *ast.Blockquote) {
	list := site.List{At: len(p.out)}
	options, _ := n.FirstChild().(*syntax.Options)
	if options != nil {
		for _, o := range options.All(p.source) {
			x := site.Option{Key: o.Key, Value: o.Value}
			x.Line, x.Column = p.position(o.Offset)
			list.Options = append(list.Options, x)
		}
	}
	list.Line, list.Column = p.position(n.Pos())
	if options == nil || options.NextSibling() != nil || len(list.Options) == 0 {
		p.fail(n.Pos(), "list-option.none", nil)
	}
	p.rec.Boxes = true
	p.rec.Lists = append(p.rec.Lists, list)
}
