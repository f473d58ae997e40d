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
	"griot/generator/pipeline/commit"
	"griot/generator/translate"
	embedded "griot/i18n"
)

// Session holds a site between builds: Update brings it up to date, Publish
// writes it whole, Page renders one page of it. Update must not run beside
// itself or Publish; Page may run beside all.
type Session struct {
	opts         Options
	lock         *flock.Flock
	cache        *buildCache
	root         *os.Root // the site's folder; symbolic links can't lead out of it
	fsys         fs.FS    // the same as files, or as the pseudo-language has them
	texts        fs.FS    // the binary's messages
	loader       *content.Loader
	presentation *presentation // of the last update, be it with errors
	// changed are the files that differ from those of the last site without
	// errors, by path.
	changed map[string]bool
	current atomic.Pointer[snapshot]

	// exported are the files that Index made or found last, by path.
	exported map[string]bool

	pendingScan  func() (commit.Files, error) // a scan of the output folder that was started, or nil
	skipUpToDate bool                         // set where an output that is up to date needs no work
	upToDate     bool                         // the last update found it so
}

// ErrNoSite says that a folder has no content/hub.yaml.
var ErrNoSite = errors.New("there is no site")

// Open prepares a session and takes the cache's lock.
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
	s := &Session{changed: map[string]bool{}, opts: o, root: root, lock: flock.New(filepath.Join(o.Cache, "lock"))}
	free, err := s.lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock cache: %w", err)
	}
	if !free {
		return nil, fmt.Errorf("another griot is at work on this site (%q is locked)", o.Cache)
	}
	if s.cache, err = openCache(o); err != nil {
		return nil, errors.Join(err, s.lock.Unlock(), root.Close())
	}
	s.fsys, s.texts = root.FS(), embedded.Files
	if o.Pseudo {
		s.fsys, s.texts = translate.PseudoFS(s.fsys), translate.PseudoFS(s.texts)
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

// setDefaults names the folders that the caller leaves open.
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

// resolvePath is a path from the file system's root, with the links in it
// followed as far as it exists.
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

// Close frees the cache for others.
func (s *Session) Close() error {
	return errors.Join(s.cache.close(), s.lock.Unlock(), s.root.Close())
}

// Update reads what changed - everything where changed is nil, else the
// listed paths below the site's folder - and returns all diagnostics of the
// site. Where they hold an error, the session keeps its last good state.
func (s *Session) Update(ctx context.Context, changed []string) (diag.List, error) {
	for range 10 {
		list, err := s.update(ctx, changed)
		if !errors.Is(err, content.ErrChanged) && !errors.Is(err, fs.ErrNotExist) {
			return list, err
		}
		changed = nil // an author saved while the files were read: look again
	}
	return s.update(ctx, nil)
}

func (s *Session) update(ctx context.Context, changed []string) (diag.List, error) {
	last := s.current.Load()
	s.opts.Progress("load")
	next, list, err := s.load(ctx, last, changed)
	if err != nil {
		return nil, err
	}
	if s.upToDate = s.skipUpToDate && list.Errors() == 0 && s.isUpToDate(next); s.upToDate {
		return s.cache.state.Diagnostics, nil
	}
	if next.readable() {
		s.opts.Progress("convert")
		if err := next.convertAll(ctx, last.textsOrNil(), s.changed); err != nil {
			return nil, err
		}
		s.opts.Progress("check")
		found, err := next.check(ctx, last)
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	if list.Errors() == 0 {
		more, err := s.findFreshness(ctx, next)
		if err != nil {
			return nil, err
		}
		list = append(append(list, more...), next.buildViews(last)...)
	}
	list.Sort()
	if list.Errors() == 0 {
		s.cache.converted = &conversionSet{next.resolverHash, next.converted}
		s.current.Store(next)
		clear(s.changed)
		s.cache.state.Diagnostics = list
	}
	return list, nil
}
