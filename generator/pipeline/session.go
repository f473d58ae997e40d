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

	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/diag"
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
	changed map[string]bool
	current atomic.Pointer[snapshot]

	// exported are the paths of the search files of the last Index.
	exported map[string]bool

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
	if err := os.MkdirAll(o.Cache, 0o755); err != nil {
		return nil, fmt.Errorf("create cache: %w", err)
	}
	root, err := os.OpenRoot(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("open site: %w", err)
	}
	s := &Session{changed: map[string]bool{}, opts: o, root: root, out: &outputFolder{path: o.Out}, lock: flock.New(filepath.Join(o.Cache, "lock"))}
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
	s.fsys, s.messages = root.FS(), embedded.Files
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
	return errors.Join(s.cache.close(), s.lock.Unlock(), s.root.Close())
}

// Update reads the changed files, given by path below the site's folder, or all if
// changed is nil, and returns all diagnostics of the site. If there are errors, the
// session keeps its last snapshot.
func (s *Session) Update(ctx context.Context, changed []string) (diag.List, error) {
	for range 10 {
		list, err := s.update(ctx, changed)
		if !errors.Is(err, content.ErrChanged) && !errors.Is(err, fs.ErrNotExist) {
			return list, err
		}
		changed = nil // an author saved a file while it was read
	}
	return s.update(ctx, nil)
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
	if s.upToDate = s.skipUpToDate && s.cache.isUpToDate(next, s.out); s.upToDate {
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
