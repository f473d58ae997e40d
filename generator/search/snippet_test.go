package search

import (
	"strings"
	"testing"

	"griot/generator/search/analysis"
)

func TestSnippet(t *testing.T) {
	a := analysis.NewAnalyzer("en")
	long := strings.Repeat("one two three four five six seven. ", 9)
	cases := []struct{ text, words, want string }{
		{"The police of the county.\nPeace.", "police county", "The |police| of the |county|."},
		{"No match here", "police", ""},
		{"Police.\n(Police and peace) came", "police peace", "(|Police| and |peace|) came"},
		{"The peace-building fund.", "peacebuilding", "The |peace-building| fund."},
		{"On 14 April 2021, the court", "20210414 court", "On |14 April 2021|, the |court|"},
		{long + "the police came. " + long, "police",
			"…three four five six seven. the |police| came. one two three four five six seven. one two three four five six seven. one two three four five six seven. one …"},
	}
	for _, c := range cases {
		wanted := map[string]bool{}
		for _, word := range strings.Fields(c.words) {
			for _, tok := range a.Tokens(word) {
				wanted[tok.Term] = true
			}
		}
		if got := strings.Join(Snippet(a, c.text, wanted), "|"); got != c.want {
			t.Errorf("%q in %.40q:\n got %q\nwant %q", c.words, c.text, got, c.want)
		}
	}
}
