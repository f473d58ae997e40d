package analysis

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func terms(lang, text string) []string {
	var out []string
	for _, t := range NewAnalyzer(lang).Tokens(text) {
		if t.Term != "" {
			out = append(out, t.Term)
		}
	}
	return out
}

func TestTokens(t *testing.T) {
	cases := []struct{ lang, text, want string }{
		{"xx", "Two words", "two words"},
		{"xx", "l'État et l’État", "letat et letat"},
		{"xx", "co-opération", "co operation"},
		{"xx", "2.5 and 1,325 or 3. x", "2.5 and 1325 or 3 x"},
		{"xx", "the S.S.R. of U.N. and e.g. this.That", "the ssr of un and eg this that"},
		{"xx", "J.F.Kennedy", "jf kennedy"},
		{"fr", "L&A, R&D. AT&T", "l&a r&d at"},
		{"xx", "rock'n'roll 'quoted' dogs'", "rocknroll quoted dogs"},
		{"xx", "R2P covid19 1325(2000)", "r 2 p covid 19 1325 2000"},
		{"xx", "soft\u00adhyphen e\u0301te\u0301", "softhyphen ete"},
		{"xx", "😀 peace ❤️ ok", "peace ok"},
		{"xx", "平和 and ひら カタカナ", "平 和 and ひ ら カタカナ"},
		{"xx", "ПРАВО Δίκη Բարեւ", "право δικη բարեւ"},
		{"xx", "السَّلام", "السلام"},
		{"xx", "bad\xffbytes", "bad bytes"},
		{"xx", "ɓauna Ƙasa ŋɔɔn", "bauna kasa noon"},
		{"fr", "l'État d’État l’état", "etat etat etat"},
		{"fr", "Sécurité, sécurités, securite", "securit securit securit"},
		{"fr", "cœur œuvre Œuvres", "coeur oeuvr oeuvr"},
		{"fr", "soeurs sœur soeuses danseurs danseuses", "soeur soeur soeus danseu danseu"},
		{"fr", "qu'il n'est pas jusqu’à été", ""},
		{"fr", "aujourd’hui", "aujourdhui"},
		{"fr", "médiation médiateurs", "medi medi"},
		{"en", "Côte d'Ivoire's women's policing of the police", "cote ivoir woman polic polic"},
		{"en", "it's don’t they're", ""},
		{"en", "transitional justice", "transit justic"},
	}
	for _, c := range cases {
		if got := strings.Join(terms(c.lang, c.text), " "); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

func TestTokenPositionsAndWords(t *testing.T) {
	got := NewAnalyzer("fr").Tokens("La réforme de l’État")
	if len(got) != 4 || got[0].Term != "" || got[3].Pos != 4 || got[3].Word != "état" {
		t.Fatalf("got %+v", got)
	}
	if text := "La réforme de l’État"[got[3].Start:got[3].End]; text != "l’État" {
		t.Errorf("the last word spans %q", text)
	}
}

func TestAnalyze(t *testing.T) {
	a := NewAnalyzer("en")
	w := a.Analyze([]Part{{"Justice", 3}, {"Peace\nJustice", 2}, {"A summary", 1}, {"Justice for all.\nPeace", 1}})
	var justice TermFreq
	for _, u := range w.Terms {
		if u.Term == "justic" {
			justice = u
		}
	}
	if justice.Freq != 6 || !slices.Equal(justice.Positions, []int32{1, 23, 46}) {
		t.Errorf("justice: %+v", justice)
	}
	if w.Length != 480 {
		t.Errorf("length %d, want that of short documents, 480", w.Length)
	}
	if long := a.Analyze([]Part{{strings.Repeat("peace ", 300), 2}}); long.Length != 576 {
		t.Errorf("length %d of 600 words, want 576", long.Length)
	}
	a.Spellings()
	a.Analyze([]Part{{"Justice", 3}, {"Peace\nJustice", 2}, {"A summary", 1}, {"Justice for all.\nPeace", 1}})
	if !slices.IsSortedFunc(w.Terms, func(a, b TermFreq) int { return strings.Compare(a.Term, b.Term) }) {
		t.Error("terms are not sorted")
	}
	a.Analyze([]Part{{"Peace, not a peace of summaries", 1}})
	want := Words{{"justice", "justice", 1}, {"peace", "peace", 2}, {"summaries", "summaries", 1}, {"summary", "summary", 1}}
	if got := a.Spellings(); !slices.Equal(got, want) {
		t.Errorf("spellings %v, want %v", got, want)
	}
	if got := a.Spellings(); len(got) > 0 {
		t.Errorf("spellings %v of no documents", got)
	}
}

// TestAnalyzeSorts analyzes documents whose terms come in no order, so that some
// have a rank and some don't.
func TestAnalyzeSorts(t *testing.T) {
	a := NewAnalyzer("")
	rng := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		want := map[string]bool{}
		var body strings.Builder
		for range 100 {
			word := letters(rng.Uint64()%5000) + "x"
			want[word] = true
			body.WriteString(word + " ")
		}
		var got []string
		for _, u := range a.Analyze([]Part{{body.String(), 1}}).Terms {
			got = append(got, u.Term)
		}
		if all := slices.Sorted(maps.Keys(want)); !slices.Equal(got, all) {
			t.Fatalf("terms %q, want %q", got, all)
		}
	}
}

// letters writes a number in letters.
func letters(n uint64) string {
	out := ""
	for ; n > 0; n /= 26 {
		out += string(rune('a' + n%26))
	}
	return out
}

func TestRoundLength(t *testing.T) {
	for n, want := range map[int]int{0: 0, 1: 1, 7: 7, 8: 9, 9: 9, 16: 18, 639: 576, 640: 704, 767: 704} {
		if got := RoundLength(n); got != want {
			t.Errorf("RoundLength(%d) = %d, want %d", n, got, want)
		}
	}
}

func TestFoldIsStable(t *testing.T) {
	for r := rune(0); r < 0x30000; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		once := Fold(string(r))
		if twice := Fold(once); once != twice {
			t.Fatalf("%U folds to %q, which folds to %q", r, once, twice)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"l’État", "S.S.R. 2.5", "平和😀", "e\u0301\u00ad", "a.b.c'd’1", "\xff\xfe", "d'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []string{"en", "fr", "ar"} {
			end := 0
			for _, tok := range NewAnalyzer(lang).Tokens(text) {
				if tok.Start < end || tok.End <= tok.Start || tok.End > len(text) {
					t.Fatalf("%q: token %+v after byte %d", text, tok, end)
				}
				end = tok.End
				if !utf8.ValidString(tok.Term) || strings.Contains(tok.Term, " ") {
					t.Fatalf("%q: term %q", text, tok.Term)
				}
				if tok.Word != "" && Fold(tok.Word) == "" {
					t.Fatalf("%q: word %q folds to nothing", text, tok.Word)
				}
			}
		}
	})
}

// TestNames looks at a term's frequency, which tells the length of the shortest name.
func TestNames(t *testing.T) {
	got := NewAnalyzer("en").Names([]string{"The rule of law and justice", "Justice", "Rule of law", ""})
	want := []NameTerm{{"justic", NameFreq(1)}, {"law", NameFreq(2)}, {"rule", NameFreq(2)}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	got = NewAnalyzer("en").Names([]string{"Peace-building in Mali"})
	want = []NameTerm{{"build", NameFreq(3)}, {"mali", NameFreq(2)}, {"peac", NameFreq(3)}, {"peacebuild", NameFreq(2)}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for n := 1; n < 20; n++ {
		if f := NameFreq(n); f != RoundFreq(f) || f < NameFreq(n+1) || n < 11 && f == NameFreq(n+1) {
			t.Errorf("a name of %d terms has frequency %d", n, f)
		}
	}
}
