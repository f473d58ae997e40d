package analysis

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// extrasOf writes the extras of a text, each with the text that it is made from.
func extrasOf(lang, text string) string {
	var out []string
	for _, t := range NewAnalyzer(lang).Tokens(text) {
		for _, e := range t.Extras {
			out = append(out, fmt.Sprintf("%s=%s", text[t.Start:e.End], e.Term))
		}
	}
	return strings.Join(out, "; ")
}

func TestExtras(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Peace-building and co-operation", "Peace-building=peacebuild; co-operation=cooper"},
		{"en", "peace building, health cares, peace  building", "peace building=peacebuild; health cares=healthcar"},
		{"en", "a state-of-the-art design", ""}, // four words
		{"en", "non-state-actor", "non-state-actor=nonstateactor"},
		{"en", "COVID-19, 1-2, the women's-rights", "women's-rights=womenright"},
		{"fr", "week-end, cessez-le-feu, main-d’œuvre", "week-end=wekend; cessez-le-feu=cesezlefeu; main-d’œuvre=mainoeuvr"},
		{"fa", "دادگاه\u200cها", "دادگاه\u200cها=دادگاه"},
		{"en", "16.7 and 1.2.3", "16.7=16"},
		{"en", "14 April 2021", "14 April 2021=20210414; April 2021=202104"},
		{"en", "April 14th, 2021", "April 14th, 2021=20210414; April 14th, 2021=202104"},
		{"en", "2021-04-14", "2021-04-14=20210414; 2021-04-14=202104"},
		{"en", "04/14/2021 99/99/2021 2021/04", "04/14/2021=20210414; 04/14/2021=202104"},
		{"fr", "1er mai 2020, le 14.04.2021", "1er mai 2020=20200501; mai 2020=202005; 14.04.2021=20210414; 14.04.2021=202104"},
		{"xx", "peace-building 14 April 2021 2021-04-14", "peace-building=peacebuilding; 2021-04-14=20210414; 2021-04-14=202104"},
	} {
		if got := extrasOf(c.lang, c.text); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

// TestExtrasOfDocuments: extras have the position of their first word and no length.
func TestExtrasOfDocuments(t *testing.T) {
	a := NewAnalyzer("en")
	long := strings.Repeat("word ", 600)
	w := a.Analyze([]Part{{"the peace-building fund of 16.7", 2}, {long, 1}})
	positions := map[string][]int32{}
	for _, term := range w.Terms {
		positions[term.Term] = slices.Clone(term.Positions)
	}
	for term, want := range map[string]int32{"peacebuild": 2, "peac": 2, "build": 3, "16": 6, "16.7": 6} {
		if got := positions[term]; !slices.Equal(got, []int32{want}) {
			t.Errorf("%s is at %v, want %d", term, got, want)
		}
	}
	if want := RoundLength(600 + 2*4); w.Length != want {
		t.Errorf("length %d, want %d", w.Length, want)
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "10,000 10 000 1,250,000.5 16,3 1,325,20", "10000 10000 1250000.5 16.3 1,325,20"},
		{"fr", "10 000 10\u202f000 16,3 1.250.000,5", "10000 10000 16.3 1250000.5"},
		{"en", "2021 500 12 34 1 000 x 5 0000 2.5 000", "2021 500 12 34 1000 x 5 0000 2.5 000"},
		{"en", "1st 2ND 21st 1990s 4x 16+", "1 2 21 1990 4 x 16"},
		{"fr", "1er 1ʳᵉ 2e 2ème XXIe", "1 1 2 2 xxie"},
		{"ar", "١٠٬٠٠٠ ١٦٫٣ ۱۴۰۲", "10000 16.3 1402"},
		{"en", "S/RES/2250 RES2250 G5 km² A4-paper", "re 2250 re 2250 g 5 km 2 4 paper"},
	} {
		if got := strings.Join(terms(c.lang, c.text), " "); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

func TestRules(t *testing.T) {
	r := parseRules("' l d\n# st\n,\n@ jan|january feb\n+ land|sea mine *\nwomen woman\n-is{e,ing} iz{} 3 v\n-ny- n\nwa- m 2\n\n-m -")
	for word, want := range map[string]string{
		"women": "woman", "organise": "organize", "organising": "organizing", "wise": "wise", "supervise": "supervise",
		"nyonyo": "nono", "wana": "mna", "wan": "wan", "anim": "ani", "am": "am",
	} {
		if got := r.apply(word); got != want {
			t.Errorf("%q becomes %q, want %q", word, got, want)
		}
	}
	if !r.articles["d"] || !r.ordinals["st"] || !r.comma || r.months["january"] != 1 || r.months["feb"] != 2 || !r.opensWith("sea", "x") || r.opensWith("x", "mine") {
		t.Errorf("rules %+v", r)
	}
}

// TestTablesOfRules: every line of a table is read, and no word is named twice in a group.
func TestTablesOfRules(t *testing.T) {
	for _, lang := range Languages {
		table := Table("rules." + lang)
		if table == "" {
			t.Errorf("%s has no rules", lang)
		}
		for i, line := range strings.Split(table, "\n") {
			if strings.Trim(line, " ") != line || strings.Contains(line, "  ") || len(strings.Fields(line)) == 1 && line != "," {
				t.Errorf("%s, line %d: %q", lang, i+1, line)
			}
		}
	}
}
