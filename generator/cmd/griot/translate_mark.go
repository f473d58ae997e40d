package main

import (
	"fmt"

	"griot/generator/translate"
	"griot/generator/translate/state"
)

type translateMarkCmd struct {
	unitsArg
	All     bool  `short:"a" help:"Mark everything, and put away the records of pages that are gone."`
	Segment []int `short:"s" placeholder:"N" help:"Only the texts with these numbers, as diff shows them."`
	Same    bool  `help:"Also texts that are the same in both languages: they are meant."`
	DryRun  bool  `short:"n" help:"Say what would be marked and change nothing."`
}

// Run records that translations match their sources.
func (c *translateMarkCmd) Run(all *cli, t terminal) error {
	if (len(c.Pages) == 0) != c.All {
		return &usageError{"mark needs the pages that were checked, or --all", "griot translate mark countries/mali"}
	}
	if len(c.Segment) > 0 && len(c.Pages) != 1 {
		return &usageError{"--segment goes with one page", "griot translate mark countries/mali --segment 3"}
	}
	d, units, err := c.open(all, t)
	if err != nil {
		return err
	}
	var choose func(int, *state.Pair) bool
	if len(c.Segment) > 0 {
		choose = func(n int, _ *state.Pair) bool {
			for _, s := range c.Segment {
				if s == n {
					return true
				}
			}
			return false
		}
	}
	b := d.Batch()
	err = c.unitPairs(d, t, units, func(s *translate.UnitPair) error {
		m := b.Mark(s, choose, c.Same)
		if m.Pairs > 0 {
			fmt.Fprintf(t.out, "%s (%s): %s marked\n", s.Unit.ID, s.To, count(m.Pairs, "text"))
		}
		if m.Copies > 0 {
			verb := "are"
			if m.Copies == 1 {
				verb = "is"
			}
			fmt.Fprintf(t.out, "%s (%s): %s %s still in %s; if that is meant, mark with --same\n", s.Unit.ID, s.To, count(m.Copies, "text"), verb, s.From)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if c.All {
		if err := b.RetireOrphans(); err != nil {
			return err
		}
	}
	changes, err := commit(all, b, c.DryRun)
	if err == nil && len(changes) == 0 {
		fmt.Fprintln(t.out, "nothing to mark")
	}
	return err
}
