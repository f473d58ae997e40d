package theme

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// isEscaper reports whether a function is one that html/template adds.
func isEscaper(name string) bool { return strings.HasPrefix(name, "_html_template_") }

// escape returns what prints a value of a type through the escapers that
// html/template chose for its place, in the order of their calls.
func escape(typ reflect.Type, names []string) (func(*bytes.Buffer, reflect.Value), error) {
	for i, name := range names {
		names[i] = strings.TrimPrefix(name, "_html_template_")
	}
	if len(names) == 1 && names[0] == "jsvalescaper" {
		return script(typ)
	}
	text, err := stringer(typ)
	if err != nil {
		return nil, err
	}
	address := len(names) > 0 && strings.HasPrefix(names[0], "url")
	if address {
		if text, err = addressed(typ, text, &names); err != nil {
			return nil, err
		}
	}
	if typ == reflect.TypeFor[template.Srcset]() && len(names) == 2 && names[0] == "srcsetescaper" {
		names = names[1:] // it trusts the type
	}
	if len(names) != 1 {
		return nil, errUnknown
	}
	isHTML := typ == reflect.TypeFor[template.HTML]() && !address
	switch name := names[0]; {
	case name == "htmlescaper" && isHTML:
		return func(b *bytes.Buffer, v reflect.Value) { b.WriteString(v.String()) }, nil
	case (name == "htmlescaper" || name == "attrescaper" || name == "rcdataescaper") && !isHTML:
		return func(b *bytes.Buffer, v reflect.Value) { escapeHTML(b, text(v)) }, nil
	}
	return nil, errUnknown
}

// script returns what prints a type as JSON within a script element: texts and
// maps of texts, which need no space around them.
func script(typ reflect.Type) (func(*bytes.Buffer, reflect.Value), error) {
	switch typ {
	case reflect.TypeFor[template.JS]():
		return func(b *bytes.Buffer, v reflect.Value) { b.WriteString(v.String()) }, nil
	case reflect.TypeFor[string](), reflect.TypeFor[map[string]any]():
		return func(b *bytes.Buffer, v reflect.Value) {
			out, err := json.Marshal(v.Interface())
			if err != nil {
				panic(err) // texts and maps of them can't fail
			}
			b.Write(out)
		}, nil
	}
	return nil, errUnknown
}

// stringer returns how a type is printed: texts and whole numbers, without a
// method that prints them otherwise.
func stringer(typ reflect.Type) (func(reflect.Value) string, error) {
	if typ == nil || typ.Implements(reflect.TypeFor[fmt.Stringer]()) || typ.Implements(reflect.TypeFor[error]()) {
		return nil, errUnknown
	}
	switch typ.Kind() {
	case reflect.String:
		return reflect.Value.String, nil
	case reflect.Int, reflect.Int64:
		return func(v reflect.Value) string { return strconv.FormatInt(v.Int(), 10) }, nil
	}
	return nil, errUnknown
}

// addressed takes the escapers of addresses from the front of names and returns
// what they make of a text.
func addressed(typ reflect.Type, text func(reflect.Value) string, names *[]string) (func(reflect.Value) string, error) {
	trusted := typ == reflect.TypeFor[template.URL]()
	for len(*names) > 0 {
		before := text
		switch (*names)[0] {
		case "urlfilter":
			if !trusted {
				text = func(v reflect.Value) string { return safeAddress(before(v)) }
			}
			trusted = false // what leaves is a plain text
		case "urlnormalizer":
			text = func(v reflect.Value) string { return quoteAddress(before(v), reserved) }
		case "urlescaper":
			if trusted {
				return nil, errUnknown
			}
			text = func(v reflect.Value) string { return quoteAddress(before(v), "") }
		default:
			return text, nil
		}
		*names = (*names)[1:]
	}
	return nil, errUnknown
}

// safeAddress refuses addresses that could run a script, as html/template does.
func safeAddress(address string) string {
	scheme, _, ok := strings.Cut(address, ":")
	if ok && !strings.Contains(scheme, "/") &&
		!slices.ContainsFunc([]string{"http", "https", "mailto"}, func(s string) bool { return strings.EqualFold(s, scheme) }) {
		return "#ZgotmplZ"
	}
	return address
}

// reserved are the characters that mean something in an address (RFC 3986),
// those aside that could end it in a style sheet or an attribute.
const reserved = "!#$&*+,/:;=?@[]"

// quoteAddress writes what may not stand in an address as %xx. Reserved
// characters are kept, and with them what is written so already.
func quoteAddress(address, kept string) string {
	var b strings.Builder
	from := 0
	for i := range len(address) {
		c := address[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~", c) >= 0:
			continue
		case strings.IndexByte(kept, c) >= 0:
			continue
		case c == '%' && kept != "" && i+2 < len(address) && isHex(address[i+1]) && isHex(address[i+2]):
			continue
		}
		b.WriteString(address[from:i])
		const digits = "0123456789abcdef"
		b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		from = i + 1
	}
	if from == 0 {
		return address
	}
	b.WriteString(address[from:])
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// escapes are the characters that html/template replaces in texts and quoted
// attributes.
var escapes = [256]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

func escapeHTML(b *bytes.Buffer, text string) {
	from := 0
	for i := range len(text) {
		if by := escapes[text[i]]; by != "" {
			b.WriteString(text[from:i])
			b.WriteString(by)
			from = i + 1
		}
	}
	b.WriteString(text[from:])
}
