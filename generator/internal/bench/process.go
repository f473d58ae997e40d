package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"griot/generator/pipeline"
)

// timeout is how long one process may take.
const timeout = time.Hour

// cost is what whole processes took.
type cost struct {
	wall float64 // seconds
	cpu  float64 // seconds, user and system, children included
	peak float64 // MB of resident memory, of the largest process
	// search is the part of wall, in seconds, in which a build of Griot's made
	// index and export, beside rendering; 0 for others.
	search float64
}

// and returns the cost of one process after another.
func (c cost) and(d cost) cost {
	return cost{wall: c.wall + d.wall, cpu: c.cpu + d.cpu, peak: max(c.peak, d.peak)}
}

// command runs a program to its end and returns what it cost. Before, it flushes what
// earlier programs wrote, so that no program pays for others.
func command(ctx context.Context, dir, name string, args ...string) (cost, error) {
	c, _, err := commandOutput(ctx, dir, name, args...)
	return c, err
}

// build builds a site with Griot.
func (b *bench) build(ctx context.Context, s *site) (cost, error) {
	c, said, err := commandOutput(ctx, s.griot, cmp.Or(s.program, b.tools.griot), "build", "--json", "-o", s.griotOut)
	if err != nil {
		return c, err
	}
	var sum pipeline.Summary
	if err := json.Unmarshal([]byte(said), &sum); err != nil {
		return c, fmt.Errorf("read what griot says: %w", err)
	}
	c.search = sum.Search.Seconds()
	return c, nil
}

// commandOutput is command that also returns the program's standard output.
func commandOutput(ctx context.Context, dir, name string, args ...string) (cost, string, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	settle()
	self, err := os.Executable()
	if err != nil {
		return cost{}, "", err
	}
	report, err := os.CreateTemp("", "cost")
	if err != nil {
		return cost{}, "", err
	}
	defer os.Remove(report.Name())
	defer report.Close()
	cmd := exec.CommandContext(ctx, self, append([]string{measureArg, report.Name(), name}, args...)...)
	cmd.Dir = dir
	var said, complained bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &complained
	if err := cmd.Run(); err != nil {
		return cost{}, "", fmt.Errorf("%s: %w\n%s%s", filepath.Base(name), err, tail(said.String()), tail(complained.String()))
	}
	var w costFile
	if err := json.NewDecoder(report).Decode(&w); err != nil {
		return cost{}, "", fmt.Errorf("read cost of %s: %w", filepath.Base(name), err)
	}
	return cost{wall: w.Wall, cpu: w.CPU, peak: w.Peak}, said.String(), nil
}

// measureArg makes the bench a small program that runs another one and writes what it
// cost. The system counts at least the memory of the parent for a program, which is
// much for the bench and little for this one.
const measureArg = "weigh"

// costFile is a cost in a file, in seconds and MB.
type costFile struct{ Wall, CPU, Peak float64 }

// measureProcess runs a program and writes its cost to the file that the first
// argument names; the other arguments are the program and its own. It returns the exit
// status.
func measureProcess(args []string) int {
	cmd := exec.Command(args[1], args[2:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	endWithMe(cmd)
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err == nil {
		p := cmd.ProcessState
		var b []byte
		if b, err = json.Marshal(costFile{wall.Seconds(), (p.UserTime() + p.SystemTime()).Seconds(), peakOf(p)}); err == nil {
			err = os.WriteFile(args[0], b, 0o600)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// tail is the end of what a program said.
func tail(said string) string {
	const most = 2000
	return said[max(0, len(said)-most):]
}

// background is a program that runs until it is stopped.
type background struct {
	cmd  *exec.Cmd
	done chan error
}

// start starts a program in the background; what it says goes to a file.
func start(ctx context.Context, log, dir, name string, args ...string) (*background, error) {
	out, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, out, out
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", filepath.Base(name), err)
	}
	b := &background{cmd: cmd, done: make(chan error, 1)}
	go func() { b.done <- cmd.Wait() }()
	return b, nil
}

// peak returns the program's peak memory so far, in MB, or 0 if the system doesn't
// say.
func (b *background) peak() float64 {
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(b.cmd.Process.Pid), "status"))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 64)
			return n * 1024 / 1e6
		}
	}
	return 0
}

// stop ends the program and waits for it.
func (b *background) stop() {
	_ = b.cmd.Process.Signal(os.Interrupt)
	select {
	case <-b.done:
	case <-time.After(10 * time.Second):
		_ = b.cmd.Process.Kill()
		<-b.done
	}
}
