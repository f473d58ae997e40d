package yaml

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// parse reads one YAML document; the error names a line of src. odd is true if
// goccy/go-yaml may read another value or position in the text: Parse then returns
// what goccy/go-yaml reads.
func parse(src []byte) (root *Node, odd bool, err error) {
	if text := withoutMark(src); len(text) < len(src) {
		if root, odd, err = parse(text); root != nil {
			root.shift(len(src) - len(text))
		}
		return root, odd, err
	}
	p := &scanner{src: src, odd: oddText(src)}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(syntax)
			if !ok {
				panic(r)
			}
			root, odd, err = nil, false, fmt.Errorf("line %d: %s", 1+bytes.Count(src[:min(e.at, len(src))], []byte("\n")), e.message)
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
		return &Node{Line: 1, Column: 1, Lead: -1}, p.odd, nil
	}
	root = p.block(p.column(), -1, 0)
	p.blank()
	if p.pos < len(src) {
		p.fail("this line is indented in a way that doesn't fit")
	}
	pl := positions{src: src, line: 1}
	pl.node(root)
	return root, p.odd || root.Kind != Map && root.Kind != List, nil
}

// withoutMark returns a text without the byte-order mark that some editors start it with.
func withoutMark(src []byte) []byte { return bytes.TrimLeft(src, "\ufeff") }

// shift adds to the offsets of a value and everything in it.
func (n *Node) shift(bytes int) {
	n.Start += bytes
	if n.End > 0 {
		n.End += bytes
	}
	if n.Lead >= 0 {
		n.Lead += bytes
	}
	for _, item := range n.Items {
		item.shift(bytes)
	}
	for i := range n.Entries {
		n.Entries[i].Start += bytes
		n.Entries[i].Value.shift(bytes)
	}
}

// oddInKey reports whether a character is unusual in a key.
func oddInKey(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("_- ./’", r)
}

// oddText reports whether goccy/go-yaml may count columns or fold lines of a text
// in another way.
func oddText(src []byte) bool {
	return len(src) > 0 && src[len(src)-1] != '\n' || bytes.ContainsAny(src, "\t\\") ||
		bytes.Contains(src, []byte(" \n")) || bytes.Contains(src, []byte(" \r"))
}

// positions sets the lines and columns of nodes, in the order of the text.
type positions struct {
	src    []byte
	at     int // the current offset
	line   int // of the current offset
	before int // characters before it in its line
}

// of returns the line and the column of an offset.
func (p *positions) of(offset int) (line, column int) {
	if offset >= p.at {
		passed := p.src[p.at:offset]
		p.line += bytes.Count(passed, []byte("\n"))
		if n := bytes.LastIndexByte(passed, '\n'); n >= 0 {
			p.before, passed = 0, passed[n+1:]
		}
		p.before += utf8.RuneCount(passed) // not of the whole line, which may be long
		p.at = offset
	}
	return p.line, p.before + 1
}

func (p *positions) node(n *Node) {
	n.Line, n.Column = p.of(n.Start)
	for _, x := range n.Items {
		p.node(x)
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		e.Line, e.Column = p.of(e.Start)
		p.node(e.Value)
		if e.Value.Kind == Null { // an absent value has the position of its key
			e.Value.Line, e.Value.Column = e.Line, e.Column
		}
	}
}

type syntax struct {
	at      int
	message string
}

// scanner reads YAML from a position on.
type scanner struct {
	src []byte
	pos int
	odd bool
}

func (p *scanner) fail(message string) { panic(syntax{p.pos, message}) }

// peek returns the byte at an offset from pos, or 0 at the end.
func (p *scanner) peek(n int) byte {
	if p.pos+n < len(p.src) {
		return p.src[p.pos+n]
	}
	return 0
}

// column returns the column of pos, in bytes from 0; tabs are refused elsewhere.
func (p *scanner) column() int {
	return p.pos - (bytes.LastIndexByte(p.src[:p.pos], '\n') + 1)
}

// spaces skips spaces and, where a comment follows them, the comment.
func (p *scanner) spaces() {
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
func (p *scanner) lineEnd() bool {
	c := p.peek(0)
	return p.pos >= len(p.src) || c == '\n' || c == '\r'
}

// tabbed reports whether the line has nothing but white space before pos, with a tab. It
// looks back over white space alone: a line may be long.
func (p *scanner) tabbed() bool {
	tab, i := false, p.pos-1
	for ; i >= 0 && (p.src[i] == ' ' || p.src[i] == '\t'); i-- {
		tab = tab || p.src[i] == '\t'
	}
	return tab && (i < 0 || p.src[i] == '\n')
}

// blank skips blank lines and comments up to the next content.
func (p *scanner) blank() {
	for p.pos < len(p.src) {
		p.spaces()
		if !p.lineEnd() {
			if p.tabbed() {
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

// block reads the value at pos, in column col; parent is the column of the list or
// map around it.
func (p *scanner) block(col, parent, depth int) *Node {
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
func (p *scanner) dash() bool {
	if p.peek(0) != '-' {
		return false
	}
	c := p.peek(1)
	return p.pos+1 >= len(p.src) || c == ' ' || c == '\n' || c == '\r' || c == '\t'
}

// isKey reports whether a key and its colon start at pos.
func (p *scanner) isKey() bool {
	q := *p
	_, ok := q.key()
	return ok
}

// key reads a key and its colon, and stops after it.
func (p *scanner) key() (string, bool) {
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
			key := strings.TrimRight(string(p.src[start:end]), " \t")
			p.odd = p.odd || strings.ContainsFunc(key, oddInKey) || strings.HasPrefix(key, "-") || strings.HasPrefix(key, "...")
			return key, end > start
		}
	}
	return "", false
}

// inline skips only spaces and tabs.
func (p *scanner) inline() {
	for p.peek(0) == ' ' || p.peek(0) == '\t' {
		p.pos++
	}
}

// colon reads the colon after a key.
func (p *scanner) colon() bool {
	if p.peek(0) != ':' {
		return false
	}
	if c := p.peek(1); p.pos+1 < len(p.src) && c != ' ' && c != '\n' && c != '\r' && c != '\t' {
		return false
	}
	p.pos++
	return true
}

func (p *scanner) mapping(col, depth int) *Node {
	n := &Node{Kind: Map, Start: p.pos, Indent: col, Lead: -1}
	for {
		e := Entry{Start: p.pos}
		key, ok := p.key()
		if !ok {
			p.fail("a key and a colon are expected here")
		}
		e.Key = key
		if key == "<<" || len(n.Entries) == maxKeys {
			p.fail("the key << and maps of more than 2000 keys are not read here")
		}
		e.Value = p.after(col, col, depth)
		n.Entries = append(n.Entries, e)
		n.End = e.Value.End
		p.blank()
		if p.pos >= len(p.src) || p.column() != col || p.dash() || bytes.HasPrefix(p.src[p.pos:], []byte("---")) {
			return n
		}
	}
}

func (p *scanner) list(col, depth int) *Node {
	n := &Node{Kind: List, Start: p.pos, Indent: col, Lead: -1}
	for {
		lead := p.pos
		p.pos++
		item := p.after(col, -1, depth)
		item.Lead = lead
		p.odd = p.odd || item.Start == item.End // goccy counts to the next token
		n.Items = append(n.Items, item)
		n.End = item.End
		p.blank()
		if p.pos >= len(p.src) || p.column() != col || !p.dash() {
			return n
		}
	}
}

// after reads what follows a key's colon or an item's hyphen. A list may start in
// column lists, that of the key.
func (p *scanner) after(col, lists, depth int) *Node {
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

// value reads a scalar, or a list or map in brackets. parent is the column of the
// list or map around it; in flow, a scalar ends at a comma or bracket.
func (p *scanner) value(parent int, flow bool, depth int) *Node {
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
	case '?', '-', ':':
		if next := p.peek(1); next == 0 || strings.IndexByte(" \t\r\n", next) >= 0 {
			p.fail(fmt.Sprintf("a text that starts with %c and a space stands in quotes", c))
		}
		return p.plain(parent, flow)
	default:
		return p.plain(parent, flow)
	}
	n.Indent = parent
	if n.Scalar() {
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

// tail skips what may follow a value on its line, and reports whether something else
// follows.
func (p *scanner) tail() bool {
	p.spaces()
	return !p.lineEnd()
}
