package segment

import (
	"strings"
	"unicode"
)

// SplitWords splits a text into words in lower case, without signs.
func SplitWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
	})
}

// Overlap returns the share of words that two texts have in common, from 0 to
// 1 (the Dice coefficient of their bags of words).
func Overlap(a, b string) float64 {
	if a == b {
		return 1
	}
	return dice(SplitWords(a), SplitWords(b))
}

// dice is the Dice coefficient of two bags of words.
func dice(x, y []string) float64 {
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	count := make(map[string]int, len(x))
	for _, w := range x {
		count[w]++
	}
	both := 0
	for _, w := range y {
		if count[w] > 0 {
			count[w]--
			both++
		}
	}
	return 2 * float64(both) / float64(len(x)+len(y))
}

// MinLikeness is how alike two versions of a text are at least; what is less
// alike is another text.
const MinLikeness = 0.3

// minLetters is the share of letters from which on two texts are alike by their
// letters: below it all texts of a language are.
const minLetters = 0.6

// Likeness returns how alike two versions of a text are, from 0 to 1: their
// Overlap, or, for texts of few words ("Lamp", "Lamps") and for scripts without
// spaces, the share of pairs of letters that they have in common.
func Likeness(a, b string) float64 {
	words := Overlap(a, b)
	if words >= minLetters {
		return words
	}
	letters := dice(letterPairs(a), letterPairs(b))
	if letters >= minLetters || strings.ContainsFunc(a, unspaced) {
		return max(words, letters)
	}
	return words
}

// unspaced reports whether a letter is of a script without spaces between words.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan)
}

// letterPairs lists the neighbouring letters of a text, within words.
func letterPairs(text string) []string {
	var out []string
	for _, w := range SplitWords(text) {
		letters := []rune(w)
		if len(letters) == 1 {
			out = append(out, w)
		}
		for i := 1; i < len(letters); i++ {
			out = append(out, string(letters[i-1:i+1]))
		}
	}
	return out
}

// maxComparedWords is how many words of a text Percent compares.
const maxComparedWords = 400

// Percent returns how similar two texts are, as translation memories say it:
// 100 for equal texts, else at most 99, less the share of words to insert,
// delete or replace (Levenshtein distance over words; other case or signs
// count a little).
func Percent(a, b string) int {
	if a == b {
		return 100
	}
	x, y := strings.Fields(a), strings.Fields(b)
	x, y = x[:min(len(x), maxComparedWords)], y[:min(len(y), maxComparedWords)]
	longest := max(len(x), len(y))
	if longest == 0 {
		return 0
	}
	fold := func(words []string) []string {
		out := make([]string, len(words))
		for i, w := range words {
			out[i] = strings.Join(SplitWords(w), " ")
		}
		return out
	}
	fx, fy := fold(x), fold(y)
	const whole, part = 4, 1 // the cost of another word, and of the same one written otherwise
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j * whole
	}
	for i := range x {
		diagonal := row[0]
		row[0] = (i + 1) * whole
		for j := range y {
			cost := whole
			if x[i] == y[j] {
				cost = 0
			} else if fx[i] == fy[j] {
				cost = part
			}
			diagonal, row[j+1] = row[j+1], min(row[j]+whole, row[j+1]+whole, diagonal+cost)
		}
	}
	return min(99, max(0, 100-100*row[len(y)]/(longest*whole)))
}
