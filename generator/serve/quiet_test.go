package serve

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// asked is what a browser that asks for a page is shown.
func asked(t *testing.T, p *Preview, path string) string {
	t.Helper()
	w := httptest.NewRecorder()
	New(p, Options{}).Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost/"+path, nil))
	return w.Body.String()
}

// A save that sends no event is seen when the page is asked for, also through a symbolic link,
// and asking again changes nothing.
func TestPageIsFreshWhenAskedFor(t *testing.T) {
	p, dir := preview(t)
	elsewhere := t.TempDir()
	folder.Write(t, elsewhere, "w.md", zebra)
	if err := os.Link(filepath.Join(elsewhere, "w.md"), filepath.Join(dir, "content", "w.en.md")); err != nil {
		t.Skip(err)
	}
	folder.Write(t, dir, "content/real.en.md", zebra)
	if err := os.Symlink("real.en.md", filepath.Join(dir, "content", "lnk.en.md")); err != nil {
		t.Skip(err)
	}
	folder.Write(t, dir, "content/data.csv", "old")
	folder.Write(t, dir, "content/data.en.md", zebra+"[d](data.csv)\n")
	if err := p.update(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct{ file, path string }{
		{filepath.Join(elsewhere, "w.md"), "en/w/"}, {filepath.Join(dir, "content", "real.en.md"), "en/lnk/"}, {filepath.Join(dir, "content", "real.en.md"), "en/real/"},
	} {
		word := "Save" + string(rune('A'+i))
		if err := os.WriteFile(c.file, []byte(strings.Replace(zebra, "zebra", word, 1)), 0o644); err != nil { // in place: the link stays
			t.Fatal(err)
		}
		if got := asked(t, p, c.path); !strings.Contains(got, word) {
			t.Errorf("%s doesn't show what was saved", c.path)
		}
		gen := p.Generation()
		if asked(t, p, c.path); p.Generation() != gen {
			t.Errorf("%s is updated again, though nothing has changed", c.path)
		}
	}
	folder.Write(t, dir, "content/data.csv", "newer")
	if got := asked(t, p, "files/data.csv"); got != "newer" {
		t.Errorf("an attachment: %q", got)
	}
}

// The target of a symbolic link is saved with an event of its own: the page at the link
// follows.
func TestLinkedPageFollows(t *testing.T) {
	p, dir := preview(t)
	folder.Write(t, dir, "content/real.en.md", zebra)
	if err := os.Symlink("real.en.md", filepath.Join(dir, "content", "lnk.en.md")); err != nil {
		t.Skip(err)
	}
	if err := p.update(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	folder.Write(t, dir, "content/real.en.md", strings.Replace(zebra, "zebra", "giraffe", 1))
	if err := p.update(t.Context(), []string{"content/real.en.md"}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"en/real/index.html", "en/lnk/index.html"} {
		if !strings.Contains(shown(t, p, name), "giraffe") {
			t.Errorf("%s is old", name)
		}
	}
}

// With polling, a new file is found without an event.
func TestPreviewPolls(t *testing.T) {
	p, dir := preview(t)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.Follow(ctx, dir, true) }()
	// Follow starts to poll a moment after it is called, so an edit may be missed.
	for text, end := zebra, time.Now().Add(20*time.Second); ; time.Sleep(50 * time.Millisecond) {
		text += "More.\n"
		folder.Write(t, dir, "content/animals.en.md", text)
		if f, err := p.Open(t.Context(), "en/animals/index.html"); err == nil && strings.Contains(string(f.Body), "zebra") {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the new page isn't shown")
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// If the site's folder is moved away, the preview says so and writes nothing in its place.
func TestFolderIsGone(t *testing.T) {
	for _, poll := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "site")
		q, at := preview(t)
		if err := q.session.Save(); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(dir, os.DirFS(at)); err != nil {
			t.Fatal(err)
		}
		p, err := NewPreview(t.Context(), pipeline.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- p.Follow(t.Context(), dir, poll) }()
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			if _, indexed := p.index.current(); indexed > 0 {
				break
			}
			if time.Now().After(end) {
				t.Fatal("no index")
			}
		}
		if err := os.Rename(dir, dir+"-moved"); err != nil {
			t.Skip(err) // Windows
		}
		if err := <-ended; err == nil || !strings.Contains(err.Error(), "is gone: it was moved or deleted") {
			t.Errorf("polling %v: %v", poll, err)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("polling %v: there is a new folder", poll)
		}
	}
}

// A second preview of a site says where the first one shows it.
func TestSecondPreview(t *testing.T) {
	p, dir := preview(t)
	if _, err := NewPreview(t.Context(), pipeline.Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), "another griot serve shows this site already") {
		t.Error(err)
	}
	if err := p.Announce("http://localhost:8484/"); err != nil {
		t.Fatal(err)
	}
	if _, err := NewPreview(t.Context(), pipeline.Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), "already, at http://localhost:8484/: open that address") {
		t.Error(err)
	}
}
