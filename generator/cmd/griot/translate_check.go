package main

import (
	"fmt"

	"griot/generator/diag"
	"griot/generator/translate/check"
)

type translateCheckCmd struct {
	pagesArg
	Fix      bool `help:"Mend what can be mended: spaces, quotation marks, apostrophes, accents, ordinals, plural forms."`
	Spelling bool `default:"true" negatable:"" help:"Look words up with hunspell, where it is installed."`
	JSON     bool `name:"json" help:"Print what is found as JSON."`
}

// Run checks texts and translations.
func (c *translateCheckCmd) Run(all *cli, t terminal) error {
	d, units, err := unitsArg{pagesArg: c.pagesArg}.open(all, t)
	if err != nil {
		return err
	}
	config, list, err := check.ReadConfig(d)
	if err != nil {
		return err
	}
	if list.Errors() > 0 {
		t.list(t.err, list)
		return errContent
	}
	var speller check.Speller
	if c.Spelling {
		speller = check.FindHunspell(d.Langs())
	}
	found, err := check.Run(d, units, config, speller)
	if err != nil {
		return err
	}
	if c.Fix {
		b := d.Batch()
		n, err := check.Fix(b, found)
		if err != nil {
			return err
		}
		if _, err := commit(all, b, false); err != nil {
			return err
		}
		fmt.Fprintf(t.out, "%s mended\n", count(n, "place"))
		if n > 0 {
			c.Fix = false
			return c.Run(all, t) // say what is left
		}
	}
	for i := range found {
		list = append(list, found[i].Diagnostic)
	}
	list.Sort()
	switch {
	case c.JSON:
		err = printJSON(t.out, t.words().ExplainAll(list))
	case len(list) == 0:
		fmt.Fprintln(t.out, "nothing to mend")
	default:
		t.list(t.out, diag.List(list))
	}
	if err == nil && len(list) > 0 {
		err = errContent
	}
	return err
}
