package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"griot/generator/diag"
)

// Publish brings the output folder up to date with the session's site. All
// files are made before the first one is replaced.
func (s *Session) Publish(ctx context.Context) (Summary, diag.List, error) {
	snap := s.now.Load()
	_, missing := os.Stat(s.opts.Out)
	if err := os.MkdirAll(s.opts.Out, 0o755); err != nil {
		return Summary{}, nil, fmt.Errorf("create output folder: %w", err)
	}
	if missing != nil { // leave nothing behind where nothing is published
		defer os.Remove(s.opts.Out)
	}
	before, err := scan(s.opts.Out)
	if err != nil {
		return Summary{}, nil, err
	}
	t, err := s.newStager(snap, before)
	if err != nil {
		return Summary{}, nil, err
	}
	defer os.RemoveAll(t.dir)

	s.opts.Progress("render")
	outputs := snap.plan().outputs
	var done []staged
	var search searchResult
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() (err error) { done, err = t.stage(ctx, outputs); return err })
	work.Go(func() (err error) { search, err = s.index(ctx, t); return err })
	if err := work.Wait(); err != nil {
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
	sum, err := s.publish(t, outputs, done, search)
	if err != nil {
		return sum, nil, err
	}
	sum.Languages = len(snap.site.Languages)
	for _, o := range outputs {
		if o.page {
			sum.Pages++
		}
	}
	s.cache.state.Sources, s.cache.state.Pages = snap.sources(), sum.Pages
	return sum, nil, s.cache.save(s.loader)
}

// publish puts the staged files in place - what pages need, then search, then
// the pages - and removes what no longer belongs to the site.
func (s *Session) publish(t *stager, outputs []output, done []staged, search searchResult) (Summary, error) {
	var sum Summary
	now := make(map[string]published, len(outputs))
	firstPage := slices.IndexFunc(outputs, func(o output) bool { return o.page })
	if firstPage < 0 {
		firstPage = len(outputs)
	}
	put := func(from, to int) error {
		for i := from; i < to; i++ {
			if err := t.put(outputs[i].path, &done[i], &sum); err != nil {
				return err
			}
			now[outputs[i].path] = done[i].published
		}
		return nil
	}
	if err := put(0, firstPage); err != nil {
		return sum, err
	}
	if err := s.publishSearch(t, search, &sum); err != nil {
		return sum, err
	}
	if err := put(firstPage, len(outputs)); err != nil {
		return sum, err
	}
	s.cache.state.Outputs = now
	return sum, t.removeStale(now, search, &sum)
}

// put moves a staged file into its place and notes its stamp there.
func (t *stager) put(path string, f *staged, sum *Summary) error {
	if f.temp == "" {
		sum.Unchanged++
		return nil
	}
	to := filepath.Join(t.out, filepath.FromSlash(path))
	if err := os.Rename(f.temp, to); err != nil {
		if err := t.clear(to); err != nil {
			return fmt.Errorf("publish %q: %w", path, err)
		}
		if err := os.Rename(f.temp, to); err != nil {
			return fmt.Errorf("publish %q: %w", path, err)
		}
	}
	info, err := os.Lstat(to)
	if err != nil {
		return fmt.Errorf("publish %q: %w", path, err)
	}
	f.Stamp = stampOf(info)
	sum.Written++
	return nil
}

// clear makes room for a file: it creates the folders above it and removes
// whatever stands in the way, a file where a folder must be or the reverse.
func (t *stager) clear(to string) error {
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
func (t *stager) removeStale(now map[string]published, search searchResult, sum *Summary) error {
	dirs := map[string]bool{}
	for path := range t.found {
		if _, ok := now[path]; ok || search.owns(path) {
			continue
		}
		file := filepath.Join(t.out, filepath.FromSlash(path))
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove stale file: %w", err)
		}
		sum.Removed++
		for up := filepath.Dir(file); len(up) > len(t.out); up = filepath.Dir(up) {
			dirs[up] = true
		}
	}
	list := make([]string, 0, len(dirs))
	for d := range dirs {
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b string) int { return strings.Compare(b, a) }) // deepest first
	for _, d := range list {
		// A folder that still holds something stays: Remove refuses it.
		_ = os.Remove(d)
	}
	return nil
}
