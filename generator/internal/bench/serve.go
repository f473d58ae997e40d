package main

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"log"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/andybalholm/brotli"
)

//go:embed scripts
var scripts embed.FS

// benchPrefix is the prefix of URLs that belong to the bench: they are neither
// counted nor slowed.
const benchPrefix = "/_bench/"

// link is a network between the browser and the site. It slows every request,
// those of workers included, which the emulation of the browser's own tools
// leaves out.
type link struct {
	latency time.Duration // added to each request
	rate    float64       // bytes a second, shared by all answers; 0 is no limit
}

// slow3G is 400 ms and 400 kbit/s.
var slow3G = link{400 * time.Millisecond, 400_000 / 8}

// request is one answer of a host, as it went over the link.
type request struct {
	path       string
	start, end time.Time
	bytes      int // of the encoded body
}

// host serves a folder over HTTP/2, brotli-encoded where that saves something,
// with a certificate that nobody needs to trust.
type host struct {
	*httptest.Server
	dir  string
	side string // "griot" or "pagefind": which script asks its search

	mu      sync.Mutex
	link    link
	free    time.Time // when the link has sent what it was given
	log     []request
	encoded map[string]answer
}

// answer is a file as it is sent.
type answer struct {
	body           []byte
	kind, encoding string
}

// serve serves a folder on the loopback interface until it is closed.
func serve(dir, side string) *host {
	h := &host{dir: dir, side: side, encoded: map[string]answer{}}
	h.Server = httptest.NewUnstartedServer(h)
	h.EnableHTTP2 = true
	h.Config.ErrorLog = log.New(io.Discard, "", 0) // browsers leave connections as they like
	h.StartTLS()
	return h
}

// over sets the link from now on and forgets what was sent before.
func (h *host) over(l link) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.link, h.free, h.log = l, time.Time{}, nil
}

// sent is what was sent since the link was set.
func (h *host) sent() []request {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]request(nil), h.log...)
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if name, ok := strings.CutPrefix(r.URL.Path, benchPrefix); ok {
		h.ownFile(w, r, name)
		return
	}
	start := time.Now()
	a, err := h.answer(r.URL.Path)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	h.mu.Lock()
	l := h.link
	h.mu.Unlock()
	time.Sleep(l.latency)
	w.Header().Set("Content-Type", a.kind)
	if a.encoding != "" {
		w.Header().Set("Content-Encoding", a.encoding)
	}
	out := http.NewResponseController(w)
	for body := a.body; len(body) > 0; {
		n := min(len(body), chunk)
		time.Sleep(time.Until(h.slot(n)))
		if _, err := w.Write(body[:n]); err != nil {
			return
		}
		if l.rate > 0 {
			_ = out.Flush() // the end of the request tells of a lost reader
		}
		body = body[n:]
	}
	h.mu.Lock()
	h.log = append(h.log, request{r.URL.Path, start, time.Now(), len(a.body)})
	h.mu.Unlock()
}

// chunk is how much of an answer goes over the link at once.
const chunk = 1400

// slot books the link for so many bytes and returns when they have passed it.
func (h *host) slot(n int) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.link.rate == 0 {
		return time.Time{}
	}
	if now := time.Now(); h.free.Before(now) {
		h.free = now
	}
	h.free = h.free.Add(time.Duration(float64(n) / h.link.rate * float64(time.Second)))
	return h.free
}

// ownFile answers with an empty page that asks the site's search, or a script.
func (h *host) ownFile(w http.ResponseWriter, r *http.Request, name string) {
	if path.Ext(name) == ".js" {
		http.ServeFileFS(w, r, scripts, "scripts/"+name)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<!DOCTYPE html><html lang="%s"><meta charset="utf-8"><title>bench</title><script src="%s%s.js"></script>`, name, benchPrefix, h.side)
}

// answer encodes a file, once.
func (h *host) answer(at string) (answer, error) {
	h.mu.Lock()
	a, known := h.encoded[at]
	h.mu.Unlock()
	if known {
		return a, nil
	}
	name := strings.TrimPrefix(at, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return answer{}, fmt.Errorf("serve %q: outside of the site", at)
	}
	text, err := os.ReadFile(filepath.Join(h.dir, filepath.FromSlash(name)))
	if err != nil {
		return answer{}, err
	}
	a = encode(text, mime.TypeByExtension(path.Ext(name)))
	h.mu.Lock()
	defer h.mu.Unlock()
	h.encoded[at] = a
	return a, nil
}

// encode compresses a file as a host does that keeps compressed copies; what is
// compressed already stays as it is.
func encode(text []byte, kind string) answer {
	if kind == "" {
		kind = "application/octet-stream"
	}
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, brotli.BestCompression)
	_, err := w.Write(text)
	if closed := w.Close(); err != nil || closed != nil || out.Len() >= len(text) {
		return answer{text, kind, ""}
	}
	return answer{out.Bytes(), kind, "br"}
}

// weight is how many bytes were sent.
func weight(log []request) int {
	n := 0
	for _, r := range log {
		n += r.bytes
	}
	return n
}

// roundTrips is the length of the longest chain of requests, each made
// after the response to the one before.
func roundTrips(log []request) int {
	depth, most := make([]int, len(log)), 0
	for done := false; !done; {
		done = true
		for i, r := range log {
			d := 1
			for j, before := range log {
				if j != i && !before.end.After(r.start) {
					d = max(d, depth[j]+1)
				}
			}
			if d != depth[i] {
				depth[i], done = d, false
			}
			most = max(most, d)
		}
	}
	return most
}
