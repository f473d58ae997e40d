//go:build site

package checks

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// variant is the hub with a theme that extends ours by one layout and one
// colour, and with a third language, from right to left: files alone, no
// program is changed. Names in hub.yaml are in French there, and pages
// without a translation under their notice.
func variant(t *testing.T) *host {
	t.Helper()
	if err := sources("variant"); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(scratch, "variant")
	hub := filepath.Join(dir, "site", "content", "hub.yaml")
	if err := rewrite(hub, func(text string) string {
		text = strings.Replace(text, "  - code: fr\n", "  - code: ar\n    name: العربية\n  - code: fr\n", 1)
		text = regexp.MustCompile(`(?m)^( +)fr: (.*)$`).ReplaceAllString(text, "${1}fr: $2\n${1}ar: $2")
		text = regexp.MustCompile(`, fr: ([^{}]*?) \}`).ReplaceAllString(text, ", fr: $1, ar: $1 }")
		return "theme: mine\n" + text
	}); err != nil {
		t.Fatal(err)
	}
	layout := read(t, root, "themes", "palabre", "layouts", "partner.html")
	for name, text := range map[string]string{
		"themes/mine/theme.yaml":           "name: Mine\nextends: palabre\n",
		"themes/mine/styles/site.css":      ":root { --shade: #3a1c4a; --shade-edge: #3a1c4a; }\n",
		"themes/mine/layouts/partner.html": strings.Replace(layout, "<article>", `<article class="mine">`, 1),
		"i18n/active.ar.toml":              "nav.skip = \"انتقل إلى النص\"\nnav.menu = \"القائمة\"\nsearch.go = \"ابحث\"\n",
		"content/countries/mali.ar.md": "---\ntitle: مالي\nsummary: لجان محلية للأمن، وعدالة أقرب إلى سكان الأرياف، ومشاركة أوسع في القرار.\ntranslated_from: en\n" +
			"glance: [يريد الشركاء أن تسمع لجان الأمن أصوات السكان., يطلبون مزيدا من القضاة في الأرياف., تشارك النساء والشباب في الحوار.]\n---\n\n" +
			"## الأمن يبدأ بمن يفتقده\n\nتعمل المنظمات مع اللجان المحلية في غاو.\n\n## العدالة في الأرياف\n\nيحتاج الناس إلى محكمة قريبة.\n",
	} {
		file := filepath.Join(dir, "site", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
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
	return h
}

// TestThemeAndLanguageByConfigurationAlone looks at such a hub in a browser.
func TestThemeAndLanguageByConfigurationAlone(t *testing.T) {
	h := variant(t)
	b := newTab(t, h.url)
	mirrored := func(width int64) {
		t.Helper()
		if err := b.do(as(screen{width: width}), open(h.url+"ar/pays/mali/")); err != nil {
			t.Fatal(err)
		}
		b.expect(t, `document.documentElement.dir + " " + getComputedStyle(document.body).direction`, "rtl rtl")
		b.expect(t, `document.querySelector("h1").textContent.trim()`, "مالي")
		b.expect(t, `getComputedStyle(document.querySelector(".canopy")).backgroundColor`, "rgb(58, 28, 74)")
		// The mark is on the right, the menu on the left, and text begins at the right.
		b.expect(t, `(r => r.right > innerWidth - 90 && r.left > innerWidth / 2)(document.querySelector(".brand svg").getBoundingClientRect())`, "true")
		b.expect(t, `(n => n.getBoundingClientRect().left < innerWidth / 2)([...document.querySelectorAll(".masthead .tap, .masthead .nav")].find(e => e.checkVisibility()))`, "true")
		b.expect(t, `(() => { const r = document.createRange(); r.selectNodeContents(document.querySelector("h1"));`+
			` return innerWidth - r.getBoundingClientRect().right < 90; })()`, "true")
		for _, p := range b.axe(t) {
			t.Errorf("%d: %s", width, p)
		}
	}
	mirrored(360)
	mirrored(1280)

	// The switcher offers the two other languages, in their own direction.
	var offered []string
	if err := b.do(eval(`[...document.querySelectorAll(".langs a[hreflang]")].map(a => a.hreflang)`, &offered)); err != nil {
		t.Fatal(err)
	}
	if slices.Sort(offered); !slices.Equal(offered, []string{"en", "fr"}) {
		t.Errorf("the Arabic page offers %q", offered)
	}
	// A page without a translation keeps its text's direction within the frame.
	if err := b.do(open(h.url + "ar/theory-of-change/")); err != nil {
		t.Fatal(err)
	}
	b.expect(t, `document.documentElement.dir + " " + getComputedStyle(document.querySelector("h1")).direction`, "rtl ltr")
	b.expect(t, `document.querySelectorAll(".notice").length > 0`, "true")
	for _, p := range b.axe(t) {
		t.Errorf("fallback: %s", p)
	}
	// English text on the Arabic home page is marked as such and runs from left to right.
	if err := b.do(open(h.url + "ar/")); err != nil {
		t.Fatal(err)
	}
	b.expect(t, `[...document.querySelectorAll(".seats p:not(.go), main .standfirst")].every(p => p.closest("[lang]").lang == "en" && getComputedStyle(p).direction == "ltr")`, "true")
	// The layout is the site's own; the others are still the theme's.
	if err := b.do(open(h.url+"en/partners/cordaid/"), until(`document.querySelector("article.mine h1") != null`),
		open(h.url+"en/"), until(`document.querySelector(".canopy h1") != null && !document.querySelector(".mine")`), chromedp.Focus("#p-q")); err != nil {
		t.Error(err)
	}
	report(t, b.takeProblems())
}
