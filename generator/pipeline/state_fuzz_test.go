package pipeline

import (
	"testing"
	"testing/fstest"

	"griot/generator/cache"
	"griot/generator/content"
	"griot/generator/pipeline/attachments"
	"griot/generator/pipeline/commit"
	"griot/generator/site"
)

// FuzzState decodes what could stand in the file of the state, the manifest and what is known
// of attachments included: it is not usable, or can be used.
func FuzzState(f *testing.F) {
	full := newState()
	full.Manifest["en/index.html"] = commit.Entry{Key: site.Hash{1}, Stamp: cache.Stamp{Size: 2}}
	full.Indexes["en"] = indexInfo{Files: commit.Files{"search/en/a.js": {Size: 3}}, Docs: []site.Hash{{4}}}
	full.Attachments.Pictures["content/a.png"] = attachments.Picture{Widths: []int{5}}
	full.Words = &wordState{Docs: []site.Hash{{6}}}
	for _, st := range []*state{full, newState(), {}} {
		seed(f, st)
	}
	f.Add([]byte("\xf6"))
	fsys := fstest.MapFS{"content/a.png": {Data: []byte("x")}, "content/a.pdf": {Data: []byte("x")}}
	f.Fuzz(func(t *testing.T, body []byte) {
		c := &buildCache{state: newState()}
		if cache.Decode(body, c.state) != nil || !c.state.usable() {
			return
		}
		c.state.Manifest["x"] = commit.Entry{}
		c.state.Indexes["x"] = indexInfo{}
		c.state.knownDocs()
		files := []content.File{{Path: "content/a.png", Disk: "content/a.png"}, {Path: "content/a.pdf", Disk: "content/a.pdf"}}
		s := attachments.New(files, fsys, content.NewLoader(fsys, content.Options{}), attachments.Rules{}, attachments.Said{}, c.state.Attachments)
		attachments.Srcset("", "content/a.png", s.Picture("content/a.png"))
		s.Download("content/a.pdf")
		if _, err := cache.Encode(c.state); err != nil {
			t.Errorf("it can't be written again: %v", err)
		}
	})
}

// FuzzConversions decodes what could stand in the file of the conversions.
func FuzzConversions(f *testing.F) {
	seed(f, &conversionSet{ByKey: map[convKey]*conversion{{"briefs/a", "en"}: {Uses: []string{"x"}, HeadingIDs: "a"}}})
	seed(f, &conversionSet{ByKey: map[convKey]*conversion{{"briefs/a", "en"}: nil}})
	f.Fuzz(func(t *testing.T, body []byte) {
		set := &conversionSet{}
		if cache.Decode(body, set) != nil || !set.usable() {
			return
		}
		for key, conv := range set.ByKey {
			_ = key.Group + conv.HeadingIDs
			if conv.Blob.Size() < 0 {
				t.Errorf("%v has a negative size", key)
			}
		}
		again, err := cache.Encode(set)
		if err != nil || cache.Decode(again, &conversionSet{}) != nil {
			t.Errorf("it can't be written and read again: %v", err)
		}
	})
}

// seed adds a value as the cache has it.
func seed(f *testing.F, v any) {
	f.Helper()
	body, err := cache.Encode(v)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
}
