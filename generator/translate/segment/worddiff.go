package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// WordChange is a run of words that two texts share, or that one of them lacks.
type WordChange struct {
	Op   int    // -1: only in the old text, 1: only in the new one, 0: in both
	Text string // words with the signs and spaces between them
}

// DiffWords compares two texts word by word.
func DiffWords(before, after string) []WordChange {
	ids := map[string]rune{}
	var tokens []string
	encode := func(text string) []rune {
		var out []rune
		for _, token := range tokenise(text) {
			id, ok := ids[token]
			if !ok {
				id = rune(len(tokens) + 1)
				if id >= 0xd800 {
					id += 0x800 // surrogates are no characters
				}
				ids[token] = id
				tokens = append(tokens, token)
			}
			out = append(out, id)
		}
		return out
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // no clock: the same texts give the same answer
	diffs := d.DiffMainRunes(encode(before), encode(after), false)
	var out []WordChange
	for _, x := range d.DiffCleanupMerge(diffs) {
		var b strings.Builder
		for _, r := range x.Text {
			if r >= 0xe000 {
				r -= 0x800
			}
			b.WriteString(tokens[r-1])
		}
		out = append(out, WordChange{int(x.Type), b.String()})
	}
	return out
}

// tokenise splits a text into words, white space and single signs.
func tokenise(text string) []string {
	class := func(r rune) int {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			return 1
		case isBlank(r):
			return 2
		}
		return 0
	}
	var out []string
	for text != "" {
		r, n := utf8.DecodeRuneInString(text)
		if c := class(r); c > 0 {
			n = strings.IndexFunc(text, func(r rune) bool { return class(r) != c })
			if n < 0 {
				n = len(text)
			}
		}
		out = append(out, text[:n])
		text = text[n:]
	}
	return out
}

// ChangedWords counts the words that a text has and an older one does not
// have.
func ChangedWords(before, after string) int {
	n := 0
	for _, c := range DiffWords(before, after) {
		if c.Op > 0 {
			n += CountWords(c.Text)
		}
	}
	return n
}
