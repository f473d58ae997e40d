package pipeline

import (
	"fmt"
	"griot/generator/cache"
	"griot/generator/pipeline/commit"
	"testing"
)

// TestCacheOfALargeSite reads a state with more files than cbor takes by
// itself: a site of 100 000 pages per language was built from nothing each time.
func TestCacheOfALargeSite(t *testing.T) {
	const files = 131_073
	dir, err := cache.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	before := newState()
	for i := range files {
		before.Manifest[fmt.Sprintf("en/library/p%06d/index.html", i)] = commit.Entry{Stamp: cache.Stamp{Size: int64(i)}}
	}
	if _, err := dir.Put(stateName, before); err != nil {
		t.Fatal(err)
	}
	after := newState()
	if _, err := dir.Get(stateName, after); err != nil || len(after.Manifest) != files {
		t.Errorf("%d of %d files read: %v", len(after.Manifest), files, err)
	}
}
