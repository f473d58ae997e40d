package search

import "unicode/utf8"

// Correct finds the word that a misspelt one most likely meant: one letter
// changed, missing, too many, or two neighbours swapped. Words that share the
// first letter come first, then those in more documents, then in alphabetical
// order. Short words and words with digits are not corrected.
func Correct(words Words, folded string) (Word, bool) {
	typed := []rune(folded)
	if len(typed) < leastFixed || hasDigit(typed) {
		return Word{}, false
	}
	best, found := Word{}, false
	better := func(w Word) bool {
		if !found {
			return true
		}
		same, bestSame := firstRune(w.Folded) == typed[0], firstRune(best.Folded) == typed[0]
		if same != bestSame {
			return same
		}
		return w.Docs > best.Docs
	}
	candidate := make([]rune, 0, maxWord)
	for _, w := range words {
		if d := len(w.Folded) - len(folded); d > utf8.UTFMax || d < -utf8.UTFMax || !better(w) {
			continue
		}
		candidate = candidate[:0]
		for _, r := range w.Folded {
			candidate = append(candidate, r)
		}
		if oneEdit(typed, candidate) && !hasDigit(candidate) {
			best, found = w, true
		}
	}
	return best, found
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func hasDigit(word []rune) bool {
	for _, r := range word {
		if classOf(r) == digit {
			return true
		}
	}
	return false
}

// oneEdit reports whether exactly one change, insertion, deletion or swap of
// neighbours leads from a to b.
func oneEdit(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return equal(a[i:], b[i+1:])
	}
	if i == len(a) {
		return false
	}
	if equal(a[i+1:], b[i+1:]) {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && equal(a[i+2:], b[i+2:])
}

func equal(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
