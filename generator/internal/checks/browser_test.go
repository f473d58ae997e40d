//go:build site

package checks

import (
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// hosts returns the site as readers may reach it: at the root of a host, in a folder
// of one, and in a folder on their disk.
func hosts(t *testing.T) map[string]*host {
	t.Helper()
	disk := *built(t, portable)
	disk.url = (&url.URL{Scheme: "file", Path: filepath.ToSlash(disk.dir) + "/"}).String()
	return map[string]*host{"root": built(t, atRoot), "folder": built(t, inFolder), "disk": &disk}
}

// TestRootFollowsTheBrowsersLanguage comes to the root in a new tab each time.
func TestRootFollowsTheBrowsersLanguage(t *testing.T) {
	for name, h := range hosts(t) {
		t.Run(name, func(t *testing.T) {
			for wanted, lang := range map[string]string{"fr-CA,fr,en": "fr", "en-GB,en,fr": "en", "de,fr": "fr"} {
				b := newTab(t, h.url)
				var now string
				err := b.do(prefers(wanted), open(h.urlOf("index.html")),
					until(`location.href.includes("/`+lang+`/")`), eval(`document.documentElement.lang`, &now))
				if err != nil || now != lang {
					t.Errorf("who prefers %s comes to a page in %q (%v)", wanted, now, err)
				}
				report(t, b.takeProblems())
			}
			b := newTab(t, h.url)
			var offered []string
			err := b.do(prefers("eo"), open(h.urlOf("index.html")),
				eval(`[...document.querySelectorAll("main a[hreflang]")].map(a => a.hreflang)`, &offered))
			if err != nil || !slices.Equal(offered, []string{"en", "fr"}) {
				t.Errorf("who reads neither language is offered %q (%v)", offered, err)
			}
			report(t, b.takeProblems())
		})
	}
}

// TestSamplesWorkEverywhere opens a page of each kind wherever a site may
// be, in each with another set of fonts, and looks for what a reader
// would call broken.
func TestSamplesWorkEverywhere(t *testing.T) {
	fonts := map[string]fontSet{"root": noto, "folder": liberation, "disk": dejaVu}
	for name, h := range hosts(t) {
		t.Run(name+" "+string(fonts[name]), func(t *testing.T) {
			t.Parallel()
			b := newTabWith(t, h.url, fonts[name])
			incomplete := incomplete(h)
			for _, page := range samples(t, true) {
				if h.url[:4] == "file" && filepath.Base(page) == "404.html" {
					continue // a folder has no error page
				}
				var missing []string
				var styled string
				err := b.do(prefers("eo"), as(screen{width: 1280}), open(h.urlOf(page)), eval(incomplete, &missing),
					eval(`getComputedStyle(document.querySelector("h1")).fontFamily`, &styled))
				if err != nil {
					t.Fatalf("%s: %v", page, err)
				}
				if strings.Contains(styled, "Times") {
					t.Errorf("%s has no style", page)
				}
				for _, p := range append(b.takeProblems(), missing...) {
					t.Errorf("%s: %s", page, p)
				}
			}
		})
	}
}

// TestLinksOfTheHomePageLeadOn clicks on every link of the home page, as a
// reader does, wherever the site is.
func TestLinksOfTheHomePageLeadOn(t *testing.T) {
	for name, h := range hosts(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newTab(t, h.url)
			home := h.urlOf("fr/index.html")
			var links []string
			err := b.do(open(home), eval(`[...new Set([...document.querySelectorAll("a[href]")].map(a => a.getAttribute("href")))]`, &links))
			if err != nil || len(links) < 5 {
				t.Fatalf("the home page has the links %q (%v)", links, err)
			}
			for _, link := range links {
				if strings.Contains(link, ":") || strings.HasSuffix(link, ".xml") {
					continue // mail, another host, or a feed
				}
				quoted := strconv.Quote(link)
				var to string
				err := b.do(open(home), eval(`new URL(`+quoted+`, location.href).href`, &to),
					eval(`window.left = true, [...document.querySelectorAll("a")]`+
						`.find(a => a.getAttribute("href") == `+quoted+`)`+
						`.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))`, new(any)))
				if err == nil {
					err = b.do(until(`location.href == ` + strconv.Quote(to) +
						` && (location.hash || !window.left) && !!document.querySelector("h1")?.textContent`))
				}
				if err != nil || !strings.HasPrefix(to, h.url) {
					t.Errorf("%s leads to %s (%v)", link, to, err)
				}
				for _, p := range b.takeProblems() {
					t.Errorf("%s: %s", link, p)
				}
			}
		})
	}
}

// TestLanguagesLeadToEachOther follows the language switcher of a page of each
// kind: the page behind it is in the language it names, and where it is a
// translation it leads back.
func TestLanguagesLeadToEachOther(t *testing.T) {
	t.Parallel()
	h := built(t, atRoot)
	b := newTab(t, h.url)
	const switcher = `[...document.querySelectorAll("nav a[hreflang][lang]")].map(a => [a.hreflang, a.href])`
	for _, page := range samples(t, true) {
		here, _, inLanguage := strings.Cut(page, "/")
		if !inLanguage || filepath.Base(page) == "404.html" {
			continue
		}
		var there [][2]string
		if err := b.do(open(h.urlOf(page)), eval(switcher, &there)); err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		if len(there) == 0 {
			t.Errorf("%s leads to no other language", page)
		}
		for _, other := range there {
			var lang, canonical string
			var back [][2]string
			err := b.do(open(other[1]), eval(`document.documentElement.lang`, &lang),
				eval(`document.querySelector("link[rel=canonical]")?.href ?? ""`, &canonical), eval(switcher, &back))
			if err != nil || lang != other[0] {
				t.Errorf("%s: the way to %s leads to a page in %q (%v)", page, other[0], lang, err)
			}
			if !slices.Contains(back, [2]string{here, h.urlOf(page)}) {
				t.Errorf("%s: %s doesn't lead back, but to %q", page, other[1], back)
			}
		}
	}
	report(t, b.takeProblems())
}

// TestKeyboardReachesTheText presses Tab and Enter: the first stop skips the
// menus, the next is in the text.
func TestKeyboardReachesTheText(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	for _, lang := range []string{"en", "fr"} {
		var first, next string
		var seen bool
		err := b.do(open(h.url+lang+"/"), chromedp.KeyEvent("\t"),
			eval(`document.activeElement.getAttribute("href") ?? ""`, &first),
			eval(`(r => r.width > 20 && r.height > 10 && r.left >= 0 && r.top >= 0)(document.activeElement.getBoundingClientRect())`, &seen),
			chromedp.KeyEvent("\r"), chromedp.KeyEvent("\t"),
			eval(`document.activeElement.closest("main") ? "text" : document.activeElement.outerHTML`, &next))
		if err != nil || !strings.HasPrefix(first, "#") || !seen || next != "text" {
			t.Errorf("%s: the first stop leads to %q, seen: %v, the next is %.100s (%v)", lang, first, seen, next, err)
		}
	}
	report(t, b.takeProblems())
}

// TestOldAddressesLeadOn renames a page and follows its old URLs.
func TestOldAddressesLeadOn(t *testing.T) {
	briefs, err := filepath.Glob(filepath.Join(root, "content", "briefs", "*.fr.md"))
	if err != nil || len(briefs) == 0 {
		t.Fatalf("no French brief (%v)", err)
	}
	name := strings.TrimSuffix(filepath.Base(briefs[0]), ".fr.md")
	if err := sources("moved"); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"mv", "briefs/" + name, "briefs/a-new-name"},
		{"build", "-o", filepath.Join(scratch, "moved", "out")},
	} {
		args = append([]string{"-C", filepath.Join(scratch, "moved", "site")}, args...)
		if _, err := output(time.Minute, nil, program, args...); err != nil {
			t.Fatal(err)
		}
	}
	h, err := serveFolder(filepath.Join(scratch, "moved", "out"), "/", true)
	if err != nil {
		t.Fatal(err)
	}
	old := 0
	for _, page := range filesIn(t, h.dir, ".html") {
		text := read(t, h.dir, page)
		if !refresh.MatchString(text) {
			continue
		}
		old++
		want := "no canonical address"
		if m := canon.FindStringSubmatch(text); m != nil {
			want = h.url + strings.TrimPrefix(m[1], base(t))
		}
		b := newTab(t, h.url)
		arrived := until(`location.href == ` + strconv.Quote(want))
		err := b.do(open(h.urlOf(page)), arrived)
		if err != nil { // asking a page that is just being left fails
			err = b.do(arrived)
		}
		if err != nil {
			t.Errorf("%s does not lead to %s: %v", page, want, err)
		}
		report(t, b.takeProblems())
	}
	if old == 0 {
		t.Errorf("nothing stands where %s was before it was renamed", name)
	}
}
