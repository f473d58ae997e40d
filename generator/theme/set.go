package theme

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"sync"

	"griot/generator/i18n"
	"griot/generator/site"
)

// functions names what templates may call beside the built-in functions; the
// theme's README describes each.
var functions = []string{
	"t", "tin", "plain", "in", "words", "asset", "frame", "keep", "head", "link", "img", "contents", "citations", "number", "bytes", "date", "list", "language",
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
		"plain":     b.plainText,
		"in":        b.in,
		"words":     b.words,
		"asset":     b.asset,
		"frame":     s.frame,
		"keep":      s.keep,
		"head":      head,
		"link":      b.link,
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

// t returns a message in the binder's language, marked up where it falls back to
// another one.
func (b *binder) t(key string, args ...any) any {
	return b.marked(b.printer.LangOf(key), b.lang, b.plainText(key, args...))
}

// plainText is t without markup, for a part of a URL. Messages without arguments are the
// same on every page and are typeset once.
func (b *binder) plainText(key string, args ...any) string {
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

// message returns a message in the typography of the language that it is in.
func (b *binder) message(lang, key string, args []any) string {
	p := b.o.Messages.For(lang)
	return b.typeset(p.LangOf(key), p.T(key, args...))
}

func (b *binder) messageIn(lang, key string, args ...any) any {
	return b.marked(b.o.Messages.For(lang).LangOf(key), lang, b.message(lang, key, args))
}

// marked returns a text whose language is not that around it in an element that says so.
// Within an attribute html/template leaves the element out.
func (b *binder) marked(lang, around, text string) any {
	if lang == around {
		return text
	}
	var m markup
	m.raw("<span")
	m.attr("lang", lang)
	m.attr("dir", b.direction(lang))
	m.raw(">")
	m.text(text)
	m.raw("</span>")
	return m.html()
}

func (b *binder) direction(lang string) string {
	if b.o.Direction == nil {
		return "ltr"
	}
	return b.o.Direction(lang)
}

// in returns the attributes of an element in a language: lang, and dir where it runs
// otherwise than the page.
func (b *binder) in(lang string) template.HTMLAttr {
	var m markup
	m.lang(lang, b.direction(lang), b.direction(b.lang))
	return template.HTMLAttr(strings.TrimPrefix(m.String(), " "))
}

// link returns a link to a page, with its title.
func (b *binder) link(to any) (template.HTML, error) { return link(to, b.direction, b.lang) }

// words are all messages that start with one of the prefixes, for a block of
// data that scripts read.
func (b *binder) words(prefixes ...string) map[string]any {
	out, foreign := b.printer.Words(prefixes...), map[string]string{}
	for key, value := range out {
		if lang := b.printer.LangOf(key); lang != b.lang {
			foreign[key] = lang
		}
		switch value := value.(type) {
		case string:
			out[key] = b.typeset(b.lang, value)
		case map[string]string:
			for form, text := range value {
				value[form] = b.typeset(b.lang, text)
			}
		}
	}
	if delete(foreign, "date.months"); len(foreign) > 0 { // months come from CLDR
		out["foreign"] = foreign
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
