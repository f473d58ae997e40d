package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// slug makes an id from a text: its words in lower-case ASCII letters and digits, joined
// by hyphens. It may be "".
func slug(text string) string {
	dst := make([]byte, 0, len(text)+8)
	word := 0 // letters since the last hyphen
	for i, r := range text {
		if r == '\'' || r == '’' {
			// An elided article is a word (l’eau), the s of a possessive is not (people’s).
			if word > 2 && i > 0 {
				continue
			}
			r = ' '
		}
		folded := fold(r)
		if folded == "" {
			if word > 0 {
				dst = append(dst, '-')
			}
			word = 0
			continue
		}
		if folded != "\x00" {
			dst = append(dst, folded...)
			word++
		}
	}
	return strings.Trim(string(dst), "-")
}

// maxShort is the length in bytes of the ids that earlier versions of Griot made.
const maxShort = 60

// short returns the id that earlier versions of Griot made where slug returns id.
func short(id string) string {
	if len(id) <= maxShort {
		return id
	}
	if cut := strings.LastIndexByte(id[:maxShort+1], '-'); cut > maxShort/2 {
		return strings.Trim(id[:cut], "-")
	}
	return strings.Trim(id[:maxShort], "-")
}

// gitHubSlug makes the id that GitHub, Hugo and Docusaurus make of a heading's text:
// letters and digits of any script in lower case and underscores, a hyphen for each space.
// See https://github.com/Flet/github-slugger.
func gitHubSlug(text string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r == ' ', r == '\u00a0', r == '\u202f': // typography's, where the author wrote a space
			return '-'
		case r == '-':
			return r
		case unicode.IsLetter(r), unicode.Is(unicode.M, r), unicode.Is(unicode.Nd, r), unicode.Is(unicode.Nl, r), unicode.Is(unicode.Pc, r):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(text)))
}

// fold returns a character in lower-case ASCII letters or digits, "" for a character
// between words, and "\x00" for a combining mark, which is dropped.
func fold(r rune) string {
	if r < foldedSize {
		return folded[r]
	}
	if 0x2000 <= r && r <= 0x206f { // general punctuation
		return ""
	}
	return foldSlow(r)
}

const foldedSize = 0x180 // Latin-1 and Latin Extended-A

// folded is a table of fold for the most frequent letters.
var folded = func() (table [foldedSize]string) {
	for r := range table {
		table[r] = foldSlow(rune(r))
	}
	return table
}()

// ligatures are letters that don't decompose.
var ligatures = map[rune]string{
	'œ': "oe", 'æ': "ae", 'ß': "ss", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ħ': "h", 'ı': "i", 'ŋ': "n",
	'ɓ': "b", 'ɗ': "d", 'ɛ': "e", 'ɔ': "o", 'ƙ': "k", 'ɲ': "n", 'ƴ': "y",
}

// foldSlow is fold without the table.
func foldSlow(r rune) string {
	r = unicode.ToLower(r)
	switch {
	case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		return string(r)
	case r < utf8.RuneSelf:
		return ""
	case unicode.Is(unicode.Mn, r):
		return "\x00"
	}
	if s, ok := ligatures[r]; ok {
		return s
	}
	if d := norm.NFKD.String(string(r)); d[0] < utf8.RuneSelf && d[0] != ' ' && !unicode.IsPunct(rune(d[0])) && unicode.IsLetter(r) {
		return d[:1]
	}
	return ""
}
