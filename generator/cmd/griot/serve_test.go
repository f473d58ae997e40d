package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"griot/generator/internal/testkit/folder"
)

// timeout is how long the tests wait for what takes milliseconds on an idle machine.
const timeout = 60 * time.Second

// served is a running griot serve.
type served struct {
	url    string
	cmd    *exec.Cmd
	stderr strings.Builder
	done   chan error
}

// startServe starts griot serve on a site and waits until it prints its URL.
func startServe(t *testing.T, dir string) *served {
	t.Helper()
	s := &served{cmd: exec.Command("griot", "-C", dir, "serve", "--no-open"), done: make(chan error, 1)}
	s.cmd.Stderr = &s.stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	lines := bufio.NewScanner(out)
	for s.url == "" && lines.Scan() {
		if m := regexp.MustCompile(`^the site is shown at (http://localhost:\d+/)$`).FindStringSubmatch(lines.Text()); m != nil {
			s.url = m[1]
		}
	}
	go func() {
		_, _ = io.Copy(io.Discard, out)
		s.done <- s.cmd.Wait()
	}()
	if s.url == "" {
		t.Fatalf("griot serve ended: %v\n%s", <-s.done, &s.stderr)
	}
	return s
}

// get fetches a path.
func (s *served) get(t *testing.T, path string) (int, string) {
	t.Helper()
	res, err := http.Get(s.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// until fetches a path until the response contains a text.
func (s *served) until(t *testing.T, path, want string) string {
	t.Helper()
	for end := time.Now().Add(timeout); ; time.Sleep(20 * time.Millisecond) {
		if _, body := s.get(t, path); strings.Contains(body, want) {
			return body
		} else if time.Now().After(end) {
			t.Fatalf("%s never showed %q:\n%s", path, want, body)
		}
	}
}

// shows fetches a page and its state, as a browser does, until the page contains a text
// and the state is as wanted.
func (s *served) shows(t *testing.T, path, want string, told func(overlayState) bool) {
	t.Helper()
	for end := time.Now().Add(timeout); ; time.Sleep(20 * time.Millisecond) {
		_, body := s.get(t, path)
		n := s.events(t, func(overlayState) bool { return true })
		if strings.Contains(body, want) && told(n) {
			return
		} else if time.Now().After(end) {
			t.Fatalf("%s never showed %q, or the state is wrong: %+v\n%s", path, want, n, body)
		}
	}
}

// overlayState is what the server sends to the overlay of a page.
type overlayState struct {
	State            string
	Errors, Warnings int
	Diagnostics      []struct{ File, Severity, Code, Message, Hint, About string }
}

// events reads the server's events until want accepts one.
func (s *served) events(t *testing.T, want func(overlayState) bool) overlayState {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"_griot/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		var n overlayState
		if err := json.Unmarshal([]byte(data), &n); err != nil {
			t.Fatal(err)
		}
		if want(n) {
			return n
		}
	}
	t.Fatal("the server said nothing of it", lines.Err())
	return overlayState{}
}

// stop interrupts the server as Ctrl+C does.
func (s *served) stop(t *testing.T) {
	t.Helper()
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-s.done:
		if err != nil {
			t.Errorf("griot serve ended with %v:\n%s", err, &s.stderr)
		}
	case <-time.After(timeout):
		t.Error("griot serve didn't stop")
	}
}

// starterSite returns a folder with the site that griot init writes.
func starterSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("griot", "-C", dir, "init").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

const about = "---\ntitle: About\nsummary: What it is.\nslug: about\n---\n"

func TestServe(t *testing.T) {
	dir := starterSite(t)
	s := startServe(t, dir)
	status, body := s.get(t, "en/about/")
	if status != http.StatusOK || !strings.Contains(body, `src="/_griot/live.js"`) {
		t.Errorf("%d\n%s", status, body)
	}
	s.events(t, func(n overlayState) bool { return n.Errors == 0 })

	// An edit shows, in the page and in what is found.
	folder.Write(t, dir, "content/about.en.md", about+"A zebra.\n")
	s.until(t, "en/about/", "A zebra.")
	s.until(t, "api/search?lang=en&q="+url.QueryEscape("zebra"), `"total":1`)

	// A mistake is reported, and the last good state is shown.
	folder.Write(t, dir, "content/about.en.md", "---\ntitel: About\nsummary: What it is.\nslug: about\n---\nA lion.\n")
	n := s.events(t, func(n overlayState) bool { return n.Errors > 0 })
	if d := n.Diagnostics[0]; d.File != "content/about.en.md" || d.Severity != "error" || d.Hint == "" || d.About == "" {
		t.Errorf("%+v", n)
	}
	if status, body := s.get(t, "en/about/"); status != http.StatusOK || !strings.Contains(body, "A zebra.") {
		t.Errorf("%d\n%s", status, body)
	}
	folder.Write(t, dir, "content/about.en.md", about+"A lion.\n")
	s.events(t, func(n overlayState) bool { return n.Errors == 0 })
	s.until(t, "en/about/", "A lion.")

	// So is a broken template; fixing another file doesn't hide it.
	partial := filepath.Join(dir, "themes", "palabre", "partials")
	if err := os.MkdirAll(partial, 0o755); err != nil {
		t.Fatal(err)
	}
	folder.Write(t, partial, "toc.html", "{{if}}")
	s.events(t, func(n overlayState) bool { return n.Errors > 0 && n.Diagnostics[0].Code == "theme-syntax" })
	before := s.events(t, func(overlayState) bool { return true }).State
	folder.Write(t, dir, "content/about.en.md", about+"A tiger.\n")
	n = s.events(t, func(n overlayState) bool { return n.State != before })
	if n.Errors != 1 || n.Diagnostics[0].Code != "theme-syntax" {
		t.Errorf("the broken template is forgotten: %+v", n)
	}
	folder.Write(t, partial, "toc.html", "<p>ours</p>")
	s.until(t, "en/about/", "A tiger.")

	// A template that fails on one page is reported with that page; others are shown.
	folder.Write(t, partial, "toc.html", "{{.Nowhere}}")
	s.events(t, func(n overlayState) bool { return n.State != "" && n.Errors == 0 })
	s.shows(t, "en/library/first-brief/", "This page can", func(n overlayState) bool {
		return n.Errors == 1 && n.Diagnostics[0].File == "themes/palabre/partials/toc.html"
	})
	if err := os.Remove(filepath.Join(partial, "toc.html")); err != nil {
		t.Fatal(err)
	}
	s.until(t, "en/library/first-brief/", "Why it matters")
	s.events(t, func(n overlayState) bool { return n.Errors == 0 })

	if status, body := s.get(t, "en/nowhere/"); status != http.StatusNotFound || !strings.Contains(body, "/_griot/live.js") {
		t.Errorf("%d\n%s", status, body)
	}
	s.stop(t)
	for _, name := range []string{"public", ".griot/state-1"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("serve wrote %s", name)
		}
	}
}

// A site with errors from the start is served nevertheless: the page shows the errors,
// and the site appears when they are fixed.
func TestServeWithErrorsAtStart(t *testing.T) {
	dir := starterSite(t)
	folder.Write(t, dir, "content/about.en.md", "---\ntitle: [\n---\n")
	s := startServe(t, dir)
	for _, path := range []string{"", "en/", "en/about/"} {
		status, body := s.get(t, path)
		if status != http.StatusInternalServerError || !strings.Contains(body, "/_griot/live.js") || !strings.Contains(body, "has errors") {
			t.Errorf("%q: %d\n%s", path, status, body)
		}
	}
	s.events(t, func(n overlayState) bool { return n.Errors == 1 && n.Diagnostics[0].Code == "yaml-syntax" })
	if status, body := s.get(t, "api/search?q=brief"); status == http.StatusOK || !strings.Contains(body, `"error"`) {
		t.Errorf("%d\n%s", status, body)
	}
	folder.Write(t, dir, "content/about.en.md", about+"Mended.\n")
	s.until(t, "en/about/", "Mended.")
	s.events(t, func(n overlayState) bool { return n.Errors == 0 })

	// So is one whose configuration can't be read.
	hub := filepath.Join(dir, "content/hub.yaml")
	src, err := os.ReadFile(hub)
	if err != nil {
		t.Fatal(err)
	}
	folder.Write(t, dir, "content/hub.yaml", "languages: [")
	s.events(t, func(n overlayState) bool { return n.Errors > 0 })
	s.stop(t)
	if !strings.Contains(s.stderr.String(), "content/about.en.md:2:") {
		t.Errorf("what was wrong at the start is not printed:\n%s", &s.stderr)
	}
	s = startServe(t, dir)
	if status, body := s.get(t, ""); status != http.StatusInternalServerError || !strings.Contains(body, "has errors") {
		t.Errorf("%d\n%s", status, body)
	}
	folder.Write(t, dir, "content/hub.yaml", string(src))
	s.until(t, "en/about/", "Mended.")
	s.stop(t)
}
