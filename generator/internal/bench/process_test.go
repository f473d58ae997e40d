package main

import (
	"os"
	"runtime"
	"testing"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 3 && os.Args[1] == measureArg {
		os.Exit(measureProcess(os.Args[2:]))
	}
	os.Exit(m.Run())
}

// The memory of a small program is not reported as that of the bench.
func TestPeakIsTheProgramsOwn(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("memory is measured on Linux")
	}
	held := make([]byte, 300<<20)
	for i := 0; i < len(held); i += 4096 {
		held[i] = 1
	}
	c, said, err := commandOutput(t.Context(), t.TempDir(), "echo", "hello")
	if err != nil || said != "hello\n" {
		t.Fatalf("said %q, %v", said, err)
	}
	if c.wall <= 0 || c.peak <= 0 || c.peak > 100 {
		t.Errorf("cost %+v", c)
	}
	if _, _, err := commandOutput(t.Context(), t.TempDir(), "false"); err == nil {
		t.Error("a program that fails costs nothing")
	}
	runtime.KeepAlive(held)
}
