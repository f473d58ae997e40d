package po

import (
	"bytes"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"griot/generator/translate/exchange/charset"
)

// charsetField is the field of the header that names the encoding.
var charsetField = regexp.MustCompile(`(?i)"Content-Type:[^"\n]*?charset=([A-Za-z0-9_.:-]+)`)

// decode converts a file to UTF-8 and returns its encoding. An error is an
// *Error.
func decode(src []byte) ([]byte, charset.Encoding, error) {
	out, marked, err := charset.Marked(src)
	if err != nil {
		return nil, charset.Encoding{}, &Error{1, err.Error()}
	}
	if marked {
		return out, charset.Encoding{}, nil
	}
	name, line := "", 1
	if m := charsetField.FindSubmatchIndex(src); m != nil {
		name, line = string(src[m[2]:m[3]]), 1+bytes.Count(src[:m[2]], []byte("\n"))
	}
	enc, err := charset.Named(name)
	if err != nil {
		return nil, enc, &Error{line, err.Error()}
	}
	if out, err = enc.Decode(src); err == nil {
		return out, enc, nil
	}
	if enc.UTF8() {
		line = 1
		for l := range bytes.SplitSeq(src, []byte("\n")) {
			if !utf8.Valid(l) {
				break
			}
			line++
		}
	}
	return nil, enc, &Error{line, err.Error()}
}

// splitKeyword splits a line into its keyword, such as msgstr[0], and the text
// in quotation marks; there may be spaces, a tab or nothing between them.
func splitKeyword(line string) (word, quoted string) {
	if i := strings.IndexAny(line, " \t\""); i >= 0 {
		return line[:i], strings.TrimLeft(line[i:], " \t")
	}
	return line, ""
}

// valid reports whether all texts of the entry are UTF-8: a character may be
// written as several numbers.
func (p *reader) valid() bool {
	for _, s := range append(p.e.Str, p.e.ID, p.e.Plural, p.e.Ctxt, p.e.PrevID, p.e.PrevPlural, p.e.PrevCtxt) {
		if !utf8.ValidString(s) {
			return false
		}
	}
	return true
}

// add continues a text.
func (p *reader) add(quoted string) error {
	if len(quoted) < 2 || quoted[0] != '"' || quoted[len(quoted)-1] != '"' {
		return p.fail("a text stands between two quotation marks: %s", cut(quoted))
	}
	text := quoted[1 : len(quoted)-1]
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '"':
			return p.fail(`write \" for a quotation mark inside a text`)
		case c != '\\':
			b.WriteByte(c)
		case i+1 == len(text):
			return p.fail("the text ends in a backslash")
		default:
			if raw, n := escapedBytes(text[i:]); n > 0 {
				chars, err := p.characters(raw)
				if err != nil {
					return p.fail("%v", err)
				}
				b.Write(chars)
				i += n - 1
				continue
			}
			i++
			r, ok := escapes[text[i]]
			if !ok {
				return p.fail(`\%c means nothing here: write \\ for a backslash`, text[i])
			}
			b.WriteByte(r)
		}
	}
	*p.to += b.String()
	return nil
}

var escapes = map[byte]byte{'n': '\n', 't': '\t', 'r': '\r', '"': '"', '\\': '\\', 'a': '\a', 'b': '\b', 'f': '\f', 'v': '\v'}

// escapedBytes reads the bytes that are written as octal or hexadecimal numbers
// at the start of a text, such as \303\251 or \xe9, and returns how long that is.
func escapedBytes(text string) (raw []byte, n int) {
	for {
		m := byteNumber.FindString(text[n:])
		if m == "" {
			return raw, n
		}
		n += len(m)
		base, digits := 8, m[1:]
		if digits[0] == 'x' {
			base, digits = 16, digits[1:]
		}
		v, err := strconv.ParseUint(digits, base, 16)
		if err != nil {
			return raw, n
		}
		raw = append(raw, byte(v))
	}
}

var byteNumber = regexp.MustCompile(`^\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2})`)

// characters converts bytes that are written as numbers. Of UTF-8, a part of a
// character may stand on the next line.
func (p *reader) characters(raw []byte) ([]byte, error) {
	if bytes.IndexByte(raw, 0) >= 0 {
		return nil, errors.New(`\0 is no character of a text: leave it out`)
	}
	if p.enc.UTF8() {
		return raw, nil
	}
	return p.enc.Decode(raw)
}
