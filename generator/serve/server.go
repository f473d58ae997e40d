// Package serve shows a site to its authors: pages over HTTP, rendered when
// they are asked for, reloaded in the browser when they change, with the
// authors' mistakes shown over the last good state.
//
// What enters is a Source of finished files and, for /api/search, a Searcher;
// what leaves is HTTP. The package must never render or change what is built:
// the one thing it adds is a script element before </body>, and only on the
// way out. Its own files, under /_griot/, speak English: only authors see them.
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
)

// Source is the site as it stands: the last state without errors.
type Source interface {
	// Open returns a file by its slash path below the site's root, such as
	// "fr/pays/mali/index.html", and renders it where it has to be. The error
	// wraps fs.ErrNotExist where the site has no such file. The server doesn't
	// change Body.
	Open(ctx context.Context, path string) (File, error)
	// Diagnostics are those of the newest build, be it published or not.
	Diagnostics() diag.List
	// Generation counts builds, failed ones included.
	Generation() uint64
	// Wait returns when the generation is another than gen, with the new one,
	// or with the context's error.
	Wait(ctx context.Context, gen uint64) (uint64, error)
}

// File is a finished file.
type File struct {
	Body        []byte
	ContentType string // where empty, the path's ending decides
	Hash        string // of Body, in characters an ETag may have; "" for none
}

// Searcher answers /api/search. The answer is written as JSON. An error that
// wraps ErrQuery is the asker's and is told to them.
type Searcher interface {
	Search(ctx context.Context, query url.Values) (any, error)
}

// ErrQuery marks a query that can't be answered as it is.
var ErrQuery = errors.New("query not understood")

// Policy is the Content-Security-Policy that a Griot site is made for:
// nothing inline, nothing from elsewhere.
const Policy = "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; " +
	"frame-ancestors 'none'; img-src 'self'; manifest-src 'self'; media-src 'self'; script-src 'self'; style-src 'self'; worker-src 'self'"

// Options say how a site is served. The zero value serves on this machine
// alone, on port 8484 or the next free one.
type Options struct {
	Port   int      // 0 means DefaultPort or, where that is taken, the next free one
	LAN    bool     // listen for other devices of the local network too
	Base   string   // path that the site's root has, such as "/sub/path/"; where empty, "/"
	Hosts  []string // further names that the server answers to
	Policy string   // Content-Security-Policy; where empty, Policy serves
	Search Searcher // nil for none
	Log    *log.Logger
}

// Server serves one Source.
type Server struct {
	source Source
	opts   Options
	// instance tells a page that its server is not the one it came from.
	instance string
}

// grace is how long requests may take to end once the server is to stop.
const grace = 2 * time.Second

// New makes a server; it listens when Serve is called.
func New(source Source, o Options) *Server {
	o.Base = rootPath(o.Base)
	if o.Policy == "" {
		o.Policy = Policy
	}
	return &Server{source: source, opts: o, instance: rand.Text()[:8]}
}

// rootPath writes a base path with one slash at each end.
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
	mux.HandleFunc("GET /_griot/{file}", s.ownFile)
	mux.HandleFunc("GET /api/search", s.search)
	mux.HandleFunc("GET /", s.page)
	return s.guard(mux)
}

// Serve answers on a listener until the context ends, then lets requests
// under way end. It returns nil when the context ended it.
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
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		if err := srv.Shutdown(last); err != nil {
			return srv.Close() // what is still open is cut off
		}
		return nil
	})
	return g.Wait()
}
