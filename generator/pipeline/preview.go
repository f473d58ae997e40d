package pipeline

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"

	"griot/generator/cache"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/search"
	"griot/generator/search/plan"
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

// Stale returns the files that a file of the site is made of, the text of a page and of its
// source, and that have changed since the last Update. It must not run at the same time as
// Update.
func (s *Session) Stale(name string) []string {
	snap := s.current.Load()
	if snap == nil {
		return nil
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if file, ok := strings.CutPrefix(name, "files/"); ok {
		return s.loader.Stale([]string{content.Dir + "/" + file})
	}
	o, ok := snap.output(name)
	if !ok || o.spec == nil || o.spec.Rendition == nil {
		return nil
	}
	p := o.spec.Rendition.Page
	names := []string{p.File}
	if source := p.Group.Source; source != nil && source != p {
		names = append(names, source.File)
	}
	return s.loader.Stale(names)
}

// ImageHosts returns the hosts that pages may load pictures and recordings from.
func (s *Session) ImageHosts() []string {
	if snap := s.current.Load(); snap != nil {
		return snap.hub.ImageHosts
	}
	return nil
}

// Save writes the cache for the next session.
func (s *Session) Save() error {
	return errors.Join(s.loader.SaveCache(s.cache.dir), s.cache.saveConverted(), s.cache.saveState())
}

// ErrNothing means that the site had errors in every update so far.
var ErrNothing = errors.New("the site has errors, so there is nothing to show yet")

// Synonyms returns the synonyms of each language.
func (s *Session) Synonyms() map[string]plan.Synonyms {
	snap, all := s.current.Load(), map[string]plan.Synonyms{}
	for _, lang := range snap.langs() {
		all[lang] = snap.synonyms(lang)
	}
	return all
}

// Text returns the text of a hit's page as the index contains it, for snippets.
func (s *Session) Text(h search.Hit) (string, error) {
	return s.current.Load().docs[h.Lang]().text(h.ID)
}
