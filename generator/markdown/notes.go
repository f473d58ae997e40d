package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"griot/generator/diag"
	"griot/generator/markdown/syntax"
	"griot/generator/site"
)

// notesID is the id of the heading of the notes. A note has the id fn-1, a
// reference to it fnref-1, further references fnref-1-2 and so on.
const notesID = "fn"

// noteList is the footnotes of a page. They are numbered in the order of their first
// references; those without a reference are left out.
type noteList struct {
	node    *east.FootnoteList
	byIndex map[int]*note
	order   []*note
}

// note is one footnote.
type note struct {
	node   *east.Footnote
	number int // from 1; 0 until it is referred to
	refs   int
	mark   int // offset in the HTML for the links back
}

// newNoteList collects the notes of a list.
func newNoteList(list *east.FootnoteList) *noteList {
	notes := &noteList{node: list, byIndex: make(map[int]*note)}
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		if f, ok := n.(*east.Footnote); ok && f.Index > 0 {
			notes.byIndex[f.Index] = &note{node: f}
		}
	}
	return notes
}

// noteRef writes a reference to a note.
func (p *page) noteRef(n *east.FootnoteLink) {
	if p.notes == nil || p.notes.byIndex[n.Index] == nil {
		return
	}
	x := p.notes.byIndex[n.Index]
	if x.number == 0 {
		p.notes.order = append(p.notes.order, x)
		x.number = len(p.notes.order)
	}
	x.refs++
	number := strconv.Itoa(x.number)
	p.out = append(p.out, "<sup"...)
	p.attribute("id", refID(number, x.refs))
	p.out = append(p.out, '>')
	if p.inLink > 0 {
		p.out = append(append(p.out, number...), "</sup>"...)
		return
	}
	p.out = append(p.out, "<a class=\"ref\""...)
	p.attribute("href", "#fn-"+number)
	if p.labels.FootnoteRef != nil {
		p.attribute("aria-label", p.labels.FootnoteRef(x.number))
	}
	p.out = append(append(append(p.out, '>'), number...), "</a></sup>"...)
}

// refID is the id of a reference to a note.
func refID(number string, reference int) string {
	if reference == 1 {
		return "fnref-" + number
	}
	return "fnref-" + number + "-" + strconv.Itoa(reference)
}

// missingNote writes a reference to a note that doesn't exist, as it is in the source.
func (p *page) missingNote(n *syntax.UnknownNote) {
	label := n.Label.Value(p.source)
	if p.meantAsNote(label) {
		p.words(label, n.Label.Start)
		return
	}
	p.fail(n.Label.Start, "footnote-unknown", diag.Args{"label": label})
	p.words(label, n.Label.Start)
}

// footnotes writes the notes with references. The list can grow meanwhile, because notes
// may refer to further notes.
func (p *page) footnotes() {
	if p.notes == nil || len(p.notes.order) == 0 {
		return
	}
	start := len(p.out)
	p.out = append(p.out, "<section class=\"notes\" aria-labelledby=\""+notesID+"\">\n<h2 id=\""+notesID+"\""...)
	p.labelled()
	p.out = append(p.out, '>')
	p.literal(p.labels.Footnotes)
	p.out = append(p.out, "</h2>\n<ol>\n"...)
	for i := 0; i < len(p.notes.order); i++ {
		p.note(p.notes.order[i])
	}
	p.backLinks()
	p.out = append(p.out, "</ol>\n</section>\n"...)
	p.rec.Sections = append(p.rec.Sections, site.Span{ID: notesID, Start: start, End: len(p.out)})
}

// backLinks inserts the links back to the text into each note.
func (p *page) backLinks() {
	first := p.notes.order[0].mark
	rest := append(p.content[:0], p.out[first:]...)
	p.out = p.out[:first]
	done := first
	for _, n := range p.notes.order {
		p.out = append(p.out, rest[done-first:n.mark-first]...)
		done = n.mark
		number := strconv.Itoa(n.number)
		for reference := 1; reference <= n.refs; reference++ {
			p.out = append(p.out, " <a"...)
			p.attribute("href", "#"+refID(number, reference))
			if p.labels.BackTo != nil {
				p.attribute("aria-label", p.labels.BackTo(n.number, reference, n.refs))
			}
			p.out = append(p.out, ">↩\ufe0e</a>"...)
		}
	}
	p.out = append(p.out, rest[done-first:]...)
	p.content = rest
}

// note writes one note and marks the end of its last paragraph, where backLinks inserts
// links when the number of references is known.
func (p *page) note(n *note) {
	p.out = append(p.out, "<li"...)
	p.attribute("id", "fn-"+strconv.Itoa(n.number))
	p.out = append(p.out, '>')
	last := n.node.LastChild()
	_, single := last.(*ast.Paragraph)
	single = single && last == n.node.FirstChild()
	base := p.enter()
	for c := n.node.FirstChild(); c != nil; c = c.NextSibling() {
		if _, ok := c.(*ast.Paragraph); ok && c == last {
			p.prev = 0
			if !single {
				p.open("p")
			}
			p.inlines(c)
			p.endLine()
			n.mark = len(p.out)
			if !single {
				p.close("p")
			}
			continue
		}
		p.block(c)
	}
	p.leave(base)
	if _, ok := last.(*ast.Paragraph); !ok {
		p.out = append(p.out, "<p>"...)
		n.mark = len(p.out)
		p.out = append(p.out, "</p>"...)
	}
	p.out = append(p.out, "</li>\n"...)
}
