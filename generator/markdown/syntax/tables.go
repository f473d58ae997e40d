package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// goldmark gives each row of a table as many cells as the head has, so that a table of n
// columns and n short rows costs n² cells. A text may have baseCells cells that are not
// in its source, and one more for each of its bytes.
const baseCells = 1000

// addedCells is the number of cells that the tables of a text got so far.
var addedCells = parser.NewContextKey()

// missingCells is the attribute of a paragraph that would be a table with too many cells
// that are not in the source.
var missingCells = []byte("missing-cells")

// MissingCells returns the number of cells that keep a paragraph from being a table, or 0.
func MissingCells(n ast.Node) int {
	value, _ := n.Attribute(missingCells)
	cells, _ := value.(int)
	return cells
}

// tableParser is goldmark's parser of tables, except that a table with too many cells that
// are not in the source stays a paragraph; see MissingCells.
type tableParser struct{ parser.ParagraphTransformer }

func newTableParser() parser.ParagraphTransformer {
	return tableParser{extension.NewTableParagraphTransformer()}
}

// Transform implements parser.ParagraphTransformer.
func (t tableParser) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	source := reader.Source()
	added, _ := pc.Get(addedCells).(int)
	missing := countMissing(node.Lines(), source)
	if missing > 0 && added+missing > baseCells+len(source) {
		node.SetAttribute(missingCells, missing)
		return
	}
	pc.Set(addedCells, added+missing)
	t.ParagraphTransformer.Transform(node, reader, pc)
}

// countMissing returns how many cells the rows of a table lack, or 0 if the lines are no
// table. An escaped bar counts as a cell, so the result may be too low by what stands in
// the source.
func countMissing(lines *text.Segments, source []byte) int {
	for i := 1; i < lines.Len(); i++ {
		line := lines.At(i)
		rule := line.Value(source)
		if !isRule(rule) {
			continue
		}
		columns, missing := countCells(rule), 0
		for j := i + 1; j < lines.Len(); j++ {
			row := lines.At(j)
			missing += max(0, columns-countCells(row.Value(source)))
		}
		return missing
	}
	return 0
}

// isRule tells whether a line can be the one below the head of a table.
func isRule(line []byte) bool {
	return bytes.IndexByte(line, '-') >= 0 && len(bytes.Trim(line, " \t\r\n|:-")) == 0
}

// countCells returns the number of cells of a line of a table.
func countCells(line []byte) int {
	line = bytes.TrimSpace(line)
	line = bytes.TrimPrefix(line, []byte("|"))
	line = bytes.TrimSuffix(line, []byte("|"))
	return bytes.Count(line, []byte("|")) + 1
}

// barUnescaper takes the backslash from escaped bars in code within tables. goldmark's own
// compares each bar of a text with each other one.
type barUnescaper struct{}

// Transform implements parser.ASTTransformer.
func (barUnescaper) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	source := reader.Source()
	inCell := 0
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n.(type) {
		case *east.TableCell:
			if entering {
				inCell++
			} else {
				inCell--
			}
		case *ast.CodeSpan:
			if entering && inCell > 0 {
				unescapeBars(n, source)
			}
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

// unescapeBars splits the texts of a code span where a backslash stands before a bar.
func unescapeBars(span ast.Node, source []byte) {
	for c := span.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		at := bytes.Index(t.Segment.Value(source), []byte(`\|`))
		if at < 0 {
			continue
		}
		at += t.Segment.Start
		rest := ast.NewRawTextSegment(t.Segment.WithStart(at + 1))
		first := ast.NewRawTextSegment(t.Segment.WithStop(at))
		span.ReplaceChild(span, t, first)
		span.InsertAfter(span, first, rest)
		c = first
	}
}
