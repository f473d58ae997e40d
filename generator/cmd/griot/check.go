package main

import (
	"context"
	"fmt"
	"time"

	"griot/generator/pipeline"
)

type checkCmd struct {
	All     bool   `help:"List each warning, also where many say the same."`
	JSON    bool   `name:"json" help:"Print the diagnostics as JSON."`
	Privacy bool   `help:"Also say what was cleaned and looked at before it is published, and what nobody has looked at."`
	Today   string `placeholder:"DAY" optional:"" help:"Also report dates after this day, written YYYY-MM-DD; 'now' stands for the computer's own date. It also decides which consents have ended; without it, that date does."`
}

// Run lists all diagnostics of the site and changes nothing.
func (c *checkCmd) Run(ctx context.Context, all *cli, t terminal) error {
	today, err := dayOf(c.Today)
	if err != nil {
		return err
	}
	day := today
	if day == "" { // nothing is published here, so that the clock may decide which consents have ended
		day = currentDay()
	}
	o := pipeline.Options{Dir: all.Dir, Today: day, PrivateWords: privateWords()}
	if c.Privacy {
		return c.checkPrivacy(ctx, o, today, t)
	}
	list, err := pipeline.Check(ctx, o, today)
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

// currentDay returns the day of the computer's clock.
func currentDay() string { return time.Now().Format(time.DateOnly) }

// dayOf returns the day that a flag --today names, or "".
func dayOf(flag string) (string, error) {
	if flag == "now" {
		return currentDay(), nil
	}
	if flag != "" {
		if _, err := time.Parse(time.DateOnly, flag); err != nil {
			return "", &usageError{fmt.Sprintf("--today %q is not a day", flag), "write it as 2026-11-22, or write now"}
		}
	}
	return flag, nil
}
