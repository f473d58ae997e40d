//go:build site

package checks

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBoxShowsItsLastRow types what fills the list, on screens of several sizes: the row
// that leads to all results is always in sight, and other rows can be reached.
func TestBoxShowsItsLastRow(t *testing.T) {
	h := built(t, atRoot)
	const whole = `(o => {
		const a = o.getBoundingClientRect(), b = o.closest(".pop").getBoundingClientRect()
		const at = document.elementFromPoint((a.left + a.right) / 2, (a.top + a.bottom) / 2)
		return a.top >= b.top && a.bottom <= b.bottom && a.bottom <= innerHeight && o.contains(at)
	})`
	const last = `document.querySelector("[role=option]:last-child")`
	for _, size := range [][2]int64{{1280, 900}, {360, 740}, {320, 480}} {
		for lang, query := range map[string]string{"en": "justise", "fr": "justise"} {
			b := newTab(t, h.url)
			page := map[string]string{"en": "en/countries/mali/index.html", "fr": "fr/pays/mali/index.html"}[lang]
			if err := b.do(as(screen{width: size[0]}), chromedp.EmulateViewport(size[0], size[1]), open(h.urlOf(page)),
				chromedp.Focus("#p-q"), typed(query), until(options+` > 5 && `+last+`.className == "all"`)); err != nil {
				t.Fatal(err)
			}
			b.expect(t, whole+`(`+last+`)`, "true")
			for range 6 {
				if err := b.do(typed(keyDown)); err != nil {
					t.Fatal(err)
				}
				b.expect(t, whole+`(document.querySelector("[aria-selected=true]"))`, "true")
			}
			if t.Failed() {
				t.Fatalf("at %d by %d, %q", size[0], size[1], query)
			}
			report(t, b.takeProblems())
		}
	}
}

// TestTwoLettersSayNothing types words of two letters that no page has.
func TestTwoLettersSayNothing(t *testing.T) {
	b := newTab(t, built(t, atRoot).url)
	const seen = `[...document.querySelectorAll(".pop:not([hidden]), .find [role=status], #p-results:not([hidden])")].map(e => e.textContent).join("")`
	wait := eval(`new Promise(done => setTimeout(() => done(true), 600))`, new(bool)) // longer than the announcer's pause
	if err := b.do(as(screen{width: 1280}), open(built(t, atRoot).urlOf("en/countries/mali/index.html")), chromedp.Focus("#p-q"),
		until(`window.griotSearch != null`), typed("qx"), wait); err != nil {
		t.Fatal(err)
	}
	b.expect(t, seen, "")
	if err := b.do(typed("zq"), until(`document.querySelector(".pop:not([hidden]) .note:not([hidden])") != null`)); err != nil {
		t.Error("four letters that no page has: ", err)
	}
	if err := b.do(open(built(t, atRoot).urlOf(searchPages["en"])), chromedp.Focus("#p-q"), until(`window.griotSearch != null`), typed("qx"), wait); err != nil {
		t.Fatal(err)
	}
	b.expect(t, seen, "")
	report(t, b.takeProblems())
}

// TestLanguageSwitchKeepsTheQuery searches with a filter and goes to the other language,
// wherever the site is.
func TestLanguageSwitchKeepsTheQuery(t *testing.T) {
	for name, h := range hosts(t) {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, h.url)
			ready := until(`document.querySelectorAll("#p-results .entries > li").length > 0`)
			if err := b.do(as(screen{width: 1280}), open(h.urlOf(searchPages["en"])+"?q=justice&country=mali&lang=fr"), ready,
				chromedp.Focus("#p-q"), typed(" securit"), until(`location.search == "?q=justice+securit&country=mali&lang=fr"`),
				eval(`(document.querySelector(".langs a[hreflang=fr]").click(), true)`, new(bool)),
				until(`document.documentElement.lang == "fr" && document.querySelectorAll("#p-results .entries > li").length > 0`)); err != nil {
				t.Fatal(err)
			}
			b.expect(t, `location.search + " " + `+input+`.value`, "?q=justice+securit&country=mali justice securit")
			b.expect(t, `document.querySelector(".chips a > span").textContent`, "Mali")
			if err := b.do(eval(`(history.replaceState({}, "", location.pathname), location.reload(), true)`, new(bool)),
				until(`document.querySelector(".unsearched").checkVisibility()`)); err != nil {
				t.Fatal(err)
			}
			b.expect(t, `document.querySelector(".langs a[hreflang=en]").search`, "")
			report(t, b.takeProblems())
		})
	}
}

// answering replaces the search of a page whose script has come by one that changes
// responses r for a query q.
func answering(change string) chromedp.Action[chromedp.Void] {
	return eval(`(() => {
		const open = griotSearch.openSearch
		griotSearch.openSearch = async (...args) => {
			const s = await open(...args)
			return {...s, query: async (q, o) => { const r = await s.query(q.replace(/-\S+/, ""), o); (`+change+`)(r, q); return r }}
		}
		return true
	})()`, new(bool))
}

// TestResultsTellWhatTheyAre looks at the entries of the search page.
func TestResultsTellWhatTheyAre(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	ready := until(`document.querySelectorAll("#p-results .entries > li").length > 0`)
	if err := b.do(as(screen{width: 1280}), open(h.urlOf(searchPages["en"])+"?q=security"), ready,
		until(`(document.querySelector("#p-results .go:not([hidden]) button")?.click(), document.querySelectorAll("#p-results .entries > li").length > 25)`)); err != nil {
		t.Fatal(err)
	}
	// Marks stand as hub.yaml lists the outcomes.
	var orders []string
	if err := b.do(eval(`[...new Set([...document.querySelectorAll("#p-results .entries > li > :last-child")].map(l => [...l.querySelectorAll(".o")].map(o => o.textContent).join(" ")))]`, &orders)); err != nil {
		t.Fatal(err)
	}
	several := 0
	for _, order := range orders {
		if !strings.Contains("Security Justice Inclusion", order) && order != "Security Inclusion" {
			t.Errorf("outcomes stand as %q", order)
		}
		several += strings.Count(order, " ")
	}
	if several == 0 {
		t.Errorf("no entry has several outcomes: %q", orders)
	}
	// A date stands with documents, whose pages show it, and with nothing else.
	var dated, undated []string
	if err := b.do(eval(`[...new Set([...document.querySelectorAll("#p-results .meta:has(time)")].map(m => m.firstChild.textContent))]`, &dated),
		eval(`[...new Set([...document.querySelectorAll("#p-results .entries > li > .meta:first-child:not(:has(time))")].map(m => m.firstChild.textContent))]`, &undated)); err != nil {
		t.Fatal(err)
	}
	wants(t, undated, "Glossary", "Country")
	if len(dated) == 0 || strings.Contains(fmt.Sprint(dated), "Glossary") {
		t.Errorf("dates stand with %q", dated)
	}

	// Other names of an entry are no text: its summary is shown instead.
	if err := b.do(open(h.urlOf(searchPages["en"])+"?q=%22reform+of+the+security+sector%22"), ready); err != nil {
		t.Fatal(err)
	}
	b.expect(t, `[...document.querySelectorAll("#p-results .entries > li")].some(e => e.querySelector("h3").textContent == "Security sector reform" && e.querySelector(":scope > p").textContent.split(" ").length > 8)`, "true")

	// Hits of one title show their kinds.
	if err := b.do(open(h.urlOf(searchPages["en"])), chromedp.Focus("#p-q"), until(`window.griotSearch != null`),
		answering(`r => { for (const h of r.hits) h.title = "Mali" }`), typed("justice brief"), ready); err != nil {
		t.Fatal(err)
	}
	b.expect(t, `[...document.querySelectorAll("#p-results .entries > li > .meta:first-child")].some(m => m.children.length > 1 && m.children[1].textContent == "Document")`, "true")
	report(t, b.takeProblems())
}

// TestExcludedWordsAreTold excludes a word, in both languages, and takes it back.
func TestExcludedWordsAreTold(t *testing.T) {
	h := built(t, atRoot)
	for lang, told := range map[string]string{
		"en": "Pages that contain police are left out. Search for “police” too",
		"fr": "Les pages qui contiennent police sont écartées. Chercher aussi « police »",
	} {
		b := newTab(t, h.url)
		if err := b.do(as(screen{width: 360}), open(h.urlOf(searchPages[lang])), chromedp.Focus("#p-q"), until(`window.griotSearch != null`),
			answering(`(r, q) => { if (q.includes("-police")) r.excluded = ["police"] }`), typed("justice -police"),
			until(`document.querySelectorAll("#p-results .entries > li").length > 0 && document.querySelector(".said p a") != null`)); err != nil {
			t.Fatal(err)
		}
		b.expect(t, `document.querySelector(".said p").textContent.replace(/\u00a0|\u202f/g, " ")`, told)
		if err := b.do(eval(`(document.querySelector(".said p a").click(), true)`, new(bool)), until(`location.search == "?q=justice+police"`)); err != nil {
			t.Fatal(err)
		}
		b.expect(t, `document.querySelector(".said").textContent.includes("left out") || document.querySelector(".said").textContent.includes("écartées")`, "false")
		report(t, b.takeProblems())
	}
}
