package syntax

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tabbedItem is goldmark's parser of list items, except that a tab after the marker
// reaches to the tab stop of its column in the file. goldmark counts the columns from the
// marker's own list, so that an inner list after a tab loses a level.
type tabbedItem struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (t tabbedItem) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	row, start := reader.Position()
	column := reader.LineOffset()
	node, state := t.BlockParser.Open(parent, reader, pc)
	item, ok := node.(*ast.ListItem)
	if !ok || state&parser.HasChildren == 0 {
		return node, state
	}
	after := markerEnd(line)
	width, _ := util.IndentWidth(line[after:], column+after)
	if width > 4 { // indented code
		width = 1
	}
	if item.Offset == after+width {
		return node, state
	}
	item.Offset = after + width
	reader.SetPosition(row, start)
	pos, padding := util.IndentPosition(line[after:], column+after, width)
	reader.AdvanceAndSetPadding(after+pos, padding)
	return node, state
}

// markerEnd returns the offset after the marker that starts a line.
func markerEnd(line []byte) int {
	i := 0
	for line[i] == ' ' {
		i++
	}
	for util.IsNumeric(line[i]) {
		i++
	}
	return i + 1
}
