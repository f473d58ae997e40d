package analysis

import (
	"strings"
	"testing"
)

// benchTexts are about 5 kB of each language; the index sees each word many
// times, as an analyzer remembers it.
var benchTexts = map[string]string{
	"en": strings.Repeat("Community dialogues don’t replace the courts; people’s own mediators settle land disputes in 1,325 villages. ", 45),
	"fr": strings.Repeat("Les médiateurs d’État n’ont pas remplacé l'œuvre des sœurs : « la sécurité foncière » concerne 1 325 villages. ", 45),
}

func BenchmarkTokens(b *testing.B) {
	for lang, text := range benchTexts {
		b.Run(lang, func(b *testing.B) {
			a := NewAnalyzer(lang)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				a.Tokens(text)
			}
		})
	}
}

// BenchmarkNewWords analyses words that the analyzer hasn't seen, which folds
// and stems each of them.
func BenchmarkNewWords(b *testing.B) {
	for lang, text := range benchTexts {
		b.Run(lang, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				NewAnalyzer(lang).Tokens(text[:len(text)/45])
			}
		})
	}
}
