package pages

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// foldLetter is the capital base letter of r, or 0 for anything that is no
// letter: É files under E, Œ under O.
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
