package pages

import (
	"context"
	"os"
	"path"
	"strings"
	"sync"
	"testing"

	"griot/generator/content"
	"griot/generator/i18n"
	"griot/generator/site"
	"griot/generator/view"
	words "griot/i18n"
)

// hub is a builder over the project's own content, with records that know no
// text: views are tested on what front matter and configuration give.
func hub(t *testing.T) *Builder {
	t.Helper()
	b, err := realHub()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const base = "https://example.org/hub/"

var realHub = sync.OnceValues(func() (*Builder, error) {
	res, err := content.NewLoader(os.DirFS("../../.."), content.Options{}).Load(context.Background())
	if err != nil {
		return nil, err
	}
	return builderFor(res, Texts{
		Record:   func(site.Rendition) *site.Record { return &site.Record{} },
		BodyRef:  func(site.Rendition) string { return "" },
		Keywords: func(site.Rendition) []uint32 { return nil },
	}), nil
})

// builderFor is a builder over a site whose attachments all exist.
func builderFor(res *content.Result, texts Texts) *Builder {
	catalog, _ := i18n.Load(res.Hub.Codes(), words.Files, nil)
	in := Input{
		Hub: res.Hub, Site: res.Site, Words: map[string]Words{},
		Typeset: func(_, text string) string { return text },
		Image: func(_ site.Rendition, src, _ string) site.Target {
			return site.Target{Href: "files/" + path.Base(src), Width: 1520, Height: 760}
		},
		File:    func(name string) (string, bool) { return "files/" + path.Base(name), true },
		BaseURL: base,
	}
	for _, code := range res.Hub.Codes() {
		in.Words[code] = catalog.For(code)
	}
	return New(in, texts)
}

// pageAt makes the view at a URL.
func pageAt(t *testing.T, b *Builder, path string) *view.View {
	t.Helper()
	for _, s := range b.Specs() {
		if s.Path == path {
			return whole(b, s)
		}
	}
	t.Fatalf("no page at %q", path)
	return nil
}

// whole is a page's view as its layout sees it, without its text, which is
// made by others.
func whole(b *Builder, s Spec) *view.View {
	v := s.View(b)
	v.Body.Sections = nil
	v.Fill("")
	return v
}

// contains reports the texts that are not in s.
func contains(t *testing.T, s string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(s, w) {
			t.Errorf("no %q in %s", w, s)
		}
	}
}
