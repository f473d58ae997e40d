//go:build site

package checks

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"griot/generator/internal/testkit/folder"
)

// bleve is the folder whose bytes may differ between two builds: there the
// answers count.
const bleve = "search/bleve/"

// differences compares two built sites byte by byte, the search files of
// earlier builds aside.
func differences(t *testing.T, one, other string) []string {
	t.Helper()
	ours := func(dir string) []string {
		earlier := folder.Earlier(t, dir)
		return slices.DeleteFunc(filesIn(t, dir, ""), func(f string) bool {
			return strings.HasPrefix(f, bleve) || slices.Contains(earlier, f)
		})
	}
	first, second := ours(one), ours(other)
	var found []string
	for _, name := range first {
		if !slices.Contains(second, name) {
			found = append(found, fmt.Sprintf("%s stands in one build only", name))
			continue
		}
		a, b := []byte(read(t, one, name)), []byte(read(t, other, name))
		if bytes.Equal(a, b) {
			continue
		}
		at := 0
		for at < min(len(a), len(b)) && a[at] == b[at] {
			at++
		}
		found = append(found, fmt.Sprintf("%s differs from byte %d on: %q and %q", name, at,
			a[at:min(len(a), at+40)], b[at:min(len(b), at+40)]))
	}
	for _, name := range second {
		if !slices.Contains(first, name) {
			found = append(found, fmt.Sprintf("%s stands in the other build only", name))
		}
	}
	return found
}

// TestTwoBuildsAreIdentical builds the real content in another folder without
// a cache, with one worker and in another time zone, and compares it with
// what make site built.
func TestTwoBuildsAreIdentical(t *testing.T) {
	for name, value := range map[string]string{"GOMAXPROCS": "1", "TZ": "Pacific/Kiritimati", "LANG": "fr_FR.UTF-8"} {
		t.Setenv(name, value)
	}
	if err := build("again"); err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(scratch, "again", "out")
	marker := filepath.Join(public, ".gitkeep") // the repository's, not the build's
	if text, err := os.ReadFile(marker); err == nil {
		if err := os.WriteFile(filepath.Join(again, ".gitkeep"), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	report(t, differences(t, public, again))
	for _, query := range []struct{ lang, words string }{
		{"fr", "securite"}, {"fr", "coeur"}, {"fr", "etat"}, {"fr", `"justice transitionnelle"`}, {"en", "customary justice"},
	} {
		var answers [2]string
		for i, dir := range []string{public, again} {
			var err error
			answers[i], err = output(time.Minute, nil, program, "search", "--in", dir, "--lang", query.lang, "--json", query.words)
			if err != nil {
				t.Fatal(err)
			}
		}
		if answers[0] != answers[1] {
			t.Errorf("%s: the two indexes answer %q differently", query.lang, query.words)
		}
	}
}

func TestDifferencesAreSeen(t *testing.T) {
	one := write(t, map[string]string{"a": "same", "b": "one", "c": "gone", bleve + "x": "1"})
	other := write(t, map[string]string{"a": "same", "b": "other", "d": "new", bleve + "x": "2"})
	found := differences(t, one, other)
	wants(t, found, "b differs from byte 1", "c stands in one", "d stands in the other")
	if len(found) != 3 {
		t.Errorf("%d differences, not 3: %q", len(found), found)
	}
}
