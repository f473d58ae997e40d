package search

import (
	"strings"
	"unicode/utf8"
)

// maxQuery is the number of bytes at which a query is cut.
const maxQuery = 400

// part is a piece of a query: words, a phrase, or something to leave out.
type part struct {
	tokens  []Token // offsets in the whole query
	phrase  bool
	exclude bool
}

// parse cuts a query into parts. A part is what stands between quotation marks
// (" “ ” „ « »), or between white space. A hyphen before a part, at the start or
// after white space, excludes it. A quotation mark that isn't closed parts words.
func parse(a *Analyzer, query string) []part {
	var parts []part
	add := func(from, to int, phrase, exclude bool) {
		if tokens := a.Tokens(query[from:to]); len(tokens) > 0 {
			for i := range tokens {
				tokens[i].Start += from
				tokens[i].End += from
			}
			parts = append(parts, part{tokens, phrase, exclude})
		}
	}
	for i := 0; i < len(query); {
		r, size := utf8.DecodeRuneInString(query[i:])
		if isSpace(r) {
			i += size
			continue
		}
		exclude := false
		if r == '-' {
			exclude = true
			i += size
			r, size = utf8.DecodeRuneInString(query[i:])
		}
		if isQuote(r) && i < len(query) {
			from := i + size
			to, after := scan(query, from, isQuote)
			if after > to {
				add(from, to, true, exclude)
				i = after
				continue
			}
			i = from
		}
		to, _ := scan(query, i, func(r rune) bool { return isSpace(r) || isQuote(r) })
		add(i, to, false, exclude)
		i = to
	}
	return parts
}

// scan returns the offset of the first code point from i that fits, and the
// offset after it; the end of the text for both if there is none.
func scan(text string, i int, fits func(rune) bool) (at, after int) {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if fits(r) {
			return i, i + size
		}
		i += size
	}
	return i, i
}

func isQuote(r rune) bool { return strings.ContainsRune("\"“”„«»", r) }

// isSpace knows the white space that is typed or pasted into a search box.
func isSpace(r rune) bool {
	return r == ' ' || r >= '\t' && r <= '\r' || r == 0xA0 || r == 0x202F || r == 0x3000 ||
		r >= 0x2000 && r <= 0x200A
}

// cutQuery cuts a query that is too long, between code points.
func cutQuery(query string) string {
	query = strings.ToValidUTF8(query, " ")
	if len(query) <= maxQuery {
		return query
	}
	end := maxQuery
	for !utf8.RuneStart(query[end]) {
		end--
	}
	return query[:end]
}
