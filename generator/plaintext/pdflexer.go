package plaintext

import (
	"bytes"
	"encoding/hex"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// tokenKind is what a token of a content stream is.
type tokenKind int

const (
	wordToken tokenKind = iota // an operator or keyword
	numberToken
	nameToken
	stringToken
	arrayToken
	dictToken
)

// token is a token of a content stream or of a CMap.
type token struct {
	kind   tokenKind
	text   string
	number float64
	list   []string  // strings of an array
	items  []token   // of an array, strings and numbers
	pairs  []pdfPair // of a dictionary
}

type pdfPair struct {
	key   string
	value token
}

// lexer splits a content stream or a CMap into tokens.
type lexer struct {
	b     []byte
	i     int
	depth int
}

// maxNesting is how deeply arrays and dictionaries of content may be nested.
const maxNesting = 16

func white(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// next returns the next token; false at the end.
func (l *lexer) next() (token, bool) {
	for l.i < len(l.b) {
		c := l.b[l.i]
		switch {
		case white(c), c == '{', c == '}', c == ')':
			l.i++
		case c == '%':
			n := bytes.IndexAny(l.b[l.i:], "\r\n")
			if n < 0 {
				n = len(l.b) - l.i
			}
			l.i += n
		case c == '/':
			return token{kind: nameToken, text: l.name()}, true
		case c == '(':
			return token{kind: stringToken, text: l.literal()}, true
		case c == '<':
			if l.i+1 < len(l.b) && l.b[l.i+1] == '<' {
				return l.dict(), true
			}
			return token{kind: stringToken, text: l.hex()}, true
		case c == '>', c == ']':
			if c == '>' && l.i+1 < len(l.b) && l.b[l.i+1] == '>' {
				l.i++
			}
			l.i++
			return token{kind: wordToken, text: string(c)}, true
		case c == '[':
			return l.array(), true
		default:
			start := l.i
			for l.i < len(l.b) && !white(l.b[l.i]) && !delimiter(l.b[l.i]) {
				l.i++
			}
			text := string(l.b[start:l.i])
			if n, err := strconv.ParseFloat(text, 64); err == nil && (c == '+' || c == '-' || c == '.' || c-'0' < 10) {
				return token{kind: numberToken, number: n}, true
			}
			return token{kind: wordToken, text: text}, true
		}
	}
	return token{}, false
}

func (l *lexer) name() string {
	start := l.i + 1
	for l.i++; l.i < len(l.b) && !white(l.b[l.i]) && !delimiter(l.b[l.i]); {
		l.i++
	}
	s, err := types.DecodeName(string(l.b[start:l.i]))
	if err != nil {
		return string(l.b[start:l.i])
	}
	return s
}

// literal reads a string in parentheses.
func (l *lexer) literal() string {
	depth, start := 0, l.i+1
	for ; l.i < len(l.b); l.i++ {
		switch l.b[l.i] {
		case '\\':
			l.i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				raw := string(l.b[start:l.i])
				l.i++
				if s, err := types.Unescape(raw); err == nil {
					return string(s)
				}
				return raw
			}
		}
	}
	l.i = len(l.b)
	return ""
}

// hex reads a string in angle brackets.
func (l *lexer) hex() string {
	n := bytes.IndexByte(l.b[l.i:], '>')
	if n < 0 {
		n = len(l.b) - l.i
	}
	digits := bytes.Map(func(r rune) rune {
		if r < 0x80 && white(byte(r)) {
			return -1
		}
		return r
	}, l.b[l.i+1:l.i+n])
	l.i = min(len(l.b), l.i+n+1)
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, len(digits)/2)
	size, _ := hex.Decode(out, digits) // what is no digit ends it
	return string(out[:size])
}

// array reads an array.
func (l *lexer) array() token {
	t := token{kind: arrayToken}
	l.i++
	if l.depth++; l.depth > maxNesting {
		l.i = len(l.b)
		return t
	}
	defer func() { l.depth-- }()
	for {
		v, ok := l.next()
		if !ok || v.kind == wordToken && v.text == "]" {
			return t
		}
		switch v.kind {
		case stringToken:
			t.list = append(t.list, v.text)
			t.items = append(t.items, v)
		case numberToken:
			t.items = append(t.items, v)
		}
	}
}

// dict reads a dictionary.
func (l *lexer) dict() token {
	t := token{kind: dictToken}
	l.i += 2
	if l.depth++; l.depth > maxNesting {
		l.i = len(l.b)
		return t
	}
	defer func() { l.depth-- }()
	for {
		k, ok := l.next()
		if !ok || k.kind == wordToken && k.text == ">" {
			return t
		}
		v, ok := l.next()
		if !ok || v.kind == wordToken && v.text == ">" {
			return t
		}
		if k.kind == nameToken {
			t.pairs = append(t.pairs, pdfPair{k.text, v})
		}
	}
}

// skipImage goes to the end of a picture that stands in the content.
func (l *lexer) skipImage() {
	for from := l.i; ; {
		n := bytes.Index(l.b[from:], []byte("EI"))
		if n < 0 {
			l.i = len(l.b)
			return
		}
		at := from + n
		if at > 0 && white(l.b[at-1]) && (at+2 == len(l.b) || white(l.b[at+2])) {
			l.i = at + 2
			return
		}
		from = at + 2
	}
}
