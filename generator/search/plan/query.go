package plan

import (
	"strings"
	"unicode/utf8"

	"griot/generator/search/analysis"
)

// maxQuery is the number of bytes at which cutQuery cuts.
const maxQuery = 400

// part is a part of a query: words, a quoted phrase, or either of them excluded.
type part struct {
	tokens  []analysis.Token // their byte ranges are those in the whole query
	phrase  bool
	exclude bool
}

// parse splits a query into parts: the text between two quotation marks, and
// elsewhere the text between white space. A hyphen before a part, at the start or
// after white space, excludes it. A quotation mark without another one after it is
// white space.
func parse(a *analysis.Analyzer, query string) []part {
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
		if IsSpace(r) {
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
		to, _ := scan(query, i, func(r rune) bool { return IsSpace(r) || isQuote(r) })
		add(i, to, false, exclude)
		i = to
	}
	return parts
}

// scan returns the offset of the first code point from i on that fits, and the
// offset after it, or twice the end of the text if there is none.
func scan(text string, i int, fits func(rune) bool) (start, end int) {
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

// IsSpace reports whether r is white space as it is typed or pasted into a search
// box.
func IsSpace(r rune) bool {
	return r == ' ' || r >= '\t' && r <= '\r' || r == 0xA0 || r == 0x202F || r == 0x3000 ||
		r >= 0x2000 && r <= 0x200A
}

// cutQuery cuts a query that is too long before a code point.
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
