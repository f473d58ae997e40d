package main

import (
	"context"
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"
)

// tree is the sum of each file of a folder.
type tree map[string][sha256.Size]byte

// treeOf reads a published site. The files of Bleve's own index are left out:
// the same index has other bytes each time that Bleve writes it.
func treeOf(dir string) (tree, error) {
	var names []string
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && strings.HasSuffix(filepath.ToSlash(name), "/search/bleve") {
			return filepath.SkipDir
		}
		if !e.IsDir() {
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	sums := make([][sha256.Size]byte, len(names))
	var group errgroup.Group
	group.SetLimit(4)
	for i, name := range names {
		group.Go(func() error {
			text, err := os.ReadFile(name)
			sums[i] = sha256.Sum256(text)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	t := make(tree, len(names))
	for i, name := range names {
		t[strings.TrimPrefix(name, dir)] = sums[i]
	}
	return t, nil
}

// differing is the number of files that only one side has, or that differ.
func (t tree) differing(other tree) int {
	n := 0
	for name, sum := range t {
		if got, ok := other[name]; !ok || got != sum {
			n++
		}
	}
	for name := range other {
		if _, ok := t[name]; !ok {
			n++
		}
	}
	return n
}

// sameAsClean adds the row that compares what warm builds left with a build
// without a cache.
func (b *bench) sameAsClean(ctx context.Context, s *site) error {
	warm, err := treeOf(s.griotOut)
	if err != nil {
		return err
	}
	if _, err := b.griotCold(ctx, s); err != nil {
		return err
	}
	clean, err := treeOf(s.griotOut)
	if err != nil {
		return err
	}
	b.table.add(row{chapter: "builds", size: s.size, what: "files in which edits and warm builds differ from a clean build",
		griot: float64(warm.differing(clean)), target: atMost(0)})
	return nil
}
