package watch

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/google/go-cmp/cmp"

	"griot/generator/content"
)

// folder is a watched temporary folder.
type folder struct {
	t    *testing.T
	dir  string
	w    *Watcher
	stop context.CancelFunc
	done chan error
}

// watched fills a folder with files and begins to watch it.
func watched(t *testing.T, files []string, ignore ...string) *folder {
	t.Helper()
	f := &folder{t: t, dir: t.TempDir(), done: make(chan error, 1)}
	for _, p := range files {
		f.write(p)
	}
	w, err := New(f.dir, ignore...)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	f.w, f.stop = w, cancel
	go func() { f.done <- w.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-f.done; err != nil {
			t.Errorf("Run: %v", err)
		}
		if _, open := <-w.Batches(); open {
			t.Error("the channel of batches is not closed")
		}
	})
	return f
}

func (f *folder) path(p string) string { return filepath.Join(f.dir, filepath.FromSlash(p)) }

func (f *folder) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *folder) write(p string) {
	f.t.Helper()
	f.must(os.MkdirAll(filepath.Dir(f.path(p)), 0o755))
	f.must(os.WriteFile(f.path(p), []byte(p), 0o644))
}

func (f *folder) rename(from, to string) {
	f.t.Helper()
	f.must(os.Rename(f.path(from), f.path(to)))
}

// until reads batches until one has the path, and returns all paths. The deadline
// ends a test that fails.
func (f *folder) until(p string) []string {
	f.t.Helper()
	var all []string
	deadline := time.After(20 * time.Second)
	for {
		select {
		case b, open := <-f.w.Batches():
			if !open || b.Overflow || !slices.IsSorted(b.Paths) || len(b.Paths) == 0 {
				f.t.Fatalf("got the batch %+v", b)
			}
			all = append(all, b.Paths...)
			if slices.Contains(b.Paths, p) {
				return all
			}
		case <-deadline:
			f.t.Fatalf("%q was not reported, only %q", p, all)
		}
	}
}

func TestChanges(t *testing.T) {
	tests := []struct {
		name  string
		files []string
		do    func(f *folder)
		want  []string // reported, before the file "last.md"
		never []string // prefixes of what must not be reported
	}{
		{"a file written again", []string{"content/a.md", "content/b.md"}, func(f *folder) { f.write("content/a.md") },
			[]string{"content/a.md"}, []string{"content/b.md"}},
		{"a new file", []string{"content/a.md"}, func(f *folder) { f.write("content/new.md") }, []string{"content/new.md"}, []string{"content/a.md"}},
		{"a file removed", []string{"content/a.md"}, func(f *folder) { f.must(os.Remove(f.path("content/a.md"))) }, []string{"content/a.md"}, nil},
		{"a file renamed", []string{"content/a.md"}, func(f *folder) { f.rename("content/a.md", "content/c.md") }, []string{"content/a.md", "content/c.md"}, nil},
		{"saved by renaming over it", []string{"content/a.md"}, func(f *folder) {
			f.write("content/.a.md.123.tmp")
			f.rename("content/.a.md.123.tmp", "content/a.md")
		}, []string{"content/a.md"}, []string{"content/."}},
		{"saved as Vim does", []string{"content/a.md"}, func(f *folder) {
			f.write("content/4913")
			f.must(os.Remove(f.path("content/4913")))
			f.rename("content/a.md", "content/a.md~")
			f.write("content/a.md")
			f.must(os.Remove(f.path("content/a.md~")))
		}, []string{"content/a.md"}, []string{"content/4913", "content/a.md~"}},
		{"a new folder with files", []string{"content/a.md"}, func(f *folder) {
			f.write("content/x/y/z/deep.md")
			f.write("content/x/b.md")
		}, []string{"content/x/b.md", "content/x/y/z/deep.md"}, nil},
		{"a folder moved in", nil, func(f *folder) {
			outside := f.t.TempDir()
			f.must(os.WriteFile(filepath.Join(outside, "a.md"), nil, 0o644))
			f.must(os.Rename(outside, f.path("moved")))
		}, []string{"moved/a.md"}, nil},
		{"a folder removed", []string{"content/x/a.md"}, func(f *folder) { f.must(os.RemoveAll(f.path("content/x"))) },
			[]string{"content/x", "content/x/a.md"}, nil},
		{"a folder moved out", []string{"content/x/y/a.md"}, func(f *folder) {
			out := filepath.Join(f.t.TempDir(), "out")
			f.must(os.Rename(f.path("content/x"), out))
			f.must(os.WriteFile(filepath.Join(out, "y", "later.md"), nil, 0o644))
		}, []string{"content/x"}, []string{"content/x/y"}},
		{"what is no source", []string{"content/a.md"}, func(f *folder) {
			for _, p := range []string{".git/index", ".griot/cache/x", "public/en/index.html", "pseudo/en/index.html", "content/.a.md.swp", "content/~$a.docx", "content/#a.md#", "node_modules/x/y.js", "out/index.html"} {
				f.write(p)
			}
		}, nil, []string{".git", ".griot", "public", "pseudo", "content", "node_modules", "out"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := watched(t, tt.files, "out")
			tt.do(f)
			f.write("last.md")
			got := f.until("last.md")
			for _, p := range tt.want {
				if !slices.Contains(got, p) {
					t.Errorf("%q is not among %q", p, got)
				}
			}
			for _, p := range got {
				if slices.ContainsFunc(tt.never, func(prefix string) bool { return strings.HasPrefix(p, prefix) }) {
					t.Errorf("%q is reported", p)
				}
			}
		})
	}
}

// TestMovedFolder moves a folder within the root: from then on, changes in it have
// the new path.
func TestMovedFolder(t *testing.T) {
	f := watched(t, []string{"content/old/sub/a.md"})
	f.rename("content/old", "content/new")
	got := f.until("content/new/sub/a.md")
	if !slices.Contains(got, "content/old") {
		got = append(got, f.until("content/old")...)
	}
	f.write("content/new/sub/a.md")
	f.write("content/new/b.md")
	got = append(got, f.until("content/new/b.md")...)
	for _, p := range got {
		if strings.HasPrefix(p, "content/old/") {
			t.Errorf("%q is reported under its old name", p)
		}
	}
	f.rename("content/new", "content/old")
	f.until("content/old/b.md")
	f.write("content/old/sub/c.md")
	f.until("content/old/sub/c.md")
}

// TestBusyReceiver makes changes while nobody receives: none is lost, and each path
// comes once.
func TestBusyReceiver(t *testing.T) {
	f := watched(t, []string{"a.md", "b.md"})
	f.write("a.md")
	f.until("a.md")
	var want []string
	for range 3 {
		for _, p := range []string{"a.md", "b.md", "c.md"} {
			f.write(p)
		}
	}
	want = []string{"a.md", "b.md", "c.md"}
	got := f.until("c.md")
	for _, p := range want {
		if !slices.Contains(got, p) {
			t.Errorf("%q is not among %q", p, got)
		}
	}
}

// Started reports the start of each batch.
func TestStarted(t *testing.T) {
	f := watched(t, []string{"a.md"})
	for range 2 {
		f.write("a.md")
		select {
		case <-f.w.Started():
		case <-time.After(20 * time.Second):
			t.Fatal("nobody says that a batch begins")
		}
		f.until("a.md")
	}
}

func TestBeforeRun(t *testing.T) {
	dir := t.TempDir()
	w, err := New(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "early.md"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	if diff := cmp.Diff(Batch{Paths: []string{"early.md"}}, <-w.Batches()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestNoFolder(t *testing.T) {
	for _, root := range []string{filepath.Join(t.TempDir(), "missing"), os.Args[0]} {
		if w, err := New(root); err == nil {
			t.Errorf("watches %q: %+v", root, w)
		}
	}
}

// TestOverflow sends the event that means that events were lost.
func TestOverflow(t *testing.T) {
	f := watched(t, []string{"content/a.md"})
	f.w.notify.Errors <- fsnotify.ErrEventOverflow
	if b := <-f.w.Batches(); !b.Overflow {
		t.Errorf("got %+v, want an overflow", b)
	}
	f.write("content/a.md")
	f.until("content/a.md")
}

func TestRootRemoved(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("a watched folder can't be removed there")
		return
	}
	f := watched(t, []string{"a.md"})
	f.must(os.RemoveAll(f.dir))
	deadline := time.After(20 * time.Second)
	for {
		select {
		case b := <-f.w.Batches():
			if b.Overflow {
				return
			}
		case <-deadline:
			t.Fatal("the removal of the root was not reported")
		}
	}
}

func TestIgnored(t *testing.T) {
	for p, want := range map[string]bool{
		"content/a.md": false, "content/public/a.md": false, "themes/x/layout.html": false, "content/report.final.pdf": false, "content/#1.md": false,
		"public": true, "public/en/index.html": true, "pseudo": true, "pseudo/en/index.html": true, "content/pseudo/a.md": false, "pseudonym.md": false, ".git/HEAD": true, "content/.hidden/a.md": true, "content/a.md~": true,
		"content/a.swp": true, "content/A.TMP": true, "x/node_modules/y.js": true, "content/#a.md#": true, "content/~$a.docx": true, "content/4913": true,
	} {
		if got := Ignored(p); got != want {
			t.Errorf("Ignored(%q) = %v", p, got)
		}
	}
}

// What the one passes over, the other does too.
func TestIgnoredAsContent(t *testing.T) {
	for _, name := range []string{
		"a.en.md", "#a.en.md", "#a.en.md#", "~$a.en.md", "~a.en.md", "~WRD2.md", "a.en.md~", ".a.en.md.swp", "a.swp.en.md", "A.BAK", "a.bak.csv",
		"Thumbs.db", "desktop.ini", "Desktop.INI", "desktop.en.md", "Icon\r", "Icon", "4913", "4913.csv", "x.part", "x.crdownload", ".DS_Store",
	} {
		if got, want := Ignored("content/"+name), content.Ignored(name); got != want {
			t.Errorf("%q: %v, in package content %v", name, got, want)
		}
	}
}
