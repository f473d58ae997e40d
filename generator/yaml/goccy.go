package yaml

import (
	"bytes"
	"errors"
	"strings"

	goyaml "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"

	"griot/generator/diag"
)

// parseOther reads what parse refuses with goccy/go-yaml. Its values have lines and
// columns, but no ranges of bytes.
func parseOther(src []byte, file string, line int) (root *Node, list diag.List) {
	src = withoutMark(src)
	p := reader{file: file, first: line, src: src}
	defer func() {
		if r := recover(); r != nil { // goccy/go-yaml is fuzzed, but may panic
			root = nil
			p.error(1, 0, "unreadable", nil)
			list = p.list
		}
	}()
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	tokens := lexer.Tokenize(string(src))
	if !p.allowed(tokens) {
		return nil, p.list
	}
	f, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		p.syntax(err)
		return nil, p.list
	}
	root = &Node{Line: line, Column: 1}
	if len(f.Docs) > 0 && f.Docs[0].Body != nil {
		root = p.node(f.Docs[0].Body)
	}
	if len(p.list) > 0 {
		return nil, p.list
	}
	return root, nil
}

// reader turns goccy's tree into ours.
type reader struct {
	file  string
	first int // line of the file on which the source starts
	src   []byte
	list  diag.List
}

// error reports a mistake in the syntax; variant is that of yaml-syntax.
func (p *reader) error(line, column int, variant string, args diag.Args) {
	at := diag.Position{File: p.file, Line: p.first + max(line, 1) - 1, Column: column}
	p.list.Error(at, "yaml-syntax."+variant, args)
}

// syntax reports an error of goccy's parser at its position.
func (p *reader) syntax(err error) {
	var e goyaml.Error
	if !errors.As(err, &e) || e.GetToken() == nil {
		p.error(1, 0, "unreadable", nil)
		return
	}
	at := e.GetToken().Position
	p.error(at.Line, at.Column, variantOf(e.GetMessage()), diag.Args{
		"reason": strings.ReplaceAll(e.GetMessage(), "\t", `\t`), "line": quoteValue(lineOf(p.src, at.Line)),
	})
}

func (p *reader) node(n ast.Node) *Node {
	out := &Node{Line: p.first, Column: 1}
	if t := n.GetToken(); t != nil {
		out.Line, out.Column = p.first+t.Position.Line-1, t.Position.Column
	}
	switch n := n.(type) {
	case *ast.NullNode:
		out.Kind = Null
	case *ast.StringNode:
		out.Kind, out.Value = Text, n.Value
	case *ast.LiteralNode:
		out.Kind, out.Value = Text, n.Value.Value
	case *ast.BoolNode:
		out.Kind, out.Value = Bool, n.GetToken().Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		out.Kind, out.Value = Number, n.GetToken().Value
	case *ast.SequenceNode:
		out.Kind = List
		out.Items = make([]*Node, 0, len(n.Values))
		for _, v := range n.Values {
			out.Items = append(out.Items, p.node(v))
		}
	case *ast.MappingNode:
		out.Kind = Map
		out.Entries = make([]Entry, 0, len(n.Values))
		for _, v := range n.Values {
			out.Entries = append(out.Entries, p.entry(v))
		}
		if len(out.Entries) > 0 && !n.IsFlowStyle {
			out.Line, out.Column = out.Entries[0].Line, out.Entries[0].Column
		}
	case *ast.MappingValueNode:
		out.Kind = Map
		out.Entries = []Entry{p.entry(n)}
		out.Line, out.Column = out.Entries[0].Line, out.Entries[0].Column
	default:
		p.error(out.Line-p.first+1, out.Column, "unused", diag.Args{"syntax": n.Type().String()})
	}
	return out
}

func (p *reader) entry(v *ast.MappingValueNode) Entry {
	t := v.Key.GetToken()
	e := Entry{Key: t.Value, Line: p.first + t.Position.Line - 1, Column: t.Position.Column}
	switch k := v.Key.(type) {
	case *ast.StringNode:
		e.Key = k.Value
	case *ast.MappingKeyNode:
		p.error(t.Position.Line, t.Position.Column, "question-mark", nil)
	}
	e.Value = p.node(v.Value)
	if e.Value.Kind == Null { // an absent value has the position of its key
		e.Value.Line, e.Value.Column = e.Line, e.Column
	}
	return e
}
