package plaintext

import (
	"bytes"
	"encoding/base64"
	"strings"

	"golang.org/x/net/html"

	"griot/generator/wordlist"
)

// inline are the elements that don't part the words around them.
var inline = elements("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong time tt u var wbr ruby rb" +
	" tspan textPath textpath tref")

func elements(names string) map[string]bool {
	m := map[string]bool{}
	for n := range strings.FieldsSeq(names) {
		m[n] = true
	}
	return m
}

// markupText collects what stands in HTML or XML.
type markupText struct {
	r          *reader
	text       strings.Builder // what stands between tags
	values     strings.Builder // of attributes, and comments
	code       strings.Builder
	scriptType string // of the element that is open, "" for scripts
}

// html visits HTML.
func (r *reader) html(s string) {
	m := &markupText{r: r}
	m.text.Grow(len(s) / 2)
	z := html.NewTokenizer(strings.NewReader(s))
	z.AllowCDATA(true)
	raw := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			m.flush()
			return
		case html.TextToken:
			if raw == "script" || raw == "style" {
				m.raw(raw, string(z.Text()))
				break
			}
			text := z.Text()
			m.text.Write(text)
			if bytes.IndexByte(text, '<') >= 0 { // as in <noscript> and <textarea>
				r.markup(string(text))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			m.tag(name)
			raw = ""
			if bytes.Equal(name, []byte("script")) || bytes.Equal(name, []byte("style")) {
				raw = string(name)
			}
			m.scriptType = ""
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				m.attribute(string(key), string(value))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			m.tag(name)
			raw = ""
		case html.CommentToken, html.DoctypeToken:
			text := string(z.Text())
			m.value(text)
		}
	}
}

// tag parts words, or doesn't.
func (m *markupText) tag(name []byte) {
	switch {
	case inline[string(name)]:
	case string(name) == "sup" || string(name) == "sub":
		m.text.WriteByte(wordlist.Join)
	default:
		m.text.WriteByte('\n')
	}
}

// attribute adds the value of an attribute.
func (m *markupText) attribute(key, value string) {
	switch {
	case value == "":
	case key == "class":
		m.code.WriteString(value)
		m.code.WriteByte(wordlist.Break)
	case key == "style":
		m.value(unescape(value, true))
	default:
		if key == "type" {
			m.scriptType = value
		}
		m.value(value)
	}
}

// value adds a text that is no part of what stands between tags.
func (m *markupText) value(s string) {
	if len(s) > 5 && strings.EqualFold(s[:5], "data:") {
		m.r.dataAddress(s[5:])
		return
	}
	if u := unquoted(s); u != "" {
		s = u
	}
	m.values.WriteString(s)
	m.values.WriteByte(wordlist.Break)
	m.r.markup(s)
}

// raw adds the text of a script or style.
func (m *markupText) raw(name, s string) {
	if name == "script" && strings.Contains(m.scriptType, "json") {
		m.r.text(unescape(s, false))
		return
	}
	m.code.WriteString(unescape(s, name == "style"))
	m.code.WriteByte(wordlist.Break)
}

func (m *markupText) flush() {
	m.r.passage(Passage{Text: m.text.String()})
	m.r.passage(Passage{Text: m.values.String()})
	m.r.passage(Passage{Text: m.code.String(), Code: true})
}

// addressKinds are parts of media types in addresses, and names of files of these types. The
// first that fits counts.
var addressKinds = []struct{ part, name string }{
	{"svg", "x.svg"}, {"html", "x.html"}, {"json", "x.json"}, {"text/plain", "x.txt"}, {"text/css", "x.css"}, {"javascript", "x.js"}, {"pdf", "x.pdf"},
	{"image/", "x.bin"}, {"audio/", "x.bin"}, {"video/", "x.bin"}, {"font/", "x.bin"}, {"application/octet", "x.bin"}, {"zip", "x.bin"},
}

// dataAddress reads what an address of the scheme data holds (RFC 2397).
func (r *reader) dataAddress(s string) {
	head, data, ok := strings.Cut(s, ",")
	if !ok {
		return
	}
	var body []byte
	if kind, coded := strings.CutSuffix(head, ";base64"); coded {
		head = kind
		var err error
		if body, err = base64.StdEncoding.DecodeString(strings.TrimSpace(unquotedOr(data))); err != nil {
			return
		}
	} else {
		body = []byte(unquotedOr(data))
	}
	name := "x.txt"
	for _, kind := range addressKinds {
		if strings.Contains(head, kind.part) {
			name = kind.name
			break
		}
	}
	r.file(name, body)
}

func unquotedOr(s string) string {
	if t := unquoted(s); t != "" {
		return t
	}
	return s
}
