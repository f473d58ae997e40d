package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// sizeCost is what a cold build cost at one size.
type sizeCost struct {
	who  string
	size int // pages per language
	cost
}

// runsOf is how often a build of a size is run.
func (b *bench) runsOf(size int) int {
	switch {
	case b.runs > 0:
		return b.runs
	case size <= 100:
		return 5
	case size <= 1000:
		return 3
	case size <= maxForPeers:
		return 2
	}
	return 1
}

// builds takes the rows of cold and warm builds of one size: Griot and the
// peers in turn, into fresh folders.
func (b *bench) builds(ctx context.Context, s *site) error {
	var griot, hugo, both []cost
	for run := range b.runsOf(s.size) {
		progress("%d pages per language: cold builds, run %d of %d", s.size, run+1, b.runsOf(s.size))
		c, err := b.griotCold(ctx, s)
		if err != nil {
			return err
		}
		griot = append(griot, c)
		if b.tools.hugo == "" || s.size > maxForPeers || !b.wants("builds") {
			continue
		}
		alone, with, err := b.peerCold(ctx, s)
		if err != nil {
			return err
		}
		hugo, both = append(hugo, alone), append(both, with)
	}
	s.cold = middle(griot)
	b.coldRows(s.size, s.cold, middle(hugo), middle(both), b.tools.pagefind != "")
	if s.size == scaleFrom && b.wants("builds") {
		if err := b.limited(ctx, s); err != nil {
			return err
		}
	}
	if err := b.warm(ctx, s); err != nil || !b.wants("builds") || s.size > maxForPeers {
		return err
	}
	return b.sameAsClean(ctx, s)
}

// griotCold builds with Griot, without a cache.
func (b *bench) griotCold(ctx context.Context, s *site) (cost, error) {
	if err := s.aside(s.griotOut, s.cacheDir); err != nil {
		return cost{}, err
	}
	return b.build(ctx, s)
}

// peerCold builds with Hugo, and indexes what it made with Pagefind.
func (b *bench) peerCold(ctx context.Context, s *site) (alone, with cost, err error) {
	if err := s.aside(s.hugoOut, filepath.Join(s.hugo, "resources")); err != nil {
		return cost{}, cost{}, err
	}
	if alone, err = command(ctx, s.hugo, b.tools.hugo, "--ignoreCache", "-d", s.hugoOut); err != nil || b.tools.pagefind == "" {
		return alone, cost{}, err
	}
	index, err := command(ctx, s.hugo, b.tools.pagefind, "--site", s.hugoOut)
	s.builtPeer, s.peerIndex = err == nil, index
	return alone, alone.and(index), err
}

// smallSites are the targets of small sites, as ratios to Hugo with Pagefind.
var smallSites = map[int]struct{ wall, peak float64 }{100: {0.35, 1.25}, 1000: {0.22, 0.6}}

// coldRows writes the rows of cold builds.
func (b *bench) coldRows(size int, griot, hugo, both cost, indexed bool) {
	b.costs = append(b.costs, sizeCost{"Griot", size, griot})
	if size > maxForPeers {
		b.scaleRows(size, griot)
		return
	}
	add := func(what, unit string, griot, peer float64, name string, most float64) {
		b.table.add(row{chapter: "builds", size: size, what: what, unit: unit, griot: griot, peer: peer, peerName: name, target: atMostRatio(most)})
	}
	against := func(name string, peer cost, wall, cpu, peak float64) {
		b.costs = append(b.costs, sizeCost{name, size, peer})
		add("cold build, wall", "s", griot.wall, peer.wall, name, wall)
		add("cold build, CPU", "s", griot.cpu, peer.cpu, name, cpu)
		add("cold build, peak memory", "MB", griot.peak, peer.peak, name, peak)
	}
	if !b.wants("builds") {
		return
	}
	if hugo.wall == 0 {
		against("", cost{}, 0, 0, 0)
		return
	}
	if indexed {
		if size >= maxForPeers {
			against("Hugo + Pagefind", both, 0.16, 0.20, 0.16)
		} else {
			small := smallSites[size]
			against("Hugo + Pagefind", both, small.wall, 0, small.peak)
		}
	}
	if size >= maxForPeers {
		against("Hugo", hugo, 0.55, 0, 0.35)
	} else {
		against("Hugo", hugo, 0, 0, 0)
	}
}

// scaleRows compares a large site with a smaller one, page by page.
func (b *bench) scaleRows(size int, griot cost) {
	b.table.add(row{chapter: "scale", size: size, what: "cold build, wall", unit: "s", griot: griot.wall})
	b.table.add(row{chapter: "scale", size: size, what: "cold build, CPU", unit: "s", griot: griot.cpu})
	b.table.add(row{chapter: "scale", size: size, what: "cold build, peak memory", unit: "MB", griot: griot.peak, target: atMost(3000)})
	for _, c := range b.costs {
		if c.who != "Griot" || c.size != scaleFrom {
			continue
		}
		name := fmt.Sprintf("Griot at %d", scaleFrom)
		perPage := func(seconds float64, size int) float64 { return seconds * 1000 / float64(2*size) }
		b.table.add(row{chapter: "scale", size: size, what: "wall for each page", unit: "ms", griot: perPage(griot.wall, size),
			peer: perPage(c.wall, c.size), peerName: name, target: atMostRatio(1.3)})
		b.table.add(row{chapter: "scale", size: size, what: "CPU for each page", unit: "ms", griot: perPage(griot.cpu, size),
			peer: perPage(c.cpu, c.size), peerName: name, target: atMostRatio(1.3)})
	}
}

// warm takes the rows of builds with a cache, after a cold one.
func (b *bench) warm(ctx context.Context, s *site) error {
	var same, changed []cost
	for run := range b.runsOf(s.size) {
		c, err := b.build(ctx, s)
		if err != nil {
			return err
		}
		same = append(same, c)
		if err := editWord(filepath.Join(s.griot, page(7, "en")), fmt.Sprintf("zebra%c", 'a'+run)); err != nil {
			return err
		}
		if c, err = b.build(ctx, s); err != nil {
			return err
		}
		changed = append(changed, c)
	}
	s.changed = middle(changed)
	var unchanged, one limit
	if s.size == maxForPeers {
		unchanged, one = atMost(1), atMost(2.5)
	}
	add := func(what string, c cost, most limit) {
		b.table.add(row{chapter: chapterOf(s.size), size: s.size, what: what + ", wall", unit: "s", griot: c.wall, target: most})
		b.table.add(row{chapter: chapterOf(s.size), size: s.size, what: what + ", CPU", unit: "s", griot: c.cpu})
	}
	if b.wants(chapterOf(s.size)) {
		add("warm build, nothing changed", middle(same), unchanged)
		add("warm build, one page changed, search renewed", s.changed, one)
	}
	return nil
}

func chapterOf(size int) string {
	if size > maxForPeers {
		return "scale"
	}
	return "builds"
}

// editWord replaces the last word of a page's last paragraph.
func editWord(path, word string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text = bytes.TrimRight(text, "\n")
	at := bytes.LastIndexAny(text, " \n")
	if at < 0 {
		return fmt.Errorf("edit %q: no word in it", path)
	}
	return os.WriteFile(path, append(text[:at+1:at+1], word+".\n"...), 0o644)
}

// hub takes the rows of the real hub: the sources of this repository, copied to
// where no cache is.
func (b *bench) hub(ctx context.Context) error {
	if !b.wants("builds") && !b.wants("search") {
		return nil
	}
	s := newSite(filepath.Join(b.dir, "hub"), hubSize)
	if err := os.RemoveAll(s.dir); err != nil {
		return err
	}
	for _, dir := range []string{"content", "themes", "i18n"} {
		if err := os.CopyFS(filepath.Join(s.griot, dir), os.DirFS(filepath.Join(b.repo, dir))); err != nil {
			return err
		}
	}
	var runs []cost
	progress("the real hub: cold builds")
	for range b.runsOf(100) {
		c, err := b.griotCold(ctx, s)
		if err != nil {
			return err
		}
		runs = append(runs, c)
	}
	if c := middle(runs); b.wants("builds") {
		b.table.add(row{chapter: "builds", what: "cold build, wall", unit: "s", griot: c.wall, target: atMost(1)})
		b.table.add(row{chapter: "builds", what: "cold build, CPU", unit: "s", griot: c.cpu})
		b.table.add(row{chapter: "builds", what: "cold build, peak memory", unit: "MB", griot: c.peak})
	}
	if b.wants("search") {
		return b.hubSearch(ctx, s)
	}
	return nil
}
