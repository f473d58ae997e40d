package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// noteIndex contains the footnotes of a text by label. goldmark compares each reference with
// each of them.
type noteIndex struct {
	list    *east.FootnoteList
	byLabel map[string]*east.Footnote
}

var noteIndexKey = parser.NewContextKey()

// noteBlockParser is goldmark's parser of footnotes, which fills the index.
type noteBlockParser struct{ parser.BlockParser }

// Close implements parser.BlockParser.
func (n noteBlockParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	n.BlockParser.Close(node, reader, pc)
	note, ok := node.(*east.Footnote)
	list, inList := node.Parent().(*east.FootnoteList)
	if !ok || !inList {
		return
	}
	index, _ := pc.Get(noteIndexKey).(*noteIndex)
	if index == nil {
		index = &noteIndex{list, map[string]*east.Footnote{}}
		pc.Set(noteIndexKey, index)
	}
	if label := string(note.Ref); index.byLabel[label] == nil {
		index.byLabel[label] = note
	}
}

// maxLabel is the maximum length of the label of a footnote, in bytes.
const maxLabel = 999

// noteParser reads references to footnotes; one without a footnote becomes an
// UnknownNote.
type noteParser struct{}

// Trigger implements parser.InlineParser. An exclamation mark before a reference is text.
func (noteParser) Trigger() []byte { return []byte{'!', '['} }

// Parse implements parser.InlineParser.
func (n noteParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	start := 0
	if line[0] == '!' {
		start = 1
	}
	if len(line) < start+4 || line[start] != '[' || line[start+1] != '^' {
		return nil
	}
	if end := labelEnd(line[start+2:]); end >= 0 {
		if link := n.link(string(line[start+2:start+2+end]), pc); link != nil {
			if start > 0 {
				parent.AppendChild(parent, ast.NewTextSegment(segment.WithStop(segment.Start+1)))
			}
			block.Advance(start + 2 + end + 1)
			return link
		}
	}
	if start > 0 {
		return nil
	}
	return n.unknown(line, segment, block)
}

// labelEnd returns where the label ends that a text starts with, or -1.
func labelEnd(line []byte) int {
	line = line[:min(len(line), maxLabel)]
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ']':
			return i
		case '[':
			return -1
		case '\\':
			i++
		}
	}
	return -1
}

// link returns a reference to the footnote with a label, or nil.
func (noteParser) link(label string, pc parser.Context) ast.Node {
	index, _ := pc.Get(noteIndexKey).(*noteIndex)
	if index == nil || index.byLabel[label] == nil {
		return nil
	}
	note := index.byLabel[label]
	if note.Index < 0 {
		index.list.Count++
		note.Index = index.list.Count
	}
	return east.NewFootnoteLink(note.Index)
}

// unknown returns a reference without a footnote, or nil if the line is something else.
func (noteParser) unknown(line []byte, segment text.Segment, block text.Reader) ast.Node {
	end := bytes.IndexByte(line[:min(len(line), maxLabel+3)], ']')
	if end < 3 || bytes.ContainsAny(line[2:end], " \t[") || end+1 < len(line) && (line[end+1] == '(' || line[end+1] == '[') {
		return nil
	}
	block.Advance(end + 1)
	return &UnknownNote{Label: segment.WithStop(segment.Start + end + 1)}
}

// UnknownNote is a reference to a footnote that does not exist.
type UnknownNote struct {
	ast.BaseInline
	Label text.Segment // brackets included
}

var kindUnknownNote = ast.NewNodeKind("UnknownNote")

// Kind implements ast.Node.
func (n *UnknownNote) Kind() ast.NodeKind { return kindUnknownNote }

// Dump implements ast.Node.
func (n *UnknownNote) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
