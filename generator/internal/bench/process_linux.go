package main

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// endWithMe makes a program end when this one is killed.
func endWithMe(cmd *exec.Cmd) {
	runtime.LockOSThread() // the system looks at the thread that starts it
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

// settle writes what earlier programs left to be written.
func settle() { syscall.Sync() }

// peakOf returns the peak memory of a program, in MB.
func peakOf(p *os.ProcessState) float64 {
	usage, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return float64(usage.Maxrss) * 1024 / 1e6 // KiB
}
