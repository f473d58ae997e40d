package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"griot/generator/search"
	"griot/generator/search/bleveindex"
	"griot/generator/site"
)

// bleveDir is where the indexes stand below the output folder, one folder a
// language.
const bleveDir = "search/bleve/"

// indexInfo says what an index and its export were made from and what their
// files were.
type indexInfo struct {
	Key   site.Hash
	Files map[string]stamp // by path below the output folder
}

// searchResult is what became of the search indexes.
type searchResult struct {
	langs []string // of all indexes that the site has
	built map[string]*builtIndex
	kept  map[string]indexInfo // those that stay as they are
}

// madeIndex is an index in staging, with its export.
type builtIndex struct {
	key   site.Hash
	dir   string            // of the index
	files []string          // of the export
	temp  map[string]staged // those of them that are new
	// published is what stands in the output folder, export and index.
	stamps map[string]stamp
}

// owns reports whether a file belongs to an index or its export.
func (r searchResult) owns(path string) bool {
	for _, m := range r.built {
		if _, ok := slices.BinarySearch(m.files, path); ok {
			return true
		}
	}
	for _, k := range r.kept {
		if _, ok := k.Files[path]; ok {
			return true
		}
	}
	rest, ok := strings.CutPrefix(path, bleveDir)
	lang, _, _ := strings.Cut(rest, "/")
	return ok && r.built[lang] != nil // its folder was replaced whole
}

// index builds the search index of each language and its export into staging,
// in parallel, where they differ from the published ones.
func (s *Session) index(ctx context.Context, t *stager) (searchResult, error) {
	r := searchResult{built: map[string]*builtIndex{}, kept: map[string]indexInfo{}}
	work, ctx := errgroup.WithContext(ctx)
	var turn sync.Mutex // one export at a time: each uses all processors, and much memory
	settings := hashOf(fmt.Append(nil, t.snap.site.Languages, t.snap.glossary(), t.snap.hub.Search))
	for _, l := range t.snap.site.Languages {
		docs := t.snap.docs[l.Code]()
		key := hashOf(docs.key[:], settings[:])
		r.langs = append(r.langs, l.Code)
		if last, known := s.cache.state.Indexes[l.Code]; known && last.Key == key && !t.verify && t.present.contain(last.Files) {
			r.kept[l.Code] = last
			continue
		}
		r.built[l.Code] = &builtIndex{key: key, dir: t.indexDir(l.Code), temp: map[string]staged{}}
	}
	// Each language may use all processors: beside rendering, indexes are what a
	// build waits for in the end.
	processors := runtime.GOMAXPROCS(0)
	for lang, m := range r.built {
		docs := t.snap.docs[lang]()
		work.Go(func() error {
			if err := s.buildIndex(ctx, docs, lang, m.dir, processors); err != nil {
				return err
			}
			turn.Lock()
			defer turn.Unlock()
			return t.export(ctx, m, docs, s.cache.state.Indexes[lang])
		})
	}
	return r, work.Wait()
}

// contain reports whether all files are there, as they were.
func (f outputFiles) contain(files map[string]stamp) bool {
	for path, st := range files {
		if now, ok := f[path]; !ok || now != st {
			return false
		}
	}
	return true
}

// export compiles what browsers read of an index into staging. The files carry
// hashes of their content in their names; those that are published already are
// left alone.
func (t *stager) export(ctx context.Context, m *builtIndex, docs *documents, last indexInfo) error {
	dir := m.dir + "-export"
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("create staging folder: %w", err)
	}
	write := func(path string, data []byte) error {
		if t.same(path, data) {
			return nil
		}
		f, err := t.writeStaged(path, filepath.Join(filepath.Base(dir), strconv.Itoa(len(m.temp))), data)
		m.temp[path] = f
		return err
	}
	have := func(path string) bool {
		st, known := last.Files[path]
		return known && t.present[path] == st && !t.verify
	}
	var err error
	m.files, err = t.snap.export(ctx, m.dir, docs, runtime.GOMAXPROCS(0), write, have)
	return err
}

// export compiles what browsers read of the index in a folder, and returns the
// names of the files, sorted. It makes so many files at a time as there are workers.
func (s *snapshot) export(ctx context.Context, dir string, docs *documents, workers int, write func(string, []byte) error, have func(string) bool) ([]string, error) {
	ix, err := bleveindex.Open(dir)
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	defer ix.Spare()()
	manifest, err := search.Export(ctx, ix, write, search.ExportOptions{
		Langs: s.langs(), Glossary: s.glossary(), TextGroup: s.hub.Search.TextGroup, Have: have,
		Shards: search.ShardsFor(s.hub.Search.Files, len(s.site.Languages)), Workers: workers,
		Text: func(r search.Record) (string, error) { return docs.text(r.ID) },
	})
	return manifest.Files, err
}

// buildIndex builds the index of one language into a folder, so many blocks at a
// time as there are workers.
func (s *Session) buildIndex(ctx context.Context, docs *documents, lang, dir string, workers int) error {
	_, err := bleveindex.Build(ctx, bleveindex.Options{
		Dir: dir, CacheDir: filepath.Join(s.opts.Cache, "search"), Lang: lang, Workers: workers,
	}, docs.refs, docs.load)
	return err
}

func (t *stager) indexDir(lang string) string { return filepath.Join(t.dir, "bleve-"+lang) }

// exportManifest is the file of an export that names all its other files.
func exportManifest(lang string) string { return "search/" + lang + ".js" }

// publishExports puts in place what browsers read of new indexes, the tables
// of contents aside: nothing leads to these files yet.
func (t *stager) publishExports(r searchResult, sum *Summary) error {
	for _, lang := range r.langs {
		m, ok := r.built[lang]
		if !ok {
			continue
		}
		m.stamps = map[string]stamp{}
		for _, path := range m.files {
			if path != exportManifest(lang) {
				if err := t.publishExport(m, path, sum); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (t *stager) publishExport(m *builtIndex, path string, sum *Summary) error {
	f, isNew := m.temp[path]
	if !isNew {
		f.Stamp = t.present[path]
	}
	err := t.put(path, &f, sum)
	m.stamps[path] = f.Stamp
	return err
}

// publishIndexes puts new indexes in the place of the old ones, with the tables
// of contents of their exports.
func (s *Session) publishIndexes(t *stager, r searchResult, sum *Summary) error {
	indexes := map[string]indexInfo{}
	for _, lang := range r.langs {
		if kept, ok := r.kept[lang]; ok {
			indexes[lang] = kept
			sum.Unchanged += len(kept.Files)
			continue
		}
		m := r.built[lang]
		if err := t.publishExport(m, exportManifest(lang), sum); err != nil {
			return err
		}
		dir := bleveDir + lang
		to := filepath.Join(t.out, filepath.FromSlash(dir))
		if err := replaceDir(m.dir, to, filepath.Join(t.dir, "old-"+lang)); err != nil {
			return fmt.Errorf("publish search index: %w", err)
		}
		if err := m.recordFiles(to, dir, sum); err != nil {
			return err
		}
		indexes[lang] = indexInfo{Key: m.key, Files: m.stamps}
	}
	s.cache.state.Indexes = indexes
	return nil
}

// recordFiles takes note of an index's own files, which lie in a folder and stand at
// the given path of the site.
func (m *builtIndex) recordFiles(folder, path string, sum *Summary) error {
	own, err := scan(folder)
	for name, st := range own {
		m.stamps[path+"/"+name] = st
		sum.Written++
	}
	return err
}

// placeIndexes puts all indexes into the tree of a site that is published
// whole; their exports stand there already.
func (s *Session) placeIndexes(t *stager, r searchResult, tree string, sum *Summary) error {
	s.cache.state.Indexes = map[string]indexInfo{}
	for lang, m := range r.built {
		m.stamps = map[string]stamp{}
		for _, path := range m.files {
			m.stamps[path] = m.temp[path].Stamp
			sum.Written++
		}
		dir := bleveDir + lang
		to := filepath.Join(tree, filepath.FromSlash(dir))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return fmt.Errorf("publish search index: %w", err)
		}
		if err := os.Rename(m.dir, to); err != nil {
			return fmt.Errorf("publish search index: %w", err)
		}
		if err := m.recordFiles(to, dir, sum); err != nil {
			return err
		}
		s.cache.state.Indexes[lang] = indexInfo{Key: m.key, Files: m.stamps}
	}
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
