// Package serve previews a site for its authors: it serves pages over HTTP,
// rendered on request, reloads them in the browser when they change and shows
// diagnostics over the last state without errors.
//
// Call NewPreview to open a site, Preview.Follow to watch its files, Listen for
// a port, and New and Server.Serve to answer requests. Server needs of a site
// only a Backend and, for /api/search, a Searcher; Preview is both.
//
// The package must never change what is built: it adds one script element to
// pages, in the response only. Its own files, under /_griot/, are in English,
// since only authors see them.
package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"griot/generator/diag"
	"griot/generator/i18n"
)

// Backend offers the files of a site: those of its last state without errors.
type Backend interface {
	// Open returns a file by its slash path below the site's root, such as
	// "fr/pays/mali/index.html", and renders it if necessary. The error wraps fs.ErrNotExist if the site has no such file. The server doesn't
	// change Body.
	Open(ctx context.Context, path string) (File, error)
	// Diagnostics returns those of the last build, even if it failed.
	Diagnostics() diag.List
	// Generation counts builds, failed ones included.
	Generation() uint64
	// Wait blocks until the generation differs from gen and returns it, or
	// returns the context's error.
	Wait(ctx context.Context, gen uint64) (uint64, error)
}

// File is a finished file.
type File struct {
	Body        []byte
	ContentType string // "" means that of the file extension
	Hash        string // of Body, in characters an ETag may have; "" for none
}

// Searcher answers /api/search. The result is written as JSON. An error that
// wraps ErrQuery is a fault of the request and is reported as such.
type Searcher interface {
	Search(ctx context.Context, query url.Values) (any, error)
}

// ErrQuery marks a query that can't be understood.
var ErrQuery = errors.New("query not understood")

// DefaultPolicy is the Content-Security-Policy that Griot sites comply with: nothing
// inline, nothing from other origins.
const DefaultPolicy = "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; " +
	"frame-ancestors 'none'; img-src 'self'; manifest-src 'self'; media-src 'self'; script-src 'self'; style-src 'self'; worker-src 'self'"

// Policy returns the Content-Security-Policy of a site that may load pictures and recordings
// from some hosts, which must be config.ValidHost. Without hosts it is DefaultPolicy.
func Policy(hosts []string) string {
	if len(hosts) == 0 {
		return DefaultPolicy
	}
	from := " https://" + strings.Join(hosts, " https://")
	return strings.NewReplacer("img-src 'self'", "img-src 'self'"+from, "media-src 'self'", "media-src 'self'"+from).Replace(DefaultPolicy)
}

// Options say how a site is served. The zero value serves on this machine
// alone, on port 8484 or the next free one.
type Options struct {
	Port  int      // 0 means DefaultPort or, if that is taken, the next free one
	LAN   bool     // listen for other devices of the local network too
	Base  string   // path of the site's root, such as "/sub/path/"; "" means "/"
	Hosts []string // further host names that the server answers to
	// Policy returns the Content-Security-Policy of a response; nil means DefaultPolicy.
	Policy func() string
	Search Searcher     // nil for none
	Words  *i18n.Author // what diagnostics say; nil for English
	Log    *log.Logger
}

// Server serves one Backend.
type Server struct {
	backend Backend
	opts    Options
	// instance differs between runs of the server, so that pages notice a restart.
	instance string
}

// shutdownTimeout is how long requests may take to end when the server stops.
const shutdownTimeout = 2 * time.Second

// New makes a server; it listens when Serve is called.
func New(source Backend, o Options) *Server {
	o.Base = rootPath(o.Base)
	if o.Policy == nil {
		o.Policy = func() string { return DefaultPolicy }
	}
	return &Server{backend: source, opts: o, instance: rand.Text()[:8]}
}

// rootPath returns a base path with one slash at each end.
func rootPath(base string) string {
	if base = strings.Trim(base, "/"); base == "" {
		return "/"
	}
	return "/" + base + "/"
}

// Handler answers all requests.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_griot/events", s.events)
	mux.HandleFunc("GET /_griot/{file}", s.serveLiveFile)
	mux.HandleFunc("GET /api/search", s.search)
	mux.HandleFunc("GET /", s.servePage)
	return s.guard(mux)
}

// Serve answers on a listener until the context ends, then waits for requests under way,
// and returns nil.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	srv := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ErrorLog:          s.opts.Log,
	}
	g, ended := errgroup.WithContext(ctx)
	g.Go(func() error {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve on %s: %w", l.Addr(), err)
		}
		return nil
	})
	g.Go(func() error {
		<-ended.Done()
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
		defer cancel()
		if err := srv.Shutdown(last); err != nil {
			return srv.Close() // closes connections that are still in use
		}
		return nil
	})
	return g.Wait()
}
