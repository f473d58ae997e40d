package bleveindex

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/util"
	"golang.org/x/sync/errgroup"

	"griot/generator/search/analysis"

	"griot/generator/search/zap"
)

// Keys of Bleve's internal values.
var (
	statsKey = []byte("griot:stats")
	wordsKey = []byte("griot:words")
)

// indexStats is the JSON value under statsKey.
type indexStats struct {
	Version string   `json:"version"` // of analysis and storage
	Lang    string   `json:"lang"`
	Docs    int      `json:"docs"`
	Tokens  int      `json:"tokens"` // sum of all lengths, for the average of BM25
	Kinds   []string `json:"kinds"`  // as in Options
	Key     string   `json:"key"`    // see indexKey
}

const version = analysis.Version + "/" + formatVersion

// builtSegment is the name of the segment that scorch's offline builder writes.
const builtSegment = "000000000002.zap"

// cachedBlock is a block in the cache.
type cachedBlock struct {
	key  string
	docs int
}

// assemble makes an index from cached blocks and replaces opts.Dir with it.
func assemble(ctx context.Context, opts Options, cache blockCache, blocks []cachedBlock, whole *totals) error {
	temp := opts.Dir + ".new"
	if err := os.RemoveAll(temp); err != nil {
		return fmt.Errorf("clear %q: %w", temp, err)
	}
	var err error
	if len(blocks) == 0 {
		err = writeEmpty(temp, opts.Lang, whole)
	} else {
		err = writeIndex(ctx, temp, opts.Lang, cache, blocks, whole)
	}
	if err != nil {
		return err
	}
	if err := os.RemoveAll(opts.Dir); err != nil {
		return fmt.Errorf("replace index %q: %w", opts.Dir, err)
	}
	if err := os.Rename(temp, opts.Dir); err != nil {
		return fmt.Errorf("replace index: %w", err)
	}
	return nil
}

// internals returns Bleve's internal values.
func (s *totals) internals() (map[string][]byte, error) {
	stats, err := json.Marshal(s.indexStats)
	if err != nil {
		return nil, fmt.Errorf("write index statistics: %w", err)
	}
	words := analysis.CountWords(s.spellings).Append(nil)
	return map[string][]byte{string(statsKey): stats, string(wordsKey): words}, nil
}

// writeEmpty makes an index without documents.
func writeEmpty(dir, lang string, whole *totals) error {
	internal, err := whole.internals()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("make index folder: %w", err)
	}
	idx, err := bleve.NewUsing(dir, newMapping(lang), scorch.Name, scorch.Name, nil)
	if err != nil {
		return fmt.Errorf("make index %q: %w", dir, err)
	}
	for k, v := range internal {
		if err := idx.SetInternal([]byte(k), v); err != nil {
			return fmt.Errorf("write index %q: %w", dir, err)
		}
	}
	return idx.Close()
}

// writeIndex writes the segment of all blocks and an index of one empty document, and
// replaces the segment of the latter: root.bolt contains the name of the segment's file and
// nothing about its content.
func writeIndex(ctx context.Context, dir, lang string, cache blockCache, blocks []cachedBlock, whole *totals) error {
	store := filepath.Join(dir, "store")
	if err := os.MkdirAll(store, 0o755); err != nil {
		return fmt.Errorf("make index folder: %w", err)
	}
	segment, built := filepath.Join(dir, "segment"), filepath.Join(store, builtSegment)
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error { return mergeBlocks(ctx, segment, cache, blocks) })
	work.Go(func() error { return writeRoot(dir, store, lang, whole) })
	if err := work.Wait(); err != nil {
		return err
	}
	if err := os.Remove(built); err != nil { // fails if the builder uses another name
		return fmt.Errorf("replace the builder's segment: %w", err)
	}
	return os.Rename(segment, built)
}

// writeRoot writes an index of one empty document by scorch's offline builder.
func writeRoot(dir, store, lang string, whole *totals) error {
	internal, err := whole.internals()
	if err != nil {
		return err
	}
	mappingJSON, err := util.MarshalJSON(newMapping(lang))
	if err != nil {
		return fmt.Errorf("write index mapping: %w", err)
	}
	internal[string(util.MappingInternalKey)] = mappingJSON
	meta := fmt.Sprintf("{\"storage\":%q,\"index_type\":%q}\n", scorch.Name, scorch.Name)
	if err := os.WriteFile(filepath.Join(dir, "index_meta.json"), []byte(meta), 0o644); err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	builder, err := scorch.NewBuilder(map[string]any{"path": store, "buildPathPrefix": dir, "internal": internal})
	if err != nil {
		return fmt.Errorf("write index %q: %w", dir, err)
	}
	placeholder := document.NewDocument("placeholder")
	if err := builder.Index(placeholder); err != nil {
		return fmt.Errorf("write index %q: %w", dir, err)
	}
	if err := builder.Close(); err != nil {
		return fmt.Errorf("write index %q: %w", dir, err)
	}
	return nil
}

// mergeBlocks writes the segment of all blocks.
func mergeBlocks(ctx context.Context, path string, cache blockCache, blocks []cachedBlock) (err error) {
	var files []io.Closer
	defer func() {
		for _, f := range files {
			err = errors.Join(err, f.Close())
		}
	}()
	var open []*zap.Block
	for _, c := range blocks {
		b, err := cache.open(c.key, c.docs)
		if err != nil {
			return err
		}
		files, open = append(files, b.file), append(open, &b.Block)
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write segment: %w", err)
	}
	out := bufio.NewWriterSize(f, 1<<20)
	if err := errors.Join(zap.Write(ctx, out, fields, open), out.Flush(), f.Close()); err != nil {
		return fmt.Errorf("write segment %q: %w", path, err)
	}
	return nil
}
