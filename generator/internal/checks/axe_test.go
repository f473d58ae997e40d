//go:build site

package checks

import (
	"fmt"
	"maps"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// showing is a page on a screen.
type showing struct {
	page   string // slash path below the site's folder
	screen screen
}

// violations opens pages in several tabs at once and returns the violations that
// axe-core finds by some rules (axeScript or axeSizesScript). Pages are also made 320
// pixels wide, where a reader must not have to scroll sideways (WCAG 1.4.10).
func violations(t *testing.T, h *host, fonts fontSet, rules string, shows []showing) []string {
	t.Helper()
	p := axeRun{host: h, axe: read(t, locked(t, "axe-core", "axe.min.js")), rules: rules, incomplete: incomplete(h)}
	found := make([][]string, len(shows))
	inTabs(t, h, fonts, runtime.GOMAXPROCS(0)+1, len(shows), func(b *tab, i int) (err error) {
		found[i], err = b.runAxe(p, shows[i])
		return err
	})
	return slices.Concat(found...)
}

// inTabs calls work n times in several tabs at once; a tab stops at its first error.
func inTabs(t *testing.T, h *host, fonts fontSet, tabs, n int, work func(b *tab, i int) error) {
	t.Helper()
	next, done := make(chan int), make(chan error)
	workers := min(n, tabs)
	for range workers {
		b := newTabWith(t, h.url, fonts)
		go func() {
			var failed error
			for i := range next {
				if failed == nil {
					failed = work(b, i)
				}
			}
			done <- failed
		}()
	}
	for i := range n {
		next <- i
	}
	close(next)
	for range workers {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// violation is what axe-core says about a rule that a page breaks.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct{ HTML, FailureSummary string }
}

// axeScript runs axe-core, which is already in the page; axeSizesScript runs only the
// rule about sizes, which depend on fonts.
const (
	axeScript      = `axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(r => r.violations)`
	axeSizesScript = `axe.run(document, {resultTypes: ["violations"], runOnly: ["target-size"]}).then(r => r.violations)`
)

// objections writes violations as lines.
func objections(violations []violation) []string {
	var lines []string
	for _, v := range violations {
		for _, n := range v.Nodes {
			lines = append(lines, fmt.Sprintf("axe %s (%s): %s: %.300s: %s", v.ID, v.Impact, v.Help, n.HTML,
				strings.Join(strings.Fields(n.FailureSummary), " ")))
		}
	}
	return lines
}

// axeRun is what runAxe needs.
type axeRun struct {
	host       *host
	axe, rules string // axe-core itself, and axeScript or axeSizesScript
	incomplete string // see incomplete
}

// runAxe runs axe-core on one page and returns the violations.
func (b *tab) runAxe(p axeRun, s showing) ([]string, error) {
	var broken []violation
	var wide, missing []string
	err := b.do(
		// Nobody's language here, so that the page at the root stays.
		prefers("eo"), as(s.screen), open(p.host.urlOf(s.page)), chromedp.Evaluate[chromedp.Void](p.axe),
		eval(p.rules, &broken), eval(p.incomplete, &missing), as(screen{width: 320}), eval(sideways, &wide))
	if err != nil {
		return nil, fmt.Errorf("%s (%v): %w", s.page, s.screen, err)
	}
	problems := append(b.takeProblems(), objections(broken)...)
	for _, m := range missing {
		problems = append(problems, "not shown: "+m)
	}
	for _, w := range wide {
		problems = append(problems, "wider than a screen of 320 pixels: "+w)
	}
	for i, p := range problems {
		problems[i] = fmt.Sprintf("%s (%v): %s", s.page, s.screen, p)
	}
	return problems, nil
}

// sideways lists what makes a page wider than its window, innermost first.
const sideways = `(() => {
	const room = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= room) return [];
	const out = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > room + 1);
	return [document.documentElement.scrollWidth + " pixels",
		...out.reverse().slice(0, 3).map(e => e.outerHTML.slice(0, 160))];
})()`

// TestEveryPageIsAccessible asks all rules about every page with one set of
// fonts. With the others it asks the rule whose answer they can change, about
// one page of each kind in each language.
func TestEveryPageIsAccessible(t *testing.T) {
	var shows []showing
	for _, page := range filesIn(t, public, ".html") {
		if refresh.MatchString(read(t, public, page)) {
			continue // nobody sees it; TestOldAddressesLeadOn follows it
		}
		shows = append(shows, showing{page, screen{width: 1280}})
	}
	var sampled []showing
	for _, page := range samples(t, true) {
		sampled = append(sampled, showing{page, screen{width: 1280}})
	}
	withEachFontSet(t, func(t *testing.T, fonts fontSet) {
		rules, pages := axeSizesScript, sampled
		if fonts == dejaVu {
			rules, pages = axeScript, shows
		}
		report(t, violations(t, built(t, atRoot), fonts, rules, pages))
	})
}

// TestEachKindIsAccessible looks at one page of each kind, light and dark, wide
// and narrow; at sizes alone where only the fonts differ.
func TestEachKindIsAccessible(t *testing.T) {
	var shows []showing
	for _, page := range samples(t, false) {
		for _, l := range []screen{{1280, true}, {360, false}, {360, true}} { // 1280 light is above
			shows = append(shows, showing{page, l})
		}
	}
	withEachFontSet(t, func(t *testing.T, fonts fontSet) {
		rules, pages := axeScript, shows
		if fonts != dejaVu {
			rules = axeSizesScript
			pages = slices.DeleteFunc(slices.Clone(shows), func(s showing) bool { return s.screen.dark })
		}
		report(t, violations(t, built(t, atRoot), fonts, rules, pages))
	})
}

// samples returns the longest page of each kind and layout, on request in each
// language: it has the most of what may be wrong.
func samples(t *testing.T, eachLanguage bool) []string {
	t.Helper()
	longest, size := map[string]string{}, map[string]int{}
	for _, page := range filesIn(t, public, ".html") {
		text := read(t, public, page)
		kind := onBody.FindStringSubmatch(text)
		if kind == nil || refresh.MatchString(text) {
			continue
		}
		key := kind[1]
		if lang, _, _ := strings.Cut(page, "/"); eachLanguage {
			key += " " + lang
		}
		if len(text) > size[key] {
			longest[key], size[key] = page, len(text)
		}
	}
	if len(longest) == 0 {
		t.Fatal("no page names its kind in data-kind of its body")
	}
	return slices.Sorted(maps.Values(longest))
}

// onBody is the part of a page's body that names its kind and layout.
var onBody = regexp.MustCompile(`<body\b([^>]*\bdata-kind=[^>]+)>`)

func TestAxeObjects(t *testing.T) {
	h, err := serveFolder(write(t, map[string]string{
		"index.html": `<!DOCTYPE html><html><head><meta charset="utf-8"><title>A</title><link rel="stylesheet" href="a.css">` +
			`</head><body><h1>a</h1><p>pale</p><img src="a.svg"><div>wide</div></body></html>`,
		"a.css": `p{color:#aaa;background:#fff}div{width:50rem}`,
		"a.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`,
	}), "/", true)
	if err != nil {
		t.Fatal(err)
	}
	wants(t, violations(t, h, dejaVu, axeScript, []showing{{"index.html", screen{width: 1280}}}),
		"html-has-lang", "color-contrast", "image-alt", "wider than a screen")
}
