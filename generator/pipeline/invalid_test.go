package pipeline_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"griot/generator/diag"
	"griot/generator/pipeline"
)

var update = flag.Bool("update", false, "write the diagnostics of this run into the fixtures")

// TestInvalid builds the small site with the files of each fixture in their
// place and compares what is said with the fixture's file want. A file today
// holds the day for check; all other fixtures are built.
func TestInvalid(t *testing.T) {
	files, err := filepath.Glob("testdata/invalid/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, want, at := diagnose(t, archive), "", -1
			if at = slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" }); at >= 0 {
				want = string(archive.Files[at].Data)
			}
			if got == want {
				return
			}
			if !*update {
				t.Fatalf("(-want +got)\n%s", cmp.Diff(want, got))
			}
			if at < 0 {
				archive.Files, at = append(archive.Files, txtar.File{Name: "want"}), len(archive.Files)
			}
			archive.Files[at].Data = []byte(got)
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// diagnose is what a build says about the small site with an archive's files.
func diagnose(t *testing.T, archive *txtar.Archive) string {
	dir := t.TempDir()
	unpack(t, dir, small)
	today := ""
	for _, f := range archive.Files {
		switch f.Name {
		case "want":
		case "today":
			today = strings.TrimSpace(string(f.Data))
		default:
			unpack(t, dir, string(txtar.Format(&txtar.Archive{Files: []txtar.File{f}})))
		}
	}
	var list diag.List
	var err error
	if today != "" {
		list, err = pipeline.Check(context.Background(), pipeline.Options{Dir: dir}, today)
	} else {
		_, list, err = pipeline.Build(context.Background(), pipeline.Options{Dir: dir})
	}
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintln(&b, d)
	}
	return b.String()
}

func TestSmallSiteHasNoMistakes(t *testing.T) {
	if got := diagnose(t, &txtar.Archive{}); got != "" {
		t.Error(got)
	}
}
