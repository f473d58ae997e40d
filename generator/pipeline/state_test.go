package pipeline

import (
	"fmt"
	"griot/generator/pipeline/commit"
	"path/filepath"
	"testing"

	"griot/generator/site"
)

// TestCacheOfALargeSite reads a state with more files than cbor takes by
// itself: a site of 100 000 pages per language was built from nothing each time.
func TestCacheOfALargeSite(t *testing.T) {
	const files = 131_073
	path := filepath.Join(t.TempDir(), stateName)
	before := newState()
	for i := range files {
		before.Manifest[fmt.Sprintf("en/library/p%06d/index.html", i)] = commit.Entry{Stamp: commit.Stamp{Size: int64(i)}}
	}
	if _, err := writeCache(path, site.Hash{1}, before); err != nil {
		t.Fatal(err)
	}
	after := newState()
	if _, err := readCache(path, site.Hash{1}, after); err != nil || len(after.Manifest) != files {
		t.Errorf("%d of %d files read: %v", len(after.Manifest), files, err)
	}
}
