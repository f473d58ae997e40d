package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// How many queries are measured: all for the bytes, few over the slow link,
// where each takes its time.
const (
	allQueries  = 60
	slowQueries = 6
)

// engine is one side's search over a site.
type engine struct {
	*host
	name   string
	client string            // address of Griot's client
	boxes  map[string]string // pages with a search box, by language
}

// searchCost is what first queries cost one side.
type searchCost struct {
	bytes, ms, trips, slow, box, slowBox []float64
}

// search takes the rows of the search issue on a synthetic site.
func (b *bench) search(ctx context.Context, s *site) error {
	if err := b.indexRows(ctx, s); err != nil {
		return err
	}
	if b.tools.chromium == "" {
		return nil
	}
	griot, err := griotEngine(s.griotOut)
	if err != nil {
		return err
	}
	defer griot.Close()
	sides := []*engine{griot}
	if s.builtPeer {
		peer := &engine{host: serve(s.hugoOut, "pagefind"), name: "Pagefind", boxes: map[string]string{"en": searchURL("en"), "fr": searchURL("fr")}}
		defer peer.Close()
		sides = append(sides, peer)
	}
	chrome, err := openBrowser(ctx, b.tools.chromium)
	if err != nil {
		return err
	}
	defer chrome.stop()
	words, err := readWords(s.griot)
	if err != nil {
		return err
	}
	costs, err := chrome.firstQueries(sides, words.queries(allQueries), slowQueries)
	if err != nil {
		return err
	}
	b.searchRows(s.size, costs, sides, targets{bytes: 58, full: s.size == maxForPeers})
	return b.foundRows(chrome, s, sides, words)
}

// hubSearch takes the rows of first queries on the real hub, beside Pagefind
// over the same pages.
func (b *bench) hubSearch(ctx context.Context, s *site) error {
	if b.tools.chromium == "" {
		return nil
	}
	griot, err := griotEngine(s.griotOut)
	if err != nil {
		return err
	}
	defer griot.Close()
	sides := []*engine{griot}
	if b.tools.pagefind != "" {
		if _, err := command(ctx, s.dir, b.tools.pagefind, "--site", s.griotOut, "--root-selector", "main"); err != nil {
			return err
		}
		peer := &engine{host: serve(s.griotOut, "pagefind"), name: "Pagefind"}
		defer peer.Close()
		sides = append(sides, peer)
	}
	chrome, err := openBrowser(ctx, b.tools.chromium)
	if err != nil {
		return err
	}
	defer chrome.stop()
	words, err := readWords(s.griot)
	if err != nil {
		return err
	}
	costs, err := chrome.firstQueries(sides, words.queries(allQueries), 0)
	if err != nil {
		return err
	}
	b.searchRows(0, costs, sides, targets{bytes: 25, full: true})
	return b.judgedRows(ctx, chrome, s, sides)
}

var clientURL = regexp.MustCompile(`data-client="(?:\.\./)*([^"]+)"`)

// griotEngine serves a site of Griot's.
func griotEngine(out string) (*engine, error) {
	home, err := os.ReadFile(filepath.Join(out, "en", "search", "index.html"))
	if err != nil {
		return nil, err
	}
	client := clientURL.FindSubmatch(home)
	if client == nil {
		return nil, fmt.Errorf("serve %q: its search page names no client", out)
	}
	return &engine{host: serve(out, "griot"), name: "Griot", client: "/" + string(client[1]), boxes: map[string]string{"en": "/en/library/", "fr": "/fr/bibliotheque/"}}, nil
}

// first asks an engine one cold query, in a page of its own.
func (e *engine) first(b *browser, q query, l link) (found, error) {
	e.over(l)
	answers, err := b.search(e.host, q.lang, e.client, []string{q.text}, 10)
	if err != nil {
		return found{}, fmt.Errorf("%s: query %q: %w", e.name, q.text, err)
	}
	if a := answers[0]; a.Whole != len(a.URLs) {
		return a, fmt.Errorf("%s: query %q: %d of %d results are whole", e.name, q.text, a.Whole, len(a.URLs))
	}
	return answers[0], nil
}

// firstQueries asks each engine cold queries: all of them for their bytes, and
// so many of those that all engines answer for their time, in turn.
func (b *browser) firstQueries(sides []*engine, queries []query, slow int) ([]searchCost, error) {
	costs := make([]searchCost, len(sides))
	empty := map[query]bool{}
	for i, e := range sides {
		progress("  %s: %d first queries", e.name, len(queries))
		for _, q := range queries {
			a, err := e.first(b, q, link{})
			if err != nil {
				return nil, err
			}
			costs[i].bytes = append(costs[i].bytes, float64(weight(e.sent()))/1000)
			empty[q] = empty[q] || a.Total == 0
		}
	}
	shown := slices.DeleteFunc(slices.Clone(queries), func(q query) bool { return empty[q] })
	for _, q := range shown[:min(slow, len(shown))] {
		for i, e := range sides {
			if err := b.timed(e, q, &costs[i]); err != nil {
				return nil, err
			}
		}
	}
	return costs, nil
}

// timed measures how long a query takes: from loading the client and in the
// box, without a limit and over the slow link.
func (b *browser) timed(e *engine, q query, c *searchCost) error {
	a, err := e.first(b, q, link{}) // all is encoded by now
	if err != nil {
		return err
	}
	c.ms = append(c.ms, a.MS)
	if a, err = e.first(b, q, slow3G); err != nil {
		return err
	}
	c.slow, c.trips = append(c.slow, a.MS/1000), append(c.trips, float64(roundTrips(e.sent())))
	// A query loads other files while it is typed than when it is run at once. The first
	// time has these encoded, which is no part of what a reader waits for.
	if _, err := b.box(e.host, e.boxes[q.lang], q.text, link{}); err != nil {
		return err
	}
	box, err := b.box(e.host, e.boxes[q.lang], q.text, link{})
	if err != nil {
		return err
	}
	slowBox, err := b.box(e.host, e.boxes[q.lang], q.text, slow3G)
	if err != nil {
		return err
	}
	c.box, c.slowBox = append(c.box, box), append(c.slowBox, slowBox/1000)
	progress("  %s: %q: %.0f ms, over the slow link %.1f s; box %.0f ms, over the slow link %.2f s", e.name, q.text, c.ms[len(c.ms)-1], a.MS/1000, box, slowBox/1000)
	return nil
}

// targets of the search rows.
type targets struct {
	bytes float64 // kB
	full  bool    // the site has the size that the targets are set for
}

// peerName returns the name of the second engine, or "".
func peerName(sides []*engine) string {
	if len(sides) < 2 {
		return ""
	}
	return sides[1].name
}

// searchRows writes the rows of first queries.
func (b *bench) searchRows(size int, costs []searchCost, sides []*engine, t targets) {
	name := peerName(sides)
	if name == "" {
		costs = append(costs, searchCost{})
	}
	add := func(what, unit string, of func(searchCost) float64, most float64) {
		r := row{chapter: "search", size: size, what: what, unit: unit, griot: of(costs[0]), peer: of(costs[1]), peerName: name}
		if t.full && most > 0 {
			r.target = atMost(most)
		}
		b.table.add(r)
	}
	add("cold first query, median", "kB", func(c searchCost) float64 { return median(c.bytes) }, 0)
	add("cold first query, p95", "kB", func(c searchCost) float64 { return percentile(c.bytes, 95) }, t.bytes)
	if len(costs[0].slow) == 0 {
		return
	}
	add("client to ten results, no limit, median", "ms", func(c searchCost) float64 { return median(c.ms) }, 0)
	add("sequential round trips, most", "", func(c searchCost) float64 { return percentile(c.trips, 100) }, 3)
	add("Slow 3G, client to ten results, median", "s", func(c searchCost) float64 { return median(c.slow) }, 0)
	add("Slow 3G, client to ten results, worst", "s", func(c searchCost) float64 { return percentile(c.slow, 100) }, 3)
	add("box, last key to first result, Slow 3G, median", "s", func(c searchCost) float64 { return median(c.slowBox) }, 0)
	add("box, last key to first result, Slow 3G, worst", "s", func(c searchCost) float64 { return percentile(c.slowBox, 100) }, 1.5)
	add("box, last key to first result, no limit, median", "ms", func(c searchCost) float64 { return median(c.box) }, 0)
	add("box, last key to first result, no limit, worst", "ms", func(c searchCost) float64 { return percentile(c.box, 100) }, 50)
}

// indexRows takes the rows of making the index; it builds what isn't there yet.
func (b *bench) indexRows(ctx context.Context, s *site) error {
	if err := b.ready(ctx, s); err != nil {
		return err
	}
	files, bytes, err := count(filepath.Join(s.griotOut, "search"), "text", "bleve")
	if err != nil {
		return err
	}
	var peerFiles, peerBytes float64
	name := ""
	if s.builtPeer {
		name = "Pagefind"
		if peerFiles, peerBytes, err = count(filepath.Join(s.hugoOut, "pagefind")); err != nil {
			return err
		}
	}
	add := func(what, unit string, griot, peer, most float64) {
		r := row{chapter: "search", size: s.size, what: what, unit: unit, griot: griot, peer: peer, peerName: name}
		if s.size == maxForPeers && most > 0 {
			r.target = atMost(most)
		}
		b.table.add(r)
	}
	add("files in the index, page text aside", "", files, peerFiles, 3400)
	add("size of the index, page text aside", "MB", bytes, peerBytes, 0)
	add("index and export, beside rendering", "s", s.cold.search, s.peerIndex.wall, 14)
	add("peak memory of the whole build (peer: index alone)", "MB", s.cold.peak, s.peerIndex.peak, 900)
	add("one page edited, index and export renewed (peer: all of it)", "s", s.changed.search, s.peerIndex.wall, 2)
	return nil
}

// ready builds both sides where no row of builds has done so.
func (b *bench) ready(ctx context.Context, s *site) (err error) {
	if s.cold == (cost{}) {
		if s.cold, err = b.griotCold(ctx, s); err != nil {
			return err
		}
		if err := editWord(filepath.Join(s.griot, page(7, "en")), "zebra"); err != nil {
			return err
		}
		if s.changed, err = b.build(ctx, s); err != nil {
			return err
		}
	}
	if !s.builtPeer && b.tools.peers() {
		_, _, err = b.peerCold(ctx, s)
	}
	return err
}

// count counts the files of a folder and their MB, some folders in it aside.
func count(dir string, aside ...string) (files, megabytes float64, err error) {
	err = filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		for _, a := range aside {
			if e.IsDir() && path.Join(filepath.ToSlash(dir), a) == filepath.ToSlash(name) {
				return filepath.SkipDir
			}
		}
		if info, err := e.Info(); err == nil && !e.IsDir() {
			files++
			megabytes += float64(info.Size()) / 1e6
		}
		return nil
	})
	return files, megabytes, err
}

// number is the part of an address that names a page of the corpus.
func number(url string) string {
	url = strings.TrimSuffix(url, "/")
	return url[strings.LastIndexByte(url, '-')+1:]
}
