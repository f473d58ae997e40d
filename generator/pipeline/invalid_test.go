package pipeline_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/internal/testkit/folder"
	"griot/generator/internal/testkit/golden"
	"griot/generator/pipeline"
)

// TestInvalid builds the small site with the files of each fixture and compares the
// diagnostics with the fixture's file want. With a file today, which contains a day,
// the site is checked and not built.
func TestInvalid(t *testing.T) { golden.Fixtures(t, "testdata/invalid/*.txtar", diagnose) }

// diagnose is what a build says about the small site with an archive's files.
func diagnose(t *testing.T, archive *txtar.Archive) string {
	dir := smallSite(t)
	today, words := "", ""
	for _, f := range writeDocuments(t, dir, archive.Files) {
		switch f.Name {
		case "want":
		case "today":
			today = strings.TrimSpace(string(f.Data))
		case "private words":
			words = filepath.Join(t.TempDir(), "words.txt")
			if err := os.WriteFile(words, f.Data, 0o600); err != nil {
				t.Fatal(err)
			}
		case "content/index.fr.md":
			if len(f.Data) == 0 { // the small site without it
				if err := os.Remove(filepath.Join(dir, f.Name)); err != nil {
					t.Fatal(err)
				}
				continue
			}
			fallthrough
		default:
			folder.Write(t, dir, f.Name, string(f.Data))
		}
	}
	var list diag.List
	var err error
	if today != "" {
		list, err = pipeline.Check(context.Background(), pipeline.Options{Dir: dir, Today: today, PrivateWords: words}, today)
	} else {
		_, list, err = pipeline.Build(context.Background(), pipeline.Options{Dir: dir, PrivateWords: words})
	}
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range i18n.English().ExplainAll(list) {
		fmt.Fprintln(&b, e)
	}
	return b.String()
}

// writeDocuments writes the Office documents of which files are parts, and returns the
// other files: content/report.docx/word/document.xml is a part of content/report.docx.
func writeDocuments(t *testing.T, dir string, files []txtar.File) []txtar.File {
	documents := map[string][]txtar.File{}
	rest := slices.DeleteFunc(slices.Clone(files), func(f txtar.File) bool {
		for _, ext := range []string{".docx/", ".xlsx/", ".pptx/", ".odt/"} {
			if name, part, ok := strings.Cut(f.Name, ext); ok {
				name += strings.TrimSuffix(ext, "/")
				documents[name] = append(documents[name], txtar.File{Name: part, Data: f.Data})
				return true
			}
		}
		return false
	})
	for name, parts := range documents {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, p := range parts {
			f, err := w.Create(p.Name)
			if err == nil {
				_, err = f.Write(p.Data)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		folder.Write(t, dir, name, b.String())
	}
	return rest
}

func TestSmallSiteHasNoMistakes(t *testing.T) {
	if got := diagnose(t, &txtar.Archive{}); got != "" {
		t.Error(got)
	}
}
