package markdown

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"griot/generator/markdown/syntax"
	"griot/generator/site"
)

// inlines writes the content of a paragraph, heading or cell.
func (p *page) inlines(parent ast.Node) { p.inlinesTo(parent.FirstChild(), nil) }

// inlinesTo writes a node and its next siblings up to stop, which isn't written.
func (p *page) inlinesTo(n, stop ast.Node) {
	base := p.enter()
	for n != nil && n != stop {
		if t, ok := n.(*ast.Text); ok {
			n = p.run(t, stop)
			continue
		}
		p.inline(n)
		n = n.NextSibling()
	}
	p.leave(base)
}

// inline writes one node that is not text.
func (p *page) inline(n ast.Node) {
	switch x := n.(type) {
	case *ast.Emphasis:
		if x.Level == 2 {
			p.wrap("strong", n)
		} else {
			p.wrap("em", n)
		}
	case *east.Strikethrough:
		p.wrap("del", n)
	case *ast.CodeSpan:
		p.codeSpan(x)
	case *ast.Link:
		dest := p.destination(x.Destination)
		p.link(x, p.resolve(site.RefLink, dest, x.Pos()))
	case *ast.AutoLink:
		p.autoLink(x)
	case *ast.Image:
		p.image(x)
	case *ast.RawHTML:
		p.rawInline(x)
	case *east.FootnoteLink:
		p.noteRef(x)
	case *syntax.UnknownNote:
		p.missingNote(x)
	case *ast.String:
		p.prose(x.Value, 0, false, p.nextRune(n))
	case *east.TaskCheckBox: // written by its list item
	default:
		p.inlines(n)
	}
}

// wrap writes a node's content in an element.
func (p *page) wrap(element string, n ast.Node) {
	p.open(element)
	p.inlines(n)
	p.close(element)
}

// codeSpan writes code within text, without typography.
func (p *page) codeSpan(n *ast.CodeSpan) {
	p.out = append(p.out, "<code"...)
	p.leftToRight()
	p.out = append(p.out, '>')
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		for _, b := range t.Segment.Value(p.source) {
			if b == '\n' || b == '\r' { // goldmark keeps line breaks; CommonMark has spaces
				b = ' '
			}
			p.verbatim(b)
		}
	}
	p.out = append(p.out, "</code>"...)
	p.prev = 'x'
}

// verbatim writes a byte of code.
func (p *page) verbatim(b byte) {
	p.text = append(p.text, b)
	if b < 0x80 && escape[b] != "" {
		p.out = append(p.out, escape[b]...)
		return
	}
	p.out = append(p.out, b)
}

// open writes a start tag without attributes.
func (p *page) open(element string) {
	p.out = append(append(append(p.out, '<'), element...), '>')
}

// close writes an end tag.
func (p *page) close(element string) {
	p.out = append(append(append(p.out, "</"...), element...), '>')
}
