package pipeline_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// pictured is a site that names photo.jpg in every way that a page can.
const pictured = `
-- content/about.en.md --
---
title: About
summary: What it is.
image: { src: photo.jpg, caption: Mrs Touré at the market, credit: Her son }
---
![The market](photo.jpg) and ![](photo.jpg), [the photo](photo.jpg), [![](photo.jpg)](index.md)

![](photo.jpg "Mrs Touré with a title")

![](other.jpg)

> [!FIGURE]
> ![A](photo.jpg)
> ![B](other.jpg)
-- content/about.fr.md --
---
title: À propos
summary: Ce que c’est.
translated_from: en
---
![](photo.jpg)
-- content/images.yaml --
photo.jpg:
  consent: given
  consent_until: 2026-12-31
  alt: { en: A woman at a market, fr: Une femme au marché }
other.jpg:
  consent: given
  alt: { en: A road, fr: Une route }
  credit: { en: Photo by Awa, fr: Photo d’Awa }
`

func picturedSite(t *testing.T) string {
	dir := smallSite(t, pictured)
	folder.Write(t, dir, "content/photo.jpg", photo(t, 1200, "x"))
	folder.Write(t, dir, "content/other.jpg", photo(t, 300, "x"))
	return dir
}

// naming returns the published files that name or are photo.jpg.
func naming(t *testing.T, dir, word string) (found []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(filepath.Join(dir, "public")), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(filepath.Join(dir, "public", name))
		if strings.Contains(name, word) || bytes.Contains(body, []byte(word)) {
			found = append(found, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func publishedText(t *testing.T, dir, name string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(dir, "public", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// TestWithheldPictureIsNowhere builds a site on the last day of a consent and on the next.
func TestWithheldPictureIsNowhere(t *testing.T) {
	dir := picturedSite(t)
	mustBuild(t, pipeline.Options{Dir: dir, Today: "2026-12-31"})
	html := publishedText(t, dir, "en/about/index.html")
	for _, want := range []string{
		`files/photo.jpg`, `property="og:image" content="https://hub.example.org/files/photo.jpg"`,
		`alt="The market"`, `alt="A woman at a market"`, `<figcaption>Mrs Touré with a title`,
		`alt="A road"`, `<figcaption><span class="credit">Photo by Awa</span></figcaption>`, `Mrs Touré at the market <span class="credit">Her son`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if got := publishedText(t, dir, "fr/about/index.html"); !strings.Contains(got, `alt="Une femme au marché"`) {
		t.Error("the French page lacks the French text")
	}
	if got := naming(t, dir, "photo"); len(got) < 4 {
		t.Errorf("only %q name the photo", got)
	}

	for _, c := range []struct{ today, images string }{
		{"2027-01-01", ""},
		{"", strings.Replace(pictured[strings.Index(pictured, "photo.jpg:\n"):], "consent: given\n  consent_until: 2026-12-31", "consent: refused", 1)},
	} {
		if c.images != "" {
			mustBuild(t, pipeline.Options{Dir: dir, Today: "2026-12-31"})
			folder.Write(t, dir, "content/images.yaml", c.images)
		}
		mustBuild(t, pipeline.Options{Dir: dir, Today: c.today})
		for _, word := range []string{"photo.jpg", "Mrs Touré"} {
			if got := naming(t, dir, word); len(got) > 0 {
				t.Errorf("%q is in %q", word, got)
			}
		}
		html = publishedText(t, dir, "en/about/index.html")
		for _, want := range []string{
			`<p class="withheld">Picture not shown: A woman at a market</p>`, `<span class="withheld">Picture not shown: The market</span>`,
			`the photo`, `alt="A road"`, `assets/share-`,
		} {
			if !strings.Contains(html, want) {
				t.Errorf("the page lacks %q", want)
			}
		}
	}
}

// TestDaysChangeOnlyWhatTheyDecide builds a site on days forwards and back, and compares
// each build with a clean one.
func TestDaysChangeOnlyWhatTheyDecide(t *testing.T) {
	dir := picturedSite(t)
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, pipeline.Options{Dir: dir, Out: out, Today: "2026-01-01"})
	for i, c := range []struct {
		today   string
		changes bool
	}{
		{"2026-06-30", false}, {"2026-12-31", false}, {"2027-01-01", true}, {"2030-01-01", false}, {"2026-12-31", true}, {"2026-12-30", false}, {"2027-01-02", true},
	} {
		clean := t.TempDir()
		o := pipeline.Options{Dir: dir, Today: c.today, Out: filepath.Join(clean, "public"), Cache: filepath.Join(clean, "cache")}
		sum, list, err := pipeline.Build(t.Context(), pipeline.Options{Dir: dir, Out: out, Today: c.today})
		_, cleanList, cleanErr := pipeline.Build(t.Context(), o)
		if err := errors.Join(err, cleanErr); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(cleanList, list); d != "" {
			t.Fatalf("day %d, %s: the diagnostics differ (-clean +incremental):\n%s", i, c.today, d)
		}
		if d := differences(t, o.Out, out); d != "" {
			t.Fatalf("day %d, %s: the incremental build is not the clean one:\n%s", i, c.today, d)
		}
		if changed := sum.Written+sum.Removed > 0; changed != c.changes {
			t.Errorf("day %d, %s: %s", i, c.today, fmt.Sprintf("%d files written, %d removed", sum.Written, sum.Removed))
		}
	}
}
