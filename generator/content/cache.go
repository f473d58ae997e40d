package content

import (
	"io"
	"maps"
	"slices"
	"strings"

	"griot/generator/cache"
	"griot/generator/config"
	"griot/generator/frontmatter"
	"griot/generator/site"
)

// cacheName is the name of the loader's file in the cache.
const cacheName = "loader"

// useKey drops front matter that was decoded by other rules.
func (l *Loader) useKey(hub *config.Hub) {
	l.vocabularies, l.schemas = vocabularies(hub), frontmatter.NewSchemas(hub.Kinds)
	key := strings.Join(append([]string{"vocabularies"}, l.vocabularies...), " ") + hub.Kinds.Signature()
	if hub.Incomplete { // hub.yaml doesn't say which keys there are
		l.vocabularies, key = nil, "incomplete"
	}
	if key == l.key {
		return
	}
	l.forget(func(*entry) bool { return true })
	l.key = key
}

// useKinds drops the front matter of pages that was decoded with other kinds of folders.
func (l *Loader) useKinds(kinds folderKinds) {
	if kinds.String() != l.kinds.String() {
		l.forget(func(e *entry) bool { return !isIndex(e.id) })
	}
	l.kinds = kinds
}

// forget drops decoded front matter.
func (l *Loader) forget(which func(*entry) bool) {
	pages := make(map[string]*entry, len(l.now.pages))
	for p, e := range l.now.pages {
		bare := *e
		if which(e) {
			bare.coded = ""
		}
		pages[p] = &bare
	}
	l.now.pages = pages
}

// SaveCache writes what the next process needs to read only changed files. Pages
// with diagnostics are left out, so that they are read and reported again.
func (l *Loader) SaveCache(d cache.Dir) error {
	_, err := d.Write(cacheName, func(w io.Writer) error {
		c := &cache.Coder{}
		cache.Text(c, &l.key)
		l.kinds.code(c)
		c.Raw(l.hubHash[:])
		paths := slices.Sorted(maps.Keys(l.now.pages))
		paths = slices.DeleteFunc(paths, func(p string) bool { return l.now.pages[p].coded == "" || len(l.now.pages[p].list) > 0 })
		c.Count(len(paths))
		for _, p := range paths {
			if l.now.pages[p].code(c); len(c.Bytes()) > 1<<16 { // a large site's is large
				if err := c.Flush(w); err != nil {
					return err
				}
			}
		}
		names := slices.Sorted(maps.Keys(l.now.files))
		c.Count(len(names))
		for _, p := range names {
			f := l.now.files[p]
			f.code(c)
		}
		return c.Flush(w)
	})
	return err
}

// LoadCache reads what SaveCache wrote. It must be called before the first Load.
// After an error the Loader starts cold, which only costs time.
func (l *Loader) LoadCache(d cache.Dir) error {
	src, err := d.Text(cacheName)
	if err != nil {
		return err
	}
	return l.decodeCache(src)
}

// decodeCache decodes the content of the cache's file.
func (l *Loader) decodeCache(src string) error {
	c := cache.Reader(src)
	var key string
	cache.Text(c, &key)
	kinds := folderKinds{}
	kinds.code(c)
	var hubHash site.Hash
	c.Raw(hubHash[:])
	n := c.Count(0)
	pages := make(map[string]*entry, n)
	entries := make([]entry, n)
	for i := range entries {
		e := &entries[i]
		e.code(c)
		if e.body < 0 || int64(e.body) > e.stamp.Size || e.line < 0 {
			c.Fail() // it would be cut from the file there
		}
		pages[e.path] = e
	}
	n = c.Count(0)
	files := make(map[string]File, n)
	for range n {
		var f File
		f.code(c)
		files[f.Path] = f
	}
	if !c.Complete() {
		return cache.ErrAbsent
	}
	l.key, l.kinds, l.hubHash, l.now = key, kinds, hubHash, state{pages: pages, files: files}
	return nil
}
