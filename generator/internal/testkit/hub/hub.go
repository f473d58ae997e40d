// Package hub reads the sources of the site in this repository, for tests that want texts
// as authors write them.
package hub

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
)

// Pages returns the Markdown files that end in a suffix such as ".en.md", by path below
// content/. The test ends if there are fewer than 50.
func Pages(t testing.TB, suffix string) map[string]string {
	t.Helper()
	pages := folder.Files(t, filepath.Join(root(t), "content"))
	for name := range pages {
		if !strings.HasSuffix(name, ".md") || !strings.HasSuffix(name, suffix) {
			delete(pages, name)
		}
	}
	if len(pages) < 50 {
		t.Fatalf("the hub has %d pages that end in %s", len(pages), suffix)
	}
	return pages
}

// Split returns front matter and body of a page.
func Split(page string) (front, body string) {
	front, body, _ = strings.Cut(strings.TrimPrefix(page, "---\n"), "\n---\n")
	return front, body
}

// root returns the folder of the repository.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("the test does not run in the repository")
		}
		dir = filepath.Dir(dir)
	}
}
