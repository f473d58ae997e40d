package analysis

import "strings"

// stemEnglish is Porter's stemmer (An algorithm for suffix stripping, 1980,
// with his later departures), as Bleve has it under "stemmer_porter". A suffix
// never is the whole word.
func stemEnglish(word string) string {
	if len([]rune(word)) <= 2 {
		return word
	}
	s := plural(word)
	s = pastAndIng(s)
	if stem, ok := cut(s, "y"); ok && hasVowel(stem) {
		s = stem + "i"
	}
	s = replaceSuffix(s, porterStep2, 0)
	s = replaceSuffix(s, porterStep3, 0)
	s = replaceSuffix(s, porterStep4, 1)
	if strings.HasSuffix(s, "e") {
		stem := s[:len(s)-1]
		if m := measure(stem); m > 1 || m == 1 && !shortEnd(stem) {
			s = stem
		}
	}
	if strings.HasSuffix(s, "ll") && measure(s[:len(s)-1]) > 1 {
		s = s[:len(s)-1]
	}
	return s
}

// cut removes a suffix, if something stands before it.
func cut(s, suffix string) (string, bool) {
	if len(s) <= len(suffix) || !strings.HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

// plural is step 1a.
func plural(s string) string {
	if stem, ok := cut(s, "sses"); ok {
		return stem + "ss"
	}
	if stem, ok := cut(s, "ies"); ok {
		return stem + "i"
	}
	if _, ok := cut(s, "ss"); ok {
		return s
	}
	stem, _ := cut(s, "s")
	return stem
}

// pastAndIng is step 1b.
func pastAndIng(s string) string {
	if stem, ok := cut(s, "eed"); ok {
		if measure(stem) > 0 {
			return stem + "ee"
		}
		return s
	}
	stem, ok := cut(s, "ed")
	if !ok {
		stem, ok = cut(s, "ing")
	}
	if !ok || !hasVowel(stem) {
		return s
	}
	for _, end := range []string{"at", "bl", "iz"} {
		if _, ok := cut(stem, end); ok {
			return stem + "e"
		}
	}
	w := []rune(stem)
	n := len(w)
	switch {
	case n > 1 && w[n-1] == w[n-2] && consonant(w, n-1) && !strings.ContainsRune("lsz", w[n-1]):
		return string(w[:n-1])
	case measure(stem) == 1 && shortEnd(stem):
		return stem + "e"
	}
	return stem
}

// porterStep contains the suffixes of a step in the order they are tried, each
// followed by its replacement.
type porterStep [][2]string

var porterStep2 = porterStep{
	{"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"}, {"bli", "ble"},
	{"alli", "al"}, {"entli", "ent"}, {"eli", "e"}, {"ousli", "ous"}, {"ization", "ize"}, {"ation", "ate"},
	{"ator", "ate"}, {"alism", "al"}, {"iveness", "ive"}, {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"},
	{"iviti", "ive"}, {"biliti", "ble"}, {"logi", "log"},
}

var porterStep3 = porterStep{
	{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"}, {"ical", "ic"}, {"ful", ""}, {"ness", ""},
}

var porterStep4 = porterStep{
	{"al", ""}, {"ance", ""}, {"ence", ""}, {"er", ""}, {"ic", ""}, {"able", ""}, {"ible", ""}, {"ant", ""},
	{"ement", ""}, {"ment", ""}, {"ent", ""}, {"ion", ""}, {"ou", ""}, {"ism", ""}, {"ate", ""}, {"iti", ""},
	{"ous", ""}, {"ive", ""}, {"ize", ""},
}

// replaceSuffix applies the first suffix that fits, if what stands before it
// measures more than min; no later suffix is tried.
func replaceSuffix(s string, step porterStep, min int) string {
	for _, pair := range step {
		stem, ok := cut(s, pair[0])
		if !ok {
			continue
		}
		if measure(stem) <= min || pair[0] == "ion" && !strings.ContainsAny(stem[len(stem)-1:], "st") {
			return s
		}
		return stem + pair[1]
	}
	return s
}

// consonants says of each letter whether it is a consonant; y is one at the
// start and after a vowel.
func consonants(w []rune) []bool {
	out := make([]bool, len(w))
	for i, r := range w {
		switch r {
		case 'a', 'e', 'i', 'o', 'u':
		case 'y':
			out[i] = i == 0 || !out[i-1]
		default:
			out[i] = true
		}
	}
	return out
}

func consonant(w []rune, i int) bool { return consonants(w)[i] }

func hasVowel(s string) bool {
	for _, c := range consonants([]rune(s)) {
		if !c {
			return true
		}
	}
	return false
}

// measure counts the sequences of vowels followed by consonants.
func measure(s string) int {
	m, vowel := 0, false
	for _, c := range consonants([]rune(s)) {
		if c && vowel {
			m++
		}
		vowel = !c
	}
	return m
}

// shortEnd reports whether the word ends in consonant, vowel, consonant, the
// last not w, x or y.
func shortEnd(s string) bool {
	w := []rune(s)
	n := len(w)
	if n < 3 || strings.ContainsRune("wxy", w[n-1]) {
		return false
	}
	c := consonants(w)
	return c[n-3] && !c[n-2] && c[n-1]
}
