package view

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldLetter is the capital base letter of r, or 0 for anything that is no
// letter: É files under E, Œ under O.
func foldLetter(r rune) rune {
	switch r {
	case 'œ', 'Œ':
		return 'O'
	case 'æ', 'Æ':
		return 'A'
	}
	for _, d := range norm.NFD.String(string(r)) {
		if unicode.IsLetter(d) {
			return unicode.ToUpper(d)
		}
		return 0
	}
	return 0
}
