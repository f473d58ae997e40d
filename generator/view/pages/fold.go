package pages

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// baseLetter returns the letter under which lists file r, a capital without
// accents, or 0 if r is no letter: É is filed under E, Œ under O.
func baseLetter(r rune) rune {
	switch r {
	case 'œ', 'Œ':
		return 'O'
	case 'æ', 'Æ':
		return 'A'
	}
	base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	if unicode.IsLetter(base) {
		return unicode.ToUpper(base)
	}
	return 0
}
