package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"griot/generator/internal/testkit/corpus"
)

// twoPrograms are the costs of the same build by this program and by the
// earlier one.
type twoPrograms struct{ now, before []cost }

// compare takes the rows of the chapter "before": cold and warm builds of this
// program and of the earlier one, in turn, each with folders of its own.
func (b *bench) compare(ctx context.Context, size int) error {
	now, err := b.compared(size, "now", "")
	if err != nil {
		return err
	}
	before, err := b.compared(size, "before", b.before)
	if err != nil {
		return err
	}
	var cold, same, changed twoPrograms
	for run := range b.runsOf(size) {
		progress("%d pages per language: this program and the one before, run %d of %d", size, run+1, b.runsOf(size))
		if err := cold.run(now, before, func(s *site) (cost, error) { return b.griotCold(ctx, s) }); err != nil {
			return err
		}
		if err := same.run(now, before, func(s *site) (cost, error) { return b.build(ctx, s) }); err != nil {
			return err
		}
		if err := changed.run(now, before, func(s *site) (cost, error) {
			if err := editWord(filepath.Join(s.griot, page(7, "en")), fmt.Sprintf("zebra%c", 'a'+run)); err != nil {
				return cost{}, err
			}
			return b.build(ctx, s)
		}); err != nil {
			return err
		}
	}
	b.compareRows(size, "cold build", cold)
	b.compareRows(size, "warm build, nothing changed", same)
	b.compareRows(size, "warm build, one page changed, search renewed", changed)
	return nil
}

// compared writes a site that one of the programs builds.
func (b *bench) compared(size int, name, program string) (*site, error) {
	s := newSite(filepath.Join(b.dir, fmt.Sprintf("%d-%s", size, name)), size)
	s.program = program
	if err := os.RemoveAll(s.dir); err != nil {
		return nil, err
	}
	return s, corpus.Write(s.griot, size, seed)
}

// run runs one step with both programs.
func (t *twoPrograms) run(now, before *site, step func(*site) (cost, error)) error {
	c, err := step(now)
	if err != nil {
		return err
	}
	t.now = append(t.now, c)
	if c, err = step(before); err != nil {
		return err
	}
	t.before = append(t.before, c)
	return nil
}

// compareRows writes what both programs took, with the spread of the earlier
// one's runs: what lies within it says nothing.
func (b *bench) compareRows(size int, what string, t twoPrograms) {
	now, before := middle(t.now), middle(t.before)
	add := func(figure, unit string, now, before float64, of func(cost) float64) {
		b.table.add(row{chapter: "before", size: size, what: fmt.Sprintf("%s, %s (runs before differ by %s)", what, figure, spread(t.before, of)),
			unit: unit, griot: now, peer: before, peerName: "Griot before"})
	}
	add("wall", "s", now.wall, before.wall, func(c cost) float64 { return c.wall })
	add("CPU", "s", now.cpu, before.cpu, func(c cost) float64 { return c.cpu })
	add("peak memory", "MB", now.peak, before.peak, func(c cost) float64 { return c.peak })
}

// spread is by how much the largest of the runs exceeds the smallest, in
// percent.
func spread(runs []cost, of func(cost) float64) string {
	low, high := of(runs[0]), of(runs[0])
	for _, r := range runs {
		low, high = min(low, of(r)), max(high, of(r))
	}
	return fmt.Sprintf("%.0f %%", (high/low-1)*100)
}

// limited adds the row of a build with GOMEMLIMIT.
func (b *bench) limited(ctx context.Context, s *site) error {
	if err := os.Setenv("GOMEMLIMIT", "400MiB"); err != nil {
		return err
	}
	defer os.Unsetenv("GOMEMLIMIT")
	c, err := b.griotCold(ctx, s)
	if err != nil {
		return err
	}
	b.table.add(row{chapter: "builds", size: s.size, what: "cold build with GOMEMLIMIT=400MiB, peak memory", unit: "MB", griot: c.peak, target: atMost(512)})
	return nil
}
