package typography

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Text from macOS and PDFs has accents after their letters. It gets the same spaces and
// quotation marks as text with composed letters, and the same findings.
func TestDecomposedLetters(t *testing.T) {
	cases := append(applyCases[:len(applyCases):len(applyCases)],
		struct{ lang, in, out string }{"fr", "Égalité : oui. Liberté? Qualité; priorité! Le 3 août et le 5 février.", "Égalité_: oui. Liberté~? Qualité~; priorité~! Le 3_août et le 5_février."},
		struct{ lang, in, out string }{"fr", "le vécu qu'é 8 décembre, né; «né»", "le vécu qu’é 8_décembre, né~; «~né~»"},
		struct{ lang, in, out string }{"en", "Zoé's café's \"naïveté\"", "Zoé’s café’s “naïveté”"},
	)
	for _, c := range cases {
		want := norm.NFD.String(hide(c.out))
		if got := For(c.lang).Apply(norm.NFD.String(hide(c.in)), 0, 0); got != want {
			t.Errorf("%s: got %q, want %q", c.in, show(got), show(want))
		}
	}
	for _, s := range []string{"Liberté: oui", "l'été , puis", "« né »"} {
		for _, lang := range []string{"fr", "en"} {
			composed, decomposed := For(lang).Check(s), For(lang).Check(norm.NFD.String(s))
			if len(composed) != len(decomposed) {
				t.Errorf("%s %q: %v composed, %v decomposed", lang, s, composed, decomposed)
			}
		}
	}
}
