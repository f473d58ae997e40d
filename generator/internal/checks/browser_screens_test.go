//go:build site

package checks

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// inBothLanguages names pages of several kinds in both languages.
var inBothLanguages = []string{
	"en/index.html", "en/countries/mali/index.html", "en/outcomes/justice/index.html", "en/library/index.html",
	"en/glossary/ecowas/index.html", "en/theory-of-change/index.html", "en/library/mali-rural-justice/index.html",
	"fr/index.html", "fr/pays/mali/index.html", "fr/resultats/justice/index.html", "fr/bibliotheque/index.html",
}

// TestReportsTellThePage reads the mail of "report an error": title and address of the page,
// and a subject in its language.
func TestReportsTellThePage(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	for _, page := range inBothLanguages {
		var title, canonical, mail string
		if err := b.do(open(h.urlOf(page)),
			eval(`document.querySelector("meta[property='og:title']").content`, &title),
			eval(`document.querySelector("link[rel=canonical]").href`, &canonical),
			eval(`decodeURIComponent([...document.querySelectorAll("footer a[href^='mailto:']")].at(-1).href)`, &mail)); err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		subject, body, _ := strings.Cut(mail, "&body=")
		words := "An error on the page"
		if strings.HasPrefix(page, "fr/") {
			words = "Erreur sur la page"
		}
		if !strings.Contains(subject, "?subject="+words) || !strings.Contains(subject, title) {
			t.Errorf("%s: the subject is %q", page, subject)
		}
		if !strings.Contains(body, title) || !strings.Contains(body, canonical) {
			t.Errorf("%s: the mail of %q (%s) is %q", page, title, canonical, body)
		}
	}
	report(t, b.takeProblems())
}

// TestWideScreensAreUsed looks for what stands beside a text where there is room, and for the
// facets of the search.
func TestWideScreensAreUsed(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	for _, page := range []string{"en/library/mali-rural-justice/index.html", "en/countries/mali/index.html", "fr/pays/mali/index.html"} {
		if err := b.do(as(screen{width: 1280}), open(h.urlOf(page))); err != nil {
			t.Fatal(err)
		}
		b.expect(t, `((text, aside) => aside.left >= text.right && aside.right > innerWidth * .9 && aside.top < text.bottom && aside.height > 100)(`+
			`...[".read .text", ".read .aside"].map(s => document.querySelector(s).getBoundingClientRect()))`, "true")
		b.expect(t, `document.querySelector(".read .aside .sources").checkVisibility()`, "true")
	}
	for width, unfolded := range map[int64]string{360: "false", 895: "false", 896: "true", 1280: "true"} {
		b := newTab(t, h.url)
		if err := b.do(as(screen{width: width}), open(h.urlOf(searchPages["en"])+"?q=justice")); err != nil {
			t.Fatal(err)
		}
		b.expect(t, `document.querySelector("#p-refine:not([hidden]) details").open`, unfolded)
		report(t, b.takeProblems())
	}
	report(t, b.takeProblems())
}

// TestTitlesBeginOnTheFirstScreen opens pages on a phone: the title is near the top, the search
// says what it is, and the short link to the other language has its full name.
func TestTitlesBeginOnTheFirstScreen(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	for _, page := range samples(t, true) {
		if !strings.Contains(page, "/") || filepath.Base(page) == "404.html" {
			continue // the page that asks for a language, and the one that is nowhere
		}
		var top float64
		var unnamed, link string
		if err := b.do(as(screen{width: 360}), open(h.urlOf(page)),
			eval(`document.querySelector("h1").getBoundingClientRect().top`, &top),
			eval(`[...document.querySelectorAll("input[type=search]")].filter(i => !(i.labels[0]?.textContent.trim() && (i.placeholder || i.labels[0].getBoundingClientRect().height > 10))).map(i => i.outerHTML).join()`, &unnamed),
			eval(`(e => e ? [...e.childNodes].filter(n => n.ariaHidden !== "true").map(n => n.textContent).join("") : "")(document.querySelector(".langs a"))`, &link)); err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		if top >= 200 {
			t.Errorf("%s: the title begins at %g", page, top)
		}
		if unnamed != "" {
			t.Errorf("%s: nothing says what this is for: %s", page, unnamed)
		}
		if !strings.Contains(link, ":") {
			t.Errorf("%s: the link to the other language is named %q", page, link)
		}
	}
	report(t, b.takeProblems())
}

// TestFirstVisit opens pages as somebody does who never was there: few requests, the display
// face among the first, and nothing moves when it comes.
func TestFirstVisit(t *testing.T) {
	h := built(t, atRoot)
	for _, page := range inBothLanguages {
		for _, width := range []int64{360, 1280} {
			b := newTab(t, h.url)
			var asked []string
			var early, blocked bool
			var s shift
			if err := b.do(as(screen{width: width}), open(h.urlOf(page)),
				eval(`performance.getEntriesByType("resource").map(r => r.name)`, &asked),
				eval(`(p => !!p && performance.getEntriesByName(p.href).length > 0 && document.fonts.check("700 1em " + getComputedStyle(document.querySelector("h1")).fontFamily.split(",")[0]))(document.querySelector("link[rel=preload][as=font]"))`, &early),
				eval(`(family => [...document.fonts].filter(f => f.family.replaceAll('"', "") === family).some(f => f.display === "block" || f.display === "auto"))(getComputedStyle(document.querySelector("h1")).fontFamily.split(",")[0].replaceAll('"', ""))`, &blocked),
				eval(shifted, &s)); err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			if len(asked) > 3 {
				t.Errorf("%s (%d) asks for %d files and itself: %q", page, width, len(asked), asked)
			}
			if !early || blocked {
				t.Errorf("%s (%d): preloads its face: %v, waits for it: %v", page, width, early, blocked)
			}
			if s.Sum > 0 {
				t.Errorf("%s (%d) moves by %.4f: %q", page, width, s.Sum, s.Moved)
			}
			report(t, b.takeProblems())
		}
	}
}

// TestFactsFoldOnPhones opens a country: its facts are folded on a phone, open where there is
// room. Beside countries, terms and partners stands no date of their own.
func TestFactsFoldOnPhones(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	for width, visible := range map[int64]string{360: "false", 1280: "true"} {
		if err := b.do(as(screen{width: width}), open(h.urlOf("fr/pays/mali/index.html"))); err != nil {
			t.Fatal(err)
		}
		b.expect(t, `document.querySelector("details.fold .facts a").checkVisibility()`, visible)
		b.expect(t, `document.querySelector("details.fold summary").checkVisibility()`, strconv.FormatBool(visible == "false"))
	}
	if err := b.do(as(screen{width: 360}), open(h.urlOf("fr/pays/mali/index.html")),
		eval(`(document.querySelector("details.fold summary").click(), true)`, new(bool))); err != nil {
		t.Fatal(err)
	}
	b.expect(t, `document.querySelector("details.fold .facts a").checkVisibility()`, "true")
	for _, page := range []string{"en/glossary/ecowas/index.html", "en/glossary/index.html", "en/countries/index.html", "en/partners/index.html", "en/partners/cordaid/index.html", "en/countries/mali/index.html"} {
		if err := b.do(open(h.urlOf(page))); err != nil {
			t.Fatal(err)
		}
		b.expect(t, `document.querySelectorAll(".head time, .facts time, .terms time, .names time").length`, "0")
	}
	report(t, b.takeProblems())
}
