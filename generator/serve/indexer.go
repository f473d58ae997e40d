package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"griot/generator/pipeline"
	"griot/generator/search"
	"griot/generator/search/bleveindex"
)

// An index build must not delay the page that an author waits for. It starts when the
// site has not changed for indexPause plus the duration of the last build, at most for
// maxIndexPause. An edit cancels it; the next build takes the finished blocks from the
// cache. After maxCancelled cancelled builds one is not cancelled, so that the index
// follows even constant edits.
const (
	indexPause    = 400 * time.Millisecond
	maxIndexPause = 5 * time.Second
	maxCancelled  = 20
)

// indexer builds the search index of a site again and again. It has two folders for
// indexes, so that one can be searched while the other is built.
type indexer struct {
	session      *pipeline.Session
	cache        string // folder of the indexes
	export       string // folder of the search files for browsers
	requests     chan struct{}
	lastDuration time.Duration // of the last build
	gone         func() bool   // reports whether the site's folder is gone
	findWords    func(context.Context) error

	mu       sync.Mutex
	open     *bleveindex.Set
	searcher *search.Searcher // in open
	indexed  uint64           // generation that open was built from, 0 before the first
	// cancelBuild cancels the build that is under way; cancelled counts the builds that
	// were cancelled since the last complete one.
	cancelBuild context.CancelFunc
	cancelled   int
}

func newIndexer(session *pipeline.Session, cache string) *indexer {
	return &indexer{session: session, cache: cache, export: filepath.Join(cache, "export"), requests: make(chan struct{}, 1)}
}

func (x *indexer) close() error {
	if x.open == nil {
		return nil
	}
	return x.open.Close()
}

// request asks for a new index.
func (x *indexer) request() {
	select {
	case x.requests <- struct{}{}:
	default: // there is a request already
	}
}

// cancel cancels the build that is under way, if it may be.
func (x *indexer) cancel() {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.cancelBuild != nil && x.cancelled < maxCancelled {
		x.cancelBuild()
		x.cancelBuild = nil
		x.cancelled++
	}
}

// run builds an index for each request until the context ends.
func (x *indexer) run(ctx context.Context, generation func() uint64) error {
	for n := 0; ; {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-x.requests:
		}
		if err := x.pause(ctx); err != nil {
			return err
		}
		err := x.build(ctx, strconv.Itoa(n%2), generation())
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil:
			n++ // the next index goes into the other folder
		case pipeline.IsChanging(err):
			x.request()
		case !errors.Is(err, pipeline.ErrNothing) && !errors.Is(err, context.Canceled):
			return err
		}
	}
}

// pause waits until no request has come for a while; the first index is built at once.
func (x *indexer) pause(ctx context.Context) error {
	x.mu.Lock()
	first := x.indexed == 0 && x.cancelled == 0
	x.mu.Unlock()
	if first {
		return nil
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-x.requests:
		case <-time.After(min(indexPause+x.lastDuration, maxIndexPause)):
			return nil
		}
	}
}

// build builds an index of a generation in a folder of its own and then replaces the
// old one.
func (x *indexer) build(ctx context.Context, name string, generation uint64) error {
	ctx, end := context.WithCancel(ctx)
	defer func() {
		end()
		x.mu.Lock()
		defer x.mu.Unlock()
		x.cancelBuild = nil
	}()
	x.mu.Lock()
	x.cancelBuild = end
	x.mu.Unlock()
	start := time.Now()
	defer func() { // a cancelled build only shows that a build takes longer than that
		if took := time.Since(start); ctx.Err() == nil || took > x.lastDuration {
			x.lastDuration = took
		}
	}()
	dir := filepath.Join(x.cache, "index-"+name)
	if x.gone != nil && x.gone() {
		return context.Canceled // building would make the folder again
	}
	if x.findWords != nil {
		if err := x.findWords(ctx); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("empty index folder: %w", err)
	}
	if err := x.session.Index(ctx, dir, x.export); err != nil {
		return err
	}
	set, err := bleveindex.OpenSet(dir)
	if err != nil {
		return err
	}
	x.mu.Lock()
	old := x.open
	x.open, x.indexed, x.cancelled = set, generation, 0
	x.searcher = set.Searcher(search.SearcherOptions{Text: x.session.Text, Synonyms: x.session.Synonyms()})
	x.mu.Unlock()
	if old != nil {
		return old.Close()
	}
	return nil
}

// current returns the searcher in the last index and the generation that it was built
// from; nil and 0 before the first.
func (x *indexer) current() (*search.Searcher, uint64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.searcher, x.indexed
}

// file reads one of the search files for browsers. Unlike published ones they may change
// without changing their names, so they have no hash.
func (x *indexer) file(path string) (File, error) {
	if _, indexed := x.current(); indexed == 0 || !fs.ValidPath(path) {
		return File{}, fmt.Errorf("open %q: %w", path, fs.ErrNotExist)
	}
	body, err := os.ReadFile(filepath.Join(x.export, filepath.FromSlash(path)))
	if err != nil {
		return File{}, fmt.Errorf("open %q: %w", path, err)
	}
	return File{Body: body}, nil
}
