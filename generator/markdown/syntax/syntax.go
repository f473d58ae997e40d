// Package syntax parses Markdown as Griot understands it: CommonMark with tables,
// footnotes, definition lists, task lists, strikethrough, bare addresses, ids of headings and
// alerts.
//
// Call NewParser for goldmark's parser. Alert and the functions beside it tell what the
// nodes of an alert mean; both the conversion to HTML and the passages that translators
// see depend on them. The package must never write HTML or report mistakes.
package syntax

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// NewParser returns a parser, which is safe for concurrent use.
func NewParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(parser.WithHeadingAttribute()), 100),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(shallow{parser.NewListParser()}, 300),
			util.Prioritized(tabbedItem{parser.NewListItemParser()}, 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(parser.WithHeadingAttribute()), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(shallow{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(htmlParser{parser.NewHTMLBlockParser()}, 900),
			util.Prioritized(noteBlockParser{extension.NewFootnoteBlockParser()}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(noteParser{}, 101),
			util.Prioritized(linkParser{parser.NewLinkParser()}, 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(addressParser{}, 450),
			util.Prioritized(emphasisParser{parser.NewEmphasisParser()}, 500),
			util.Prioritized(newStrikethroughParser(), 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(alertParser{}, 50),
			util.Prioritized(referenceParser{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(newTableParser(), 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(barUnescaper{}, 0),
		),
	)
}

// maxDepth is the maximum depth of nested blocks; deeper ones are text. Nobody writes
// them, and parsing them takes time that grows with the square of their number.
const maxDepth = 100

// shallow is a parser of blocks that contain blocks, down to maxDepth.
type shallow struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (s shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= maxDepth {
		return nil, parser.NoChildren
	}
	return s.BlockParser.Open(parent, reader, pc)
}
