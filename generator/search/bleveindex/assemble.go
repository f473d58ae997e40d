package bleveindex

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/util"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"griot/generator/search"
)

// Names under which the index keeps what Bleve has no place for.
var (
	statsKey = []byte("griot:stats")
	wordsKey = []byte("griot:words")
)

// indexStats is the JSON value under statsKey.
type indexStats struct {
	Version string `json:"version"` // of analysis and storage
	Lang    string `json:"lang"`
	Docs    int    `json:"docs"`
	Tokens  int    `json:"tokens"` // sum of all lengths, for the average of BM25
	Key     string `json:"key"`    // names the index by its blocks
}

const version = search.AnalysisVersion + "/" + formatVersion

// builtSegment is the name that scorch's offline builder gives its segment.
const builtSegment = "000000000002.zap"

// assemble merges the cached segments into a finished index and puts it in
// place of opts.Dir.
func assemble(ctx context.Context, opts Options, cache blockCache, keys []string, whole *sum) error {
	statsJSON, err := json.Marshal(whole.indexStats)
	if err != nil {
		return fmt.Errorf("write index statistics: %w", err)
	}
	internal := map[string][]byte{
		string(statsKey): statsJSON,
		string(wordsKey): search.CountWords(whole.spellings).Append(nil),
	}

	temp := opts.Dir + ".new"
	if err := os.RemoveAll(temp); err != nil {
		return fmt.Errorf("clear %q: %w", temp, err)
	}
	if len(keys) == 0 {
		err = writeEmpty(temp, opts.Lang, internal)
	} else {
		err = writeIndex(ctx, temp, opts.Lang, cache, keys, internal)
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

// writeEmpty makes an index without documents.
func writeEmpty(dir, lang string, internal map[string][]byte) error {
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

// writeIndex lets scorch's builder write an index of one empty document, and
// puts the merged segment in the place of its segment: root.bolt names the
// segment's file and says nothing about what is in it.
func writeIndex(ctx context.Context, dir, lang string, cache blockCache, keys []string, internal map[string][]byte) error {
	store := filepath.Join(dir, "store")
	if err := os.MkdirAll(store, 0o755); err != nil {
		return fmt.Errorf("make index folder: %w", err)
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
	placeholder := &document{id: "placeholder"}
	placeholder.fields = append(placeholder.fields, stored(fieldID, placeholder.id))
	if err := builder.Index(placeholder); err != nil {
		return fmt.Errorf("write index %q: %w", dir, err)
	}
	if err := builder.Close(); err != nil {
		return fmt.Errorf("write index %q: %w", dir, err)
	}
	built := filepath.Join(store, builtSegment)
	if err := os.Remove(built); err != nil { // proves that the builder still names it so
		return fmt.Errorf("replace the builder's segment: %w", err)
	}
	return mergeSegments(ctx, cache, keys, built)
}

// mergeSegments merges cached segments, in order, into one at path.
func mergeSegments(ctx context.Context, cache blockCache, keys []string, path string) (err error) {
	plugin := new(zap.ZapPlugin)
	segments := make([]segment.Segment, 0, len(keys))
	defer func() {
		for _, s := range segments {
			if closeErr := s.Close(); closeErr != nil && err == nil {
				err = fmt.Errorf("close segment: %w", closeErr)
			}
		}
	}()
	for _, key := range keys {
		s, err := plugin.Open(cache.segment(key))
		if err != nil {
			return fmt.Errorf("open segment %q: %w", cache.segment(key), err)
		}
		segments = append(segments, s)
	}
	drops := make([]*roaring.Bitmap, len(segments))
	stop := make(chan struct{})
	defer context.AfterFunc(ctx, func() { close(stop) })()
	if _, _, err := plugin.Merge(segments, drops, path, stop, nil); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("merge segments into %q: %w", path, err)
	}
	return nil
}
