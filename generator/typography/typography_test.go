package typography

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// show makes no-break spaces visible: _ for U+00A0, ~ for U+202F.
func show(s string) string {
	return strings.NewReplacer("\u00a0", "_", "\u202f", "~").Replace(s)
}

func hide(s string) string {
	return strings.NewReplacer("_", "\u00a0", "~", "\u202f").Replace(s)
}

var applyCases = []struct{ lang, in, out string }{
	// Spaces before marks.
	{"fr", "Est-ce vrai ? Oui ! Ou bien ; enfin : non.", "Est-ce vrai~? Oui~! Ou bien~; enfin_: non."},
	{"fr", "Est-ce vrai_?", "Est-ce vrai~?"},
	{"fr", "Est-ce vrai?", "Est-ce vrai~?"},
	{"fr", "Quoi ?! Non !!!", "Quoi~?! Non~!!!"},
	{"fr", "En RDC: « oui ».", "En RDC_: «~oui~»."},
	{"fr", "(vraiment ?) « Ah ! » (?)", "(vraiment~?) «~Ah~!~» (?)"},
	{"fr", "?", "?"},
	// Guillemets.
	{"fr", "« Un mot »", "«~Un mot~»"},
	{"fr", "«Un mot»", "«~Un mot~»"},
	{"fr", "«~Un mot_» : « deux »", "«~Un mot~»_: «~deux~»"},
	{"fr", "la page « À propos », puis", "la page «~À propos~», puis"},
	// Apostrophes, ellipses.
	{"fr", "l'État, aujourd'hui, qu'« on » dit", "l’État, aujourd’hui, qu’«~on~» dit"},
	{"fr", "Et puis... quoi ?", "Et puis… quoi~?"},
	{"fr", "voir ../pays/mali.md et ....", "voir ../pays/mali.md et ...."},
	{"fr", "Qui?... Moi!", "Qui~?… Moi~!"},
	{"fr", "5' 3''", "5' 3''"},
	// Numbers, dates, titles.
	{"fr", "1 000 personnes, 12 345 678 €, 3 %", "1~000 personnes, 12~345~678_€, 3~%"},
	{"fr", "en 2021 100 personnes ; le 01 23 45 67", "en 2021 100 personnes~; le 01 23 45 67"},
	{"fr", "la loi n° 22/065 du 14 avril 2021, le 1er mai", "la loi n°_22/065 du 14_avril 2021, le 1er_mai"},
	{"fr", "2021 avril, hier mai, 100 mars", "2021 avril, hier mai, 100 mars"},
	{"fr", "M. Diallo, Mme Keïta, art. 5, p. 12, M. et", "M._Diallo, Mme_Keïta, art._5, p._12, M. et"},
	{"fr", "Ils en ont vu. Des gens.", "Ils en ont vu. Des gens."},
	// What is not prose.
	{"fr", "https://example.org/?a=b;c:d et a@b.org: oui", "https://example.org/?a=b;c:d et a@b.org: oui"},
	{"fr", "https://example.org/x?", "https://example.org/x?"},
	{"fr", "à 10:30, ratio 1:2", "à 10:30, ratio 1:2"},
	{"fr-BE", "Vrai ?", "Vrai~?"},

	{"en", `"Yes," she said, "it's theirs."`, "“Yes,” she said, “it’s theirs.”"},
	{"en", `the '90s, the people's 'voice', 5' tall`, "the ’90s, the people’s ‘voice’, 5' tall"},
	{"en", `("so") "'so'"`, "(“so”) “‘so’”"},
	{"en", "Wait... no", "Wait… no"},
	{"en", "2021-2022, 2021-01, 2021-2022-2023, doi 10/2001-2002-x, (1999-2003).", "2021–2022, 2021-01, 2021-2022-2023, doi 10/2001-2002-x, (1999–2003)."},
	{"en", "14 April 2021, Law No. 22/065, pp. 3-5. No. It is", "14_April 2021, Law No._22/065, pp._3-5. No. It is"},
	{"en", "Really? Yes: 10:30; https://example.org/?q=2001-2002", "Really? Yes: 10:30; https://example.org/?q=2001-2002"},

	{"ar", `"x" ... l'y ?`, `"x" ... l'y ?`},
	{"", "a ?", "a ?"},
}

func TestApply(t *testing.T) {
	for _, c := range applyCases {
		rules := For(c.lang)
		got := rules.Apply(hide(c.in), 0, 0)
		if show(got) != c.out {
			t.Errorf("%s: %q\n got %q\nwant %q", c.lang, c.in, show(got), c.out)
		}
		if again := rules.Apply(got, 0, 0); again != got {
			t.Errorf("%s: %q is not stable: %q, then %q", c.lang, c.in, show(got), show(again))
		}
	}
}

// TestPieces applies the rules to a text in two pieces, divided at every character
// in turn, as markup does.
func TestPieces(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"fr", "vrai ?", "vrai~?"}, {"fr", "«mot»", "«~mot~»"}, {"fr", "l'eau", "l’eau"}, {"fr", "Non : oui", "Non_: oui"},
		{"en", `a "word" it's`, "a “word” it’s"},
	} {
		rules := For(c.lang)
		for i := range c.in {
			if i == 0 {
				continue
			}
			first, second := c.in[:i], c.in[i:]
			next, _ := utf8.DecodeRuneInString(second)
			prev, _ := utf8.DecodeLastRuneInString(first)
			got := rules.Apply(first, 0, next)
			if last, _ := utf8.DecodeLastRuneInString(got); last != 0 {
				prev = last
			}
			got += rules.Apply(second, prev, 0)
			if show(got) != c.want {
				t.Errorf("%q cut at %d: got %q, want %q", c.in, i, show(got), c.want)
			}
		}
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		lang, in string
		want     []Finding
	}{
		{"fr", "Bien sûr ? « Oui » : l’État, 10:30.", nil},
		{"fr", "Vrai? Oui:", []Finding{{4, 1, SpaceMissing, "~?"}, {9, 1, SpaceMissing, "_:"}}},
		{"fr", "«Oui»", []Finding{{0, 2, SpaceMissing, "«~"}, {5, 2, SpaceMissing, "~»"}}},
		{"fr", `un "mot"`, []Finding{{3, 1, QuoteStraight, "«~"}, {7, 1, QuoteStraight, "~»"}}},
		{"fr", "un “mot” et « un “autre” »", []Finding{{3, 3, QuoteForeign, "«~"}, {9, 3, QuoteForeign, "~»"}}},
		{"fr", "12,500 personnes", []Finding{{0, 6, NumberForeign, "12~500"}}},
		{"fr", "a , b  c .", []Finding{{1, 1, SpaceSurplus, ""}, {5, 2, SpaceSurplus, " "}, {8, 1, SpaceSurplus, ""}}},
		{"en", "Is it so? Yes: 10:30.", nil},
		{"en", "Is it so ? Yes :", []Finding{{8, 1, SpaceSurplus, ""}, {14, 1, SpaceSurplus, ""}}},
		{"en", "the « word » here", []Finding{{4, 3, QuoteForeign, "“"}, {11, 3, QuoteForeign, "”"}}},
		{"en", "12~500 people in 2021 100", []Finding{{0, 8, NumberForeign, "12,500"}}},
		{"ar", "x ? y", nil},
	} {
		got := For(c.lang).Check(hide(c.in))
		for i := range got {
			got[i].Fix = show(got[i].Fix)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %q: %s", c.lang, c.in, d)
		}
	}
}

// FuzzApply looks for text that the rules harm: letters and digits stay, and
// applying twice changes nothing.
func FuzzApply(f *testing.F) {
	for _, c := range applyCases {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		for _, lang := range []string{"fr", "en"} {
			rules := For(lang)
			got := rules.Apply(in, 0, 0)
			if letters(got) != letters(in) {
				t.Errorf("%s: %q became %q", lang, in, got)
			}
			if again := rules.Apply(got, 0, 0); again != got {
				t.Errorf("%s: %q is not stable: %q, then %q", lang, in, got, again)
			}
			for _, f := range rules.Check(in) {
				if f.Offset < 0 || f.Len <= 0 || f.Offset+f.Len > len(in) {
					t.Errorf("%s: %q: finding %+v lies outside", lang, in, f)
				}
			}
		}
	})
}

// letters returns a text without what the rules may change.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', noBreak, narrowNoBreak, thin, '"', '\'', '“', '”', '‘', '’', '.', '…', '-', '–':
			return -1
		}
		return r
	}, s)
}

func BenchmarkFrench(b *testing.B) {
	text := []byte(strings.Repeat("Une loi ne vient pas d’elle-même : « encore » faut-il, le 14 avril, savoir qu’elle existe ! ", 50))
	rules := For("fr")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var dst []byte
	for b.Loop() {
		dst = rules.Append(dst[:0], text, 0, 0)
	}
}
