package plaintext

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// decode returns a text in UTF-8, in UTF-16 with or without a byte-order mark, or else in
// Windows-1252, in which old tables are.
func decode(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}), bytes.HasPrefix(b, []byte{0xfe, 0xff}), bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		if out, _, err := transform.Bytes(unicode.BOMOverride(encoding.Nop.NewDecoder()), b); err == nil {
			return string(out)
		}
	case len(b) >= 4 && b[1] == 0 && b[3] == 0 && b[0] != 0:
		if out, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Bytes(b); err == nil {
			return string(out)
		}
	case len(b) >= 4 && b[0] == 0 && b[2] == 0 && b[1] != 0:
		if out, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder().Bytes(b); err == nil {
			return string(out)
		}
	}
	if utf8.Valid(b) {
		return string(b)
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return string(b)
	}
	return string(out)
}

// unescape returns a script or JSON in which escapes such as é and \xe9 are what they
// stand for; in a style, those such as \e9 are.
func unescape(s string, style bool) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			i++
			continue
		}
		if style {
			i = styleEscape(&b, s, i+1)
		} else {
			i = scriptEscape(&b, s, i+1)
		}
	}
	return b.String()
}

// scriptEscape writes what the escape after a backslash stands for and returns its end.
func scriptEscape(b *strings.Builder, s string, i int) int {
	switch c := s[i]; {
	case c == 'u' && i+1 < len(s) && s[i+1] == '{':
		if n := strings.IndexByte(s[i:min(len(s), i+10)], '}'); n > 0 {
			if r, ok := hexRune(s[i+2 : i+n]); ok {
				b.WriteRune(r)
				return i + n + 1
			}
		}
	case c == 'u' && i+5 <= len(s):
		r, ok := hexRune(s[i+1 : i+5])
		if !ok {
			break
		}
		if utf16.IsSurrogate(r) && i+11 <= len(s) && s[i+5:i+7] == `\u` {
			if low, ok := hexRune(s[i+7 : i+11]); ok {
				b.WriteRune(utf16.DecodeRune(r, low))
				return i + 11
			}
		}
		b.WriteRune(r)
		return i + 5
	case c == 'x' && i+3 <= len(s):
		if r, ok := hexRune(s[i+1 : i+3]); ok {
			b.WriteRune(r)
			return i + 3
		}
	case strings.IndexByte("nrtbfv", c) >= 0:
		b.WriteByte('\n')
		return i + 1
	case c == '\n': // a string that goes on in the next line
		return i + 1
	}
	b.WriteByte(s[i])
	return i + 1
}

func styleEscape(b *strings.Builder, s string, i int) int {
	n := i
	for n < len(s) && n < i+6 && strings.IndexByte("0123456789abcdefABCDEF", s[n]) >= 0 {
		n++
	}
	r, ok := hexRune(s[i:n])
	if !ok {
		b.WriteByte(s[i])
		return i + 1
	}
	b.WriteRune(r)
	if n < len(s) && (s[n] == ' ' || s[n] == '\n') {
		n++
	}
	return n
}

func hexRune(s string) (rune, bool) {
	n, err := strconv.ParseUint(s, 16, 32)
	return rune(n), err == nil && n <= utf8.MaxRune
}

// withoutMarks returns a text without characters that mark up parts of words.
func withoutMarks(s, marks string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(marks, r) {
			return -1
		}
		return r
	}, s)
}

// unquoted returns an address without percent signs, "" if it has none.
func unquoted(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return ""
	}
	if t, err := url.PathUnescape(s); err == nil {
		return decode([]byte(t))
	}
	var b []byte // what is quoted well
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b = append(b, byte(n))
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return decode(b)
}
