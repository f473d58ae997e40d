package check

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/config"
	"griot/generator/internal/testkit/translated"
	"griot/generator/translate/segment"
)

// spoil puts mistakes that Fix can fix, and some that it can't, between the words
// of a file.
func spoil(r *rand.Rand, text string) string {
	mistakes := []string{" ? ", "? ", " l'État ", " «oui» ", " 12,500 ", " 3.5 % ", " 1ère ", " le 1 mai ", " Etats ", ": ", " ; ", " n° ", "  ", " 14/04/2021 "}
	head, body, _ := strings.Cut(text[len("---"):], "---") // colons and apostrophes would need quotation marks there
	if body != "" {
		quoted := slices.DeleteFunc(slices.Clone(mistakes), func(m string) bool { return strings.ContainsAny(m, ":'") })
		return "---" + insert(r, head, quoted) + "---" + insert(r, body, mistakes)
	}
	return text
}

// insert puts texts in place of some spaces between plain words.
func insert(r *rand.Rand, text string, mistakes []string) string {
	words := strings.Split(text, " ")
	var b strings.Builder
	for i, w := range words {
		switch {
		case i == 0:
		case r.IntN(3) == 0 && plainWord(w) && plainWord(words[i-1]):
			b.WriteString(mistakes[r.IntN(len(mistakes))])
		default:
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// plainWord reports whether a word has letters and digits only, so that no markup is near.
func plainWord(w string) bool {
	return w != "" && !strings.ContainsFunc(w, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != 'é' && r != 'à' })
}

// TestFixChangesNothingElse fixes random sites with mistakes: no byte outside of
// the segments changes, nothing becomes stale, and a second run changes nothing.
func TestFixChangesNothingElse(t *testing.T) {
	total := 0
	for seed := range uint64(200) {
		s, r := translated.Random(t, seed)
		for _, name := range s.Names() {
			if strings.HasSuffix(name, ".md") {
				s.Write(name, spoil(r, s.Read(name)))
			}
		}
		s.Mark()
		before, states := s.Files(), s.Status("fr")
		n := fix(s)
		after := s.Files()
		for name, text := range after {
			if text != before[name] && !strings.HasPrefix(name, "i18n/state/") {
				translated.CheckWritten(t, parse(t, name, before[name]), parse(t, name, text))
			}
		}
		if now := s.Status("fr"); now != states || t.Failed() {
			t.Fatalf("seed %d: the states were %+v and are %+v\n%s", seed, states, now, cmp.Diff(before, after))
		}
		if again := fix(s); again > 0 || !maps.Equal(after, s.Files()) {
			t.Fatalf("seed %d: %d places were fixed, and %d by a second run\n%s", seed, n, again, cmp.Diff(after, s.Files()))
		}
		total += n
	}
	if t.Logf("%d places fixed", total); total < 800 {
		t.Error("too few; the test is of no use")
	}
}

// fix checks and fixes a site.
func fix(s *translated.Site) int {
	s.Helper()
	d := s.Project()
	found, err := Run(d, d.Units(), &Config{}, nil)
	if err != nil {
		s.Fatal(err)
	}
	batch := d.Batch()
	n, err := Fix(batch, found)
	if err != nil {
		s.Fatal(err)
	}
	s.Commit(batch)
	return n
}

func parse(t *testing.T, name, text string) *segment.Document {
	t.Helper()
	_, lang, page := strings.Cut(strings.TrimSuffix(name, ".md"), ".")
	switch {
	case name == config.File:
		return segment.ParseHub("fr", []string{"en", "fr"}, []byte(text))
	case strings.HasSuffix(name, ".toml"):
		return segment.ParseMessages(name[len("i18n/active."):len(name)-len(".toml")], []byte(text))
	case page && strings.HasSuffix(name, ".md"):
		return segment.ParsePage("", lang, name, []byte(text))
	}
	t.Fatalf("%s has changed", name)
	return nil
}
