package content

import (
	"testing"
	"testing/fstest"

	"griot/generator/cache"
	"griot/generator/config"
	"griot/generator/frontmatter"
)

// FuzzLoadCache decodes any bytes as the loader's file of the cache: it is refused, or can be
// used and written again.
func FuzzLoadCache(f *testing.F) {
	own := &frontmatter.Parsed{}
	own.Front.Title = "T"
	for _, e := range []entry{
		{path: "content/a.en.md", disk: "content/a.en.md", stamp: cache.Stamp{Size: 9}, body: 4, line: 3, coded: encode(own)},
		{path: "content/a.en.md", body: -1},
		{path: "content/a.en.md", stamp: cache.Stamp{Size: 9}, body: 10},
	} {
		c := &cache.Coder{}
		key := "key"
		cache.Text(c, &key)
		c.Raw(make([]byte, 32))
		c.Count(1)
		e.code(c)
		c.Count(1)
		file := File{Path: "content/a.png", Disk: "content/a.png"}
		file.code(c)
		f.Add(string(c.Bytes()))
	}
	f.Fuzz(func(t *testing.T, src string) {
		l := NewLoader(fstest.MapFS{}, Options{})
		if l.decodeCache(src) != nil {
			return
		}
		for _, e := range l.now.pages {
			if e.body < 0 || int64(e.body) > e.stamp.Size {
				t.Errorf("the body of %q starts at %d of %d", e.path, e.body, e.stamp.Size)
			}
			e.parsed(nil)
			e.parsed(&arena{})
		}
		l.useKey(&config.Hub{})
		dir, err := cache.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		if err := l.SaveCache(dir); err != nil {
			t.Error(err)
		}
		if err := NewLoader(fstest.MapFS{}, Options{}).LoadCache(dir); err != nil {
			t.Errorf("what was written can't be read: %v", err)
		}
	})
}
