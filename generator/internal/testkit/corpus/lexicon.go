package corpus

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	forms = 30_000  // different words of a language
	slots = 1 << 20 // resolution of the frequencies; the rarest word has one slot
)

// lexicon is the words of a language, drawn in proportion to their frequency.
type lexicon struct {
	lang    *language
	words   []string
	content []string // the words that are not particles
	draw    []uint16 // slot -> index into words
}

// newLexicon makes the words of a language. The n-th word has a frequency in
// proportion to 1/(n+2.7), which is Zipf's law as Mandelbrot corrected it.
func newLexicon(lang *language, seed uint64) *lexicon {
	random := rand.New(rand.NewPCG(seed, hashOf(lang.code)))
	l := &lexicon{lang: lang, words: slices.Clone(lang.particles)}
	known := map[string]bool{}
	for _, word := range l.words {
		known[word] = true
	}
	for len(l.words) < forms {
		stem := lang.stem(random, 2+len(l.words)/(forms/4))
		for _, ending := range lang.classes[random.IntN(len(lang.classes))] {
			word := stem + ending
			if known[word] || utf8.RuneCountInString(word) < 3 || len(l.words) == forms {
				continue
			}
			known[word] = true
			l.words = append(l.words, word)
		}
	}
	l.content = l.words[len(lang.particles):]

	total := 0.0
	for i := range l.words {
		total += 1 / (float64(i) + 2.7)
	}
	sum := 0.0
	for i := range l.words {
		sum += 1 / (float64(i) + 2.7)
		for len(l.draw) < int(sum/total*slots) {
			l.draw = append(l.draw, uint16(i))
		}
	}
	for len(l.draw) < slots {
		l.draw = append(l.draw, uint16(forms-1))
	}
	return l
}

// stem makes one syllable to the given number of them; frequent words are short.
func (lang *language) stem(random *rand.Rand, most int) string {
	var b strings.Builder
	for range 1 + random.IntN(min(most, 4)) {
		b.WriteString(lang.onsets[random.IntN(len(lang.onsets))])
		b.WriteString(lang.nuclei[random.IntN(len(lang.nuclei))])
	}
	b.WriteString(lang.codas[random.IntN(len(lang.codas))])
	return b.String()
}

// word draws any word by its frequency.
func (l *lexicon) word(random *rand.Rand) string { return l.words[l.draw[random.Uint32()%slots]] }

// noun draws a word that is not a particle, by its frequency.
func (l *lexicon) noun(random *rand.Rand) string {
	for range 20 {
		if i := int(l.draw[random.Uint32()%slots]); i >= len(l.lang.particles) {
			return l.words[i]
		}
	}
	return l.content[0]
}

// startsWithVowel reports whether French elides the word before this one.
func startsWithVowel(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return strings.ContainsRune("aeiouhéèêâîôïœà", r)
}

// hashOf is FNV-1a, 64 bits.
func hashOf(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
