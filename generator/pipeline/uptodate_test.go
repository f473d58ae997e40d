package pipeline_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// rendered builds a site and reports whether the build came to render, which it
// doesn't if the output is up to date.
func rendered(t *testing.T, o pipeline.Options) bool {
	t.Helper()
	var stages []string
	o.Progress = func(stage string) { stages = append(stages, stage) }
	mustBuild(t, o)
	return slices.Contains(stages, "render")
}

// cleanDiffers compares an output folder with a clean build.
func cleanDiffers(t *testing.T, o pipeline.Options) string {
	t.Helper()
	out := o.Out
	if out == "" {
		out = filepath.Join(o.Dir, "public")
	}
	clean := t.TempDir()
	o.Out, o.Cache = filepath.Join(clean, "public"), filepath.Join(clean, "cache")
	mustBuild(t, o)
	return differences(t, o.Out, out)
}

// ageRecords makes those of the files that translations are judged by older that are
// so young that they are racily clean.
func ageRecords(t *testing.T, dir string) {
	t.Helper()
	for _, name := range []string{"content/hub.yaml", "i18n"} {
		err := filepath.WalkDir(filepath.Join(dir, filepath.FromSlash(name)), func(file string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			info, err := e.Info()
			if err == nil && time.Since(info.ModTime()) < 30*time.Minute {
				age(t, file)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestUpToDate changes everything that a build depends on, one at a time. Each
// change is seen, and the build after it is up to date again.
func TestUpToDate(t *testing.T) {
	dir := smallSite(t, records)
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	ageRecords(t, dir)
	o := pipeline.Options{Dir: dir}
	mustBuild(t, o)
	if rendered(t, o) {
		t.Fatal("the second build is not up to date")
	}
	write := func(name, body string) func() {
		return func() { folder.Unpack(t, dir, "-- "+name+" --\n"+body) }
	}
	replace := func(name, old, by string) func() {
		return func() { change(t, at(name), old, by) }
	}
	remove := func(name string) func() {
		return func() {
			if err := os.RemoveAll(at(name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	indexFile := func() string {
		files, err := filepath.Glob(at("public/search/bleve/en/*"))
		if err != nil || len(files) == 0 {
			t.Fatal("no index", err)
		}
		return files[0]
	}
	for _, c := range []struct {
		name   string
		change func()
	}{
		{"text", replace("content/about.fr.md", "Texte.", "Un texte.")},
		{"text of the same length", replace("content/about.fr.md", "Un texte.", "Un verbe.")},
		{"front matter", replace("content/about.fr.md", "title: À propos", "title: Nous")},
		{"hub.yaml", replace("content/hub.yaml", "en: A hub", "en: The hub")},
		{"new attachment", write("content/briefs/data.csv", "a,b\n")},
		{"attachment", replace("content/briefs/data.csv", "a,b", "c,d")},
		{"message", write("i18n/active.en.toml", "nav.skip = \"Jump\"\n")},
		{"partial", write("themes/palabre/partials/toc.html", "<p>ours</p>\n")},
		{"style", write("themes/palabre/styles/palabre.css", "body { color: black }\n")},
		{"base URL", func() { o.BaseURL = "https://example.net/" }},
		{"portable", func() { o.Portable = true }},
		{"record", replace("i18n/state/fr/about.txt", "fr: Texte.", "fr: Un mot.")},
		{"lost page", remove("public/en/about/index.html")},
		{"changed page", write("public/en/about/index.html", "<p>Mine.</p>\n")},
		{"foreign file", write("public/en/mine.html", "<p>Mine.</p>\n")},
		{"lost style", remove("public/assets")},
		{"lost index", func() { remove("public/search/bleve/en")() }},
		{"changed index", func() {
			if err := os.WriteFile(indexFile(), []byte("damaged"), 0o644); err != nil {
				t.Fatal(err)
			}
		}},
		{"lost search file", remove("public/search/en.js")},
		{"killed build", write("public/.griot-staging/1", "half\n")},
	} {
		c.change()
		ageRecords(t, dir)
		if !rendered(t, o) {
			t.Fatalf("%s: the build takes the output for up to date", c.name)
		}
		if rendered(t, o) {
			t.Fatalf("%s: the next build is not up to date", c.name)
		}
	}
	if d := cleanDiffers(t, o); d != "" {
		t.Error(d)
	}
	if _, err := os.Stat(at("public/en/mine.html")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a foreign file stays: %v", err)
	}
	o.Verify = true
	if !rendered(t, o) {
		t.Error("--verify trusts stamps")
	}
}

// A record that was written as late as the cache may change without another stamp
// (git calls it racily clean). It is read again.
func TestRacilyCleanRecord(t *testing.T) {
	dir := smallSite(t, records)
	o := pipeline.Options{Dir: dir}
	file := filepath.Join(dir, "i18n", "state", "fr", "about.txt")
	later := time.Now().Add(time.Hour) // than the cache, however long a build takes
	if err := os.Chtimes(file, later, later); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, o)
	if !rendered(t, o) {
		t.Error("a build takes a racily clean record for unchanged")
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	// The paragraph's source is now the one of the page, in as many bytes.
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	marked := strings.Replace(string(src), "# Each text and the one that it was made from.", "#", 1)
	marked = strings.Replace(marked, "en: Text.", "en: Some **new** text.", 1)
	marked = strings.Replace(marked, "#", "#"+strings.Repeat("-", len(src)-len(marked)), 1)
	f, err := os.OpenFile(file, os.O_WRONLY, 0) // the inode stays
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString(marked)
	if err := errors.Join(err, f.Close(), os.Chtimes(file, info.ModTime(), info.ModTime())); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, o)
	if page := typeless(published(t, dir, "fr/a-propos/index.html")); !strings.Contains(page, ">1 passage a changé<") {
		t.Errorf("the changed record was not read: %s", section(page, "notice"))
	}
	if d := cleanDiffers(t, o); d != "" {
		t.Error(d)
	}
}

// The page of translations counts passages of all pages. It follows a record of a
// page that is otherwise unchanged, and the page itself.
func TestTranslationsPageFollowsFreshness(t *testing.T) {
	dir := smallSite(t, records)
	o := pipeline.Options{Dir: dir}
	mustBuild(t, o)
	count := func(when, want string) {
		t.Helper()
		mustBuild(t, o)
		if page := typeless(published(t, dir, "en/translations/index.html")); !strings.Contains(page, want) {
			t.Errorf("%s: no %q in the page of translations", when, want)
		}
		if d := cleanDiffers(t, o); d != "" {
			t.Errorf("%s: %s", when, d)
		}
	}
	record := filepath.Join(dir, "i18n", "state", "fr", "about.txt")
	count("at first", "1 passage to check, 1 passage missing")
	change(t, record, "en: Text.", "en: Some **new** text.")
	count("marked", "1 passage missing")
	change(t, filepath.Join(dir, "content", "about.en.md"), "\n\nA second & last one.", "")
	mustBuild(t, o)
	if page := typeless(published(t, dir, "en/translations/index.html")); strings.Contains(page, "1 passage missing") {
		t.Error("the page of translations did not follow the page")
	}
	if d := cleanDiffers(t, o); d != "" {
		t.Error(d)
	}
}

// The freshness of a translation is kept with the typography of its texts: a notice
// follows when the hub turns typography off.
func TestFreshnessFollowsTypography(t *testing.T) {
	dir := smallSite(t, records)
	change(t, filepath.Join(dir, "content", "about.en.md"), "Some **new** text.", `Some "new" text.`)
	o := pipeline.Options{Dir: dir}
	for _, c := range []struct{ old, by, want string }{
		{"navigation:", "typography: { en: true, fr: true }\nnavigation:", "“new”"},
		{"en: true", "en: false", "&#34;new&#34;"},
		{"en: false", "en: true", "“new”"},
	} {
		change(t, filepath.Join(dir, "content", "hub.yaml"), c.old, c.by)
		mustBuild(t, o)
		if page := published(t, dir, "fr/a-propos/index.html"); !strings.Contains(section(page, "notice"), c.want) {
			t.Errorf("%s: no %s in %s", c.by, c.want, section(page, "notice"))
		}
		if d := cleanDiffers(t, o); d != "" {
			t.Errorf("%s: %s", c.by, d)
		}
	}
}

// Check renders nothing that is published and reports the same as a build.
func TestCheckPublishesNothing(t *testing.T) {
	dir := smallSite(t)
	list, err := pipeline.Check(context.Background(), pipeline.Options{Dir: dir}, "")
	if err != nil || list.Errors() > 0 {
		t.Fatal(err, list)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("check made an output folder: %v", err)
	}
}
