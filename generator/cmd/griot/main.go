// Command griot builds a bilingual knowledge hub from Markdown. "griot --help"
// lists its verbs.
//
// Each verb has its own file, with a struct of its flags and the method Run; cli
// lists the verbs. The package has flags, printed text and exit codes, and doesn't
// know how pages are made.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"

	"github.com/alecthomas/kong"

	"griot/generator/i18n"
	"griot/generator/pipeline"
	"griot/generator/wordlist"
	embedded "griot/i18n"
)

// The exit codes.
const (
	exitDone        = 0
	exitContent     = 1 // problems in the content
	exitUsage       = 2 // wrong usage
	exitEnvironment = 3 // the environment failed
)

// errContent is returned by a verb that has printed its diagnostics.
var errContent = errors.New("the content has errors")

// usageError is a mistake in how griot was called.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }

// cli is the command line.
type cli struct {
	Dir string `short:"C" placeholder:"DIR" default:"." type:"path" help:"The site's folder (default: the current one)."`

	Init      initCmd      `cmd:"" help:"Start a new site in a folder."`
	New       newCmd       `cmd:"" help:"Write the first draft of a page."`
	Mv        mvCmd        `cmd:"" help:"Rename a page in all its languages; old addresses lead to the new ones."`
	Addresses addressesCmd `cmd:"" help:"Compare the addresses of the site with those that were published, and record them."`
	Build     buildCmd     `cmd:"" help:"Build the site into public/."`
	Clean     cleanCmd     `cmd:"" help:"Remove from the files in content/ what their authors can't see, or say what that would be."`
	Serve     serveCmd     `cmd:"" help:"Show the site in a browser and keep it up to date while you write."`
	Search    searchCmd    `cmd:"" help:"Search a built site."`
	Check     checkCmd     `cmd:"" help:"List everything that is wrong or missing, and how to mend it."`
	Translate translateCmd `cmd:"" help:"Find what is behind in a language, and work on it by hand, in PO or in XLIFF."`
	Version   versionCmd   `cmd:"" help:"Print the version."`
}

// terminal is what verbs read from and print to.
type terminal struct {
	out, err io.Writer
	in       io.Reader
	words    func() *i18n.Author // what diagnostics say
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], terminal{out: os.Stdout, err: os.Stderr, in: os.Stdin})
	stop()
	os.Exit(code)
}

// run parses the arguments, runs a verb and returns the exit code.
func run(ctx context.Context, args []string, t terminal) int {
	var c cli
	code := -1
	t.words = sync.OnceValue(func() *i18n.Author { return authorWords(c.Dir) })
	parser, err := kong.New(&c,
		kong.Name("griot"), kong.Description("Griot turns Markdown into a bilingual knowledge hub with its own search."),
		kong.Writers(t.out, t.err), kong.Exit(func(n int) { code = n }),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(t),
	)
	if err != nil {
		return report(t, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if code >= 0 { // --help was printed
		return code
	}
	if err != nil {
		return report(t, &usageError{err.Error(), "griot --help lists the verbs; griot VERB --help explains one"})
	}
	return report(t, k.Run(&c))
}

// authorWords returns the words for authors: those of the program, some of which the
// site's folder may replace. A mistake in the site's is reported by the build.
func authorWords(dir string) *i18n.Author {
	words, list := i18n.LoadAuthor("en", embedded.Files, os.DirFS(dir))
	if list.Errors() > 0 {
		return i18n.English()
	}
	return words
}

// report prints an error and returns its exit code.
func report(t terminal, err error) int {
	var usage *usageError
	var words *wordlist.Error
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errContent):
		return exitContent
	case errors.Is(err, pipeline.ErrNoSite):
		return report(t, &usageError{err.Error(), "name its folder with -C, or start a new one with griot init"})
	case errors.As(err, &words):
		return report(t, explainWords(words))
	case errors.As(err, &usage):
		fmt.Fprintf(t.err, "error: %s\n", usage.message)
		if usage.hint != "" {
			fmt.Fprintf(t.err, "  hint: %s\n", usage.hint)
		}
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(t.err, "error: stopped")
		return exitEnvironment
	}
	if told := explain(err); told != nil {
		fmt.Fprintf(t.err, "error: %s\n  hint: %s\n", told.message, told.hint)
		return exitEnvironment
	}
	fmt.Fprintf(t.err, "error: %v\n", err)
	return exitEnvironment
}
