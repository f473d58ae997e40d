package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"

	"golang.org/x/sync/errgroup"

	"griot/generator/pipeline"
	"griot/generator/serve"
)

type serveCmd struct {
	Port   int    `short:"p" placeholder:"PORT" help:"Port to listen on (default: 8484, or the next free one)."`
	LAN    bool   `name:"lan" help:"Let phones and computers of the local network open the site too."`
	Pseudo bool   `help:"Show all texts in a pseudo-language, as griot build --pseudo writes it."`
	Poll   bool   `help:"Look for changed files again and again, where their file system doesn't tell of changes."`
	Today  string `placeholder:"DAY" help:"The day, written YYYY-MM-DD, that decides which consents in images.yaml have ended (default: the computer's own date)."`
	Open   bool   `negatable:"" default:"true" help:"Open the browser."`
}

// Run serves the site until it is interrupted.
func (c *serveCmd) Run(ctx context.Context, all *cli, t terminal) (err error) {
	today, err := dayOf(c.Today)
	if err != nil {
		return err
	}
	if today == "" { // a preview publishes nothing, so that the clock may decide
		today = currentDay()
	}
	site, err := serve.NewPreview(ctx, pipeline.Options{Dir: all.Dir, Today: today, Pseudo: c.Pseudo, PrivateWords: privateWords()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, site.Close()) }()
	t.list(t.err, site.Diagnostics())
	o := serve.Options{Words: t.words(), Port: c.Port, LAN: c.LAN, Search: site, Policy: site.Policy, Log: log.New(io.Discard, "", 0)}
	l, err := serve.Listen(ctx, o)
	if err != nil {
		return err
	}
	lan, err := serve.LANAddrs()
	if err != nil {
		return err
	}
	addresses := serve.URLs(l.Addr(), o, lan)
	if err := site.Announce(addresses[0]); err != nil {
		return err
	}
	for _, a := range addresses {
		fmt.Fprintf(t.out, "the site is shown at %s\n", a)
	}
	fmt.Fprintln(t.out, "press Ctrl+C to stop")
	if c.Open {
		if err := serve.OpenBrowser(addresses[0]); err != nil {
			fmt.Fprintf(t.err, "the browser can't be opened (%v); open the address by hand\n", err)
		}
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return site.Follow(ctx, all.Dir, c.Poll) })
	g.Go(func() error { return serve.New(site, o).Serve(ctx, l) })
	return g.Wait()
}
