package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// TestTextLists changes what lists in texts and values of the site show, while the texts stay the same, and
// compares the incremental build with a clean one.
func TestTextLists(t *testing.T) {
	dir, out := richSite(t), filepath.Join(t.TempDir(), "public")
	page := "---\ntitle: Lists\nsummary: Of pages.\n---\n\nCall {{phone}}.\n\n## First\n\n> [!LIST]\n> kind: brief\n> countries: mali\n\n## Second\n\n> [!LIST]\n> section: glossary\n> form: titles\n"
	folder.Write(t, filepath.Join(dir, "content"), "listing.en.md", page)
	mustBuild(t, pipeline.Options{Dir: dir, Out: out})
	for i, c := range []struct {
		file, old, new string // as in TestEachInput
		shown          string // in the English page with the lists, or not if it starts with !
	}{
		{"content/briefs/one.en.md", "title: One", "title: One and only", "One and only</a>"},
		{"content/briefs/one.en.md", "countries: [mali]\n", "", "!One and only"},
		{"content/briefs/one.en.md", "type: report\n", "type: report\ncountries: [mali]\n", "One and only</a>"},
		{"content/glossary/ssr.en.md", "title: ", "title: The ", "The "},
		{"content/listing.en.md", "form: titles", "form: lines", "entries plain"},
		{"content/listing.en.md", "> countries: mali\n", "", "One and only</a>"},
		{"content/hub.yaml", "data: true\n", "data: true\nvalues: { phone: 12 34 }\n", "Call 12 34."},
		{"content/hub.yaml", "phone: 12 34", "phone: { en: 56 78, fr: 99 }", "Call 56 78."},
		{"themes/palabre/partials/page-list.html", "", "<p>ours</p>", "<p>ours</p>"},
		{"themes/palabre/partials/page-list.html", "", "", "!<p>ours</p>"},
	} {
		change(t, filepath.Join(dir, filepath.FromSlash(c.file)), c.old, c.new)
		what := fmt.Sprintf("%d, %s: %q for %q", i, c.file, c.new, c.old)
		asClean(t, dir, out, what)
		html, err := os.ReadFile(filepath.Join(out, "en/listing/index.html"))
		if err != nil {
			t.Fatal(err)
		}
		words, without := strings.CutPrefix(c.shown, "!")
		if strings.Contains(string(html), words) == without {
			t.Errorf("%s: %q shown: %v", what, words, without)
		}
	}
}
