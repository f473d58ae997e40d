package analysis

import "unicode/utf8"

// MaxWord is the number of code points at which Fold cuts a word.
const MaxWord = 64

// NextWord finds the first word at or after byte offset from. It returns the
// word's first byte and the byte after it, or start = -1 where no word is left.
// Invalid UTF-8 parts words.
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
	last := c                     // class of the last letter or digit
	letters := 1                  // letters or digits since the start or the last full stop
	dotted := c == letter         // only single letters and full stops so far
	i = skipIgnored(text, i+size) // end of the word so far
	for i < len(text) {
		if end := asciiLetters(text, i); end > i { // nearly always
			letters += end - i
			dotted = dotted && letters == 1
			last, i = letter, skipIgnored(text, end)
			continue
		}
		c, size := classAt(text, i)
		if c == letter || c == digit {
			letters++
			dotted = dotted && letters == 1 && c == letter
			last, i = c, skipIgnored(text, i+size)
			continue
		}
		after := skipIgnored(text, i+size)
		next, _ := classAt(text, after)
		switch {
		case c == apostrophe && last == letter && (next == letter || next == digit):
			dotted = false
		case text[i] == '.' && dotted && next == letter && loneLetter(text, after):
		case (text[i] == '.' || text[i] == ',') && last == digit && next == digit:
			dotted = false
		default:
			return i
		}
		letters, i = 0, after
	}
	return i
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
