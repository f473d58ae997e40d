package markdown

import (
	"maps"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"griot/generator/diag"
	"griot/generator/site"
)

// heading is a heading of the text, found before anything is written.
type heading struct {
	node   *ast.Heading
	level  int      // 2 to 6
	id     string   // written by the author or taken from the source page, or ""
	byHand bool     // whether the author chose id
	base   string   // what to make an id of in place of the text, or ""
	html   bool     // whether HTML before it may contain a heading
	also   []string // further ids: the author's own, and those of the source's heading
}

// survey finds the headings and footnotes, and sets the ids of headings that don't depend
// on their texts.
func (p *page) survey(doc ast.Node) {
	p.collect(doc)
	p.setLevels()
	p.handSet()
	if p.src.SourceHeadings != nil {
		p.align()
	}
}

// collect gathers headings and footnotes.
func (p *page) collect(n ast.Node) {
	html := false
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch x := c.(type) {
		case *ast.Heading:
			p.heads = append(p.heads, heading{node: x, html: html})
			html = false
			p.foundLevel(x.Level, x.Pos())
		case *east.FootnoteList:
			p.notes = newNoteList(x)
		case *ast.HTMLBlock:
			if p.c.raw == nil {
				continue
			}
			if level := htmlLevel(lines(x.Lines(), p.source)); level > 0 {
				p.foundLevel(level, x.Pos())
				html = true
			}
		case *ast.Paragraph, *ast.TextBlock, *ast.FencedCodeBlock, *ast.CodeBlock, *east.Table:
		default:
			p.collect(c)
		}
	}
}

// foundLevel notes the level of the first heading and its offset.
func (p *page) foundLevel(level, offset int) {
	if p.topLevel == 0 {
		p.topLevel, p.topOffset = level, offset
	}
}

// setLevels sets the levels of headings and warns of those that skip one or have the level
// of the page's title. A text that begins with a heading of that level is shifted down as a
// whole.
func (p *page) setLevels() {
	warned, last := false, 1
	if p.topLevel == 1 {
		p.shift, warned = 1, true
		p.warn(p.topOffset, "heading-level.shifted", nil)
	}
	for i := range p.heads {
		h := &p.heads[i]
		at := h.node.Pos()
		h.level = p.shownLevel(h.node.Level)
		switch {
		case h.node.Level == 1 && !warned:
			p.warn(at, "heading-level.title", nil)
			warned = true
		case h.level > last+1 && !h.html:
			p.warn(at, "heading-level.skipped", diag.Args{"level": h.level - p.shift, "last": last - p.shift, "marks": "######"[:last+1-p.shift]})
		}
		last = h.level
	}
}

// shownLevel returns the level at which a heading is shown.
func (p *page) shownLevel(level int) int { return min(max(level+p.shift, 2), 6) }

// handSet sets the ids that authors wrote as {#id}.
func (p *page) handSet() {
	for i := range p.heads {
		h := &p.heads[i]
		value, ok := h.node.AttributeString("id")
		id, isText := value.([]byte)
		if !ok || !isText || len(id) == 0 {
			continue
		}
		name := strings.Map(idRune, norm.NFC.String(string(id)))
		if name == "" {
			continue
		}
		switch {
		case p.ids[name] > 0:
			p.fail(h.node.Pos(), "heading-duplicate.twice", diag.Args{"id": name})
		case p.reserved(name) || strings.HasPrefix(name, layoutPrefix):
			p.fail(h.node.Pos(), "heading-duplicate.layout", diag.Args{"id": name})
		default:
			h.id, h.byHand = name, true
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

// heading writes a heading and records it.
func (p *page) heading(n *ast.Heading) {
	for p.nextHead < len(p.heads) && p.heads[p.nextHead].node != n {
		p.nextHead++
	}
	if p.nextHead == len(p.heads) { // within a footnote: not part of the outline
		p.out = append(p.out, "<p><strong>"...)
		p.inlines(n)
		p.out = append(p.out, "</strong></p>\n"...)
		p.endLine()
		p.nextHead = 0
		return
	}
	h := p.heads[p.nextHead]
	start, textStart := len(p.out), len(p.text)
	p.prev = 0
	p.quiet++
	p.inlines(n)
	p.quiet--
	words := string(p.text[textStart:])
	p.text = p.text[:textStart]
	old := ""
	if h.id == "" {
		h.id, old = p.freeID(words, h.base)
	}
	gitHub := ""
	if !h.byHand {
		gitHub = p.gitHubID(words)
	}
	found := site.Heading{Level: h.level, ID: h.id, Text: words, Also: append(h.also, old)}
	if p.asTab {
		p.wrapTab(start, gitHub, found)
		return
	}
	p.wrapHeading(start, nil, gitHub, found)
}

// wrapHeading makes a heading of the HTML from start on, and records it with the further
// ids that it may get.
func (p *page) wrapHeading(start int, attributes []html.Attribute, gitHub string, h site.Heading) {
	p.content = append(p.content[:0], p.out[start:]...)
	p.out = p.out[:start]
	level := byte('0' + h.Level)
	p.out = append(p.out, '<', 'h', level)
	if h.ID != "" {
		p.attribute("id", h.ID)
	}
	for _, a := range attributes {
		p.attribute(a.Key, a.Val)
	}
	p.out = append(p.out, '>')
	p.moveAnchors(start, len(p.out)-start)
	p.title = site.Span{ID: h.ID, Start: len(p.out), End: len(p.out) + len(p.content)}
	switch {
	case h.HTML && h.Text == "":
		if h.ID != "" {
			p.rec.IDs = append(p.rec.IDs, h.ID)
		}
	default:
		p.anchors = append(p.anchors, anchor{at: len(p.out), heading: len(p.rec.Headings), gitHub: gitHub})
		p.rec.Headings = append(p.rec.Headings, h)
		p.topic = h.Text
	}
	p.out = append(p.out, p.content...)
	p.out = append(p.out, '<', '/', 'h', level, '>', '\n')
}

// startSection ends a section of the text before the heading that was written last, which
// starts at an offset, and begins the next one.
func (p *page) startSection(start int) {
	p.rec.Sections[len(p.rec.Sections)-1].End = start
	p.titles = append(p.titles, p.title)
	p.rec.Sections = append(p.rec.Sections, site.Span{
		ID: p.title.ID, Title: string(p.out[p.title.Start:p.title.End]), Start: len(p.out)})
}

// freeID returns an unused id made from base, or else from a heading's text, and the id
// that an earlier version of Griot made, if that was another one.
func (p *page) freeID(words, base string) (id, old string) {
	if base == "" {
		base = slug(words)
	}
	if base == "" {
		base = "s" + strconv.Itoa(len(p.rec.Headings)+1)
	}
	if noteLike(base) {
		base = "s-" + base
	}
	if len(base) > maxShort && p.shortIDs == nil {
		p.shortIDs = maps.Clone(p.ids)
	}
	if p.shortIDs != nil {
		old = p.number(p.shortIDs, short(base))
	}
	if id = p.number(p.ids, base); id == old {
		old = ""
	}
	return id, old
}

// number returns base, with a number if that is in use already.
func (p *page) number(ids map[string]int, base string) string {
	id := base
	for ids[id] > 0 || p.held[id] || p.reserved(id) {
		ids[base]++
		id = base + "-" + strconv.Itoa(max(ids[base], 2))
	}
	ids[id]++
	return id
}
