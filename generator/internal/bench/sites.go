package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"griot/generator/internal/testkit/corpus"
)

// seed is that of all synthetic sites.
const seed = 1

// maxForPeers is the largest size for which the peers are run: Hugo would need some
// 26 GB of memory for ten times as many pages.
const maxForPeers = 10_000

// hubSize is the number of pages that means the real hub.
const hubSize = 0

// scaleFrom is the size that larger ones are compared with, page by page.
const scaleFrom = 1000

// site is a synthetic site, for Griot and, unless it is too large, for Hugo.
type site struct {
	size              int
	dir               string
	griot, hugo       string // sources
	griotOut, hugoOut string
	cacheDir          string // Griot's
	program           string // the griot that builds the site, "" for the one that is measured
	moved             int    // folders put aside
	builtPeer         bool   // whether hugoOut has the site and its index
	cold, changed     cost   // of Griot, median
	peerIndex         cost   // of Pagefind alone, the last run
}

// newSite writes the sources of a site.
func (b *bench) newSite(size int) (*site, error) {
	progress("%d pages per language: writing", size)
	s := newSite(filepath.Join(b.dir, fmt.Sprint(size)), size)
	if err := os.RemoveAll(s.dir); err != nil {
		return nil, err
	}
	return s, writeSite(s)
}

// writeSite writes the sources of both sides.
func writeSite(s *site) error {
	if err := corpus.Write(s.griot, s.size, seed); err != nil {
		return err
	}
	if err := plant(s.griot, s.size); err != nil {
		return err
	}
	if s.size > maxForPeers {
		return nil
	}
	return writeHugo(s.griot, s.hugo)
}

// newSite names the folders of a site.
func newSite(dir string, size int) *site {
	return &site{
		size: size, dir: dir, griot: filepath.Join(dir, "griot"), hugo: filepath.Join(dir, "hugo"),
		griotOut: filepath.Join(dir, "griot-public"), hugoOut: filepath.Join(dir, "hugo-public"),
		cacheDir: filepath.Join(dir, "griot", ".griot"),
	}
}

// aside moves what earlier builds wrote out of the way. It is removed with the
// site, after all is measured: for minutes after many files are gone, ext4 looks
// for free inodes among theirs, which makes each new file several times as slow.
func (s *site) aside(dirs ...string) error {
	for _, dir := range dirs {
		s.moved++
		err := os.Rename(dir, filepath.Join(s.dir, fmt.Sprintf("aside-%d", s.moved)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// page is the source of a page, below a site's folder.
func page(number int, lang string) string {
	return filepath.Join("content", "briefs", fmt.Sprintf("p%06d.%s.md", number, lang))
}
