package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"griot/generator/search"
	"griot/generator/search/analysis"
)

// Options say what to build and where.
type Options struct {
	Dir      string   // the finished index; replaced as a whole
	CacheDir string   // blocks of earlier builds; may be shared by all languages
	Lang     string   // language tag of all documents
	Kinds    []string // of pages, in the order in which pages of the same name are found
	Workers  int      // blocks made in parallel; 0 means the number of processors
}

// Stats say what a build did.
type Stats struct {
	Docs      int  // documents in the index
	Blocks    int  // blocks in the index
	Rebuilt   int  // blocks whose documents were loaded
	Unchanged bool // Dir contained this index already and was not changed
}

// Build makes the index of a language. It calls load, from several goroutines, only for
// the documents of blocks that are not in the cache. The index doesn't depend on what
// was cached.
func Build(ctx context.Context, opts Options, refs []Ref, load func(Ref) (search.Document, error)) (Stats, error) {
	refs, err := sortRefs(refs)
	if err != nil {
		return Stats{}, err
	}
	blocks := cutBlocks(refs)
	keys := make([]string, len(blocks))
	for i, block := range blocks {
		keys[i] = blockKey(opts.Lang, block)
	}
	stats := Stats{Docs: len(refs), Blocks: len(blocks)}
	cache, err := openBlockCache(filepath.Join(opts.CacheDir, opts.Lang))
	if err != nil {
		return stats, err
	}
	key := indexKey(keys, opts.Kinds)
	if old, err := readStats(opts.Dir); err == nil && old.Key == key && old.Docs == len(refs) {
		stats.Unchanged = true
		return stats, nil
	}

	whole, rebuilt, err := makeBlocks(ctx, opts, cache, blocks, keys, load)
	if err != nil {
		return stats, err
	}
	stats.Rebuilt = rebuilt
	whole.Key = key
	cached := make([]cachedBlock, len(keys))
	for i, block := range blocks {
		cached[i] = cachedBlock{keys[i], len(block)}
	}
	if err := assemble(ctx, opts, cache, cached, whole); err != nil {
		return stats, err
	}
	wanted := make(map[string]bool, len(keys))
	for _, k := range keys {
		wanted[k] = true
	}
	return stats, cache.prune(wanted)
}

// totals are the sums over the blocks of an index.
type totals struct {
	mu sync.Mutex
	indexStats
	spellings map[string]int // word -> documents
}

func (s *totals) add(block *blockStats) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Docs += block.docs
	s.Tokens += block.tokens
	for _, w := range block.words {
		s.spellings[w.Text] += w.Docs
	}
}

// makeBlocks makes the blocks that are not in the cache, in parallel, and returns the
// totals of all blocks and the number that it made.
func makeBlocks(ctx context.Context, opts Options, cache blockCache, blocks [][]Ref, keys []string,
	load func(Ref) (search.Document, error)) (*totals, int, error) {
	workers := cmp.Or(opts.Workers, runtime.GOMAXPROCS(0))
	builders := make(chan *blockBuilder, workers)
	for range workers {
		builders <- newBlockBuilder(analysis.NewAnalyzer(opts.Lang))
	}
	whole := &totals{indexStats: indexStats{Version: version, Lang: opts.Lang, Kinds: opts.Kinds}, spellings: map[string]int{}}
	var rebuilt atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for i, block := range blocks {
		group.Go(func() error {
			if s, ok := cache.load(keys[i]); ok && s.docs == len(block) {
				whole.add(s)
				return nil
			}
			d := <-builders
			defer func() { builders <- d }()
			b, err := makeBlock(ctx, d, opts.Lang, block, load)
			if err != nil {
				return err
			}
			if err := cache.store(keys[i], b); err != nil {
				return err
			}
			whole.add(&b.blockStats)
			rebuilt.Add(1)
			return nil
		})
	}
	err := group.Wait()
	return whole, int(rebuilt.Load()), err
}

// makeBlock loads and analyzes the documents of a block.
func makeBlock(ctx context.Context, d *blockBuilder, lang string, refs []Ref,
	load func(Ref) (search.Document, error)) (*block, error) {
	d.reset()
	for _, ref := range refs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		doc, err := load(ref)
		if err != nil {
			return nil, fmt.Errorf("load document %q: %w", ref.ID, err)
		}
		if err := checkDocument(&doc, ref, lang); err != nil {
			return nil, err
		}
		d.add(&doc, ref.Hash)
	}
	return d.finish(), nil
}

// checkDocument rejects a document with values that the index can't store or tell
// apart.
func checkDocument(doc *search.Document, ref Ref, lang string) error {
	if doc.ID != ref.ID {
		return fmt.Errorf("load document %q: it calls itself %q", ref.ID, doc.ID)
	}
	if doc.Lang != lang {
		return fmt.Errorf("load document %q: its language is %q, the index's %q", ref.ID, doc.Lang, lang)
	}
	if hasControl(doc.ID) || hasControl(doc.URL) || hasControl(doc.Date) {
		return fmt.Errorf("load document %q: its id, address or date holds a control character", ref.ID)
	}
	for name, values := range doc.Facets {
		if !search.KnownFacet(name) {
			return fmt.Errorf("load document %q: unknown facet %q", ref.ID, name)
		}
		for _, v := range values {
			if hasControl(v) || strings.ContainsAny(v, ",;=") {
				return fmt.Errorf("load document %q: facet %q has the value %q: no term id", ref.ID, name, v)
			}
		}
	}
	return nil
}

func hasControl(s string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl)
}
