package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// newParser sets up goldmark's parser: CommonMark, tables, footnotes,
// definition lists, task lists, strikethrough, {#id} after headings, alerts.
func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(parser.WithHeadingAttribute()), 100),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(shallow{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(parser.WithHeadingAttribute()), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(shallow{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(extension.NewFootnoteBlockParser(), 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(noteParser{extension.NewFootnoteParser()}, 101),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(alertParser{}, 50),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
		),
	)
}

// deepest is how many blocks may stand within each other; deeper ones are
// text. Nobody writes them, and parsing them takes time that grows with the
// square of their number.
const deepest = 100

// shallow is a parser of blocks that hold blocks.
type shallow struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (s shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= deepest {
		return nil, parser.NoChildren
	}
	return s.BlockParser.Open(parent, reader, pc)
}

// alertName is the attribute of a block quote that is an alert: its word in
// capitals, such as NOTE.
var alertName = []byte("alert")

// alertParser makes alerts of block quotes that start with a line such as
// [!NOTE], and takes that line away.
type alertParser struct{}

// Transform implements parser.ParagraphTransformer.
func (alertParser) Transform(node *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote, ok := node.Parent().(*ast.Blockquote)
	if !ok || quote.FirstChild() != ast.Node(node) || node.Lines().Len() == 0 {
		return
	}
	first := node.Lines().At(0)
	word, ok := alertWord(first.Value(reader.Source()))
	if !ok {
		return
	}
	quote.SetAttribute(alertName, word)
	if node.Lines().Len() == 1 {
		quote.RemoveChild(quote, node)
		return
	}
	node.Lines().SetSliced(1, node.Lines().Len())
}

// alertWord returns the word, in capitals, of a line that consists of
// [!WORD]. Unknown words count where they are written in capitals, so that
// they can be reported.
func alertWord(line []byte) ([]byte, bool) {
	line = bytes.TrimSpace(line)
	if len(line) < 4 || line[0] != '[' || line[1] != '!' || line[len(line)-1] != ']' {
		return nil, false
	}
	word := line[2 : len(line)-1]
	if upper := bytes.ToUpper(word); alerts[string(upper)] {
		return upper, true
	}
	for _, c := range word {
		if c < 'A' || c > 'Z' {
			return nil, false
		}
	}
	return word, true
}

// alerts are the words that make an alert, in capitals or not.
var alerts = map[string]bool{
	"NOTE": true, "TIP": true, "IMPORTANT": true, "WARNING": true, "CAUTION": true,
	"FIGURE": true, "KEY": true, "QUOTE": true,
}

// noteParser reads references to footnotes; those that lead to no note become
// an unknownNote.
type noteParser struct{ known parser.InlineParser }

// Trigger implements parser.InlineParser.
func (n noteParser) Trigger() []byte { return n.known.Trigger() }

// Parse implements parser.InlineParser.
func (n noteParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	row, at := block.Position()
	if node := n.known.Parse(parent, block, pc); node != nil {
		return node
	}
	block.SetPosition(row, at)
	line, segment := block.PeekLine()
	if len(line) < 4 || line[0] != '[' || line[1] != '^' {
		return nil
	}
	end := bytes.IndexByte(line, ']')
	if end < 3 || bytes.ContainsAny(line[2:end], " \t[") || end+1 < len(line) && (line[end+1] == '(' || line[end+1] == '[') {
		return nil
	}
	block.Advance(end + 1)
	return &unknownNote{label: segment.WithStop(segment.Start + end + 1)}
}

// unknownNote is a reference to a footnote that isn't written.
type unknownNote struct {
	ast.BaseInline
	label text.Segment // brackets included
}

var kindUnknownNote = ast.NewNodeKind("UnknownNote")

// Kind implements ast.Node.
func (n *unknownNote) Kind() ast.NodeKind { return kindUnknownNote }

// Dump implements ast.Node.
func (n *unknownNote) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
