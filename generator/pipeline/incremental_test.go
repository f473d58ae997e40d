package pipeline_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"griot/generator/diag"
	"griot/generator/internal/testkit/corpus"
	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
	"griot/generator/search"
	"griot/generator/search/bleveindex"
)

// TestIncrementalEqualsClean edits a site at random and, after each edit,
// compares the incremental build with a clean one, byte for byte. The indexes'
// own files differ from build to build, so their answers are compared.
func TestIncrementalEqualsClean(t *testing.T) {
	edits := 120
	if testing.Short() {
		edits = 10
	}
	if raceEnabled {
		edits = 8 // each takes some ten times as long
	}
	runEdits(t, 5, edits, 1)
}

// TestIncrementalEqualsCleanLarge does the same on a large site.
func TestIncrementalEqualsCleanLarge(t *testing.T) {
	if testing.Short() || raceEnabled {
		t.Skip("builds 1 000 pages per language twelve times; race tests use the small site")
	}
	runEdits(t, 1000, 6, 2)
}

func runEdits(t *testing.T, pairs, edits int, seed uint64) {
	dir := t.TempDir()
	if err := corpus.Write(dir, pairs, seed); err != nil {
		t.Fatal(err)
	}
	e := &editor{dir: dir, rand: rand.New(rand.NewPCG(seed, 7)), pairs: pairs}
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, pipeline.Options{Dir: dir, Out: out})
	done := map[string]int{}
	for i := range edits {
		what := e.edit(t)
		clean := t.TempDir()
		o := pipeline.Options{Dir: dir, Out: filepath.Join(clean, "public"), Cache: filepath.Join(clean, "cache")}
		list, cleanList := bothBuilds(t, pipeline.Options{Dir: dir, Out: out}, o, fmt.Sprintf("edit %d, %s", i, what))
		if d := cmp.Diff(cleanList, list); d != "" {
			t.Fatalf("edit %d, %s: the diagnostics differ (-clean +incremental):\n%s", i, what, d)
		}
		if list.Errors() > 0 {
			e.undo(t)
			continue
		}
		kind, _, _ := strings.Cut(what, ":")
		done[kind]++
		if d := differences(t, o.Out, out); d != "" {
			t.Fatalf("edit %d, %s: the incremental build is not the clean one:\n%s", i, what, d)
		}
		if err := os.RemoveAll(clean); err != nil {
			t.Fatal(err)
		}
	}
	if n := edits * 2 / 3; len(done) < min(n, 12) {
		t.Errorf("only these edits were made: %v", done)
	}
}

// asClean builds a site into out, incrementally, and clean into another folder, and compares
// what is published and said. The site may have no errors.
func asClean(t *testing.T, dir, out, what string) {
	t.Helper()
	clean := t.TempDir()
	o := pipeline.Options{Dir: dir, Out: filepath.Join(clean, "public"), Cache: filepath.Join(clean, "cache")}
	list, cleanList := bothBuilds(t, pipeline.Options{Dir: dir, Out: out}, o, what)
	if list.Errors() > 0 {
		t.Fatalf("%s: %s", what, text(list))
	}
	if d := cmp.Diff(cleanList, list); d != "" {
		t.Errorf("%s: the diagnostics differ (-clean +incremental):\n%s", what, d)
	}
	if d := differences(t, o.Out, out); d != "" {
		t.Fatalf("%s: the incremental build is not the clean one:\n%s", what, d)
	}
}

// bothBuilds runs an incremental and a clean build side by side.
func bothBuilds(t *testing.T, incremental, clean pipeline.Options, what string) (list, cleanList diag.List) {
	t.Helper()
	var work errgroup.Group
	work.Go(func() (err error) { _, list, err = pipeline.Build(context.Background(), incremental); return err })
	work.Go(func() (err error) { _, cleanList, err = pipeline.Build(context.Background(), clean); return err })
	if err := work.Wait(); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	return list, cleanList
}

func mustBuild(t *testing.T, o pipeline.Options) pipeline.Summary {
	t.Helper()
	sum, list, err := pipeline.Build(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if list.Errors() > 0 {
		t.Fatalf("the site has errors:\n%s", text(list))
	}
	return sum
}

func text(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		if d.Severity == diag.Error {
			fmt.Fprintln(&b, d)
		}
	}
	return b.String()
}

// differences says how two output folders differ, or "".
func differences(t *testing.T, want, got string) string {
	t.Helper()
	const indexes = "search/bleve/"
	w := folder.Files(t, want, append(folder.Earlier(t, want), indexes)...)
	g := folder.Files(t, got, append(folder.Earlier(t, got), indexes)...)
	var out []string
	for name, body := range w {
		if other, ok := g[name]; !ok {
			out = append(out, "missing: "+name)
		} else if body != other {
			out = append(out, fmt.Sprintf("differs: %s\n%s", name, cmp.Diff(body, other)))
		}
	}
	for name := range g {
		if _, ok := w[name]; !ok {
			out = append(out, "too much: "+name)
		}
	}
	slices.Sort(out)
	for _, lang := range []string{"en", "fr", "ar"} {
		if d := cmp.Diff(answers(t, want, lang), answers(t, got, lang)); d != "" {
			out = append(out, "answers in "+lang+": "+d)
		}
	}
	return strings.Join(out[:min(len(out), 8)], "\n")
}

// answers returns what an index finds for a few queries.
func answers(t *testing.T, out, lang string) []string {
	t.Helper()
	dir := filepath.Join(out, "search", "bleve", lang)
	if _, err := os.Stat(dir); err != nil {
		return nil
	}
	ix, err := bleveindex.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	searcher := search.NewSearcher([]search.Index{ix}, search.SearcherOptions{})
	var given []string
	for _, query := range []string{"", "etat", "title", "page added", "extra", "land", "word1 word2", "one"} {
		res, err := searcher.Search(context.Background(), search.Request{Query: query, Lang: lang, Limit: 20, Facets: true})
		if err != nil {
			t.Fatal(err)
		}
		given = append(given, fmt.Sprintf("%s %s %d %v", query, res.Mode, res.Total, res.Facets))
		for _, h := range res.Hits {
			given = append(given, fmt.Sprintf("%s %q %.12f", h.ID, h.Title, h.Score))
		}
	}
	return given
}
