package theme

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
	"sync"

	"griot/generator/i18n"
	"griot/generator/site"
)

// functions names what templates may call beside the built-in functions; the
// theme's README describes each.
var functions = []string{
	"t", "tin", "words", "asset", "frame", "keep", "head", "link", "img", "contents", "citations", "number", "bytes", "date", "list", "language",
}

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
	plain   sync.Map // key -> message without placeholders, typeset
}

// newSet makes the theme of a language.
func newSet(src *templateSet, lang string, o Options) (*langTheme, error) {
	b := &binder{lang: lang, o: o, printer: o.Messages.For(lang)}
	s := &langTheme{fingerprints: map[string]site.Hash{}, maxKept: maxKept}
	s.root = template.New("").Funcs(b.funcs(s))
	for _, name := range slices.Sorted(maps.Keys(src.trees)) {
		if _, err := s.root.AddParseTree(name, src.trees[name].Copy()); err != nil {
			return nil, fmt.Errorf("bind template %q: %w", name, err)
		}
	}
	hashes := b.hashTemplates(src.trees)
	for layout := range src.layouts {
		s.fingerprints[layout] = fingerprint(hashes, layoutFile(layout))
	}
	return s, nil
}

func (b *binder) funcs(s *langTheme) template.FuncMap {
	p := b.printer
	return template.FuncMap{
		"t":         b.t,
		"tin":       b.messageIn,
		"words":     b.words,
		"asset":     b.asset,
		"frame":     s.frame,
		"keep":      s.keep,
		"head":      head,
		"link":      link,
		"img":       img,
		"contents":  contents,
		"citations": citations,
		"number":    p.Number,
		"bytes":     p.Bytes,
		"date":      p.Date,
		"list":      p.List,
		"language":  p.Language,
	}
}

// t returns a message in the binder's language. Messages without arguments are
// the same on every page and are typeset once.
func (b *binder) t(key string, args ...any) string {
	if len(args) > 0 {
		return b.message(b.lang, key, args)
	}
	if text, ok := b.plain.Load(key); ok {
		return text.(string)
	}
	text := b.message(b.lang, key, nil)
	b.plain.Store(key, text)
	return text
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
