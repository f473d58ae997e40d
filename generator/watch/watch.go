// Package watch reports which files of a folder changed, in batches: what an
// editor, a branch switch or a copy does within a few milliseconds is one batch.
//
// Call New with a folder, or Polling where its file system sends no events (NeedsPolling
// tells), read Batches and call Run. Paths are slash paths below
// the folder, sorted, each once. The package never reads a file or decides what a
// change means. It owns fsnotify.
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

// A batch is delivered when no event has come for quietPeriod, but at most
// maxDelay after its first event.
const (
	quietPeriod = 15 * time.Millisecond
	maxDelay    = 150 * time.Millisecond
)

// Batch is a set of changes.
type Batch struct {
	// Paths are below the root, sorted. A path that no longer exists may have
	// been a folder with files. For a new folder, every file in it is listed.
	Paths []string
	// Overflow is true if events were lost: anything may have changed.
	Overflow bool
}

// Watcher watches a folder with all folders in it.
type Watcher struct {
	root    string
	ignore  []string
	notify  *fsnotify.Watcher // nil if the folder is polled
	seen    map[string]stamp  // of the last poll
	folders map[string]bool   // those watched, by slash path; the root is "."
	batches chan Batch
	started chan struct{}

	// Changes that are not delivered yet.
	pending  map[string]bool
	overflow bool
}

// New starts watching a folder, by the events of its file system. Paths that Ignored reports, and the files and
// folders in ignore, slash paths below the folder, are not watched. Changes are
// collected from now on, even before Run is called.
func New(root string, ignore ...string) (*Watcher, error) {
	abs, err := absolute(root)
	if err != nil {
		return nil, err
	}
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch %q: %w", root, explainLimit(err))
	}
	w := &Watcher{
		root: abs, ignore: slices.Clone(ignore), notify: notify,
		folders: map[string]bool{}, batches: make(chan Batch), started: make(chan struct{}, 1), pending: map[string]bool{},
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

// absolute returns the path of a folder without symbolic links.
func absolute(root string) (string, error) {
	abs, err := filepath.Abs(root)
	if err == nil {
		abs, err = filepath.EvalSymlinks(abs)
	}
	if err != nil {
		return "", fmt.Errorf("watch %q: %w", root, err)
	}
	return abs, nil
}

// Batches returns the channel of changes. A slow receiver misses nothing: further
// changes come in the next batch. Run closes the channel when it returns.
func (w *Watcher) Batches() <-chan Batch { return w.batches }

// Started returns a channel that reports the first event of a batch, before the
// batch is complete. A slow receiver may miss some.
func (w *Watcher) Started() <-chan struct{} { return w.started }

// Run delivers batches until the context ends, then stops watching and returns
// nil. It returns an error if watching failed. It must be called once.
func (w *Watcher) Run(ctx context.Context) (err error) {
	if w.notify == nil {
		return w.poll(ctx)
	}
	defer func() {
		close(w.batches)
		close(w.started)
		err = errors.Join(err, w.notify.Close())
	}()
	var (
		first time.Time        // time of the first pending event
		due   <-chan time.Time // fires when the batch is complete
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
			err = w.handle(ev)
		case lost := <-w.notify.Errors:
			err = w.rewatch(lost)
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
			case w.started <- struct{}{}:
			default: // the receiver has not read the last one yet
			}
		}
		due, out = time.After(min(quietPeriod, maxDelay-time.Since(first))), nil
	}
}

// batch returns the pending changes, or nothing while they are not complete.
func (w *Watcher) batch(complete bool) Batch {
	if !complete {
		return Batch{}
	}
	return Batch{slices.Sorted(maps.Keys(w.pending)), w.overflow}
}
