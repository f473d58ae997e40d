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

// Preview is a site under its authors' hands: a Source that follows the
// files, and a Searcher whose index follows a little later.
type Preview struct {
	session *pipeline.Session
	cache   string
	stale   chan struct{} // asks for a new index

	mu      sync.Mutex
	list    diag.List
	gen     uint64
	changed chan struct{} // closed when the generation changes
	indexes *bleveindex.Set
	search  *search.Searcher
	indexed uint64 // generation that the index shows, 0 before the first
	// endIndex ends the building of an index that an edit may end; ended counts
	// those that did since the last index.
	endIndex context.CancelFunc
	ended    int
	took     time.Duration // the last index; for reindex
	export   string        // folder of what browsers read of the index
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
	p := &Preview{session: session, cache: cache, stale: make(chan struct{}, 1), changed: make(chan struct{}), export: filepath.Join(cache, "export")}
	if err := p.update(ctx, nil); err != nil {
		return nil, errors.Join(err, session.Close())
	}
	return p, nil
}

// Close keeps what is known of the site for the next time and frees it for
// others. Nothing else may use the preview any more.
func (p *Preview) Close() error {
	err := p.session.Save()
	if p.indexes != nil {
		err = errors.Join(err, p.indexes.Close())
	}
	return errors.Join(err, p.session.Close())
}

// update brings the site up to date and begins a new generation.
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
	case p.stale <- struct{}{}:
	default: // asked for already
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
		for range w.Begun() { // while the batch waits for more, the index winds down
			p.yieldToEdit()
		}
		return nil
	})
	g.Go(func() error {
		for b := range w.Batches() {
			changed := b.Paths
			if b.Overflow {
				changed = nil
			}
			p.yieldToEdit()
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

// The index never competes with the page that an author waits for: the site
// must stay as it is for indexPause, and as long again as the last index took,
// but for longestPause at most, before its index is built again. An edit ends a
// build that is under way, whose finished blocks the next one takes from the
// cache - but not the one that comes after mostEnded such builds, so that who
// never rests finds something too.
const (
	indexPause   = 400 * time.Millisecond
	longestPause = 5 * time.Second
	mostEnded    = 20
)

// pause waits until authors do; the first index is begun at once.
func (p *Preview) pause(ctx context.Context) error {
	p.mu.Lock()
	first := p.indexed == 0 && p.ended == 0
	p.mu.Unlock()
	if first {
		return nil
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.stale:
		case <-time.After(min(indexPause+p.took, longestPause)):
			return nil
		}
	}
}

// yieldToEdit ends the building of an index that would compete with an edit.
func (p *Preview) yieldToEdit() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.endIndex != nil && p.ended < mostEnded {
		p.endIndex()
		p.endIndex = nil
		p.ended++
	}
}

// reindex builds a new index whenever the site has changed, and swaps it in
// when it is ready.
func (p *Preview) reindex(ctx context.Context) error {
	for n := 0; ; {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.stale:
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

// index builds a new index in a folder of its own and swaps it in. An edit
// that comes meanwhile cancels it, and asks for another one.
func (p *Preview) index(ctx context.Context, name string) error {
	ctx, end := context.WithCancel(ctx)
	defer func() {
		end()
		p.mu.Lock()
		defer p.mu.Unlock()
		p.endIndex = nil
	}()
	p.mu.Lock()
	gen := p.gen
	p.endIndex = end
	p.mu.Unlock()
	start := time.Now()
	defer func() { // of one that was ended, what is known is that it takes so long at least
		if took := time.Since(start); ctx.Err() == nil || took > p.took {
			p.took = took
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
	p.indexes, p.indexed, p.ended = set, gen, 0
	p.search = set.Searcher(search.SearcherOptions{Text: p.session.Text})
	p.mu.Unlock()
	if old != nil {
		return old.Close()
	}
	return nil
}

// Open renders a file of the last state without errors.
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
	return File{Body: f.Body, Hash: f.Sum}, err
}

// openExport reads what browsers search in. It changes under its name while
// an author writes, so the name says nothing about its age.
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

// Diagnostics are those of the newest state.
func (p *Preview) Diagnostics() diag.List {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.list
}

// Generation counts the states of the site.
func (p *Preview) Generation() uint64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.gen
}

// Wait returns when the site is no longer in generation gen.
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

// answer is a search response, marked where the index is behind the site.
type answer struct {
	search.Response
	Behind bool `json:"behind,omitempty"` // the index doesn't know the last edits yet
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
