package commit

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/cache"
	"griot/generator/internal/testkit/folder"
)

// A testSite is a site by path. Files contain lines "needs PATH" and "links PATH".
// Hits are the pages that search leads to; without any there is no index.
type testSite struct {
	files map[string]string
	hits  []string
	// earlier are search files of earlier builds that stay.
	earlier Earlier
}

const (
	indexPath  = "search/bleve/en"
	mainSearch = "search/en.js"
)

var (
	oldSite = testSite{map[string]string{
		"assets/old.css":     "old style",
		"assets/kept.js":     "script",
		"index.html":         "needs assets/old.css\nneeds assets/kept.js\nlinks en/index.html\n",
		"en/index.html":      "needs assets/old.css\nlinks en/gone/index.html\nlinks en/stays/index.html\n",
		"en/gone/index.html": "needs assets/old.css\nneeds assets/gone.png\n",
		// Its page sorts after the files that it needs.
		"assets/gone.png":     "picture",
		"en/stays/index.html": "needs assets/kept.js\n",
		"en/feed.xml":         "links en/gone/index.html\n",
	}, []string{"en/gone/index.html", "en/stays/index.html"}, nil}
	newSite = testSite{map[string]string{
		"assets/new.css":      "new style",
		"assets/kept.js":      "script",
		"index.html":          "needs assets/new.css\nneeds assets/kept.js\nlinks en/index.html\nlinks en/zebra/index.html\n",
		"en/index.html":       "needs assets/new.css\nlinks en/stays/index.html\nlinks en/zebra/index.html\n",
		"en/zebra/index.html": "needs assets/new.css\nneeds zebra/picture.png\n",
		"zebra/picture.png":   "picture",
		"en/stays/index.html": "needs assets/kept.js\n",
		"en/feed.xml":         "links en/zebra/index.html\n",
	}, []string{"en/stays/index.html", "en/zebra/index.html"}, nil}
)

// without returns a copy of a site that lacks a file.
func (s testSite) without(path string) testSite {
	files := maps.Clone(s.files)
	delete(files, path)
	return testSite{files: files, hits: s.hits}
}

// build publishes a site, as the pipeline does. The change of the output folder
// with the given number fails, and so do all after it; 0 means none.
func build(t *testing.T, out string, site testSite, failAt int) (changes int, result Result, err error) {
	t.Helper()
	return buildFlushing(t, out, site, failAt, nil)
}

// buildFlushing calls flushed, unless it is nil, whenever the output folder is durable.
func buildFlushing(t *testing.T, out string, site testSite, failAt int, flushed func()) (changes int, result Result, err error) {
	t.Helper()
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	present, err := Scan(out)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(out, present)
	if err != nil {
		t.Fatal(err)
	}
	s.flushed = flushed
	s.interrupt = func() error {
		if changes == 0 {
			checkFlushed(t, s)
		}
		if changes++; failAt > 0 && changes >= failAt {
			return errInterrupted
		}
		return nil
	}
	var outputs []Output
	for _, pages := range []bool{false, true} {
		for _, path := range slices.Sorted(maps.Keys(site.files)) {
			if page := strings.HasSuffix(path, ".html"); page == pages {
				o := Output{Path: path, Page: page}
				o.Stamp, _ = s.Present(path)
				if f, differs := stage(t, s, path, site.files[path]); differs {
					o.Stage(f)
				}
				outputs = append(outputs, o)
			}
		}
	}
	var indexes []*Index
	if len(site.hits) > 0 {
		indexes = append(indexes, stageIndex(t, s, site.hits))
	}
	result, err = s.Commit(outputs, indexes, site.earlier)
	if err == nil {
		checkStamps(t, out, outputs, indexes)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return changes, result, err
}

func stage(t *testing.T, s *Staging, path, body string) (Staged, bool) {
	t.Helper()
	if s.Same(path, []byte(body)) {
		return Staged{}, false
	}
	f, err := s.Write(path, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return f, true
}

// stageIndex stages an index whose search files name the hits.
func stageIndex(t *testing.T, s *Staging, hits []string) *Index {
	t.Helper()
	shard := "search/en/" + strings.ReplaceAll(hits[0], "/", "-") + ".js"
	x := &Index{
		Path: indexPath, Dir: filepath.Join(s.Dir(), "bleve-en"), Main: mainSearch,
		Files: []string{mainSearch, shard}, New: map[string]Staged{},
	}
	links := "links " + strings.Join(hits, "\nlinks ") + "\n"
	for path, body := range map[string]string{mainSearch: "needs " + shard + "\n" + links, shard: "shard"} {
		if f, differs := stage(t, s, path, body); differs {
			x.New[path] = f
		}
	}
	slices.Sort(x.Files)
	if err := os.MkdirAll(x.Dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(x.Dir, "store"), []byte(links), 0o644); err != nil {
		t.Fatal(err)
	}
	return x
}

// checkStamps compares what Commit says of the files with the folder.
func checkStamps(t *testing.T, out string, outputs []Output, indexes []*Index) {
	t.Helper()
	want, err := Scan(out)
	if err != nil {
		t.Fatal(err)
	}
	got := Files{}
	for _, o := range outputs {
		got[o.Path] = o.Stamp
	}
	for _, x := range indexes {
		maps.Copy(got, x.Stamps)
	}
	if !maps.Equal(got, want) {
		t.Errorf("stamps (-folder +commit):\n%s", cmp.Diff(want, got, cmp.AllowUnexported(cache.Stamp{})))
	}
}

// read returns the files of an output folder, without Griot's own.
func read(t *testing.T, out string) map[string]string {
	t.Helper()
	return folder.Files(t, out, stagingName+"/", markerName)
}

// browse reports what a browser would miss: files that a page or a search file
// needs, and pages that cannot be reached although something links to them.
func browse(files map[string]string) (missing []string) {
	refer := func(from, verb string, visit func(string)) {
		for line := range strings.Lines(files[from]) {
			if to, ok := strings.CutPrefix(strings.TrimSpace(line), verb+" "); ok {
				if _, ok := files[to]; !ok {
					missing = append(missing, fmt.Sprintf("%s %s %s", from, verb, to))
				}
				visit(to)
			}
		}
	}
	for path := range files {
		if strings.HasSuffix(path, ".html") || path == mainSearch {
			refer(path, "needs", func(string) {})
		}
	}
	seen := map[string]bool{}
	var visit func(string)
	visit = func(path string) {
		if !seen[path] {
			seen[path] = true
			refer(path, "links", visit)
		}
	}
	visit(start)
	if _, ok := files[start]; ok { // search is a page, too
		visit(mainSearch)
		visit(indexPath + "/store")
	}
	return missing
}

// TestKilledAtEachStep stops commits before each change of the output folder.
// What is left can be browsed, and the next build makes what a clean one makes.
func TestKilledAtEachStep(t *testing.T) {
	for name, c := range map[string]struct{ before, after testSite }{
		"first build":       {testSite{}, oldSite},
		"other pages":       {oldSite, newSite},
		"back again":        {newSite, oldSite},
		"no start before":   {oldSite.without(start), newSite},
		"nothing to change": {newSite, newSite},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // each waits for the disk most of the time
			for n, done := 1, false; !done; n++ {
				out := t.TempDir()
				if len(c.before.files) > 0 {
					if _, _, err := build(t, out, c.before, 0); err != nil {
						t.Fatal(err)
					}
				}
				_, _, err := build(t, out, c.after, n)
				if done = err == nil; !done && !errors.Is(err, errInterrupted) {
					t.Fatal(err)
				}
				if Interrupted(out) != !done {
					t.Errorf("change %d: interrupted is %t", n, !done)
				}
				if missing := browse(read(t, out)); len(missing) > 0 {
					t.Errorf("stopped before change %d: missing %q", n, missing)
				}
				if _, _, err := build(t, out, c.after, 0); err != nil {
					t.Fatal(err)
				}
				clean := t.TempDir()
				if _, _, err := build(t, clean, c.after, 0); err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(read(t, clean), read(t, out)); d != "" {
					t.Errorf("stopped before change %d, the next build is not the clean one (-clean +next):\n%s", n, d)
				}
				if n > 100 {
					t.Fatal("never done")
				}
			}
		})
	}
}

func TestResult(t *testing.T) {
	out := t.TempDir()
	for i, c := range []struct {
		site testSite
		want Result
	}{
		{oldSite, Result{Written: 8 + 3}},
		{oldSite, Result{Written: 1, Unchanged: 8 + 2}}, // the folder of the index
		// Two pages, a feed, three new files and three files of the index differ.
		{newSite, Result{Written: 6 + 3, Unchanged: 2, Removed: 3 + 1}},
	} {
		if _, got, err := build(t, out, c.site, 0); err != nil || got != c.want {
			t.Errorf("build %d: %+v, %v; want %+v", i, got, err, c.want)
		}
	}
}

// Search files of earlier builds stay as long as they are listed, and a build that is
// stopped before any change leaves none behind that isn't.
func TestEarlierFiles(t *testing.T) {
	const shard = "search/en/en-gone-index.html.js"
	keeping := newSite
	keeping.earlier = Earlier{shard: 1}
	for n, done := 1, false; !done; n++ {
		out := t.TempDir()
		_, _, err := build(t, out, oldSite, 0)
		if err == nil {
			_, _, err = build(t, out, keeping, n)
		}
		if done = err == nil; !done && !errors.Is(err, errInterrupted) {
			t.Fatal(err)
		}
		if done {
			earlier, err := ReadEarlier(out)
			if d := cmp.Diff(keeping.earlier, earlier); d != "" || err != nil {
				t.Errorf("earlier files: %v\n%s", err, d)
			}
			if files := read(t, out); files[shard] != "shard" {
				t.Errorf("%s is gone", shard)
			}
			if _, result, err := build(t, out, keeping, 0); result.Removed != 0 || err != nil {
				t.Errorf("the next build: %+v, %v", result, err)
			}
		}
		if _, _, err := build(t, out, newSite, 0); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(newSite.files, without(read(t, out), "search/")); d != "" {
			t.Errorf("stopped before change %d (-want +got):\n%s", n, d)
		}
		if _, err := os.Stat(filepath.Join(out, filepath.FromSlash(shard))); err == nil {
			t.Errorf("stopped before change %d: %s stays", n, shard)
		}
	}
}

// without returns the files outside a folder.
func without(files map[string]string, folder string) map[string]string {
	maps.DeleteFunc(files, func(path, _ string) bool { return strings.HasPrefix(path, folder) })
	return files
}

// Only a list of files that may stay is believed.
func TestReadEarlier(t *testing.T) {
	for text, want := range map[string]Earlier{
		earlierText: {}, earlierText + "# 2\nsearch/en/a.js\n": {"search/en/a.js": 2},
		"search/en/a.js\n": nil, "# 1\nsearch/../../a\n": nil, "# 1\nindex.html\n": nil, "# 1\nassets/a.js\n": {"assets/a.js": 1}, "# 1\nassets/../a\n": nil, "# 7\nsearch/en/a.js\n": nil,
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, earlierName), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if got, err := ReadEarlier(dir); !maps.Equal(got, want) || err != nil {
			t.Errorf("%q: %v, %v; want %v", text, got, err, want)
		}
	}
}

// A folder takes the place of a file, and a file that of a folder.
func TestFileAndFolderSwap(t *testing.T) {
	out := t.TempDir()
	file := testSite{files: map[string]string{"a": "file", "b/c/d.html": "page\n"}}
	folder := testSite{files: map[string]string{"a/c.html": "page\n", "b": "file"}}
	for _, site := range []testSite{file, folder, file} {
		if _, _, err := build(t, out, site, 0); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(site.files, read(t, out)); d != "" {
			t.Fatal(d)
		}
	}
}

// Folders that a commit leaves empty are removed; others stay.
func TestEmptyFolders(t *testing.T) {
	out := t.TempDir()
	if _, _, err := build(t, out, oldSite, 0); err != nil {
		t.Fatal(err)
	}
	if _, _, err := build(t, out, newSite, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(out, "en", "gone")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the empty folder stays: %v", err)
	}
}

func TestForeign(t *testing.T) {
	for name, c := range map[string]struct{ files, want string }{
		"empty":    {"", ""},
		"kept":     {keepName, ""},
		"marked":   {"a.txt " + markerName, ""},
		"staging":  {"a.txt " + stagingName, ""},
		"somebody": {"a.txt " + keepName, "a.txt"},
	} {
		dir := t.TempDir()
		for f := range strings.FieldsSeq(c.files) {
			if err := os.WriteFile(filepath.Join(dir, f), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := Foreign(dir); got != c.want || err != nil {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
	if got, err := Foreign(filepath.Join(t.TempDir(), "none")); got != "" || err != nil {
		t.Errorf("a folder that doesn't exist: %q, %v", got, err)
	}
}
