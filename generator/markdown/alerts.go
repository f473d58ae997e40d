package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"griot/generator/diag"
	"griot/generator/markdown/syntax"
	"griot/generator/site"
)

// quote writes a block quote or alert.
func (p *page) quote(n *ast.Blockquote) {
	switch name := syntax.Alert(n); name {
	case "FIGURE":
		p.figure(n)
	case "KEY":
		p.key(n)
	case "QUOTE":
		p.citation(n)
	case "NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION":
		p.alert(n, strings.ToLower(name))
	case "DETAILS":
		p.details(n)
	case "STEPS":
		p.steps(n)
	case "CARDS":
		p.cards(n)
	case "TABS":
		p.tabs(n)
	case "LIST":
		p.pageList(n)
	default:
		p.out = append(p.out, "<blockquote>\n"...)
		if name != "" {
			p.warn(n.Pos(), "alert-unknown", diag.Args{"name": name, "near": diag.Nearest(name, syntax.AlertWords())})
			p.out = append(append(append(p.out, "<p>[!"...), name...), ']')
			if title := alertTitle(n); title != nil {
				p.out = append(p.out, ' ')
				p.inlines(title)
				p.endLine()
			}
			p.out = append(p.out, "</p>\n"...)
		}
		p.blocks(n)
		p.out = append(p.out, "</blockquote>\n"...)
	}
}

// alertTitle returns the title that an author gave to an alert, or nil.
func alertTitle(n *ast.Blockquote) ast.Node {
	if title, ok := n.FirstChild().(*syntax.AlertTitle); ok {
		return title
	}
	return nil
}

// alert writes an alert with its title: the author's, or the name of its kind.
func (p *page) alert(n *ast.Blockquote, class string) {
	title := map[string]string{
		"note": p.labels.Note, "tip": p.labels.Tip, "important": p.labels.Important,
		"warning": p.labels.Warning, "caution": p.labels.Caution,
	}[class]
	p.out = append(append(append(p.out, "<div class=\"alert "...), class...), "\" role=\"note\""...)
	own := alertTitle(n)
	if own != nil && title != "" {
		p.attribute("aria-label", title) // what the colour says
	}
	p.out = append(p.out, ">\n"...)
	switch {
	case own != nil:
		p.prev = 0
		p.out = append(p.out, "<p class=\"alert-title\""...)
		p.labelled()
		p.out = append(p.out, '>')
		p.inlines(own)
		p.out = append(p.out, "</p>\n"...)
		p.endLine()
	case title != "":
		p.out = append(p.out, "<p class=\"alert-title\""...)
		p.labelled()
		p.out = append(p.out, '>')
		p.literal(title)
		p.out = append(p.out, "</p>\n"...)
	}
	p.blocks(n)
	p.out = append(p.out, "</div>\n"...)
}

// imageParagraph writes an image that stands alone: as a figure if it has a title, which is
// its caption, or a credit. It returns false if it is a paragraph like others. A caption is
// not shown without its picture.
func (p *page) imageParagraph(n *ast.Image) bool {
	t := p.resolve(site.RefImage, p.destination(n.Destination), n.Pos())
	caption := len(n.Title) > 0 || t.Credit != ""
	p.captioned = true
	defer func() { p.captioned = false }()
	start := len(p.out)
	if t.Status == site.Withheld || !caption {
		p.out = append(p.out, "<p>"...)
		body := len(p.out)
		p.captioned = caption
		p.imageOf(n, t)
		if len(p.out) == body { // an empty paragraph would be a gap
			p.out = p.out[:start]
			return true
		}
		p.out = append(p.out, "</p>\n"...)
		p.endLine()
		return true
	}
	p.credits = p.credits[:0]
	p.out = append(p.out, "<figure>"...)
	p.imageOf(n, t)
	p.out = append(p.out, "<figcaption>"...)
	p.prev = 0
	if len(n.Title) > 0 {
		p.prose(p.unescape(n.Title), n.Pos(), false, 0)
	}
	p.credit()
	p.out = append(p.out, "</figcaption></figure>\n"...)
	p.endLine()
	return true
}

// credit writes the credits of the pictures of a figure at the end of its caption.
func (p *page) credit() {
	for i, c := range p.credits {
		if !slices.Contains(p.credits[:i], c) {
			if !bytes.HasSuffix(p.out, []byte("<figcaption>")) {
				p.out = append(p.out, ' ')
			}
			p.out = append(p.out, "<span class=\"credit\">"...)
			p.literal(p.rules.Apply(c, 0, 0))
			p.out = append(p.out, "</span>"...)
		}
	}
	p.credits = p.credits[:0]
}

// figure writes images or tables with their caption, which is the last paragraph, or the
// text after the images in their paragraph.
func (p *page) figure(n *ast.Blockquote) {
	p.out = append(p.out, "<figure>\n"...)
	p.credits = p.credits[:0]
	caption, from := p.caption(n)
	base := p.enter()
	if caption != nil && caption != n.LastChild() {
		p.figcaption(from)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c == caption {
			if from != c.FirstChild() {
				p.images(c.FirstChild(), from)
			}
			continue
		}
		switch x := c.(type) {
		case *ast.Paragraph:
			if syntax.FirstText(x.FirstChild()) == nil {
				p.images(x.FirstChild(), nil)
				continue
			}
		case *east.Table:
			name := ""
			if caption != nil {
				name = strings.Join(strings.Fields(string(p.plainText(nil, caption))), " ")
			}
			p.table(x, name)
			continue
		}
		p.block(c)
	}
	p.leave(base)
	if caption != nil && caption == n.LastChild() {
		p.figcaption(from)
	} else if caption == nil && len(p.credits) > 0 {
		p.figcaption(nil)
	}
	p.out = append(p.out, "</figure>\n"...)
}

// figcaption writes a caption from a node on.
func (p *page) figcaption(from ast.Node) {
	p.out = append(p.out, "<figcaption>"...)
	p.prev = 0
	p.inlinesTo(from, nil)
	p.credit()
	p.out = append(p.out, "</figcaption>\n"...)
	p.endLine()
}

// caption returns the paragraph of a figure's caption, its last or its first, and the
// node with which the caption starts.
func (p *page) caption(n *ast.Blockquote) (paragraph, from ast.Node) {
	for _, c := range []ast.Node{n.LastChild(), n.FirstChild()} {
		if x, ok := c.(*ast.Paragraph); ok {
			if from := syntax.FirstText(x.FirstChild()); from != nil {
				return x, from
			}
		}
	}
	return nil, nil
}

// images writes the images from n up to stop.
func (p *page) images(n, stop ast.Node) {
	for ; n != nil && n != stop; n = n.NextSibling() {
		if x, ok := n.(*ast.Image); ok {
			p.image(x)
			p.out = append(p.out, '\n')
		}
	}
}

// key writes a key figure: its first line is the figure, the rest its label.
func (p *page) key(n *ast.Blockquote) {
	p.out = append(p.out, "<div class=\"key-figure\""...)
	if p.labels.Key != "" {
		p.out = append(p.out, " role=\"group\""...)
		p.attribute("aria-label", p.labels.Key)
	}
	p.out = append(p.out, ">\n"...)
	first, ok := n.FirstChild().(*ast.Paragraph)
	base := p.enter()
	if ok {
		p.keyLine(first)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c != ast.Node(first) {
			p.block(c)
		}
	}
	p.leave(base)
	p.out = append(p.out, "</div>\n"...)
}

// keyLine writes the paragraph of the figure, which may contain its label too.
func (p *page) keyLine(n *ast.Paragraph) {
	end := syntax.NextLine(n.FirstChild())
	p.prev = 0
	p.out = append(p.out, "<p><b>"...)
	p.inlinesTo(n.FirstChild(), end)
	p.out = append(p.out, "</b>"...)
	if end != nil {
		p.text = append(p.text, ' ')
		p.prev = 0
		p.out = append(p.out, " <span>"...)
		p.inlinesTo(end, nil)
		p.out = append(p.out, "</span>"...)
	}
	p.out = append(p.out, "</p>\n"...)
	p.endLine()
}

// citation writes a quotation; its last line or paragraph names the author if it starts
// with a dash.
func (p *page) citation(n *ast.Blockquote) {
	p.out = append(p.out, "<figure class=\"quote\"><blockquote>\n"...)
	last, _ := n.LastChild().(*ast.Paragraph)
	from := syntax.Attribution(last, p.source)
	base := p.enter()
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch {
		case from == nil || c != ast.Node(last):
			p.block(c)
		case from != c.FirstChild():
			p.prev = 0
			p.out = append(p.out, "<p>"...)
			p.inlinesTo(c.FirstChild(), from)
			p.out = append(p.out, "</p>\n"...)
			p.endLine()
		}
	}
	p.leave(base)
	p.out = append(p.out, "</blockquote>\n"...)
	if from != nil {
		t := from.(*ast.Text)
		t.Segment.Start += len(syntax.Dash)
		for t.Segment.Start < t.Segment.Stop && p.source[t.Segment.Start] == ' ' {
			t.Segment.Start++
		}
		p.prev = 0
		p.out = append(p.out, "<figcaption>"...)
		p.inlinesTo(from, nil)
		p.out = append(p.out, "</figcaption>\n"...)
		p.endLine()
	}
	p.out = append(p.out, "</figure>\n"...)
}
