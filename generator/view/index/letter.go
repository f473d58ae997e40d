package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"griot/generator/site"
)

// NoLetter is the letter of titles that start with a digit or have no letter.
const NoLetter = "#"

// Letter returns the letter under which an alphabetical list files a title: the first one, as
// a capital without accents. Quotation marks and the like before it don't count.
func Letter(title string) string {
	for _, r := range title {
		if unicode.IsDigit(r) {
			return NoLetter
		}
		if base := baseLetter(r); base != 0 {
			return string(base)
		}
	}
	return NoLetter
}

// baseLetter returns the letter under which lists file r, a capital without
// accents, or 0 if r is no letter: É is filed under E, Œ under O.
func baseLetter(r rune) rune {
	switch r {
	case 'œ', 'Œ':
		return 'O'
	case 'æ', 'Æ':
		return 'A'
	}
	base, _ := utf8.DecodeRuneInString(norm.NFKD.String(string(r)))
	if unicode.IsLetter(base) {
		return unicode.ToUpper(base)
	}
	return 0
}

// byLetter orders pages as a list with letters shows them, so that each letter stands once:
// what has no letter first, then by letter, then by title without quotation marks and other
// signs.
func (m Maker) byLetter(p, q site.Rendition) int {
	a, b := p.Page.Front.Title, q.Page.Front.Title
	if x, y := Letter(a), Letter(b); x != y {
		switch NoLetter {
		case x:
			return -1
		case y:
			return 1
		}
		return m.Compare(x, y)
	}
	return m.Compare(withoutSigns(a), withoutSigns(b))
}

// withoutSigns returns a title without the characters that don't count for its order.
func withoutSigns(title string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || unicode.IsSpace(r) || r == '-' || r == '\'' || r == '’' {
			return r
		}
		return -1
	}, title))
}
