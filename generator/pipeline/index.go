package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"griot/generator/cache"
	"griot/generator/kinds"
	"griot/generator/pipeline/commit"
	"griot/generator/search"
	"griot/generator/search/bleveindex"
	"griot/generator/search/export"
	"griot/generator/site"
)

// bleveDir is the folder of the indexes below the output folder, with a folder for each
// language.
const bleveDir = "search/bleve/"

// indexInfo describes a published index and its search files.
type indexInfo struct {
	Key   site.Hash    // of every input that they depend on
	Files commit.Files // by path below the output folder
	Docs  []site.Hash  // of the ID of each document, sorted
}

// indexes are the search indexes of a site, in the order of its languages.
type indexes []stagedIndex

type stagedIndex struct {
	lang    string
	key     site.Hash
	docs    []site.Hash // see indexInfo
	earlier []string    // search files of earlier builds that may stay
	*commit.Index
}

func (x indexes) list() []*commit.Index {
	list := make([]*commit.Index, len(x))
	for i := range x {
		list[i] = x[i].Index
	}
	return list
}

// info describes the indexes for the next build.
func (x indexes) info() map[string]indexInfo {
	m := make(map[string]indexInfo, len(x))
	for _, ix := range x {
		m[ix.lang] = indexInfo{Key: ix.key, Files: ix.Stamps, Docs: ix.docs}
	}
	return m
}

// stageIndexes builds the indexes and their search files into staging, in parallel, if
// they differ from the published ones.
func (t *stager) stageIndexes(ctx context.Context) (indexes, error) {
	// %#v tells "a b" from "a", "b".
	settings := cache.Hash(fmt.Appendf(nil, "%#v %#v %#v %#v", t.snap.site.Languages, t.snap.glossary(), t.snap.hub.Search, t.snap.hub.Synonyms))
	all := make(indexes, len(t.snap.site.Languages))
	var exporting sync.Mutex // one export at a time, because each uses all processors and much memory
	work, ctx := errgroup.WithContext(ctx)
	// Each index may use all processors: once the pages are rendered, a build only waits
	// for indexes.
	workers := runtime.GOMAXPROCS(0)
	for i, l := range t.snap.site.Languages {
		docs := t.snap.docs[l.Code]()
		work.Go(func() error { return t.words.documents(ctx, docs, t.snap.cache.state.knownDocs()) })
		key := cache.Hash(docs.key[:], settings[:])
		ix := &all[i]
		*ix = stagedIndex{lang: l.Code, key: key, docs: docs.ids(), Index: &commit.Index{Path: bleveDir + l.Code, Main: mainSearchFile(l.Code)}}
		last, known := t.snap.cache.state.Indexes[l.Code]
		if known && last.Key == key && !t.verify && t.PresentAll(last.Files) {
			ix.Kept, ix.Stamps = true, last.Files
			continue
		}
		ix.Dir = filepath.Join(t.Dir(), "bleve-"+l.Code)
		work.Go(func() error {
			if err := docs.buildIndex(ctx, l.Code, ix.Dir, workers); err != nil {
				return err
			}
			exporting.Lock()
			defer exporting.Unlock()
			return t.export(ctx, ix, docs, last)
		})
	}
	return all, work.Wait()
}

// export writes the search files of an index into staging. Their names contain
// hashes of their content; those that are published already are kept.
func (t *stager) export(ctx context.Context, ix *stagedIndex, docs *documents, last indexInfo) error {
	ix.New = map[string]commit.Staged{}
	write := func(path string, data []byte) error {
		if t.Same(path, data) {
			return nil
		}
		f, err := t.Write(path, data)
		ix.New[path] = f
		return err
	}
	have := func(path string) bool {
		stamp, known := last.Files[path]
		present, _ := t.Present(path)
		return known && present == stamp && !t.verify
	}
	manifest, err := docs.export(ctx, ix.Dir, write, export.Options{
		Workers: runtime.GOMAXPROCS(0), Published: have, Earlier: t.earlierFiles(ix.lang, last),
	})
	ix.Files, ix.earlier = manifest.Files, manifest.Earlier
	return err
}

// export writes the search files of the index in a folder, with these options and those of
// the site.
func (d *documents) export(ctx context.Context, dir string, write func(string, []byte) error, opts export.Options) (export.Manifest, error) {
	s := d.texts
	ix, err := bleveindex.Open(dir)
	if err != nil {
		return export.Manifest{}, err
	}
	defer ix.Close()
	defer ix.ReleasePages()()
	opts.Synonyms = s.synonyms(d.lang)
	opts.Langs, opts.Glossary, opts.TextGroup = s.langs(), s.glossary(), s.hub.Search.TextGroup
	opts.Shards = export.LimitsFor(s.hub.Search.Files, len(s.site.Languages))
	opts.Text = func(r search.StoredFields) (string, error) { return d.text(r.ID) }
	return export.Write(ctx, ix, write, opts)
}

// buildIndex builds the index of a language into a folder, with so many workers.
func (d *documents) buildIndex(ctx context.Context, lang, dir string, workers int) error {
	_, err := bleveindex.Build(ctx, bleveindex.Options{
		Dir: dir, CacheDir: filepath.Join(d.texts.opts.Cache, "search"), Lang: lang, Workers: workers, Kinds: d.kindOrder(),
	}, d.refs, d.load)
	return err
}

// kindOrder returns the kinds of documents, those of pages that are read most first, lists
// last.
func (d *documents) kindOrder() []string {
	all := slices.Clone(d.texts.hub.Kinds.All())
	slices.SortFunc(all, func(a, b kinds.Kind) int { return cmp.Compare(a.Rank, b.Rank) })
	var names []string
	for _, k := range all {
		names = append(names, string(k.Name))
	}
	return append(names, listKind)
}

// mainSearchFile returns the search file of a language that names all others.
func mainSearchFile(lang string) string { return "search/" + lang + ".js" }

// Index builds the search index of each language into the folder of that language below
// dir, and writes the search files for browsers below files, by their paths from the
// site's root. It leaves a file that exists already, since its name identifies its
// content, and removes those of neither this index nor the one before. It may run
// concurrently with Page and Update, for which it leaves one processor free, but not with
// itself.
func (s *Session) Index(ctx context.Context, dir, files string) error {
	snap := s.current.Load()
	if snap == nil {
		return ErrNothing
	}
	place := func(path string) string { return filepath.Join(files, filepath.FromSlash(path)) }
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
		manifest, err := docs.export(ctx, to, write, export.Options{Workers: workers, Published: have})
		if err != nil {
			return err
		}
		for _, path := range manifest.Files {
			now[path] = true
		}
	}
	before := s.exported
	s.exported = now
	return prune(files, func(path string) bool { return now[path] || before[path] })
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
