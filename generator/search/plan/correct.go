package plan

import (
	"slices"
	"strings"
	"unicode/utf8"

	"griot/generator/search/analysis"
)

// Correct returns the words one edit from a misspelt one: with one letter changed,
// missing or too many, or with two neighbours swapped. It returns the word with
// the highest score (editOdds, wordScore) and those close to it (isClose), sorted
// by score and then by the alphabet. Words of less than three letters or with
// digits have no corrections, words of three letters only longer ones.
func Correct(words analysis.Words, folded string) analysis.Words {
	near := correct(words, folded)
	list := make(analysis.Words, len(near))
	for i, c := range near {
		list[i] = c.Word
	}
	return list
}

// correct is Correct with the odds of the edits.
func correct(words analysis.Words, folded string) []correction {
	typed, ligated := []rune(folded), []rune(analysis.Ligate(folded))
	if len(typed) < minCorrected || analysis.HasDigit(typed) {
		return nil
	}
	var near []correction
	best := 0
	candidate := make([]rune, 0, analysis.MaxWord)
	for _, w := range words {
		if d := len(w.Folded) - len(folded); d > utf8.UTFMax || d < -utf8.UTFMax || !isClose(wordScore(w.Docs, maxOdds), best) {
			continue
		}
		candidate = appendRunes(candidate[:0], w.Folded)
		odds := editOdds(typed, candidate)
		if odds == 0 && (len(ligated) < len(typed) || strings.Contains(w.Folded, "oe")) {
			odds = editOdds(ligated, appendRunes(candidate[:0], analysis.Ligate(w.Folded)))
		}
		if score := wordScore(w.Docs, odds); score > 0 && !analysis.HasDigit(candidate) {
			near = append(near, correction{w, odds, score})
			best = max(best, score)
		}
	}
	near = slices.DeleteFunc(near, func(c correction) bool { return !isClose(c.score, best) })
	slices.SortStableFunc(near, func(a, b correction) int { return b.score - a.score })
	return near
}

// correction is a possible correction.
type correction struct {
	analysis.Word
	odds, score int
}

// isClose reports whether a word is searched for in addition to the best one.
func isClose(score, best int) bool { return score*closeOdds*closeOdds >= best }

// wordScore returns the score of a correction: the square of its odds times the
// square root of its number of pages. It takes the root because readers search for
// rare words more often than the number of pages suggests.
func wordScore(docs, odds int) int { return docs * odds * odds }

func appendRunes(to []rune, s string) []rune {
	for _, r := range s {
		to = append(to, r)
	}
	return to
}

// Odds of edits. Few words are a missing letter or a swap away from the typed one,
// but many a wrong or an extra letter. The odds were measured with random edits of
// the hub's words and of pseudo-words, and with 24 000 slips that people made in
// English (codespell's list, SUBTLEX's frequencies): change them only if none of
// these gets worse.
const (
	lightEdit   = 32 // a letter missing, or neighbours swapped
	doubledEdit = 8  // a letter typed twice
	vowelEdit   = 2  // a vowel for another
	otherEdit   = 1  // a wrong or an extra letter
	sameStart   = 4  // factor if the first letter is right
	maxOdds     = lightEdit * sameStart
	likelyOdds  = doubledEdit * sameStart // of the edits that are tried before a word is split
	minReplaced = 4                       // letters of the shortest word that has a wrong or an extra letter
)

// closeOdds is the maximum ratio of the likelihoods of the best correction and another
// one for which both are searched for. Of the corrections 1 to 4 times less likely than
// the best, one in four was meant in codespell's slips (35 % of the closest, 19 % at 4)
// and one in three in random edits of the corpus; beyond 6 times one in ten.
const closeOdds = 4

// editOdds returns how likely it is that one edit turned the candidate into the
// typed word; 0 if they are not one edit apart.
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
		case i == len(typed) || len(typed) < minReplaced:
		case equal(typed[i+1:], candidate[i+1:]):
			odds = otherEdit
			if isVowel(typed[i]) && isVowel(candidate[i]) {
				odds = vowelEdit
			}
		case i+1 < len(typed) && typed[i] == candidate[i+1] && typed[i+1] == candidate[i] &&
			equal(typed[i+2:], candidate[i+2:]):
			odds = lightEdit
		}
	case -1:
		switch {
		case len(typed) < minReplaced || !equal(typed[i+1:], candidate[i:]):
		case i > 0 && typed[i] == typed[i-1]:
			odds = doubledEdit
		default:
			odds = otherEdit
		}
	}
	if len(candidate) > 0 && typed[0] == candidate[0] {
		odds *= sameStart
	}
	return odds
}

func isVowel(r rune) bool { return strings.ContainsRune("aeiouy", r) }

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
