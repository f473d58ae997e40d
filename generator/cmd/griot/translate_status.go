package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"text/tabwriter"
	"time"

	"griot/generator/cache"
	"griot/generator/i18n"
	"griot/generator/translate"
)

type translateStatusCmd struct {
	unitsArg
	All  bool `short:"a" help:"List every page, also those that are done."`
	JSON bool `name:"json" help:"Print the state of every page as JSON."`
}

// listed is how many pages status lists without --all.
const listed = 20

// statusReport is what --json prints.
type statusReport struct {
	*translate.Report
	Diagnostics []i18n.Explanation `json:"diagnostics"`
}

// Run prints the state of the translations.
func (c *translateStatusCmd) Run(ctx context.Context, all *cli, t terminal) error {
	limitMemory()
	d, units, err := c.open(all, t)
	if err != nil {
		return err
	}
	r, err := status(ctx, all, d, units)
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
		err = printJSON(t.out, statusReport{r, i18n.English().ExplainAll(r.Diagnostics)})
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
	c.printDifferences(t, l)
	if !c.All && todo > listed {
		fmt.Fprintf(t.out, "  and %d more: --all lists them\n", todo-listed)
	}
}

// differences says what is built otherwise, by what a translate.Difference says.
var differences = map[string]string{
	"moved": "stands elsewhere than in the source",
	"level": "the heading has another level than in the source",
	"box":   "stands in another kind of box than in the source",
	"code":  "the code is not that of the source",
}

// printDifferences lists where translations are built otherwise than their sources.
func (c *translateStatusCmd) printDifferences(t terminal, l *translate.LanguageStatus) {
	n := 0
	for i := range l.Pages {
		p := &l.Pages[i]
		for _, d := range p.Differences {
			if n++; n == 1 {
				fmt.Fprintln(t.out, "built otherwise; if that is meant, griot translate mark says so:")
			}
			if !c.All && n > listed {
				continue
			}
			at := fmt.Sprintf("%s:%d", p.File, d.Target)
			if d.Target == 0 {
				at = p.File
			}
			where := "only the translation has it"
			if d.Source > 0 {
				where = fmt.Sprintf("%s:%d", p.Source, d.Source)
			}
			what := differences[d.What]
			if d.Target == 0 {
				what = "lacks the code of the source"
			}
			fmt.Fprintf(t.out, "  %s: %s (%s): %s\n", at, what, where, d.Text)
		}
	}
	if !c.All && n > listed {
		fmt.Fprintf(t.out, "  and %d more: --all lists them\n", n-listed)
	}
}

// work describes what there is to do on a page.
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
	if n := len(p.Differences); n > 0 {
		parts = append(parts, fmt.Sprintf("%d built otherwise", n))
	}
	if len(parts) == 0 {
		return "done"
	}
	if p.Todo > 0 {
		parts = append(parts, count(p.Todo, "word"))
	}
	return strings.Join(parts, ", ")
}

// status returns the state of units with the help of the site's cache, whose
// loss costs only time.
func status(ctx context.Context, all *cli, d *translate.Project, units []*translate.Unit) (*translate.Report, error) {
	debug.SetGCPercent(400) // much is read and little kept
	dir, err := cache.Open(filepath.Join(all.Dir, ".griot"))
	if err != nil {
		return nil, err
	}
	kept := translate.ReadStatusCache(dir)
	r, err := d.Status(ctx, units, kept, time.Now())
	if err != nil {
		return nil, err
	}
	if os.MkdirAll(filepath.Join(all.Dir, ".griot"), 0o755) == nil {
		_ = kept.Save(dir) // a folder that can't be written has no cache
	}
	return r, nil
}
