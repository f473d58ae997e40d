// Package typography has the rules of each language for spaces and quotation
// marks. For returns the rules of a language; Rules.Apply and Rules.Append
// typeset plain text, and Rules.Check finds what an author should correct.
//
// The package never changes a letter or a digit, nor anything that is not prose:
// URLs, mail addresses, times of day. Callers must not pass code.
package typography

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Spaces at which lines do not break.
const (
	noBreak       = '\u00a0'
	narrowNoBreak = '\u202f'
	thin          = '\u2009'
)

// Rules are the rules of one language. The zero value has no rules: it changes
// nothing and finds nothing. Rules are safe for concurrent use.
type Rules struct {
	apply func(dst, text []byte, prev, next rune) []byte
	check func(text string) []Finding
}

// Finding is a range of a text that doesn't follow its language's rules.
type Finding struct {
	Offset, Len int    // in bytes
	Rule        string // stable name, such as "space-missing"
	Fix         string // the replacement
}

// For returns the rules of a language, given as a BCP 47 tag such as "fr" or
// "fr-BE". Languages without rules get the zero value.
func For(lang string) Rules {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch primary {
	case "fr":
		return Rules{french, checkFrench}
	case "en":
		return Rules{english, checkEnglish}
	}
	return Rules{}
}

// Append appends text to dst with the rules applied and returns the extended slice.
// A text that markup divides is passed piece by piece: prev and next are the
// characters before and after the piece, or 0 at the start or end of a paragraph.
// Applying the rules twice gives the same as once. dst and text must not overlap.
func (r Rules) Append(dst, text []byte, prev, next rune) []byte {
	if r.apply == nil {
		return append(dst, text...)
	}
	return r.apply(dst, text, prev, next)
}

// Apply is Append for strings.
func (r Rules) Apply(text string, prev, next rune) string {
	if r.apply == nil {
		return text
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	s.in = append(s.in[:0], text...)
	s.out = r.apply(s.out[:0], s.in, prev, next)
	if string(s.out) == text {
		return text // the usual case
	}
	return string(s.out)
}

// scratch has the buffers of Apply.
type scratch struct{ in, out []byte }

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// Check returns what the author of a text should correct, in order. It does not
// report what Apply corrects without loss, such as an ordinary space in place
// of a no-break space.
func (r Rules) Check(text string) []Finding {
	if r.check == nil {
		return nil
	}
	return r.check(text)
}

// runeAt returns the character at text[i:], or next where the text ends.
func runeAt(text []byte, i int, next rune) rune {
	if i >= len(text) {
		return next
	}
	if c := text[i]; c < utf8.RuneSelf {
		return rune(c)
	}
	r, _ := utf8.DecodeRune(text[i:])
	return r
}

// runeBefore returns the character that ends at text[:i], or prev where the
// text starts.
func runeBefore(text []byte, i int, prev rune) rune {
	if i <= 0 {
		return prev
	}
	if c := text[i-1]; c < utf8.RuneSelf {
		return rune(c)
	}
	r, _ := utf8.DecodeLastRune(text[:i])
	return r
}

// spaces returns the end of the run of spaces that starts at text[i]; line
// breaks don't belong to it.
func spaces(text []byte, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRune(text[i:])
		if r != ' ' && r != noBreak && r != narrowNoBreak && r != thin {
			break
		}
		i += n
	}
	return i
}

// longestWord bounds how far wordBefore looks, in bytes: longer than any
// URL that people write.
const longestWord = 2048

// wordBefore returns the run of characters, other than spaces and guillemets, that
// ends at text[:i], or the last longestWord bytes of it.
func wordBefore(text []byte, i int) []byte {
	start := i
	for start > 0 && i-start < longestWord {
		r, n := utf8.DecodeLastRune(text[:start])
		if unicode.IsSpace(r) || r == '«' || r == '»' {
			break
		}
		start -= n
	}
	return text[start:i]
}

// isLetter reports whether a character is a letter or an accent that is written after its
// letter, as in text from PDFs and macOS.
func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// wordAfter returns the run of letters that starts at text[i].
func wordAfter(text []byte, i int) []byte {
	end := i
	for end < len(text) {
		r, n := utf8.DecodeRune(text[end:])
		if !isLetter(r) {
			break
		}
		end += n
	}
	return text[i:end]
}

// isURL reports whether a run of characters without spaces is a URL or a mail
// address.
func isURL(word []byte) bool {
	s := string(word)
	return strings.Contains(s, "://") || strings.Contains(s, "@") || strings.HasPrefix(s, "www.") ||
		strings.HasPrefix(s, "mailto:")
}

// thousands reports whether the space between text[:i] and text[j:] parts
// groups of three digits: one to three digits or whole groups before it,
// exactly three after it.
func thousands(text []byte, i, j int) bool {
	before := 0
	for before < i && digit(text[i-1-before]) {
		before++
	}
	after := 0
	for j+after < len(text) && digit(text[j+after]) {
		after++
	}
	if before == 0 || before > 3 || after != 3 {
		return false
	}
	// A group that is part of a longer word or number, such as 22/065 or 3,5, is not one.
	r := runeBefore(text, i-before, 0)
	return r == 0 || unicode.IsSpace(r) || r == '(' || r == '«' || r == '“' || r == '+' || r == '-' || r == '−'
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// ellipsis reports whether text[i:] starts with exactly three dots, at a position
// where prose may have them.
func ellipsis(text []byte, i int, before, next rune) bool {
	if i+2 >= len(text) || text[i+1] != '.' || text[i+2] != '.' {
		return false
	}
	after := runeAt(text, i+3, next)
	return before != '.' && before != '/' && after != '.' && after != '/' && after != '\\'
}

// closes reports whether a punctuation mark before r ends something: r is a space,
// the end or a closing mark.
func closes(r rune) bool {
	return r == 0 || unicode.IsSpace(r) || strings.ContainsRune(")]»”’!?…,", r)
}
