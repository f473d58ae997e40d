// Package tomltext reads the texts of a TOML file, such as the messages of
// i18n/active.fr.toml, with their byte ranges, so that a text can be replaced and
// every other byte stays as it is. Parse returns the texts in order, each with its
// key, or an error with a line; Encode writes a text.
//
// Values that are not texts are ignored. The package knows nothing of messages or
// plural forms. Package i18n reads the same files for the site; a test compares
// the two.
package tomltext

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"griot/generator/yaml"
)

// Text is one text of a file.
type Text struct {
	Path       []string // its key: table and dotted parts, such as nav, skip
	Value      string
	Start, End int // bytes, with the quotation marks
	Line       int // from 1
	Inline     int // end of the inline table around it, before its }; 0 outside of one
	LineEnd    int // end of the line that its value ends on, after the line break
}

// Key returns the path joined by dots.
func (t *Text) Key() string { return strings.Join(t.Path, ".") }

// Parse reads the texts of a file.
func Parse(src []byte) (texts []Text, err error) {
	p := &parser{src: src}
	defer func() {
		if r := recover(); r != nil {
			message, ok := r.(syntax)
			if !ok {
				panic(r)
			}
			texts, err = nil, fmt.Errorf("line %d: %s", 1+bytes.Count(src[:min(p.pos, len(src))], []byte("\n")), string(message))
		}
	}()
	p.file()
	line, at := 1, 0
	for i := range p.texts {
		t := &p.texts[i]
		line += bytes.Count(src[at:t.Start], []byte("\n"))
		at, t.Line = t.Start, line
		t.LineEnd = len(src)
		end := max(t.End, t.Inline)
		if n := bytes.IndexByte(src[end:], '\n'); n >= 0 {
			t.LineEnd = end + n + 1
		}
	}
	return p.texts, nil
}

type syntax string

type parser struct {
	src   []byte
	pos   int
	texts []Text
}

func (p *parser) fail(message string) { panic(syntax(message)) }

func (p *parser) peek(n int) byte {
	if p.pos+n < len(p.src) {
		return p.src[p.pos+n]
	}
	return 0
}

// blank skips white space, line breaks and comments.
func (p *parser) blank() {
	for p.pos < len(p.src) {
		switch p.src[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		case '#':
			for p.pos < len(p.src) && p.src[p.pos] != '\n' {
				p.pos++
			}
		default:
			return
		}
	}
}

func (p *parser) inline() {
	for p.peek(0) == ' ' || p.peek(0) == '\t' {
		p.pos++
	}
}

// expect reads one character.
func (p *parser) expect(c byte) {
	if p.peek(0) != c {
		p.fail(fmt.Sprintf("%q is expected here", c))
	}
	p.pos++
}

func (p *parser) file() {
	if bytes.HasPrefix(p.src, []byte("\xef\xbb\xbf")) {
		p.pos = 3
	}
	var table []string
	for {
		p.blank()
		if p.pos >= len(p.src) {
			return
		}
		if p.peek(0) == '[' {
			p.pos++
			double := p.peek(0) == '['
			if double {
				p.pos++
			}
			table = p.key()
			p.expect(']')
			if double {
				p.expect(']')
			}
			continue
		}
		p.entry(table, false)
	}
}

// entry reads a key and its value.
func (p *parser) entry(table []string, inside bool) {
	key := append(table[:len(table):len(table)], p.key()...)
	p.expect('=')
	p.inline()
	p.value(key)
	p.inline()
	if !inside && p.pos < len(p.src) && p.peek(0) != '\n' && p.peek(0) != '\r' && p.peek(0) != '#' {
		p.fail("something follows the value on its line")
	}
}

// key reads a key of one part or more.
func (p *parser) key() []string {
	var parts []string
	for {
		p.inline()
		if c := p.peek(0); c == '"' || c == '\'' {
			parts = append(parts, p.text())
		} else {
			start := p.pos
			for p.pos < len(p.src) && bare(p.src[p.pos]) {
				p.pos++
			}
			if p.pos == start {
				p.fail("a key is expected here")
			}
			parts = append(parts, string(p.src[start:p.pos]))
		}
		p.inline()
		if p.peek(0) != '.' {
			return parts
		}
		p.pos++
	}
}

func bare(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_'
}

func (p *parser) value(key []string) {
	switch c := p.peek(0); c {
	case '"', '\'':
		start := p.pos
		value := p.text()
		p.texts = append(p.texts, Text{Path: key, Value: value, Start: start, End: p.pos})
	case '{':
		p.table(key)
	case '[':
		p.array()
	default:
		start := p.pos
		for p.pos < len(p.src) && strings.IndexByte(",]}\n\r#", p.src[p.pos]) < 0 {
			p.pos++
		}
		if p.pos == start {
			p.fail("a value is expected here")
		}
	}
}

func (p *parser) table(key []string) {
	first := len(p.texts)
	p.pos++
	p.blank()
	for p.peek(0) != '}' {
		p.entry(key, true)
		p.blank()
		if p.peek(0) == ',' {
			p.pos++
			p.blank()
		} else if p.peek(0) != '}' {
			p.fail("a comma or } is expected here")
		}
	}
	end := p.pos
	for strings.IndexByte(" \t\r\n", p.src[end-1]) >= 0 {
		end--
	}
	for i := first; i < len(p.texts); i++ {
		p.texts[i].Inline = end
	}
	p.pos++
}

// array skips a list: messages have none.
func (p *parser) array() {
	first := len(p.texts)
	p.pos++
	for p.blank(); p.peek(0) != ']'; p.blank() {
		p.value(nil)
		p.inline()
		p.blank()
		if p.peek(0) == ',' {
			p.pos++
		} else if p.peek(0) != ']' {
			p.fail("a comma or ] is expected here")
		}
	}
	p.texts = p.texts[:first]
	p.pos++
}

// text reads a text in any of TOML's four ways of writing one.
func (p *parser) text() string {
	mark := p.peek(0)
	triple := strings.Repeat(string(mark), 3)
	if bytes.HasPrefix(p.src[p.pos:], []byte(triple)) {
		return p.long(mark, triple)
	}
	var out []byte
	for p.pos++; ; p.pos++ {
		switch c := p.peek(0); {
		case p.pos >= len(p.src) || c == '\n':
			p.fail("the quotation mark is never closed")
		case c == mark:
			p.pos++
			return string(out)
		case c == '\\' && mark == '"':
			p.pos++
			out = p.escape(out)
		default:
			out = append(out, c)
		}
	}
}

// long reads a text in three quotation marks.
func (p *parser) long(mark byte, triple string) string {
	p.pos += 3
	if p.peek(0) == '\r' && p.peek(1) == '\n' {
		p.pos++
	}
	if p.peek(0) == '\n' {
		p.pos++
	}
	var out []byte
	for ; ; p.pos++ {
		c := p.peek(0)
		switch {
		case p.pos >= len(p.src):
			p.fail("the quotation marks are never closed")
		case bytes.HasPrefix(p.src[p.pos:], []byte(triple)) && p.peek(3) != mark:
			p.pos += 3
			return string(out)
		case c == '\\' && mark == '"':
			p.pos++
			if rest := p.src[p.pos:]; len(bytes.TrimLeft(rest, " \t\r")) > 0 && bytes.TrimLeft(rest, " \t\r")[0] == '\n' {
				p.pos += len(rest) - len(bytes.TrimLeft(rest, " \t\r\n")) - 1
				continue
			}
			out = p.escape(out)
		case c == '\r' && p.peek(1) == '\n':
		default:
			out = append(out, c)
		}
	}
}

var escapes = map[byte]byte{'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', '"': '"', '\\': '\\', 'e': 0x1b}

// escape reads what follows a backslash; pos ends on its last byte.
func (p *parser) escape(out []byte) []byte {
	c := p.peek(0)
	if r, ok := escapes[c]; ok {
		return append(out, r)
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
	if digits == 0 || p.pos+digits >= len(p.src) {
		p.fail("write \\\\ for a backslash")
	}
	v, err := strconv.ParseUint(string(p.src[p.pos+1:p.pos+1+digits]), 16, 32)
	if err != nil || !utf8.ValidRune(rune(v)) {
		p.fail("this is no character's number")
	}
	p.pos += digits
	return utf8.AppendRune(out, rune(v))
}

// Encode writes a value as TOML. No-break spaces are written as escapes, so
// that they can be seen.
func Encode(value string) string {
	return yaml.Quote(value, `\u%04X`, func(r rune) bool {
		return unicode.IsControl(r) || r != ' ' && unicode.IsSpace(r) || r == '\ufeff'
	})
}
