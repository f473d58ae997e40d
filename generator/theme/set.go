package theme

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
	"text/template/parse"

	"griot/generator/i18n"
	"griot/generator/site"
)

// functions names what templates may call beside the built-in functions; the
// theme's README describes each.
var functions = []string{"t", "tin", "words", "asset", "frame", "keep", "number", "bytes", "date", "list", "language"}

// builtins are the functions of text/template, listed so that a template that
// calls another one is refused when it is read.
var builtins = []string{
	"and", "call", "eq", "ge", "gt", "html", "index", "js", "le", "len", "lt", "ne", "not", "or",
	"print", "printf", "println", "slice", "urlquery",
}

func knownFuncs() map[string]any {
	known := map[string]any{}
	for _, name := range slices.Concat(functions, builtins) {
		known[name] = name
	}
	return known
}

// binder binds the templates to one language.
type binder struct {
	lang    string
	o       Options
	printer *i18n.Printer
}

// newSet makes the theme of a language.
func newSet(src *templateSet, lang string, o Options) (*langTheme, error) {
	b := &binder{lang, o, o.Messages.For(lang)}
	s := &langTheme{fingerprints: map[string]site.Hash{}}
	s.funcs = b.funcs(s)
	s.root = template.New("").Funcs(s.funcs)
	folded := map[string]*parse.Tree{}
	for _, name := range slices.Sorted(maps.Keys(src.trees)) {
		tree := src.trees[name].Copy()
		b.fold(tree.Root)
		folded[name] = tree
		if _, err := s.root.AddParseTree(name, tree); err != nil {
			return nil, fmt.Errorf("bind template %q: %w", name, err)
		}
	}
	for layout := range src.layouts {
		s.fingerprints[layout] = b.fingerprint(folded, layoutFile(layout))
	}
	return s, nil
}

func (b *binder) funcs(s *langTheme) template.FuncMap {
	p := b.printer
	return template.FuncMap{
		"t":        func(key string, args ...any) string { return b.message(b.lang, key, args) },
		"tin":      b.messageIn,
		"words":    b.words,
		"asset":    b.asset,
		"frame":    s.frame,
		"keep":     s.keep,
		"number":   p.Number,
		"bytes":    p.Bytes,
		"date":     p.Date,
		"list":     p.List,
		"language": p.Language,
	}
}

// message returns a message in its language's typography.
func (b *binder) message(lang, key string, args []any) string {
	return b.typeset(lang, b.o.Messages.For(lang).T(key, args...))
}

func (b *binder) messageIn(lang, key string, args ...any) string { return b.message(lang, key, args) }

// words are all messages that start with one of the prefixes, for a block of
// data that scripts read.
func (b *binder) words(prefixes ...string) map[string]any {
	out := b.printer.Words(prefixes...)
	for key, value := range out {
		switch value := value.(type) {
		case string:
			out[key] = b.typeset(b.lang, value)
		case map[string]string:
			for form, text := range value {
				value[form] = b.typeset(b.lang, text)
			}
		}
	}
	return out
}

func (b *binder) typeset(lang, text string) string {
	if b.o.Typeset == nil {
		return text
	}
	return b.o.Typeset(lang, text)
}

func (b *binder) asset(name string) (string, error) {
	if b.o.Asset != nil {
		if p := b.o.Asset(name); p != "" {
			return p, nil
		}
	}
	return "", fmt.Errorf("no asset %q in the theme", name)
}

// fold replaces calls whose result is fixed for a language - messages without
// placeholders, names of assets - by their text, and joins neighbouring texts.
// What is left of a template at rendering is its view.
func (b *binder) fold(n parse.Node) {
	walk(n, func(n parse.Node) {
		list, ok := n.(*parse.ListNode)
		if !ok {
			return
		}
		var out []parse.Node
		for _, c := range list.Nodes {
			if text, ok := b.constant(c); ok {
				c = &parse.TextNode{NodeType: parse.NodeText, Pos: c.Position(), Text: []byte(template.HTMLEscapeString(text))}
			}
			if text, ok := c.(*parse.TextNode); ok && len(out) > 0 {
				if last, ok := out[len(out)-1].(*parse.TextNode); ok {
					last.Text = append(slices.Clip(last.Text), text.Text...)
					continue
				}
			}
			out = append(out, c)
		}
		list.Nodes = out
	})
}

// constant returns the text of {{t "key"}} and {{asset "name"}}.
func (b *binder) constant(n parse.Node) (string, bool) {
	a, ok := n.(*parse.ActionNode)
	if !ok || len(a.Pipe.Decl) > 0 || len(a.Pipe.Cmds) != 1 || len(a.Pipe.Cmds[0].Args) != 2 {
		return "", false
	}
	c := a.Pipe.Cmds[0]
	arg, ok := c.Args[1].(*parse.StringNode)
	if !ok {
		return "", false
	}
	switch funcName(c) {
	case "t":
		text, ok := b.printer.Plain(arg.Text)
		return b.typeset(b.lang, text), ok
	case "asset":
		p, err := b.asset(arg.Text)
		return p, err == nil
	}
	return "", false
}
