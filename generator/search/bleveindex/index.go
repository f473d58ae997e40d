package bleveindex

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	index "github.com/blevesearch/bleve_index_api"

	"griot/generator/search"
	"griot/generator/search/analysis"
)

// An Index is the open index of a language. It is safe for concurrent use.
type Index struct {
	idx    bleve.Index
	reader index.IndexReader
	stats  indexStats
	words  analysis.Words
}

// Open opens an index read-only, so that the folder is not changed and many readers can
// open it.
func Open(dir string) (*Index, error) {
	idx, err := bleve.OpenUsing(dir, map[string]any{"read_only": true})
	if err != nil {
		return nil, fmt.Errorf("open index %q: %w", dir, err)
	}
	out := &Index{idx: idx}
	if err := out.readInternal(); err != nil {
		idx.Close()
		return nil, fmt.Errorf("open index %q: %w", dir, err)
	}
	return out, nil
}

func (x *Index) readInternal() error {
	data, err := x.idx.GetInternal(statsKey)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, &x.stats); err != nil {
		return fmt.Errorf("it is not one of Griot's: %w", err)
	}
	if x.stats.Version != version {
		return fmt.Errorf("its format is %q, not %q: build it again", x.stats.Version, version)
	}
	if data, err = x.idx.GetInternal(wordsKey); err != nil {
		return err
	}
	if x.words, err = analysis.ReadWords(data); err != nil {
		return err
	}
	advanced, err := x.idx.Advanced()
	if err != nil {
		return err
	}
	x.reader, err = advanced.Reader()
	return err
}

// Close closes the index.
func (x *Index) Close() error {
	return errors.Join(x.reader.Close(), x.idx.Close())
}

// Lang returns the language tag of the index.
func (x *Index) Lang() string { return x.stats.Lang }

// Docs returns the number of documents.
func (x *Index) Docs() int { return x.stats.Docs }

// Words returns the word list, which must not be changed.
func (x *Index) Words() analysis.Words { return x.words }

// DocFreq returns the number of documents that contain a term.
func (x *Index) DocFreq(term string) (int, error) {
	r, err := x.reader.TermFieldReader(context.Background(), []byte(term), fieldText, false, false, false)
	if err != nil {
		return 0, fmt.Errorf("read the documents of %q: %w", term, err)
	}
	defer r.Close()
	return int(r.Count()), nil
}

// A Set is the open indexes of all languages.
type Set struct{ Indexes []*Index }

// OpenSet opens all indexes in a folder with a folder for each language.
func OpenSet(dir string) (*Set, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("open indexes: %w", err)
	}
	set := &Set{}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		x, err := Open(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, errors.Join(err, set.Close())
		}
		set.Indexes = append(set.Indexes, x)
	}
	if len(set.Indexes) == 0 {
		return nil, fmt.Errorf("open indexes: %q holds none", dir)
	}
	return set, nil
}

// Langs returns the language tags of the indexes.
func (s *Set) Langs() []string {
	langs := make([]string, len(s.Indexes))
	for i, x := range s.Indexes {
		langs[i] = x.Lang()
	}
	return langs
}

// Searcher returns a searcher over the set.
func (s *Set) Searcher(opts search.SearcherOptions) *search.Searcher {
	list := make([]search.Index, len(s.Indexes))
	for i, x := range s.Indexes {
		list[i] = x
	}
	return search.NewSearcher(list, opts)
}

// Close closes all indexes.
func (s *Set) Close() error {
	var errs []error
	for _, x := range s.Indexes {
		errs = append(errs, x.Close())
	}
	return errors.Join(errs...)
}

// readStats reads the stats of an index.
func readStats(dir string) (indexStats, error) {
	x, err := Open(dir)
	if err != nil {
		return indexStats{}, err
	}
	return x.stats, x.Close()
}
