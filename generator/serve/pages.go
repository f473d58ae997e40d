package serve

import (
	"bytes"
	"context"
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
)

// servePage answers with a file of the site.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	rel, ok := strings.CutPrefix(r.URL.Path, s.opts.Base)
	if !ok && strings.HasPrefix(s.opts.Base, strings.TrimSuffix(r.URL.Path, "/")+"/") {
		http.Redirect(w, r, s.opts.Base, http.StatusFound)
		return
	}
	name := rel
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if !ok || !fs.ValidPath(name) || strings.Contains(name, "\x00") {
		s.notFound(w, r, "index.html")
		return
	}
	if b, ok := s.backend.(refresher); ok {
		if err := b.Refresh(r.Context(), name); err != nil {
			s.serverError(w, r, err)
			return
		}
	}
	state := s.state(s.backend.Generation())
	f, err := s.backend.Open(r.Context(), name)
	switch {
	case err == nil:
		s.send(w, r, name, f, state)
	case !errors.Is(err, fs.ErrNotExist):
		s.serverError(w, r, err)
	case s.isFolder(r.Context(), name):
		to := url.URL{Path: s.opts.Base + rel + "/", RawQuery: r.URL.RawQuery}
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, to.String(), http.StatusFound)
	default:
		s.notFound(w, r, name)
	}
}

// refresher is a Backend that can look whether a file is up to date before it is opened.
type refresher interface {
	Refresh(ctx context.Context, path string) error
}

// isFolder reports whether a path that is no file is a folder with a page, even if that
// page can't be rendered.
func (s *Server) isFolder(ctx context.Context, name string) bool {
	if path.Base(name) == "index.html" {
		return false
	}
	_, err := s.backend.Open(ctx, name+"/index.html")
	return !errors.Is(err, fs.ErrNotExist)
}

// send answers with a file. The state must be read before the file is opened: then a
// change in between makes the page's script reload it.
func (s *Server) send(w http.ResponseWriter, r *http.Request, name string, f File, state string) {
	h := w.Header()
	kind := f.ContentType
	if kind == "" {
		kind = ContentType(name)
	}
	h.Set("Content-Type", kind)
	body := f.Body
	if isHTML(kind) {
		body = withScript(body, state)
		h.Set("Cache-Control", "no-store")
		if f.Hash != "" {
			h.Set("ETag", `W/"`+f.Hash+`"`) // weak: the script element differs
		}
	} else {
		h.Set("Cache-Control", "no-cache")
		if f.Hash != "" {
			h.Set("ETag", `"`+f.Hash+`"`)
		}
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// notFound answers with the 404 page nearest to the path: that of the longest
// folder of the path that has one, which is its language's.
func (s *Server) notFound(w http.ResponseWriter, r *http.Request, name string) {
	state := s.state(s.backend.Generation())
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		f, err := s.backend.Open(r.Context(), path.Join(dir, "404.html"))
		if err == nil {
			s.sendStatus(w, r, http.StatusNotFound, withScript(f.Body, state))
			return
		}
		if !errors.Is(err, fs.ErrNotExist) {
			s.serverError(w, r, err)
			return
		}
		if dir == "." {
			break
		}
	}
	s.errorPage(w, r, http.StatusNotFound, "No page here", "The site has no page at "+r.URL.Path+".")
}

// serverError answers for a file that exists but can't be rendered.
func (s *Server) serverError(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // the client is gone, or the server stops
	}
	s.errorPage(w, r, http.StatusInternalServerError, "This page can't be shown", err.Error())
}

var problemPage = template.Must(template.ParseFS(liveFiles, "live/problem.html"))

// errorPage answers with a page of the server's own. The diagnostics of the
// site are shown over it, as over any page.
func (s *Server) errorPage(w http.ResponseWriter, r *http.Request, status int, title, text string) {
	var b bytes.Buffer
	if err := problemPage.Execute(&b, map[string]string{"Title": title, "Text": text, "Base": s.opts.Base}); err != nil {
		http.Error(w, text, status)
		return
	}
	s.sendStatus(w, r, status, withScript(b.Bytes(), s.state(s.backend.Generation())))
}

// sendStatus answers with HTML under a status other than 200.
func (s *Server) sendStatus(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the client may be gone
	}
}

// state identifies a generation of this server; pages with equal states show
// the same site.
func (s *Server) state(gen uint64) string {
	return s.instance + "-" + strconv.FormatUint(gen, 10)
}

// withScript returns a copy of a page with the live-reload script before its
// last </body>, or at its end.
func withScript(page []byte, state string) []byte {
	tag := []byte(`<script src="/_griot/live.js" data-state="` + template.HTMLEscapeString(state) + `" defer></script>`)
	at := len(page)
	for i := len(page) - len("</body"); i >= 0; i-- {
		if page[i] == '<' && bytes.EqualFold(page[i:i+len("</body")], []byte("</body")) {
			at = i
			break
		}
	}
	out := make([]byte, 0, len(page)+len(tag))
	out = append(out, page[:at]...)
	out = append(out, tag...)
	return append(out, page[at:]...)
}
