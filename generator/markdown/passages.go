package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// PassageKind tells what a passage is in its text.
type PassageKind string

// The kinds of passages.
const (
	HeadingPassage   PassageKind = "heading"
	ParagraphPassage PassageKind = "paragraph"
	ItemPassage      PassageKind = "item"       // first paragraph of a list item
	CellPassage      PassageKind = "cell"       // of a table
	TermPassage      PassageKind = "term"       // of a definition list
	MeaningPassage   PassageKind = "definition" // of a definition list
	NotePassage      PassageKind = "note"       // of a footnote
	FigurePassage    PassageKind = "figure"     // first line of a key figure
	AuthorPassage    PassageKind = "author"     // of a quotation
	AltPassage       PassageKind = "alt"        // of an image that is a paragraph of its own
	CaptionPassage   PassageKind = "caption"    // title of such an image
)

// Span is a range of bytes of a text.
type Span struct{ Start, End int }

// Passage is a run of text that a translator translates as a whole.
type Passage struct {
	Kind  PassageKind
	Level int    // of a heading
	ID    string // of a heading, if set by hand
	Lines []Span // in the text, a line each, without the marks of quotes and lists
	Block int    // the innermost block that it belongs to, in Structure.Blocks

	source      []byte
	first, stop ast.Node // inline nodes from first up to stop
	parts       []Part   // where they are known already
	broken      bool     // parts could not be told apart
}

// Block is a block of a text: a paragraph, list, list item, table, row.
type Block struct {
	Kind       string // goldmark's name, such as "ListItem"
	Start, End int    // whole lines, with the blank ones that follow
	Parent     int    // in Structure.Blocks; -1 for the whole text
	Passages   Span   // those within it, in Structure.Passages
}

// Structure is a text as translators see it.
type Structure struct {
	Blocks   []Block // each after its parent, in the order of the text; the first is the whole text
	Passages []Passage
}

var passageParser = sync.OnceValue(newParser)

// Passages finds the passages of a text and the blocks around them, with their
// places in it. Code, raw HTML and definitions of links hold none.
func Passages(source []byte) *Structure {
	doc := passageParser().Parse(text.NewReader(source))
	o := &outliner{source: source}
	o.Blocks = append(o.Blocks, Block{Kind: "Document", End: len(source), Parent: -1})
	o.children(doc, 0)
	o.finish()
	return &o.Structure
}

type outliner struct {
	Structure
	source []byte
}

// children visits the blocks inside a block.
func (o *outliner) children(n ast.Node, block int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if _, ok := c.(*east.FootnoteList); ok {
			o.children(c, 0) // notes stand wherever they are written
			continue
		}
		o.block(c, block)
	}
}

func (o *outliner) block(n ast.Node, parent int) {
	start := blockStart(n)
	if start < 0 {
		return
	}
	start = bytes.LastIndexByte(o.source[:min(start, len(o.source))], '\n') + 1
	at := len(o.Blocks)
	o.Blocks = append(o.Blocks, Block{Kind: n.Kind().String(), Start: start, Parent: parent})
	switch x := n.(type) {
	case *ast.Heading:
		p := Passage{Kind: HeadingPassage, Level: x.Level}
		if id, ok := x.AttributeString("id"); ok {
			if b, ok := id.([]byte); ok {
				p.ID = string(b)
			}
		}
		o.add(p, n, at)
	case *ast.Paragraph, *ast.TextBlock:
		o.paragraph(n, at)
	case *east.TableCell:
		o.add(Passage{Kind: CellPassage}, n, at)
	case *east.DefinitionTerm:
		o.add(Passage{Kind: TermPassage}, n, at)
	case *ast.FencedCodeBlock, *ast.CodeBlock, *ast.HTMLBlock:
	default:
		o.children(n, at)
	}
}

// blockStart is an offset on the first line of a block, or -1.
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

// paragraph adds the passages of a paragraph: one, or more where its lines or
// images mean different things.
func (o *outliner) paragraph(n ast.Node, at int) {
	kind := ParagraphPassage
	first := n.PreviousSibling() == nil
	switch p := n.Parent().(type) {
	case *ast.ListItem:
		if first {
			kind = ItemPassage
		}
	case *east.DefinitionDescription:
		kind = MeaningPassage
	case *east.Footnote:
		kind = NotePassage
	case *ast.Blockquote:
		if value, ok := p.Attribute(alertName); ok {
			word, _ := value.([]byte)
			if o.alertLines(n, string(word), first, at) {
				return
			}
		}
	}
	if o.images(n.FirstChild(), nil, at) {
		return
	}
	o.add(Passage{Kind: kind}, n, at)
}

// alertLines adds the passages of a paragraph whose lines mean different
// things; it reports whether it did.
func (o *outliner) alertLines(n ast.Node, word string, first bool, at int) bool {
	kinds := [2]PassageKind{ParagraphPassage, ParagraphPassage}
	var from ast.Node
	switch {
	case word == "KEY" && first:
		kinds[0] = FigurePassage
		from = lineEnd(n.FirstChild())
		if from == nil {
			o.add(Passage{Kind: FigurePassage}, n, at)
			return true
		}
	case word == "QUOTE" && n.NextSibling() == nil:
		kinds[1] = AuthorPassage
		page := page{source: o.source}
		if x, ok := n.(*ast.Paragraph); ok {
			from = page.attribution(x)
		}
	case word == "FIGURE":
		kinds[1] = CaptionPassage
		from = firstText(n.FirstChild())
		if from != nil && from != n.FirstChild() && !o.images(n.FirstChild(), from, at) {
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
		p := o.passage(Passage{Kind: kinds[0], stop: from}, n, at)
		p.Lines = cut(p.Lines, 0, bytes.LastIndexByte(o.source[:start], '\n'))
		o.keep(p)
	}
	p := o.passage(Passage{Kind: kinds[1], first: from}, n, at)
	if kinds[1] == AuthorPassage {
		for start += len(dash); start < len(o.source) && o.source[start] == ' '; start++ {
		}
	}
	p.Lines = cut(p.Lines, start, len(o.source))
	o.keep(p)
	return true
}

// inlineStart is the offset of the first byte of an inline node, or -1.
func inlineStart(n ast.Node) int {
	if t, ok := n.(*ast.Text); ok {
		return t.Segment.Start
	}
	return n.Pos()
}

// images adds the alternative texts and captions of a run of nodes that are
// all images; it reports whether they were.
func (o *outliner) images(n, stop ast.Node, at int) bool {
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
	p := o.passage(Passage{Kind: AltPassage, first: first, stop: stop}, parent, at)
	parts, ok := p.Parts()
	if !ok {
		return false
	}
	kinds := map[string]PassageKind{"img": AltPassage, "title": CaptionPassage}
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
		o.keep(q)
		i = end
	}
	return true
}

// add keeps the passage of a whole block.
func (o *outliner) add(p Passage, n ast.Node, at int) { o.keep(o.passage(p, n, at)) }

// passage fills in what a passage has from its block.
func (o *outliner) passage(p Passage, n ast.Node, at int) Passage {
	p.Block, p.source = at, o.source
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
func (o *outliner) keep(p Passage) {
	for len(p.Lines) > 0 {
		if p.Lines[0] = trimSpan(o.source, p.Lines[0], true); p.Lines[0].Start < p.Lines[0].End {
			break
		}
		p.Lines = p.Lines[1:]
	}
	for len(p.Lines) > 0 {
		last := len(p.Lines) - 1
		if p.Lines[last] = trimSpan(o.source, p.Lines[last], false); p.Lines[last].Start < p.Lines[last].End {
			break
		}
		p.Lines = p.Lines[:last]
	}
	if len(p.Lines) == 0 {
		return
	}
	for i := range p.Lines {
		for s := &p.Lines[i]; s.End > s.Start && (o.source[s.End-1] == '\n' || o.source[s.End-1] == '\r'); s.End-- {
		}
	}
	o.Structure.Passages = append(o.Structure.Passages, p)
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

// finish orders blocks and passages by their offsets, and gives blocks their
// ends and passages.
func (o *outliner) finish() {
	order := make([]int, len(o.Blocks))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(o.Blocks[a].Start, o.Blocks[b].Start) })
	blocks, index := make([]Block, len(order)), make([]int, len(order))
	for i, old := range order {
		blocks[i], index[old] = o.Blocks[old], i
	}
	for i := range blocks {
		if blocks[i].Parent >= 0 {
			blocks[i].Parent = index[blocks[i].Parent]
		}
	}
	next := make([]int, len(blocks)) // where the block after the last one seen in each parent starts
	for i := range next {
		next[i] = -1
	}
	o.Blocks = blocks
	o.ends(next)
	for i := range o.Structure.Passages {
		o.Structure.Passages[i].Block = index[o.Structure.Passages[i].Block]
	}
	slices.SortStableFunc(o.Structure.Passages, func(a, b Passage) int { return cmp.Compare(a.Lines[0].Start, b.Lines[0].Start) })
	for i := range o.Structure.Passages {
		for b := o.Structure.Passages[i].Block; b >= 0; b = blocks[b].Parent {
			if p := &blocks[b].Passages; p.End == 0 {
				*p = Span{i, i + 1}
			} else {
				p.End = i + 1
			}
		}
	}
}

// ends lets each block end where the next one inside the same block starts.
func (o *outliner) ends(next []int) {
	for i := len(o.Blocks) - 1; i > 0; i-- {
		b := &o.Blocks[i]
		b.End = next[b.Parent]
		next[b.Parent] = b.Start
	}
	for i := 1; i < len(o.Blocks); i++ {
		if b := &o.Blocks[i]; b.End < 0 {
			b.End = max(o.Blocks[b.Parent].End, b.Start)
		}
	}
}
