package watch

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
)

// A folder is polled each pollInterval, or less often if that takes long: polling uses at
// most one part in pollShare of the time.
const (
	pollInterval = 500 * time.Millisecond
	pollShare    = 10
)

// maxDepth is how deep folders are followed, so that symbolic links in a circle end.
const maxDepth = 16

// stamp is what a poll compares.
type stamp struct {
	size int64
	time time.Time
	file bool
}

// Polling starts watching a folder by looking at the size and time of every file again and
// again: for network shares, folders of another system and other file systems that send no
// events. It follows symbolic links. Otherwise it is like New.
func Polling(root string, ignore ...string) (*Watcher, error) {
	abs, err := absolute(root)
	if err != nil {
		return nil, err
	}
	w := &Watcher{root: abs, ignore: ignore, batches: make(chan Batch), started: make(chan struct{}, 1), pending: map[string]bool{}}
	if w.seen, err = w.look(); err != nil {
		return nil, fmt.Errorf("watch %q: %w", root, err)
	}
	return w, nil
}

// poll delivers batches until the context ends.
func (w *Watcher) poll(ctx context.Context) error {
	defer close(w.started)
	defer close(w.batches)
	took := time.Duration(0)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(max(pollInterval, pollShare*took)):
		}
		start := time.Now()
		now, err := w.look()
		took = time.Since(start)
		w.overflow = w.overflow || err != nil // the root is gone, or can't be read now
		if err == nil {
			w.compare(now)
		}
		if len(w.pending) == 0 && !w.overflow {
			continue
		}
		select {
		case w.started <- struct{}{}:
		default: // the receiver has not read the last one yet
		}
		select {
		case <-ctx.Done():
			return nil
		case w.batches <- w.batch(true):
			clear(w.pending)
			w.overflow = false
		}
	}
}

// compare adds to the pending changes what differs from the last poll.
func (w *Watcher) compare(now map[string]stamp) {
	for p, s := range now {
		if before, ok := w.seen[p]; !ok && s.file || ok && before != s && (s.file || before.file) {
			w.pending[p] = true
		}
	}
	for p := range w.seen {
		if _, ok := now[p]; !ok {
			w.pending[p] = true
		}
	}
	w.seen = now
}

// look returns the stamps of all files and folders.
func (w *Watcher) look() (map[string]stamp, error) {
	found := make(map[string]stamp, len(w.seen))
	entries, err := os.ReadDir(w.root)
	if err == nil {
		w.folder(found, ".", entries, 0)
	}
	return found, err
}

// folder adds what is in a folder. Files that vanish in the meantime are no error.
func (w *Watcher) folder(found map[string]stamp, dir string, entries []fs.DirEntry, depth int) {
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		if w.ignored(p) {
			continue
		}
		name := filepath.Join(w.root, filepath.FromSlash(p))
		info, err := os.Stat(name)
		switch {
		case err != nil:
		case !info.IsDir():
			found[p] = stamp{info.Size(), info.ModTime(), true}
		case depth < maxDepth:
			found[p] = stamp{}
			if inside, err := os.ReadDir(name); err == nil {
				w.folder(found, p, inside, depth+1)
			}
		}
	}
}
