package syntax

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// strikethroughParser reads ~~text~~. A single tilde is text: people write ~500 for "about"
// and 10~15 for a range, and URLs contain tildes.
type strikethroughParser struct{ double parser.InlineParser }

func newStrikethroughParser() parser.InlineParser {
	return strikethroughParser{emphasisParser{extension.NewStrikethroughParser()}}
}

// Trigger implements parser.InlineParser.
func (s strikethroughParser) Trigger() []byte { return s.double.Trigger() }

// Parse implements parser.InlineParser.
func (s strikethroughParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, _ := block.PeekLine(); len(line) < 2 || line[1] != '~' {
		return nil
	}
	return s.double.Parse(parent, block, pc)
}
