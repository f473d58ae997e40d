package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// alertName is the attribute that contains the word of an alert.
var alertName = []byte("alert")

// Alert returns the word of an alert in capitals, such as NOTE, or "" for any other
// block quote.
func Alert(quote *ast.Blockquote) string {
	value, _ := quote.Attribute(alertName)
	word, _ := value.([]byte)
	return string(word)
}

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
// [!WORD]. An unknown word must be written in capitals; it is reported later.
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

// FirstText returns the first node from n on that is neither an image nor the
// break after one, or nil.
func FirstText(n ast.Node) ast.Node {
	for ; n != nil; n = n.NextSibling() {
		switch x := n.(type) {
		case *ast.Image:
			continue
		case *ast.Text:
			if x.Segment.Len() == 0 {
				continue
			}
		}
		return n
	}
	return nil
}

// NextLine returns the first node of the next line, or nil.
func NextLine(n ast.Node) ast.Node {
	for ; n != nil; n = n.NextSibling() {
		if t, ok := n.(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) {
			return t.NextSibling()
		}
	}
	return nil
}

// Dash begins the last line of a quotation that names its author.
const Dash = "—"

// Attribution returns the text, at the start of a line of a quotation's last
// paragraph, that names its author, or nil.
func Attribution(n *ast.Paragraph, source []byte) ast.Node {
	if n == nil {
		return nil
	}
	var found ast.Node
	start := true
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if ok && start && bytes.HasPrefix(t.Segment.Value(source), []byte(Dash)) {
			found = c
		}
		start = ok && (t.SoftLineBreak() || t.HardLineBreak())
	}
	return found
}
