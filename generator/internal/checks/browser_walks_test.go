//go:build site

package checks

import (
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// walk lets a browser ("chrome" or "firefox") take a walk of walks/.
func walk(t *testing.T, name, walk string, needs map[string]string) {
	t.Helper()
	programs := []string{"firefox-esr"}
	if name == "chrome" {
		programs = []string{"chromium", "chromium-browser", "google-chrome"}
	}
	program := ""
	for _, p := range programs {
		if found, err := exec.LookPath(p); err == nil && program == "" {
			program = found
		}
	}
	if program == "" {
		t.Fatalf("no %s (make tools installs it)", programs[0])
	}
	locked(t, "puppeteer-core", "package.json")
	profile, err := os.MkdirTemp(scratch, name+"-")
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(needs)
	if err != nil {
		t.Fatal(err)
	}
	args := append(dejaVu.environment(), "node", absolute("browser.mjs"), name, program, profile, walk, string(text))
	said, err := output(10*time.Minute, nil, "env", args...)
	if err != nil || said != "" {
		t.Errorf("%s%v", said, err)
	}
}

// TestSearchInFirefox lets Firefox search over http and from a disk.
func TestSearchInFirefox(t *testing.T) {
	for name, h := range hosts(t) {
		if name == "folder" {
			continue // Chromium looks there
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			walk(t, "firefox", "search", map[string]string{
				"page": h.urlOf("fr/pays/mali/index.html"), "search": h.urlOf(searchPages["en"]),
			})
		})
	}
}

// TestReadersWalk takes the same walk in Chromium and in Firefox, and reads
// what they print.
func TestReadersWalk(t *testing.T) {
	h := built(t, atRoot)
	brief := pageWith(t, "fr/bibliotheque/", `class="ref"`)
	theory := pageWith(t, "fr/", `data-layout="theory-of-change"`)
	for _, name := range []string{"chrome", "firefox"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			walk(t, name, "site", map[string]string{
				"home": h.urlOf("fr/index.html"), "brief": h.urlOf(brief), "library": h.urlOf("fr/bibliotheque/index.html"),
				"theory": h.urlOf(theory), "folder": folder,
			})
			for file, page := range map[string]string{"brief": brief, "theory": theory} {
				printed(t, filepath.Join(folder, file+".pdf"), read(t, public, page))
			}
		})
	}
}

// TestFirstTapsCount taps in both browsers, over a fast line and over one that brings
// the script of the library late; and once without scripts.
func TestFirstTapsCount(t *testing.T) {
	slow, err := serveFolder(built(t, atRoot).dir, "/", true)
	if err != nil {
		t.Fatal(err)
	}
	slow.wait = func(name string) time.Duration {
		if strings.Contains(name, "library.ui") {
			return 2 * time.Second
		}
		return 0
	}
	brief, acronym := pageWith(t, "fr/bibliotheque/", `class="ref"`), pageWith(t, "fr/bibliotheque/", `<a class="abbr`)
	for line, h := range map[string]*host{"fast": built(t, atRoot), "slow": slow} {
		needs := map[string]string{
			"library": h.urlOf("fr/bibliotheque/index.html"), "listing": h.urlOf("fr/bibliotheque/pays/niger/index.html"), "brief": h.urlOf(brief), "acronym": h.urlOf(acronym),
		}
		for _, name := range []string{"chrome", "firefox"} {
			t.Run(line+" "+name, func(t *testing.T) { walk(t, name, "touch", needs) })
		}
	}
	t.Run("no script", func(t *testing.T) {
		walk(t, "chrome", "touch", map[string]string{"scripted": "no", "library": slow.urlOf("fr/bibliotheque/index.html"), "acronym": slow.urlOf(acronym)})
	})
}

var (
	headings = regexp.MustCompile(`(?s)<h([1-4])[^>]*>(.*?)</h[1-4]>`)
	unshown  = regexp.MustCompile(`(?s)<(nav|script|template)\b.*?</(nav|script|template)>|<[^>]*class="vh"[^>]*>[^<]*`)
	tagged   = regexp.MustCompile(`<[^>]*>`)
)

// printed compares a PDF with the page it was printed from: the words of each
// heading are there, whole, those of the diagram's boxes once more in the list
// of the same; its menus are not.
func printed(t *testing.T, file, page string) {
	t.Helper()
	text, err := output(time.Minute, nil, "pdftotext", "-enc", "UTF-8", file, "-")
	if err != nil {
		t.Fatal(err)
	}
	const hyphen = "\u00ad"
	plain := func(s string) string {
		return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(html.UnescapeString(s), hyphen, "")), ""))
	}
	got := plain(text)
	_, main, _ := strings.Cut(page, "<main")
	main, _, _ = strings.Cut(main, "</main>")
	main = unshown.ReplaceAllString(main, "")
	found := 0
	for _, m := range headings.FindAllStringSubmatch(main, -1) {
		heading := plain(tagged.ReplaceAllString(m[2], ""))
		if heading == "" {
			continue
		}
		found++
		want := 1
		if m[1] == "4" && strings.Contains(main, `class="tree"`) {
			want = 2
		}
		if there := strings.Count(got, heading); there < want {
			t.Errorf("%s has %q %d times, not %d", filepath.Base(file), heading, there, want)
		}
	}
	if found < 5 {
		t.Errorf("%s: only %d headings to look for", filepath.Base(file), found)
	}
	for _, menu := range []string{`id="p-menu-h">`, `class="tap" href="#p-menu">`, `class="skip" href="#p-text">`} {
		_, after, there := strings.Cut(page, menu)
		word, _, _ := strings.Cut(after, "<")
		if !there || strings.Contains(got, plain(word)) && plain(word) != "menu" {
			t.Errorf("%s prints %q of the menus (there on screen: %v)", filepath.Base(file), word, there)
		}
	}
}
