package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sync/errgroup"

	"griot/generator/diag"
	"griot/generator/pipeline/commit"
)

// Publish writes the current snapshot to the output folder. All files are staged before
// the first one is replaced.
func (s *Session) Publish(ctx context.Context) (sum Summary, list diag.List, err error) {
	snap := s.current.Load()
	_, missing := os.Stat(s.opts.Out)
	if err := os.MkdirAll(s.opts.Out, 0o755); err != nil {
		return sum, nil, fmt.Errorf("create output folder: %w", err)
	}
	if missing != nil { // leave nothing behind if nothing is published
		defer os.Remove(s.opts.Out)
	}
	present, err := s.out.files()
	s.out.scan = nil // the folder changes now
	var link *commit.LinkError
	if errors.As(err, &link) {
		return sum, s.out.refuse(s.opts.Dir, "link", link.Path), nil
	}
	if err != nil {
		return sum, nil, err
	}
	t, err := newStager(snap, present)
	if err != nil {
		return sum, nil, err
	}
	t.words = s.words.scan(s.words.looked(s.cache.state, s.opts))
	defer t.Close()

	s.opts.Progress("render")
	staged, err := t.stageSite(ctx)
	if err := cmp.Or(err, snap.recordError()); err != nil {
		list, err := snap.presentation.diagnose(err)
		return sum, list, err
	}
	if list := t.words.report(snap); list.Errors() > 0 {
		return sum, list, nil
	}
	s.opts.Progress("publish")
	var result commit.Result
	earlier := t.earlier(staged)
	var work errgroup.Group // neither cancels the other: a commit that has begun is completed
	work.Go(func() (err error) { result, err = t.Commit(staged.outputs, staged.indexes.list(), earlier); return err })
	work.Go(s.cache.saveConverted)
	if err := work.Wait(); err != nil {
		return sum, nil, err
	}
	sum = Summary{
		Pages: staged.pages(), Languages: len(snap.site.Languages), Search: staged.searchTime,
		Written: result.Written, Unchanged: result.Unchanged, Removed: result.Removed,
	}
	sum.Cleaned, sum.Documents = snap.cleaned()
	s.cache.recordPublished(snap, staged, earlier)
	s.cache.state.Words = t.words.state(snap)
	sum.Words = s.words.summary(s.cache.state.Words)
	return sum, nil, s.cache.saveState()
}

// stagedSite is a site whose changed outputs are staged.
type stagedSite struct {
	outputs    []commit.Output
	indexes    indexes
	searchTime time.Duration
}

// pages returns the number of pages.
func (s *stagedSite) pages() int {
	n := 0
	for i := range s.outputs {
		if s.outputs[i].Page {
			n++
		}
	}
	return n
}

// manifest lists the outputs; their stamps are known after the commit.
func (s *stagedSite) manifest() commit.Manifest {
	m := make(commit.Manifest, len(s.outputs))
	for i := range s.outputs {
		m[s.outputs[i].Path] = s.outputs[i].Entry
	}
	return m
}

// stageSite renders the outputs, builds the search indexes and saves what the loader
// read, in parallel.
func (t *stager) stageSite(ctx context.Context) (*stagedSite, error) {
	cache := t.snap.cache
	staged := &stagedSite{}
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() (err error) {
		t.unaffected = cache.unaffected(t.snap)
		all := t.snap.allOutputs()
		if err := checkPlan(all); err != nil {
			return err
		}
		staged.outputs, err = t.stage(ctx, all)
		return err
	})
	work.Go(func() (err error) {
		start := time.Now()
		staged.indexes, err = t.stageIndexes(ctx)
		staged.searchTime = time.Since(start)
		return err
	})
	work.Go(func() error { return t.snap.loader.SaveCache(cache.dir) })
	return staged, work.Wait()
}

// recordPublished updates the state with what was published and what it was made from.
func (c *buildCache) recordPublished(snap *snapshot, staged *stagedSite, earlier commit.Earlier) {
	c.publishedConversions = snap.converted
	st := c.state
	st.Manifest, st.Indexes = staged.manifest(), staged.indexes.info()
	st.Earlier = earlier.Hash()
	st.SourcesHash, st.OutlineHash = snap.hashSources(), snap.hash()
	st.ConversionsSum, st.Freshness = c.conversionsSum, snap.freshness.hashes()
	st.Pages = staged.pages()
	st.Cleaned, st.Documents = snap.cleaned()
}
