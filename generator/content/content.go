// Package content reads a site's content/ folder into the frozen model of
// package site. A Loader is used over and over:
//
//	l := content.NewLoader(root.FS(), content.Options{})
//	l.LoadCache(dir)                      // optional; an error means a cold start
//	res, err := l.Load(ctx)               // the whole folder
//	res, err = l.Reload(ctx, []string{"content/briefs/mali.en.md"})
//	l.SaveCache(dir)
//
// The file system should be that of an os.Root, which keeps symbolic links inside
// the site. A Result has the configuration, the site, the files beside its pages,
// and every mistake of every file at once. PlanMove renames a page. Walk, Ignored,
// SplitName, JoinName and IsPage are everything that other packages need to know
// of names in content/.
//
// Load compares every file's size, modification time and inode with the cache,
// reads those that differ, and decodes those whose content hash is new. Reload
// does so for the named paths only, unless they are folders or the configuration.
// If only the text after the front matter changed, the Site stays the same.
//
// Each step has its file: loader.go decides what to read, walk.go finds files,
// scan.go tells pages from other files, read.go reads one page, assemble.go pairs
// translations and builds pages, refs.go checks what they refer to, urls.go finds
// two pages with one URL, cache.go and codec.go store decoded front matter for the
// next process.
//
// The package never converts Markdown, writes nothing but the cache and the files
// of a Move, and never changes a Site that it has returned.
package content

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"griot/generator/cache"
	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/frontmatter"
	"griot/generator/site"
)

// Dir is the folder of the content in the site's folder.
const Dir = "content"

// MaxFile is the size in bytes of the largest Markdown or configuration file
// that is read.
const MaxFile = 4 << 20

// ErrChanged means that a file has changed since it was loaded.
var ErrChanged = errors.New("the file changed since it was loaded")

// Options are the choices of a Loader.
type Options struct {
	// Verify reads and hashes every file, even if its size, time and inode are
	// the same.
	Verify bool
	// Now tells the time; nil means time.Now. It only decides which files are
	// racy: a file that changed less than two seconds ago may change again
	// without getting another modification time.
	Now func() time.Time
}

// Result is a loaded site. It never changes. If nothing changed but the text of
// pages after their front matter, Site is the same as in the Result before: what
// was derived from it alone stays valid.
type Result struct {
	Hub  *config.Hub // not nil; complete only without errors
	Site *site.Site  // nil if hub.yaml can't be used; complete only without errors
	// Files are those beside the pages, by path: images, attachments.
	Files       []File
	Diagnostics diag.List // sorted; of the whole site, not only of what changed
	// Unread has the paths of Markdown files that exist but are no pages; a
	// diagnostic gives the reason.
	Unread map[string]bool
	// Changed lists the pages, files and configuration that are new, gone or
	// different since the last load, or since the cache was saved; sorted.
	Changed []string

	pages map[string]*entry
}

// Sum returns the hash of a page's file as it was loaded.
func (r *Result) Sum(p *site.Page) site.Hash {
	if e := r.pages[p.File]; e != nil {
		return e.hash
	}
	return site.Hash{}
}

// File is a file in content/ that is no page.
type File struct {
	Path  string // slash path from the site's folder, accents composed (NFC)
	Disk  string // the same as the file system spells it
	Stamp cache.Stamp
}

// Loader reads a site again and again. Load and Reload must not run at the same
// time; Body, Open and ReadFile may be called by many goroutines meanwhile.
type Loader struct {
	fsys fs.FS
	opts Options
	now  state
	last *Result

	members map[string][]*entry    // by group, of the last graph
	clean   map[string]*site.Group // of the last graph, without those that had diagnostics

	hub     *config.Hub
	hubHash site.Hash
	hubList diag.List            // what is wrong with hub.yaml
	key     string               // of the rules under which front matter was decoded
	schemas *frontmatter.Schemas // of the kinds of hub
	// vocabularies are those that are keys of front matter; nil if unknown.
	vocabularies []string
	kinds        folderKinds
	sections     []*site.Section // of the last graph
	byFolder     map[string]*site.Section
	inFolders    diag.List // what making them found

	mu   sync.RWMutex
	disk map[string]string // of the state now, for readers
}

// state is the content of a site's folder, by path. Once loading is done, its
// maps are replaced, never changed.
type state struct {
	pages map[string]*entry
	files map[string]File
	found map[string]diag.List   // diagnostics of paths
	disk  map[string]string      // paths that the file system spells otherwise
	links map[string]cache.Stamp // of files that symbolic links lead to
}

// NewLoader returns a Loader for the site whose folder is the root of fsys.
func NewLoader(fsys fs.FS, opts Options) *Loader {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	return &Loader{fsys: fsys, opts: opts}
}

// isConfig reports whether a path is that of a file of the configuration.
func isConfig(name string) bool {
	switch name {
	case config.File, config.SynonymsFile, config.AddressesFile, config.ImagesFile:
		return true
	}
	return isKind(name)
}

// readHub reads the configuration.
func (l *Loader) readHub() (*config.Hub, site.Hash, diag.List) {
	var list diag.List
	src, err := readFile(l.fsys, config.File)
	if err != nil {
		unreadable(&list, config.File, err)
		if errors.Is(err, fs.ErrNotExist) {
			list[0].Variant = "no-hub"
		}
		return &config.Hub{Incomplete: true}, site.Hash{}, list
	}
	if at, ok := validUTF8(src, config.File); !ok {
		encoding(&list, at)
		return &config.Hub{Incomplete: true}, site.Hash{}, list
	}
	own, list := kindFiles(l.fsys)
	hub, found := config.Load(src, config.File, own...)
	list = append(list, found...)
	synonyms := l.beside(config.SynonymsFile, &list, func(src []byte) (more diag.List) {
		hub.Synonyms, more = config.LoadSynonyms(src, config.SynonymsFile, hub.Codes())
		return more
	})
	addresses := l.beside(config.AddressesFile, &list, func(src []byte) (more diag.List) {
		hub.Addresses, more = config.LoadAddresses(src, config.AddressesFile)
		return more
	})
	images := l.beside(config.ImagesFile, &list, func(src []byte) (more diag.List) {
		hub.Images, more = config.LoadImages(src, config.ImagesFile, hub)
		return more
	})
	parts := [][]byte{src, synonyms, addresses, images}
	for _, f := range own {
		parts = append(parts, []byte(f.Name), f.Src)
	}
	return hub, cache.Hash(parts...), list
}

// beside reads a file of the configuration that a site need not have, and returns its text.
func (l *Loader) beside(name string, list *diag.List, load func([]byte) diag.List) []byte {
	src, err := readFile(l.fsys, name)
	switch at, valid := validUTF8(src, name); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		unreadable(list, name, err)
	case !valid:
		encoding(list, at)
	default:
		*list = append(*list, load(src)...)
	}
	return src
}

// onDisk returns a path as the file system spells it.
func (l *Loader) onDisk(name string) string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if d, ok := l.disk[name]; ok {
		return d
	}
	return name
}

// Open opens a file of the site by its slash path from the site's folder. Accents
// in the path are composed (NFC), even if the file system spells them otherwise.
func (l *Loader) Open(name string) (fs.File, error) { return l.fsys.Open(l.onDisk(name)) }

// ReadFile reads a file of the site; the path is as for Open.
func (l *Loader) ReadFile(name string) ([]byte, error) { return fs.ReadFile(l.fsys, l.onDisk(name)) }

// Body reads the Markdown of a page, which starts on line p.Line of its file. sum
// is the hash of the file when it was loaded (Result.Sum); if the file has another
// hash now, the error wraps ErrChanged.
func (l *Loader) Body(p *site.Page, sum site.Hash) ([]byte, error) {
	src, err := readFile(l.fsys, l.onDisk(p.File))
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", p.File, err)
	}
	if cache.Hash(src) != sum || p.Body > len(src) {
		return nil, fmt.Errorf("read %q: %w", p.File, ErrChanged)
	}
	return src[p.Body:], nil
}
