//go:build site

package checks

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The search page of each language, as hub.yaml and the pages name them.
var searchPages = map[string]string{"en": "en/search/index.html", "fr": "fr/recherche/index.html"}

// typed types into whatever has the focus, a key at a time.
func typed(text string) chromedp.Action[chromedp.Void] { return chromedp.KeyEvent(text) }

// Keys by what they do.
const (
	keyDown   = "\u0301"
	keyUp     = "\u0304"
	keyEnd    = "\u0305"
	keyHome   = "\u0306"
	keyEscape = "\u001b"
	keyEnter  = "\r"
)

// expect evaluates a text in the page and compares it once it can be right.
func (b *tab) expect(t *testing.T, script, want string) {
	t.Helper()
	var got string
	if err := b.do(until(`(() => { try { return String(` + script + `) == ` + strconv.Quote(want) + ` } catch { return false } })()`)); err == nil {
		return
	}
	if err := b.do(eval(`String(`+script+`)`, &got)); err != nil {
		t.Errorf("%s: %v", script, err)
		return
	}
	t.Errorf("%s is %q, not %q", script, got, want)
}

const (
	input    = `document.querySelector("#p-q")`
	selected = `document.querySelector("[role=option][aria-selected=true]")?.id ?? ""`
	options  = `document.querySelectorAll("[role=option]").length`
)

// TestBoxByKeyboard searches from a page's masthead without a mouse, wherever
// the site is: nothing loads before the box has the focus.
func TestBoxByKeyboard(t *testing.T) {
	for name, h := range hosts(t) {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, h.url)
			page := h.urlOf("fr/pays/mali/index.html")
			var before int
			if err := b.do(prefers("fr"), as(screen{width: 1280}), open(page),
				eval(`document.querySelectorAll("script[src]").length`, &before)); err != nil {
				t.Fatal(err)
			}
			if before != 1 {
				t.Errorf("%d scripts load before anybody searches", before)
			}
			if err := b.do(chromedp.Focus("#p-q"), typed("justise"), until(`document.querySelector(".pop .note").textContent.includes("justice") && `+options+` > 2`)); err != nil {
				t.Fatal(err)
			}
			b.expect(t, input+`.getAttribute("aria-expanded")`, "true")
			for _, step := range []struct{ key, want string }{
				{keyDown, "p-o0"}, {keyDown, "p-o1"}, {keyHome, "p-o0"}, {keyUp, ""}, {keyUp, "last"}, {keyDown, ""}, {keyDown, "p-o0"}, {keyEnd, "last"},
			} {
				if err := b.do(typed(step.key)); err != nil {
					t.Fatal(err)
				}
				want := step.want
				if want == "last" {
					var n int
					if err := b.do(eval(options, &n)); err != nil {
						t.Fatal(err)
					}
					want = "p-o" + strconv.Itoa(n-1)
				}
				b.expect(t, selected, want)
				b.expect(t, input+`.getAttribute("aria-activedescendant") ?? ""`, want)
			}
			b.expect(t, `/justice.*\d+ résultats/.test(document.querySelector(".find [role=status]").textContent)`, "true")
			if err := b.do(typed(keyEscape)); err != nil {
				t.Fatal(err)
			}
			b.expect(t, input+`.getAttribute("aria-expanded") + `+input+`.value`, "falsejustise")
			if err := b.do(typed(keyEscape)); err != nil {
				t.Fatal(err)
			}
			b.expect(t, input+`.value`, "")

			// What a slip meant is not always clear, and the box says so.
			if err := b.do(typed("paus "), until(`document.querySelector(".pop .note").textContent.includes("pays ou plus")`), typed(keyEscape), typed(keyEscape)); err != nil {
				t.Error(err)
			}
			report(t, b.takeProblems())

			// Enter opens the page that is chosen.
			var to string
			err := b.do(typed("observatoire"), until(input+`.getAttribute("aria-expanded") == "true"`), typed(keyDown), until(`(`+selected+`) != ""`),
				eval(`new URL(document.querySelector("[aria-selected=true]").dataset.href, location.href).href`, &to),
				typed(keyEnter), until(`location.href != `+strconv.Quote(page)))
			if err != nil {
				t.Fatal(err)
			}
			b.expect(t, `location.href`, to)
			b.expect(t, `document.querySelector("h1").textContent.length > 3`, "true")

			// Without a choice, it leads to the search page.
			if err := b.do(open(page), chromedp.Focus("#p-q"), typed("justice"), typed(keyEnter),
				until(`location.search == "?q=justice" && document.querySelectorAll("#p-results .entries > li").length > 5`)); err != nil {
				t.Error(err)
			}
			report(t, b.takeProblems())
		})
	}
}

const found = `document.querySelector("#p-found").textContent`

// follow clicks on the first link whose text contains something.
func follow(within, text string) chromedp.Action[chromedp.Void] {
	return eval(`(a => (a.click(), true))([...document.querySelectorAll(`+strconv.Quote(within+" a")+`)].find(a => a.textContent.includes(`+strconv.Quote(text)+`)))`, new(bool))
}

// TestSearchPage asks, refines and goes back, wherever the site is: what
// is searched for is in the URL.
func TestSearchPage(t *testing.T) {
	for name, h := range hosts(t) {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, h.url)
			page := h.urlOf(searchPages["en"])
			ready := until(`document.querySelectorAll("#p-results .entries > li").length > 0`)
			if err := b.do(as(screen{width: 1280}), open(page+"?q=customery+justice"), ready); err != nil {
				t.Fatal(err)
			}
			b.expect(t, input+`.value`, "customery justice")
			b.expect(t, `document.querySelector(".said mark").textContent`, "customary")
			b.expect(t, `document.querySelector("#p-results .entries p mark") != null`, "true")
			var all string
			if err := b.do(eval(found, &all)); err != nil {
				t.Fatal(err)
			}
			b.expect(t, `document.title.startsWith("customery justice: ")`, "true")

			// The panel counts only where it is open, as it is on a wide screen.
			if err := b.do(until(`document.querySelectorAll("#p-refine a").length > 3`), follow("#p-refine", "Afghanistan"),
				until(`location.search.includes("country=afghanistan") && `+found+` != `+strconv.Quote(all))); err != nil {
				t.Fatal(err)
			}
			b.expect(t, `document.querySelector(".chips a > span").textContent`, "Afghanistan")
			b.expect(t, `[...document.querySelectorAll("#p-refine a[aria-current]")].length`, "1")
			if err := b.do(eval(`(history.back(), true)`, new(bool))); err != nil {
				t.Fatal(err)
			}
			b.expect(t, found, all)
			b.expect(t, `location.search + document.querySelectorAll(".chips a[href*=q]").length`, "?q=customery+justice0")

			// As typed, the word is unknown, and that is said.
			if err := b.do(follow(".said", "as typed"), until(`location.search.includes("%22")`)); err != nil {
				t.Fatal(err)
			}
			b.expect(t, `document.querySelector(".said b").textContent`, "customery")
			b.expect(t, `document.querySelector(".unsearched").hidden`, "false")

			// Where two words are about as likely, both are searched for, and either
			// is one click away.
			if err := b.do(open(page+"?q=peece+justice"), ready); err != nil {
				t.Fatal(err)
			}
			b.expect(t, `[...document.querySelectorAll(".said a:has(mark)")].map(a => a.innerText).join("; ")`, "peace justice; piece justice")
			b.expect(t, `document.querySelector(".said p").textContent.startsWith("Results for peace justice or piece justice.")`, "true")
			if err := b.do(follow(".said", "piece"), until(`location.search == "?q=piece+justice"`)); err != nil {
				t.Fatal(err)
			}

			// The other language is one click away.
			if err := b.do(open(page+"?q=justice"), ready, until(`document.querySelector(".said .other a") != null`),
				follow(".said .other", "French"), until(`location.search.includes("lang=fr")`)); err != nil {
				t.Fatal(err)
			}
			b.expect(t, `document.querySelector("#p-results h3 a").lang`, "fr")

			// Typing takes one place in the history, however many letters.
			var before, after int
			if err := b.do(open(page), chromedp.Focus("#p-q"), eval(`history.length`, &before), typed("securit"), ready,
				until(`location.search == "?q=securit"`), typed("y"), until(`location.search == "?q=security"`),
				eval(`history.length`, &after)); err != nil {
				t.Fatal(err)
			}
			if after != before+1 {
				t.Errorf("typing a word takes %d places in the history", after-before)
			}
			report(t, b.takeProblems())
		})
	}
}

// TestSearchSaysWhatIsMissing takes files of the index away, damages them, and
// puts them back: readers are told in their language, and can try again.
func TestSearchSaysWhatIsMissing(t *testing.T) {
	if err := build("broken", "--base-url", "http://127.0.0.1/"); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(scratch, "broken", "out")
	h, err := serveFolder(dir, "/", true)
	if err != nil {
		t.Fatal(err)
	}
	all, index := filepath.Join(dir, "search"), filepath.Join(dir, "search", "fr")
	contents := filepath.Join(dir, "search", "fr.js")
	page := h.urlOf(searchPages["fr"]) + "?q=justice"
	const told = `document.querySelector("#p-failed:not([hidden])")?.textContent ?? ""`
	again := eval(`(document.querySelector("#p-failed button").click(), true)`, new(bool))
	for _, c := range []struct {
		name, says string
		harm, mend func() error
	}{
		{"missing", "en cours de mise à jour", func() error { return os.Rename(index, index+".away") }, func() error { return os.Rename(index+".away", index) }},
		{"all missing", "Vérifiez la connexion", func() error { return os.Rename(all, all+".away") }, func() error { return os.Rename(all+".away", all) }},
		{"damaged", "mal chargée", func() error {
			return rewrite(contents, func(s string) string { return strings.Replace(s, "country", "countrx", 1) })
		},
			func() error {
				return rewrite(contents, func(s string) string { return strings.Replace(s, "countrx", "country", 1) })
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newTab(t, h.url)
			if err := c.harm(); err != nil {
				t.Fatal(err)
			}
			err := b.do(open(page), until(`(`+told+`).includes(`+strconv.Quote(c.says)+`)`))
			if mended := c.mend(); mended != nil {
				t.Fatal(mended)
			}
			if err != nil {
				t.Fatal(err)
			}
			b.takeProblems() // the missing file itself
			if err := b.do(again, until(`document.querySelectorAll("#p-results .entries > li").length > 0`)); err != nil {
				t.Fatal(err)
			}
			b.expect(t, told, "")
			report(t, b.takeProblems())
		})
	}
	t.Run("box", func(t *testing.T) {
		b := newTab(t, h.url)
		if err := os.Rename(index, index+".away"); err != nil {
			t.Fatal(err)
		}
		err := b.do(open(h.urlOf("fr/pays/mali/index.html")), chromedp.Focus("#p-q"), typed("justice"),
			until(`document.querySelector(".pop .note:not([hidden]) button") != null`))
		if mended := os.Rename(index+".away", index); mended != nil {
			t.Fatal(mended)
		}
		if err != nil {
			t.Fatal(err)
		}
		b.takeProblems()
		// On a busy machine an answer to fewer letters may arrive last; a reader
		// who sees nothing presses the button again, or types on.
		if err := b.do(until(options + ` > 2 || (() => {
			if (performance.now() < (window.next ?? 0)) return
			window.next = performance.now() + 5000
			const button = document.querySelector(".pop .note:not([hidden]) button"), box = document.querySelector("#p-q")
			if (button) button.click()
			else { box.focus(); box.dispatchEvent(new Event("input", {bubbles: true})) }
		})()`)); err != nil {
			t.Fatal(err)
		}
		report(t, b.takeProblems())
	})
}

// rewrite changes the text of a file.
func rewrite(path string, change func(string) string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(change(string(text))), 0o644)
}

// TestSearchWithoutScripts sends the form as a browser without JavaScript
// does: the page says why there are no results and leads to all pages.
func TestSearchWithoutScripts(t *testing.T) {
	for name, h := range hosts(t) {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, h.url)
			off := func(off bool) chromedp.Action[chromedp.Void] {
				return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
					_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off})
					return err
				})
			}
			if err := b.do(as(screen{width: 360}), off(true), chromedp.Navigate(h.urlOf("fr/pays/mali/index.html")),
				chromedp.Focus("#p-q"), typed("justice"), typed(keyEnter), until(`location.search == "?q=justice"`)); err != nil {
				t.Fatal(err)
			}
			b.expect(t, `document.querySelector(".unsearched").checkVisibility() && document.querySelector("noscript").checkVisibility()`, "true")
			b.expect(t, `[...document.querySelectorAll("main a")].some(a => a.href.includes("/toutes-les-pages/"))`, "true")
			report(t, b.takeProblems())
		})
	}
}

// TestBoxAndResultsAreAccessible runs axe over the open list of the box and
// over results with their facets, light and dark, narrow and wide.
func TestBoxAndResultsAreAccessible(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	for _, l := range []screen{{360, false}, {360, true}, {1280, false}, {1280, true}} {
		err := b.do(as(l), open(h.urlOf("fr/pays/mali/index.html")), chromedp.Focus("#p-q"), typed("justise"),
			until(`document.querySelector(".pop .note").textContent.includes("justice") && `+options+` > 2`), typed(keyDown))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range b.axe(t) {
			t.Errorf("box, %v: %s", l, p)
		}
		err = b.do(open(h.urlOf(searchPages["fr"])+"?q=paus+justise&country=mali"),
			until(`document.querySelectorAll("#p-results .entries > li").length > 0`),
			eval(`(document.querySelector("#p-refine summary").click(), true)`, new(bool)),
			until(`document.querySelectorAll("#p-refine a").length > 3`))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range b.axe(t) {
			t.Errorf("results, %v: %s", l, p)
		}
	}
	report(t, b.takeProblems())
}

// axe runs axe-core on the page as it is, and looks for what makes it
// scroll sideways.
func (b *tab) axe(t *testing.T) []string {
	t.Helper()
	var broken []violation
	var wide []string
	if err := b.do(chromedp.Evaluate[chromedp.Void](read(t, locked(t, "axe-core", "axe.min.js"))),
		eval(axeScript, &broken), eval(sideways, &wide)); err != nil {
		t.Fatal(err)
	}
	return append(objections(broken), wide...)
}
