package feed

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"griot/generator/internal/testkit/golden"
	"griot/generator/site"
)

const base = "https://hub.example.org/"

func twoLanguages() []URL {
	both := []Alternate{{"en", base + "en/a/"}, {"fr", base + "fr/a/"}, {"x-default", base + "en/a/"}}
	return []URL{
		{base + "fr/a/", "2026-11-20", both},
		{base + "en/a/", "2026-11", both},
		{base + "en/only/?a=1&b=2", "2026-12-24", nil},
	}
}

func TestSitemap(t *testing.T) {
	files := Sitemap(base, twoLanguages())
	if len(files) != 1 || files[0].Name != "sitemap.xml" {
		t.Fatalf("got %d files", len(files))
	}
	wellFormed(t, files[0].Body)
	golden.File(t, "testdata/sitemap.xml", files[0].Body)

	urls := twoLanguages()
	slices.Reverse(urls)
	if got := Sitemap(base, urls)[0].Body; string(got) != string(files[0].Body) {
		t.Error("the order in which addresses are given changes the sitemap")
	}
}

func TestSitemapSplits(t *testing.T) {
	var urls []URL
	for i := range 10 {
		urls = append(urls, URL{Loc: fmt.Sprintf("%sen/page-%d/", base, i)})
	}
	urls[1].LastMod = "2026-11-20"
	one := len(Sitemap(base, urls[2:3])[0].Body)
	entry := one - len(urlsetOpen) - len(urlsetClose)
	tests := []struct {
		name               string
		maxURLs, maxBytes  int
		wantParts, largest int
	}{
		{"fits exactly", 10, 1 << 20, 1, 10},
		{"by number", 4, 1 << 20, 3, 4},
		{"by size", 100, one + 3*entry + 60, 3, 4},
		{"each alone", 100, 1, 10, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := sitemap(base, urls, tt.maxURLs, tt.maxBytes)
			var locs []string
			for _, f := range files {
				var set struct {
					XMLName xml.Name
					URL     []struct {
						Loc string `xml:"loc"`
					} `xml:"url"`
				}
				if err := xml.Unmarshal(f.Body, &set); err != nil {
					t.Fatal(err)
				}
				if len(set.URL) > tt.largest {
					t.Errorf("%s has %d addresses, want at most %d", f.Name, len(set.URL), tt.largest)
				}
				if tt.wantParts > 1 && len(set.URL) > 1 && len(f.Body) > tt.maxBytes {
					t.Errorf("%s has %d bytes, want at most %d", f.Name, len(f.Body), tt.maxBytes)
				}
				for _, u := range set.URL {
					locs = append(locs, u.Loc)
				}
			}
			if len(locs) != len(urls) || !slices.IsSorted(locs) {
				t.Errorf("got addresses %v", locs)
			}
			checkIndex(t, files, tt.wantParts)
		})
	}
}

// checkIndex fails unless the first file is the index of the others.
func checkIndex(t *testing.T, files []File, wantParts int) {
	t.Helper()
	if wantParts == 1 {
		if len(files) != 1 {
			t.Errorf("got %d files, want one", len(files))
		}
		return
	}
	var index struct {
		Sitemap []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
		} `xml:"sitemap"`
	}
	if err := xml.Unmarshal(files[0].Body, &index); err != nil {
		t.Fatal(err)
	}
	if len(index.Sitemap) != wantParts || len(files) != wantParts+1 {
		t.Fatalf("the index lists %d of %d files, want %d", len(index.Sitemap), len(files)-1, wantParts)
	}
	dated := 0
	for i, s := range index.Sitemap {
		if s.Loc != base+files[i+1].Name {
			t.Errorf("entry %d of the index is %q, want %q", i, s.Loc, files[i+1].Name)
		}
		if s.LastMod == "2026-11-20" {
			dated++
		}
	}
	if dated != 1 {
		t.Errorf("%d parts carry the only known date, want 1", dated)
	}
}

func TestDay(t *testing.T) {
	for d, want := range map[site.Date]site.Date{"2026-11-20": "2026-11-20", "2026-11": "", "2026": "", "": "", "2026-13-40": ""} {
		if got := day(d); got != want {
			t.Errorf("day(%q) = %q, want %q", d, got, want)
		}
	}
}

func TestRobots(t *testing.T) {
	tests := []struct {
		name     string
		sitemap  string
		disallow []string
		want     string
	}{
		{"everything", base + "sitemap.xml", nil, "User-agent: *\nDisallow:\n\nSitemap: https://hub.example.org/sitemap.xml\n"},
		{"some paths", "", []string{"/z/", "/search/"}, "User-agent: *\nDisallow: /search/\nDisallow: /z/\n"},
	}
	for _, tt := range tests {
		if got := string(Robots(tt.sitemap, tt.disallow...)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// The longest URLs that a site can have fit into one sitemap if OneSitemap says
// so.
func TestOneSitemap(t *testing.T) {
	slug := strings.Repeat("a", 100)
	long := base + "pt-br/" + slug + "/" + slug + "/" + slug + "/"
	var both []Alternate
	for _, lang := range []string{"en", "pt-br", "x-default"} {
		both = append(both, Alternate{lang, long})
	}
	n := 0
	for OneSitemap(base, n+1, 2) {
		n++
	}
	if n < 25_000 || n > maxURLs {
		t.Fatalf("one sitemap up to %d pages", n)
	}
	if files := Sitemap(base, slices.Repeat([]URL{{long, "2026-11-20", both}}, n)); len(files) != 1 {
		t.Errorf("%d pages make %d sitemaps", n, len(files))
	}
}
