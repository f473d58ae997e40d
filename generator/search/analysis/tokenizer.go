package analysis

import (
	"strings"
	"unicode/utf8"
)

// MaxWord is the number of code points at which Fold cuts a word.
const MaxWord = 64

// NextWord finds the first word at or after byte offset from. It returns the
// word's first byte and the byte after it, or start = -1 where no word is left.
// Letters and digits are words of their own: covid19 is two. Invalid UTF-8 parts words.
func NextWord(text string, from int) (start, end int) {
	i := from
	for i < len(text) {
		c, size := classAt(text, i)
		switch c {
		case letter, digit:
			return i, wordEnd(text, i)
		case single:
			return i, skipIgnored(text, i+size)
		}
		i += size
	}
	return -1, -1
}

// wordEnd returns the end of the word that starts at i with a letter or digit.
func wordEnd(text string, i int) int {
	c, size := classAt(text, i)
	last := c             // class of the last letter or digit
	letters := 1          // letters since the start or the last mark
	dotted := c == letter // only single letters with full stops or & so far
	i, stop := afterLetter(text, i, size)
	for i < len(text) && !stop {
		if end := asciiLetters(text, i); end > i && last == letter { // nearly always
			letters += end - i
			dotted = dotted && letters == 1
			i = skipIgnored(text, end)
			continue
		}
		c, size := classAt(text, i)
		if c == letter || c == digit {
			if c != last {
				return i
			}
			letters++
			dotted = dotted && letters == 1
			i, stop = afterLetter(text, i, size)
			continue
		}
		after := skipIgnored(text, i+size)
		next, _ := classAt(text, after)
		switch {
		case c == apostrophe && last == letter && next == letter:
			dotted = false
		case (text[i] == '.' || text[i] == '&') && dotted && next == letter && loneLetter(text, after):
		case last == digit && next == digit && numberMark(text[i:i+size]):
		default:
			return i
		}
		letters, i = 0, after
	}
	return i
}

// numberMark reports whether a code point parts the digits of a number: a full stop,
// a comma, or one of those of the Arabic script.
func numberMark(s string) bool { return s == "." || s == "," || s == "\u066b" || s == "\u066c" }

// afterLetter returns the offset after a letter and what is ignored after it. The word
// ends there where a joiner stands between letters of the Arabic script, as in دادگاه‌ها;
// then the offset is that of the joiner.
func afterLetter(text string, i, size int) (after int, stop bool) {
	after = skipIgnored(text, i+size)
	if after > i+size && isArabic(text, i) && isArabic(text, after) {
		if n := strings.Index(text[i+size:after], joiner); n >= 0 {
			return i + size + n, true
		}
	}
	return after, false
}

// joiner is the zero-width non-joiner, which Persian has between parts of a word.
const joiner = "\u200c"

// isArabic reports whether the code point at i is in the block of the Arabic script.
func isArabic(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return r >= 0x600 && r < 0x700
}

// asciiLetters returns the end of the ASCII letters at i.
func asciiLetters(text string, i int) int {
	for i < len(text) && (text[i]|0x20)-'a' < 26 {
		i++
	}
	return i
}

// loneLetter reports whether the letter at i is followed by no other letter,
// digit or apostrophe.
func loneLetter(text string, i int) bool {
	_, size := classAt(text, i)
	c, _ := classAt(text, skipIgnored(text, i+size))
	return c != letter && c != digit && c != apostrophe
}

// skipIgnored returns the first offset from i that is not ignored in a word.
func skipIgnored(text string, i int) int {
	for i < len(text) && text[i] >= utf8.RuneSelf {
		c, size := classAt(text, i)
		if c != ignored {
			break
		}
		i += size
	}
	return i
}

// classAt returns the class and size in bytes of the code point at i; none
// beyond the end.
func classAt(text string, i int) (class, int) {
	if i >= len(text) {
		return none, 1
	}
	if b := text[i]; b < utf8.RuneSelf {
		return classes[b], 1
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	if r == utf8.RuneError {
		return none, size
	}
	return classOf(r), size
}
