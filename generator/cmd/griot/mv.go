package main

import (
	"context"
	"errors"
	"fmt"

	"griot/generator/content"
	"griot/generator/site"
)

type mvCmd struct {
	From string `arg:"" help:"The page: section/name, such as briefs/old-name."`
	To   string `arg:"" help:"Its new place: section/name."`
}

// Run renames a page in all its languages, leaves aliases at its old URLs, and updates
// links to it and its records of translations.
func (c *mvCmd) Run(ctx context.Context, all *cli, t terminal) error {
	from, to := content.PageID(c.From), content.PageID(c.To)
	s, broken, err := graph(ctx, all, t, func(s *site.Site, file string) bool {
		return ofPage(file, from) || ofPage(file, to) || mentions(all, s, file, from)
	})
	if err != nil {
		return err
	}
	move, err := content.PlanMove(s, all.Dir, c.From, c.To)
	var refused *content.MoveError
	if errors.As(err, &refused) {
		return &usageError{refused.Message, refused.Hint}
	} else if err != nil {
		return err
	}
	d, err := openProject(all, t)
	if err != nil {
		return err
	}
	records := d.Batch()
	said, err := records.MoveRecords(move.Names())
	if err != nil {
		return err
	}
	if err := move.Apply(); err != nil {
		return err
	}
	if _, err := commit(all, records, false); err != nil {
		return err
	}
	reportSkipped(t, broken)
	for _, line := range append(move.Changes(), said...) {
		fmt.Fprintln(t.out, line)
	}
	return nil
}
