package yaml

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"
)

// plain reads a scalar without quotes, which may have several lines.
func (p *scanner) plain(parent int, flow bool) *Node {
	n := &Node{Kind: Text, Flow: flow, Start: p.pos, Indent: parent, Lead: -1}
	var lines []string
	for {
		start := p.pos
		end := p.plainLine(flow)
		if end > start {
			n.End = end
		}
		lines = append(lines, string(p.src[start:end]))
		p.pos = end
		q := *p
		q.inline()
		if !q.lineEnd() || q.pos >= len(q.src) { // a comment or a bracket ends it
			break
		}
		breaks := 0
		for q.lineEnd() && q.pos < len(q.src) {
			q.pos = bytes.IndexByte(q.src[q.pos:], '\n') + q.pos + 1
			if q.pos <= 0 {
				break
			}
			breaks++
			q.inline()
		}
		if q.pos >= len(q.src) || q.column() <= parent || q.peek(0) == '#' || !flow && q.isKey() && q.column() <= parent+1 && parent < 0 {
			break
		}
		if flow && strings.IndexByte(",]}", q.peek(0)) >= 0 {
			break
		}
		if !flow && q.isKey() {
			p.pos = q.pos
			p.fail("put a text that holds \": \" in quotes")
		}
		for range breaks - 1 {
			lines = append(lines, "")
		}
		p.pos = q.pos
	}
	if n.End < n.Start {
		n.End = n.Start
	}
	p.odd = p.odd || p.oddPlain(n, len(lines))
	n.Value = fold(lines)
	if n.Kind = plainKind(n.Value); n.Kind == Null {
		n.Value = ""
	}
	return n
}

// oddPlain reports whether goccy/go-yaml counts the columns of a plain scalar in
// another way, or refuses it.
func (p *scanner) oddPlain(n *Node, lines int) bool {
	first, _ := utf8.DecodeRune(p.src[n.Start:])
	return lines > 1 || !unicode.IsLetter(first) && !unicode.IsDigit(first) && first != '~' || n.End < len(p.src) && p.src[n.End] == ' '
}

// plainKind returns the form of a plain scalar.
func plainKind(value string) Kind {
	switch token.New(value, value, nil).Type {
	case token.NullType:
		return Null
	case token.BoolType:
		return Bool
	case token.IntegerType, token.FloatType, token.BinaryIntegerType, token.OctetIntegerType, token.HexIntegerType,
		token.InfinityType, token.NanType:
		return Number
	}
	return Text
}

// plainLine returns where the part of a plain scalar on pos's line ends.
func (p *scanner) plainLine(flow bool) int {
	q := *p
	for ; q.pos < len(q.src) && q.src[q.pos] != '\n'; q.pos++ {
		c := q.src[q.pos]
		if c == '#' && q.pos > p.pos && (q.src[q.pos-1] == ' ' || q.src[q.pos-1] == '\t') {
			break
		}
		if flow && strings.IndexByte(",[]{}", c) >= 0 {
			break
		}
		if r := q; c == ':' && (r.colon() || flow && strings.IndexByte(",[]{}", q.peek(1)) >= 0) {
			p.pos = q.pos
			p.fail("put a text that holds \": \" in quotes")
		}
	}
	end := q.pos
	for end > p.pos && strings.IndexByte(" \t\r", q.src[end-1]) >= 0 {
		end--
	}
	return end
}

// fold joins the lines of a scalar as YAML does: a line break is a space, an
// empty line a line break.
func fold(lines []string) string {
	var b strings.Builder
	empty := 0
	for i, l := range lines {
		switch {
		case i == 0:
		case l == "" && i < len(lines)-1:
			empty++
			continue
		case empty > 0:
			b.WriteString(strings.Repeat("\n", empty))
			empty = 0
		default:
			b.WriteByte(' ')
		}
		b.WriteString(l)
	}
	return b.String()
}

// quoted reads a scalar in quotes. It returns nil if they are not closed, or, unless
// lines is true, not on the same line.
func (p *scanner) quoted(mark byte, lines bool) *Node {
	n := &Node{Kind: Text, Style: mark, Start: p.pos, Lead: -1}
	var parts []string // lines, escapes resolved
	var line []byte
	keep := 0 // length of the part of line that folding must not trim
	for p.pos++; p.pos < len(p.src); {
		c := p.src[p.pos]
		switch {
		case c == mark && mark == '\'' && p.peek(1) == '\'':
			line, p.pos = append(line, '\''), p.pos+2
		case c == mark:
			p.pos++
			n.End, n.Value = p.pos, fold(append(parts, string(line)))
			return n
		case c == '\\' && mark == '"' && (p.peek(1) == '\n' || p.peek(1) == '\r' && p.peek(2) == '\n'):
			if !lines {
				return nil
			}
			p.pos += bytes.IndexByte(p.src[p.pos:], '\n') + 1
			p.inline()
			keep = len(line)
		case c == '\\' && mark == '"':
			p.pos++
			line = p.escape(line)
			keep = len(line)
		case c == '\n' || c == '\r' && p.peek(1) == '\n':
			if !lines {
				return nil
			}
			cut := len(bytes.TrimRight(line, " \t"))
			parts = append(parts, string(line[:max(cut, keep)]))
			p.pos += bytes.IndexByte(p.src[p.pos:], '\n') + 1
			p.inline()
			line, keep = nil, 0
		default:
			line, p.pos = append(line, c), p.pos+1
		}
	}
	return nil
}

// escapes are the escapes in double quotes that mean one fixed character.
var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': "\"", '/': "/", '\\': "\\", 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

// escape reads what follows a backslash.
func (p *scanner) escape(line []byte) []byte {
	c := p.peek(0)
	p.pos++
	if s, ok := escapes[c]; ok {
		return append(line, s...)
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
	if digits == 0 || p.pos+digits > len(p.src) {
		p.fail("write \\\\ for a backslash")
	}
	v, err := strconv.ParseUint(string(p.src[p.pos:p.pos+digits]), 16, 32)
	if err != nil || !utf8.ValidRune(rune(v)) {
		p.fail("this is no character's number")
	}
	p.pos += digits
	return utf8.AppendRune(line, rune(v))
}

// literal reads a block of text after | or >.
func (p *scanner) literal(mark byte, parent int) *Node {
	n := &Node{Kind: Text, Style: mark, Start: p.pos, Indent: parent, Lead: -1}
	p.pos++
	chomp, indent := byte(0), -1
	for ; ; p.pos++ {
		c := p.peek(0)
		if c == '-' || c == '+' {
			chomp = c
		} else if c >= '1' && c <= '9' {
			indent = max(parent, 0) + int(c-'0')
		} else {
			break
		}
	}
	p.odd = p.odd || p.pos > n.Start+2 || indent >= 0
	if p.tail() {
		p.fail("the text starts on the next line")
	}
	var lines []string
	n.End = p.pos
	for p.pos < len(p.src) {
		start := bytes.IndexByte(p.src[p.pos:], '\n')
		if start < 0 || p.pos+start+1 >= len(p.src) {
			p.pos = len(p.src)
			break
		}
		start += p.pos + 1
		stop := bytes.IndexByte(p.src[start:], '\n')
		if stop < 0 {
			stop = len(p.src) - start
		}
		line := strings.TrimSuffix(string(p.src[start:start+stop]), "\r")
		spaces := len(line) - len(strings.TrimLeft(line, " "))
		blank := spaces == len(line)
		if !blank && indent < 0 {
			if indent = spaces; indent <= parent {
				break
			}
		}
		if !blank && spaces < indent {
			break
		}
		lines = append(lines, line[min(max(indent, 0), len(line)):])
		p.pos = start + stop
		if !blank {
			n.End = start + len(line)
		}
	}
	ended := len(lines) == 0 || bytes.HasSuffix(p.src[:p.pos], []byte("\n")) || p.pos < len(p.src)
	n.Value = chomped(lines, mark, chomp, ended)
	p.odd = p.odd || n.Value == ""
	return n
}

// chomped joins the lines of a block of text; ended means that a line break follows
// the last one.
func chomped(lines []string, mark, chomp byte, ended bool) string {
	last := len(lines)
	for last > 0 && strings.TrimSpace(lines[last-1]) == "" {
		last--
	}
	var text string
	if mark == '|' {
		text = strings.Join(lines[:last], "\n")
	} else {
		text = folded(lines[:last])
	}
	switch {
	case chomp == '-' || !ended && last == len(lines):
		return text
	case chomp == '+':
		return text + strings.Repeat("\n", len(lines)-last+min(last, 1))
	case text == "":
		return ""
	}
	return text + "\n"
}

// folded joins the lines of a folded block: lines that are indented further
// keep their breaks.
func folded(lines []string) string {
	var b strings.Builder
	empty, before, began := 0, false, false
	for _, l := range lines {
		if l == "" {
			empty++
			continue
		}
		deeper := l[0] == ' ' || l[0] == '\t'
		switch {
		case !began:
			b.WriteString(strings.Repeat("\n", empty))
		case deeper || before:
			b.WriteString(strings.Repeat("\n", empty+1))
		case empty > 0:
			b.WriteString(strings.Repeat("\n", empty))
		default:
			b.WriteByte(' ')
		}
		empty, before, began = 0, deeper, true
		b.WriteString(l)
	}
	return b.String()
}
