package syntax

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// The definitions of links are read from so many lines of a paragraph at a time, because
// goldmark looks at all of them for each definition. One that doesn't end on them is read
// with more, up to maxDefinition.
const (
	definitionLines = 64
	maxDefinition   = 2048
)

// referenceParser is goldmark's parser of the definitions of links at the start of a
// paragraph.
type referenceParser struct{ parser.ParagraphTransformer }

// Transform implements parser.ParagraphTransformer.
func (r referenceParser) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	all := node.Lines()
	if all.Len() == 0 {
		return
	}
	size := definitionLines
	for at := 0; at < all.Len(); {
		stop := min(at+size, all.Len())
		rest := r.read(node, all, at, stop, reader, pc)
		switch read := stop - at - rest; {
		case rest == 0:
			at, size = stop, definitionLines
		case read > 0:
			at, size = at+read, definitionLines
		case stop < all.Len() && size < maxDefinition:
			size *= 2
		default:
			remain(node, all, at)
			return
		}
		if at == all.Len() {
			node.Parent().RemoveChild(node.Parent(), node)
			return
		}
	}
}

// read reads definitions from some lines of a paragraph and returns how many lines are left.
func (r referenceParser) read(node *ast.Paragraph, all *text.Segments, start, stop int, reader text.Reader, pc parser.Context) (rest int) {
	first := all.At(start)
	if line := first.Value(reader.Source()); !opensBracket(line) {
		return stop - start
	}
	part := ast.NewParagraph()
	lines := text.NewSegments()
	lines.AppendAll(all.Sliced(start, stop))
	part.SetLines(lines)
	part.SetBlankPreviousLines(start == 0 && node.HasBlankPreviousLines())
	parent := node.Parent()
	parent.InsertBefore(parent, node, part)
	r.ParagraphTransformer.Transform(part, reader, pc)
	if part.Parent() == nil {
		return 0
	}
	rest = part.Lines().Len()
	parent.RemoveChild(parent, part)
	return rest
}

// opensBracket reports whether a bracket is the first character of a line.
func opensBracket(line []byte) bool {
	for _, c := range line {
		if c != ' ' && c != '\t' {
			return c == '['
		}
	}
	return false
}

// remain leaves a paragraph its lines from one on.
func remain(node *ast.Paragraph, all *text.Segments, start int) {
	if start == 0 {
		return
	}
	lines := text.NewSegments()
	lines.AppendAll(all.Sliced(start, all.Len()))
	node.SetLines(lines)
}
