package main

import (
	"fmt"
	"os"
	"text/tabwriter"

	"griot/generator/diag"
	"griot/generator/translate"
	"griot/generator/translate/exchange"
	"griot/generator/translate/segment"
)

type translateMemoryCmd struct {
	Text       string `arg:"" optional:"" help:"A text to look up."`
	From       string `placeholder:"CODE" help:"Language of the text (default: the hub's first)."`
	To         string `placeholder:"CODE" help:"Language to translate into (default: the hub's second)."`
	Out        string `short:"o" placeholder:"FILE" help:"Write the memory as TMX; - for the screen."`
	Import     string `short:"i" placeholder:"FILE" help:"Add the pairs of a TMX file."`
	MinPercent int    `name:"least" default:"70" help:"How alike a text must be, in percent."`
	JSON       bool   `name:"json" help:"Print what is found as JSON."`
}

// Run looks texts up in the translation memory, or exchanges it as TMX.
func (c *translateMemoryCmd) Run(all *cli, t terminal) error {
	d, err := openProject(all, t)
	if err != nil {
		return err
	}
	if err := c.languages(d); err != nil {
		return err
	}
	if c.Import != "" {
		return c.importTMX(all, t, d)
	}
	m, err := d.Memory(c.From, c.To)
	if err != nil {
		return err
	}
	switch {
	case c.Out != "":
		return put(t, c.Out, "memory", exchange.FormatTMX(m), count(len(m.Records), "pair"))
	case c.Text != "":
		return c.lookUp(t, m)
	}
	fmt.Fprintf(t.out, "%s from %s to %s, %d of them in use\n", count(len(m.Records), "pair"), c.From, c.To, m.Live)
	return nil
}

// languages fills in the languages that were not named.
func (c *translateMemoryCmd) languages(d *translate.Project) error {
	langs := d.Langs()
	if len(langs) < 2 {
		return &usageError{"the hub has one language", "list a second one in content/hub.yaml"}
	}
	if c.From == "" {
		c.From = langs[0]
		if c.To == c.From {
			c.From = langs[1]
		}
	}
	if c.To == "" {
		c.To = langs[0]
		if c.From == c.To {
			c.To = langs[1]
		}
	}
	for _, lang := range []string{c.From, c.To} {
		if err := (langFlag{lang}).check(d); err != nil {
			return err
		}
	}
	if c.From == c.To {
		return &usageError{"--from and --to are the same language", ""}
	}
	return nil
}

// found is a suggestion as it is printed.
type found struct {
	Percent int    `json:"percent"`
	Source  string `json:"source"`
	Target  string `json:"target"`
}

func (c *translateMemoryCmd) lookUp(t terminal, m *translate.Memory) error {
	list := []found{}
	for _, s := range m.Suggest(segment.Normal(c.Text), c.MinPercent) {
		list = append(list, found{s.Percent, s.Source, s.Target})
	}
	if c.JSON {
		return printJSON(t.out, list)
	}
	if len(list) == 0 {
		fmt.Fprintln(t.out, "nothing like it in the memory")
	}
	for _, s := range list {
		fmt.Fprintf(t.out, "%3d%%  %s\n      %s\n", s.Percent, s.Source, s.Target)
	}
	return nil
}

// importTMX adds the pairs of a TMX file to the memory.
func (c *translateMemoryCmd) importTMX(all *cli, t terminal, d *translate.Project) error {
	src, err := os.ReadFile(c.Import)
	if err != nil {
		return &usageError{fmt.Sprintf("%q can't be read", c.Import), "name a TMX file"}
	}
	records, err := exchange.ParseTMX(src, c.From, c.To)
	if err != nil {
		var list diag.List
		list.Error(diag.Position{File: c.Import}, "translate-file", diag.Args{"reason": err.Error()})
		printDiagnostics(t.err, list)
		return errContent
	}
	b := d.Batch()
	b.Retire(c.From, c.To, records...)
	if _, err := commit(all, b, false); err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%s: %s from %s to %s\n", c.Import, count(len(records), "pair"), c.From, c.To)
	return nil
}

type translateTermsCmd struct {
	Out string `short:"o" placeholder:"FILE" help:"Write the glossary as TBX; - for the screen."`
}

// Run lists the glossary in all languages, or writes it as TBX.
func (c *translateTermsCmd) Run(all *cli, t terminal) error {
	d, err := openProject(all, t)
	if err != nil {
		return err
	}
	terms, err := d.Terms()
	if err != nil {
		return err
	}
	if c.Out != "" {
		return put(t, c.Out, "glossary", exchange.FormatTBX(d, terms), count(len(terms), "term"))
	}
	w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	for _, x := range terms {
		for i, lang := range d.Langs() {
			if i > 0 {
				fmt.Fprint(w, "\t")
			}
			for j, f := range x.Forms[lang] {
				if j > 0 {
					fmt.Fprint(w, "; ")
				}
				fmt.Fprint(w, f.Text)
			}
		}
		fmt.Fprintln(w)
	}
	w.Flush()
	return nil
}
