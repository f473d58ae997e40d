package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"griot/generator/diag"
	"griot/generator/pipeline"
	"griot/generator/search"
	"griot/generator/watch"
)

// Preview is a site that follows its files: a Backend, and a Searcher whose index is
// updated a little later than the pages.
type Preview struct {
	*generations
	session *pipeline.Session
	index   *indexer
	folder  *siteFolder
	cache   string // folder of what the preview keeps

	updating sync.Mutex // held while the session is updated

	mu    sync.Mutex
	list  diag.List
	words diag.List // private words that were found, a little later than the rest
}

// NewPreview loads a site: the options say the folder, the day on which it is shown, whether
// all its texts are in the pseudo-language, and the list of private words.
func NewPreview(ctx context.Context, o pipeline.Options) (*Preview, error) {
	cache := filepath.Join(o.Dir, ".griot", "serve")
	if o.Pseudo {
		cache = filepath.Join(cache, "pseudo")
	}
	at, err := findFolder(o.Dir, filepath.Join(cache, "lock"))
	if err != nil {
		return nil, err
	}
	o.Cache = cache
	session, err := pipeline.Open(o)
	if errors.Is(err, pipeline.ErrLocked) {
		return nil, heldBy(cache, err)
	}
	if err != nil {
		return nil, err
	}
	cache = session.CacheDir()
	p := &Preview{generations: newGenerations(), session: session, index: newIndexer(session, cache), folder: at, cache: cache}
	p.index.gone, p.index.findWords = at.gone, p.findWords
	p.forget() // of a process that was killed
	if err := p.update(ctx, nil); err != nil {
		return nil, errors.Join(err, session.Close())
	}
	return p, nil
}

// Close saves the cache and unlocks it, unless the site's folder is gone. The preview must not
// be used any more.
func (p *Preview) Close() error {
	if p.folder.gone() {
		_ = p.index.close() // its files moved with the folder
		return p.session.Close()
	}
	p.forget()
	return errors.Join(p.session.Save(), p.index.close(), p.session.Close())
}

// update updates the site and begins a new generation.
func (p *Preview) update(ctx context.Context, changed []string) error {
	p.updating.Lock()
	defer p.updating.Unlock()
	for { // in the meantime, pages show the last state
		err := p.updateLocked(ctx, changed)
		if !errors.Is(err, pipeline.ErrChanging) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(changingPause):
		}
	}
}

// changingPause is how long the preview waits before it reads files again that changed
// while they were read, as in a switch of branches.
const changingPause = 200 * time.Millisecond

// Refresh updates the site if a file that is asked for is made of files that have changed
// without an event. While the site is being updated, it does nothing.
func (p *Preview) Refresh(ctx context.Context, path string) error {
	if !p.updating.TryLock() {
		return nil
	}
	defer p.updating.Unlock()
	changed := p.session.Stale(path)
	if len(changed) == 0 || p.folder.gone() {
		return nil
	}
	p.index.cancel()
	if err := p.updateLocked(ctx, changed); !errors.Is(err, pipeline.ErrChanging) {
		return err
	}
	return nil // the last state is shown until the events of the changes come
}

func (p *Preview) updateLocked(ctx context.Context, changed []string) error {
	if p.folder.gone() {
		return p.folder.error()
	}
	list, err := p.session.Update(ctx, changed)
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.list = p.session.Masked(list)
	p.next()
	p.mu.Unlock()
	p.index.request()
	return nil
}

// addFailures adds what was wrong with a page in a generation, unless the site has been
// updated since.
func (p *Preview) addFailures(gen uint64, failures diag.List) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(failures) > 0 && p.Generation() == gen {
		p.list = slices.Concat(p.list, p.session.Masked(failures))
		p.list.Sort() // drops what is in it twice
	}
}

// Follow watches the site's files until the context ends. It polls them if that is asked for,
// or if the folder's file system doesn't tell of all changes. If the folder is moved or
// deleted, the error says so.
func (p *Preview) Follow(ctx context.Context, dir string, poll bool) error {
	start := watch.New
	if poll || watch.NeedsPolling(dir) {
		start = watch.Polling
	}
	w, err := start(dir)
	if err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return w.Run(ctx) })
	g.Go(func() error {
		for range w.Started() { // cancel the index build while the batch is still being collected
			p.index.cancel()
		}
		return nil
	})
	g.Go(func() error { return p.followBatches(ctx, w.Batches()) })
	g.Go(func() error { return p.index.run(ctx, p.Generation) })
	g.Go(func() error { return p.folder.wait(ctx) })
	if err := g.Wait(); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// After a batch of burst changes or more, as of a switch of branches or a folder that is moved,
// all files are looked at once more when none has changed for restPause: events of so many
// changes may be lost, or tell of a file before its last change.
const (
	burst     = 8
	restPause = time.Second
)

// followBatches updates the site for each batch of changes.
func (p *Preview) followBatches(ctx context.Context, batches <-chan watch.Batch) error {
	var rest <-chan time.Time // nil unless all files have to be looked at
	for {
		var changed []string
		select {
		case b, ok := <-batches:
			if !ok {
				return nil
			}
			if changed = b.Paths; b.Overflow {
				changed = nil
			}
			if rest != nil || b.Overflow || len(b.Paths) >= burst {
				rest = time.After(restPause)
			}
		case <-rest:
			rest = nil
		}
		p.index.cancel()
		if err := p.update(ctx, changed); err != nil {
			return err
		}
	}
}

// Open returns a file of the last state without errors.
func (p *Preview) Open(_ context.Context, path string) (File, error) {
	if strings.HasPrefix(path, "search/") {
		if strings.Contains(path, `\`) { // separates folders on Windows
			return File{}, fmt.Errorf("open %q: %w", path, fs.ErrNotExist)
		}
		return p.index.file(path)
	}
	gen := p.Generation()
	f, failures, err := p.session.Page(path)
	p.addFailures(gen, failures)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("open %q: %w", path, fs.ErrNotExist)
	}
	return File{Body: f.Body, Hash: f.Hash}, err
}

// Diagnostics returns those of the last update and of the pages rendered since.
func (p *Preview) Diagnostics() diag.List {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Concat(p.list, p.words)
}

// findWords looks for private words, once the pages have been shown.
func (p *Preview) findWords(ctx context.Context) error {
	found, err := p.session.FindWords(ctx)
	switch {
	case ctx.Err() != nil, pipeline.IsChanging(err):
		return err
	case err != nil: // a layout fails, which the pages that it lays out say
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	same := slices.EqualFunc(found, p.words, func(a, b diag.Diagnostic) bool {
		return a.Position == b.Position && a.ID() == b.ID() && fmt.Sprint(a.Args) == fmt.Sprint(b.Args)
	})
	if p.words = found; !same {
		p.next()
		p.index.request() // of this generation, too
	}
	return nil
}

// answer is a search response that says whether the index is older than the site.
type answer struct {
	search.Response
	Behind bool `json:"behind,omitempty"` // the index doesn't contain the last edits yet
}

// Search answers a request of /api/search: q, lang, limit, and a parameter for each
// facet.
func (p *Preview) Search(ctx context.Context, query url.Values) (any, error) {
	searcher, indexed := p.index.current()
	behind := indexed != p.Generation()
	if searcher == nil {
		return nil, fmt.Errorf("%w: the search index is not ready yet; try again in a moment", ErrQuery)
	}
	req, err := search.ParseRequest(query)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrQuery, err)
	}
	res, err := searcher.Search(ctx, req)
	if errors.Is(err, search.ErrRequest) {
		err = fmt.Errorf("%w: %w", ErrQuery, err)
	}
	return answer{res, behind}, err
}

// Policy returns the Content-Security-Policy of the site as it is now.
func (p *Preview) Policy() string { return Policy(p.session.ImageHosts()) }
