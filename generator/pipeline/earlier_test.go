package pipeline_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

const edited = "content/briefs/one.en.md"

// shards are the search files of a site that a page which was opened before a build may
// ask for: all but the tables of contents.
func shards(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := folder.Files(t, filepath.Join(dir, "public", "search"), "bleve/")
	for _, lang := range []string{"en", "fr"} {
		delete(files, lang+".js")
	}
	return files
}

// endWith edits a page by replacing its last word.
func endWith(t *testing.T, dir, word string) {
	t.Helper()
	text := strings.TrimRight(folder.Read(t, dir, edited), "\n")
	folder.Write(t, dir, edited, text[:strings.LastIndexByte(text, ' ')+1]+word+"\n")
}

func earlierFiles(t *testing.T, dir string) []string {
	t.Helper()
	return folder.Earlier(t, filepath.Join(dir, "public"))
}

// TestEarlierShardsStay edits a word four times: postings and words of the two builds
// before stay, and nothing that an editor has taken out can be read in them.
func TestEarlierShardsStay(t *testing.T) {
	dir := smallSite(t)
	o := pipeline.Options{Dir: dir}
	// Another page has the word that is taken out, so that it is not known to be gone.
	text := folder.Read(t, dir, "content/about.en.md")
	folder.Write(t, dir, "content/about.en.md", text+"\nQuagga zebra okapi bongo.\n")
	folder.Write(t, dir, edited, folder.Read(t, dir, edited)+"\nIt ends with wildebeest\n")
	var builds []map[string]string
	for i, word := range []string{"quagga", "zebra", "okapi", "bongo"} {
		endWith(t, dir, word)
		mustBuild(t, o)
		now := shards(t, dir)
		var want []string
		for _, before := range builds[max(0, i-2):] {
			for name, text := range before {
				if !strings.HasPrefix(name, "en/p/") && !strings.HasPrefix(name, "en/w/") && !strings.HasPrefix(name, "en/v/") {
					continue
				}
				if now[name] != text {
					t.Errorf("build %d lacks %s", i, name)
				}
				want = append(want, "search/"+name)
			}
		}
		if got := earlierFiles(t, dir); i > 0 && len(got) < 2 || i == 0 && len(got) > 0 {
			t.Errorf("build %d lists %q", i, got)
		} else if slices.ContainsFunc(got, func(name string) bool { return name != ".griot-kept" && !slices.Contains(want, name) }) {
			t.Errorf("build %d lists %q, want some of %q", i, got, want)
		}
		sameAsClean(t, dir)
		if sum := mustBuild(t, o); sum.Written > 0 {
			t.Errorf("build %d is not up to date afterwards: %d files written", i, sum.Written)
		}
		own := maps.Clone(now)
		for _, name := range earlierFiles(t, dir) {
			delete(own, strings.TrimPrefix(name, "search/"))
		}
		builds = append(builds, own)
	}
	for name, text := range shards(t, dir) {
		if strings.Contains(text, "with okapi") {
			t.Errorf("%s still says what the page said before", name)
		}
	}
	endWith(t, dir, "okapi") // back again: its files are the site's own now
	mustBuild(t, o)
	sameAsClean(t, dir)
}

// TestNothingEarlierOfRemovedPages takes pages and words away in several ways.
func TestNothingEarlierOfRemovedPages(t *testing.T) {
	for name, remove := range map[string]func(dir string){
		"page": func(dir string) {
			os.Remove(filepath.Join(dir, "content", "gone.en.md"))
			os.Remove(filepath.Join(dir, "content", "gone.fr.md"))
		},
		"word":        func(dir string) { change(t, filepath.Join(dir, "content", "gone.en.md"), "Quagga", "Horse") },
		"lost cache":  func(dir string) { os.RemoveAll(filepath.Join(dir, ".griot")) },
		"translation": func(dir string) { os.Remove(filepath.Join(dir, "content", "gone.fr.md")) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := smallSite(t, "-- content/gone.en.md --\n---\ntitle: Gone\nsummary: A page.\n---\nQuagga.\n"+
				"-- content/gone.fr.md --\n---\ntitle: Partie\nsummary: Une page.\nslug: partie\ntranslated_from: en\n---\nCouagga.\n")
			o := pipeline.Options{Dir: dir}
			folder.Write(t, dir, edited, folder.Read(t, dir, edited)+"\nIt ends with zebra zebra\n")
			mustBuild(t, o)
			endWith(t, dir, "horse")
			mustBuild(t, o)
			if len(earlierFiles(t, dir)) < 2 {
				t.Fatal("nothing stays after an edit")
			}
			remove(dir)
			mustBuild(t, o)
			if name != "word" && len(earlierFiles(t, dir)) > 0 {
				t.Errorf("these stay: %q", earlierFiles(t, dir))
			}
			for file, text := range shards(t, dir) {
				if gone := strings.Contains(text, "quagga") || strings.Contains(text, "Quagga"); gone && name != "lost cache" && name != "translation" {
					t.Errorf("%s has what is gone", file)
				}
			}
			sameAsClean(t, dir)
		})
	}
}

// sameAsClean compares the output folder with that of a clean build.
func sameAsClean(t *testing.T, dir string) {
	t.Helper()
	clean := t.TempDir()
	o := pipeline.Options{Dir: dir, Out: filepath.Join(clean, "public"), Cache: filepath.Join(clean, "cache")}
	mustBuild(t, o)
	if d := differences(t, o.Out, filepath.Join(dir, "public")); d != "" {
		t.Error(d)
	}
}
