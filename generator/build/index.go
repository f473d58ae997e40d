package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"

	"griot/generator/search"
	"griot/generator/search/bleveindex"
	"griot/generator/site"
)

// bleveDir is where the indexes stand below the output folder, one folder a
// language.
const bleveDir = "search/bleve/"

// indexInfo says what an index was made from and what its files were.
type indexInfo struct {
	Key   site.Hash
	Files map[string]stamp
}

// searchResult is what became of the search indexes.
type searchResult struct {
	langs []string        // of all indexes that the site has
	fresh map[string]bool // whether a new one stands in staging
	keys  map[string]site.Hash
}

// owns reports whether a file belongs to an index.
func (r searchResult) owns(path string) bool {
	rest, ok := strings.CutPrefix(path, bleveDir)
	if !ok {
		return false
	}
	lang, _, _ := strings.Cut(rest, "/")
	_, ok = r.keys[lang]
	return ok
}

// index builds the search index of each language into staging, in parallel,
// where it differs from the published one.
func (s *Session) index(ctx context.Context, t *stager) (searchResult, error) {
	r := searchResult{fresh: map[string]bool{}, keys: map[string]site.Hash{}}
	work, ctx := errgroup.WithContext(ctx)
	for _, l := range t.snap.site.Languages {
		docs := t.snap.docs[l.Code]()
		r.langs = append(r.langs, l.Code)
		r.keys[l.Code] = docs.key
		last, known := s.cache.state.Indexes[l.Code]
		if known && last.Key == docs.key && !t.verify && maps.Equal(last.Files, t.found.below(bleveDir+l.Code+"/")) {
			continue
		}
		r.fresh[l.Code] = true
		work.Go(func() error { return s.buildIndex(ctx, docs, l.Code, t.indexDir(l.Code)) })
	}
	return r, work.Wait()
}

// buildIndex builds the index of one language into a folder.
func (s *Session) buildIndex(ctx context.Context, docs *documents, lang, dir string) error {
	_, err := bleveindex.Build(ctx, bleveindex.Options{
		Dir: dir, CacheDir: filepath.Join(s.opts.Cache, "search"), Lang: lang,
	}, docs.refs, docs.load)
	return err
}

func (t *stager) indexDir(lang string) string { return filepath.Join(t.dir, "bleve-"+lang) }

// below are the files under a folder.
func (f found) below(dir string) map[string]stamp {
	out := map[string]stamp{}
	for path, st := range f {
		if strings.HasPrefix(path, dir) {
			out[path] = st
		}
	}
	return out
}

// publishSearch puts new indexes in the place of the old ones.
func (s *Session) publishSearch(t *stager, r searchResult, now map[string]published, sum *Summary) error {
	indexes := map[string]indexInfo{}
	for _, lang := range r.langs {
		dir := bleveDir + lang
		if !r.fresh[lang] {
			indexes[lang] = s.cache.state.Indexes[lang]
			sum.Unchanged += len(indexes[lang].Files)
			continue
		}
		to := filepath.Join(t.out, filepath.FromSlash(dir))
		if err := replaceDir(t.indexDir(lang), to, filepath.Join(t.dir, "old-"+lang)); err != nil {
			return fmt.Errorf("publish search index: %w", err)
		}
		files, err := scan(to)
		if err != nil {
			return err
		}
		info := indexInfo{Key: r.keys[lang], Files: map[string]stamp{}}
		for name, st := range files {
			info.Files[dir+"/"+name] = st
		}
		indexes[lang] = info
		sum.Written += len(info.Files)
	}
	s.cache.state.Indexes = indexes
	return nil
}

// replaceDir moves a folder to the place of another one, which goes to aside.
func replaceDir(from, to, aside string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := exchange(from, to); err == nil {
		return nil
	}
	if err := os.Rename(to, aside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Rename(from, to)
}

// documents are the pages of one language as search reads them.
type documents struct {
	snap *snapshot
	refs []bleveindex.Ref
	byID map[string]site.Rendition
	key  site.Hash
}

// newDocuments lists the pages written in a language; pages that only stand in
// for a missing translation are not among them.
func (s *snapshot) newDocuments(lang string) *documents {
	d := &documents{snap: s, byID: map[string]site.Rendition{}}
	var all []byte
	for _, g := range s.site.Groups {
		if g.Pages[lang] == nil {
			continue
		}
		r, _ := s.site.Rendition(g, lang)
		c := s.conversion(r)
		front := r.Page.Fronts
		hash := hashOf([]byte(r.Path), front[:], c.Text[:], c.Heads[:])
		d.refs = append(d.refs, bleveindex.Ref{ID: r.Path, Hash: keyString(hash)})
		d.byID[r.Path] = r
		all = append(append(all, r.Path...), hash[:]...)
	}
	d.key = hashOf(all)
	return d
}

// load makes the document of a page.
func (d *documents) load(ref bleveindex.Ref) (search.Document, error) {
	r := d.byID[ref.ID]
	_, text, err := d.snap.content(r)
	if err != nil {
		return search.Document{}, err
	}
	return d.snap.document(r, string(text)), nil
}

// facets are the vocabularies that search knows as facets of their own; all
// further ones are tags.
var facetOf = map[string]string{"countries": "country", "outcomes": "outcome", "types": "type", "years": "year"}

// document is a page as search reads it.
func (s *snapshot) document(r site.Rendition, text string) search.Document {
	f := &r.Page.Front
	d := search.Document{
		ID: r.Path, Lang: r.Page.Lang, Kind: string(r.Page.Group.Kind),
		Title: s.typeset(r.Page.Lang, f.Title), Summary: s.typeset(r.Page.Lang, f.Summary),
		Date: string(f.Date), Facets: map[string][]string{},
	}
	var body strings.Builder
	for _, list := range [][]string{f.KeyMessages, f.Glance, f.Also, {f.Short, f.Lead}} {
		for _, line := range list {
			if line != "" {
				body.WriteString(s.typeset(r.Page.Lang, line) + "\n")
			}
		}
	}
	body.WriteString(text)
	d.Body = body.String()
	var heads []string
	for _, h := range s.record(r).Headings {
		heads = append(heads, h.Text)
	}
	d.Headings = strings.Join(heads, "\n")
	for vocabulary, ids := range f.Terms {
		name := facetOf[vocabulary]
		if name == "" {
			name = "tag"
		}
		d.Facets[name] = append(d.Facets[name], ids...)
	}
	add := func(name, id string) {
		if id != "" {
			d.Facets[name] = append(d.Facets[name], id)
		}
	}
	add("country", f.Country)
	add("outcome", f.Outcome)
	add("type", f.Type)
	return d
}
