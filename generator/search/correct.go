package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Correct finds the words that a misspelt one most likely meant: one letter
// changed, missing, too many, or two neighbours swapped. The one whose score
// (editOdds, wordScore) is highest comes first, then those close to it (isClose),
// by score and then by the alphabet. Words of two letters and words with digits
// are not corrected, words of three only to longer ones.
func Correct(words Words, folded string) Words {
	typed, ligated := []rune(folded), []rune(ligate(folded))
	if len(typed) < minCorrected || hasDigit(typed) {
		return nil
	}
	var near []scored
	best := 0
	candidate := make([]rune, 0, maxWord)
	for _, w := range words {
		if d := len(w.Folded) - len(folded); d > utf8.UTFMax || d < -utf8.UTFMax || !isClose(wordScore(w.Docs, maxOdds), best) {
			continue
		}
		candidate = appendRunes(candidate[:0], w.Folded)
		odds := editOdds(typed, candidate)
		if odds == 0 && (len(ligated) < len(typed) || strings.Contains(w.Folded, "oe")) {
			odds = editOdds(ligated, appendRunes(candidate[:0], ligate(w.Folded)))
		}
		if score := wordScore(w.Docs, odds); score > 0 && !hasDigit(candidate) {
			near = append(near, scored{w, score})
			best = max(best, score)
		}
	}
	near = slices.DeleteFunc(near, func(s scored) bool { return !isClose(s.score, best) })
	slices.SortStableFunc(near, func(a, b scored) int { return b.score - a.score })
	list := make(Words, len(near))
	for i, s := range near {
		list[i] = s.Word
	}
	return list
}

// scored is a word that a misspelt one may have meant.
type scored struct {
	Word
	score int
}

// isClose reports whether a score is so near to the best one that its word must
// be searched for too.
func isClose(score, best int) bool { return score*closeOdds*closeOdds >= best }

// wordScore orders the words that a misspelt one may have meant. Readers search
// for rare words rather than for those that are on most pages, so that of the
// number of pages only the root counts: odds times root, squared to stay whole.
func wordScore(docs, odds int) int { return docs * odds * odds }

// ligate writes oe as the one letter that it is in sœur.
func ligate(folded string) string { return strings.ReplaceAll(folded, "oe", "œ") }

func appendRunes(to []rune, s string) []rune {
	for _, r := range s {
		to = append(to, r)
	}
	return to
}

func hasDigit(word []rune) bool {
	for _, r := range word {
		if classOf(r) == digit {
			return true
		}
	}
	return false
}

// Odds of edits. A missing letter and swapped neighbours leave few other
// candidates, a wrong or a superfluous letter leave many. Measured with random
// edits of the words of the hub and of pseudo-words, and on 24 000 slips that
// people made in English (the list of codespell, frequencies of SUBTLEX): no
// set of them may lose by a change.
const (
	lightEdit   = 32 // a letter missing, neighbours swapped
	doubledEdit = 8  // a letter typed twice
	vowelEdit   = 2  // a vowel for another
	otherEdit   = 1  // a wrong or a superfluous letter
	sameStart   = 4  // times this if the first letter is right
	maxOdds     = lightEdit * sameStart
	minReplaced = 4 // letters of the shortest word that is corrected to another as long
)

// closeOdds is how many times likelier than another a word may be while both are
// searched for. Of words between 1 and 4 times less likely than the best, one in
// four was meant in codespell's slips (35 % of the closest, 19 % at 4) and one in
// three in random edits of the corpus; beyond 6 times it is one in ten.
const closeOdds = 4

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
