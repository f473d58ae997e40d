package bleveindex

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"griot/generator/search"
)

// corpus makes documents out of a fixed vocabulary, the same for the same seed.
func corpus(n, words int, seed uint64) ([]Ref, map[string]search.Document) {
	rng := rand.New(rand.NewPCG(seed, 1))
	zipf := rand.NewZipf(rng, 1.1, 4, 20_000)
	refs := make([]Ref, n)
	docs := make(map[string]search.Document, n)
	word := func() string {
		v := zipf.Uint64()
		var out strings.Builder
		for range 2 + v%4 {
			out.WriteString([]string{"ka", "no", "ré", "ti", "lu", "sœ", "ban", "dor", "mi", "pé", "sta", "vel"}[v%12])
			v = v/12 + v%7
		}
		return out.String()
	}
	text := func(n int) string {
		var out strings.Builder
		for i := range n {
			out.WriteString(word())
			if i%12 == 11 {
				out.WriteString(".\n")
			} else {
				out.WriteByte(' ')
			}
		}
		return out.String()
	}
	for i := range refs {
		id := fmt.Sprintf("fr/pages/p%05d/", i)
		doc := search.Document{
			ID: id, Lang: "fr", Kind: []string{"brief", "country", "page"}[i%3],
			Title: text(5), Headings: text(12), Summary: text(20), Body: text(words + int(rng.Uint64()%uint64(words/4+1))),
			Date:   fmt.Sprintf("20%02d-05-01", i%24),
			Facets: map[string][]string{"country": {fmt.Sprint("c", i%6)}, "outcome": {fmt.Sprint("o", i%2), "o9"}},
		}
		docs[id] = doc
		refs[i] = Ref{ID: id, Hash: fmt.Sprint("h", i)}
	}
	return refs, docs
}

func loader(docs map[string]search.Document, loaded *[]string) func(Ref) (search.Document, error) {
	lock := make(chan struct{}, 1)
	return func(r Ref) (search.Document, error) {
		lock <- struct{}{}
		*loaded = append(*loaded, r.ID)
		<-lock
		return docs[r.ID], nil
	}
}

func build(t testing.TB, dir string, refs []Ref, docs map[string]search.Document) (Stats, []string) {
	t.Helper()
	var loaded []string
	stats, err := Build(context.Background(), Options{
		Dir: filepath.Join(dir, "fr"), CacheDir: filepath.Join(dir, "cache"), Lang: "fr",
	}, refs, loader(docs, &loaded))
	if err != nil {
		t.Fatal(err)
	}
	return stats, loaded
}

func TestBuildLoadsOnlyChangedBlocks(t *testing.T) {
	dir := t.TempDir()
	refs, docs := corpus(1500, 30, 1)
	stats, loaded := build(t, dir, refs, docs)
	if stats.Docs != 1500 || stats.Blocks < 2 || stats.Rebuilt != stats.Blocks || len(loaded) != 1500 {
		t.Fatalf("first build: %+v, loaded %d", stats, len(loaded))
	}
	if stats, loaded = build(t, dir, refs, docs); !stats.Unchanged || len(loaded) != 0 {
		t.Errorf("same again: %+v, loaded %d", stats, len(loaded))
	}
	refs[700].Hash = "changed"
	if stats, loaded = build(t, dir, refs, docs); stats.Rebuilt != 1 || len(loaded) > maxBlock {
		t.Errorf("one changed: %+v, loaded %d", stats, len(loaded))
	}
	fewer := append(refs[:300:300], refs[301:]...)
	if stats, _ = build(t, dir, fewer, docs); stats.Docs != 1499 || stats.Rebuilt > 2 {
		t.Errorf("one removed: %+v", stats)
	}
	cached, err := filepath.Glob(filepath.Join(dir, "cache", "fr", "*"))
	if err != nil || len(cached) != stats.Blocks {
		t.Errorf("%d files in the cache for %d blocks", len(cached), stats.Blocks)
	}
}

func TestBuildRepairsTheCache(t *testing.T) {
	dir := t.TempDir()
	refs, docs := corpus(300, 20, 2)
	build(t, dir, refs, docs)
	files, _ := filepath.Glob(filepath.Join(dir, "cache", "fr", "*.block"))
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{3, 20, 80, 120, len(data) / 2, len(data) - 1} {
		damaged := bytes.Clone(data)
		damaged[at] ^= 1
		for what, data := range map[string][]byte{"changed": damaged, "cut": data[:at], "longer": append(damaged, 0)} {
			if err := os.WriteFile(files[0], data, 0o644); err != nil {
				t.Fatal(err)
			}
			os.RemoveAll(filepath.Join(dir, "fr"))
			if stats, _ := build(t, dir, refs, docs); stats.Rebuilt != 1 {
				t.Errorf("%s at %d: %+v", what, at, stats)
			}
		}
	}
}

func TestDocumentNumbersFollowIDs(t *testing.T) {
	dir := t.TempDir()
	refs, docs := corpus(900, 10, 3)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(refs), func(i, j int) { refs[i], refs[j] = refs[j], refs[i] })
	build(t, dir, refs, docs)
	idx, err := bleve.OpenUsing(filepath.Join(dir, "fr"), map[string]any{"read_only": true})
	if err != nil {
		t.Fatal(err)
	}
	defer idx.Close()
	req := bleve.NewSearchRequestOptions(bleve.NewMatchAllQuery(), 900, 0, false)
	res, err := idx.Search(req)
	if err != nil {
		t.Fatal(err)
	}
	if res.Total != 900 || len(res.Hits) != 900 {
		t.Fatalf("%d hits of %d", len(res.Hits), res.Total)
	}
	for i := 1; i < len(res.Hits); i++ {
		if res.Hits[i-1].ID >= res.Hits[i].ID {
			t.Fatalf("%q comes before %q", res.Hits[i-1].ID, res.Hits[i].ID)
		}
	}
}

func TestBuildEmpty(t *testing.T) {
	dir := t.TempDir()
	if stats, _ := build(t, dir, nil, nil); stats.Docs != 0 {
		t.Fatalf("%+v", stats)
	}
	x, err := Open(filepath.Join(dir, "fr"))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if x.Docs() != 0 || x.Lang() != "fr" || len(x.Words()) != 0 {
		t.Errorf("docs %d, lang %q, words %d", x.Docs(), x.Lang(), len(x.Words()))
	}
}

func TestBuildRefuses(t *testing.T) {
	cases := map[string]struct {
		refs []Ref
		doc  search.Document
	}{
		"stands twice": {[]Ref{{ID: "a"}, {ID: "a"}}, search.Document{ID: "a", Lang: "fr"}},
		"no id":        {[]Ref{{}}, search.Document{Lang: "fr"}},
		"calls itself": {[]Ref{{ID: "a"}}, search.Document{ID: "b", Lang: "fr"}},
		"its language": {[]Ref{{ID: "a"}}, search.Document{ID: "a", Lang: "en"}},
		"no term id": {[]Ref{{ID: "a"}}, search.Document{ID: "a", Lang: "fr",
			Facets: map[string][]string{"tag": {"a,b"}}}},
		"control character": {[]Ref{{ID: "a\t"}}, search.Document{ID: "a\t", Lang: "fr"}},
		"unknown facet":     {[]Ref{{ID: "a"}}, search.Document{ID: "a", Lang: "fr", Facets: map[string][]string{"x": nil}}},
	}
	for want, c := range cases {
		dir := t.TempDir()
		_, err := Build(context.Background(), Options{Dir: dir + "/i", CacheDir: dir, Lang: "fr"}, c.refs,
			func(Ref) (search.Document, error) { return c.doc, nil })
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error that says %q, got %v", want, err)
		}
	}
}

// TestBuildKeepsFacetsApart builds a block in which documents with several
// values of a facet stand before others with one of them.
func TestBuildKeepsFacetsApart(t *testing.T) {
	docs := map[string]search.Document{}
	var refs []Ref
	for i, countries := range [][]string{{"mali"}, {"mali", "niger"}, {"mali"}, {"niger", "mali"}, {"niger"}} {
		id := fmt.Sprintf("fr/%d/", i)
		docs[id] = search.Document{ID: id, Lang: "fr", Facets: map[string][]string{"country": countries}}
		refs = append(refs, Ref{ID: id})
	}
	dir := t.TempDir()
	build(t, dir, refs, docs)
	x, err := Open(filepath.Join(dir, "fr"))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	column, err := x.Column("country")
	if want := "map[mali:[0 1 2 3] niger:[1 3 4]]"; err != nil || fmt.Sprint(column) != want {
		t.Errorf("countries %v, want %s, error %v", column, want, err)
	}
}
