package analysis

import "strings"

// stemFrench is Lucene's light French stemmer (Savoy), as Bleve has it under
// "stemmer_fr_light", for words that are folded already. Its limits count
// letters, and œ is one: spelled out it would make sœur long enough to lose its
// r, and become one with what ends in -euse.
func stemFrench(word string) string {
	w := []rune(Ligate(word))
	if len(w) > 5 && w[len(w)-1] == 'x' {
		if w[len(w)-3] == 'a' && w[len(w)-2] == 'u' && w[len(w)-4] != 'e' {
			w[len(w)-2] = 'l'
		}
		w = w[:len(w)-1]
	}
	if len(w) > 3 && w[len(w)-1] == 'x' {
		w = w[:len(w)-1]
	}
	if len(w) > 3 && w[len(w)-1] == 's' {
		w = w[:len(w)-1]
	}
	s := string(w)
	for _, rule := range frenchRules {
		if len(w) <= rule.longer || !strings.HasSuffix(s, rule.suffix) {
			continue
		}
		s = s[:len(s)-len(rule.suffix)] + rule.with
		w = []rune(s)
		if rule.then != "" && len(w) > rule.thenLonger && strings.HasSuffix(s, rule.then) {
			s = s[:len(s)-len(rule.then)] + rule.thenWith
			w = []rune(s)
		}
		if !rule.goOn {
			break
		}
	}
	return strings.ReplaceAll(normFrench(s), "œ", "oe")
}

// frenchRule replaces a suffix of words longer than a number of letters; then
// is a second replacement that only follows the first.
type frenchRule struct {
	longer       int
	suffix, with string
	then         string
	thenLonger   int
	thenWith     string
	goOn         bool // later rules are tried too
}

var frenchRules = []frenchRule{
	{longer: 9, suffix: "issement", with: "ir"},
	{longer: 8, suffix: "issant", with: "ir"},
	{longer: 6, suffix: "ement", with: "e", then: "ive", thenLonger: 3, thenWith: "if"},
	{longer: 11, suffix: "ficatrice", with: "fier"},
	{longer: 10, suffix: "ficateur", with: "fier"},
	{longer: 9, suffix: "catrice", with: "quer"},
	{longer: 8, suffix: "cateur", with: "quer"},
	{longer: 8, suffix: "atrice", with: "er"},
	{longer: 7, suffix: "ateur", with: "er"},
	{longer: 6, suffix: "trice", with: "teur", goOn: true},
	{longer: 7, suffix: "teuse", with: "ter"},
	{longer: 6, suffix: "teur", with: "ter"},
	{longer: 5, suffix: "euse", with: "eu"},
	{longer: 7, suffix: "ive", with: "if"},
	{longer: 4, suffix: "folle", with: "fou"},
	{longer: 4, suffix: "molle", with: "mou"},
	{longer: 9, suffix: "nnelle", with: "n"},
	{longer: 9, suffix: "nnel", with: "n"},
	{longer: 8, suffix: "ique", with: "", goOn: true},
	{longer: 8, suffix: "esse", with: "e"},
	{longer: 7, suffix: "inage", with: "in"},
	{longer: 9, suffix: "isation", with: "", then: "ual", thenLonger: 5, thenWith: "uel"},
	{longer: 9, suffix: "isateur", with: ""},
	{longer: 8, suffix: "ation", with: ""},
	{longer: 8, suffix: "ition", with: ""},
}

// normFrench undoubles letters and cuts a final ie, r, e, ee and double letter.
func normFrench(s string) string {
	w := []rune(s)
	if len(w) > 4 {
		kept := w[:1]
		for _, r := range w[1:] {
			if r != kept[len(kept)-1] || classOf(r) != letter {
				kept = append(kept, r)
			}
		}
		w = kept
	}
	if n := len(w); n > 4 && w[n-2] == 'i' && w[n-1] == 'e' {
		w = w[:n-2]
	}
	if len(w) > 4 {
		for _, last := range []rune{'r', 'e', 'e'} {
			if w[len(w)-1] == last {
				w = w[:len(w)-1]
			}
		}
		if n := len(w); w[n-1] == w[n-2] && classOf(w[n-1]) == letter {
			w = w[:n-1]
		}
	}
	return string(w)
}

// Ligate writes oe as one letter, as it is in sœur.
func Ligate(folded string) string { return strings.ReplaceAll(folded, "oe", "œ") }
