package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/translate"
	"griot/generator/translate/exchange"
	"griot/generator/translate/exchange/po"
	"griot/generator/translate/exchange/xliff"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

type translateExportCmd struct {
	unitsArg
	Format     string `short:"f" enum:"po,xliff,xliff-1.2" default:"po" help:"po, xliff (2.0) or xliff-1.2."`
	Out        string `short:"o" placeholder:"FILE" help:"The file to write, or - for the screen (default: the language with the format's ending, such as fr.po)."`
	Todo       bool   `short:"t" help:"Only what is stale or missing."`
	MinPercent int    `name:"least" default:"70" help:"Suggest translations of texts that are alike by this many percent; 0 suggests none."`
}

// Run writes texts to a file for translators.
func (c *translateExportCmd) Run(all *cli, t terminal) error {
	d, units, err := c.open(all, t)
	if err != nil {
		return err
	}
	langs := d.Langs()
	if c.Lang != "" {
		langs = []string{c.Lang}
	}
	if c.Out != "" && len(langs) > 1 {
		return &usageError{"--out needs a language", "say which one with --lang: " + strings.Join(langs, ", ")}
	}
	for _, lang := range langs {
		if err := c.export(d, t, units, lang); err != nil {
			return err
		}
	}
	return nil
}

// export writes the file of one language.
func (c *translateExportCmd) export(d *translate.Project, t terminal, units []*translate.Unit, lang string) error {
	var texts []exchange.Text
	seen, pairs := map[string]int{}, map[string]*translate.UnitPair{}
	err := langFlag{lang}.unitPairs(d, t, units, func(s *translate.UnitPair) error {
		pairs[s.Unit.ID] = s
		for _, x := range exchange.Texts(s, seen) {
			if !c.Todo || x.State == state.Stale || x.State == state.Missing {
				texts = append(texts, x)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if c.MinPercent > 0 {
		if err := exchange.Suggest(d, texts, pairs, lang, c.MinPercent); err != nil {
			return err
		}
	}
	if len(texts) == 0 {
		if c.Lang != "" || c.Todo {
			fmt.Fprintf(t.err, "nothing to export into %s\n", lang)
		}
		return nil
	}
	if c.Format == "po" {
		return put(t, cmp.Or(c.Out, lang+".po"), "export", exchange.FormatPO(d, texts, lang), count(len(texts), "text"))
	}
	version := strings.TrimPrefix(strings.TrimPrefix(c.Format, "xliff"), "-")
	if version == "" {
		version = "2.0"
	}
	var sources []string
	for i := range texts {
		if !slices.Contains(sources, texts[i].From) {
			sources = append(sources, texts[i].From)
		}
	}
	if len(sources) > 1 && c.Out != "" { // XLIFF has one source language a file
		return &usageError{"--out names one file, and the texts are from " + strings.Join(sources, " and "), "leave --out away: each gets a file of its own"}
	}
	for _, from := range sources {
		name := lang + ".xlf"
		if len(sources) > 1 {
			name = from + "-" + lang + ".xlf"
		}
		n := 0
		for i := range texts {
			if texts[i].From == from && texts[i].State != state.Extra {
				n++
			}
		}
		if err := put(t, cmp.Or(c.Out, name), "export", exchange.FormatXLIFF(texts, from, lang, version), count(n, "text")); err != nil {
			return err
		}
	}
	return nil
}

type translateImportCmd struct {
	langFlag
	Files  []string `arg:"" help:"PO or XLIFF files."`
	Force  bool     `help:"Write texts also where the translation has changed since the export."`
	Same   bool     `help:"Take texts that are the same in both languages: they are meant."`
	DryRun bool     `short:"n" help:"Say what would be done and change nothing."`
}

// Run brings back what translators did.
func (c *translateImportCmd) Run(all *cli, t terminal) error {
	var failed error
	for _, name := range c.Files {
		if err := c.importFile(all, t, name); errors.Is(err, errContent) {
			failed = err
		} else if err != nil {
			return err
		}
	}
	return failed
}

func (c *translateImportCmd) importFile(all *cli, t terminal, name string) error {
	src, err := os.ReadFile(name)
	if err != nil {
		return &usageError{fmt.Sprintf("%q can't be read", name), "name a PO or XLIFF file that griot translate export wrote"}
	}
	d, err := openProject(all, t)
	if err != nil {
		return err
	}
	texts, lang, err := parseExchange(src, c.into(d))
	if err != nil {
		var list diag.List
		at := diag.Position{File: name}
		var gettext *po.Error
		var exchange *xliff.Error
		if errors.As(err, &gettext) {
			at.Line = gettext.Line
		} else if errors.As(err, &exchange) {
			at.Line = exchange.Line
		}
		list.Error(at, "translate-file", diag.Args{"reason": err.Error()})
		printDiagnostics(t.err, list)
		return errContent
	}
	into := c.into(d)(lang)
	if into == "" {
		message := fmt.Sprintf("%s does not say into which of the hub's languages it translates", name)
		if said := cmp.Or(c.Lang, lang); said != "" {
			message = fmt.Sprintf("%s translates into %q, which is none of the hub's languages", name, said)
		}
		return &usageError{message, "say it with --lang: " + strings.Join(d.Langs(), ", ")}
	}
	b := d.Batch()
	done, err := exchange.Import(b, texts, into, exchange.Options{File: name, Force: c.Force, Same: c.Same})
	if err != nil {
		return err
	}
	changes, err := commit(all, b, c.DryRun)
	if err != nil {
		return err
	}
	c.report(t, name, done, changes)
	if done.Diagnostics.Errors() > 0 {
		return errContent
	}
	return nil
}

// report says what was done with a file.
func (c *translateImportCmd) report(t terminal, name string, done *exchange.Imported, changes []translate.Change) {
	printDiagnostics(t.err, done.Diagnostics)
	fmt.Fprintf(t.out, "%s: %d written, %d added, %d confirmed, %d unchanged", name, done.Written, done.Added, done.Confirmed, done.Unchanged)
	for _, x := range []struct {
		n    int
		what string
	}{{done.Unfinished, "not finished"}, {done.Empty, "empty"}, {done.Copied, "copied from the source"}, {done.Kept, "kept in the memory"}} {
		if x.n > 0 {
			fmt.Fprintf(t.out, ", %d %s", x.n, x.what)
		}
	}
	fmt.Fprintln(t.out)
	for _, m := range done.Moved {
		fmt.Fprintf(t.out, "  %s is %s now\n", m[0], m[1])
	}
	if done.Copied > 0 {
		fmt.Fprintln(t.out, "  texts that are the same in both languages count as not translated; if that is meant, import with --same")
	}
	for _, x := range changes {
		if c.DryRun && bytes.HasPrefix([]byte(x.Path), []byte("content/")) {
			fmt.Fprintf(t.out, "  would change %s\n", x.Path)
		}
	}
}

// into returns the hub's language that a file means: the one of --lang, or the
// one that fits what the file says.
func (c *translateImportCmd) into(d *translate.Project) func(said string) string {
	return func(said string) string { return d.MatchLang(cmp.Or(c.Lang, said)) }
}

// parseExchange reads a file of either format, in whatever encoding it is.
func parseExchange(src []byte, into func(said string) string) ([]exchange.Returned, string, error) {
	start := bytes.TrimLeft(src, "\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
	if bytes.HasPrefix(start, []byte("<")) {
		return exchange.ParseXLIFF(src)
	}
	return exchange.ParsePO(src, func(said string) []string { return segment.PluralForms(into(said)) })
}
