package content

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"slices"
	"strings"

	"griot/generator/config"
	"griot/generator/site"
)

// cacheVersion changes with the form of the cache and the rules of front
// matter.
const cacheVersion = "griot content 3"

// errCache says that a cache is of another version, or damaged.
var errCache = errors.New("the cache can't be used")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// useKey drops decoded front matter that was read under other rules.
func (l *Loader) useKey(hub *config.Hub) {
	l.vocabularies = vocabularies(hub)
	key := strings.Join(append([]string{cacheVersion}, l.vocabularies...), " ")
	if hub.Incomplete { // hub.yaml doesn't say which keys there are
		l.vocabularies, key = nil, "incomplete"
	}
	if key == l.key {
		return
	}
	pages := make(map[string]*entry, len(l.now.pages))
	for p, e := range l.now.pages {
		bare := *e
		bare.says = ""
		pages[p] = &bare
	}
	l.now.pages, l.key = pages, key
}

// SaveCache writes what the next process needs to read only what changed.
// Pages with diagnostics are left out, so that they are read again and report
// them again.
func (l *Loader) SaveCache(w io.Writer) error {
	e := &encoder{}
	sum := crc32.New(castagnoli)
	write := func() error {
		sum.Write(e.b)
		_, err := w.Write(e.b)
		e.b = e.b[:0]
		return err
	}
	version := cacheVersion
	e.text(&version)
	e.text(&l.key)
	e.b = append(e.b, l.hubHash[:]...)
	paths := slices.Sorted(maps.Keys(l.now.pages))
	paths = slices.DeleteFunc(paths, func(p string) bool { return l.now.pages[p].says == "" || len(l.now.pages[p].list) > 0 })
	e.count(len(paths))
	for _, p := range paths {
		if l.now.pages[p].code(e); len(e.b) > 1<<16 { // a large site's is large
			if err := write(); err != nil {
				return fmt.Errorf("write content cache: %w", err)
			}
		}
	}
	names := slices.Sorted(maps.Keys(l.now.files))
	e.count(len(names))
	for _, p := range names {
		f := l.now.files[p]
		codeFile(e, &f)
	}
	err := write()
	if err == nil {
		_, err = w.Write(binary.BigEndian.AppendUint32(nil, sum.Sum32()))
	}
	if err != nil {
		return fmt.Errorf("write content cache: %w", err)
	}
	return nil
}

// LoadCache takes what SaveCache wrote. It is called before the first Load.
// After an error the Loader starts cold, which costs time alone.
func (l *Loader) LoadCache(src []byte) error {
	if len(src) < 4 || crc32.Checksum(src[:len(src)-4], castagnoli) != binary.BigEndian.Uint32(src[len(src)-4:]) {
		return fmt.Errorf("read content cache: %w: its checksum is wrong", errCache)
	}
	d := &decoder{s: string(src[:len(src)-4])}
	var version, key string
	if d.text(&version); version != cacheVersion {
		return fmt.Errorf("read content cache: %w: its version is %q", errCache, version)
	}
	d.text(&key)
	var hubHash site.Hash
	d.raw(hubHash[:])
	n := d.count(0)
	pages := make(map[string]*entry, n)
	entries := make([]entry, n)
	for i := range entries {
		e := &entries[i]
		e.code(d)
		pages[e.path] = e
	}
	n = d.count(0)
	files := make(map[string]File, n)
	for range n {
		var f File
		codeFile(d, &f)
		files[f.Path] = f
	}
	if d.bad || d.s != "" {
		return fmt.Errorf("read content cache: %w: it is damaged", errCache)
	}
	l.key, l.hubHash, l.now = key, hubHash, state{pages: pages, files: files}
	return nil
}
