package main

import (
	"context"
	"fmt"

	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/pipeline"
	"griot/generator/translate/exchange"
	words "griot/i18n"
)

type translateExtractCmd struct {
	DryRun bool `short:"n" help:"Say what would be written and change nothing."`
}

// Run writes the messages that the theme asks for into the site's files, from
// those of the program, and names those that have no text at all.
func (c *translateExtractCmd) Run(ctx context.Context, all *cli, t terminal) error {
	d, err := openProject(all, t)
	if err != nil {
		return err
	}
	uses, list, err := pipeline.Messages(ctx, pipeline.Options{Dir: all.Dir})
	if err != nil {
		return err
	}
	var wrong diag.List
	for _, x := range list {
		if x.Severity == diag.Error {
			wrong = append(wrong, x)
		}
	}
	t.list(t.err, wrong)
	if uses == nil {
		return errContent
	}
	batch := d.Batch()
	extracted, err := exchange.Extract(batch, words.Files, func(key string) bool { return i18n.Used(key, uses) })
	if err != nil {
		return err
	}
	if _, err := commit(all, batch, c.DryRun); err != nil {
		return err
	}
	for _, x := range extracted {
		fmt.Fprintf(t.out, "%s: %s\n", x.File, count(x.Messages, "message"))
	}
	if len(extracted) == 0 {
		fmt.Fprintln(t.out, "nothing to extract: the site's files have all messages that the program has")
	}
	if len(wrong) > 0 {
		return errContent
	}
	return nil
}
