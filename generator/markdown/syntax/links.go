package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// maxParentheses is how deep parentheses may be nested in the destination of a link, as in
// cmark. Without a limit, goldmark reads the rest of the line again at each "](".
const maxParentheses = 32

// linkParser is goldmark's parser of links, except that it doesn't read far for a destination
// that can't be one.
type linkParser struct{ parser.InlineParser }

// unclosedAngle is the offset from which on no > stands on the line.
var unclosedAngle = parser.NewContextKey()

// CloseBlock implements parser.CloseBlocker.
func (l linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	l.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// Parse implements parser.InlineParser.
func (l linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] != ']' {
		return l.InlineParser.Parse(parent, block, pc)
	}
	r := linkReader{block, false}
	if rest, ok := bytes.CutPrefix(line, []byte("](")); ok {
		r.hidden = !mayBeDestination(bytes.TrimLeft(rest, " \t"), segment.Stop, pc)
	}
	return l.InlineParser.Parse(parent, r, pc)
}

// mayBeDestination reports whether a line that ends at an offset of the source can start with
// the destination of a link.
func mayBeDestination(line []byte, stop int, pc parser.Context) bool {
	if len(line) > 0 && line[0] == '<' {
		start := stop - len(line)
		if from, ok := pc.Get(unclosedAngle).([2]int); ok && from[1] == stop && start >= from[0] {
			return false
		}
		if bytes.IndexByte(line, '>') < 0 {
			pc.Set(unclosedAngle, [2]int{start, stop})
			return false
		}
		return true
	}
	depth := 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\':
			i++
		case c == '(':
			if depth++; depth > maxParentheses {
				return false
			}
		case c == ')':
			if depth--; depth < 0 {
				return true
			}
		case util.IsSpace(c):
			return true
		}
	}
	return true
}

// linkReader is the reader of a block for the parser of links.
type linkReader struct {
	text.Reader
	hidden bool // the parenthesis after the text of a link
}

// Peek implements text.Reader.
func (r linkReader) Peek() byte {
	if c := r.Reader.Peek(); c != '(' || !r.hidden {
		return c
	}
	return ' '
}

// Value implements text.Reader. goldmark's looks at all the lines of the block.
func (r linkReader) Value(s text.Segment) []byte {
	source := r.Source()
	if s.Start >= 0 && s.Start <= s.Stop && s.Stop <= len(source) && bytes.IndexByte(source[s.Start:s.Stop], '\n') < 0 {
		return source[s.Start:s.Stop]
	}
	return r.Reader.Value(s)
}
