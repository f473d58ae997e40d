package wordlist

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func list(t testing.TB, entries ...string) *List {
	t.Helper()
	l, err := Parse([]byte(strings.Join(entries, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// numbers returns the entries that a text holds, sorted, each once.
func numbers(l *List, text string, code bool) []int {
	var out []int
	l.Find(text, code, func(e Entry, start, end int) {
		if start < 0 || start >= end || end > len(text) {
			panic(fmt.Sprint("place ", start, end))
		}
		out = append(out, e.Number)
	})
	slices.Sort(out)
	return slices.Compact(out)
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		entry, text string
		want        bool
	}{
		{"Aminata", "With Aminata in it", true},
		{"Aminata", "AMINATA", true},
		{"Aminata", "(aminata)", true},
		{"Aminata", "Aminatas", false},
		{"Aminata", "Xaminata", false},
		{"Mary", "Maryland", false},
		{"Mary", "Mary's and Mary’s", true},
		{"Aminata", "l’Aminata", true},
		{"Aminata", "d'Aminata", true},
		{"Aminata", "Ami\u00adna\u200bta", true},
		{"Aminata", "A\u200dmi\ufeffnata", true},
		{"Fatoumata", "fatou\u200emata", true},
		{"Amélie", "amelie", true},
		{"Amélie", "AME\u0301LIE", true},
		{"Amelie", "Amélie", true},
		{"Kœnig", "koenig", true},
		{"Ɓintu", "bintu", true},
		{"Mary Smith", "Mary\nSmith", true},
		{"Mary Smith", "mary-smith.pdf", true},
		{"Mary Smith", "files/mary_smith/x", true},
		{"Mary Smith", "Mary, Smith", true},
		{"Mary Smith", "Smith Mary", false},
		{"Mary Smith", "Mary Ann Smith", false},
		{"Mary Smith", "Mary\x1eSmith", false},
		{"Mary Smith", "Mary Mary Smith", true},
		{"Jean-Pierre", "Jean Pierre", true},
		{"Jean-Pierre", "Jeanpierre", true},
		{"Jean Pierre Ba", "Jean-Pierre Ba", true},
		{"Jeanpierre", "jean-pierre", true},
		{"Aminata", "Ami-\nnata", true},
		{"Aminata", "d’Ami-\n  nata", true},
		{"Aminata", "Ami\x1fnata", true},
		{"Aminata", "Aminata\x1fb", true},
		{"Aminata", "Ami nata", false},
		{"O'Brien", "O’BRIEN", true},
		{"O'Brien", "Obrien", true},
		{"OBrien", "O'Brien", true},
		{"J.P. Diallo", "JP Diallo", true},
		{"JP Diallo", "J.P. Diallo", true},
		{"Ba", "b-a", false},
		{"Sy", "il s’y trouve", false},
		{"Ndiaye", "N’Diaye", true},
		{"covid19", "COVID-19", true},
		{"76 12 34 56", "tel. 76.12.34.56 x", false}, // one number, as in search
		{"76 12 34 56", "tel:+223-76-12-34-56", true},
		{"محمد", "قال مُحَمَّد ذلك", true},
		{"محمد", "محـمد", true},
		{"علي", "على", true},
		{"محمد", "محم\u200cد", true},
		{"محمد", "محمدي", false},
		{"Мария", "МАРИЯ", true},
		{"王", "老王说", true},
		{"Mary Smith", strings.Repeat("Mary ", 500) + "Smith", true},
	} {
		if got := len(numbers(list(t, c.entry), c.text, false)) > 0; got != c.want {
			t.Errorf("%q in %.60q: %t", c.entry, c.text, got)
		}
	}
}

func TestFindSeveral(t *testing.T) {
	l := list(t, "# names", "Mary", "", "Mary Smith", "Smith", "  # no", "Ba", "Bama Ko")
	if got := numbers(l, "Mary Smith Ba", false); !slices.Equal(got, []int{1, 2, 3, 4}) {
		t.Errorf("found %v", got)
	}
	if got := numbers(l, "var ba=1, mary", true); !slices.Equal(got, []int{1}) {
		t.Errorf("found %v in code", got)
	}
	if got := l.Mask("content/mary-smith/x mary.pdf"); got != "content/[entry 2]/x [entry 1].pdf" {
		t.Errorf("masked: %s", got)
	}
	if got := new(List).Mask("as it is"); got != "as it is" {
		t.Error(got)
	}
}

func TestParse(t *testing.T) {
	l, err := Parse([]byte("\xef\xbb\xbf# a\r\n\r\nMary\r\nJean-Pierre\r\n"))
	if err != nil || !slices.Equal(l.entries, []Entry{{1, 3}, {2, 4}}) {
		t.Errorf("%v, %v", l.entries, err)
	}
	l, err = Parse([]byte("\xff\xfeM\x00a\x00r\x00y\x00\n\x00"))
	if err != nil || len(numbers(l, "mary", false)) != 1 {
		t.Errorf("UTF-16: %v", err)
	}
	for text, want := range map[string]Error{
		"": {Why: Empty}, "# a\n\n": {Why: Empty}, "Mary\n--\n": {Why: Wordless, Line: 2}, "Am\xe9lie": {Why: Encoding}, "a\x00b": {Why: Encoding},
	} {
		var got *Error
		if _, err := Parse([]byte(text)); !errors.As(err, &got) || *got != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestRead(t *testing.T) {
	site, other := t.TempDir(), t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	good := write(filepath.Join(other, "words.txt"), "Mary\n")
	if l, info, err := Read(good, site); err != nil || l.Len() != 1 || info.Size() != 5 {
		t.Fatal(err)
	}
	within := write(filepath.Join(site, "words.txt"), "Mary\n")
	link, back := filepath.Join(other, "link.txt"), filepath.Join(site, "back.txt")
	for from, to := range map[string]string{link: within, back: good} {
		if err := os.Symlink(to, from); err != nil {
			t.Skip(err)
		}
	}
	for name, want := range map[string]Why{
		filepath.Join(other, "none.txt"): Missing, other: Unreadable, within: Inside, link: Inside, back: Inside,
		write(filepath.Join(other, "empty.txt"), "#\n"): Empty,
	} {
		var got *Error
		if _, _, err := Read(name, site); !errors.As(err, &got) || got.Why != want {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"Mary Smith's l’Ami-\nnata", "محم\u200cد", "S.S.R. & 10,000", "\xff-\xfe\x1f\x1e"} {
		f.Add(s)
	}
	l := list(f, "Mary", "Mary Smith", "Aminata", "محمد", "J.P. x", "10,000")
	f.Fuzz(func(t *testing.T, s string) {
		numbers(l, s, false)
		if found := numbers(l, "x "+strings.ToValidUTF8(s, " ")+" Mary Smith", false); !slices.Contains(found, 2) {
			t.Errorf("not found after %q", s)
		}
		if again := numbers(l, l.Mask(s), false); len(again) > 0 && len(numbers(list(t, "entry"), s, false)) == 0 {
			t.Errorf("%q still holds %v when masked: %q", s, again, l.Mask(s))
		}
	})
}

func BenchmarkFind(b *testing.B) {
	var entries []string
	for i := range 200 {
		entries = append(entries, fmt.Sprintf("Prenom%c%c Nom%c", 'a'+i%26, 'a'+i/26, 'a'+i%26))
	}
	l := list(b, entries...)
	text := strings.Repeat("The dialogues in the communes de l’État ont été menés par 14 équipes, with the first name. ", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		l.Find(text, false, func(Entry, int, int) { b.Fatal("found") })
	}
}

// FuzzParse reads lists: each entry of one is found in its own line.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"Mary\n# a comment\n\nl’Aminata Diop\r\nJ.P. x", "\xff\xfeM\x00a\x00", "\ufeffMary", "a-b-c\u00add", "...\n", "\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		l, err := Parse(body)
		if err != nil {
			if why := (*Error)(nil); !errors.As(err, &why) || why.Why == "" {
				t.Errorf("%q: %v", body, err)
			}
			return
		}
		if l.Len() == 0 {
			t.Errorf("%q: no entry and no error", body)
		}
		if !utf8.Valid(body) || bytes.HasPrefix(body, []byte("\xef\xbb\xbf")) {
			return // in another encoding
		}
		lines := strings.FieldsFunc(string(body), func(r rune) bool { return r == '\n' || r == '\r' })
		n := 0
		for _, line := range lines {
			if strings.TrimSpace(line) == "" || strings.HasPrefix(strings.TrimSpace(line), "#") {
				continue
			}
			if n++; strings.ContainsRune(line, Break) {
				continue // in a text it stands between what doesn't belong together
			}
			if !slices.Contains(numbers(l, line, false), n) {
				t.Errorf("entry %d isn't found in its line %q", n, line)
			}
		}
	})
}
