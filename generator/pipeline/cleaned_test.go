package pipeline_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// photo is a JPEG picture of a width with a comment.
func photo(t *testing.T, width int, comment string) string {
	m := image.NewRGBA(image.Rect(0, 0, width, 20))
	for x := range width {
		m.Set(x, x%20, color.RGBA{byte(x), 90, 20, 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return "\xff\xd8\xff\xfe" + string([]byte{0, byte(len(comment) + 2)}) + comment + b.String()[2:]
}

// TestEachPublishedFileIsClean plants a word in files and looks for it in everything
// that is published, before and after the files change.
func TestEachPublishedFileIsClean(t *testing.T) {
	dir := smallSite(t)
	plant := func(word string) {
		folder.Write(t, dir, "content/small.jpg", photo(t, 300, word))
		folder.Write(t, dir, "content/middle.jpg", photo(t, 1200, word))
		folder.Write(t, dir, "content/large.jpg", photo(t, 3000, word))
		folder.Write(t, dir, "content/map.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><!-- `+word+` --></svg>`)
		folder.Write(t, dir, "content/sound.mp3", "ID3\x03\x00\x00\x00\x00\x00\x20"+word+strings.Repeat("\x00", 32-len(word))+strings.Repeat("\xff\xfb\x90\x00"+strings.Repeat("\x00", 413), 9))
	}
	folder.Write(t, dir, "content/about.en.md", "---\ntitle: About\nsummary: What it is.\nimage: { src: middle.jpg, alt: A photo. }\n---\n"+
		"![One](small.jpg) ![Two](middle.jpg) ![Three](large.jpg) ![Four](map.svg) [Five](sound.mp3) [Six](large.jpg)\n")
	plant("Bamako-one")
	sum := mustBuild(t, pipeline.Options{Dir: dir})
	if sum.Cleaned != 5 || sum.Documents != 0 {
		t.Errorf("%d files cleaned, %d documents checked; want 5 and 0", sum.Cleaned, sum.Documents)
	}
	holds(t, dir, "Bamako-one")
	again := mustBuild(t, pipeline.Options{Dir: dir})
	if again.Cleaned != 5 || again.Written != 0 {
		t.Errorf("the second build cleaned %d and wrote %d files; want 5 and 0", again.Cleaned, again.Written)
	}
	plant("Bamako-two")
	mustBuild(t, pipeline.Options{Dir: dir})
	holds(t, dir, "Bamako-two")

	hub, err := os.ReadFile(filepath.Join(dir, "content/hub.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	folder.Write(t, dir, "content/hub.yaml", string(hub)+"\npublish_uncleaned: [small.jpg]\n")
	if sum := mustBuild(t, pipeline.Options{Dir: dir}); sum.Cleaned != 4 {
		t.Errorf("%d files cleaned besides one that is published as it is, want 4", sum.Cleaned)
	}
	if body, err := os.ReadFile(filepath.Join(dir, "public/files/small.jpg")); err != nil || string(body) != photo(t, 300, "Bamako-two") {
		t.Errorf("small.jpg is not published as it is (%v)", err)
	}
}

// holds fails if a published file holds a word.
func holds(t *testing.T, dir, word string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(filepath.Join(dir, "public/files"), func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		body, err := os.ReadFile(name)
		if bytes.Contains(body, []byte(word)) {
			t.Errorf("%s holds %q", name, word)
		}
		return err
	})
	if err != nil || files < 5 {
		t.Errorf("%d files are published (%v)", files, err)
	}
}
