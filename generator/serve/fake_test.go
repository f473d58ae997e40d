package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"griot/generator/diag"
)

// fakeBackend is a site in memory.
type fakeBackend struct {
	*generations
	mu      sync.Mutex
	files   map[string]File
	failing map[string]error
	diags   diag.List
	waiting atomic.Int32
}

func newSource(pages map[string]string) *fakeBackend {
	s := &fakeBackend{files: map[string]File{}, failing: map[string]error{}, generations: newGenerations()}
	for p, body := range pages {
		s.files[p] = File{Body: []byte(body), Hash: fmt.Sprint("h", len(body))}
	}
	s.next()
	return s
}

func (s *fakeBackend) Open(_ context.Context, p string) (File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.failing[p]; err != nil {
		return File{}, err
	}
	f, ok := s.files[p]
	if !ok {
		return File{}, fmt.Errorf("open %q: %w", p, fs.ErrNotExist)
	}
	return f, nil
}

func (s *fakeBackend) Diagnostics() diag.List {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.diags
}

func (s *fakeBackend) Wait(ctx context.Context, gen uint64) (uint64, error) {
	s.waiting.Add(1)
	defer s.waiting.Add(-1)
	return s.generations.Wait(ctx, gen)
}

// change makes a new generation.
func (s *fakeBackend) change(diags diag.List) {
	s.mu.Lock()
	s.diags = diags
	s.mu.Unlock()
	s.next()
}

func (s *fakeBackend) waiters() int { return int(s.waiting.Load()) }

// fakeSearch answers with what it was asked.
type fakeSearch struct{}

func (fakeSearch) Search(_ context.Context, q url.Values) (any, error) {
	switch q.Get("q") {
	case "":
		return nil, fmt.Errorf("%w: q is empty", ErrQuery)
	case "broken":
		return nil, errors.New("open index: gone")
	case "unwritable":
		return func() {}, nil
	}
	return map[string]any{"query": q.Get("q"), "lang": q.Get("lang")}, nil
}

// site is what most tests serve.
func site() map[string]string {
	return map[string]string{
		"index.html":         "<!DOCTYPE html><body><p>root</p></BODY></html>",
		"en/index.html":      "<body><p>home</body>",
		"fr/index.html":      "<body><p>accueil</body>",
		"fr/pays/index.html": "<body><p>pays</body>",
		"fr/404.html":        "<body><p>introuvable</body>",
		"assets/site.css":    "p { margin: 0 }",
		"en/note.pdf":        "%PDF-1.7",
		"CNAME":              "hub.example.org",
		"fr/pays/404.html":   "<body><p>aucun pays</body>",
	}
}

// get asks a server under the name localhost.
func get(s *Server, target string, headers ...string) *http.Response {
	return ask(s, http.MethodGet, target, headers...)
}

func ask(s *Server, method, target string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	r.Host = "localhost:8484"
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, resp *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var quietLog = log.New(io.Discard, "", 0)

const scriptStart = `<script src="/_griot/live.js" data-state="`

// withoutScript removes the live-reload element and reports whether it was there.
func withoutScript(page string) (string, bool) {
	before, after, ok := strings.Cut(page, scriptStart)
	if !ok {
		return page, false
	}
	_, after, ok = strings.Cut(after, `" defer></script>`)
	return before + after, ok
}
