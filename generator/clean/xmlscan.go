package clean

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// tokenKind is what a token of XML is.
type tokenKind int

const (
	startTag tokenKind = iota
	endTag
	text
	cdata
	comment
	instruction
	doctype
)

// token is a piece of an XML document: the bytes from start to end.
type token struct {
	kind       tokenKind
	start, end int
	name       string // of a tag, with its prefix, or of an instruction
	attrs      []attr
	empty      bool // a start tag that is an end tag too
}

// attr is an attribute; its bytes include the space before it.
type attr struct {
	name                 string
	start, end           int
	valueStart, valueEnd int // without the quotation marks
}

// scanner splits an XML document into tokens. It checks what editing needs: that tags
// are closed and values quoted.
type scanner struct {
	b []byte
	i int
}

// next returns the next token; ok is false at the end.
func (s *scanner) next() (t token, ok bool, err error) {
	b, i := s.b, s.i
	if i >= len(b) {
		return token{}, false, nil
	}
	if b[i] != '<' {
		end := bytes.IndexByte(b[i:], '<')
		if end < 0 {
			end = len(b) - i
		}
		s.i = i + end
		return token{kind: text, start: i, end: s.i}, true, nil
	}
	rest := b[i:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		return s.until(comment, 4, "-->")
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return s.until(cdata, 9, "]]>")
	case bytes.HasPrefix(rest, []byte("<?")):
		t, ok, err = s.until(instruction, 2, "?>")
		if fields := bytes.Fields(bytes.TrimSuffix(b[t.start:t.end], []byte("?>"))); len(fields) > 0 {
			t.name = string(bytes.TrimPrefix(fields[0], []byte("<?")))
		}
		return t, ok, err
	case bytes.HasPrefix(rest, []byte("<!")):
		return s.declaration()
	}
	return s.tag()
}

func (s *scanner) until(k tokenKind, skip int, end string) (token, bool, error) {
	n := bytes.Index(s.b[min(s.i+skip, len(s.b)):], []byte(end))
	if n < 0 {
		return token{}, false, damaged("the XML at byte %d has no %q", s.i, end)
	}
	t := token{kind: k, start: s.i, end: s.i + skip + n + len(end)}
	s.i = t.end
	return t, true, nil
}

// declaration reads a document type with its internal subset.
func (s *scanner) declaration() (token, bool, error) {
	depth, quote := 0, byte(0)
	for i := s.i + 2; i < len(s.b); i++ {
		switch c := s.b[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case bytes.HasPrefix(s.b[i:], []byte("<!--")):
			n := bytes.Index(s.b[i:], []byte("-->"))
			if n < 0 {
				return token{}, false, damaged("a comment of the XML is not closed")
			}
			i += n + 2
		case c == '"' || c == '\'':
			quote = c
		case c == '[' || c == '<':
			depth++
		case c == ']' || c == '>' && depth > 0:
			depth--
		case c == '>':
			t := token{kind: doctype, start: s.i, end: i + 1}
			s.i = t.end
			return t, true, nil
		}
	}
	return token{}, false, damaged("the XML's document type is not closed")
}

func (s *scanner) tag() (token, bool, error) {
	b, i := s.b, s.i+1
	t := token{kind: startTag, start: s.i}
	if i < len(b) && b[i] == '/' {
		t.kind = endTag
		i++
	}
	n := nameEnd(b, i)
	if n == i {
		return token{}, false, damaged("the XML has a tag without a name at byte %d", s.i)
	}
	t.name = string(b[i:n])
	for i = n; ; {
		before := i
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		switch {
		case i >= len(b):
			return token{}, false, damaged("the XML's tag at byte %d is not closed", s.i)
		case b[i] == '>':
			t.end = i + 1
			s.i = t.end
			return t, true, nil
		case b[i] == '/' && i+1 < len(b) && b[i+1] == '>' && t.kind == startTag:
			t.empty, t.end = true, i+2
			s.i = t.end
			return t, true, nil
		case t.kind == endTag || before == i:
			return token{}, false, damaged("the XML's tag at byte %d is wrong", s.i)
		}
		a := attr{start: before}
		n := nameEnd(b, i)
		a.name = string(b[i:n])
		for i = n; i < len(b) && isSpace(b[i]); {
			i++
		}
		if n == before || i >= len(b) || b[i] != '=' {
			return token{}, false, damaged("the XML's attribute %q has no value", a.name)
		}
		for i++; i < len(b) && isSpace(b[i]); {
			i++
		}
		if i >= len(b) || b[i] != '"' && b[i] != '\'' {
			return token{}, false, damaged("the XML's attribute %q has no quotation marks", a.name)
		}
		end := bytes.IndexByte(b[i+1:], b[i])
		if end < 0 {
			return token{}, false, damaged("the XML's attribute %q is not closed", a.name)
		}
		a.valueStart, a.valueEnd, a.end = i+1, i+1+end, i+2+end
		t.attrs = append(t.attrs, a)
		i = a.end
	}
}

func nameEnd(b []byte, i int) int {
	for i < len(b) && !isSpace(b[i]) && b[i] != '>' && b[i] != '/' && b[i] != '=' && b[i] != '<' && b[i] != '"' && b[i] != '\'' {
		i++
	}
	return i
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// element is what an edit sees of a start tag.
type element struct {
	space, local string // the address of its namespace
	attrs        []attribute
	parent       *element
	depth        int
}

// attribute is an attribute that an edit may change.
type attribute struct {
	space, local string // the prefix xmlns has the namespace "xmlns"
	value        string // as written, with its references
	drop         bool
	set          *string // its new value, as written
	at           attr
}

// value returns the value of an attribute without a namespace or with any, or "".
func (e *element) value(local string) string {
	for _, a := range e.attrs {
		if a.local == local && a.space != "xmlns" {
			return a.value
		}
	}
	return ""
}

// verdict says what becomes of an element.
type verdict int

const (
	keep   verdict = iota
	drop           // with what it holds
	unwrap         // its tags go, what it holds stays
	hollow         // its tags stay, what it holds goes
)

// xmlEdit says what becomes of the pieces of an XML document. Comments always go.
type xmlEdit struct {
	element func(e *element) verdict
	text    func(parent *element, raw []byte) []byte // nil: as it is
	dropped func(e *element)                         // told of each element inside a dropped one; may be nil
}

// open is an element that isn't closed yet.
type open struct {
	name     string
	element  *element
	verdict  verdict
	bindings int // how many bindings hold outside of it
}

type binding struct{ prefix, space string }

// maxXMLDepth is how deeply elements may be nested.
const maxXMLDepth = 2000

// editXML returns a document after an edit. It must be UTF-8.
func editXML(b []byte, edit xmlEdit) ([]byte, error) {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(b) {
		return nil, damaged("the XML is not UTF-8")
	}
	w := xmlWriter{in: b, out: make([]byte, 0, len(b)), edit: edit, bindings: []binding{{"xml", "http://www.w3.org/XML/1998/namespace"}, {"xmlns", "xmlns"}}}
	s := scanner{b: b}
	for {
		t, ok, err := s.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		if err := w.token(t); err != nil {
			return nil, err
		}
	}
	if len(w.stack) > 0 {
		return nil, damaged("the XML's element %q is not closed", w.stack[len(w.stack)-1].name)
	}
	return w.out, nil
}

// xmlWriter writes the tokens that an edit keeps.
type xmlWriter struct {
	in, out  []byte
	edit     xmlEdit
	stack    []open
	bindings []binding
	silent   int // depth of elements whose content goes
}

func (w *xmlWriter) top() *element {
	if len(w.stack) == 0 {
		return nil
	}
	return w.stack[len(w.stack)-1].element
}

func (w *xmlWriter) token(t token) error {
	raw := w.in[t.start:t.end]
	switch t.kind {
	case startTag:
		return w.start(t)
	case endTag:
		return w.close(t.name, raw)
	case instruction:
		if t.name == "xml" || t.name == "xml-stylesheet" {
			w.write(raw)
		}
	case doctype:
		w.write(raw)
	case text, cdata:
		if w.edit.text != nil && w.silent == 0 && len(w.stack) > 0 {
			raw = w.edit.text(w.top(), raw)
		}
		w.write(raw)
	}
	return nil
}

func (w *xmlWriter) write(b []byte) {
	if w.silent == 0 {
		w.out = append(w.out, b...)
	}
}

func (w *xmlWriter) start(t token) error {
	if len(w.stack) >= maxXMLDepth {
		return &Error{TooLarge, "its XML is nested too deeply"}
	}
	o := open{name: t.name, bindings: len(w.bindings)}
	for _, a := range t.attrs {
		if prefix, ok := strings.CutPrefix(a.name, "xmlns"); ok && (prefix == "" || prefix[0] == ':') {
			w.bindings = append(w.bindings, binding{strings.TrimPrefix(prefix, ":"), string(w.in[a.valueStart:a.valueEnd])})
		}
	}
	e := &element{parent: w.top(), depth: len(w.stack)}
	e.space, e.local = w.resolve(t.name, true)
	for _, a := range t.attrs {
		x := attribute{at: a, value: string(w.in[a.valueStart:a.valueEnd])}
		if x.space, x.local = w.resolve(a.name, false); a.name == "xmlns" {
			x.space = "xmlns"
		}
		e.attrs = append(e.attrs, x)
	}
	o.element = e
	if w.silent == 0 {
		o.verdict = w.edit.element(e)
	} else if w.edit.dropped != nil {
		w.edit.dropped(e)
	}
	if o.verdict == keep || o.verdict == hollow {
		w.writeTag(t, e)
	}
	if o.verdict == drop || o.verdict == hollow || w.silent > 0 {
		w.silent++
	}
	w.stack = append(w.stack, o)
	if t.empty {
		return w.close(t.name, nil)
	}
	return nil
}

// close ends an element; raw is its end tag, nil for one that is its own.
func (w *xmlWriter) close(name string, raw []byte) error {
	if len(w.stack) == 0 || w.stack[len(w.stack)-1].name != name {
		return damaged("the XML closes %q, which is not open", name)
	}
	o := w.stack[len(w.stack)-1]
	w.stack = w.stack[:len(w.stack)-1]
	w.bindings = w.bindings[:o.bindings]
	if w.silent > 0 {
		w.silent--
	}
	if o.verdict == keep || o.verdict == hollow {
		w.write(raw)
	}
	return nil
}

// resolve splits a name and returns its namespace, or the prefix if it has none.
func (w *xmlWriter) resolve(name string, isElement bool) (space, local string) {
	prefix, local, found := strings.Cut(name, ":")
	if !found {
		if prefix, local = "", name; !isElement {
			return "", local
		}
	}
	for i := len(w.bindings) - 1; i >= 0; i-- {
		if w.bindings[i].prefix == prefix {
			return w.bindings[i].space, local
		}
	}
	return prefix, local
}

// writeTag writes a start tag with the attributes that stay.
func (w *xmlWriter) writeTag(t token, e *element) {
	if w.silent > 0 {
		return
	}
	from := t.start
	for _, a := range e.attrs {
		switch {
		case a.drop:
			w.out = append(w.out, w.in[from:a.at.start]...)
			from = a.at.end
		case a.set != nil:
			w.out = append(w.out, w.in[from:a.at.valueStart]...)
			w.out = append(w.out, *a.set...)
			from = a.at.valueEnd
		}
	}
	w.out = append(w.out, w.in[from:t.end]...)
}
