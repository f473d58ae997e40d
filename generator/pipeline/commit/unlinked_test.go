package commit

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// linking is a site whose list leads to some pages, and each of these to some others.
func linking(pages map[string]string) testSite {
	s := testSite{files: map[string]string{"index.html": "links en/index.html\n"}, hits: []string{"en/index.html"}}
	list := ""
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		to := pages[name]
		list += "links en/" + name + "/index.html\n"
		body := "page\n"
		for _, c := range to {
			body += "links en/" + string(c) + "/index.html\n"
		}
		s.files["en/"+name+"/index.html"] = body
	}
	s.files["en/index.html"] = list
	return s
}

// TestKilledTwice stops two builds of different sites, one after the other, at two steps.
// No page of the first one is reached that leads to a page which was never added or is gone.
func TestKilledTwice(t *testing.T) {
	sites := []testSite{
		linking(map[string]string{"a": "b", "b": "a", "c": ""}),
		linking(map[string]string{"b": "dxy", "d": "x", "x": "yd", "y": "bdx"}),
		linking(map[string]string{"a": "x", "c": "a", "x": "z", "z": "ac"}),
	}
	for first := 3; first <= 9; first++ { // while pages are added and replaced
		for second := 5; second <= 12; second++ {
			out := t.TempDir()
			if _, _, err := build(t, out, sites[0], 0); err != nil {
				t.Fatal(err)
			}
			for i, step := range []int{first, second} {
				if _, _, err := build(t, out, sites[1+i], step); err != nil && !errors.Is(err, errInterrupted) {
					t.Fatal(err)
				}
				if missing := browse(read(t, out)); len(missing) > 0 {
					t.Errorf("builds stopped before change %d and %d: missing %q", first, second, missing)
				}
			}
			last := sites[0]
			if _, _, err := build(t, out, last, 0); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(last.files, without(read(t, out), "search/")); d != "" {
				t.Error(d)
			}
			if _, err := os.Stat(filepath.Join(out, unlinkedName)); err == nil {
				t.Error("the list of pages stays")
			}
		}
	}
}

// Only paths of pages are believed.
func TestReadUnlinked(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, unlinkedName), []byte(unlinkedText+"en/a/index.html\nassets/a.css\nen/../../b.html\nen/b.html"), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := readUnlinked(dir)
	if d := cmp.Diff(unlinked{"en/a/index.html": true, "en/b.html": true}, got); d != "" || err != nil {
		t.Errorf("%v\n%s", err, d)
	}
}
