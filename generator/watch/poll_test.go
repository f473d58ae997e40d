package watch

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// A poll finds what an event would tell: new, changed and removed files, in new folders and
// behind symbolic links, and nothing that is ignored.
func TestPolling(t *testing.T) {
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "page.md")
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	in := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	write(in("content/a.md"), "a")
	write(in("content/b.md"), "b")
	write(in("content/same.md"), "same")
	write(outside, "x")
	if err := os.Symlink(outside, in("content/link.md")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink("..", in("content/circle")); err != nil {
		t.Skip(err)
	}
	w, err := Polling(dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	write(in("content/a.md"), "changed")
	write(in("content/new/c.md"), "c")
	write(in("content/.hidden.md"), "c")
	write(in("public/en/index.html"), "c")
	write(outside, "changed")
	if err := os.Remove(in("content/b.md")); err != nil {
		t.Fatal(err)
	}
	want := []string{"content/a.md", "content/b.md", "content/link.md", "content/new/c.md"}
	got := map[string]bool{}
	for deadline := time.After(20 * time.Second); ; {
		select {
		case b := <-w.Batches():
			for _, p := range b.Paths {
				got[p] = true
			}
			if b.Overflow {
				t.Error("the root is said to be gone")
			}
		case <-deadline:
			t.Fatalf("got %v, want %v", got, want)
		}
		if !slices.ContainsFunc(want, func(p string) bool { return !got[p] }) {
			break
		}
	}
	if got["content/same.md"] || got["content/.hidden.md"] || got["public/en/index.html"] || got["content/new"] {
		t.Errorf("got %v", got)
	}
	if err := os.Rename(dir, dir+"-moved"); err == nil {
		for deadline := time.After(20 * time.Second); ; {
			select {
			case b := <-w.Batches():
				if !b.Overflow {
					continue
				}
			case <-deadline:
				t.Error("the removal of the root was not reported")
			}
			break
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, open := <-w.Batches(); open {
		t.Error("the channel of batches is not closed")
	}
}

// The folder of a test lies on a disk of this machine.
func TestNeedsPolling(t *testing.T) {
	if NeedsPolling(filepath.Join(t.TempDir(), "missing")) {
		t.Error("a folder that isn't there needs polling")
	}
}
