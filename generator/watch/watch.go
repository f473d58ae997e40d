// Package watch tells which files of a folder changed, in batches: what an
// editor, a branch switch or a copy does within a few milliseconds is one.
//
// What enters is a folder; what leaves are slash paths below it, sorted, each
// once. The package must never read a file or decide what a change means. It
// is the owner of fsnotify.
package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

// How long a batch waits for more: after the last event, and after the first
// where events don't end.
const (
	quiet   = 15 * time.Millisecond
	longest = 150 * time.Millisecond
)

// Batch is a set of changes.
type Batch struct {
	// Paths are below the root, sorted. A path that no longer exists may have
	// been a folder: everything under it is gone. For a new folder, every file
	// in it is listed.
	Paths []string
	// Overflow is true where more happened than the system reports: anything
	// may have changed.
	Overflow bool
}

// Watcher watches a folder with all folders in it.
type Watcher struct {
	root    string
	ignore  []string
	notify  *fsnotify.Watcher
	folders map[string]bool // those watched, by slash path; the root is "."
	batches chan Batch
	begun   chan struct{}

	// What was seen and not yet delivered.
	pending  map[string]bool
	overflow bool
}

// New begins to watch a folder. The slash paths in ignore, files or folders
// below the root, are left out, and so is what Ignored names. Changes count
// from now on, even before Run is called.
func New(root string, ignore ...string) (*Watcher, error) {
	abs, err := filepath.Abs(root)
	if err == nil {
		abs, err = filepath.EvalSymlinks(abs)
	}
	if err != nil {
		return nil, fmt.Errorf("watch %q: %w", root, err)
	}
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch %q: %w", root, limit(err))
	}
	w := &Watcher{
		root: abs, ignore: slices.Clone(ignore), notify: notify,
		folders: map[string]bool{}, batches: make(chan Batch), begun: make(chan struct{}, 1), pending: map[string]bool{},
	}
	err = w.addFolder(".", false)
	if err == nil && !w.folders["."] {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("watch %q: %w", root, err), notify.Close())
	}
	return w, nil
}

// Batches delivers the changes. A receiver that is busy misses nothing: what
// happens meanwhile comes in the next batch. The channel is closed when Run
// returns.
func (w *Watcher) Batches() <-chan Batch { return w.batches }

// Begun tells that a batch begins, as long before it comes as it waits for more.
// A receiver may miss one that began before it looked.
func (w *Watcher) Begun() <-chan struct{} { return w.begun }

// Run delivers batches until the context ends, then stops watching. It returns
// nil when the context ended it, and an error when watching broke down. It
// must be called once.
func (w *Watcher) Run(ctx context.Context) (err error) {
	defer func() {
		close(w.batches)
		close(w.begun)
		err = errors.Join(err, w.notify.Close())
	}()
	var (
		first time.Time        // when the events not yet delivered began
		due   <-chan time.Time // fires when they are taken to be complete
		out   chan<- Batch     // nil until then
	)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-due:
			due, out = nil, w.batches
			continue
		case out <- w.batch(out != nil):
			clear(w.pending)
			w.overflow, out, first = false, nil, time.Time{}
			continue
		case ev := <-w.notify.Events:
			err = w.see(ev)
		case lost := <-w.notify.Errors:
			err = w.recover(lost)
		}
		if err != nil {
			return fmt.Errorf("watch %q: %w", w.root, err)
		}
		if len(w.pending) == 0 && !w.overflow {
			continue
		}
		if first.IsZero() {
			first = time.Now()
			select {
			case w.begun <- struct{}{}:
			default: // told already
			}
		}
		due, out = time.After(min(quiet, longest-time.Since(first))), nil
	}
}

// batch makes a batch of what is pending, once it is complete.
func (w *Watcher) batch(complete bool) Batch {
	if !complete {
		return Batch{}
	}
	return Batch{slices.Sorted(maps.Keys(w.pending)), w.overflow}
}
