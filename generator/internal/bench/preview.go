package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	pauseAfterEdit = 1500 * time.Millisecond // after each edit, so that batches don't run into each other
	maxShown       = 60 * time.Second        // until an edit must be shown
	maxBoot        = 5 * time.Minute         // until a preview must answer
	pollInterval   = time.Millisecond        // between two requests of a page
)

// edit changes a page so that it shows a new word.
type edit struct {
	name   string
	change func(page, word string) string
}

// edits are the ten kinds of edit. They work on the sources of both sides.
var edits = []edit{
	{"a word", func(p, w string) string { return strings.TrimRight(p, "\n") + " " + w + "\n" }},
	{"a paragraph", func(p, w string) string { return p + "\nA " + w + " paragraph.\n" }},
	{"a heading", inserted("\n## ", "\n## %s ")},
	{"the title", inserted("\ntitle: ", "\ntitle: %s ")},
	{"the summary", inserted("\nsummary: ", "\nsummary: %s ")},
	{"a key message", inserted("\nkey_messages:\n  - ", "\nkey_messages:\n  - %s ")},
	{"a list", func(p, w string) string { return p + "\n- one\n- " + w + "\n" }},
	{"a table", func(p, w string) string { return p + "\n| a | b |\n|---|---|\n| " + w + " | 2 |\n" }},
	{"a link", func(p, w string) string { return p + "\nSee [" + w + "](p000002.md).\n" }},
	{"code", func(p, w string) string { return p + "\n```go\nvar " + w + " = 1\n```\n" }},
}

// inserted replaces the first place of a text by one with the word.
func inserted(before, after string) func(page, word string) string {
	return func(page, word string) string {
		return strings.Replace(page, before, fmt.Sprintf(after, word), 1)
	}
}

// preview takes the rows of `griot serve` beside `hugo server`: from writing a
// file until the page with the change has been served.
func (b *bench) preview(ctx context.Context, s *site) error {
	progress("%d pages per language: griot serve", s.size)
	griot, griotPeak, err := b.previewOf(ctx, s, s.griot, func(port string) (string, []string) {
		return b.tools.griot, []string{"serve", "--no-open", "-p", port}
	}, true)
	if err != nil {
		return err
	}
	var hugo []float64
	var hugoPeak float64
	name := ""
	if b.tools.hugo != "" {
		progress("%d pages per language: hugo server", s.size)
		name = "hugo server"
		if hugo, hugoPeak, err = b.previewOf(ctx, s, s.hugo, func(port string) (string, []string) {
			return b.tools.hugo, []string{"server", "--port", port, "--baseURL", "http://127.0.0.1:" + port + "/", "--renderToMemory"}
		}, false); err != nil {
			return err
		}
	}
	var middle, worst limit
	if s.size == maxForPeers {
		middle, worst = atMost(50), atMost(150)
	}
	add := func(what, unit string, griot, peer float64, most limit) {
		b.table.add(row{chapter: "preview", size: s.size, what: what, unit: unit, griot: griot, peer: peer, peerName: name, target: most})
	}
	add("write to served page, median of ten edits", "ms", median(griot), median(hugo), middle)
	if s.size == maxForPeers {
		add("the same, against the peer", "ms", median(griot), median(hugo), atMostRatio(0.02))
	}
	add("write to served page, worst of ten edits", "ms", percentile(griot, 100), percentile(hugo, 100), worst)
	add("peak memory while serving", "MB", griotPeak, hugoPeak, limit{})
	return nil
}

// previewOf runs a preview, edits a page in each of the ten ways and returns
// how many milliseconds each took to be served, and the preview's peak memory.
// With events, a page is requested when the preview reports that it has changed,
// as a browser does; else as fast as it answers.
func (b *bench) previewOf(ctx context.Context, s *site, dir string, program func(port string) (string, []string), events bool) ([]float64, float64, error) {
	port, err := freePort()
	if err != nil {
		return nil, 0, err
	}
	name, args := program(port)
	log := filepath.Join(s.dir, "preview.log")
	p, err := start(ctx, log, dir, name, args...)
	if err != nil {
		return nil, 0, err
	}
	defer p.stop()
	source := filepath.Join(dir, page(5, "en"))
	text, err := os.ReadFile(source)
	if err != nil {
		return nil, 0, err
	}
	v := &viewer{base: "http://127.0.0.1:" + port, path: "/en/library/" + slugOf(text) + "/"}
	if err := v.waitFor(ctx, "<h1", maxBoot); err != nil {
		said, _ := os.ReadFile(log)
		return nil, 0, fmt.Errorf("%s: %w\n%s", filepath.Base(name), err, tail(string(said)))
	}
	if events {
		stop, err := v.listen(ctx)
		if err != nil {
			return nil, 0, err
		}
		defer stop()
	}
	times, err := v.follow(ctx, source, string(text))
	return times, p.peak(), err
}

// follow makes the edits one after the other and measures each.
func (v *viewer) follow(ctx context.Context, source, text string) ([]float64, error) {
	var times []float64
	for i, e := range edits {
		time.Sleep(pauseAfterEdit)
		word := fmt.Sprintf("zebra%c", 'a'+i)
		text = e.change(text, word)
		if !strings.Contains(text, word) {
			return nil, fmt.Errorf("edit %s: the page has no place for it", e.name)
		}
		v.forget()
		start := time.Now()
		if err := os.WriteFile(source, []byte(text), 0o644); err != nil {
			return nil, err
		}
		if err := v.waitFor(ctx, word, maxShown); err != nil {
			return nil, fmt.Errorf("edit %s: %w", e.name, err)
		}
		times = append(times, float64(time.Since(start).Microseconds())/1000)
		progress("  %s: %.0f ms", e.name, times[i])
	}
	return times, os.WriteFile(source, []byte(text), 0o644)
}

// viewer requests one page of a preview.
type viewer struct {
	base, path string
	changes    chan struct{} // events, where they are listened to
}

// waitFor requests the page until it shows a text.
func (v *viewer) waitFor(ctx context.Context, text string, most time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	for {
		if v.changes != nil {
			select {
			case <-v.changes:
			case <-ctx.Done():
				return fmt.Errorf("no event brings %q to %s: %w", text, v.path, ctx.Err())
			}
		}
		body, err := v.get(ctx)
		if err == nil && bytes.Contains(body, []byte(text)) {
			return nil
		}
		select {
		case <-time.After(pollInterval):
		case <-ctx.Done():
			return fmt.Errorf("%s doesn't show %q: %w", v.path, text, ctx.Err())
		}
	}
}

// get asks for the page.
func (v *viewer) get(ctx context.Context) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, v.base+v.path, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// listen opens Griot's event stream, as the pages of a preview do.
func (v *viewer) listen(ctx context.Context) (stop func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, v.base+"/_griot/events", nil)
	if err != nil {
		cancel()
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		cancel()
		return nil, err
	}
	v.changes = make(chan struct{}, 100)
	go func() {
		defer resp.Body.Close()
		buf := make([]byte, 1<<20)
		for {
			n, err := resp.Body.Read(buf)
			if bytes.Contains(buf[:n], []byte("data:")) {
				v.changes <- struct{}{}
			}
			if err != nil {
				return
			}
		}
	}()
	return cancel, nil
}

// forget drops the events so far.
func (v *viewer) forget() {
	for len(v.changes) > 0 {
		<-v.changes
	}
}

// slugOf is the slug in a page's front matter.
func slugOf(page []byte) string {
	head, _ := split(page)
	lines := strings.Split(string(head), "\n")
	i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "slug: ") })
	if i < 0 {
		return ""
	}
	return strings.TrimPrefix(lines[i], "slug: ")
}

// freePort is a port that nobody listens on.
func freePort() (string, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}
