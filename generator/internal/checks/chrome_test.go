//go:build site

package checks

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browsers start the Chromium of each set of fonts, at the first call.
var browsers = func() map[fontSet]func() (context.Context, error) {
	all := map[fontSet]func() (context.Context, error){}
	for _, fonts := range fontSets {
		all[fonts] = sync.OnceValues(func() (context.Context, error) { return startBrowser(fonts) })
	}
	return all
}()

// startBrowser starts a Chromium with an empty profile, a set of fonts and no
// business of its own on the network. It ends with the tests. The headless shell is
// preferred because it draws no window around each page, which costs as much as the
// page; the walks (browser_walks_test.go) are made in the whole browser.
func startBrowser(fonts fontSet) (context.Context, error) {
	path := ""
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		return nil, errors.New("no chromium (make tools installs it)")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.UserDataDir(filepath.Join(scratch, "chromium-"+string(fonts))), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.Env(fonts.environment()...))
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	first, stop := chromedp.NewContext(allocator)
	whenDone(func() {
		if err := chromedp.Cancel(first); err != nil { // closes the browser and waits for it
			fmt.Fprintf(os.Stderr, "close chromium: %v\n", err)
		}
		stop()
		stopAllocator()
	})
	if err := chromedp.Do(first); err != nil {
		return nil, fmt.Errorf("start chromium: %w", err)
	}
	return first, nil
}

// tab is a tab of the browser that notes everything a reader would call
// broken: errors in the console (violations of the policy are among them),
// uncaught exceptions, requests that fail or that leave the site.
type tab struct {
	ctx context.Context

	mu       sync.Mutex
	home     string // prefix of the URLs that may be requested
	problems []string
}

// newTab opens a tab for a site; it closes when the test ends.
func newTab(t *testing.T, home string) *tab {
	t.Helper()
	return newTabWith(t, home, dejaVu)
}

// newTabWith opens a tab of the browser with a set of fonts.
func newTabWith(t *testing.T, home string, fonts fontSet) *tab {
	t.Helper()
	first, err := browsers[fonts]()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(first)
	t.Cleanup(cancel)
	b := &tab{ctx: ctx, home: home}
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	return b
}

// listen records problems that events of the tab report.
func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Source == log.EntrySourceSecurity {
			b.problems = append(b.problems, fmt.Sprintf("console: %s (%s)", e.Entry.Text, e.Entry.URL))
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			var words []string
			for _, arg := range e.Args {
				words = append(words, string(arg.Value)+arg.Description)
			}
			b.problems = append(b.problems, "console: "+strings.Join(words, " "))
		}
	case *runtime.EventExceptionThrown:
		b.problems = append(b.problems, "uncaught: "+e.ExceptionDetails.Exception.Description)
	case *network.EventRequestWillBeSent:
		url := e.Request.URL
		if !strings.HasPrefix(url, b.home) && !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "about:") {
			b.problems = append(b.problems, "asks another place for "+url)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			b.problems = append(b.problems, fmt.Sprintf("%s answers %d", e.Response.URL, e.Response.Status))
		}
	case *network.EventLoadingFailed:
		if !e.Canceled {
			b.problems = append(b.problems, fmt.Sprintf("%s fails to load: %s", e.Type, e.ErrorText))
		}
	}
}

// takeProblems returns the problems since the last call.
func (b *tab) takeProblems() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	problems := b.problems
	b.problems = nil
	return problems
}

// timeout is how long a test waits for a condition. Only a test that fails waits that
// long, however busy the machine is.
const timeout = 2 * time.Minute

// do runs actions in the tab.
func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(b.ctx, timeout)
	defer cancel()
	return chromedp.Do(ctx, actions...)
}

// screen is the screen of a reader.
type screen struct {
	width int64 // in CSS pixels
	dark  bool
}

func (l screen) String() string {
	if l.dark {
		return fmt.Sprintf("%d dark", l.width)
	}
	return fmt.Sprintf("%d light", l.width)
}

// as shows pages from now on as on such a screen, without animations.
func as(l screen) chromedp.Action[chromedp.Void] {
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	return chromedp.Steps(chromedp.EmulateViewport(l.width, 900),
		chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{
					{Name: "prefers-color-scheme", Value: scheme},
					{Name: "prefers-reduced-motion", Value: "reduce"},
				},
			})
			return err
		}))
}

// prefers makes the browser ask for languages, such as "fr-CA,fr".
func prefers(languages string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		agent, err := chromedp.Evaluate[string](`navigator.userAgent`)(ctx, t)
		if err != nil {
			return err
		}
		_, err = cdp.Call(ctx, t, emulation.SetUserAgentOverride,
			emulation.SetUserAgentOverrideParams{UserAgent: agent, AcceptLanguage: languages})
		return err
	})
}

// open loads a page, its fonts included.
func open(url string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(chromedp.Navigate(url),
		chromedp.Evaluate[chromedp.Void](`document.fonts.ready.then(() => true)`, chromedp.EvalAwaitPromise))
}

// eval evaluates JavaScript in the page, awaits it and keeps what it gives.
func eval[T any](script string, result *T) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) (err error) {
		*result, err = chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise)(ctx, t)
		return err
	})
}

// until waits until the page, or the one it leads to, is loaded and meets a
// condition.
func until(condition string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for {
			// On the way from a page to the next there is nobody to answer.
			holds, err := chromedp.Evaluate[bool](`document.readyState == "complete" && (`+condition+`)`)(ctx, t)
			if err == nil && holds {
				return nil
			}
			if _, err := chromedp.Sleep(20*time.Millisecond)(ctx, t); err != nil {
				return fmt.Errorf("wait for %s: %w", condition, err)
			}
		}
	})
}

func TestBrowserObjects(t *testing.T) {
	site := write(t, map[string]string{
		"index.html": `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A</title>` +
			`<script src="a.js"></script></head><body><p style="color:red">a</p><script>1</script>` +
			`<img src="missing.png" alt="a"><img src="https://elsewhere.example/a.png" alt="b"></body></html>`,
		"a.js": `console.error("told"); throw new Error("thrown")`,
	})
	h, err := serveFolder(site, "/", true)
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t, h.url)
	if err := b.do(open(h.url)); err != nil {
		t.Fatal(err)
	}
	wants(t, b.takeProblems(), "told", "thrown", "missing.png answers 404", "inline style", "inline script", "https://elsewhere.example/a.png")
}
