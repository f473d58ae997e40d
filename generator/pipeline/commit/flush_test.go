package commit

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/internal/testkit/folder"
)

// checkFlushed checks that each staged file was flushed.
func checkFlushed(t *testing.T, s *Staging) {
	t.Helper()
	staged := 0
	err := filepath.WalkDir(s.dir, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && !slices.Contains([]string{markerName, earlierName, unlinkedName}, e.Name()) {
			staged++
		}
		return err
	})
	if flushed := s.files.Flushed(); err != nil || flushed != staged {
		t.Errorf("at the first rename %d of %d files are flushed, %v", flushed, staged, err)
	}
}

// TestPowerLoss loses any of the changes that were made since the output folder was durable
// last. What is left can be browsed, and the next build makes what a clean one makes.
func TestPowerLoss(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, c := range map[string]struct{ before, after testSite }{
		"first build": {testSite{}, oldSite},
		"other pages": {oldSite, newSite},
		"back again":  {newSite, oldSite},
	} {
		out := t.TempDir()
		if len(c.before.files) > 0 {
			if _, _, err := build(t, out, c.before, 0); err != nil {
				t.Fatal(err)
			}
		}
		durable := []map[string]string{read(t, out)}
		_, _, err := buildFlushing(t, out, c.after, 0, func() { durable = append(durable, read(t, out)) })
		if err != nil {
			t.Fatal(err)
		}
		after := read(t, out)
		if d := cmp.Diff(after, durable[len(durable)-1]); d != "" {
			t.Errorf("%s: what is published last is not durable:\n%s", name, d)
		}
		for i, from := range durable[:len(durable)-1] {
			for round := range 60 {
				left := lose(from, durable[i+1], len(c.before.files) == 0, random)
				when := fmt.Sprintf("%s, step %d, round %d", name, i, round)
				if missing := browse(left); len(missing) > 0 {
					t.Errorf("%s: missing %q", when, missing)
				}
				if round < 3 {
					next := t.TempDir()
					for path, body := range left {
						folder.Write(t, next, path, body)
					}
					if _, _, err := build(t, next, c.after, 0); err != nil {
						t.Fatal(err)
					}
					if d := cmp.Diff(after, read(t, next)); d != "" {
						t.Errorf("%s: the next build is not the clean one:\n%s", when, d)
					}
				}
			}
		}
	}
}

// lose returns files in which some of the changes between two states are made. In a first
// build, the top entries of the folder are renamed.
func lose(from, to map[string]string, first bool, random *rand.Rand) map[string]string {
	left := maps.Clone(from)
	all := slices.Concat(slices.Collect(maps.Keys(from)), slices.Collect(maps.Keys(to)))
	slices.Sort(all) // so that a seed makes the same choice each time
	odds, lost := random.IntN(5), map[string]bool{}
	for _, path := range slices.Compact(all) {
		entry := path
		if first {
			entry, _, _ = strings.Cut(path, "/")
		}
		if _, known := lost[entry]; !known {
			lost[entry] = random.IntN(5) > odds
		}
		if lost[entry] {
			continue
		}
		if body, ok := to[path]; ok {
			left[path] = body
		} else {
			delete(left, path)
		}
	}
	return left
}
