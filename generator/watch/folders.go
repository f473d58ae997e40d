package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// handle adds an event to the pending changes, and adds and removes watches as
// folders come and go.
func (w *Watcher) handle(ev fsnotify.Event) error {
	if ev.Name == "" || ev.Op == fsnotify.Chmod {
		return nil
	}
	rel, err := filepath.Rel(w.root, ev.Name)
	if err != nil {
		return fmt.Errorf("locate %q: %w", ev.Name, err)
	}
	p := filepath.ToSlash(rel)
	if p == "." || strings.HasPrefix(p, "../") {
		// The root itself was removed or replaced.
		w.overflow = true
		return nil
	}
	if w.ignored(p) {
		return nil
	}
	if ev.Has(fsnotify.Remove) || ev.Has(fsnotify.Rename) {
		w.dropFolder(p)
	}
	if ev.Has(fsnotify.Create) {
		if err := w.addFolder(p, true); err != nil {
			return err
		}
		if w.folders[p] {
			return nil // its files are pending; the folder itself is no change
		}
	}
	if w.folders[p] {
		return nil // Windows reports a write to a folder whose files change
	}
	w.pending[p] = true
	return nil
}

// addFolder watches a path and all folders below it, if it is a folder. With
// report, the files in them become pending: they may have been written before
// the folder was watched. Files that vanish in the meantime are no error.
func (w *Watcher) addFolder(p string, report bool) error {
	return filepath.WalkDir(w.path(p), func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		rel, relErr := filepath.Rel(w.root, name)
		if relErr != nil {
			return fmt.Errorf("locate %q: %w", name, relErr)
		}
		q := filepath.ToSlash(rel)
		switch {
		case q != "." && w.ignored(q):
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case errors.Is(err, fs.ErrPermission):
			return nil // a build that needs it reports it
		case err != nil:
			return fmt.Errorf("read folder %q: %w", q, err)
		case !d.IsDir():
			if report {
				w.pending[q] = true
			}
			return nil
		}
		if err := w.notify.Add(name); errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
			return nil
		} else if err != nil {
			return fmt.Errorf("watch folder %q: %w", q, explainLimit(err))
		}
		w.folders[q] = true
		return nil
	})
}

// dropFolder removes the watches of a folder that was removed or moved away and
// of all folders below it: they would go on to report the old paths.
func (w *Watcher) dropFolder(p string) {
	if !w.folders[p] {
		return
	}
	for q := range w.folders {
		if q == p || strings.HasPrefix(q, p+"/") {
			delete(w.folders, q)
			// The system may have removed the watch already.
			_ = w.notify.Remove(w.path(q))
		}
	}
}

// rewatch renews all watches after events were lost: a folder that was moved in
// the meantime would go on to report its old path.
func (w *Watcher) rewatch(lost error) error {
	if !errors.Is(lost, fsnotify.ErrEventOverflow) {
		return lost
	}
	w.overflow = true
	for q := range w.folders {
		_ = w.notify.Remove(w.path(q)) // it may not exist any more
	}
	clear(w.folders)
	return w.addFolder(".", false)
}

func (w *Watcher) path(p string) string { return filepath.Join(w.root, filepath.FromSlash(p)) }

func (w *Watcher) ignored(p string) bool {
	if Ignored(p) {
		return true
	}
	for _, q := range w.ignore {
		if p == q || strings.HasPrefix(p, q+"/") {
			return true
		}
	}
	return false
}

// Ignored reports whether a slash path below the root can't be part of a site:
// the output in public/ and pseudo/, node_modules, and the hidden and temporary files
// that package content passes over, such as .git, .griot and saves of editors.
func Ignored(p string) bool {
	if top, _, _ := strings.Cut(p, "/"); top == "public" || top == "pseudo" {
		return true
	}
	for name := range strings.SplitSeq(p, "/") {
		if name == "node_modules" || temporary(name) {
			return true
		}
	}
	return false
}

// temporary reports the names that content.Ignored reports; a test compares the two.
func temporary(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, "~WR") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") {
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".swp", ".swo", ".swx", ".tmp", ".bak", ".part", ".crdownload":
		return true
	}
	switch strings.ToLower(name) {
	case "thumbs.db", "desktop.ini", "icon\r", "4913": // the last is Vim's test whether a folder is writable
		return true
	}
	return false
}

// explainLimit adds what to do if the system allows no more watches.
func explainLimit(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		return fmt.Errorf("%w (on Linux, raise fs.inotify.max_user_watches and max_user_instances)", err)
	}
	return err
}
