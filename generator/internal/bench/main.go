// Command bench measures Griot beside its peers on the same pages: Hugo alone,
// and Hugo with Pagefind. `make bench` runs it.
//
// It measures synthetic sites of several sizes (testkit/corpus) and the real hub, and
// writes one table, to the screen and to RESULTS.md, with a plot of the cost of a
// page. Tools that can't be installed are named and their rows left out. A row that
// misses its target is shown and makes nothing fail.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// languages are those of the synthetic sites.
var languages = []string{"en", "fr"}

// chapters are the groups of rows, in the order of the table.
var chapters = []string{"builds", "scale", "before", "preview", "search"}

// options are the flags.
type options struct {
	sizes []int    // pages per language, or hubSize
	rows  []string // chapters to measure
	runs  int      // of each build; 0 chooses by size
	out   string   // file for the results, "" for none
	work  string   // folder for sites, "" for one that is removed
	// before is an earlier griot that is run in turn with this one, "" for none.
	before string
}

func main() {
	if len(os.Args) > 3 && os.Args[1] == measureArg {
		os.Exit(measureProcess(os.Args[2:]))
	}
	o, err := parse(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err == nil {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		err = run(ctx, o)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "error: %v\n", err)
		os.Exit(1)
	}
}

// parse reads the flags.
func parse(args []string) (options, error) {
	var o options
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	sizes := set.String("sizes", "hub,100,1000,10000,100000", "pages per language, or hub for the real hub; above 10000 Griot is measured alone")
	rows := set.String("rows", strings.Join(chapters, ","), "what to measure")
	set.IntVar(&o.runs, "runs", 0, "runs of each build (default: fewer on larger sites)")
	set.StringVar(&o.out, "out", "", "file to write the table to (default: generator/internal/bench/RESULTS.md when everything is measured)")
	set.StringVar(&o.work, "work", "", "folder for the sites, kept afterwards (default: a temporary one)")
	set.StringVar(&o.before, "before", "", "an earlier griot program, whose builds are measured in turn with this one's")
	if err := set.Parse(args); err != nil {
		return o, err
	}
	if o.before != "" {
		path, err := filepath.Abs(o.before)
		if err != nil {
			return o, err
		}
		if _, err := os.Stat(path); err != nil {
			return o, fmt.Errorf("-before: %w", err)
		}
		o.before = path
	}
	whole := true
	set.Visit(func(f *flag.Flag) { whole = whole && (f.Name == "work" || f.Name == "out" || f.Name == "before") })
	if whole && o.out == "" {
		o.out = filepath.Join("generator", "internal", "bench", "RESULTS.md")
	}
	for _, s := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if s == "hub" {
			n, err = hubSize, nil
		} else if n < 10 {
			err = strconv.ErrRange
		}
		if err != nil {
			return o, fmt.Errorf("-sizes %s: %q is neither hub nor a number of pages from 10 on", *sizes, s)
		}
		o.sizes = append(o.sizes, n)
	}
	slices.Sort(o.sizes)
	for _, r := range strings.Split(*rows, ",") {
		if !slices.Contains(chapters, r) {
			return o, fmt.Errorf("-rows %s: %q is none of %s", *rows, r, strings.Join(chapters, ", "))
		}
		o.rows = append(o.rows, r)
	}
	return o, nil
}

// bench is one run of everything.
type bench struct {
	options
	repo  string // the repository's folder
	dir   string // where the sites are written
	load  string // of the machine, before anything was measured
	tools tools
	table table
	costs []sizeCost // of cold builds, for the plot
}

// run measures what the options ask for.
func run(ctx context.Context, o options) (err error) {
	b := &bench{options: o, load: load()}
	start := time.Now()
	if b.repo, err = repository(); err != nil {
		return err
	}
	if b.dir = o.work; b.dir == "" {
		if b.dir, err = os.MkdirTemp("", "griot-bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(b.dir)
	}
	if b.tools, err = install(ctx, b.repo); err != nil {
		return err
	}
	if busy(b.load) {
		progress("the machine is busy (load average %s): the figures will tell of that, too", b.load)
	}
	var failed error // what was measured before is printed anyway
	for _, size := range o.sizes {
		if err := b.measure(ctx, size); err != nil {
			err = fmt.Errorf("%s, pages per language: %w", where(size), err)
			b.tools.missing = append(b.tools.missing, err.Error())
			failed = errors.Join(failed, err)
		}
	}
	b.table.sort()
	text := b.table.markdown()
	fmt.Print("\n", text)
	for _, missing := range b.tools.missing {
		fmt.Println("not measured:", missing)
	}
	fmt.Printf("\nmeasured in %s\n", time.Since(start).Round(time.Second))
	if o.out == "" {
		return failed
	}
	return errors.Join(failed, b.write(o.out, text, time.Since(start)))
}

// wants reports whether the options name a chapter.
func (b *bench) wants(chapter string) bool { return slices.Contains(b.rows, chapter) }

// progress prints how far the bench is.
func progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...)
}

// measure takes the rows of one size.
func (b *bench) measure(ctx context.Context, size int) error {
	if size == hubSize {
		return b.hub(ctx)
	}
	big := size > maxForPeers
	builds := b.wants("builds") && !big || b.wants("scale") && (big || size == scaleFrom)
	preview := b.wants("preview") && size >= 1000 && !big
	search := b.wants("search") && size == b.searchSize()
	before := b.wants("before") && b.before != "" && !big
	if !builds && !preview && !search && !before {
		return nil
	}
	s, err := b.newSite(size)
	if err != nil {
		return err
	}
	if builds {
		if err := b.builds(ctx, s); err != nil {
			return err
		}
	}
	if before {
		if err := b.compare(ctx, size); err != nil {
			return err
		}
	}
	if search {
		if err := b.search(ctx, s); err != nil {
			return err
		}
	}
	if preview {
		return b.preview(ctx, s)
	}
	return nil
}

// searchSize is the size that search is measured at: the largest that the
// peers are measured at.
func (b *bench) searchSize() int {
	size := 0
	for _, n := range b.sizes {
		if n <= maxForPeers {
			size = max(size, n)
		}
	}
	return size
}

// repository finds the repository's folder, from the current folder upwards.
func repository() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "generator", "internal", "bench", "hugo.go")); err == nil {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return "", fmt.Errorf("find the repository: %q is not in it", dir)
		}
	}
}
