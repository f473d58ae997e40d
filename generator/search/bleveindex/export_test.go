package bleveindex

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"griot/generator/search"
	"griot/generator/search/export"
)

// exportAll exports an index with the texts of docs, and checks that every file
// is announced once.
func exportAll(t testing.TB, x *Index, docs map[string]search.Document, opts export.Options) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	opts.Text = func(r search.StoredFields) (string, error) { return docs[r.ID].Body, nil }
	manifest, err := export.Write(context.Background(), x, func(path string, data []byte) error {
		if files[path] != nil {
			return fmt.Errorf("%s is written twice", path)
		}
		files[path] = data
		return nil
	}, opts)
	if err != nil {
		t.Fatal(err)
	}
	if opts.Published == nil && manifest.Written != len(files) || !slices.IsSorted(manifest.Files) {
		t.Fatalf("%d files written, %d announced", len(files), manifest.Written)
	}
	return files
}

func openBuilt(t testing.TB, dir string, refs []Ref, docs map[string]search.Document) *Index {
	t.Helper()
	build(t, dir, refs, docs)
	x, err := Open(filepath.Join(dir, "fr"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func TestExportIsDeterministic(t *testing.T) {
	refs, docs := corpus(300, 60, 7)
	a := exportAll(t, openBuilt(t, t.TempDir(), refs, docs), docs, export.Options{})
	slices.Reverse(refs)
	b := exportAll(t, openBuilt(t, t.TempDir(), refs, docs), docs, export.Options{})
	if len(a) != len(b) {
		t.Fatalf("%d files, then %d", len(a), len(b))
	}
	for path, data := range a {
		if !bytes.Equal(data, b[path]) {
			t.Errorf("%s differs", path)
		}
	}
}

// TestExportAfterAnEdit changes one page, and looks at how many files other than
// its own are written again: its record and text, one word's postings and the
// word list, each with the few that share their hash.
func TestExportAfterAnEdit(t *testing.T) {
	for _, edit := range []struct {
		name      string
		change    func(body string) string
		positions int // files of them
	}{
		{"a word more, all after it move", func(body string) string { return strings.Replace(body, " ", " mangrove ", 1) }, 1000},
		{"another word", func(body string) string { return body[:strings.LastIndex(body, " ")] + " mangrove" }, 2},
	} {
		t.Run(edit.name, func(t *testing.T) {
			refs, docs := corpus(600, 150, 8)
			for id, d := range docs {
				d.Body += "pour finir simplement"
				docs[id] = d
			}
			dir := t.TempDir()
			before := exportAll(t, openBuilt(t, dir, refs, docs), docs, export.Options{})
			doc := docs[refs[120].ID]
			doc.Body = edit.change(doc.Body)
			docs[doc.ID] = doc
			refs[120].Hash = "edited"
			after := exportAll(t, openBuilt(t, dir, refs, docs), docs, export.Options{
				Published: func(path string) bool { return before[path] != nil },
			})
			whole := exportAll(t, openBuilt(t, dir, refs, docs), docs, export.Options{})
			kinds := newFiles(t, before, after, whole)
			if kinds["r"] > 8 || kinds["fr"] > 8 || kinds["p"] > 48 || kinds["w"] > 16 || kinds["q"] > edit.positions {
				t.Errorf("new files: %v", kinds)
			}
		})
	}
}

// newFiles counts the files by kind that an export after an edit has written,
// and sees that these and those from before are the whole export.
func newFiles(t *testing.T, before, after, whole map[string][]byte) map[string]int {
	kinds := map[string]int{}
	for path, data := range whole {
		if got := cmp.Or(string(after[path]), string(before[path])); got != string(data) {
			t.Errorf("%s is not what a whole export has", path)
		}
	}
	for path, data := range after {
		if whole[path] == nil {
			t.Errorf("%s is not in a whole export", path)
		}
		switch {
		case path == "search/fr.js":
		case before[path] == nil:
			kinds[strings.Split(path, "/")[2]]++
		default:
			t.Errorf("%s is written again, %d bytes", path, len(data))
		}
	}
	return kinds
}

func TestExportOfNothing(t *testing.T) {
	files := exportAll(t, openBuilt(t, t.TempDir(), nil, nil), nil, export.Options{})
	if files["search/fr.js"] == nil {
		t.Errorf("no table of contents among %d files", len(files))
	}
}

func TestTextsOfAnExport(t *testing.T) {
	refs, docs := corpus(40, 30, 9)
	x := openBuilt(t, t.TempDir(), refs, docs)
	for _, group := range []int{1, 4} {
		site := fstest.MapFS{}
		opts := export.Options{TextGroup: group, Shards: export.ShardLimits{Stored: 6}}
		for path, data := range exportAll(t, x, docs, opts) {
			site[path] = &fstest.MapFile{Data: data}
		}
		texts := export.NewPublished(site)
		for doc := range 40 {
			r, err := x.StoredFields(doc)
			if err != nil {
				t.Fatal(err)
			}
			text, err := texts.Text(search.Hit{ID: r.ID, Lang: "fr", Doc: doc})
			if err != nil || text != docs[r.ID].Body {
				t.Fatalf("text %d of %s: %.30q, error %v", doc, r.ID, text, err)
			}
		}
		for path, f := range site {
			if strings.Contains(path, "/text/") {
				f.Data = f.Data[:len(f.Data)/2]
			}
		}
		if _, err := texts.Text(search.Hit{Lang: "fr"}); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("half a file: %v", err)
		}
		if _, err := texts.Text(search.Hit{Lang: "fr", Doc: 99}); err == nil {
			t.Error("a document that isn't there should be an error")
		}
		if _, err := texts.Text(search.Hit{Lang: "de"}); err == nil {
			t.Error("a language that isn't there should be an error")
		}
	}
}

// TestExportOfFewFiles asks for half as many files as usual and for a tenth.
func TestExportOfFewFiles(t *testing.T) {
	refs, docs := corpus(600, 60, 1)
	x := openBuilt(t, t.TempDir(), refs, docs)
	last := 1 << 30
	for _, files := range []int{0, 600, 120} {
		n := 0
		for path := range exportAll(t, x, docs, export.Options{Shards: export.LimitsFor(files, 1)}) {
			if !strings.HasPrefix(path, "search/text/") {
				n++
			}
		}
		if n >= last || files > 0 && n > files {
			t.Errorf("%d files asked for: %d, after %d", files, n, last)
		}
		last = n
	}
}
