package typography

import (
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"
)

// The names of the rules that Check knows.
const (
	SpaceMissing  = "space-missing"  // a mark lacks the space that the language has beside it
	SpaceSurplus  = "space-surplus"  // a double space, or one where the language has none
	QuoteForeign  = "quote-foreign"  // quotation marks of another language
	QuoteStraight = "quote-straight" // a straight mark whose direction only the author knows
	NumberForeign = "number-foreign" // figures grouped as another language does
)

var (
	doubled  = regexp.MustCompile(`[^\s.!?] {2,}\S`)
	early    = regexp.MustCompile(`[\p{L}\p{M}\p{N}»”)] [,.](?:\s|$)`)
	groupsEn = regexp.MustCompile(`\b\d{1,3}(?:,\d{3})+\b`)
	groupsFr = regexp.MustCompile(`\b\d{1,3}(?:[  \x{202f}]\d{3})+\b`)
)

// checkFrench finds missing spaces, straight and foreign quotation marks and
// figures grouped by commas.
func checkFrench(s string) []Finding {
	text := []byte(s)
	var found []Finding
	depth := 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		switch r {
		case '«':
			depth++
		case '»':
			depth--
		}
		switch r {
		case ';', ':', '!', '?', '»':
			if missingFr(text, i, n, runeBefore(text, i, 0), 0) {
				found = append(found, Finding{i, n, SpaceMissing, string(spaceBeforeFr(r)) + string(r)})
			}
		case '«':
			if after := runeAt(text, i+n, 0); after != 0 && !unicode.IsSpace(after) {
				found = append(found, Finding{i, n, SpaceMissing, string(r) + string(narrowNoBreak)})
			}
		case '"', '“', '”':
			rule := QuoteForeign
			if r == '"' {
				rule = QuoteStraight
			}
			fix := string(narrowNoBreak) + "»"
			if r == '“' || r == '"' && quoteEn(runeBefore(text, i, 0), runeAt(text, i+n, 0), '“', '”') == '“' {
				fix = "«" + string(narrowNoBreak)
			}
			if depth <= 0 { // within guillemets, “ ” mark the inner quotation
				found = append(found, Finding{i, n, rule, fix})
			}
		}
		i += n
	}
	for _, m := range groupsEn.FindAllStringIndex(s, -1) {
		found = append(found, Finding{m[0], m[1] - m[0], NumberForeign, regroup(s[m[0]:m[1]], string(narrowNoBreak))})
	}
	return sorted(append(found, surplus(s)...))
}

// checkEnglish finds the spaces that French puts before punctuation,
// guillemets and figures grouped by spaces.
func checkEnglish(s string) []Finding {
	text := []byte(s)
	var found []Finding
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		switch r {
		case ' ', noBreak, narrowNoBreak:
			j := spaces(text, i)
			mark, before := runeAt(text, j, 0), runeBefore(text, i, 0)
			if (mark == ';' || mark == ':' || mark == '!' || mark == '?') && closes(runeAt(text, j+1, 0)) &&
				(isLetter(before) || unicode.IsDigit(before)) {
				found = append(found, Finding{i, j - i, SpaceSurplus, ""})
			}
			i = j
			continue
		case '«':
			found = append(found, Finding{i, spaces(text, i+n) - i, QuoteForeign, "“"})
		case '»':
			start := i
			for start > 0 && spaces(text, start-1) >= i {
				start--
			}
			found = append(found, Finding{start, i + n - start, QuoteForeign, "”"})
		}
		i += n
	}
	for _, m := range groupsFr.FindAllStringIndex(s, -1) {
		if r := runeBefore(text, m[0], 0); r == 0 || unicode.IsSpace(r) || r == '(' {
			found = append(found, Finding{m[0], m[1] - m[0], NumberForeign, regroup(s[m[0]:m[1]], ",")})
		}
	}
	return sorted(append(found, surplus(s)...))
}

// surplus finds double spaces and spaces before a comma or full stop.
func surplus(s string) []Finding {
	var found []Finding
	for _, m := range doubled.FindAllStringIndex(s, -1) {
		_, first := utf8.DecodeRuneInString(s[m[0]:])
		_, lastLen := utf8.DecodeLastRuneInString(s[:m[1]])
		found = append(found, Finding{m[0] + first, m[1] - lastLen - m[0] - first, SpaceSurplus, " "})
	}
	for _, m := range early.FindAllStringIndex(s, -1) {
		_, first := utf8.DecodeRuneInString(s[m[0]:])
		found = append(found, Finding{m[0] + first, 1, SpaceSurplus, ""})
	}
	return found
}

// regroup returns groups of digits with another separator.
func regroup(number, separator string) string {
	out := ""
	for _, r := range number {
		if isDigit(r) {
			out += string(r)
		} else {
			out += separator
		}
	}
	return out
}

// sorted orders findings by offset and rule.
func sorted(found []Finding) []Finding {
	slices.SortStableFunc(found, func(a, b Finding) int { return a.Offset - b.Offset })
	return found
}
