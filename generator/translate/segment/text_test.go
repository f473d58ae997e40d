package segment

import (
	"maps"
	"strings"
	"testing"
)

func TestNormal(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a  b\n c\t d ", "a b c d"}, {"", ""}, {" ", ""}, {"a\r\nb", "a b"},
		{"a  \nb", "a\\\nb"}, {"a\\\nb", "a\\\nb"}, {"a\\\\\nb", `a\\ b`}, {"a\u00a0:\nb", "a\u00a0: b"},
		{"a\\", `a\`}, {"a  \n  \nb", "a\\\nb"},
	} {
		if got := Normal(c.in); got != c.want {
			t.Errorf("%q: %q, not %q", c.in, got, c.want)
		}
	}
}

func FuzzNormal(f *testing.F) {
	f.Add("a  \nb\\\n\\\\\nc \\ \n")
	f.Fuzz(func(t *testing.T, s string) {
		once := Normal(s)
		if twice := Normal(once); twice != once {
			t.Fatalf("%q: %q, then %q", s, once, twice)
		}
		if strip := func(s string) string {
			return strings.Map(func(r rune) rune {
				if isBlank(r) || r == '\\' {
					return -1
				}
				return r
			}, s)
		}; strip(s) != strip(once) {
			t.Fatalf("%q: %q lost something", s, once)
		}
	})
}

func TestWithoutPaths(t *testing.T) {
	for in, want := range map[string]string{
		"see [a](../b/c.md#d) and [e](https://f.g/h)": "see [a]() and [e](https://f.g/h)",
		"![x](i(1).png \"t\") [y](<z w>)":             "![x]( \"t\") [y]()",
		"[a](b":                                       "[a](b",
		"[m](mailto:a@b.c)":                           "[m](mailto:a@b.c)",
	} {
		if got := withoutPaths(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestCopies(t *testing.T) {
	for text, want := range map[string]bool{
		"Mali": false, "African Security Sector Network": false, "Justice Action Coalition": false,
		"The law has been adopted.": true, "Women in local security committees": true, "2021": false,
		"`griot build`": false, "Just Future": false,
	} {
		if IsProse(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
	for text, want := range map[string]bool{"2021": true, "16.3": true, "`code`": true, "[2](a/b.md)": true, "Mali": false, "{{.Count}}": true} {
		if IsNeutral(text) != want {
			t.Errorf("%q: neutral is %v", text, !want)
		}
	}
	for text, want := range map[string]int{"L’État, c’est-à-dire 22/065.": 4, "": 0, "un deux": 2} {
		if got := CountWords(text); got != want {
			t.Errorf("%q: %d words", text, got)
		}
	}
}

func TestInvariants(t *testing.T) {
	for text, want := range map[string]map[string]int{
		"":                                    nil,
		"Nothing of the Kind, E nor a":        nil,
		"In 2021, 1 250,5 of 3/4":             {"2021": 1, "1 250,5": 1, "3/4": 1},
		"12 000 and 12 000":                   {"12 000": 2},
		"at 7.":                               {"7": 1},
		"SSR, (ONU) and UNs, SSRx, ÉTAT":      {"SSR": 1, "ONU": 1, "ÉTAT": 1},
		"see [it](a b) and [that](https://x)": {"](a": 1, "](https://x": 1},
		"`go test` and ` and `":               {"`go test`": 1, "` and `": 1},
		"a note[^1] and [^] x[^two]":          {"[^1]": 1, "[^two]": 1},
	} {
		if got := Invariants(text); !maps.Equal(got, want) {
			t.Errorf("%q: %v, not %v", text, got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"The law is new.", "The law is new.", 100}, {"The law is new.", "the law is new", 88}, {"The law is new.", "The law is old.", 75},
		{"one two", "three four", 0}, {"", "a", 0}, {"a b c d e f g h i j", "a b c d e f g h i j k", 91},
	} {
		if got := Percent(c.a, c.b); got != c.want {
			t.Errorf("%q, %q: %d, not %d", c.a, c.b, got, c.want)
		}
	}
}

func TestPseudo(t *testing.T) {
	for in, want := range map[string]string{
		"Search": "⟦Šéářçħ ẋẋ⟧", "": "", "12 %": "12 %", "{{.Count}} documents": "⟦{{.Count}} đóçúɱéñţš ẋẋ⟧",
		"Read <b>more</b> &amp; AT&T": "⟦Řéáđ <b>ɱóřé</b> &amp; ÁŢ&Ţ ẋẋ⟧", "⟦Šéářçħ⟧": "⟦Šéářçħ⟧", "a < b & c": "⟦á < ƀ & ç⟧",
	} {
		if got := Pseudo(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}
