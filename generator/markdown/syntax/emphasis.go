package syntax

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Marks of emphasis that nobody writes are text, because goldmark compares each mark of a
// block with each other one: those after the first maxMarks of a block, and one of more than
// maxMark characters.
const (
	maxMarks = 1000
	maxMark  = 100
)

// marks counts the marks of emphasis of a block.
type marks struct {
	block int // offset of its end in the source
	count int
}

var countedMarks = parser.NewContextKey()

// manyMarks is the attribute of a document with the offset of the first mark of emphasis that
// was one too many.
const manyMarks = "many-marks"

// ManyMarks returns the offset of the first mark of emphasis that is text because its
// paragraph has too many of them; ok is false if there is none.
func ManyMarks(doc ast.Node) (offset int, ok bool) {
	value, ok := doc.AttributeString(manyMarks)
	if !ok {
		return 0, false
	}
	offset, ok = value.(int)
	return offset, ok
}

// emphasisParser is a parser of emphasis that reads a bounded number of marks in a block.
type emphasisParser struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (e emphasisParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	length := 1
	for length < len(line) && line[length] == line[0] {
		length++
	}
	count, _ := pc.Get(countedMarks).(*marks)
	if count == nil {
		count = &marks{}
		pc.Set(countedMarks, count)
	}
	if lines := parent.Lines(); lines.Len() > 0 && lines.At(lines.Len()-1).Stop != count.block {
		*count = marks{block: lines.At(lines.Len() - 1).Stop}
	}
	count.count++
	if count.count <= maxMarks && length <= maxMark {
		return e.InlineParser.Parse(parent, block, pc)
	}
	if doc := parent.OwnerDocument(); count.count == maxMarks+1 && doc != nil {
		if _, told := ManyMarks(doc); !told {
			doc.SetAttributeString(manyMarks, segment.Start)
		}
	}
	block.Advance(length)
	return ast.NewTextSegment(segment.WithStop(segment.Start + length))
}
