package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// connected is a milestone and a country's page, laid over richSite.
const connected = `
-- content/countries/mali.en.md --
---
kind: country
title: Mali
summary: A country.
country: mali
glance: [One., Two., Three.]
---
Text.
-- content/milestones/start.en.md --
---
kind: milestone
title: Start
summary: It began.
period: "2021"
---
Text about [one](../briefs/one.md).
`

// TestUses edits texts, after which terms and milestones list what uses them, both ways, and
// the incremental build is the clean one.
func TestUses(t *testing.T) {
	dir := richSite(t, connected)
	change(t, filepath.Join(dir, "content", "glossary", "ssr.en.md"), "short: SSR", "short: SSR\nslug: ssr")
	out := filepath.Join(t.TempDir(), "public")
	page := func(path string) string {
		t.Helper()
		html, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(path), "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		_, main, _ := strings.Cut(string(html), "<main")
		return main
	}
	const term, start, one, mali = "en/glossary/ssr", "en/start", "en/library/one", "en/mali"
	where := func(html, id string) string { // the part of a page that lists what uses it
		_, part, _ := strings.Cut(html, `<h2 id="`+id+`">`)
		part, _, _ = strings.Cut(part, "</section>")
		return part
	}
	for i, c := range []struct {
		file, old, new string
		path, id       string // of a page and of the part that is looked at
		want, not      string // links there
	}{
		{"", "", "", term, "p-uses", "", "library/one/"},
		{"", "", "", start, "p-docs", "library/one/", ""},
		{"", "", "", one, "p-when", "/start/", ""},
		{"", "", "", mali, "p-when", "", "/start/"},
		{"content/briefs/one.en.md", "[About](../about.md)", "Of SSR.", term, "p-uses", "library/one/", ""}, // an acronym
		{"content/briefs/one.en.md", "Of SSR.", "Of it.", term, "p-uses", "", "library/one/"},
		{"content/briefs/one.en.md", "Of it.", "Of [it](../glossary/ssr.md).", term, "p-uses", "library/one/", ""},
		{"content/milestones/start.en.md", "about [one](../briefs/one.md)", "of [Mali](../countries/mali.md)", mali, "p-when", "/start/", ""},
		{"", "", "", one, "p-when", "", "/start/"},
		{"", "", "", start, "p-docs", "", "library/one/"},
		{"content/briefs/one.en.md", "Of [it](../glossary/ssr.md)", "Since [then](../milestones/start.md)", start, "p-docs", "library/one/", ""},
		{"", "", "", one, "p-when", "/start/", ""},
		{"", "", "", term, "p-uses", "", "library/one/"},
		{"content/milestones/start.en.md", "of [Mali](../countries/mali.md)", "of nothing", mali, "p-when", "", "/start/"},
		{"content/milestones/start.en.md", "period:", "countries: [mali]\nperiod:", mali, "p-when", "/start/", ""},
	} {
		if c.new != "" {
			change(t, filepath.Join(dir, filepath.FromSlash(c.file)), c.old, c.new)
		}
		what := fmt.Sprintf("%d, %s: %q for %q", i, c.file, c.new, c.old)
		if i == 0 || c.new != "" {
			asClean(t, dir, out, what)
		}
		part := where(page(c.path), c.id)
		if !strings.Contains(part, c.want) || c.not != "" && strings.Contains(part, c.not) {
			t.Errorf("%s: %s lists %q", what, c.path, part)
		}
	}
}
