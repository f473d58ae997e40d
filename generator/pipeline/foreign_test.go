package pipeline_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// What a page loads from another site stops the build, unless hub.yaml allows the host, and
// again once hub.yaml doesn't any more, although the page is the same.
func TestPicturesFromElsewhere(t *testing.T) {
	dir := builtSite(t)
	page := "---\ntitle: About\nsummary: What it is.\n---\n![A map](https://pictures.example.org/map.png)\n\n" +
		"<video controls src=\"https://pictures.example.org/talk.mp4\" poster=\"https://pictures.example.org/talk.jpg\"></video>\n"
	folder.Write(t, dir, "content/about.en.md", page)
	hub := folder.Files(t, filepath.Join(dir, "content"))["hub.yaml"] + "raw_html: true\n"
	shown := func() string { return folder.Files(t, filepath.Join(dir, "public"))["en/about/index.html"] }
	before := shown()
	for range 2 {
		folder.Write(t, dir, "content/hub.yaml", hub)
		_, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir})
		if err != nil || list.Errors() != 3 || list[0].Code != "image-foreign" || shown() != before {
			t.Fatalf("without hosts: %v, %v", list, err)
		}
		folder.Write(t, dir, "content/hub.yaml", hub+"image_hosts: [pictures.example.org]\n")
		if got := explained(t, dir); got != "" {
			t.Fatal(got)
		}
		before = shown()
		for _, part := range []string{
			`<img src="https://pictures.example.org/map.png" alt="A map" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
			`<video controls="" src="https://pictures.example.org/talk.mp4" poster="https://pictures.example.org/talk.jpg">`,
		} {
			if !strings.Contains(before, part) {
				t.Errorf("the page lacks %s:\n%s", part, before)
			}
		}
	}
}
