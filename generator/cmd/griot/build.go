package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/pipeline"
)

type buildCmd struct {
	Out      string `short:"o" placeholder:"DIR" type:"path" help:"Output folder (default: public in the site's folder)."`
	BaseURL  string `name:"base-url" placeholder:"URL" help:"Address that the site will have, in place of base_url in hub.yaml."`
	Portable bool   `help:"Make a copy that opens from a folder or a USB stick, without a server."`
	Pseudo   bool   `help:"Write all texts in a pseudo-language, accented and longer: what stays plain is in no file of texts (into pseudo in the site's folder)."`
	Verify   bool   `help:"Read and compare every file again instead of trusting sizes and times."`
	Today    string `placeholder:"DAY" help:"The day, written YYYY-MM-DD, that decides which consents in images.yaml have ended; 'now' stands for the computer's own date."`
	All      bool   `help:"List each warning, also where many say the same."`
	JSON     bool   `name:"json" help:"Print the summary and the diagnostics as JSON."`
}

// Run builds the site.
func (c *buildCmd) Run(ctx context.Context, all *cli, t terminal) error {
	o := pipeline.Options{Dir: all.Dir, Out: c.Out, Portable: c.Portable, Pseudo: c.Pseudo, Verify: c.Verify, PrivateWords: privateWords()}
	var err error
	if o.BaseURL, err = baseURL(c.BaseURL); err != nil {
		return err
	}
	if o.Today, err = dayOf(c.Today); err != nil {
		return err
	}
	limitMemory()
	o.Progress = func(stage string) {
		if !c.JSON && isTerminal(t.err) {
			fmt.Fprintf(t.err, "%s ...\n", stage)
		}
	}
	sum, list, err := pipeline.Build(ctx, o)
	if err != nil {
		return err
	}
	if c.Pseudo { // warnings about the length of texts would be of no use
		list = slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
	}
	if c.JSON {
		err = printJSON(t.out, buildReport{sum, t.words().ExplainAll(list)})
	} else {
		t.listGrouped(t.err, list, alike(c.All, list))
		if list.Errors() == 0 {
			printSummary(t, sum, o)
		}
	}
	if err == nil && list.Errors() > 0 {
		err = errContent
	}
	return err
}

type buildReport struct {
	pipeline.Summary
	Diagnostics []i18n.Explanation `json:"diagnostics"`
}

// printSummary prints a line about what a build did.
func printSummary(t terminal, s pipeline.Summary, o pipeline.Options) {
	out := o.Out
	if out == "" {
		out = filepath.Join(o.Dir, map[bool]string{false: "public", true: "pseudo"}[o.Pseudo])
	}
	if wd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(wd, out); err == nil && !strings.HasPrefix(rel, "..") {
			out = rel
		}
	}
	fmt.Fprintf(t.out, "%s in %s: %s written, %d unchanged, %d removed, in %s", count(s.Pages, "page"), count(s.Languages, "language"),
		count(s.Written, "file"), s.Unchanged, s.Removed, s.Time.Round(time.Millisecond))
	if s.PeakBytes > 0 {
		fmt.Fprintf(t.out, ", %d MB of memory at most", s.PeakBytes/1e6)
	}
	fmt.Fprintf(t.out, "\n%s cleaned, %s checked", count(s.Cleaned, "file"), count(s.Documents, "document"))
	if s.Words != nil {
		fmt.Fprintf(t.out, "\n%s", wordsLine(*s.Words, "none found"))
	}
	fmt.Fprintf(t.out, "\nthe site stands in %s\n", filepath.ToSlash(out))
}

func printJSON(w interface{ Write([]byte) (int, error) }, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("print JSON: %w", err)
	}
	return nil
}
