package serve

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"griot/generator/internal/testkit/corpus"
	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// preview is a small site under a preview, with its folder.
func preview(t *testing.T) (*Preview, string) {
	t.Helper()
	dir := t.TempDir()
	if err := corpus.Write(dir, 2, 1); err != nil {
		t.Fatal(err)
	}
	p, err := NewPreview(t.Context(), pipeline.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p, dir
}

// shown opens a file of the site.
func shown(t *testing.T, p *Preview, name string) string {
	t.Helper()
	f, err := p.Open(t.Context(), name)
	if err != nil {
		t.Fatal(name, err)
	}
	return string(f.Body)
}

const zebra = "---\ntitle: Animals\nsummary: A page.\n---\nA zebra.\n"

func TestPreviewFollowsEdits(t *testing.T) {
	p, dir := preview(t)
	first, err := p.Open(t.Context(), "en/index.html")
	if err != nil || first.Hash == "" {
		t.Fatal(first.Hash, err)
	}
	if again, _ := p.Open(t.Context(), "en/index.html"); again.Hash != first.Hash {
		t.Error("the same page has another hash")
	}
	if _, err := p.Open(t.Context(), "en/animals/index.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a page that isn't there: %v", err)
	}
	gen := p.Generation()
	folder.Write(t, dir, "content/animals.en.md", zebra)
	if err := p.update(t.Context(), []string{"content/animals.en.md"}); err != nil {
		t.Fatal(err)
	}
	if p.Generation() == gen || !strings.Contains(shown(t, p, "en/animals/index.html"), "A zebra.") {
		t.Error("the new page isn't shown")
	}
	// With a mistake, the last good state stays, and the mistake is told.
	folder.Write(t, dir, "content/animals.en.md", strings.Replace(zebra, "title", "titel", 1))
	if err := p.update(t.Context(), []string{"content/animals.en.md"}); err != nil {
		t.Fatal(err)
	}
	if p.Diagnostics().Errors() == 0 || !strings.Contains(shown(t, p, "en/animals/index.html"), "A zebra.") {
		t.Errorf("the last good state is gone: %v", p.Diagnostics())
	}
	if err := os.Remove(filepath.Join(dir, "content", "animals.en.md")); err != nil {
		t.Fatal(err)
	}
	if err := p.update(t.Context(), []string{"content/animals.en.md"}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Open(t.Context(), "en/animals/index.html"); !errors.Is(err, fs.ErrNotExist) || p.Diagnostics().Errors() > 0 {
		t.Errorf("the deleted page is still there: %v, %v", err, p.Diagnostics())
	}
}

// A template that fails on a page is reported once, however often the page is requested,
// and not after the site has been updated, even if the page comes late.
func TestPreviewTellsOfATemplate(t *testing.T) {
	p, dir := preview(t)
	folder.Write(t, dir, "themes/palabre/partials/toc.html", "{{.Nowhere}}")
	if err := p.update(t.Context(), []string{"themes/palabre/partials/toc.html"}); err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(filepath.Join(dir, "content", "briefs", "p000001.en.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(src), "\nslug: ")
	slug, _, _ := strings.Cut(rest, "\n")
	for range 3 {
		if _, err := p.Open(t.Context(), "en/library/"+slug+"/index.html"); err == nil || errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("the page is shown: %v", err)
		}
	}
	gen, failures := p.Generation(), p.Diagnostics()
	if failures.Errors() != 1 || failures[len(failures)-1].Code != "theme-syntax" {
		t.Errorf("%v", failures)
	}
	folder.Write(t, dir, "themes/palabre/partials/toc.html", "")
	if err := p.update(t.Context(), []string{"themes/palabre/partials/toc.html"}); err != nil {
		t.Fatal(err)
	}
	p.addFailures(gen, failures)
	if list := p.Diagnostics(); list.Errors() > 0 {
		t.Errorf("after the update: %v", list)
	}
}

func TestPreviewWithErrorsAtStart(t *testing.T) {
	dir := t.TempDir()
	if err := corpus.Write(dir, 1, 1); err != nil {
		t.Fatal(err)
	}
	folder.Write(t, dir, "content/animals.en.md", "---\ntitle: [\n---\n")
	p, err := NewPreview(t.Context(), pipeline.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if _, err := p.Open(t.Context(), "index.html"); !errors.Is(err, pipeline.ErrNothing) || p.Diagnostics().Errors() != 1 {
		t.Errorf("%v, %v", err, p.Diagnostics())
	}
	if _, err := p.Search(t.Context(), url.Values{"q": {"zebra"}}); !errors.Is(err, ErrQuery) {
		t.Errorf("a search without an index: %v", err)
	}
	folder.Write(t, dir, "content/animals.en.md", zebra)
	if err := p.update(t.Context(), []string{"content/animals.en.md"}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(shown(t, p, "en/animals/index.html"), "A zebra.") {
		t.Error("the mended site isn't shown")
	}
}

// Follow sees edits by itself, tells who waits, and keeps the index near.
func TestPreviewFollowsFiles(t *testing.T) {
	p, dir := preview(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- p.Follow(ctx, dir, false) }()
	// Follow starts to watch a moment after it is called, so an edit may be missed,
	// and it may read a file that is only half written.
	for gen := p.Generation(); ; time.Sleep(20 * time.Millisecond) {
		if p.Generation() == gen {
			folder.Write(t, dir, "content/animals.en.md", zebra)
		}
		if f, err := p.Open(ctx, "en/animals/index.html"); err == nil && strings.Contains(string(f.Body), "A zebra.") {
			break
		}
		if ctx.Err() != nil {
			t.Fatal("the edit isn't shown")
		}
	}
	for total := -1; total != 1; time.Sleep(20 * time.Millisecond) {
		if ctx.Err() != nil {
			t.Fatal("the edit isn't found")
		}
		found, err := p.Search(ctx, url.Values{"q": {"zebra"}, "lang": {"en"}})
		if err != nil {
			if !errors.Is(err, ErrQuery) { // not ready yet
				t.Fatal(err)
			}
			continue
		}
		total = found.(answer).Total
	}
	if _, err := p.Search(ctx, url.Values{"q": {"zebra"}, "lang": {"xx"}}); !errors.Is(err, ErrQuery) || !strings.Contains(err.Error(), "there are en") {
		t.Errorf("an unknown language: %v", err)
	}
	if _, err := p.Open(ctx, "search/en.js"); err != nil {
		t.Errorf("what browsers search in: %v", err)
	}
	if _, err := p.Open(ctx, "search/../../state"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a path that climbs: %v", err)
	}
	waiting, stop := context.WithCancel(ctx)
	stop()
	if _, err := p.Wait(waiting, p.Generation()); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting: %v", err)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("following ended with %v", err)
	}
}

// exported returns the files that browsers search in, by path.
func exported(t *testing.T, p *Preview) map[string]string {
	t.Helper()
	return folder.Files(t, p.index.export)
}

// An edit ends the index that is being built, but not forever, and what
// browsers search in doesn't grow with every edit.
func TestPreviewIndexYields(t *testing.T) {
	p, dir := preview(t)
	index := func() {
		t.Helper()
		if err := p.index.build(t.Context(), "0", p.Generation()); err != nil {
			t.Fatal(err)
		}
	}
	index()
	first := len(exported(t, p))
	for i := range 5 {
		folder.Write(t, dir, "content/animals.en.md", zebra+strings.Repeat("Another animal. ", i))
		if err := p.update(t.Context(), []string{"content/animals.en.md"}); err != nil {
			t.Fatal(err)
		}
		index()
	}
	if now := len(exported(t, p)); now > 2*first {
		t.Errorf("%d files, and %d after a few edits", first, now)
	}
	last := exported(t, p)
	if err := os.RemoveAll(p.index.export); err != nil {
		t.Fatal(err)
	}
	index()
	for file := range exported(t, p) {
		if _, ok := last[file]; !ok {
			t.Errorf("%s was missing", file)
		}
	}

	for range maxCancelled {
		ctx, end := context.WithCancel(t.Context())
		p.index.cancelBuild = end
		p.index.cancel()
		if ctx.Err() == nil {
			t.Fatal("an edit doesn't end the index")
		}
		end()
	}
	ended := false
	p.index.cancelBuild = func() { ended = true }
	if p.index.cancel(); ended {
		t.Error("an index is ended once more")
	}
	if index(); p.index.cancelled != 0 {
		t.Error("an index that is done doesn't count again")
	}
}

// The policy follows hub.yaml while the site is shown.
func TestPreviewFollowsImageHosts(t *testing.T) {
	p, dir := preview(t)
	s := New(p, Options{Policy: p.Policy})
	header := func() string { return get(s, "/en/").Header.Get("Content-Security-Policy") }
	if got := header(); got != DefaultPolicy {
		t.Errorf("at first: %s", got)
	}
	src, err := os.ReadFile(filepath.Join(dir, "content", "hub.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	folder.Write(t, dir, "content/hub.yaml", string(src)+"\nimage_hosts: [pictures.example.org]\n")
	folder.Write(t, dir, "content/animals.en.md", zebra+"\n![A zebra](https://pictures.example.org/zebra.jpg)\n")
	if err := p.update(t.Context(), []string{"content/hub.yaml", "content/animals.en.md"}); err != nil || p.Diagnostics().Errors() > 0 {
		t.Fatal(err, p.Diagnostics())
	}
	if got := header(); !strings.Contains(got, "img-src 'self' https://pictures.example.org;") {
		t.Errorf("with a host: %s", got)
	}
	if page := shown(t, p, "en/animals/index.html"); !strings.Contains(page, `src="https://pictures.example.org/zebra.jpg"`) || !strings.Contains(page, `referrerpolicy="no-referrer"`) {
		t.Errorf("the picture isn't shown:\n%s", page)
	}
}
