package syntax

import (
	"bytes"
	"maps"
	"slices"

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

// AlertTitle is the title of an alert, as in [!NOTE] A title; it is the first child of its
// block quote.
type AlertTitle struct{ ast.BaseBlock }

var kindAlertTitle = ast.NewNodeKind("AlertTitle")

// Kind implements ast.Node.
func (n *AlertTitle) Kind() ast.NodeKind { return kindAlertTitle }

// Dump implements ast.Node.
func (n *AlertTitle) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// alertParser makes alerts of block quotes that start with a line such as [!NOTE] or
// [!NOTE] A title, and takes that line away.
type alertParser struct{}

// Transform implements parser.ParagraphTransformer.
func (alertParser) Transform(node *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote, ok := node.Parent().(*ast.Blockquote)
	if !ok || quote.FirstChild() != ast.Node(node) || node.Lines().Len() == 0 {
		return
	}
	first := node.Lines().At(0)
	word, title, ok := alertLine(first.Value(reader.Source()))
	if !ok {
		return
	}
	quote.SetAttribute(alertName, word)
	if string(word) == "LIST" {
		takeOptions(quote, node, first)
		return
	}
	if len(title) > 0 {
		head := &AlertTitle{}
		start := first.Start + bytes.Index(reader.Source()[first.Start:first.Stop], title)
		head.SetPos(start)
		head.Lines().Append(text.NewSegment(start, start+len(title)))
		quote.InsertBefore(quote, node, head)
	}
	if node.Lines().Len() == 1 {
		quote.RemoveChild(quote, node)
		return
	}
	node.Lines().SetSliced(1, node.Lines().Len())
}

// alertLine reads a line that consists of [!WORD] and perhaps a title: it returns the
// word in capitals. A word that is not known must be written in capitals; it is reported
// later. Only an alert that shows a title may have one.
func alertLine(line []byte) (word, title []byte, ok bool) {
	line = bytes.TrimSpace(line)
	end := bytes.IndexByte(line, ']')
	if end < 3 || line[0] != '[' || line[1] != '!' {
		return nil, nil, false
	}
	word, title = line[2:end], line[end+1:]
	if len(title) > 0 && title[0] != ' ' && title[0] != '\t' {
		return nil, nil, false
	}
	title = bytes.TrimSpace(title)
	upper := bytes.ToUpper(word)
	if titled, known := alerts[string(upper)]; known {
		return upper, title, titled || len(title) == 0
	}
	for _, c := range word {
		if c < 'A' || c > 'Z' {
			return nil, nil, false
		}
	}
	return word, title, true
}

// alerts are the words that make an alert, in capitals or not; true for those that can
// have a title.
var alerts = map[string]bool{
	"NOTE": true, "TIP": true, "IMPORTANT": true, "WARNING": true, "CAUTION": true,
	"FIGURE": false, "KEY": false, "QUOTE": false,
	"DETAILS": true, "STEPS": false, "CARDS": false, "TABS": false, "LIST": false,
}

// AlertWord reports whether a word in capitals makes an alert, and whether that can have a title.
func AlertWord(word string) (titled, known bool) {
	titled, known = alerts[word]
	return titled, known
}

// AlertWords returns the words that make an alert, sorted.
func AlertWords() []string { return slices.Sorted(maps.Keys(alerts)) }

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
