package content

import (
	"bytes"
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
	e := &encoder{b: make([]byte, 0, 512*len(l.now.pages)+64)}
	version := cacheVersion
	e.text(&version)
	e.text(&l.key)
	e.b = append(e.b, l.hubHash[:]...)
	paths := slices.Sorted(maps.Keys(l.now.pages))
	paths = slices.DeleteFunc(paths, func(p string) bool { return l.now.pages[p].says == "" || len(l.now.pages[p].list) > 0 })
	e.count(len(paths))
	for _, p := range paths {
		l.now.pages[p].code(e)
	}
	names := slices.Sorted(maps.Keys(l.now.files))
	e.count(len(names))
	for _, p := range names {
		f := l.now.files[p]
		codeFile(e, &f)
	}
	e.b = binary.BigEndian.AppendUint32(e.b, crc32.Checksum(e.b, castagnoli))
	if _, err := w.Write(e.b); err != nil {
		return fmt.Errorf("write content cache: %w", err)
	}
	return nil
}

// LoadCache reads what SaveCache wrote. It is called before the first Load.
// After an error the Loader starts cold, which costs time alone.
func (l *Loader) LoadCache(r io.Reader) error {
	var b bytes.Buffer
	if _, err := b.ReadFrom(r); err != nil {
		return fmt.Errorf("read content cache: %w", err)
	}
	src := b.Bytes()
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
