package typography

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// monthsEn are the months, as written after a day.
var monthsEn = map[string]bool{
	"January": true, "February": true, "March": true, "April": true, "May": true, "June": true, "July": true,
	"August": true, "September": true, "October": true, "November": true, "December": true,
}

// shortEn are abbreviations that stay with the number that follows.
var shortEn = map[string]bool{"No.": true, "no.": true, "Nos.": true, "p.": true, "pp.": true, "art.": true, "Art.": true, "vol.": true}

// english applies the rules of English: curly quotation marks and
// apostrophes, the ellipsis, the en dash between two years, and no-break
// spaces that keep numbers and dates together.
func english(dst, text []byte, prev, next rune) []byte {
	last := prev
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf && !trigger[c] {
			dst, last = append(dst, c), rune(c)
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		out := r
		switch r {
		case ' ':
			if glueEn(text, i, last) {
				out = noBreak
			}
		case '"':
			out = quoteEn(last, runeAt(text, i+1, next), '“', '”')
		case '\'':
			out = apostropheEn(last, runeAt(text, i+1, next))
		case '.':
			if ellipsis(text, i, last, next) {
				out, n = '…', 3
			}
		case '-':
			if years(text, i, prev, next) {
				out = '–'
			}
		}
		dst, last = utf8.AppendRune(dst, out), out
		if r == utf8.RuneError && n == 1 { // invalid bytes stay as they are
			dst = append(dst[:len(dst)-utf8.RuneLen(utf8.RuneError)], c)
		}
		i += n
	}
	return dst
}

// quoteEn chooses between the opening and the closing form of a mark.
func quoteEn(before, after, opening, closing rune) rune {
	switch {
	case before == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{“‘—–/", before):
		if after == 0 || unicode.IsSpace(after) {
			return closing
		}
		return opening
	}
	return closing
}

// apostropheEn chooses the form of a single straight mark; feet, minutes and
// isolated marks stay.
func apostropheEn(before, after rune) rune {
	switch {
	case isLetter(before):
		return '’'
	case isDigit(before):
		if after == 's' {
			return '’'
		}
		return '\''
	case isDigit(after) && (before == 0 || unicode.IsSpace(before)): // the '90s
		return '’'
	case before == 0 && after == 0, unicode.IsSpace(before) && (after == 0 || unicode.IsSpace(after)):
		return '\''
	}
	return quoteEn(before, after, '‘', '’')
}

// years reports whether the hyphen at text[i] is between two years and nothing
// else.
func years(text []byte, i int, prev, next rune) bool {
	if i < 4 || i+5 > len(text) || !year(text[i-4:i]) || !year(text[i+1:i+5]) {
		return false
	}
	before, after := runeBefore(text, i-4, prev), runeAt(text, i+5, next)
	part := func(r rune) bool { return isLetter(r) || isDigit(r) || strings.ContainsRune("-/_.#=@&", r) }
	if after == '.' && (i+6 >= len(text) || unicode.IsSpace(runeAt(text, i+6, next))) {
		after = 0 // the end of a sentence
	}
	return !part(before) && !part(after)
}

func year(b []byte) bool {
	return (b[0] == '1' && b[1] == '9' || b[0] == '2' && b[1] == '0') && digit(b[2]) && digit(b[3])
}

// glueEn reports whether the space at text[i] must not break: 14 April, No. 3.
func glueEn(text []byte, i int, before rune) bool {
	if i == 0 || i+1 >= len(text) {
		return false
	}
	after := text[i+1]
	switch {
	case isDigit(before) && after >= 'A' && after <= 'S':
		w := wordBefore(text, i)
		return len(w) <= 2 && digit(w[0]) && monthsEn[string(wordAfter(text, i+1))]
	case before == '.' && digit(after):
		w := wordBefore(text, i)
		return len(w) <= 6 && shortEn[strings.TrimLeft(string(w), "([“")]
	}
	return false
}
