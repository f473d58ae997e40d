//go:build site

package checks

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// filtering is true once the library's script has taken the facets over.
const filtering = `document.querySelector("ul.chips") != null`

// TestLibraryFilters combines filters, sorts and goes back, wherever the site
// is.
func TestLibraryFilters(t *testing.T) {
	for name, h := range hosts(t) {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, h.url)
			const shown = `document.querySelectorAll(".split .entries > li").length`
			const said = `parseInt(document.querySelector("#p-list").textContent)`
			reach := eval(`(document.querySelector(".facets").dispatchEvent(new Event("pointerover")), true)`, new(bool))
			var all, some int
			if err := b.do(as(screen{width: 1280}), open(h.urlOf("fr/bibliotheque/index.html")), eval(shown, &all), reach,
				until(`!document.querySelector(".sort").hidden`), follow("#p-refine", "Niger"),
				until(`location.search == "?country=niger"`), eval(shown, &some)); err != nil {
				t.Fatal(err)
			}
			if some == 0 || some >= all {
				t.Errorf("of %d documents, %d are about Niger", all, some)
			}
			b.expect(t, said+` == `+shown, "true")
			// A second facet narrows the first; a second choice of one widens it.
			if err := b.do(follow("#p-refine", "Sécurité"), until(`location.search == "?outcome=security&country=niger"`)); err != nil {
				t.Fatal(err)
			}
			b.expect(t, shown+` > 0 && `+shown+` < `+strconv.Itoa(some), "true")
			b.expect(t, `document.querySelectorAll(".chips a").length`, "2")
			if err := b.do(eval(`(history.back(), true)`, new(bool))); err != nil {
				t.Fatal(err)
			}
			b.expect(t, shown, strconv.Itoa(some))
			if err := b.do(follow("#p-refine", "Mali")); err != nil {
				t.Fatal(err)
			}
			b.expect(t, shown+` > `+strconv.Itoa(some), "true")
			if err := b.do(eval(`(document.querySelector("[data-sort=title]").click(), true)`, new(bool))); err != nil {
				t.Fatal(err)
			}
			b.expect(t, `(t => t.join("|") == [...t].sort(new Intl.Collator("fr").compare).join("|"))([...document.querySelectorAll(".split .entries h3")].map(h => h.textContent))`, "true")
			// The URL alone gives the same list.
			var address string
			var titles string
			const heads = `[...document.querySelectorAll(".split .entries h3")].map(h => h.textContent).join("|")`
			if err := b.do(eval(`location.href`, &address), eval(heads, &titles)); err != nil {
				t.Fatal(err)
			}
			if err := b.do(open(address)); err != nil {
				t.Fatal(err)
			}
			b.expect(t, heads, titles)
			report(t, b.takeProblems())

			// From the list of one term, a second facet leads to both.
			if err := b.do(open(h.urlOf("fr/bibliotheque/pays/niger/index.html")), reach, until(filtering), follow("#p-refine", "Justice"), until(`location.search.includes("country=niger") && location.search.includes("outcome=justice") && !document.querySelector(".sort").hidden`)); err != nil {
				t.Error(err)
			}
			report(t, b.takeProblems())
		})
	}
}

// TestLongLibrary filters a library of two pages, which asks the search: the
// pages give way to one list, and come back.
func TestLongLibrary(t *testing.T) {
	if err := sources("long"); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(scratch, "long")
	for i := range 60 {
		text := fmt.Sprintf("---\ntitle: Copy %d\nsummary: A document that only fills the library.\ndate: 2020-01-01\n"+
			"type: report\nkey_messages: [It fills.]\nsources: [{title: None}]\ncountries: [%s]\n---\n\nText.\n", i, []string{"mali", "niger"}[i%2])
		if err := os.WriteFile(filepath.Join(dir, "site", "content", "briefs", fmt.Sprintf("copy-%d.en.md", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := output(time.Minute, nil, program, "-C", filepath.Join(dir, "site"), "build", "-o", filepath.Join(dir, "out")); err != nil {
		t.Fatal(err)
	}
	h, err := serveFolder(filepath.Join(dir, "out"), "/", true)
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t, h.url)
	const shown = `document.querySelectorAll(".split .entries > li").length`
	reach := eval(`(document.querySelector(".facets").dispatchEvent(new Event("pointerover")), true)`, new(bool))
	var mali, all string
	if err := b.do(as(screen{width: 1280}), open(h.urlOf("en/library/index.html")),
		eval(`document.querySelector("#p-list").textContent`, &all), reach, until(filtering),
		eval(`document.querySelector("#p-refine a[data-value=mali] .n").firstChild.textContent`, &mali),
		follow("#p-refine", "Mali"), until(`location.search == "?country=mali" && document.querySelector(".pages").hidden`)); err != nil {
		t.Fatal(err)
	}
	b.expect(t, shown, mali)
	b.expect(t, `(e => e.querySelector(".meta li").textContent + ", " + e.querySelector(".meta:last-child").textContent)([...document.querySelectorAll(".split .entries > li")].find(e => e.textContent.includes("Copy 0")))`, "Report, Mali")
	// More than fit at once come by a button, and the focus goes to the first of them.
	if err := b.do(follow("#p-refine", "Niger"), until(shown+` == 50`),
		eval(`(document.querySelector(".split .go:not([hidden]) button").click(), true)`, new(bool)), until(shown+` > 50`)); err != nil {
		t.Fatal(err)
	}
	b.expect(t, `document.activeElement == document.querySelectorAll(".split .entries h3 a")[50]`, "true")
	b.expect(t, `parseInt(document.querySelector("#p-list").textContent) == `+shown, "true")
	if err := b.do(eval(`(history.go(-2), true)`, new(bool)), until(`!document.querySelector(".pages").hidden`)); err != nil {
		t.Fatal(err)
	}
	b.expect(t, `document.querySelector("#p-list").textContent + `+shown, all+strconv.Itoa(50))
	// Filters of a further page lead to the first one.
	if err := b.do(open(h.urlOf("en/library/page-2/index.html")), reach, until(filtering),
		follow("#p-refine", "Mali"), until(`location.href == `+strconv.Quote(h.url+"en/library/?country=mali")+` && `+shown+` == `+mali),
		eval(`(document.querySelector(".split .entries h3 a").click(), true)`, new(bool)), until(`document.querySelector("h1") != null && !location.search`)); err != nil {
		t.Fatal(err)
	}
	report(t, b.takeProblems())
}
