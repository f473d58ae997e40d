package checks

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"griot/generator/kinds"
)

// TestKindsAreComplete looks for everything that a row of the table of kinds
// refers to; what it names is what a new kind still lacks.
func TestKindsAreComplete(t *testing.T) {
	layouts := filepath.Join("..", "..", "..", "themes", "palabre", "layouts")
	file := func(kind, what string, path ...string) {
		if _, err := os.Stat(filepath.Join(path...)); err != nil {
			t.Errorf("kind %s: no %s: %v", kind, what, err)
		}
	}
	var ranks []int
	for _, k := range kinds.Builtin().All() {
		name := string(k.Name)
		file(name, "layout", layouts, k.Layout+".html")
		file(name, "layout of lists", layouts, k.List+".html")
		file(name, "archetype", "..", "..", "archetype", "archetypes", k.Archetype)
		archetype, _ := os.ReadFile(filepath.Join("..", "..", "archetype", "archetypes", k.Archetype))
		for _, f := range kinds.Builtin().Schema(k.Name) {
			if f.Required && !regexp.MustCompile(`(?m)(^|}})`+f.Name+":").Match(archetype) {
				t.Errorf("kind %s: the archetype %s lacks %s, which is required", name, k.Archetype, f.Name)
			}
		}
		for _, l := range k.Layouts {
			file(name, "layout", layouts, l.Name+".html")
		}
		for _, lang := range []string{"en", "fr"} {
			words, err := os.ReadFile(filepath.Join("..", "..", "..", "i18n", "active."+lang+".toml"))
			if err != nil {
				t.Fatal(err)
			}
			for _, key := range []string{"kind." + name, "kinds." + name} {
				if !strings.Contains(string(words), "\n"+key+" = ") {
					t.Errorf("kind %s: no word %s in i18n/active.%s.toml", name, key, lang)
				}
			}
		}
		ranks = append(ranks, k.Rank)
	}
	slices.Sort(ranks)
	if r := slices.Compact(slices.Clone(ranks)); len(r) != len(ranks) || ranks[0] != 1 || ranks[len(ranks)-1] != len(ranks) {
		t.Errorf("the ranks of the kinds are %d, not 1, 2, 3 ...", ranks)
	}
}
