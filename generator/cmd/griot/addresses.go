package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"griot/generator/config"
	"griot/generator/disk"
	"griot/generator/pipeline"
)

type addressesCmd struct {
	Record bool `help:"Write the addresses of the site into content/addresses.yaml."`
	JSON   bool `name:"json" help:"Print as JSON."`
}

// Run compares the addresses of the site with those that were published, and records them.
func (c *addressesCmd) Run(ctx context.Context, all *cli, t terminal) error {
	a, list, err := pipeline.LoadAddresses(ctx, pipeline.Options{Dir: all.Dir})
	if err != nil {
		return err
	}
	if list.Errors() > 0 {
		t.list(t.err, list)
		return errContent
	}
	if c.Record && len(a.New) > 0 {
		if err := recordAddresses(all.Dir, a.New); err != nil {
			return err
		}
	}
	if c.JSON {
		return printJSON(t.out, addressReport(a))
	}
	for _, x := range a.New {
		fmt.Fprintf(t.out, "new    %s\n", x.Path)
	}
	for _, x := range a.Moved {
		fmt.Fprintf(t.out, "moved  %s -> %s\n", x.Path, x.To)
	}
	for _, x := range a.Gone {
		fmt.Fprintf(t.out, "gone   %s (was %s)\n", x.Path, x.Owner())
	}
	switch {
	case len(a.New) == 0:
		fmt.Fprintf(t.out, "%d addresses are recorded in %s\n", len(a.All), config.AddressesFile)
	case c.Record:
		fmt.Fprintf(t.out, "%d addresses are recorded in %s, %d of them new\n", len(a.All), config.AddressesFile, len(a.New))
	default:
		fmt.Fprintf(t.out, "%d addresses are not recorded yet; griot addresses --record does it once they are published\n", len(a.New))
	}
	return nil
}

// recordAddresses adds addresses to addresses.yaml.
func recordAddresses(dir string, list []config.Address) error {
	name := filepath.Join(dir, filepath.FromSlash(config.AddressesFile))
	src, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read recorded addresses: %w", err)
	}
	err = disk.Replace(name, config.RecordAddresses(src, list), 0o644)
	if err == nil {
		err = disk.Folders([]string{filepath.Dir(name)})
	}
	if err != nil {
		return fmt.Errorf("record addresses: %w", err)
	}
	return nil
}

// addressEntry is an address as griot addresses --json prints it.
type addressEntry struct {
	Address string `json:"address"`
	Owner   string `json:"owner"`
	To      string `json:"to,omitempty"`
}

// addressReport returns what griot addresses --json prints.
func addressReport(a *pipeline.Addresses) map[string][]addressEntry {
	out := map[string][]addressEntry{"all": {}, "new": {}, "moved": {}, "gone": {}}
	add := func(key string, x config.Address, to string) {
		out[key] = append(out[key], addressEntry{x.Path, x.Owner(), to})
	}
	for _, x := range a.All {
		add("all", x, "")
	}
	for _, x := range a.New {
		add("new", x, "")
	}
	for _, x := range a.Moved {
		add("moved", x.Address, x.To)
	}
	for _, x := range a.Gone {
		add("gone", x, "")
	}
	return out
}
