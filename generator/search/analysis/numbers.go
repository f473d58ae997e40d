package analysis

import (
	"strings"
	"unicode/utf8"
)

// numberEnd returns the end of the number whose first digits are at [start, end): with
// the groups of three digits that a space parts from it (10 000), and with the letters of
// an ordinal (1st).
func (a *Analyzer) numberEnd(text string, start, end int) int {
	if upToThreeDigits(text[start:end]) {
		for next := groupEnd(text, end); next >= 0; next = groupEnd(text, next) {
			end = next
		}
	}
	if len(a.rules.ordinals) == 0 {
		return end
	}
	if s, e := NextWord(text, end); s == end && a.rules.ordinals[Fold(text[s:e])] {
		return e
	}
	return end
}

// upToThreeDigits reports whether a number has one to three digits and no mark.
func upToThreeDigits(number string) bool {
	n := 0
	for _, r := range number {
		if n++; n > 3 || classOf(r) != digit {
			return false
		}
	}
	return true
}

// groupEnd returns the end of the three digits, and of decimals after them, that follow
// one space at i; -1 if something else follows.
func groupEnd(text string, i int) int {
	r, size := utf8.DecodeRuneInString(text[i:])
	if r != ' ' && r != 0xA0 && r != 0x202F && r != 0x2009 {
		return -1
	}
	start, end := NextWord(text, i+size)
	if start != i+size {
		return -1
	}
	whole := text[start:end] // decimals may follow
	if n := strings.IndexFunc(whole, func(r rune) bool { return classOf(r) != digit }); n >= 0 {
		whole = whole[:n]
	}
	if utf8.RuneCountInString(whole) != 3 {
		return -1
	}
	return end
}

// number returns the digits of a folded number as the index has them: without the marks
// and spaces that part thousands, with a full stop before the decimals, without the
// letters of an ordinal.
func (r *rules) number(folded string) string {
	var out strings.Builder
	for _, c := range folded {
		if classOf(c) == letter {
			break
		}
		switch {
		case classOf(c) == digit || c == '.' || c == ',':
			out.WriteRune(c)
		case c == '\u066b':
			out.WriteByte('.')
		}
	}
	s := out.String()
	commas, stops := strings.Count(s, ","), strings.Count(s, ".")
	switch {
	case commas > 0 && !r.comma && thousands(s, ","):
		return strings.ReplaceAll(s, ",", "")
	case stops > 1 && r.comma && thousands(s, "."):
		return strings.Replace(strings.ReplaceAll(s, ".", ""), ",", ".", 1)
	case commas == 1 && stops == 0:
		return strings.Replace(s, ",", ".", 1)
	}
	return s
}

// thousands reports whether a mark parts groups of three digits.
func thousands(s, mark string) bool {
	for i, group := range strings.Split(s, mark) {
		whole, _, _ := strings.Cut(strings.ReplaceAll(group, ",", "."), ".")
		if n := utf8.RuneCountInString(whole); i > 0 && n != 3 || n == 0 {
			return false
		}
	}
	return true
}

// dateAt returns the date that starts with the word at index i and the number of its
// words, 0 if none does. day is 0 if only month and year are there.
func (a *Analyzer) dateAt(text string, words []span, i int) (year, month, day, n int) {
	at := func(k int) int { // the number, -1 if it is none or too far from the word before
		if i+k >= len(words) || words[i+k].of.kind != isNumber {
			return -1
		}
		return smallNumber(a.terms[words[i+k].of.term])
	}
	monthAt := func(k int) int {
		if i+k < len(words) && words[i+k].of.kind >= isMonth {
			return int(words[i+k].of.kind - isMonth + 1)
		}
		return 0
	}
	between := func(k int) string { return text[words[i+k-1].end:words[i+k].start] }
	if m := monthAt(0); m > 0 {
		if d, y := at(1), at(2); d > 0 && y > 0 && spaced(between(1)) && spaced(between(2)) {
			return valid(y, m, d, 3)
		}
		if y := at(1); y > 0 && spaced(between(1)) {
			return valid(y, m, 0, 2)
		}
		return 0, 0, 0, 0
	}
	first := at(0)
	if first < 0 {
		return a.dottedDate(words[i])
	}
	if m, y := monthAt(1), at(2); m > 0 && y > 0 && spaced(between(1)) && spaced(between(2)) {
		return valid(y, m, first, 3)
	}
	second, third := at(1), at(2)
	if second < 0 || third < 0 {
		return 0, 0, 0, 0
	}
	switch mark := between(1); {
	case mark != between(2):
	case mark == "-":
		return valid(first, second, third, 3)
	case mark == "/" && second > 12:
		return valid(third, first, second, 3)
	case mark == "/":
		return valid(third, second, first, 3)
	}
	return 0, 0, 0, 0
}

// dottedDate reads a date that is one word, 14.04.2021.
func (a *Analyzer) dottedDate(w span) (year, month, day, n int) {
	if w.of.kind != isNumber {
		return 0, 0, 0, 0
	}
	parts := strings.Split(a.terms[w.of.term], ".")
	if len(parts) != 3 {
		return 0, 0, 0, 0
	}
	return valid(smallNumber(parts[2]), smallNumber(parts[1]), smallNumber(parts[0]), 1)
}

// spaced reports whether only a space, or a comma or full stop and a space, are between
// two words of a date.
func spaced(between string) bool {
	if between != "" && (between[0] == ',' || between[0] == '.') {
		between = between[1:]
	}
	return between == " " || between == "\u00a0" || between == "\u202f"
}

// valid returns a date if it is one, and n words of none if not.
func valid(year, month, day, n int) (int, int, int, int) {
	if year < 1000 || year > 2999 || month < 1 || month > 12 || day < 0 || day > 31 {
		return 0, 0, 0, 0
	}
	return year, month, day, n
}

// smallNumber reads up to four ASCII digits; -1 if they are others, or more.
func smallNumber(s string) int {
	if len(s) == 0 || len(s) > 4 {
		return -1
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = 10*n + int(s[i]-'0')
	}
	return n
}
