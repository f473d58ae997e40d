//go:build site

package checks

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// linkCheckerConfig writes LinkChecker's configuration and returns its path.
var linkCheckerConfig = sync.OnceValues(func() (string, error) {
	config := filepath.Join(scratch, "linkcheckerrc")
	err := os.WriteFile(config, []byte("[checking]\nthreads=4\nmaxrequestspersecond=10000\n[AnchorCheck]\n"), 0o644)
	return config, errors.Join(err, os.Chmod(scratch, 0o755)) // LinkChecker gives up root's rights
})

// brokenLinks lets LinkChecker, which is not ours, follow every link of every
// page of a site, anchors included, and returns what it objects to. Links to
// other hosts are not followed.
func brokenLinks(t *testing.T, h *host) []string {
	t.Helper()
	config, err := linkCheckerConfig()
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	for _, file := range filesIn(t, h.dir, ".html") {
		pages = append(pages, h.urlOf(file))
	}
	text, err := output(15*time.Minute, pages, "linkchecker", "-f", config, "--no-robots", "--no-status",
		"--output", "csv", "--stdin")
	// LinkChecker ends with 1 when it objects; its report tells why.
	if err != nil && !strings.Contains(err.Error(), "exit status 1") {
		t.Fatal(err)
	}
	if missed := h.unrequested(pages); len(missed) > 0 {
		t.Fatalf("LinkChecker has not looked at %d of %d pages, such as %s\n%v", len(missed), len(pages), missed[0], err)
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.Comment, r.LazyQuotes, r.FieldsPerRecord = ';', '#', true, -1
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("read LinkChecker's report: %v\n%s", err, text)
	}
	var problems []string
	for _, row := range rows[1:] { // urlname;parentname;base;result;warningstring;...
		if len(row) < 5 {
			t.Fatalf("LinkChecker's report has the row %q", row)
		}
		problems = append(problems, fmt.Sprintf("%s: link to %q: %s %s",
			strings.TrimPrefix(row[1], h.url), row[0], row[3], row[4]))
	}
	return problems
}

func TestNoLinkIsBroken(t *testing.T) {
	t.Parallel()
	report(t, brokenLinks(t, built(t, atRoot)))
}

// TestNoLinkIsBrokenInFolder also follows canonical and alternate URLs
// and the sitemap, since the site is built for the URL that it is served from.
func TestNoLinkIsBrokenInFolder(t *testing.T) {
	t.Parallel()
	report(t, brokenLinks(t, built(t, inFolder)))
}

// TestNoLinkIsBrokenInPortable asks a host that knows no index.html, as a
// folder doesn't.
func TestNoLinkIsBrokenInPortable(t *testing.T) {
	t.Parallel()
	report(t, brokenLinks(t, built(t, portable)))
}

func TestLinkCheckerObjects(t *testing.T) {
	page := `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A</title></head><body>%s</body></html>`
	h, err := serveFolder(write(t, map[string]string{
		"index.html":   fmt.Sprintf(page, `<a href="b/">b</a> <a href="b/#part">p</a> <a href="b/#%C3%A9t%C3%A9">p</a>`),
		"b/index.html": fmt.Sprintf(page, `<h1 id="part">p</h1><h2 id="été">é</h2><a href="../c/">c</a> <a href="../#no">n</a>`),
	}), "/", true)
	if err != nil {
		t.Fatal(err)
	}
	problems := brokenLinks(t, h)
	wants(t, problems, `"../c/": 404`, "Anchor `no'")
	if len(problems) != 2 {
		t.Errorf("objected to %d links, not 2: %q", len(problems), problems)
	}
}
