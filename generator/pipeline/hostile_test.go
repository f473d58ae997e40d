package pipeline_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// Where no cache can be written, a site is built without one, and this is told.
func TestCacheThatCannotBeWritten(t *testing.T) {
	dir := smallSite(t)
	folder.Write(t, dir, ".griot", "a file")
	t.Setenv("TMPDIR", t.TempDir())
	for range 2 {
		got := explained(t, dir)
		if !strings.Contains(got, ".griot: warning: nothing can be written here (not a directory)") || strings.Contains(got, "error") {
			t.Errorf("built with:\n%s", got)
		}
		if _, err := os.Stat(filepath.Join(dir, "public/en/index.html")); err != nil {
			t.Error(err)
		}
		if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
}

// Whatever stands in the place of a file of the cache or of the output folder, nothing waits
// for it, and the site is what it would be without it.
func TestStrangeFilesInCacheAndOutput(t *testing.T) {
	dir := smallSite(t)
	if got := explained(t, dir); got != "" {
		t.Fatal(got)
	}
	want := folder.Files(t, filepath.Join(dir, "public"))
	var names []string
	for name := range folder.Files(t, filepath.Join(dir, ".griot")) {
		names = append(names, ".griot/"+name, ".griot/"+name+".new")
	}
	names = append(names, "public/index.html", "public/.griot-kept", "public/robots.txt", "public/strange")
	for _, put := range []func(string) error{
		func(name string) error { return syscall.Mkfifo(name, 0o600) },
		func(name string) error { return os.Mkdir(name, 0o755) },
	} {
		for _, name := range names {
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
			if err := put(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
		folder.Write(t, dir, "content/extra.en.md", "---\ntitle: About\nsummary: It.\n---\nText.\n")
		folder.Write(t, dir, "content/extra.fr.md", "---\ntitle: A propos\nsummary: Cela.\ntranslated_from: en\n---\nTexte.\n")
		explained(t, dir)
		for _, page := range []string{"en", "fr"} {
			if err := os.Remove(filepath.Join(dir, "content/extra."+page+".md")); err != nil {
				t.Fatal(err)
			}
		}
		if got := explained(t, dir); got != "" {
			t.Fatal(got)
		}
		got := folder.Files(t, filepath.Join(dir, "public"))
		delete(got, ".griot-kept")
		for name, text := range want {
			if got[name] != text && !strings.HasPrefix(name, "search/") {
				t.Errorf("%s is another one", name)
			}
		}
	}
}

// Nothing is written through a symbolic link in the output folder.
func TestLinksInTheOutputFolder(t *testing.T) {
	for _, name := range []string{"public/en", "public/search", "public/en/briefs", "public/assets"} {
		dir, elsewhere := smallSite(t), t.TempDir()
		folder.Write(t, dir, "public/.griot-output", "")
		folder.Write(t, elsewhere, "mine.txt", "mine")
		link(t, elsewhere, filepath.Join(dir, name))
		for range 2 {
			_, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir})
			if err != nil || list.Errors() != 1 || list[len(list)-1].ID() != "output-foreign.link" {
				t.Errorf("%s: %v, %v", name, list, err)
			}
		}
		if files := folder.Files(t, elsewhere); len(files) != 1 {
			t.Errorf("%s: written elsewhere: %v", name, files)
		}
		if files, err := os.ReadDir(filepath.Join(dir, "public")); err != nil || len(files) != 2 {
			t.Errorf("%s: written: %v, %v", name, files, err)
		}
	}
}
