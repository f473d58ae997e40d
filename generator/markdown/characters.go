package markdown

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"griot/generator/diag"

	"golang.org/x/text/unicode/norm"

	"griot/generator/markdown/syntax"
)

// mend returns a text with its letters composed, so that é is one letter whether it was
// written as one character or as e and an accent, and without the characters that HTML
// doesn't allow, each of which it reports. It returns the text itself if there is nothing to
// do.
func (p *page) mend(text []byte) []byte {
	if hasOddCharacter(text) {
		text = p.withoutOdd(text)
	}
	if !norm.NFC.IsNormal(text) {
		text = norm.NFC.Bytes(text)
	}
	return text
}

// hasOddCharacter reports whether odd is true of a character.
func hasOddCharacter(text []byte) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= 0xe2: // of U+2028, U+FEFF, U+FFFD or another
			if r, _ := utf8.DecodeRune(text[i:]); odd(r) {
				return true
			}
		case c == 0xc2 && i+1 < len(text) && text[i+1] < 0xa0, c < utf8.RuneSelf && odd(rune(c)):
			return true
		}
	}
	return false
}

// odd reports whether a character has no place in a text: control characters, separators of
// word processors, a byte-order mark, and the sign that stands for a lost letter.
func odd(r rune) bool {
	return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' ||
		r == '\u2028' || r == '\u2029' || r == '\ufeff' || r == utf8.RuneError
}

// withoutOdd replaces odd characters with what was meant, as far as that is known, and
// reports each kind of them once.
func (p *page) withoutOdd(text []byte) []byte {
	out := make([]byte, 0, len(text))
	told := map[rune]bool{}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if !odd(r) || r == utf8.RuneError && n == 1 { // bytes that are not UTF-8 are reported when the file is read
			out = append(out, text[i:i+n]...)
			i += n
			continue
		}
		meant := syntax.Windows1252[r]
		switch {
		case r == '\ufeff': // left where files were joined; nobody sees it
		case told[r]:
		case meant != 0:
			p.warn(i, "character-control.windows", diag.Args{"code": fmt.Sprintf("%04X", r), "char": string(meant), "meant": mendedWord(text, i, n, meant)})
		case r == utf8.RuneError:
			p.warn(i, "character-control.lost", diag.Args{"char": mendedWord(text, i, n, r)})
		case r == '\v', r == '\u2028', r == '\u2029':
			p.warn(i, "character-control.line-break", diag.Args{"code": fmt.Sprintf("%04X", r)})
		default:
			p.warn(i, "character-control.invisible", diag.Args{"code": fmt.Sprintf("%04X", r)})
		}
		told[r] = true
		switch {
		case meant != 0:
			out = utf8.AppendRune(out, meant)
		case r == '\v', r == '\f', r == '\u2028', r == '\u2029':
			out = append(out, ' ')
		case r == 0, r == utf8.RuneError:
			out = utf8.AppendRune(out, utf8.RuneError)
		}
		i += n
	}
	return out
}

// mendedWord returns the word around text[i:i+n] with another character there.
func mendedWord(text []byte, i, n int, meant rune) string {
	start, end := i, i+n
	for start > 0 && i-start < 40 && !bytes.ContainsRune([]byte(" \t\n\r"), rune(text[start-1])) {
		start--
	}
	for end < len(text) && end-i < 40 && !bytes.ContainsRune([]byte(" \t\n\r"), rune(text[end])) {
		end++
	}
	mended := func(r rune) rune {
		if w := syntax.Windows1252[r]; w != 0 {
			return w
		}
		return r
	}
	return string(bytes.Map(mended, bytes.ToValidUTF8(text[start:i], nil))) + string(meant) +
		string(bytes.Map(mended, bytes.ToValidUTF8(text[i+n:end], nil)))
}
