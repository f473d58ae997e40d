package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Options are the lines of a list that the site fills, such as kind: brief; they are the
// first child of its block quote.
type Options struct{ ast.BaseBlock }

var kindOptions = ast.NewNodeKind("Options")

// Kind implements ast.Node.
func (n *Options) Kind() ast.NodeKind { return kindOptions }

// IsRaw implements ast.Node: the lines have no markup.
func (n *Options) IsRaw() bool { return true }

// Dump implements ast.Node.
func (n *Options) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// Option is a line of Options.
type Option struct {
	Key, Value string // Key is "" if the line has no colon
	Offset     int    // in the source
}

// All returns the options as they are written.
func (n *Options) All(source []byte) []Option {
	var out []Option
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		value := line.Value(source)
		o := Option{Offset: line.Start + len(value) - len(bytes.TrimLeft(value, " \t"))}
		key, rest, ok := bytes.Cut(value, []byte(":"))
		if ok {
			o.Key, o.Value = string(bytes.TrimSpace(key)), string(bytes.TrimSpace(rest))
		} else {
			o.Value = string(bytes.TrimSpace(value))
		}
		out = append(out, o)
	}
	return out
}

// takeOptions puts the lines of a paragraph after its first into Options before it.
func takeOptions(quote *ast.Blockquote, paragraph *ast.Paragraph, first text.Segment) {
	o := &Options{}
	o.SetPos(first.Start)
	for i := 1; i < paragraph.Lines().Len(); i++ {
		o.Lines().Append(paragraph.Lines().At(i))
	}
	quote.InsertBefore(quote, paragraph, o)
	quote.RemoveChild(quote, paragraph)
}
