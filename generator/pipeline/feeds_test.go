package pipeline

import (
	"bytes"
	"testing"

	"griot/generator/cache"
	"griot/generator/metadata/feed"
)

// The files of a sitemap are the same however often they are requested, and requesting
// each once makes them once.
func TestSitemaps(t *testing.T) {
	made := 0
	files := func() []feed.File {
		made++
		return []feed.File{{Name: "sitemap.xml", Body: []byte("index")}, {Name: "sitemap-1.xml", Body: []byte("one")}, {Name: "sitemap-2.xml", Body: []byte("two")}}
	}
	outputs := sitemaps(files)
	ask := func(i int, name, want string) {
		t.Helper()
		o := outputs[i]
		d, err := o.prepare(nil)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := d.write(&b); err != nil || o.path != name || b.String() != want || d.key != cache.Hash([]byte(want)) {
			t.Errorf("output %d is %q with %q (%v), want %q with %q", i, o.path, b.String(), err, name, want)
		}
	}
	ask(2, "sitemap-2.xml", "two")
	ask(0, "sitemap.xml", "index")
	ask(1, "sitemap-1.xml", "one")
	if made != 1 {
		t.Errorf("the files were made %d times", made)
	}
	ask(1, "sitemap-1.xml", "one")
	ask(1, "sitemap-1.xml", "one")
	ask(0, "sitemap.xml", "index")
}
