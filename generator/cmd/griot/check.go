package main

import (
	"context"
	"fmt"
	"time"

	"griot/generator/pipeline"
)

type checkCmd struct {
	All   bool   `help:"List each warning, also where many say the same."`
	JSON  bool   `name:"json" help:"Print the diagnostics as JSON."`
	Today string `placeholder:"DAY" optional:"" help:"Also report dates after this day, written YYYY-MM-DD; 'now' stands for the computer's own date."`
}

// Run lists all diagnostics of the site and changes nothing.
func (c *checkCmd) Run(ctx context.Context, all *cli, t terminal) error {
	today, err := c.day()
	if err != nil {
		return err
	}
	list, err := pipeline.Check(ctx, pipeline.Options{Dir: all.Dir}, today)
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(t.out, t.words().ExplainAll(list))
	} else {
		t.listGrouped(t.out, list, alike(c.All, list))
		if len(list) == 0 {
			fmt.Fprintln(t.out, "nothing to mend")
		}
	}
	if err == nil && list.Errors() > 0 {
		err = errContent
	}
	return err
}

// day returns the day that dates are compared with, or "".
func (c *checkCmd) day() (string, error) {
	if c.Today == "now" {
		return time.Now().Format(time.DateOnly), nil
	}
	if c.Today != "" {
		if _, err := time.Parse(time.DateOnly, c.Today); err != nil {
			return "", &usageError{fmt.Sprintf("--today %q is not a day", c.Today), "write it as 2026-11-22, or write now"}
		}
	}
	return c.Today, nil
}
