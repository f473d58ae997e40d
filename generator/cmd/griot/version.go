package main

import (
	_ "embed"
	"fmt"
	"runtime/debug"
)

// licences are those of the libraries in the program, which ask for being passed on with it.
//
//go:embed licences.txt
var licences string

type versionCmd struct {
	Licenses bool `help:"Print the licences of the libraries in the program instead."`
}

// Run prints the version that Go recorded in the program.
func (c versionCmd) Run(t terminal) error {
	if c.Licenses {
		_, err := fmt.Fprint(t.out, licences)
		return err
	}
	version, revision := "devel", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" && info.Main.Version != "(devel)" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				revision = " (" + s.Value[:12] + ")"
			}
		}
	}
	fmt.Fprintf(t.out, "griot %s%s\n", version, revision)
	return nil
}
