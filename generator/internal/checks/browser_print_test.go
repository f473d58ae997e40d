//go:build site

package checks

import (
	"context"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// printedPages names pages of several kinds, and at most how many sheets of A4 they take.
var printedPages = map[string]int{
	"en/theory-of-change/index.html": 8, "fr/theorie-du-changement/index.html": 8,
	"en/library/mali-rural-justice/index.html": 4, "fr/bibliotheque/mali-justice-rurale/index.html": 4,
	"en/countries/mali/index.html": 5, "fr/pays/mali/index.html": 5,
	"en/glossary/ecowas/index.html": 2, "fr/jalons/appel-justice-2023/index.html": 2,
	"en/matrix/index.html": 4, "fr/pays-et-resultats/index.html": 4, "fr/bibliotheque/index.html": 6,
}

// TestPrintedPages prints pages on A4 and reads the sheets.
func TestPrintedPages(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	for name, limit := range printedPages {
		var address, foot string
		if err := b.do(as(screen{width: 1280}), open(h.urlOf(name)), eval(`document.querySelector("link[rel=canonical]").href`, &address),
			eval(`document.querySelector(".foot").textContent`, &foot)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, p := range misprinted(b.print(t), limit, address, foot) {
			t.Errorf("%s: %s", name, p)
		}
	}
	report(t, b.takeProblems())
}

// TestPrintedPagesObjects spoils a page in each way that the test above looks for.
func TestPrintedPagesObjects(t *testing.T) {
	h := built(t, atRoot)
	b := newTab(t, h.url)
	for style, want := range map[string]string{
		`.foot { break-before: page !important }`:                    "only the footer",
		`.head { break-after: page !important }`:                     "ends at",
		`@page { @bottom-right { content: none !important } }`:       "has no number",
		`@page { @bottom-left { content: "elsewhere" !important } }`: "has no address",
		`body { font-size: 40pt !important }`:                        "sheets",
		`.go { display: block !important }`:                          "BibTeX",
	} {
		var address, foot string
		if err := b.do(as(screen{width: 1280}), open(h.urlOf("en/library/mali-rural-justice/index.html")),
			eval(`document.querySelector("link[rel=canonical]").href`, &address), eval(`document.querySelector(".foot").textContent`, &foot),
			eval(`(sheet => { sheet.replaceSync(`+strconv.Quote("@media print { "+style+" }")+`); document.adoptedStyleSheets.push(sheet); return true })(new CSSStyleSheet())`, new(bool))); err != nil {
			t.Fatal(err)
		}
		wants(t, misprinted(b.print(t), 4, address, foot), want)
	}
}

// printedWord is a word on a sheet, with the edges of its place in points.
type printedWord struct {
	text        string
	top, bottom float64
}

// sheet is a printed sheet: its words in the margin below the text, and those of the text.
type sheet struct {
	height     float64 // in points
	edge, text []printedWord
}

var (
	sheets = regexp.MustCompile(`(?s)<page width="[0-9.]+" height="([0-9.]+)">(.*?)</page>`)
	onPage = regexp.MustCompile(`<word xMin="[-0-9.]+" yMin="([-0-9.]+)" xMax="[-0-9.]+" yMax="([-0-9.]+)">(.*?)</word>`)
)

// margin is the height of what browsers write below the text, as the theme's styles leave
// it: 18 mm, in points.
const margin = 18 / 25.4 * 72

// print prints the page of a tab on A4.
func (b *tab) print(t *testing.T) []sheet {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.pdf")
	err := b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		printed, err := cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 210 / 25.4, PaperHeight: 297 / 25.4})
		if err != nil {
			return err
		}
		return os.WriteFile(file, printed.Data, 0o644)
	}))
	if err != nil {
		t.Fatal(err)
	}
	text, err := output(time.Minute, nil, "pdftotext", "-bbox", "-enc", "UTF-8", file, "-")
	if err != nil {
		t.Fatal(err)
	}
	var out []sheet
	for _, m := range sheets.FindAllStringSubmatch(text, -1) {
		var s sheet
		s.height, _ = strconv.ParseFloat(m[1], 64)
		for _, w := range onPage.FindAllStringSubmatch(m[2], -1) {
			word := printedWord{text: html.UnescapeString(w[3])}
			word.top, _ = strconv.ParseFloat(w[1], 64)
			word.bottom, _ = strconv.ParseFloat(w[2], 64)
			if word.top > s.height-margin {
				s.edge = append(s.edge, word)
			} else {
				s.text = append(s.text, word)
			}
		}
		out = append(out, s)
	}
	return out
}

// misprinted lists what is wrong with a printed page: more sheets than it may have, one
// that holds only the footer, a first one that is half empty, one without its number or
// the page's address, and what makes no sense on paper.
func misprinted(all []sheet, limit int, address, foot string) []string {
	var out []string
	if len(all) == 0 || len(all) > limit {
		out = append(out, fmt.Sprintf("takes %d sheets, not up to %d", len(all), limit))
	}
	footer := strings.Fields(foot)
	for i, s := range all {
		edge := ""
		for _, w := range s.edge {
			edge += w.text
		}
		if !strings.Contains(edge, fmt.Sprintf("%d/%d", i+1, len(all))) {
			out = append(out, fmt.Sprintf("sheet %d has no number: %q", i+1, edge))
		}
		if !strings.Contains(edge, address) {
			out = append(out, fmt.Sprintf("sheet %d has no address: %q", i+1, edge))
		}
		lowest, only := 0., true
		for _, w := range s.text {
			lowest = max(lowest, w.bottom)
			only = only && slices.Contains(footer, w.text)
			if slices.Contains([]string{"BibTeX", "RIS", "CSL-JSON", "CSV", "›", "↓"}, w.text) {
				out = append(out, fmt.Sprintf("sheet %d says %q", i+1, w.text))
			}
		}
		if only {
			out = append(out, fmt.Sprintf("sheet %d holds only the footer", i+1))
		}
		if i == 0 && len(all) > 1 && lowest < s.height*.6 {
			out = append(out, fmt.Sprintf("the text of the first sheet ends at %.0f of %.0f", lowest, s.height))
		}
	}
	return out
}

// TestTheoryIsShortOnPhones measures the Theory of Change at 360 px, everything folded.
func TestTheoryIsShortOnPhones(t *testing.T) {
	const limit = 9000
	h := built(t, atRoot)
	b := newTab(t, h.url)
	for _, name := range []string{"en/theory-of-change/index.html", "fr/theorie-du-changement/index.html"} {
		var height, unfolded int
		const measure = `document.documentElement.scrollHeight`
		if err := b.do(as(screen{width: 360}), open(h.urlOf(name)), eval(measure, &height),
			eval(`(document.querySelectorAll(".fold").forEach(f => f.open = true), `+measure+`)`, &unfolded)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if height > limit || unfolded <= limit {
			t.Errorf("%s is %d px high, %d unfolded", name, height, unfolded)
		}
	}
	report(t, b.takeProblems())
}
