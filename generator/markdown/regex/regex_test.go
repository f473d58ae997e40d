package regex

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/dlclark/regexp2/v2"
)

// describe returns the groups of a match.
func describe(m *regexp2.Match) string {
	if m == nil {
		return "no match"
	}
	var b strings.Builder
	for _, g := range m.Groups() {
		if len(g.Captures) == 0 {
			fmt.Fprintf(&b, "%s=none ", g.Name)
			continue
		}
		fmt.Fprintf(&b, "%s=%d+%d ", g.Name, g.RuneIndex, g.RuneLength)
	}
	return b.String()
}

// TestSameAsRegexp2 compares matches at each place of some texts.
func TestSameAsRegexp2(t *testing.T) {
	texts := []string{"", "aab\nab abc", "foo(bar) foo_1 \"x\\\"y\" 'z'", "aaaa", "été É\n\n x=1;", "<a><b></b></a>", "abab abAB"}
	for _, pattern := range []string{
		`a*b`, `a*?b`, `(a|ab)(c|bcd)?`, `(?m)^\w+$`, `(?i)ab(AB)`, `(\w)\1`, `(?i)(ab)\1`, `(?<=a)b`, `(?<!a)b`, `(?<=(a+))b`, `a(?=b)`, `a(?!b)`, `(?>a+)a`, `(?>a+)b`,
		`(a*)*`, `(a*)+b`, `(a?){2,3}`, `(a?){2,3}?b`, `(?:a|b){1,2}?\b`, `(?<q>['"])(\\.|[^\\])*?\k<q>`, `(a)?(?(1)b|c)`, `(?(a)aa|\w)`, `\b\w+\B`, `\Aa`, `b\z`, `c\Z`, `[^\W\d]+\s*(\()`, `(\s*)((?:\w+)(?:\s+\w+)*?)`, `((?:a|b)+?)b`, `<(\w+)>.*?</\1>`, `(x|y|)*;`, `\p{L}+`, `.{2,3}`, `.{2,3}?a`, `(?s).+`, `(?:)`, `a{0}b`, `(a(b)?)+`,
	} {
		want := regexp2.MustCompile(`\G(?:` + pattern + `)`)
		m := &Meter{}
		got, err := Compile(`\G(?:`+pattern+`)`, m)
		if err != nil {
			t.Errorf("%s: %v", pattern, err)
			continue
		}
		for _, text := range texts {
			runes := []rune(text)
			for at := range len(runes) + 1 {
				m.Steps = 10000
				a, _ := want.FindRunesMatchStartingAt(runes, at)
				b, err := got.FindRunesMatchStartingAt(runes, at)
				if describe(a) != describe(b) || err != nil {
					t.Errorf("%s at %d of %q: %s, not %s (%v)", pattern, at, text, describe(b), describe(a), err)
				}
			}
		}
	}
}

// TestSteps lets patterns backtrack without end.
func TestSteps(t *testing.T) {
	for _, c := range []struct{ pattern, text string }{
		{`(a+)+b`, strings.Repeat("a", 60)},
		{`(a|aa)+b`, strings.Repeat("a", 60)},
		{`(?:.|\n)*?b`, strings.Repeat("a", 1000000)},
		{`(?=(a+)+b)`, strings.Repeat("a", 60)},
	} {
		m := &Meter{Steps: 3000000}
		re, err := Compile(c.pattern, m)
		if err != nil {
			t.Fatal(err)
		}
		found, err := re.FindRunesMatchStartingAt([]rune(c.text), 0)
		if found != nil || !errors.Is(err, ErrSteps) || m.Steps > 0 {
			t.Errorf("%s: %v, %v, %d steps left", c.pattern, found, err, m.Steps)
		}
	}
}
