//go:build site

package checks

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// redeployed are the words that one page of each build has, and that no other build has.
var redeployed = []string{"zorilla", "wildebeest", "aardvark", "meerkat"}

// builds builds the site several times, each with one word that the others lack, and
// returns the folders.
func builds(t *testing.T, name string, args ...string) (dirs []string) {
	t.Helper()
	if err := sources(name); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(scratch, name)
	page := filepath.Join(dir, "site", "content", "countries", "mali.en.md")
	text := read(t, page)
	for i, word := range redeployed {
		if err := os.WriteFile(page, []byte(text+"\nHere lives the "+word+".\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(dir, strconv.Itoa(i))
		all := append([]string{"-C", filepath.Join(dir, "site"), "build", "-o", out}, args...)
		if _, err := output(time.Minute, nil, program, all...); err != nil {
			t.Fatal(err)
		}
		dirs = append(dirs, out)
	}
	return dirs
}

// replaceFolder puts a copy of a folder in the place of another.
func replaceFolder(t *testing.T, dir, by string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(by)); err != nil {
		t.Fatal(err)
	}
}

// TestSearchAfterRedeploy replaces the site under an open page, three times in a row: the
// next query is answered from the new index, whatever the host lets browsers cache, and
// from a folder on a disk.
func TestSearchAfterRedeploy(t *testing.T) {
	hosted, onDisk := builds(t, "redeploy"), builds(t, "redeploy-disk", "--portable")
	for i, c := range []struct {
		name, caching string
		builds        []string
	}{
		{"no-cache", "no-cache", hosted}, {"max-age", "max-age=600", hosted}, {"disk", "", onDisk},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(scratch, fmt.Sprintf("redeployed-%d", i))
			replaceFolder(t, dir, c.builds[0])
			h := &host{dir: dir, url: (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}).String()}
			if c.caching != "" {
				var err error
				if h, err = serveFolder(dir, "/", true); err != nil {
					t.Fatal(err)
				}
				h.caching = c.caching
			}
			b := newTab(t, h.url)
			page := h.urlOf(searchPages["en"])
			if err := b.do(as(screen{width: 1280}), open(page+"?q=justice"),
				until(`document.querySelectorAll("#p-results .entries > li").length > 5`)); err != nil {
				t.Fatal(err)
			}
			for n, word := range redeployed[1:] {
				replaceFolder(t, dir, c.builds[n+1])
				if err := b.do(eval(input+`.value = ""`, new(string)), chromedp.Focus("#p-q"), typed(word),
					until(`document.querySelector("#p-results .entries mark")?.textContent == `+strconv.Quote(word))); err != nil {
					t.Fatalf("%s: %v", word, err)
				}
				b.expect(t, `location.search + " " + `+input+`.value`, "?q="+word+" "+word)
				b.expect(t, `document.querySelector("#p-failed").hidden`, "true")
			}
			redeployUnderBox(t, b, h, dir, c.builds)
			b.takeProblems() // the missing files are noted
			// A page that is opened now may get the old table of contents from the cache.
			if err := b.do(open(page+"?q="+redeployed[0]), until(`document.querySelector("#p-results .entries mark")?.textContent == `+strconv.Quote(redeployed[0]))); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// redeployUnderBox does the same with the box in the masthead of a page, and leaves the
// first build.
func redeployUnderBox(t *testing.T, b *tab, h *host, dir string, builds []string) {
	t.Helper()
	const listed = `[...document.querySelectorAll("[role=option]")].map(o => o.textContent).join()`
	if err := b.do(open(h.urlOf("en/countries/niger/index.html")), chromedp.Focus("#p-q"), typed("justice"), until(options+` > 2`)); err != nil {
		t.Fatal(err)
	}
	for n, word := range []string{redeployed[2], redeployed[1], redeployed[0]} {
		replaceFolder(t, dir, builds[2-n])
		if err := b.do(eval(input+`.value = ""`, new(string)), typed(word), until(options+` == 1 && `+listed+`.includes("Mali")`)); err != nil {
			t.Fatalf("%s in the box: %v", word, err)
		}
		b.expect(t, input+`.value`, word)
	}
}
