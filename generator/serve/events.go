package serve

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"griot/generator/diag"
)

//go:embed live
var liveFiles embed.FS

const (
	heartbeat = 15 * time.Second // between two signs of life on a silent stream
	patience  = 10 * time.Second // with a reader that takes nothing
	mostShown = 100              // diagnostics sent to the page
)

// ownFile answers with a file of the server's own, at its present version.
func (s *Server) ownFile(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	if name != "live.js" && name != "live.css" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", ContentType(name))
	w.Header().Set("Cache-Control", "no-store")
	http.ServeFileFS(w, r, liveFiles, "live/"+name)
}

// event is what the page's script is told.
type event struct {
	State       string    `json:"state"`
	Errors      int       `json:"errors"`
	Warnings    int       `json:"warnings"`
	Diagnostics []problem `json:"diagnostics"` // the first of them, sorted
}

// problem is a diagnostic with what its code means.
type problem struct {
	diag.Diagnostic
	About string `json:"about,omitempty"`
}

// event describes a generation.
func (s *Server) event(gen uint64) event {
	list := append(diag.List(nil), s.source.Diagnostics()...)
	list.Sort()
	e := event{State: s.state(gen), Errors: list.Errors(), Diagnostics: []problem{}}
	e.Warnings = len(list) - e.Errors
	for _, want := range []diag.Severity{diag.Error, diag.Warning} {
		for _, d := range list {
			if d.Severity == want && len(e.Diagnostics) < mostShown {
				e.Diagnostics = append(e.Diagnostics, problem{d, diag.Doc[d.Code]})
			}
		}
	}
	return e
}

// events tells a page the state of the site, at once and on each change, as
// server-sent events (html.spec.whatwg.org, section 9.2).
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	write := func(text string) error {
		// A writer without deadlines, as tests have, waits as long as it takes.
		if err := out.SetWriteDeadline(time.Now().Add(patience)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return err
		}
		if _, err := fmt.Fprint(w, text); err != nil {
			return err
		}
		return out.Flush()
	}
	gen := s.source.Generation()
	if r.Method == http.MethodHead || write("retry: 1000\n\n") != nil {
		return
	}
	for {
		data, err := json.Marshal(s.event(gen))
		if err != nil || write("data: "+string(data)+"\n\n") != nil {
			return
		}
		for changed := false; !changed; {
			gen, changed, err = s.wait(r.Context(), gen)
			if err != nil || !changed && write(": still here\n\n") != nil {
				return
			}
		}
	}
}

// wait waits for another generation, for one heartbeat at most.
func (s *Server) wait(ctx context.Context, gen uint64) (uint64, bool, error) {
	beat, cancel := context.WithTimeout(ctx, heartbeat)
	defer cancel()
	next, err := s.source.Wait(beat, gen)
	if err == nil {
		return next, next != gen, nil
	}
	if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		return gen, false, nil
	}
	return gen, false, err
}
