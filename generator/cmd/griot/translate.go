package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"griot/generator/translate"
)

type translateCmd struct {
	Status translateStatusCmd `cmd:"" help:"Say what is fresh, stale, missing or extra, as a queue of work."`
	Mark   translateMarkCmd   `cmd:"" help:"Say that a translation matches its source as it is now."`
}

// pagesArg are the pages that a verb is asked to work on.
type pagesArg struct {
	Pages []string `arg:"" optional:"" help:"Pages (briefs/land-justice), folders (countries), hub.yaml or active.toml (default: all)."`
}

// langFlag is the language translated into.
type langFlag struct {
	Lang string `short:"l" placeholder:"CODE" help:"Only translations into this language."`
}

// openDesk opens the translator's desk of the site.
func openDesk(all *cli, t terminal) (*translate.Desk, error) {
	d, list, err := translate.Open(os.DirFS(all.Dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &usageError{fmt.Sprintf("there is no site in %q", all.Dir), "go to a folder with content/hub.yaml, or name it with -C"}
	}
	if err != nil {
		return nil, err
	}
	if list.Errors() > 0 {
		printDiagnostics(t.err, list)
		return nil, errContent
	}
	return d, nil
}

// find returns the units that a verb's arguments name.
func (a pagesArg) find(d *translate.Desk) ([]*translate.Unit, error) {
	units, unknown := d.Find(a.Pages)
	if unknown == "" {
		return units, nil
	}
	hint := "name a page as section/name, such as briefs/land-justice, or a section"
	if near := d.Nearest(unknown); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, &usageError{fmt.Sprintf("there is no page %q", unknown), hint}
}

// check reports a language that the hub doesn't have.
func (l langFlag) check(d *translate.Desk) error {
	for _, code := range d.Langs() {
		if code == l.Lang || l.Lang == "" {
			return nil
		}
	}
	return &usageError{fmt.Sprintf("the hub has no language %q", l.Lang), "its languages are " + strings.Join(d.Langs(), ", ")}
}

// sheets calls f for each unit in each language asked for.
func (l langFlag) sheets(d *translate.Desk, t terminal, units []*translate.Unit, f func(*translate.Sheet) error) error {
	bad := false
	for _, u := range units {
		sheets, list, err := d.Sheets(u)
		if err != nil {
			return err
		}
		printDiagnostics(t.err, list)
		bad = bad || list.Errors() > 0
		for _, s := range sheets {
			if l.Lang != "" && s.To != l.Lang {
				continue
			}
			if err := f(s); err != nil {
				return err
			}
		}
	}
	if bad {
		return errContent
	}
	return nil
}

// commit writes what a batch holds; with dry it writes nothing.
func commit(all *cli, b *translate.Batch, dry bool) ([]translate.Change, error) {
	changes, err := b.Changes()
	if err != nil || dry {
		return changes, err
	}
	root, err := os.OpenRoot(all.Dir)
	if err != nil {
		return nil, fmt.Errorf("open site: %w", err)
	}
	defer root.Close()
	return changes, translate.Write(root, changes)
}

type translateStatusCmd struct {
	pagesArg
	langFlag
	All  bool `short:"a" help:"List every page, also those that are done."`
	JSON bool `name:"json" help:"Print the state of every page as JSON."`
}

// listed is how many pages status lists without --all.
const listed = 20

// Run prints the state of the translations.
func (c *translateStatusCmd) Run(ctx context.Context, all *cli, t terminal) error {
	d, err := openDesk(all, t)
	if err != nil {
		return err
	}
	if err := c.langFlag.check(d); err != nil {
		return err
	}
	units, err := c.find(d)
	if err != nil {
		return err
	}
	r, err := d.Status(ctx, units)
	if err != nil {
		return err
	}
	if c.Lang != "" {
		for _, l := range r.Languages {
			if l.Language == c.Lang {
				r.Languages = []translate.LanguageStatus{l}
			}
		}
	}
	if c.JSON {
		r.Diagnostics = nonNil(r.Diagnostics)
		err = printJSON(t.out, r)
	} else {
		printDiagnostics(t.err, r.Diagnostics)
		for i := range r.Languages {
			c.print(t, &r.Languages[i])
		}
	}
	if err == nil && r.Diagnostics.Errors() > 0 {
		err = errContent
	}
	return err
}

// print shows one language: a line, a table of sections, the queue.
func (c *translateStatusCmd) print(t terminal, l *translate.LanguageStatus) {
	if len(l.Pages) == 0 {
		return
	}
	fmt.Fprintf(t.out, "into %s: %d%% of %d words fresh, %d stale, %d missing; %s of the source, %d extra\n", l.Language, l.Words.Percent(),
		l.Words.Fresh+l.Words.Stale+l.Words.Missing, l.Words.Stale, l.Words.Missing,
		count(l.Segments.Fresh+l.Segments.Stale+l.Segments.Missing, "text"), l.Segments.Extra)
	w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "  section\tdone\tfresh\tstale\tmissing\textra")
	for _, s := range l.Sections {
		name := s.Section
		if name == "" {
			name = "(top)"
		}
		fmt.Fprintf(w, "  %s\t%d of %d\t%d%%\t%d\t%d\t%d\n", name, s.Done, s.Pages, s.Words.Percent(), s.Segments.Stale, s.Segments.Missing, s.Segments.Extra)
	}
	w.Flush()
	todo := 0
	for i := range l.Pages {
		if !l.Pages[i].Done() {
			todo++
		}
	}
	if todo > 0 {
		fmt.Fprintln(t.out, "to do, what is read most first:")
	}
	w = tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	for i := range l.Pages {
		p := &l.Pages[i]
		if !c.All && (p.Done() || i >= listed) {
			break
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\n", p.ID, work(p), p.Title)
	}
	w.Flush()
	if !c.All && todo > listed {
		fmt.Fprintf(t.out, "  and %d more: --all lists them\n", todo-listed)
	}
}

// work says in words what there is to do on a page.
func work(p *translate.PageStatus) string {
	var parts []string
	if p.File == "" && p.Segments.Fresh == 0 {
		return fmt.Sprintf("not translated, %s", count(p.Todo, "word"))
	}
	if n := p.Segments.Stale; n > 0 {
		parts = append(parts, fmt.Sprintf("%d stale", n))
	}
	if n := p.Segments.Missing; n > 0 {
		parts = append(parts, fmt.Sprintf("%d missing", n))
	}
	if n := p.Segments.Extra; n > 0 {
		parts = append(parts, fmt.Sprintf("%d extra", n))
	}
	if len(parts) == 0 {
		return "done"
	}
	if p.Todo > 0 {
		parts = append(parts, count(p.Todo, "word"))
	}
	return strings.Join(parts, ", ")
}

type translateMarkCmd struct {
	pagesArg
	langFlag
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
	d, err := openDesk(all, t)
	if err != nil {
		return err
	}
	if err := c.langFlag.check(d); err != nil {
		return err
	}
	units, err := c.find(d)
	if err != nil {
		return err
	}
	var choose func(int, *translate.Pair) bool
	if len(c.Segment) > 0 {
		choose = func(n int, _ *translate.Pair) bool {
			for _, s := range c.Segment {
				if s == n {
					return true
				}
			}
			return false
		}
	}
	b := d.Batch()
	err = c.sheets(d, t, units, func(s *translate.Sheet) error {
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
		if err := b.Sweep(); err != nil {
			return err
		}
	}
	changes, err := commit(all, b, c.DryRun)
	if err == nil && len(changes) == 0 {
		fmt.Fprintln(t.out, "nothing to mark")
	}
	return err
}
