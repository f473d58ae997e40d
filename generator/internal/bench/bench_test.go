package main

import (
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"griot/generator/internal/testkit/corpus"
)

func TestStatistics(t *testing.T) {
	for _, c := range []struct {
		values      []float64
		median, p95 float64
	}{
		{nil, 0, 0}, {[]float64{3}, 3, 3}, {[]float64{9, 1, 4}, 4, 9}, {[]float64{4, 1, 9, 2}, 3, 9},
		{[]float64{20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 10.5, 19},
	} {
		if m, p := median(c.values), percentile(c.values, 95); m != c.median || p != c.p95 {
			t.Errorf("%v: median %v, p95 %v, not %v, %v", c.values, m, p, c.median, c.p95)
		}
	}
	if got := middle([]cost{{1, 9, 5, 1}, {3, 7, 6, 3}, {2, 8, 1, 2}}); got != (cost{2, 8, 5, 2}) {
		t.Errorf("middle of the costs: %v", got)
	}
	if got := (cost{1, 2, 30, 1}).and(cost{4, 5, 6, 1}); got != (cost{5, 7, 30, 0}) {
		t.Errorf("one after the other: %v", got)
	}
}

func TestTable(t *testing.T) {
	var b table
	b.rows = []row{
		{chapter: "builds", size: 10_000, what: "w", unit: "s", griot: 4, peer: 40, peerName: "Hugo", target: atMostRatio(0.2)},
		{chapter: "builds", what: "w", unit: "s", griot: 1.25, target: atMost(1)},
		{chapter: "scale", size: 100_000, what: "m", unit: "MB", griot: 2500.4, target: atMost(3000)},
		{chapter: "builds", size: 100, what: "w", griot: 99, unit: "%", target: atLeast(90), peer: 0, peerName: "Pagefind"},
		{chapter: "builds", size: 100, what: "x", griot: 9, unit: "s", target: atMostRatio(0.2)},
	}
	b.sort()
	want := `## Builds

| pages per language | what | Griot  | peer |          | ratio | target      | holds  |
|--------------------|------|--------|------|----------|-------|-------------|--------|
| the real hub       | w    | 1.25 s |      |          |       | ≤ 1 s       | **no** |
| 100                | w    | 99 %   | 0 %  | Pagefind |       | ≥ 90 %      | yes    |
| 100                | x    | 9 s    |      |          |       | ratio ≤ 0.2 |        |
| 10 000             | w    | 4 s    | 40 s | Hugo     | 0.100 | ratio ≤ 0.2 | yes    |

## Scale

| pages per language | what | Griot    | peer |  | ratio | target    | holds |
|--------------------|------|----------|------|--|-------|-----------|-------|
| 100 000            | m    | 2500 MB  |      |  |       | ≤ 3000 MB | yes   |
`
	if got := strings.ReplaceAll(b.markdown(), "\u202f", " "); squeezed(got) != squeezed(want) {
		t.Errorf("the table is\n%s", got)
	}
}

// squeezed is a table without what only aligns it.
func squeezed(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "-", "")), " ")
}

func TestPlot(t *testing.T) {
	costs := []sizeCost{
		{"Griot", 100, cost{1, 2, 3, 0}}, {"Hugo", 100, cost{2, 2, 3, 0}}, {"Griot", 1000, cost{8, 16, 3, 0}},
		{"Hugo", 1000, cost{30, 40, 3, 0}}, {"Hugo + Pagefind", 1000, cost{}}, {"Griot", 100_000, cost{900, 1500, 3, 0}},
	}
	drawn := plot(costs)
	for d := xml.NewDecoder(strings.NewReader(drawn)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, drawn)
		}
	}
	if n := strings.Count(drawn, "<circle"); n != 10 {
		t.Errorf("%d points, not 10", n)
	}
	if strings.Contains(drawn, "Pagefind") || strings.Contains(drawn, "NaN") || strings.Contains(drawn, "Inf") {
		t.Errorf("what wasn't measured is drawn:\n%s", drawn)
	}
	if plot(costs[:2]) != "" || plot(nil) != "" {
		t.Error("a single size is drawn")
	}
}

// TestBothSidesHaveTheSamePages compares each page of the Hugo site with
// Griot's: the same text, the same words in the front matter, and in
// translations what Griot takes from the source.
func TestBothSidesHaveTheSamePages(t *testing.T) {
	const size = 30
	dir := t.TempDir()
	s := newSite(dir, size)
	if err := writeSite(s); err != nil {
		t.Fatal(err)
	}
	words, bytes := 0, 0
	for number := 1; number <= size; number++ {
		types := map[string]bool{}
		for _, lang := range languages {
			griot, hugo := read(t, filepath.Join(s.griot, page(number, lang))), read(t, filepath.Join(s.hugo, page(number, lang)))
			words, bytes = words+len(strings.Fields(griot)), bytes+len(griot)
			mine, text := split([]byte(griot))
			theirs, same := split([]byte(hugo))
			if string(text) != string(same) {
				t.Errorf("page %d in %s has another text", number, lang)
			}
			for line := range strings.Lines(string(mine)) {
				name, _, _ := strings.Cut(line, ":")
				if renamed[name] == "" && !slices.Contains(dropped, name) && !strings.Contains(string(theirs), line) {
					t.Errorf("page %d in %s lacks %q", number, lang, line)
				}
			}
			for _, name := range []string{"\ndate: 20", "\nyears: [\"20", "\ncountries: [", "\noutcomes: [", "\ntopics: ["} {
				if strings.Count(string(theirs), name) != 1 {
					t.Errorf("page %d in %s: %d times %q", number, lang, strings.Count(string(theirs), name), name)
				}
			}
			_, kind, _ := strings.Cut(string(theirs), "\ntypes: ")
			kind, _, _ = strings.Cut(kind, "\n")
			types[kind] = true
		}
		if len(types) != 1 || types[""] {
			t.Errorf("page %d has the types %v", number, types)
		}
	}
	words, bytes = words/(2*size), bytes/(2*size)
	if words < 840 || words > 920 || bytes < 6900 || bytes > 7700 {
		t.Errorf("a page has %d words and %d bytes, README.md says about 880 and 7 300", words, bytes)
	}
	if text := read(t, filepath.Join(s.hugo, page(25, "fr"))); !strings.HasSuffix(text, "\nL’État a signé.\n") {
		t.Errorf("page 25 ends in %q", text[len(text)-40:])
	}
	if text := read(t, filepath.Join(s.hugo, "content", "search.fr.md")); !strings.Contains(text, "\nlayout: search\nurl: /fr/recherche/\n---\n") {
		t.Errorf("the search page is %q", text)
	}
	read(t, filepath.Join(s.hugo, "layouts", "_partials", "entry.html"))
}

func TestEditWord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.md")
	if err := os.WriteFile(path, []byte("---\n---\nOne two.\n\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := editWord(path, "three"); err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); got != "---\n---\nOne three.\n" {
		t.Errorf("%q", got)
	}
}

func TestFlags(t *testing.T) {
	o, err := parse([]string{"-sizes", "1000,hub,100", "-rows", "builds,search"})
	if err != nil || !slices.Equal(o.sizes, []int{hubSize, 100, 1000}) || !slices.Equal(o.rows, []string{"builds", "search"}) || o.out != "" {
		t.Errorf("%+v, %v", o, err)
	}
	if o, err := parse(nil); err != nil || o.out == "" || len(o.rows) != len(chapters) {
		t.Errorf("%+v, %v", o, err)
	}
	for _, args := range [][]string{{"-sizes", "many"}, {"-sizes", "2"}, {"-sizes", "0"}, {"-rows", "lunch"}} {
		if _, err := parse(args); err == nil {
			t.Errorf("%v: no error", args)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestEditsShowTheirWord makes the ten edits one after the other on a page of
// the corpus: each adds its word, once, and keeps those before it.
func TestEditsShowTheirWord(t *testing.T) {
	dir := t.TempDir()
	if err := corpus.Write(dir, 5, seed); err != nil {
		t.Fatal(err)
	}
	text := read(t, filepath.Join(dir, page(5, "en")))
	for i, e := range edits {
		text = e.change(text, "zebra"+string(rune('a'+i)))
		for j := range i + 1 {
			if n := strings.Count(text, "zebra"+string(rune('a'+j))); n != 1 {
				t.Errorf("after %s, the word of %s is there %d times", e.name, edits[j].name, n)
			}
		}
	}
	if len(edits) != 10 || slugOf([]byte(text)) == "" {
		t.Errorf("%d edits, slug %q", len(edits), slugOf([]byte(text)))
	}
}

func TestBusy(t *testing.T) {
	for load, want := range map[string]bool{"": false, "0.00": false, "1000.5": true} {
		if busy(load) != want {
			t.Errorf("busy at a load of %q: %v", load, !want)
		}
	}
}

func TestSpreadIsOfAllRuns(t *testing.T) {
	runs := []cost{{cpu: 2}, {cpu: 1.5}, {cpu: 3}}
	if got := spread(runs, func(c cost) float64 { return c.cpu }); got != "100 %" {
		t.Errorf("spread = %s, want 100 %%", got)
	}
}
