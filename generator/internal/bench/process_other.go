//go:build !linux

package main

import (
	"os"
	"os/exec"
)

// endWithMe does nothing where the system can't.
func endWithMe(*exec.Cmd) {}

// settle does nothing on other systems.
func settle() {}

// peakOf is 0: the systems count memory each in its way, and the bench is meant
// for Linux.
func peakOf(*os.ProcessState) float64 { return 0 }
