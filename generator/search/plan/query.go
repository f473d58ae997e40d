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
	text    string
	tokens  []analysis.Token // their byte ranges are those in the whole query
	phrase  bool
	exclude bool
}

// parse splits a query into parts: the text between two quotation marks, excluded words
// and phrases, and the texts between these. A hyphen at the start or after white space,
// before a word or a quoted phrase, excludes it. A quotation mark without another one
// after it is white space.
func parse(a *analysis.Analyzer, query string) []part {
	var parts []part
	add := func(from, to int, phrase, exclude bool) {
		if tokens := a.Tokens(query[from:to]); len(tokens) > 0 {
			for i := range tokens {
				tokens[i].Start += from
				tokens[i].End += from
				for k := range tokens[i].Extras {
					tokens[i].Extras[k].End += from
				}
			}
			parts = append(parts, part{query[from:to], tokens, phrase, exclude})
		}
	}
	plain, spaced := 0, true // start of the text that is no part yet; white space precedes
	for i := 0; i < len(query); {
		r, size := utf8.DecodeRuneInString(query[i:])
		at := i // of what may be a quotation mark
		if spaced && r == '-' {
			at += size
		}
		from, to, after := quoted(query, at)
		excluded := at > i && (after > 0 || startsWord(query, at))
		if after == 0 && excluded {
			from = at
			to, _ = scan(query, at, func(r rune) bool { return IsSpace(r) || isQuote(r) })
			after = to
		}
		switch {
		case after > 0:
			add(plain, i, false, false)
			add(from, to, from > at, excluded)
			i, plain, spaced = after, after, false
		case isQuote(r): // without another one
			add(plain, i, false, false)
			i, plain, spaced = i+size, i+size, true
		default:
			i, spaced = i+size, IsSpace(r)
		}
	}
	add(plain, len(query), false, false)
	return parts
}

// quoted returns the text between the quotation mark at i and the next one, and the offset
// after that; zeros if there are none.
func quoted(query string, i int) (from, to, after int) {
	r, size := utf8.DecodeRuneInString(query[i:])
	if !isQuote(r) || i == len(query) {
		return 0, 0, 0
	}
	from = i + size
	if to, after = scan(query, from, isQuote); after == to {
		return 0, 0, 0
	}
	return from, to, after
}

// startsWord reports whether a word starts at i.
func startsWord(query string, i int) bool {
	start, _ := analysis.NextWord(query, i)
	return start == i
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
