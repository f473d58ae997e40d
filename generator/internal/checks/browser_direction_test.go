//go:build site

package checks

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// rightToLeft is the hub with a third language, Arabic, in which hub.yaml is written, the
// interface partly and one page: the others are shown in their own language.
func rightToLeft(t *testing.T) *host {
	t.Helper()
	if err := sources("rtl"); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(scratch, "rtl", "site")
	block, inline := regexp.MustCompile(`(?m)^( +)fr: .*$`), regexp.MustCompile(`, fr: ([^{}]*?) \}`)
	if err := rewrite(filepath.Join(dir, "content", "hub.yaml"), func(text string) string {
		text = strings.Replace(text, "  - code: fr\n", "  - code: ar\n    name: العربية\n  - code: fr\n", 1)
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			word := "اسم"
			if strings.Contains(line, "slug:") {
				word = "$1"
			}
			lines[i] = inline.ReplaceAllString(line, ", fr: $1, ar: "+word+" }")
		}
		return block.ReplaceAllString(strings.Join(lines, "\n"), "$0\n${1}ar: نص عربي")
	}); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"i18n/active.ar.toml": "nav.skip = \"انتقل إلى النص\"\nnav.menu = \"القائمة\"\nsearch.go = \"ابحث\"\n",
		"content/countries/mali.ar.md": "---\ntitle: مالي\nsummary: لجان محلية للأمن، وعدالة أقرب إلى سكان الأرياف.\ntranslated_from: en\n" +
			"glance: [يريد الشركاء أن تسمع لجان الأمن أصوات السكان., يطلبون مزيدا من القضاة., تشارك النساء في الحوار.]\n---\n\n" +
			"## الأمن\n\nالهاتف: +223 20 22 12 12 والبريد <hub@example.org> والموقع https://example.org/a/b/ والمعرف 10.5281/zenodo.12345 والرمز `griot build`.\n\n" +
			"> [!NOTE]\n> ملاحظة قصيرة[^1].\n\n## العدالة\n\nيحتاج الناس إلى محكمة قريبة.\n\n[^1]: حاشية.\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(scratch, "rtl", "out")
	if _, err := output(time.Minute, nil, program, "-C", dir, "build", "-o", out); err != nil {
		t.Fatal(err)
	}
	h, err := serveFolder(out, "/", true)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestRightToLeft reads one page of every kind and layout of a site from right to left:
// texts in other languages say so, and codes keep their direction.
func TestRightToLeft(t *testing.T) {
	h := rightToLeft(t)
	pages := map[string]string{"mali": "ar/pays/mali/index.html"}
	for _, page := range filesIn(t, h.dir, ".html") {
		text := read(t, h.dir, page)
		if kind := onBody.FindStringSubmatch(text); strings.HasPrefix(page, "ar/") && kind != nil && !refresh.MatchString(text) {
			pages[kind[1]] = page
		}
	}
	if len(pages) < 20 {
		t.Errorf("only %d kinds of pages", len(pages))
	}
	var addresses []string
	for _, kind := range slices.Sorted(maps.Keys(pages)) {
		if filepath.Base(pages[kind]) != "404.html" { // its addresses are those of a host
			addresses = append(addresses, h.urlOf(pages[kind]))
		}
	}
	walk(t, "chrome", "foreign", map[string]string{"pages": strings.Join(addresses, " ")})
	mali := read(t, h.dir, pages["mali"])
	for _, code := range []string{"+223 20 22 12 12", "hub@example.org", "https://example.org/a/b/", "10.5281/zenodo.12345"} {
		if !strings.Contains(mali, `<bdi dir="ltr">`+code+"</bdi>") {
			t.Errorf("%s has no direction", code)
		}
	}
	wants(t, []string{mali}, `<code dir="ltr">griot build</code>`)
}
