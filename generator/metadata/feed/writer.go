package feed

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// writer writes XML. Values from content must be written by text, attr or element.
type writer struct{ bytes.Buffer }

func (w *writer) raw(s string) { w.WriteString(s) }

// text writes a text, escaped for both content and attributes. Characters that
// XML doesn't allow become U+FFFD.
func (w *writer) text(s string) {
	if !strings.ContainsFunc(s, special) {
		w.WriteString(s)
		return
	}
	// A bytes.Buffer never returns an error.
	_ = xml.EscapeText(w, []byte(s))
}

// special reports whether xml.EscapeText may change a character.
func special(r rune) bool {
	return r < ' ' || r == '&' || r == '<' || r == '>' || r == '"' || r == '\'' || r >= 0xD800
}

// attr writes an attribute, or nothing if the value is empty.
func (w *writer) attr(name, value string) {
	if value == "" {
		return
	}
	w.raw(" " + name + `="`)
	w.text(value)
	w.raw(`"`)
}

// element writes an element with a text, on a line of its own.
func (w *writer) element(indent, name, value string) {
	w.raw(indent + "<" + name + ">")
	w.text(value)
	w.raw("</" + name + ">\n")
}

// optional writes an element, or nothing if its text is empty.
func (w *writer) optional(indent, name, value string) {
	if value != "" {
		w.element(indent, name, value)
	}
}
