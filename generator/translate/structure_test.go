package translate

import (
	"fmt"
	"strings"
	"testing"

	"griot/generator/translate/state"
)

// differencesOf lists differences as "what source>target", with their lines.
func differencesOf(s *UnitPair) string {
	var out []string
	for _, d := range s.differences(false) {
		out = append(out, fmt.Sprintf("%s %d>%d", d.What, d.Source, d.Target))
	}
	return strings.Join(out, ", ")
}

func TestDifferences(t *testing.T) {
	const en = "# A\n\nOne.\n\nTwo.\n\n## B\n\n> [!NOTE]\n> Three.\n>\n> Four.\n\n```go\nx := 1\n```\n\n# C\n\nFive.\n"
	const fr = "## Ah\n\nUn.\n\nDeux.\n\n### Bé\n\n> [!NOTE]\n> Trois.\n>\n> Quatre.\n\n```go\nx := 1\n```\n\n## Cé\n\nCinq.\n"
	change := func(old, replacement string) string { return strings.Replace(en, old, replacement, 1) }
	for _, c := range []struct{ name, now, want string }{
		{"built alike, one level lower", en, ""},
		{"a text under another heading", change("Two.\n\n", "") + "\nTwo.\n", "moved 22>7"},
		{"a text before all headings", "Two.\n\n" + change("Two.\n\n", ""), "moved 3>7"},
		{"a text under a heading that is new", change("Two.", "## New\n\nTwo."), ""},
		{"sections in another order", "# C\n\nFive.\n\n" + strings.Replace(en, "\n# C\n\nFive.\n", "", 1), "moved 3>20"},
		{"a level", change("## B", "### B"), "level 9>9"},
		{"a kind of box", change("NOTE", "TIP"), "box 12>12"},
		{"no box any more", change("> [!NOTE]\n> Three.\n>\n> Four.", "Three.\n\nFour."), "box 11>12"},
		{"code", change("x := 1", "x := 2"), "code 16>16"},
		{"the language of code", change("```go", "```rust"), "code 16>16"},
		{"code that is new", en + "\n    y\n", "code 24>0"},
		{"code that is gone", change("```go\nx := 1\n```\n", ""), "code 0>16"},
		{"code that moved", change("```go\nx := 1\n```\n\n", "") + "\n```go\nx := 1\n```\n", ""},
	} {
		s := bodyPair(en, c.now, fr, fr)
		if got := differencesOf(s); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		s.Records = append(s.Records, s.structureRecords(true)...)
		if got := differencesOf(s); got != "" && !strings.HasSuffix(got, ">0") && !strings.Contains(got, " 0>") {
			t.Errorf("%s: accepted, and still %q", c.name, got)
		}
		if pairs := state.Compare(s.Source, s.Target, state.History{Records: s.Records}); len(pairs) != len(s.Pairs) {
			t.Errorf("%s: %d pairs with structure records, %d without", c.name, len(pairs), len(s.Pairs))
		}
	}
	unmarked := bodyPair(en, change("NOTE", "TIP"), fr, fr)
	unmarked.Records = nil
	if got := differencesOf(unmarked); got != "" {
		t.Errorf("never marked: %q", got)
	}
}
