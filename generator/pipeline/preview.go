package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"griot/generator/cache"
	"griot/generator/diag"
	"griot/generator/search"
)

// File is one file of the site.
type File struct {
	Body []byte
	Hash string // of Body, in hexadecimal digits
}

// Page renders one file of the site, by its path below the output folder; a path that
// ends in a slash means the index.html there. The error is fs.ErrNotExist if the site has
// no such file. If a template fails, the diagnostics say where.
func (s *Session) Page(name string) (File, diag.List, error) {
	snap := s.current.Load()
	if snap == nil {
		return File{}, nil, ErrNothing
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	o, ok := snap.output(name)
	if !ok {
		return File{}, nil, fs.ErrNotExist
	}
	var b bytes.Buffer
	d, err := o.prepare(snap)
	if err == nil {
		err = d.write(&b)
	}
	if err == nil {
		err = snap.recordError()
	}
	if err != nil {
		list, err := snap.presentation.diagnose(err)
		if err == nil {
			err = errors.New("the page can't be rendered")
		}
		return File{}, list, err
	}
	return File{b.Bytes(), keyString(cache.Hash(b.Bytes()))}, nil, nil
}

// Save writes the cache for the next session.
func (s *Session) Save() error {
	return errors.Join(s.loader.SaveCache(s.cache.dir), s.cache.saveConverted(), s.cache.saveState())
}

// Index builds the search index of each language into the folder of that language below
// dir, and writes the search files for browsers below export, by their paths from the
// site's root. It leaves a file that exists already, since its name identifies its
// content, and removes those of neither this index nor the one before. It may run
// concurrently with Page and Update, for which it leaves one processor free, but not with
// itself.
func (s *Session) Index(ctx context.Context, dir, export string) error {
	snap := s.current.Load()
	if snap == nil {
		return ErrNothing
	}
	place := func(path string) string { return filepath.Join(export, filepath.FromSlash(path)) }
	workers := max(1, runtime.GOMAXPROCS(0)-1)
	now := map[string]bool{}
	for _, lang := range snap.langs() {
		docs, to := snap.docs[lang](), filepath.Join(dir, lang)
		if err := docs.buildIndex(ctx, lang, to, workers); err != nil {
			return err
		}
		have := func(path string) bool {
			_, err := os.Lstat(place(path))
			return err == nil && path != mainSearchFile(lang)
		}
		write := func(path string, data []byte) error {
			if err := os.MkdirAll(filepath.Dir(place(path)), 0o755); err != nil {
				return fmt.Errorf("create folder: %w", err)
			}
			if err := writeFile(place(path), data); err != nil {
				return fmt.Errorf("write %q: %w", path, err)
			}
			return nil
		}
		files, err := docs.export(ctx, to, workers, write, have)
		if err != nil {
			return err
		}
		for _, path := range files {
			now[path] = true
		}
	}
	before := s.exported
	s.exported = now
	return prune(export, func(path string) bool { return now[path] || before[path] })
}

// prune removes the files below a folder for which keep is false.
func prune(dir string, keep func(path string) bool) error {
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if rel, err := filepath.Rel(dir, path); err != nil || keep(filepath.ToSlash(rel)) {
			return err
		}
		return os.Remove(path)
	})
	if err != nil {
		return fmt.Errorf("remove old search files: %w", err)
	}
	return nil
}

// ErrNothing means that the site had errors in every update so far.
var ErrNothing = errors.New("the site has errors, so there is nothing to show yet")

// Text returns the text of a hit's page as the index contains it, for snippets.
func (s *Session) Text(h search.Hit) (string, error) {
	return s.current.Load().docs[h.Lang]().text(h.ID)
}
