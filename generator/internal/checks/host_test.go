//go:build site

package checks

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"mime"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// policy is the strictest policy that a site must work under.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; " +
	"form-action 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"

// host serves a folder on the loopback interface as a plain host would, with
// the strictest policy and no favours: no listings, no guessed extensions, no
// redirects to a slash.
type host struct {
	dir        string
	url        string                          // of the home page; ends in a slash
	prefix     string                          // path of url
	indexes    bool                            // whether dir/ answers with dir/index.html
	caching    string                          // Cache-Control of all files; no-store if empty
	compresses bool                            // whether texts are compressed with gzip
	wait       func(name string) time.Duration // how long a file keeps a reader waiting, or nil
	pieces     pieces                          // how pages come

	mu       sync.Mutex
	statuses map[string]int // path below prefix -> status it was last answered with
}

// types are those that mime doesn't know on every machine.
var types = map[string]string{
	".woff2": "font/woff2", ".xml": "application/xml", ".webmanifest": "application/manifest+json",
	".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
}

// serveFolder serves dir below a path of a free port until the tests end.
func serveFolder(dir, prefix string, indexes bool) (*host, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serve %q: %w", dir, err)
	}
	h := &host{
		dir: dir, prefix: prefix, indexes: indexes, statuses: map[string]int{},
		url: "http://" + listener.Addr().String() + prefix,
	}
	server := &http.Server{Handler: h}
	done := make(chan struct{})
	go func() {
		defer close(done)
		server.Serve(listener) // ends with ErrServerClosed
	}()
	whenDone(func() {
		server.Close()
		<-done
	})
	return h, nil
}

// ServeHTTP answers with a file of the folder, or with 404 and the folder's
// own page for that.
func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, below := strings.CutPrefix(r.URL.Path, h.prefix)
	w.Header().Set("Content-Security-Policy", policy)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", cmp.Or(h.caching, "no-store"))
	w.Header().Set("LinkChecker", "as fast as you can") // else it waits between requests
	status := http.StatusOK
	text, kind := h.file(name)
	if text == nil || !below {
		status = http.StatusNotFound
		text, kind = h.file("404.html")
	}
	h.mu.Lock()
	h.statuses[name] = status
	h.mu.Unlock()
	w.Header().Set("Content-Type", kind)
	if h.wait != nil {
		time.Sleep(h.wait(name))
	}
	if h.compresses && compressible(kind) && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		text = compress(text)
	}
	w.WriteHeader(status)
	switch {
	case r.Method == http.MethodHead:
	case h.pieces.number > 0 && strings.HasPrefix(kind, "text/html"):
		trickle(w, text, h.pieces)
	default:
		w.Write(text)
	}
}

// pieces says how the first part of a page's body comes: a tag or the words after it at a
// time.
type pieces struct {
	number int           // of pieces; 0 means that a page comes whole
	pause  time.Duration // between two
}

// trickle writes a page in pieces, as a slow line may.
func trickle(w http.ResponseWriter, text []byte, p pieces) {
	for at, n := bytes.Index(text, []byte("<body")), 0; at >= 0 && len(text) > 1 && n < p.number; n++ {
		next := bytes.IndexAny(text[at+1:], "<>") + 1 // a tag, or the words after it
		if next == 0 {
			break
		}
		if text[at+next] == '>' {
			next++
		}
		w.Write(text[:at+next])
		w.(http.Flusher).Flush()
		time.Sleep(p.pause)
		text, at = text[at+next:], 0
	}
	w.Write(text)
}

// compressible reports whether hosts compress files of a type.
func compressible(kind string) bool {
	return strings.HasPrefix(kind, "text/") || strings.Contains(kind, "xml") || strings.Contains(kind, "json")
}

// compress compresses with gzip at its default level, as hosts do.
func compress(text []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(text) // a buffer takes everything
	w.Close()
	return b.Bytes()
}

// file returns the text and type of a file, or nil.
func (h *host) file(name string) ([]byte, string) {
	if h.indexes && (name == "" || strings.HasSuffix(name, "/")) {
		name += "index.html"
	}
	kind := types[path.Ext(name)]
	if kind == "" {
		kind = mime.TypeByExtension(path.Ext(name))
	}
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return nil, kind
	}
	text, err := os.ReadFile(filepath.Join(h.dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, kind
	}
	return text, kind
}

// urlOf returns the URL of a file of the folder, as in links.
func (h *host) urlOf(file string) string {
	if h.indexes && path.Base(file) == "index.html" {
		file = strings.TrimSuffix(file, "index.html")
	}
	return h.url + file
}

// unrequested returns the URLs among these that nobody has requested yet.
func (h *host) unrequested(addresses []string) []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var missing []string
	for _, a := range addresses {
		if h.statuses[strings.TrimPrefix(a, h.url)] != http.StatusOK {
			missing = append(missing, a)
		}
	}
	return missing
}
