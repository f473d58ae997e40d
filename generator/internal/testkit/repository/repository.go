// Package repository reads files of this repository: Pages for texts as authors write
// them, Code for tests of what all packages do.
package repository

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
)

// Pages returns the Markdown files that end in a suffix such as ".en.md", by path below
// content/. The test ends if there are fewer than 50.
func Pages(t testing.TB, suffix string) map[string]string {
	t.Helper()
	pages := folder.Files(t, filepath.Join(Root(t), "content"))
	for name := range pages {
		if !strings.HasSuffix(name, ".md") || !strings.HasSuffix(name, suffix) {
			delete(pages, name)
		}
	}
	if len(pages) < 50 {
		t.Fatalf("the site has %d pages that end in %s", len(pages), suffix)
	}
	return pages
}

// Code returns the files of all packages that have one of the extensions, by path below
// generator/.
func Code(t testing.TB, extensions ...string) map[string]string {
	t.Helper()
	files := map[string]string{}
	dir := filepath.Join(Root(t), "generator")
	err := filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		if err == nil && e.Name() == "node_modules" {
			return filepath.SkipDir
		}
		if err != nil || e.IsDir() || !slices.Contains(extensions, filepath.Ext(file)) {
			return err
		}
		name, err := filepath.Rel(dir, file)
		files[filepath.ToSlash(name)] = folder.Read(t, dir, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Split returns front matter and body of a page.
func Split(page string) (front, body string) {
	front, body, _ = strings.Cut(strings.TrimPrefix(page, "---\n"), "\n---\n")
	return front, body
}

// Root returns the folder of the repository.
func Root(t testing.TB) string {
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
