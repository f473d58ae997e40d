package typography

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// monthsFr are the months, as written after a day.
var monthsFr = map[string]bool{
	"janvier": true, "février": true, "mars": true, "avril": true, "mai": true, "juin": true, "juillet": true,
	"août": true, "septembre": true, "octobre": true, "novembre": true, "décembre": true,
	"fe\u0301vrier": true, "aou\u0302t": true, "de\u0301cembre": true,
}

// shortFr are abbreviations that stay with what follows: a number (true) or a
// name (false).
var shortFr = map[string]bool{
	"n°": true, "N°": true, "nos": true, "p.": true, "pp.": true, "art.": true, "vol.": true, "chap.": true, "§": true,
	"M.": false, "MM.": false, "Mme": false, "Mmes": false, "Mlle": false, "Dr": false, "Me": false,
}

// french applies the rules of French: a narrow no-break space before ; ! ?
// and inside « », a no-break space before :, the curly apostrophe, the
// ellipsis, and spaces that keep numbers, dates and titles together. The
// choice between the two spaces follows the Unicode CLDR and the Lexique des
// règles typographiques of the Imprimerie nationale.
func french(dst, text []byte, prev, next rune) []byte {
	last := prev
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf && !trigger[c] {
			dst, last = append(dst, c), rune(c)
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		switch r {
		case ' ', noBreak, narrowNoBreak, thin:
			j := spaces(text, i)
			if glue := glueFr(text, i, j, last, next); glue != 0 {
				dst, last = utf8.AppendRune(dst, glue), glue
			} else {
				dst, last = append(dst, text[i:j]...), ' '
			}
			i = j
			continue
		case ';', ':', '!', '?', '»':
			if missingFr(text, i, n, last, next) {
				dst = utf8.AppendRune(dst, spaceBeforeFr(r))
			}
		case '«':
			after := runeAt(text, i+n, next)
			if after != 0 && !unicode.IsSpace(after) {
				dst = utf8.AppendRune(append(dst, text[i:i+n]...), narrowNoBreak)
				last, i = narrowNoBreak, i+n
				continue
			}
		case '\'':
			if after := runeAt(text, i+1, next); isLetter(last) && (unicode.IsLetter(after) || isDigit(after) || after == '«') {
				dst, last = append(dst, "’"...), '’'
				i++
				continue
			}
		case '.':
			if ellipsis(text, i, last, next) {
				dst, last = append(dst, "…"...), '…'
				i += 3
				continue
			}
		}
		dst, last = append(dst, text[i:i+n]...), r
		i += n
	}
	return dst
}

// trigger has the ASCII characters at which a rule may apply.
var trigger = [utf8.RuneSelf]bool{' ': true, ';': true, ':': true, '!': true, '?': true, '\'': true, '"': true, '.': true, '-': true}

// spaceBeforeFr returns the space before a punctuation mark.
func spaceBeforeFr(mark rune) rune {
	if mark == ':' {
		return noBreak
	}
	return narrowNoBreak
}

// glueFr returns the no-break space that belongs between text[:i] and text[j:], or
// 0 if an ordinary space does.
func glueFr(text []byte, i, j int, before, next rune) rune {
	if before == 0 || unicode.IsSpace(before) && before != narrowNoBreak {
		return 0
	}
	after := runeAt(text, j, next)
	if before == '«' {
		return narrowNoBreak
	}
	switch after {
	case ';', '!', '?', ':', '»':
		return spaceBeforeFr(after)
	}
	if isDigit(before) {
		switch after {
		case '%', '‰':
			return narrowNoBreak
		case '€', '$', '£':
			return noBreak
		}
	}
	if i == 0 || j == len(text) {
		return 0
	}
	if isDigit(before) && isDigit(after) && thousands(text, i, j) {
		return narrowNoBreak
	}
	if c := after; !isDigit(c) && !unicode.IsLetter(c) {
		return 0
	}
	return wordGlueFr(text, i, j, before, after)
}

// wordGlueFr is glueFr for words: dates, numbers and titles.
func wordGlueFr(text []byte, i, j int, before, after rune) rune {
	switch {
	case isDigit(before) || before == 'r': // 14 avril, 1er mai
		if !unicode.IsLower(after) {
			break
		}
		if w := wordBefore(text, i); (len(w) <= 2 || string(w) == "1er") && digit(w[0]) && monthsFr[string(wordAfter(text, j))] {
			return noBreak
		}
		return 0
	case before != '.' && before != '°' && before != 's' && before != 'e' && before != '§' && before != 'r':
		return 0
	}
	w := wordBefore(text, i)
	if len(w) > 8 {
		return 0
	}
	if number, ok := shortFr[strings.TrimLeft(string(w), "(«[")]; ok && (number && isDigit(after) || !number && unicode.IsUpper(after)) {
		return noBreak
	}
	return 0
}

// missingFr reports whether the mark of n bytes at text[i] lacks the space
// before it.
func missingFr(text []byte, i, n int, before, next rune) bool {
	if before == 0 || unicode.IsSpace(before) {
		return false
	}
	mark := runeAt(text, i, 0)
	if mark == '»' {
		return before != '«'
	}
	if !isLetter(before) && !unicode.IsDigit(before) && !strings.ContainsRune(")»”’%°…", before) {
		return false
	}
	after := runeAt(text, i+n, next)
	if after == '.' && ellipsis(text, i+n, mark, next) {
		after = '…'
	}
	return closes(after) && !isURL(wordBefore(text, i))
}
