package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"griot/generator/diag"
	"griot/generator/markdown/syntax"
	"griot/generator/site"
)

// blocks writes the children of a block.
func (p *page) blocks(parent ast.Node) {
	base := p.enter()
	p.atTop = false
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		p.block(n)
	}
	p.leave(base)
}

// block writes one block.
func (p *page) block(n ast.Node) {
	p.prev = 0
	switch x := n.(type) {
	case *ast.Paragraph:
		p.paragraph(x)
	case *ast.TextBlock:
		p.inlines(x)
		p.endLine()
		if x.NextSibling() != nil {
			p.out = append(p.out, '\n')
		}
	case *ast.Heading:
		p.heading(x)
	case *ast.List:
		p.list(x)
	case *ast.ListItem:
		p.item(x)
	case *ast.Blockquote:
		p.quote(x)
	case *ast.FencedCodeBlock:
		p.code(x, x.Language(p.source))
	case *ast.CodeBlock:
		p.code(x, nil)
	case *ast.HTMLBlock:
		p.rawBlock(x)
	case *ast.ThematicBreak:
		p.out = append(p.out, "<hr>\n"...)
	case *east.Table:
		p.table(x, "")
	case *east.DefinitionList:
		p.out = append(p.out, "<dl>\n"...)
		p.blocks(x)
		p.out = append(p.out, "</dl>\n"...)
	case *east.DefinitionTerm:
		p.out = append(p.out, "<dt>"...)
		p.inlines(x)
		p.out = append(p.out, "</dt>\n"...)
		p.endLine()
	case *east.DefinitionDescription:
		p.out = append(p.out, "<dd>"...)
		p.blocks(x)
		p.out = append(p.out, "</dd>\n"...)
		p.endLine()
	}
}

// paragraph writes a paragraph. One that consists of an image with a title or a link to an
// attachment is written in another form.
func (p *page) paragraph(n *ast.Paragraph) {
	if cells := syntax.MissingCells(n); cells > 0 {
		p.fail(n.Pos(), "table-large", diag.Args{"count": cells})
	}
	if only := n.FirstChild(); only != nil && only.NextSibling() == nil {
		switch x := only.(type) {
		case *ast.Image:
			if p.imageParagraph(x) {
				return
			}
		case *ast.Link:
			t := p.resolve(site.RefLink, p.destination(x.Destination), x.Pos())
			if t.Status == site.Found && t.Format != "" && p.inLink == 0 {
				p.download(x, t)
				return
			}
			p.out = append(p.out, "<p>"...)
			p.link(x, t)
			p.out = append(p.out, "</p>\n"...)
			p.endLine()
			return
		}
	}
	p.out = append(p.out, "<p>"...)
	p.inlines(n)
	p.out = append(p.out, "</p>\n"...)
	p.endLine()
}

// list writes a list.
func (p *page) list(n *ast.List) {
	element := "ul"
	if n.IsOrdered() {
		element = "ol"
	}
	p.out = append(append(p.out, '<'), element...)
	if n.IsOrdered() && n.Start != 1 {
		p.attribute("start", strconv.Itoa(n.Start))
	}
	p.out = append(p.out, ">\n"...)
	p.blocks(n)
	p.close(element)
	p.out = append(p.out, '\n')
}

// item writes an item of a list. The checkbox of a task is disabled, because readers can't
// change it; the text is its label.
func (p *page) item(n *ast.ListItem) {
	first := n.FirstChild()
	box := taskBox(first)
	if box == nil {
		p.out = append(p.out, "<li>"...)
		if _, tight := first.(*ast.TextBlock); first != nil && !tight {
			p.out = append(p.out, '\n')
		}
		p.blocks(n)
		p.out = append(p.out, "</li>\n"...)
		return
	}
	p.out = append(p.out, "<li class=\"task\"><label><input type=\"checkbox\" disabled"...)
	if box.IsChecked {
		p.out = append(p.out, " checked"...)
	}
	p.out = append(p.out, "> "...)
	p.prev = 0
	p.inlines(first)
	p.out = append(p.out, "</label>\n"...)
	p.endLine()
	base := p.enter()
	for c := first.NextSibling(); c != nil; c = c.NextSibling() {
		p.block(c)
	}
	p.leave(base)
	p.out = append(p.out, "</li>\n"...)
}

// taskBox returns the checkbox at the start of a list item, or nil.
func taskBox(first ast.Node) *east.TaskCheckBox {
	if first == nil || first.FirstChild() == nil {
		return nil
	}
	box, _ := first.FirstChild().(*east.TaskCheckBox)
	return box
}
