// Package golden compares results of tests with files in testdata. With the flag
// -update, it writes the results into the files instead.
//
// Call File for a result that is a whole file, Cases for pairs of a source and a result
// in one archive, and Fixtures for archives with one result each. Only tests may import
// the package, because it defines a flag.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// Update is the flag -update.
var Update = flag.Bool("update", false, "write the results of this run into testdata")

// File compares a result with a file.
func File(t testing.TB, path string, got []byte) {
	t.Helper()
	if *Update {
		write(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, path, string(want), string(got))
}

// Cases compares what run makes of each file of an archive with the file after it, whose
// name is the same with the suffix ".want".
func Cases(t testing.TB, path string, run func(source []byte) string) {
	t.Helper()
	const suffix = ".want"
	archive := Archive(t, path)
	var out []txtar.File
	for i, f := range archive.Files {
		if strings.HasSuffix(f.Name, suffix) {
			continue
		}
		want, got := txtar.File{}, txtar.File{Name: f.Name + suffix, Data: []byte(run(f.Data))}
		if i+1 < len(archive.Files) {
			want = archive.Files[i+1]
		}
		switch {
		case *Update:
		case want.Name != got.Name:
			t.Errorf("%s has no %s", f.Name, got.Name)
		default:
			compare(t, f.Name, string(want.Data), string(got.Data))
		}
		out = append(out, f, got)
	}
	archive.Files = out
	Save(t, path, archive)
}

// Fixtures runs a subtest for each archive that matches a pattern and compares its
// result with the archive's file "want"; without such a file the result must be empty.
func Fixtures(t *testing.T, pattern string, run func(t *testing.T, archive *txtar.Archive) string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive := Archive(t, path)
			got, want := []byte(run(t, archive)), &txtar.File{Name: "want"}
			if i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == want.Name }); i >= 0 {
				want = &archive.Files[i]
			} else if len(got) > 0 {
				archive.Files = append(archive.Files, *want)
				want = &archive.Files[len(archive.Files)-1]
			}
			if !*Update {
				compare(t, path, string(want.Data), string(got))
				return
			}
			want.Data = got
			Save(t, path, archive)
		})
	}
}

// Archive reads an archive.
func Archive(t testing.TB, path string) *txtar.Archive {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// Save writes an archive with -update, and otherwise does nothing.
func Save(t testing.TB, path string, archive *txtar.Archive) {
	t.Helper()
	if *Update {
		write(t, path, txtar.Format(archive))
	}
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func compare(t testing.TB, name, want, got string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got); go test -update writes it:\n%s", name, d)
	}
}
