package syntax

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// AppendUnescaped appends b with backslashes and entities resolved.
func AppendUnescaped(dst, b []byte) []byte {
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c == '\\' && i+1 < len(b) && util.IsPunct(b[i+1]):
			dst = append(dst, b[i+1])
			i += 2
		case c == 0:
			dst = utf8.AppendRune(dst, utf8.RuneError)
			i++
		case c == '&':
			value, n := entity(b[i:])
			dst = append(dst, value...)
			i += n
		default:
			dst = append(dst, c)
			i++
		}
	}
	return dst
}

// entity returns the text of the entity at the start of b and its length; an
// ampersand that starts none is itself.
func entity(b []byte) ([]byte, int) {
	end := bytes.IndexByte(b[:min(len(b), 40)], ';')
	if end < 2 {
		return b[:1], 1
	}
	name := b[1:end]
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(string(name)); ok {
			return e.Characters, end + 1
		}
		return b[:1], 1
	}
	digits, base := name[1:], 10
	if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	v, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || len(digits) > 7 {
		return b[:1], 1
	}
	r := util.ToValidRune(rune(v))
	if meant := Windows1252[r]; meant != 0 { // as browsers read &#146;
		r = meant
	}
	return utf8.AppendRune(nil, r), end + 1
}

// Windows1252 contains what the control characters U+0080 to U+009F mean in the encoding of
// Windows, from which they come (WHATWG Encoding Standard, index windows-1252).
var Windows1252 = map[rune]rune{
	0x80: '€', 0x82: '‚', 0x83: 'ƒ', 0x84: '„', 0x85: '…', 0x86: '†', 0x87: '‡', 0x88: 'ˆ', 0x89: '‰', 0x8a: 'Š',
	0x8b: '‹', 0x8c: 'Œ', 0x8e: 'Ž', 0x91: '‘', 0x92: '’', 0x93: '“', 0x94: '”', 0x95: '•', 0x96: '–', 0x97: '—',
	0x98: '˜', 0x99: '™', 0x9a: 'š', 0x9b: '›', 0x9c: 'œ', 0x9e: 'ž', 0x9f: 'Ÿ',
}
