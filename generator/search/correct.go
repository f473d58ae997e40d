package search

import "unicode/utf8"

// Correct finds the word that a misspelt one most likely meant: one letter
// changed, missing, too many, or two neighbours swapped. Of several words the
// one wins whose number of documents times the odds of its edit (editOdds) is
// highest, then the first in the alphabet. Words of two letters and words with
// digits are not corrected, words of three only to longer ones.
func Correct(words Words, folded string) (Word, bool) {
	typed := []rune(folded)
	if len(typed) < leastFixed || hasDigit(typed) {
		return Word{}, false
	}
	best, bestScore := Word{}, 0
	candidate := make([]rune, 0, maxWord)
	for _, w := range words {
		// No edit is likelier than one that leaves the first letter.
		if d := len(w.Folded) - len(folded); d > utf8.UTFMax || d < -utf8.UTFMax || w.Docs*maxOdds <= bestScore {
			continue
		}
		candidate = candidate[:0]
		for _, r := range w.Folded {
			candidate = append(candidate, r)
		}
		if score := w.Docs * editOdds(typed, candidate); score > bestScore && !hasDigit(candidate) {
			best, bestScore = w, score
		}
	}
	return best, bestScore > 0
}

func hasDigit(word []rune) bool {
	for _, r := range word {
		if classOf(r) == digit {
			return true
		}
	}
	return false
}

// Odds of edits, measured on the words of the hub with random edits: a missing
// letter and swapped neighbours leave few other candidates, a wrong or a
// superfluous letter leave many.
const (
	lightEdit    = 16 // a letter missing, neighbours swapped
	doubledEdit  = 4  // a letter typed twice
	sameStart    = 4  // times this if the first letter is right
	maxOdds      = lightEdit * sameStart
	shortestEdit = 4 // letters of the shortest word that is corrected to another as long
)

// editOdds returns how likely it is that one edit made the typed word out of
// the candidate; 0 if they are not one edit apart.
func editOdds(typed, candidate []rune) int {
	i := 0
	for i < len(typed) && i < len(candidate) && typed[i] == candidate[i] {
		i++
	}
	odds := 0
	switch len(candidate) - len(typed) {
	case 1:
		if equal(typed[i:], candidate[i+1:]) {
			odds = lightEdit
		}
	case 0:
		switch {
		case i == len(typed) || len(typed) < shortestEdit:
		case equal(typed[i+1:], candidate[i+1:]):
			odds = 1
		case i+1 < len(typed) && typed[i] == candidate[i+1] && typed[i+1] == candidate[i] &&
			equal(typed[i+2:], candidate[i+2:]):
			odds = lightEdit
		}
	case -1:
		switch {
		case len(typed) < shortestEdit || !equal(typed[i+1:], candidate[i:]):
		case i > 0 && typed[i] == typed[i-1]:
			odds = doubledEdit
		default:
			odds = 1
		}
	}
	if len(candidate) > 0 && typed[0] == candidate[0] {
		odds *= sameStart
	}
	return odds
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
