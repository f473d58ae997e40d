package serve

import (
	"cmp"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"griot/generator/diag"
	"griot/generator/i18n"
)

//go:embed live
var liveFiles embed.FS

const (
	heartbeatInterval = 15 * time.Second // between two comments on a stream without events
	writeTimeout      = 10 * time.Second // after which a client that reads nothing is dropped
	maxShown          = 100              // diagnostics sent to the page
)

// serveLiveFile answers with the script or the stylesheet of live reload.
func (s *Server) serveLiveFile(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	if name != "live.js" && name != "live.css" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", ContentType(name))
	w.Header().Set("Cache-Control", "no-store")
	http.ServeFileFS(w, r, liveFiles, "live/"+name)
}

// event is what is sent to the page's script.
type event struct {
	State       string            `json:"state"`
	Errors      int               `json:"errors"`
	Warnings    int               `json:"warnings"`
	Diagnostics []shownDiagnostic `json:"diagnostics"` // the first of them, sorted
}

// shownDiagnostic is a diagnostic with the explanation of its code.
type shownDiagnostic struct {
	i18n.Explanation
	About string `json:"about,omitempty"`
}

// event describes a generation.
func (s *Server) event(gen uint64) event {
	list := append(diag.List(nil), s.backend.Diagnostics()...)
	list.Sort()
	e := event{State: s.state(gen), Errors: list.Errors(), Diagnostics: []shownDiagnostic{}}
	e.Warnings = len(list) - e.Errors
	words := cmp.Or(s.opts.Words, i18n.English())
	for _, want := range []diag.Severity{diag.Error, diag.Warning} {
		for _, d := range list {
			if d.Severity == want && len(e.Diagnostics) < maxShown {
				e.Diagnostics = append(e.Diagnostics, shownDiagnostic{words.Explain(d), words.Doc(d.Code)})
			}
		}
	}
	return e
}

// events sends the state of the site to a page, at once and on each change, as
// server-sent events (html.spec.whatwg.org, section 9.2).
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	write := func(text string) error {
		// Recorders of tests support no deadline.
		if err := out.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return err
		}
		if _, err := fmt.Fprint(w, text); err != nil {
			return err
		}
		return out.Flush()
	}
	gen := s.backend.Generation()
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

// wait waits for another generation, at most for one heartbeat interval.
func (s *Server) wait(ctx context.Context, gen uint64) (uint64, bool, error) {
	beat, cancel := context.WithTimeout(ctx, heartbeatInterval)
	defer cancel()
	next, err := s.backend.Wait(beat, gen)
	if err == nil {
		return next, next != gen, nil
	}
	if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		return gen, false, nil
	}
	return gen, false, err
}
