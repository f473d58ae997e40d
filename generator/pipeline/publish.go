package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"griot/generator/diag"
)

// Publish brings the output folder up to date with the session's site. All
// files are made before the first one is replaced.
func (s *Session) Publish(ctx context.Context) (Summary, diag.List, error) {
	snap := s.current.Load()
	_, missing := os.Stat(s.opts.Out)
	if err := os.MkdirAll(s.opts.Out, 0o755); err != nil {
		return Summary{}, nil, fmt.Errorf("create output folder: %w", err)
	}
	if missing != nil { // leave nothing behind where nothing is published
		defer os.Remove(s.opts.Out)
	}
	before, err := s.outputFiles()
	if err != nil {
		return Summary{}, nil, err
	}
	t, err := s.newStager(snap, before)
	if err != nil {
		return Summary{}, nil, err
	}
	defer os.RemoveAll(t.dir)

	s.opts.Progress("render")
	var outputs []output
	var done []staged
	var search searchResult
	var searched time.Duration
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() (err error) {
		outputs, t.unaffected = snap.allOutputs(), s.unaffected(snap)
		done, err = t.stage(ctx, outputs)
		return err
	})
	work.Go(func() (err error) {
		start := time.Now()
		search, err = s.index(ctx, t)
		searched = time.Since(start)
		return err
	})
	work.Go(func() error { return s.cache.saveRead(s.loader) })
	if err := cmp.Or(work.Wait(), snap.recordError()); err != nil {
		list, err := snap.templateError(err)
		return Summary{}, list, err
	}
	s.opts.Progress("publish")
	marker := filepath.Join(s.opts.Out, markerName)
	if _, err := os.Stat(marker); err != nil {
		if err := writeFile(marker, []byte(markerText)); err != nil {
			return Summary{}, nil, fmt.Errorf("mark output folder: %w", err)
		}
	}
	var sum Summary
	var last errgroup.Group // neither ends the other: what is begun is finished
	last.Go(func() (err error) { sum, err = s.publish(t, outputs, done, search); return err })
	last.Go(s.cache.saveConverted)
	if err := last.Wait(); err != nil {
		return sum, nil, err
	}
	sum.Languages, sum.Search = len(snap.site.Languages), searched
	for _, o := range outputs {
		if o.spec != nil {
			sum.Pages++
		}
	}
	s.recordPublished(snap, sum.Pages)
	return sum, nil, s.cache.saveState()
}

// recordPublished takes note of what the output folder was made from.
func (s *Session) recordPublished(snap *snapshot, pages int) {
	c := s.cache
	c.publishedConversions = snap.converted
	st := c.state
	st.SourcesHash, st.OutlineHash, st.ConversionsHash, st.Freshness = snap.hashSources(), snap.hash(), c.conversionsHash, snap.freshnessHashes()
	st.Pages = pages
}

// publish puts the staged files in place and removes what no longer belongs to
// the site, in an order that leaves a site at every moment: a page that a
// reader can come to from the start has all that it shows and links to.
// First comes all that is new, what pages need before the pages, then what
// takes the place of something older, the start of the site among it. Stale
// files go last, pages before what they needed.
func (s *Session) publish(t *stager, outputs []output, done []staged, search searchResult) (Summary, error) {
	if t.firstBuild() {
		return s.publishWhole(t, outputs, done, search)
	}
	var sum Summary
	now := make(map[string]manifestEntry, len(outputs))
	put := func(turn int) error {
		for i := range outputs {
			if t.step(&outputs[i]) != turn {
				continue
			}
			if err := t.put(outputs[i].path, &done[i], &sum); err != nil {
				return err
			}
			now[outputs[i].path] = done[i].manifestEntry
		}
		return nil
	}
	if err := put(stepNewFiles); err != nil {
		return sum, err
	}
	if err := t.publishExports(search, &sum); err != nil {
		return sum, err
	}
	if err := put(stepNewPages); err != nil {
		return sum, err
	}
	if err := s.publishIndexes(t, search, &sum); err != nil {
		return sum, err
	}
	if err := put(stepReplacements); err != nil {
		return sum, err
	}
	s.cache.state.Manifest = now
	return sum, t.removeStale(now, search, &sum)
}

// publishWhole publishes a site where there was none: the folders and files at
// its top, which stand in staging as they will be. The start of the site comes
// last.
func (s *Session) publishWhole(t *stager, outputs []output, done []staged, search searchResult) (Summary, error) {
	sum := Summary{Written: len(outputs)}
	now := make(map[string]manifestEntry, len(outputs))
	for i, o := range outputs {
		now[o.path] = done[i].manifestEntry
	}
	tree := filepath.Join(t.dir, treeName)
	if err := s.placeIndexes(t, search, tree, &sum); err != nil {
		return sum, err
	}
	entries, err := os.ReadDir(tree)
	if err != nil {
		return sum, fmt.Errorf("publish: %w", err)
	}
	isLang := map[string]bool{}
	for _, l := range t.snap.langs() {
		isLang[l] = true
	}
	turn := func(name string) int {
		switch {
		case name == "index.html":
			return 2
		case isLang[name]:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(turn(a.Name()), turn(b.Name())) })
	for _, e := range entries {
		to := filepath.Join(t.out, e.Name())
		if err := os.RemoveAll(to); err != nil { // an empty folder, if anything
			return sum, fmt.Errorf("publish %q: %w", e.Name(), err)
		}
		if err := os.Rename(filepath.Join(tree, e.Name()), to); err != nil {
			return sum, fmt.Errorf("publish %q: %w", e.Name(), err)
		}
	}
	s.cache.state.Manifest = now
	return sum, nil
}

// The turns in which files are published.
const (
	stepNewFiles = iota
	stepNewPages
	stepReplacements
)

func (t *stager) step(o *output) int {
	_, exists := t.present[o.path]
	switch {
	case exists || o.path == "index.html":
		return stepReplacements
	case o.spec != nil:
		return stepNewPages
	}
	return stepNewFiles
}

// put moves a staged file into its place, where it keeps its stamp.
func (t *stager) put(path string, f *staged, sum *Summary) error {
	if f.temp == "" {
		sum.Unchanged++
		return nil
	}
	to := filepath.Join(t.out, filepath.FromSlash(path))
	if err := os.Rename(f.temp, to); err != nil {
		if err := t.clearPath(to); err != nil {
			return fmt.Errorf("publish %q: %w", path, err)
		}
		if err := os.Rename(f.temp, to); err != nil {
			return fmt.Errorf("publish %q: %w", path, err)
		}
	}
	sum.Written++
	return nil
}

// clearPath makes room for a file: it creates the folders above it and removes
// whatever stands in the way, a file where a folder must be or the reverse.
func (t *stager) clearPath(to string) error {
	dir := filepath.Dir(to)
	for up := dir; len(up) > len(t.out); up = filepath.Dir(up) {
		if info, err := os.Lstat(up); err == nil && !info.IsDir() {
			if err := os.Remove(up); err != nil {
				return err
			}
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if info, err := os.Lstat(to); err == nil && info.IsDir() {
		return os.RemoveAll(to)
	}
	return nil
}

// removeStale removes files that the site no longer has, and the folders that
// this leaves empty.
func (t *stager) removeStale(now map[string]manifestEntry, search searchResult, sum *Summary) error {
	var stale []string
	for path := range t.present {
		if _, ok := now[path]; !ok && !search.owns(path) {
			stale = append(stale, path)
		}
	}
	slices.SortFunc(stale, func(a, b string) int {
		return cmp.Or(cmp.Compare(btoi(!isPage(a)), btoi(!isPage(b))), strings.Compare(a, b))
	})
	dirs := map[string]bool{}
	for _, path := range stale {
		file := filepath.Join(t.out, filepath.FromSlash(path))
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove stale file: %w", err)
		}
		sum.Removed++
		for up := filepath.Dir(file); len(up) > len(t.out); up = filepath.Dir(up) {
			dirs[up] = true
		}
	}
	for _, d := range slices.Backward(slices.Sorted(maps.Keys(dirs))) { // deepest first
		// A folder that still holds something stays: Remove refuses it.
		_ = os.Remove(d)
	}
	return nil
}

func isPage(file string) bool { return strings.HasSuffix(file, ".html") }
