package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/chromedp/chromedp"
)

// The pace of a reader who types, and the timeout of one tab.
const (
	keystroke = 150 * time.Millisecond
	mostLook  = 2 * time.Minute
)

// browser is a headless Chromium with an empty profile.
type browser struct {
	ctx  context.Context
	stop func()
}

// openBrowser starts a Chromium that accepts the certificates of the bench.
func openBrowser(ctx context.Context, program string) (*browser, error) {
	profile, err := os.MkdirTemp("", "griot-bench-chromium-")
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(program), chromedp.UserDataDir(profile), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.IgnoreCertErrors,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, stopAllocator := chromedp.NewExecAllocator(ctx, options...)
	first, stop := chromedp.NewContext(allocator)
	b := &browser{ctx: first, stop: func() {
		_ = chromedp.Cancel(first) // closes the browser and waits for it
		stop()
		stopAllocator()
		os.RemoveAll(profile)
	}}
	if err := chromedp.Do(first); err != nil {
		b.stop()
		return nil, fmt.Errorf("start chromium: %w", err)
	}
	return b, nil
}

// tab opens a URL in a new tab, calls do and closes the tab.
func (b *browser) tab(address string, do func(ctx context.Context) error) error {
	tab, stop := chromedp.NewContext(b.ctx)
	defer stop()
	ctx, cancel := context.WithTimeout(tab, mostLook)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		return fmt.Errorf("open %s: %w", address, err)
	}
	return do(ctx)
}

// eval evaluates JavaScript in the page of a tab and awaits what it gives.
func eval[T any](ctx context.Context, script string) (T, error) {
	return chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
}

// found is the response of a side's search.
type found struct {
	MS      float64  `json:"ms"` // from before loading the client
	Total   int      `json:"total"`
	Whole   int      `json:"whole"` // hits that have all that a result shows
	Unknown []string `json:"unknown"`
	URLs    []string `json:"urls"`
}

// search opens the search of a host in an empty page and runs all queries, one after
// the other, for at most limit results each.
func (b *browser) search(h *host, lang, client string, queries []string, limit int) ([]found, error) {
	var answers []found
	err := b.tab(h.URL+benchPrefix+lang, func(ctx context.Context) (err error) {
		answers, err = eval[[]found](ctx, fmt.Sprintf(`(async () => {
			const start = performance.now(), answers = [];
			await side.open(%q, %q);
			for (const q of %s) answers.push({...await side.query(q, %d, 3), ms: performance.now() - start});
			return answers;
		})()`, lang, client, list(queries), limit))
		return err
	})
	return answers, err
}

// list writes strings as JavaScript.
func list(texts []string) string {
	out := "["
	for _, t := range texts {
		out += strconv.QuoteToGraphic(t) + ","
	}
	return out + "]"
}

// box types a query into the search box of a real page and returns how many
// milliseconds passed from the last key to the first result. The page itself
// loads without a limit.
func (b *browser) box(h *host, at, query string, l link) (float64, error) {
	h.over(link{})
	script, err := scripts.ReadFile("scripts/box.js")
	if err != nil {
		return 0, err
	}
	took := 0.0
	err = b.tab(h.URL+at, func(ctx context.Context) error {
		h.over(l)
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](string(script))); err != nil {
			return err
		}
		for _, key := range query {
			if err := chromedp.Do(ctx, chromedp.KeyEvent(string(key)), chromedp.Sleep(keystroke)); err != nil {
				return err
			}
		}
		for took == 0 {
			if took, err = eval[float64](ctx, `box.first && box.first - box.last`); err != nil {
				return fmt.Errorf("no result for %q: %w", query, err)
			}
			if err := chromedp.Do(ctx, chromedp.Sleep(20*time.Millisecond)); err != nil {
				return errors.Join(fmt.Errorf("no result for %q", query), err)
			}
		}
		return nil
	})
	return took, err
}
