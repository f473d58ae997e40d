package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"griot/generator/search/analysis"
)

func planOf(t *testing.T, words map[string]int, query string, prefix bool) *Plan {
	t.Helper()
	plan, err := NewPlanner("xx", newWordLexicon("xx", words)).Plan(query, prefix, true)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func TestLimitOfClauses(t *testing.T) {
	words, query := map[string]int{}, []string{}
	for i := range 12 {
		word := "w" + strings.Repeat(string(rune('a'+i)), 6)
		words[word] = 1
		query = append(query, word, word) // a clause is added once
	}
	plan := planOf(t, words, strings.Join(query, " "), false)
	if len(plan.Clauses) != 10 || plan.Clauses[9].Terms[0] != query[18] {
		t.Errorf("%d clauses: %v", len(plan.Clauses), plan.Clauses)
	}
}

func TestLimitsOfPrefixes(t *testing.T) {
	words := map[string]int{"pre": 1}
	for i := range 12 {
		words[fmt.Sprint("pre", string(rune('a'+i)))] = 1 << i
	}
	plan := planOf(t, words, "pre", true)
	want := []string{"pre", "prel", "prek", "prej", "prei", "preh", "preg", "pref"}
	if len(plan.Clauses) != 1 || !slices.Equal(plan.Clauses[0].Terms, want) {
		t.Errorf("completions %v, want %v", plan.Clauses, want)
	}
	if plan = planOf(t, words, "pr", true); len(plan.Clauses) != 0 || len(plan.Unknown) != 0 {
		t.Errorf("two letters are neither a prefix nor unknown while typed: %+v", plan)
	}
	if plan = planOf(t, words, "pr", false); !slices.Equal(plan.Unknown, []string{"pr"}) {
		t.Errorf("two letters that no page holds: %+v", plan)
	}
	if plan = planOf(t, words, "pre ", true); !slices.Equal(plan.Clauses[0].Terms, []string{"pre"}) {
		t.Errorf("a word with a space after it isn't a prefix: %v", plan.Clauses)
	}
}

// TestThresholdsOfCorrections has candidates whose squared scores are just within
// a sixteenth of the best one's, and just beyond it.
func TestThresholdsOfCorrections(t *testing.T) {
	for _, c := range []struct {
		words map[string]int
		typed string
		want  string
	}{
		{map[string]int{"bela": 16, "bula": 1}, "bxla", "bela bula"},
		{map[string]int{"bela": 24, "bula": 1}, "bxla", "bela"},
		{map[string]int{"bela": 4, "bula": 3, "bola": 2, "bila": 1}, "bxla", "bela bula bola"}, // three at most
		{map[string]int{"belas": 1, "bexa": 1}, "bela", "belas"},                               // odds 32 to 1
		{map[string]int{"belas": 1, "kelax": 15}, "belax", "belas kelax"},                      // the first letter counts
		{map[string]int{"abel": 1}, "bel", "abel"},                                             // three letters: longer ones
		{map[string]int{"bal": 1}, "bel", ""},
		{map[string]int{"bal": 1}, "b1l", ""},
	} {
		plan := planOf(t, c.words, c.typed, false)
		got := ""
		if len(plan.Clauses) > 0 {
			got = strings.Join(plan.Clauses[0].Terms, " ")
		}
		if got != c.want {
			t.Errorf("%q in %v: corrections %q, want %q", c.typed, c.words, got, c.want)
		}
	}
}

func TestQueryIsCut(t *testing.T) {
	for query, want := range map[string]int{
		strings.Repeat("a", 400): 400, strings.Repeat("a", 401): 400, strings.Repeat("a", 399) + "é": 399, strings.Repeat("a", 398) + "éa": 400,
	} {
		if got := len(cutQuery(query)); got != want {
			t.Errorf("%d bytes are cut to %d, want %d", len(query), got, want)
		}
	}
}

func TestPhraseMatches(t *testing.T) {
	phrase := Phrase{Terms: []string{"a", "b"}, Offsets: []int{0, 2}} // a stop word is between them
	for _, c := range []struct {
		a, b []uint32
		want bool
	}{
		{[]uint32{1}, []uint32{3}, true}, {[]uint32{1}, []uint32{2}, false}, {[]uint32{1}, []uint32{4}, false},
		{[]uint32{5}, []uint32{3}, false}, {[]uint32{1, 9}, []uint32{2, 11}, true}, {nil, []uint32{3}, false},
	} {
		if got := phrase.Matches([][]uint32{c.a, c.b}); got != c.want {
			t.Errorf("%v %v: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestPhraseKeepsGapsOfStopWords(t *testing.T) {
	plan, err := NewPlanner("en", newWordLexicon("en", map[string]int{"rule": 1, "law": 1})).Plan(`"the rule of law"`, false, true)
	if err != nil || len(plan.Phrases) != 1 || !slices.Equal(plan.Phrases[0].Offsets, []int{0, 2}) {
		t.Errorf("phrases %v, error %v", plan.Phrases, err)
	}
}

func TestRoundedPagesOfWords(t *testing.T) {
	for docs, want := range map[int]int{1: 1, 3: 3, 4: 4, 5: 4, 6: 6, 7: 6, 8: 8, 11: 8, 12: 12, 1023: 768, 1024: 1024} {
		if got := analysis.RoundFreq(docs); got != want {
			t.Errorf("RoundFreq(%d) = %d, want %d", docs, got, want)
		}
	}
}
