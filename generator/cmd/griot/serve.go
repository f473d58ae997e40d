package main

import (
	"context"
	"fmt"

	"griot/generator/server"
)

type serveCmd struct {
	Port int  `default:"8484" help:"Port to listen on; another free one is taken where it is busy."`
	Lan  bool `help:"Let phones and computers of the local network open the site too."`
	Open bool `negatable:"" default:"true" help:"Open the browser."`
}

// Run serves the site until it is interrupted.
func (c *serveCmd) Run(ctx context.Context, all *cli, t terminal) error {
	return server.Run(ctx, server.Site{
		Dir: all.Dir, Port: c.Port, Lan: c.Lan, Open: c.Open,
		Say: func(line string) { fmt.Fprintln(t.out, line) },
	})
}
