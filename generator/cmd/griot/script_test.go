package main

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"griot/generator/internal/testkit/golden"
)

// TestMain lets scripts call griot as a command of their own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"griot": main})
}

// TestScripts runs testdata/*.txtar, one or more for each verb. Beside
// testscript's own commands they have
//
//	code N program args...   runs a program that must exit with N
//	replace OLD NEW file     replaces a text that the file must have; \n is a line feed
func TestScripts(t *testing.T) {
	if raceEnabled {
		t.Skip("runs griot some two hundred times; the packages behind the verbs have race tests of their own")
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata", UpdateScripts: *golden.Update, RequireExplicitExec: true, RequireUniqueNames: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": exitCode, "replace": replace},
	})
}

func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N program args...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%v ended with %d, not %d", args[1:], got, want)
	}
}

func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace OLD NEW file")
	}
	lines := strings.NewReplacer(`\n`, "\n", `\\`, `\`)
	text, old := ts.ReadFile(args[2]), lines.Replace(args[0])
	if !strings.Contains(text, old) {
		ts.Fatalf("%s has no %q", args[2], old)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.ReplaceAll(text, old, lines.Replace(args[1]))), 0o644))
}
