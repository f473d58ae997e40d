package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"griot/generator/diag"
	"griot/generator/i18n"
)

// serving serves a source on a free port until the test ends.
type serving struct {
	t    *testing.T
	url  string
	stop context.CancelFunc
	done chan error
}

func serve(t *testing.T, source Backend) *serving {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	s := &serving{t: t, url: "http://" + l.Addr().String(), stop: cancel, done: make(chan error, 1)}
	go func() { s.done <- New(source, Options{Log: quietLog}).Serve(ctx, l) }()
	t.Cleanup(cancel)
	return s
}

// stream opens the events and returns a function that reads the next one.
func (s *serving) stream(ctx context.Context) (next func() event, closed func() bool) {
	s.t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/_griot/events", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = resp.Body.Close() })
	if kind := resp.Header.Get("Content-Type"); kind != "text/event-stream" {
		s.t.Fatalf("the stream has the type %q", kind)
	}
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	next = func() event {
		s.t.Helper()
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var e event
				if err := json.Unmarshal([]byte(data), &e); err != nil {
					s.t.Fatal(err)
				}
				return e
			}
		}
		s.t.Fatalf("the stream ended: %v", lines.Err())
		return event{}
	}
	return next, func() bool {
		more := false
		for lines.Scan() {
			more = more || lines.Text() != ""
		}
		_ = resp.Body.Close()
		return !more
	}
}

func mistakes() diag.List {
	var l diag.List
	l.Warn(diag.Position{File: "content/a.en.md", Line: 3}, "summary-long", diag.Args{"length": 400, "shown": 300})
	l.Error(diag.Position{File: "content/b.fr.md", Line: 4, Column: 10}, "outcome-unknown", diag.Args{"term": "securité", "near": "security", "list": "outcomes"})
	return l
}

func TestEvents(t *testing.T) {
	source := newSource(site())
	s := serve(t, source)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	next, _ := s.stream(ctx)

	first := next()
	if first.Errors != 0 || first.Warnings != 0 || len(first.Diagnostics) != 0 || !strings.HasSuffix(first.State, "-1") {
		t.Errorf("at first: %+v", first)
	}
	resp, err := http.Get(s.url + "/en/")
	if err != nil {
		t.Fatal(err)
	}
	if page := body(t, resp); !strings.Contains(page, `data-state="`+first.State+`"`) {
		t.Errorf("the page has another state than %q: %s", first.State, page)
	}
	_ = resp.Body.Close()

	source.change(mistakes())
	second := next()
	list, words := mistakes(), i18n.English()
	want := event{State: strings.TrimSuffix(first.State, "1") + "2", Errors: 1, Warnings: 1, Diagnostics: []shownDiagnostic{
		{words.Explain(list[1]), words.Doc("outcome-unknown")}, {words.Explain(list[0]), words.Doc("summary-long")}}}
	for _, e := range []event{want, second} {
		for i := range e.Diagnostics {
			e.Diagnostics[i].Args = nil // numbers come back from JSON as floats
		}
	}
	if diff := cmp.Diff(want, second); diff != "" {
		t.Errorf("with mistakes, errors first (-want +got):\n%s", diff)
	}

	source.change(nil)
	if third := next(); third.Errors != 0 || !strings.HasSuffix(third.State, "-3") {
		t.Errorf("mended: %+v", third)
	}
}

func TestManyDiagnostics(t *testing.T) {
	source := newSource(nil)
	for i := range maxShown + 20 {
		source.diags.Warn(diag.Position{File: "content/a.md", Line: i + 1}, "image-alt.html", nil)
	}
	source.diags.Error(diag.Position{File: "content/z.md"}, "yaml-syntax.unreadable", nil)
	e := New(source, Options{}).event(1)
	if len(e.Diagnostics) != maxShown || e.Diagnostics[0].Code != "yaml-syntax" || e.Errors != 1 || e.Warnings != maxShown+20 {
		t.Errorf("%d shown, %q first, %d errors, %d warnings", len(e.Diagnostics), e.Diagnostics[0].Code, e.Errors, e.Warnings)
	}
}

// TestStops ends a server while pages listen to it: it returns, and leaves
// no goroutine behind. So does a page that leaves.
func TestStops(t *testing.T) {
	before := runtime.NumGoroutine()
	source := newSource(site())
	s := serve(t, source)
	var ends []func() bool
	for range 3 {
		next, closed := s.stream(context.Background())
		next()
		ends = append(ends, closed)
	}
	leaving, leave := context.WithCancel(context.Background())
	next, _ := s.stream(leaving)
	next()
	eventually(t, "four pages wait", func() bool { return source.waiters() == 4 })
	leave()
	eventually(t, "the page that left is let go", func() bool { return source.waiters() == 3 })

	s.stop()
	if err := <-s.done; err != nil {
		t.Errorf("Serve: %v", err)
	}
	for _, closed := range ends {
		if !closed() {
			t.Error("a stream says more after the server has stopped")
		}
	}
	http.DefaultClient.CloseIdleConnections()
	eventually(t, "no goroutine stays", func() bool { return runtime.NumGoroutine() <= before })
	if _, err := http.Get(s.url); err == nil {
		t.Error("the server still answers")
	}
}

// eventually waits until a condition holds; the bound only ends a test that fails.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			buf := make([]byte, 1<<16)
			t.Fatalf("not so: %s\n%s", what, buf[:runtime.Stack(buf, true)])
		}
	}
}

func TestServeFails(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := New(newSource(nil), Options{}).Serve(context.Background(), l); err == nil {
		t.Error("serves on a closed listener")
	}
}

func TestOwnFiles(t *testing.T) {
	s := New(newSource(site()), Options{Base: "/sub/"})
	for path, kind := range map[string]string{"/_griot/live.js": "text/javascript; charset=utf-8", "/_griot/live.css": "text/css; charset=utf-8"} {
		resp := get(s, path)
		if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != kind || len(body(t, resp)) < 500 {
			t.Errorf("%s: %d, %v", path, resp.StatusCode, resp.Header)
		}
	}
	for _, path := range []string{"/_griot/problem.html", "/_griot/x.js", "/_griot/"} {
		if resp := get(s, path); resp.StatusCode != 404 {
			t.Errorf("%s: %d", path, resp.StatusCode)
		}
	}
}
