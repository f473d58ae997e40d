package bleveindex

import (
	"fmt"
	"hash/fnv"
	"testing"

	"griot/generator/search/zap"
)

// An index reads the same while its pages are given back all the time.
func TestSpare(t *testing.T) {
	refs, docs := corpus(600, 60, 3)
	x := openBuilt(t, t.TempDir(), refs, docs)
	read := func() string {
		sum := fnv.New64a()
		if err := x.VisitTerms(func(term string, docs, freqs []uint32) error {
			fmt.Fprintln(sum, term, docs, freqs)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for doc := range x.Docs() {
			r, err := x.StoredFields(doc)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(sum, r)
		}
		return fmt.Sprintf("%x", sum.Sum(nil))
	}
	want := read()
	seg, err := x.segment()
	if err != nil {
		t.Fatal(err)
	}
	mapped, ok := zap.Mapped(seg)
	if !ok {
		t.Fatalf("the segment is a %T, whose file can't be given back", seg)
	}
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-end:
				return
			default:
				release(mapped)
			}
		}
	}()
	for range 3 {
		if got := read(); got != want {
			t.Errorf("the index reads as %s, want %s", got, want)
		}
	}
	close(end)
	<-ended
	x.ReleasePages()() // ends at once
}
