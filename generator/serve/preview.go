package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"griot/generator/diag"
	"griot/generator/pipeline"
	"griot/generator/search"
	"griot/generator/search/bleveindex"
	"griot/generator/watch"
)

// Preview is a site that follows its files: a Backend, and a Searcher whose
// index is updated a little later than the pages.
type Preview struct {
	session         *pipeline.Session
	cache           string
	reindexRequests chan struct{} // holds a request for a new index

	mu      sync.Mutex
	list    diag.List
	gen     uint64
	changed chan struct{} // closed when the generation changes
	indexes *bleveindex.Set
	search  *search.Searcher
	indexed uint64 // generation that the index shows, 0 before the first
	// cancelIndex cancels the index build that is under way; cancelled counts the
	// builds that were cancelled since the last complete one.
	cancelIndex  context.CancelFunc
	cancelled    int
	lastDuration time.Duration // of the last index build
	export       string        // folder of the search files for browsers
}

// NewPreview loads the site in a folder; with pseudo, all its texts are in the
// pseudo-language.
func NewPreview(ctx context.Context, dir string, pseudo bool) (*Preview, error) {
	cache := filepath.Join(dir, ".griot", "serve")
	if pseudo {
		cache = filepath.Join(cache, "pseudo")
	}
	session, err := pipeline.Open(pipeline.Options{Dir: dir, Cache: cache, Pseudo: pseudo})
	if err != nil {
		return nil, err
	}
	p := &Preview{session: session, cache: cache, reindexRequests: make(chan struct{}, 1), changed: make(chan struct{}), export: filepath.Join(cache, "export")}
	if err := p.update(ctx, nil); err != nil {
		return nil, errors.Join(err, session.Close())
	}
	return p, nil
}

// Close saves the cache and unlocks it. The preview must not be used any more.
func (p *Preview) Close() error {
	err := p.session.Save()
	if p.indexes != nil {
		err = errors.Join(err, p.indexes.Close())
	}
	return errors.Join(err, p.session.Close())
}

// update updates the site and begins a new generation.
func (p *Preview) update(ctx context.Context, changed []string) error {
	list, err := p.session.Update(ctx, changed)
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.list = list
	p.gen++
	close(p.changed)
	p.changed = make(chan struct{})
	p.mu.Unlock()
	select {
	case p.reindexRequests <- struct{}{}:
	default: // there is one already
	}
	return nil
}

// Follow watches the site's files until the context ends.
func (p *Preview) Follow(ctx context.Context, dir string) error {
	w, err := watch.New(dir)
	if err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return w.Run(ctx) })
	g.Go(func() error {
		for range w.Started() { // the index build stops while the batch is still being collected
			p.cancelIndexing()
		}
		return nil
	})
	g.Go(func() error {
		for b := range w.Batches() {
			changed := b.Paths
			if b.Overflow {
				changed = nil
			}
			p.cancelIndexing()
			if err := p.update(ctx, changed); err != nil {
				return err
			}
		}
		return nil
	})
	g.Go(func() error { return p.reindex(ctx) })
	if err := g.Wait(); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// An index build must not delay the page that an author waits for. It starts
// when the site has not changed for indexPause plus the duration of the last
// build, at most for maxIndexPause. An edit cancels it; the next build takes the
// finished blocks from the cache. After maxCancelled cancelled builds one is not
// cancelled, so that the index follows even constant edits.
const (
	indexPause    = 400 * time.Millisecond
	maxIndexPause = 5 * time.Second
	maxCancelled  = 20
)

// pause waits until no edit has come for a while; the first index is built at once.
func (p *Preview) pause(ctx context.Context) error {
	p.mu.Lock()
	first := p.indexed == 0 && p.cancelled == 0
	p.mu.Unlock()
	if first {
		return nil
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.reindexRequests:
		case <-time.After(min(indexPause+p.lastDuration, maxIndexPause)):
			return nil
		}
	}
}

// cancelIndexing cancels the index build that is under way, if it may be.
func (p *Preview) cancelIndexing() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cancelIndex != nil && p.cancelled < maxCancelled {
		p.cancelIndex()
		p.cancelIndex = nil
		p.cancelled++
	}
}

// reindex builds a new index whenever the site has changed.
func (p *Preview) reindex(ctx context.Context) error {
	for n := 0; ; {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.reindexRequests:
		}
		if err := p.pause(ctx); err != nil {
			return err
		}
		err := p.index(ctx, strconv.Itoa(n%2))
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil:
			n++ // the next one goes into the other folder
		case !errors.Is(err, pipeline.ErrNothing) && !errors.Is(err, context.Canceled):
			return err
		}
	}
}

// index builds a new index in a folder of its own and then replaces the old one.
// An edit in the meantime cancels it and requests another one.
func (p *Preview) index(ctx context.Context, name string) error {
	ctx, end := context.WithCancel(ctx)
	defer func() {
		end()
		p.mu.Lock()
		defer p.mu.Unlock()
		p.cancelIndex = nil
	}()
	p.mu.Lock()
	gen := p.gen
	p.cancelIndex = end
	p.mu.Unlock()
	start := time.Now()
	defer func() { // a cancelled build only tells that it takes longer
		if took := time.Since(start); ctx.Err() == nil || took > p.lastDuration {
			p.lastDuration = took
		}
	}()
	dir := filepath.Join(p.cache, "index-"+name)
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("empty index folder: %w", err)
	}
	if err := p.session.Index(ctx, dir, p.export); err != nil {
		return err
	}
	set, err := bleveindex.OpenSet(dir)
	if err != nil {
		return err
	}
	p.mu.Lock()
	old := p.indexes
	p.indexes, p.indexed, p.cancelled = set, gen, 0
	p.search = set.Searcher(search.SearcherOptions{Text: p.session.Text})
	p.mu.Unlock()
	if old != nil {
		return old.Close()
	}
	return nil
}

// Open returns a file of the last state without errors.
func (p *Preview) Open(_ context.Context, path string) (File, error) {
	if strings.HasPrefix(path, "search/") {
		return p.openExport(path)
	}
	f, list, err := p.session.Page(path)
	if len(list) > 0 {
		p.mu.Lock()
		p.list = append(p.list[:len(p.list):len(p.list)], list...)
		p.list.Sort()
		p.mu.Unlock()
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("open %q: %w", path, fs.ErrNotExist)
	}
	return File{Body: f.Body, Hash: f.Hash}, err
}

// openExport reads one of the search files for browsers. Unlike published ones
// they may change without changing their names, so they have no hash.
func (p *Preview) openExport(path string) (File, error) {
	p.mu.Lock()
	ready := p.indexed > 0
	p.mu.Unlock()
	if !ready || !fs.ValidPath(path) {
		return File{}, fmt.Errorf("open %q: %w", path, fs.ErrNotExist)
	}
	body, err := os.ReadFile(filepath.Join(p.export, filepath.FromSlash(path)))
	if err != nil {
		return File{}, fmt.Errorf("open %q: %w", path, err)
	}
	return File{Body: body}, nil
}

// Diagnostics returns those of the last update.
func (p *Preview) Diagnostics() diag.List {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.list
}

// Generation counts updates.
func (p *Preview) Generation() uint64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.gen
}

// Wait blocks until the generation differs from gen and returns it.
func (p *Preview) Wait(ctx context.Context, gen uint64) (uint64, error) {
	for {
		p.mu.Lock()
		now, changed := p.gen, p.changed
		p.mu.Unlock()
		if now != gen {
			return now, nil
		}
		select {
		case <-ctx.Done():
			return now, ctx.Err()
		case <-changed:
		}
	}
}

// answer is a search response that says whether the index is older than the site.
type answer struct {
	search.Response
	Behind bool `json:"behind,omitempty"` // the index doesn't contain the last edits yet
}

// Search answers a request of /api/search: q, lang, limit, and a parameter
// for each facet.
func (p *Preview) Search(ctx context.Context, query url.Values) (any, error) {
	p.mu.Lock()
	s, behind := p.search, p.indexed != p.gen
	p.mu.Unlock()
	if s == nil {
		return nil, fmt.Errorf("%w: the search index is not ready yet; try again in a moment", ErrQuery)
	}
	req, err := search.ParseRequest(query)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrQuery, err)
	}
	res, err := s.Search(ctx, req)
	return answer{res, behind}, err
}
