//go:build site

package checks

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"griot/generator/i18n"
	embedded "griot/i18n"
)

// exitHub is the hub with a quick exit to a page of another host, as a site for a host and
// as a folder.
func exitHub(t *testing.T) (onHost *host, folder, target string) {
	t.Helper()
	neutral := t.TempDir()
	for name, text := range map[string]string{"index.html": "<!DOCTYPE html><html lang=en><title>Weather</title><p>Rain.", "favicon.ico": ""} {
		if err := os.WriteFile(filepath.Join(neutral, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	other, err := serveFolder(neutral, "/", true)
	if err != nil {
		t.Fatal(err)
	}
	if err := sources("exit"); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(scratch, "exit")
	if err := rewrite(filepath.Join(dir, "site", "content", "hub.yaml"), func(text string) string {
		return "quick_exit: { url: " + strconv.Quote(other.url) + ", sections: [countries] }\n" + text
	}); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"-o", filepath.Join(dir, "out")}, {"--portable", "-o", filepath.Join(dir, "folder")}} {
		if _, err := output(time.Minute, nil, program, append([]string{"-C", filepath.Join(dir, "site"), "build"}, args...)...); err != nil {
			t.Fatal(err)
		}
	}
	h, err := serveFolder(filepath.Join(dir, "out"), "/", true)
	if err != nil {
		t.Fatal(err)
	}
	return h, filepath.Join(dir, "folder"), other.url
}

// TestQuickExit leaves pages at once, in two browsers, from a host and from a folder, and
// looks at the bar on small and zoomed screens.
func TestQuickExit(t *testing.T) {
	h, folder, target := exitHub(t)
	words, _ := i18n.Load([]string{"fr"}, embedded.Files, nil)
	fr := words.For("fr")
	for _, name := range []string{"chrome", "firefox"} {
		for at, base := range map[string]string{"host": h.url, "folder": "file://" + filepath.ToSlash(folder) + "/"} {
			t.Run(name+" "+at, func(t *testing.T) {
				page, first := base+"fr/pays/mali/", base+"fr/a-propos/"
				if at == "folder" {
					page, first = page+"index.html", first+"index.html"
				}
				walk(t, name, "exit", map[string]string{
					"first": first, "page": page, "target": target,
					"twice": fr.T("exit.press_twice"), "once": fr.T("exit.press_once"),
				})
			})
		}
	}
	page := read(t, h.dir, "fr/pays/mali/index.html")
	for _, want := range []string{`href="` + target + `" rel="noreferrer nofollow"`, `<meta name="referrer" content="no-referrer">`, `id="p-exit"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, name := range []string{"fr/a-propos/index.html", "fr/index.html"} {
		if strings.Contains(read(t, h.dir, name), "exit-go") {
			t.Errorf("%s, in no section of quick_exit, has the link", name)
		}
	}
	b := newTab(t, h.url)
	for _, s := range [][2]int64{{320, 640}, {360, 640}, {640, 360}, {1280, 900}} { // the first is the least width of WCAG 1.4.10
		if err := b.do(as(screen{width: s[0]}), chromedp.EmulateViewport(s[0], s[1]), open(h.url+"fr/pays/mali/")); err != nil {
			t.Fatal(err)
		}
		b.expect(t, `document.documentElement.scrollWidth <= innerWidth`, "true")
		b.expect(t, `(bar => document.querySelector("main").getBoundingClientRect().top >= bar.bottom - 1)(document.querySelector(".exit-bar").getBoundingClientRect())`, "true")
		b.expect(t, `(scrollTo({top: 1500, behavior: "instant"}), (bar => bar.top === 0 && bar.bottom < innerHeight / 3)(document.querySelector(".exit-bar").getBoundingClientRect()))`, "true")
		b.expect(t, `(document.querySelector(".exit-more a").click(), document.querySelector("#p-exit").getBoundingClientRect().top >= document.querySelector(".exit-bar").getBoundingClientRect().bottom)`, "true")
		for _, p := range b.axe(t) {
			t.Errorf("%d: %s", s[0], p)
		}
	}
	report(t, b.takeProblems())
}
