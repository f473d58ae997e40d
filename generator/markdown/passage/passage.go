// Package passage finds in a page's Markdown the passages that translators translate.
//
// Call Find: it returns the passages and the blocks around them with their positions in
// the text. Passage.Parts separates the words of a passage from its markup, as CAT tools
// show them. The package must never change a text, or know what a page is.
package passage

import (
	"bytes"
	"slices"
	"sync"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"griot/generator/markdown/syntax"
)

// Kind is what a passage is in its text.
type Kind string

// The kinds of passages.
const (
	Heading   Kind = "heading"
	Paragraph Kind = "paragraph"
	Item      Kind = "item"       // first paragraph of a list item
	Cell      Kind = "cell"       // of a table
	Term      Kind = "term"       // of a definition list
	Meaning   Kind = "definition" // of a definition list
	Note      Kind = "note"       // of a footnote
	Figure    Kind = "figure"     // first line of a key figure
	Author    Kind = "author"     // of a quotation
	BoxTitle  Kind = "box title"  // of an alert
	Alt       Kind = "alt"        // of an image that is a paragraph of its own
	Caption   Kind = "caption"    // title of such an image
)

// Span is a range of bytes of a text.
type Span struct{ Start, End int }

// Passage is a run of text that a translator translates as a whole.
type Passage struct {
	Kind  Kind
	Level int    // of a heading
	ID    string // of a heading, if set by hand
	Lines []Span // in the text, a line each, without the marks of quotes and lists
	Block int    // the innermost block that it belongs to, in Structure.Blocks

	source      []byte
	first, stop ast.Node // inline nodes from first up to stop
	parts       []Part   // where they are known already
	broken      bool     // parts could not be told apart
}

var parser = sync.OnceValue(syntax.NewParser)

// Find finds the passages of a text and the blocks around them. Code, raw HTML and
// definitions of links contain none.
func Find(source []byte) *Structure {
	doc := parser().Parse(text.NewReader(source))
	f := &finder{source: source}
	f.Blocks = append(f.Blocks, Block{Kind: "Document", End: len(source), Parent: -1})
	f.children(doc, 0)
	f.finish()
	return &f.Structure
}

type finder struct {
	Structure
	source []byte
}

// children visits the blocks inside a block.
func (f *finder) children(n ast.Node, block int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if _, ok := c.(*east.FootnoteList); ok {
			f.children(c, 0) // a note belongs to no block around it
			continue
		}
		f.block(c, block)
	}
}

func (f *finder) block(n ast.Node, parent int) {
	start := blockStart(n)
	if start < 0 {
		return
	}
	start = bytes.LastIndexByte(f.source[:min(start, len(f.source))], '\n') + 1
	at := len(f.Blocks)
	f.Blocks = append(f.Blocks, Block{Kind: n.Kind().String(), Start: start, Parent: parent})
	switch x := n.(type) {
	case *ast.Blockquote:
		f.Blocks[at].Alert = syntax.Alert(x)
		f.children(n, at)
	case *ast.Heading:
		p := Passage{Kind: Heading, Level: x.Level}
		if id, ok := x.AttributeString("id"); ok {
			if b, ok := id.([]byte); ok {
				p.ID = string(b)
			}
		}
		f.add(p, n, at)
	case *ast.Paragraph, *ast.TextBlock:
		f.paragraph(n, at)
	case *east.TableCell:
		f.add(Passage{Kind: Cell}, n, at)
	case *east.DefinitionTerm:
		f.add(Passage{Kind: Term}, n, at)
	case *syntax.AlertTitle:
		f.add(Passage{Kind: BoxTitle}, n, at)
	case *ast.FencedCodeBlock:
		f.Blocks[at].Code = string(x.Language(f.source)) + "\n" + string(x.Lines().Value(f.source))
	case *ast.CodeBlock:
		f.Blocks[at].Code = "\n" + string(x.Lines().Value(f.source))
	case *syntax.Options:
		f.Blocks[at].Code = "\n" + string(x.Lines().Value(f.source))
	case *ast.HTMLBlock:
	default:
		f.children(n, at)
	}
}

// blockStart returns an offset on the first line of a block, or -1.
func blockStart(n ast.Node) int {
	if n.Pos() >= 0 && n.Kind() != ast.KindParagraph {
		return n.Pos()
	}
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	if c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock {
		return blockStart(c)
	}
	return n.Pos()
}

// paragraph adds the passages of a paragraph: more than one if its lines or images mean
// different things.
func (f *finder) paragraph(n ast.Node, at int) {
	kind := Paragraph
	first := n.PreviousSibling() == nil
	switch p := n.Parent().(type) {
	case *ast.ListItem:
		if first {
			kind = Item
		}
	case *east.DefinitionDescription:
		kind = Meaning
	case *east.Footnote:
		kind = Note
	case *ast.Blockquote:
		if f.alertLines(n, syntax.Alert(p), first, at) {
			return
		}
	}
	if f.images(n.FirstChild(), nil, at) {
		return
	}
	f.add(Passage{Kind: kind}, n, at)
}

// alertLines adds the passages of a paragraph of an alert if its lines mean different
// things, and reports whether it did.
func (f *finder) alertLines(n ast.Node, word string, first bool, at int) bool {
	kinds := [2]Kind{Paragraph, Paragraph}
	var from ast.Node
	switch {
	case word == "KEY" && first:
		kinds[0] = Figure
		from = syntax.NextLine(n.FirstChild())
		if from == nil {
			f.add(Passage{Kind: Figure}, n, at)
			return true
		}
	case word == "QUOTE" && n.NextSibling() == nil:
		kinds[1] = Author
		if x, ok := n.(*ast.Paragraph); ok {
			from = syntax.Attribution(x, f.source)
		}
	case word == "FIGURE":
		kinds[1] = Caption
		from = syntax.FirstText(n.FirstChild())
		if from != nil && from != n.FirstChild() && !f.images(n.FirstChild(), from, at) {
			return false
		}
	}
	if from == nil {
		return false
	}
	start := inlineStart(from)
	if start < 0 {
		return false
	}
	if from != n.FirstChild() && word != "FIGURE" {
		p := f.passage(Passage{Kind: kinds[0], stop: from}, n, at)
		p.Lines = cut(p.Lines, 0, bytes.LastIndexByte(f.source[:start], '\n'))
		f.keep(p)
	}
	p := f.passage(Passage{Kind: kinds[1], first: from}, n, at)
	if kinds[1] == Author {
		for start += len(syntax.Dash); start < len(f.source) && f.source[start] == ' '; start++ {
		}
	}
	p.Lines = cut(p.Lines, start, len(f.source))
	f.keep(p)
	return true
}

// inlineStart returns the offset of the first byte of an inline node, or -1.
func inlineStart(n ast.Node) int {
	if t, ok := n.(*ast.Text); ok {
		return t.Segment.Start
	}
	return n.Pos()
}

// images adds the alternative texts and captions of the nodes from n up to stop if all
// are images, and reports whether it did.
func (f *finder) images(n, stop ast.Node, at int) bool {
	if n == nil || n == stop {
		return false
	}
	parent, first := n.Parent(), n
	for ; n != nil && n != stop; n = n.NextSibling() {
		t, isText := n.(*ast.Text)
		if _, ok := n.(*ast.Image); !ok && !(isText && t.Segment.Len() == 0) {
			return false
		}
	}
	p := f.passage(Passage{Kind: Alt, first: first, stop: stop}, parent, at)
	parts, ok := p.Parts()
	if !ok {
		return false
	}
	kinds := map[string]Kind{"img": Alt, "title": Caption}
	for i := 0; i < len(parts); i++ {
		if parts[i].Type != Open || kinds[parts[i].Kind] == "" {
			continue
		}
		end := slices.IndexFunc(parts[i:], func(x Part) bool { return x.Type == Close && x.Tag == parts[i].Tag }) + i
		q := p
		q.Kind = kinds[parts[i].Kind]
		q.Lines = p.sourceLines(parts[i].End, parts[end].Start)
		q.parts = slices.Clone(parts[i+1 : end])
		for j := range q.parts {
			q.parts[j].Start -= parts[i].End
			q.parts[j].End -= parts[i].End
		}
		f.keep(q)
		i = end
	}
	return true
}

// add adds the passage of a whole block.
func (f *finder) add(p Passage, n ast.Node, at int) { f.keep(f.passage(p, n, at)) }

// passage returns p with what follows from its block.
func (f *finder) passage(p Passage, n ast.Node, at int) Passage {
	p.Block, p.source = at, f.source
	if p.first == nil {
		p.first = n.FirstChild()
	}
	lines := n.Lines()
	p.Lines = make([]Span, 0, lines.Len())
	for i := range lines.Len() {
		s := lines.At(i)
		p.Lines = append(p.Lines, Span{s.Start, s.Stop})
	}
	if box, ok := p.first.(*east.TaskCheckBox); ok && len(p.Lines) > 0 {
		p.first = box.NextSibling()
		p.Lines[0].Start += len("[ ]")
	}
	return p
}

// keep trims a passage and adds it unless it is empty.
func (f *finder) keep(p Passage) {
	for len(p.Lines) > 0 {
		if p.Lines[0] = trimSpan(f.source, p.Lines[0], true); p.Lines[0].Start < p.Lines[0].End {
			break
		}
		p.Lines = p.Lines[1:]
	}
	for len(p.Lines) > 0 {
		last := len(p.Lines) - 1
		if p.Lines[last] = trimSpan(f.source, p.Lines[last], false); p.Lines[last].Start < p.Lines[last].End {
			break
		}
		p.Lines = p.Lines[:last]
	}
	if len(p.Lines) == 0 {
		return
	}
	for i := range p.Lines {
		for s := &p.Lines[i]; s.End > s.Start && (f.source[s.End-1] == '\n' || f.source[s.End-1] == '\r'); s.End-- {
		}
	}
	f.Structure.Passages = append(f.Structure.Passages, p)
}

// trimSpan drops white space from one end of a span.
func trimSpan(source []byte, s Span, left bool) Span {
	white := func(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
	if left {
		for s.Start < s.End && white(source[s.Start]) {
			s.Start++
		}
		return s
	}
	for s.Start < s.End && white(source[s.End-1]) {
		s.End--
	}
	return s
}

// cut returns the parts of lines that lie in a range.
func cut(lines []Span, start, end int) []Span {
	var out []Span
	for _, l := range lines {
		l.Start, l.End = max(l.Start, start), min(l.End, end)
		if l.Start < l.End {
			out = append(out, l)
		}
	}
	return out
}
