package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.md")
	for _, body := range []string{"first", "second and longer", ""} {
		if err := Replace(name, []byte(body), 0o640); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != body {
			t.Errorf("read %q, %v; want %q", got, err, body)
		}
	}
	if info, err := os.Stat(name); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("the file has the mode %v, %v", info.Mode(), err)
	}
	// A folder stands where the file must be: it stays, and no temporary file does.
	taken := filepath.Join(dir, "folder")
	if err := os.MkdirAll(filepath.Join(taken, "in it"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := Replace(taken, []byte("body"), 0o644); err == nil {
		t.Error("a file replaced a folder")
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("the folder has %v, %v", entries, err)
	}
}

// More files than are flushed at a time, added by many, some of which are not there.
func TestFlusher(t *testing.T) {
	dir := t.TempDir()
	var f Flusher
	for round := range 2 {
		for i := range 5 * maxFlushes {
			name := filepath.Join(dir, fmt.Sprint(i))
			if err := os.WriteFile(name, []byte("body"), 0o644); err != nil {
				t.Fatal(err)
			}
			f.Add(name)
		}
		if err := f.Wait(); err != nil {
			t.Error(err)
		}
		f.Add(filepath.Join(dir, "none"))
		if err := f.Wait(); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a file that is not there: %v", err)
		}
		if want := (round + 1) * (5*maxFlushes + 1); f.Flushed() != want {
			t.Errorf("%d files were flushed, want %d", f.Flushed(), want)
		}
		if len(f.jobs) > 0 || f.workers > 0 {
			t.Errorf("%d files and %d workers are left", len(f.jobs), f.workers)
		}
	}
}

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	if err := Folders([]string{dir, filepath.Join(dir, "gone"), dir}); err != nil {
		t.Error(err)
	}
}

// What a system can't flush is no failure; a disk that is full or broken is one.
func TestUnsupported(t *testing.T) {
	for err, want := range map[error]bool{
		syscall.EINVAL: true, syscall.ENOTSUP: true, syscall.ENOSYS: true,
		syscall.ENOSPC: false, syscall.EIO: false, fs.ErrPermission: false,
	} {
		if got := unsupported(&fs.PathError{Op: "sync", Path: "a", Err: err}); got != want {
			t.Errorf("%v: %t, want %t", err, got, want)
		}
	}
	if runtime.GOOS == "windows" {
		return
	}
	// A pipe can be opened and not flushed.
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := Write(w, []byte("body")); err != nil {
		t.Errorf("a pipe: %v", err)
	}
}
