// Package yamltext reads the YAML that people write by hand and remembers
// where each value stands, to the byte, so that one value can be replaced and
// every other byte stays as it is.
//
// What enters is a text; what leaves is a tree whose scalars know their range
// of bytes, or an error where the text uses a part of YAML that is not read
// here (anchors, tags, complex keys) or is no YAML. Whether keys and values
// are allowed is for package frontmatter to say: this package knows no key.
// It exists beside package yaml because goccy/go-yaml doesn't tell where a
// scalar ends; a test holds the two against each other.
package yamltext

import (
	"bytes"
	"fmt"
	"strings"
)

// Kind is the form of a value.
type Kind uint8

// The forms of a value.
const (
	Null Kind = iota // nothing
	Scalar
	List
	Map
)

// Node is a value and its place.
type Node struct {
	Kind       Kind
	Value      string // of a Scalar, as YAML reads it
	Style      byte   // of a Scalar: 0 plain, or one of ' " | >
	Flow       bool   // of a List or Map: written in brackets; of a Scalar: standing in them
	Start, End int    // bytes; of a Scalar with its quotes, of a Null empty
	Line       int    // from 1
	Indent     int    // column, from 0, of the entries of a block List or Map; of a Scalar, of what holds it
	Items      []*Node
	Entries    []Entry
	Lead       int // of an item of a block list, where its hyphen stands; -1 elsewhere
}

// Entry is one key of a map with its value.
type Entry struct {
	Key   string
	Start int // where the key stands
	Value *Node
}

// Get returns the value of a map's key, or nil.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for i := range n.Entries {
		if n.Entries[i].Key == key {
			return n.Entries[i].Value
		}
	}
	return nil
}

// Parse reads one YAML document.
func Parse(src []byte) (root *Node, err error) {
	p := &parser{src: src}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(syntax)
			if !ok {
				panic(r)
			}
			root, err = nil, fmt.Errorf("line %d: %s", 1+bytes.Count(src[:min(e.at, len(src))], []byte("\n")), e.message)
		}
	}()
	for i, c := range src {
		if c == '\r' && (i+1 >= len(src) || src[i+1] != '\n') {
			p.pos = i
			p.fail("a carriage return stands without a line feed")
		}
	}
	p.blank()
	if p.pos >= len(src) {
		return &Node{Line: 1, Lead: -1}, nil
	}
	root = p.block(p.column(), -1, 0)
	p.blank()
	if p.pos < len(src) {
		p.fail("this line is indented in a way that doesn't fit")
	}
	number(root, src)
	return root, nil
}

// number gives every node its line.
func number(root *Node, src []byte) {
	at, line := 0, 1
	var walk func(*Node)
	walk = func(n *Node) {
		if n.Start >= at {
			line += bytes.Count(src[at:n.Start], []byte("\n"))
			at = n.Start
		}
		n.Line = line
		for _, x := range n.Items {
			walk(x)
		}
		for i := range n.Entries {
			walk(n.Entries[i].Value)
		}
	}
	walk(root)
}

type syntax struct {
	at      int
	message string
}

type parser struct {
	src []byte
	pos int
}

func (p *parser) fail(message string) { panic(syntax{p.pos, message}) }

// maxDepth is how many lists and maps may stand inside each other.
const maxDepth = 32

// peek is the byte at an offset from pos, or 0 at the end.
func (p *parser) peek(n int) byte {
	if p.pos+n < len(p.src) {
		return p.src[p.pos+n]
	}
	return 0
}

// column is where pos stands in its line; tabs are refused elsewhere.
func (p *parser) column() int {
	return p.pos - (bytes.LastIndexByte(p.src[:p.pos], '\n') + 1)
}

// spaces skips spaces and, where a comment follows them, the comment.
func (p *parser) spaces() {
	start := p.pos
	for p.peek(0) == ' ' || p.peek(0) == '\t' {
		p.pos++
	}
	if p.peek(0) == '#' && (p.pos > start || p.column() == 0) {
		for p.pos < len(p.src) && p.src[p.pos] != '\n' {
			p.pos++
		}
	}
}

// lineEnd reports whether nothing but a line break follows.
func (p *parser) lineEnd() bool {
	c := p.peek(0)
	return p.pos >= len(p.src) || c == '\n' || c == '\r'
}

// blank skips blank lines and comments up to the next content, which pos then
// stands on.
func (p *parser) blank() {
	for p.pos < len(p.src) {
		p.spaces()
		if !p.lineEnd() {
			if bytes.IndexByte(p.src[p.pos-p.column():p.pos], '\t') >= 0 && p.column() > 0 && onlyWhite(p.src[p.pos-p.column():p.pos]) {
				p.fail("YAML indents with spaces, never with tabs")
			}
			return
		}
		for p.pos < len(p.src) && p.src[p.pos] != '\n' {
			p.pos++
		}
		if p.pos < len(p.src) {
			p.pos++
		}
	}
}

func onlyWhite(b []byte) bool { return len(bytes.Trim(b, " \t")) == 0 }

// block reads the value at pos, which stands in column col; parent is the
// column of what holds it.
func (p *parser) block(col, parent, depth int) *Node {
	if depth > maxDepth {
		p.fail("the YAML is nested too deep")
	}
	switch {
	case p.dash():
		return p.list(col, depth)
	case p.isKey():
		return p.mapping(col, depth)
	}
	return p.value(parent, false, depth)
}

// dash reports whether a list's item starts at pos.
func (p *parser) dash() bool {
	if p.peek(0) != '-' {
		return false
	}
	c := p.peek(1)
	return p.pos+1 >= len(p.src) || c == ' ' || c == '\n' || c == '\r' || c == '\t'
}

// isKey reports whether a key and its colon start at pos.
func (p *parser) isKey() bool {
	q := *p
	_, ok := q.key()
	return ok
}

// key reads a key and its colon, and stops after it.
func (p *parser) key() (string, bool) {
	start := p.pos
	if c := p.peek(0); c == '"' || c == '\'' {
		n := p.quoted(c, false)
		p.inline()
		if n == nil || !p.colon() {
			return "", false
		}
		return n.Value, true
	}
	if strings.IndexByte("[]{},&*!|>%@`#?", p.peek(0)) >= 0 && !(p.peek(0) == '?' && p.peek(1) != ' ') {
		return "", false
	}
	for ; p.pos < len(p.src) && p.src[p.pos] != '\n'; p.pos++ {
		if p.src[p.pos] == '#' && p.pos > start && p.src[p.pos-1] == ' ' {
			return "", false
		}
		end := p.pos
		if p.colon() {
			return strings.TrimRight(string(p.src[start:end]), " \t"), end > start
		}
	}
	return "", false
}

// inline skips spaces and tabs alone.
func (p *parser) inline() {
	for p.peek(0) == ' ' || p.peek(0) == '\t' {
		p.pos++
	}
}

// colon reads the colon after a key.
func (p *parser) colon() bool {
	if p.peek(0) != ':' {
		return false
	}
	if c := p.peek(1); p.pos+1 < len(p.src) && c != ' ' && c != '\n' && c != '\r' && c != '\t' {
		return false
	}
	p.pos++
	return true
}

func (p *parser) mapping(col, depth int) *Node {
	n := &Node{Kind: Map, Start: p.pos, Indent: col, Lead: -1}
	for {
		e := Entry{Start: p.pos}
		key, ok := p.key()
		if !ok {
			p.fail("a key and a colon are expected here")
		}
		e.Key = key
		e.Value = p.after(col, col, depth)
		n.Entries = append(n.Entries, e)
		n.End = e.Value.End
		p.blank()
		if p.pos >= len(p.src) || p.column() != col || p.dash() || bytes.HasPrefix(p.src[p.pos:], []byte("---")) {
			return n
		}
	}
}

func (p *parser) list(col, depth int) *Node {
	n := &Node{Kind: List, Start: p.pos, Indent: col, Lead: -1}
	for {
		lead := p.pos
		p.pos++
		item := p.after(col, -1, depth)
		item.Lead = lead
		n.Items = append(n.Items, item)
		n.End = item.End
		p.blank()
		if p.pos >= len(p.src) || p.column() != col || !p.dash() {
			return n
		}
	}
}

// after reads what follows a key's colon or an item's hyphen. A list may
// stand in column lists, the key's own.
func (p *parser) after(col, lists, depth int) *Node {
	end := p.pos
	p.spaces()
	if !p.lineEnd() {
		if lists < 0 && (p.dash() || p.isKey()) {
			return p.block(p.column(), col, depth+1)
		}
		if lists >= 0 && p.dash() {
			p.fail("a list starts on a line of its own")
		}
		return p.value(col, false, depth+1)
	}
	p.blank()
	if p.pos < len(p.src) {
		at := p.column()
		if at > col || at == lists && p.dash() {
			return p.block(at, col, depth+1)
		}
	}
	return &Node{Kind: Null, Start: end, End: end, Indent: col, Lead: -1}
}

// value reads a scalar or something in brackets. parent is the column of what
// holds it; in flow, the scalar ends at a comma or bracket.
func (p *parser) value(parent int, flow bool, depth int) *Node {
	if depth > maxDepth {
		p.fail("the YAML is nested too deep")
	}
	var n *Node
	switch c := p.peek(0); c {
	case '[', '{':
		n = p.flow(c, depth)
	case '"', '\'':
		n = p.quoted(c, true)
		if n == nil {
			p.fail("the quotation mark is never closed")
		}
	case '|', '>':
		if flow {
			p.fail("no block of text can stand in brackets")
		}
		return p.literal(c, parent)
	case '&', '*', '!', '%', '@', '`', '#':
		p.fail(fmt.Sprintf("a text that starts with %c stands in quotes", c))
	default:
		return p.plain(parent, flow)
	}
	n.Indent = parent
	if n.Kind == Scalar {
		n.Flow = flow
	}
	if !flow {
		if end := p.pos; p.tail() {
			p.pos = end
			p.fail("something follows the closing mark on its line")
		}
	}
	return n
}

// tail skips what may follow a value on its line; it reports whether
// something else is there.
func (p *parser) tail() bool {
	p.spaces()
	return !p.lineEnd()
}

// flow reads [a, b] or {a: b}.
func (p *parser) flow(open byte, depth int) *Node {
	n := &Node{Kind: List, Flow: true, Start: p.pos, Lead: -1}
	closing := byte(']')
	if open == '{' {
		n.Kind, closing = Map, '}'
	}
	p.pos++
	for {
		p.blank()
		if p.pos >= len(p.src) {
			p.fail(fmt.Sprintf("%c is never closed", open))
		}
		if p.peek(0) == closing {
			p.pos++
			n.End = p.pos
			return n
		}
		if n.Kind == List {
			n.Items = append(n.Items, p.value(-1, true, depth+1))
		} else {
			n.Entries = append(n.Entries, p.flowEntry(depth))
		}
		p.blank()
		switch p.peek(0) {
		case ',':
			p.pos++
		case closing:
		default:
			p.fail("a comma or closing bracket is expected here")
		}
	}
}

func (p *parser) flowEntry(depth int) Entry {
	e := Entry{Start: p.pos}
	key, ok := p.key()
	if !ok || strings.ContainsAny(key, ",{}[]") {
		p.fail("a key and a colon are expected here")
	}
	e.Key = key
	end := p.pos
	p.blank()
	if c := p.peek(0); c == ',' || c == '}' {
		e.Value = &Node{Start: end, End: end, Lead: -1}
		return e
	}
	e.Value = p.value(-1, true, depth+1)
	return e
}
