package build

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"griot/generator/diag"
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
		return File{}, nil, fs.ErrNotExist
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	p := snap.plan()
	i, ok := p.byPath[name]
	if !ok {
		return File{}, nil, fs.ErrNotExist
	}
	var b bytes.Buffer
	if err := p.outputs[i].write(&b); err != nil {
		list, err := snap.templateError(err)
		if err == nil {
			err = errors.New("the page can't be rendered")
		}
		return File{}, list, err
	}
	return File{b.Bytes(), keyString(hashOf(b.Bytes()))}, nil, nil
}

// Save keeps what the session knows for the next one.
func (s *Session) Save() error { return s.cache.save(s.loader) }

// Index builds the search index of each language of the session's site into a
// folder of its own below dir. It may run beside Page.
func (s *Session) Index(ctx context.Context, dir string) error {
	snap := s.now.Load()
	if snap == nil {
		return ErrNothing
	}
	for _, l := range snap.site.Languages {
		if err := s.buildIndex(ctx, snap.docs[l.Code](), l.Code, filepath.Join(dir, l.Code)); err != nil {
			return err
		}
	}
	return nil
}

// ErrNothing says that the session has no site without errors yet.
var ErrNothing = errors.New("the site has errors, so there is nothing to show yet")

// Text returns the text of a page as search knows it, by its language and
// address, for snippets.
func (s *Session) Text(lang, path string) (string, error) {
	docs := s.now.Load().docs[lang]()
	d, err := docs.load(bleveindex.Ref{ID: path})
	return d.Body, err
}
