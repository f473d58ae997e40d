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
	return utf8.AppendRune(nil, util.ToValidRune(rune(v))), end + 1
}
