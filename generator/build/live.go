package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"griot/generator/diag"
	"griot/generator/search"
	"griot/generator/search/bleveindex"
)

// File is one file of the site, made on demand.
type File struct {
	Body []byte
	Sum  string // stands for the body's content
}

// Page renders one file of the session's site, by its path below the output
// folder; a path that ends in a slash means its index.html. Where the site has
// no such file, the error is fs.ErrNotExist; where a template fails, the
// diagnostics say where.
func (s *Session) Page(name string) (File, diag.List, error) {
	snap := s.now.Load()
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
	d, err := o.draft(snap)
	if err == nil {
		err = d.write(&b)
	}
	if err == nil {
		err = snap.fault()
	}
	if err != nil {
		list, err := snap.templateError(err)
		if err == nil {
			err = errors.New("the page can't be rendered")
		}
		return File{}, list, err
	}
	return File{b.Bytes(), keyString(hashOf(b.Bytes()))}, nil, nil
}

// Save keeps what the session knows for the next one.
func (s *Session) Save() error { return errors.Join(s.cache.saveRead(s.loader), s.cache.saveState()) }

// The folders that Index writes.
const (
	IndexFolder  = "bleve" // an index a language
	ExportFolder = "site"  // what browsers read, by path below the site's root
)

// Index builds the search index of each language of the session's site below
// dir, with what browsers read of it. It may run beside Page.
func (s *Session) Index(ctx context.Context, dir string) error {
	snap := s.now.Load()
	if snap == nil {
		return ErrNothing
	}
	write := func(path string, data []byte) error {
		to := filepath.Join(dir, ExportFolder, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return fmt.Errorf("create folder: %w", err)
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			return fmt.Errorf("write %q: %w", path, err)
		}
		return nil
	}
	for _, lang := range snap.langs() {
		docs, to := snap.docs[lang](), filepath.Join(dir, IndexFolder, lang)
		if err := s.buildIndex(ctx, docs, lang, to); err != nil {
			return err
		}
		if _, err := snap.export(ctx, to, docs, write, nil); err != nil {
			return err
		}
	}
	return nil
}

// ErrNothing says that the session has no site without errors yet.
var ErrNothing = errors.New("the site has errors, so there is nothing to show yet")

// Text returns the text of a page as search knows it, for snippets.
func (s *Session) Text(h search.Hit) (string, error) {
	d, err := s.now.Load().docs[h.Lang]().load(bleveindex.Ref{ID: h.ID})
	return d.Body, err
}
