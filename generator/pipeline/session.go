package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/gofrs/flock"
	"golang.org/x/sync/errgroup"

	"griot/generator/cache"
	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/sitefs"
	"griot/generator/translate"
	"griot/generator/translate/segment"
	embedded "griot/i18n"
)

// Session is an open site. Update brings it up to date with its files, Publish
// writes the output folder, and Page renders one page. Update and Publish must not
// run concurrently; Page may run at any time.
type Session struct {
	opts         Options
	lock         *flock.Flock
	cache        *buildCache
	root         *os.Root // the site's folder; symbolic links can't lead out of it
	fsys         fs.FS    // root; in the pseudo-language with Options.Pseudo
	messages     fs.FS    // of the binary
	loader       *content.Loader
	presentation *presentation // of the last update, even with errors
	// changed are the paths of files that differ from the last snapshot.
	changed   map[string]bool
	current   atomic.Pointer[snapshot]
	records   *translate.RecordFiles // of translations, as they were listed last
	unsettled bool                   // whether the last Update ended because files were changing

	// exported are the paths of the search files of the last Index.
	exported map[string]bool

	words    *privateWords // or nil
	lookedAt *lookedAt     // see FindWords

	unusable diag.List // says why the cache is a temporary folder, if it is

	out          *outputFolder
	skipUpToDate bool // whether Update may stop when the output is up to date
	upToDate     bool // whether the last Update did
}

// ErrNoSite means that a folder has no content/hub.yaml.
var ErrNoSite = errors.New("there is no site")

// Open opens a site and locks its cache.
func Open(o Options) (*Session, error) {
	o.setDefaults()
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	if _, err := os.Stat(filepath.Join(o.Dir, filepath.FromSlash(config.File))); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w in %q", ErrNoSite, o.Dir)
	} else if err != nil {
		return nil, fmt.Errorf("open site: %w", err)
	}
	var err error
	if o.Dir, err = resolvePath(o.Dir); err != nil {
		return nil, fmt.Errorf("open site: %w", err)
	}
	if o.Out, err = resolvePath(o.Out); err != nil {
		return nil, fmt.Errorf("find output folder: %w", err)
	}
	words, err := readWords(o)
	if err != nil {
		return nil, err
	}
	var unusable diag.List
	if err := makeCache(o.Cache); err != nil {
		at := o.Cache
		if rel, err := filepath.Rel(o.Dir, at); err == nil && filepath.IsLocal(rel) {
			at = rel
		}
		unusable.Warn(diag.Position{File: filepath.ToSlash(at)}, "cache-unusable", diag.Args{"reason": err.Error()})
		if o.Cache, err = os.MkdirTemp("", "griot-cache-"); err != nil {
			return nil, fmt.Errorf("create cache: %w", err)
		}
	}
	root, err := os.OpenRoot(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("open site: %w", err)
	}
	s := &Session{changed: map[string]bool{}, opts: o, words: words, unusable: unusable, root: root, out: &outputFolder{path: o.Out}, lock: flock.New(filepath.Join(o.Cache, "lock"))}
	free, err := s.lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock cache: %w", err)
	}
	if !free {
		return nil, fmt.Errorf("%w (%q is locked)", ErrLocked, o.Cache)
	}
	if s.cache, err = openCache(o); err != nil {
		return nil, errors.Join(err, s.lock.Unlock(), root.Close())
	}
	s.fsys, s.messages = sitefs.New(root.FS()), embedded.Files
	if o.Pseudo {
		s.fsys, s.messages = segment.PseudoFS(s.fsys), segment.PseudoFS(s.messages)
	}
	s.loader = content.NewLoader(s.fsys, content.Options{Verify: o.Verify})
	var work errgroup.Group
	work.Go(s.cache.readState)
	_ = s.loader.LoadCache(s.cache.dir) // without it, the loader reads every file
	if err := work.Wait(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// setDefaults sets the folders that the caller left empty.
func (o *Options) setDefaults() {
	out, cache := "public", ".griot"
	if o.Pseudo {
		out, cache = "pseudo", filepath.Join(cache, "pseudo")
	}
	if o.Out == "" {
		o.Out = filepath.Join(o.Dir, out)
	}
	if o.Cache == "" {
		o.Cache = filepath.Join(o.Dir, cache)
	}
}

// resolvePath returns an absolute path; the part of it that exists has no symbolic links.
func resolvePath(name string) (string, error) {
	name, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	for rest, up := "", name; ; rest, up = filepath.Join(filepath.Base(up), rest), filepath.Dir(up) {
		real, err := filepath.EvalSymlinks(up)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		if !errors.Is(err, fs.ErrNotExist) || up == filepath.Dir(up) {
			return "", err
		}
	}
}

// ErrLocked means that another process works with the same cache.
var ErrLocked = errors.New("another griot is at work on this site")

// Close closes the site and unlocks its cache.
func (s *Session) Close() error {
	err := errors.Join(s.cache.close(), s.lock.Unlock(), s.root.Close())
	if s.unusable != nil {
		err = errors.Join(err, os.RemoveAll(s.opts.Cache))
	}
	return err
}

// CacheDir returns the folder of the cache, which is a temporary one if the usual one can't be
// written.
func (s *Session) CacheDir() string { return s.opts.Cache }

// makeCache creates the folder of a cache and returns why it can't be written, or nil.
func makeCache(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return reason(err)
	}
	if err := cache.RemoveStrange(filepath.Join(dir, "lock")); err != nil {
		return reason(err)
	}
	if err := cache.RemoveStrange(filepath.Join(dir, packName)); err != nil {
		return reason(err)
	}
	probe, err := os.CreateTemp(dir, "writable-")
	if err != nil {
		return reason(err)
	}
	pages, err := os.OpenFile(filepath.Join(dir, packName), os.O_RDWR, 0)
	if err == nil {
		err = pages.Close()
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // another user may have built the site
		return errors.Join(reason(err), probe.Close(), os.Remove(probe.Name()))
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// reason returns an error without its path.
func reason(err error) error {
	var failed *fs.PathError
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// ErrChanging means that files change faster than they can be read.
var ErrChanging = errors.New("the site's files are still changing")

// Update reads the changed files, given by path below the site's folder, or all if
// changed is nil, and returns all diagnostics of the site. If there are errors, the
// session keeps its last snapshot. The error is ErrChanging if files change again and
// again while they are read: another Update has to follow.
func (s *Session) Update(ctx context.Context, changed []string) (diag.List, error) {
	if s.unsettled {
		changed = nil
	}
	var err error
	for range 10 {
		var list diag.List
		list, err = s.update(ctx, changed)
		if s.unsettled = IsChanging(err); !s.unsettled {
			return list, err
		}
		changed = nil // an author saved a file while it was read
	}
	return nil, fmt.Errorf("%w: %w", ErrChanging, err)
}

// IsChanging reports whether an error means that files change while they are read: one that
// was found is gone or another one.
func IsChanging(err error) bool {
	return errors.Is(err, content.ErrChanged) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrChanging)
}

// update runs the stages up to check and prepares the views of the next snapshot,
// which follows last. A stage that errors of an earlier one leave nothing to do for does
// nothing.
func (s *Session) update(ctx context.Context, changed []string) (diag.List, error) {
	last := s.current.Load()
	s.opts.Progress("load")
	next, err := s.load(ctx, last, changed)
	if err != nil {
		return nil, err
	}
	if s.upToDate = s.skipUpToDate && s.words.looked(s.cache.state, s.opts) && s.cache.isUpToDate(next, s.out); s.upToDate {
		return s.cache.state.Diagnostics, nil
	}
	if err := next.findFreshness(ctx); err != nil {
		return nil, err
	}
	if err := next.convert(ctx, last, s.changed); err != nil {
		return nil, err
	}
	if err := next.check(ctx, last); err != nil {
		return nil, err
	}
	next.prepareViews(last)
	next.list.Sort()
	if next.list.Errors() == 0 {
		s.keep(next)
	}
	return next.list, nil
}

// keep makes a snapshot without errors the current one.
func (s *Session) keep(next *snapshot) {
	s.cache.converted = &conversionSet{next.referencesHash, next.converted}
	s.cache.state.Diagnostics = next.list
	s.current.Store(next)
	clear(s.changed)
}
