//go:build site

package checks

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestStaleNoticeIsAccessible shows a page whose original has changed, with
// what changed in it open to sight, and the page of translations that names it.
func TestStaleNoticeIsAccessible(t *testing.T) {
	const name = "stale"
	if err := sources(name); err != nil {
		t.Fatal(err)
	}
	original := filepath.Join(scratch, name, "site", "content", "briefs", "mali-local-security-committees.en.md")
	src := read(t, original)
	changed := strings.NewReplacer("What are people afraid of", "What do people fear most", "\n## ", "\nA paragraph that is *new* & short.\n\n## ").Replace(src)
	if err := os.WriteFile(original, []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(scratch, name, "out")
	if _, err := output(time.Minute, nil, program, "-C", filepath.Join(scratch, name, "site"), "build", "-o", out); err != nil {
		t.Fatal(err)
	}
	h, err := serveFolder(out, "/", true)
	if err != nil {
		t.Fatal(err)
	}
	var shows []showing
	for _, page := range filesIn(t, out, ".html") {
		text := read(t, out, page)
		switch {
		case strings.Contains(text, `class="notice stale"`):
			if !regexp.MustCompile(`<details>\s*<summary>[^<]*</summary>`).MatchString(text) {
				t.Errorf("%s does not say what has changed", page)
			}
			open := strings.Replace(text, "<details>", "<details open>", 1)
			if err := os.WriteFile(filepath.Join(out, filepath.FromSlash(page)), []byte(open), 0o644); err != nil {
				t.Fatal(err)
			}
		case !strings.Contains(text, `data-layout="translations"`):
			continue
		}
		for _, l := range []screen{{1280, false}, {1280, true}, {360, false}} {
			shows = append(shows, showing{page, l})
		}
	}
	if len(shows) != 3*3 {
		t.Fatalf("%d pages to look at, not the one with the notice and two of translations: %v", len(shows)/3, shows)
	}
	withEachFontSet(t, func(t *testing.T, fonts fontSet) {
		report(t, violations(t, h, fonts, axeScript, shows))
	})
}
