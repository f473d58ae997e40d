// Package attachments knows the files beside pages: where they are published, how
// large a picture is, what is in a download.
//
// Call New with the files that were found while loading. Picture and Download read a
// file when they are called first, and then only after it has changed: a Cache keeps
// their results from one build to the next. Output and VariantOutput return where a
// file and the variants of a picture are published, URL how pages link to a file. Clean says
// what was removed from a file or why that can't be, Published returns the bytes to
// publish. The package must never know which pages show or offer a file, or write to
// the output folder.
package attachments

import (
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"griot/generator/assets"
	"griot/generator/cache"
	"griot/generator/clean"
	"griot/generator/content"
	"griot/generator/site"
)

// Set is the attachments of a site, by their paths from the site's folder. It is safe
// for concurrent use.
type Set struct {
	files  map[string]content.File
	fsys   fs.FS
	loader *content.Loader
	cache  *Cache
	rules  Rules
	said   Said
}

// Cache is what is known of attachments. It can be encoded while no Set uses it.
type Cache struct {
	Pictures  map[string]Picture
	Downloads map[string]Download
	Cleaned   map[string]Cleaned

	mu     sync.Mutex // guards the maps
	bodies cache.Memo[bodyKey, []byte]
}

// Picture is what is known of a picture.
type Picture struct {
	Stamp         cache.Stamp
	Width, Height int    // in pixels, as it is published
	Smaller       bool   // than the file is
	Large         bool   // larger than pictures should be, but can't be published smaller
	Widths        []int  // of its variants
	Problem       string // why it can't be read, or ""
}

// Download is what is known of any other file.
type Download struct {
	Stamp   cache.Stamp
	Bytes   int64
	Pages   int
	Lang    string
	Problem string // why it can't be read, or ""
}

// NewCache returns an empty cache.
func NewCache() *Cache {
	return &Cache{Pictures: map[string]Picture{}, Downloads: map[string]Download{}, Cleaned: map[string]Cleaned{}}
}

// Usable reports whether a cache that was decoded has all that a Set needs.
func (c *Cache) Usable() bool {
	return c != nil && c.Pictures != nil && c.Downloads != nil && c.Cleaned != nil
}

// New returns the set of the files that a loader found in fsys.
func New(files []content.File, fsys fs.FS, loader *content.Loader, rules Rules, said Said, c *Cache) *Set {
	s := &Set{files: make(map[string]content.File, len(files)), fsys: fsys, loader: loader, cache: c, rules: rules, said: said}
	for _, f := range files {
		s.files[f.Path] = f
	}
	return s
}

// Has reports whether there is such a file.
func (s *Set) Has(name string) bool {
	_, ok := s.files[name]
	return ok
}

// Names yields all paths, in no order.
func (s *Set) Names() iter.Seq[string] { return maps.Keys(s.files) }

// Hash hashes the names and stamps of all files, how they are cleaned, and what is said of
// them.
func (s *Set) Hash() site.Hash {
	b := fmt.Append(nil, s.rules, clean.Version, s.said, "\n") // maps are printed sorted
	for _, name := range slices.Sorted(s.Names()) {
		b = fmt.Append(b, name, s.files[name].Stamp, "\n")
	}
	return cache.Hash(b)
}

// Stamp returns the stamp of a file.
func (s *Set) Stamp(name string) cache.Stamp { return s.files[name].Stamp }

// Picture measures a picture.
func (s *Set) Picture(name string) Picture {
	return lookUp(s, s.cache.Pictures, name, func(p Picture) cache.Stamp { return p.Stamp }, func(now cache.Stamp) Picture {
		info, err := s.measure(name)
		if err != nil {
			return Picture{Stamp: now, Problem: err.Error()}
		}
		p := Picture{Stamp: now, Widths: assets.Widths(info)}
		p.Width, p.Height = info.Fit()
		p.Smaller = p.Width != info.Width || p.Height != info.Height
		p.Large = info.Format != "svg" && max(p.Width, p.Height) > assets.MaxSide
		return p
	})
}

func (s *Set) measure(name string) (assets.Info, error) {
	f, err := s.loader.Open(name)
	if err != nil {
		return assets.Info{}, err
	}
	defer f.Close()
	return assets.Image(f)
}

// Download reads what a download says of itself.
func (s *Set) Download(name string) Download {
	return lookUp(s, s.cache.Downloads, name, func(d Download) cache.Stamp { return d.Stamp }, func(now cache.Stamp) Download {
		info, err := assets.Download(s.fsys, s.files[name].Disk)
		d := Download{Stamp: now, Bytes: now.Size, Pages: info.Pages, Lang: info.Lang}
		if err != nil {
			d.Problem = err.Error()
		}
		if c := s.Clean(name); c.Why == "" {
			d.Bytes = c.Bytes
		} else {
			d.Problem = "" // Clean says it
		}
		return d
	})
}

// lookUp returns what is known of the present version of a file; read finds it out.
func lookUp[T any](s *Set, known map[string]T, name string, stampOf func(T) cache.Stamp, read func(now cache.Stamp) T) T {
	now := s.Stamp(name)
	s.cache.mu.Lock()
	info, ok := known[name]
	s.cache.mu.Unlock()
	if ok && stampOf(info) == now {
		return info
	}
	info = read(now)
	s.cache.mu.Lock()
	known[name] = info
	s.cache.mu.Unlock()
	return info
}

// Output returns the path below the output folder at which a file is published.
func Output(name string) string { return "files/" + strings.TrimPrefix(name, content.Dir+"/") }

// URL returns the URL of a file, relative to the output folder.
func URL(name string) string { return site.EscapePath(Output(name)) }

// VariantOutput is Output for the variant of a picture that has a width. It lies in a
// folder that no author's file can lie in: content.Ignored reports names that end in ~.
func VariantOutput(name string, width int) string {
	dir, file := path.Split(Output(name))
	return dir + strconv.Itoa(width) + "w~/" + file
}

// OriginalOutput is Output for the original of a picture that is shown smaller.
func OriginalOutput(name string) string {
	dir, file := path.Split(Output(name))
	return dir + "original~/" + file
}

var pictureFormats = map[string]bool{".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".svg": true}

// IsPicture reports whether a file is a picture, by its extension.
func IsPicture(name string) bool { return pictureFormats[strings.ToLower(path.Ext(name))] }

// Srcset lists a picture and its variants for browsers to choose from, or is "" if
// there are no variants. The URLs start with root, a relative URL.
func Srcset(root, name string, p Picture) string {
	if len(p.Widths) == 0 {
		return ""
	}
	var b strings.Builder
	for _, w := range p.Widths {
		fmt.Fprintf(&b, "%s%s %dw, ", root, site.EscapePath(VariantOutput(name, w)), w)
	}
	fmt.Fprintf(&b, "%s%s %dw", root, URL(name), p.Width)
	return b.String()
}
