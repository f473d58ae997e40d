package bleveindex

import (
	"encoding/json"
	"fmt"

	"github.com/blevesearch/bleve/v2"

	"griot/generator/search"
)

// An Index is one language's index, open for reading. It may be used by several
// goroutines at once.
type Index struct {
	idx   bleve.Index
	stats indexStats
	words search.Words
}

// Open opens a finished index read-only, so that the folder is not changed and
// any number of readers may have it open.
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
	x.words, err = search.ReadWords(data)
	return err
}

// Close closes the index.
func (x *Index) Close() error { return x.idx.Close() }

// Lang returns the language tag of the index.
func (x *Index) Lang() string { return x.stats.Lang }

// Docs returns the number of documents.
func (x *Index) Docs() int { return x.stats.Docs }

// Words returns the word list, which must not be changed.
func (x *Index) Words() search.Words { return x.words }

// readStats reads what an index says of itself.
func readStats(dir string) (indexStats, error) {
	x, err := Open(dir)
	if err != nil {
		return indexStats{}, err
	}
	return x.stats, x.Close()
}
