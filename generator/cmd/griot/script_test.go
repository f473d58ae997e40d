package main

import (
	"context"
	"os"
	"os/signal"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets scripts call griot as a command of their own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"griot": func() {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			code := run(ctx, os.Args[1:], terminal{os.Stdout, os.Stderr, os.Stdin})
			stop()
			os.Exit(code)
		},
	})
}

// TestScripts runs testdata/*.txtar.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", RequireExplicitExec: true, RequireUniqueNames: true})
}
