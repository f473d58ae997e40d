package main

import (
	"errors"
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// TestFullDisk builds on a small file system in memory, once it is full. Who may not mount one
// is given a file size limit by TestFaults, which fails at the same calls.
func TestFullDisk(t *testing.T) {
	if raceEnabled {
		t.Skip("runs griot itself, without the race detector; the packages behind it have race tests of their own")
	}
	dir := t.TempDir()
	err := unix.Mount("griot-test", dir, "tmpfs", 0, "size=12m,mode=755")
	if errors.Is(err, unix.EPERM) || errors.Is(err, unix.EACCES) {
		t.Skip("this user may not mount a file system; TestFaults has the same with a limit")
	} else if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	s := newFaultySite(t, dir)
	for _, left := range []int64{0, 20 << 10, 100 << 10} {
		s.edit()
		fillDisk(t, s.path("filler"), left)
		s.fails(`^error: the disk is full: ".+" can't be written$`, 0, func() {
			if err := os.Remove(s.path("filler")); err != nil {
				t.Fatal(err)
			}
		}, "build")
	}
}

// fillDisk writes a file until so many bytes are left.
func fillDisk(t *testing.T, name string, left int64) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	block, size := make([]byte, 4096), int64(0)
	for err == nil {
		var n int
		n, err = f.Write(block)
		size += int64(n)
	}
	if !errors.Is(err, unix.ENOSPC) {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(max(size-left, 0)), f.Close()); err != nil {
		t.Fatal(err)
	}
}
