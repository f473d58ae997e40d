package content

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"griot/generator/archetype"
	"griot/generator/cache"
	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/frontmatter"
	"griot/generator/site"
	"griot/generator/sitefs"
)

// entry is one Markdown file, read or from the cache. It never changes once it
// has been read.
type entry struct {
	path, disk string
	id, lang   string // of the page, by its path
	stamp      cache.Stamp
	hash       site.Hash // of the file
	front      site.Hash // of the front matter's text
	body, line int       // where the Markdown starts
	coded      string    // the front matter, coded; "" if unknown
	list       diag.List // what reading found
	broken     bool      // the file is no page: its front matter couldn't be parsed
}

func newEntry(name, disk string, at cache.Stamp) *entry {
	e := &entry{path: name, disk: disk, stamp: at}
	e.id, e.lang = SplitName(name)
	return e
}

// sameFront reports whether two readings of a file differ at most in the text
// after the front matter, and report the same.
func (e *entry) sameFront(b *entry) bool {
	return b != nil && e.coded != "" && e.coded == b.coded && e.body == b.body && e.line == b.line && e.broken == b.broken && e.disk == b.disk &&
		slices.EqualFunc(e.list, b.list, diag.Diagnostic.Equal)
}

// read reads the pages that scanning found, except those that are unchanged.
func (l *Loader) read(ctx context.Context, hub *config.Hub, found map[string]*entry) (map[string]*entry, error) {
	paths := slices.Sorted(maps.Keys(found))
	out := make([]*entry, len(paths))
	now := l.opts.Now()
	g, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0)*2, len(paths)) {
		g.Go(func() error {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(paths) {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				out[i] = l.page(found[paths[i]], hub, now, l.opts.Verify)
			}
		})
	}
	if err := g.Wait(); err != nil {
		return nil, fmt.Errorf("read %s: %w", Dir, err)
	}
	pages := make(map[string]*entry, len(out))
	for _, e := range out {
		if e != nil {
			pages[e.path] = e
		}
	}
	return pages, nil
}

// readAll reads all pages that scanning found: index pages first, since they say which kind
// the others have.
func (l *Loader) readAll(ctx context.Context, hub *config.Hub, found map[string]*entry) (map[string]*entry, error) {
	first, rest := map[string]*entry{}, map[string]*entry{}
	for p, e := range found {
		if isIndex(e.id) {
			first[p] = e
		} else {
			rest[p] = e
		}
	}
	pages, err := l.read(ctx, hub, first)
	if err != nil {
		return nil, err
	}
	l.useKinds(findFolderKinds(hub, pages))
	others, err := l.read(ctx, hub, rest)
	maps.Copy(others, pages)
	return others, err
}

// page returns the entry of a file that was found: the known one if the file is
// unchanged, else a new one, or nil if the file is gone.
func (l *Loader) page(found *entry, hub *config.Hub, now time.Time, verify bool) *entry {
	known := l.now.pages[found.path]
	if known != nil && !verify && known.stamp.Same(found.stamp) && known.disk == found.disk && known.coded != "" {
		return known
	}
	e := &entry{path: found.path, disk: found.disk, id: found.id, lang: found.lang, stamp: found.stamp.At(now)}
	src, err := readFile(l.fsys, e.disk)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		unreadable(&e.list, e.path, err)
		e.broken = true
		return e
	}
	e.hash = cache.Hash(src)
	if known != nil && known.hash == e.hash && known.coded != "" {
		same := *known
		same.stamp, same.disk = e.stamp, e.disk
		return &same
	}
	l.decode(e, src, known, hub)
	return e
}

// decode parses the file. If its front matter is that of the known entry, the
// parsed form is taken from there.
func (l *Loader) decode(e *entry, src []byte, known *entry, hub *config.Hub) {
	if at, ok := validUTF8(src, e.path); !ok {
		encoding(&e.list, at)
		e.broken = true
		return
	}
	yaml, body, line, err := frontmatter.Split(src)
	if err != nil {
		variant := "front-missing.start"
		if errors.Is(err, frontmatter.ErrUnterminated) {
			variant = "front-missing.end"
		}
		e.list.Error(diag.Position{File: e.path, Line: 1}, variant, nil)
		e.broken = true
		return
	}
	e.body, e.line, e.front = body, line, cache.Hash(yaml)
	defer func() { e.list = append(e.list, drafted(src, e.path)...) }()
	if known != nil && known.coded != "" && known.front == e.front {
		e.coded, e.broken = known.coded, known.broken
		e.list = slices.DeleteFunc(slices.Clone(known.list), func(d diag.Diagnostic) bool { return d.Code == draftSentence })
		return
	}
	from := frontmatter.Source{File: e.path, Line: frontmatter.FirstLine, Kind: l.kinds.defaultKind(hub, e.id), Vocabularies: l.vocabularies, Schemas: l.schemas}
	var own *frontmatter.Parsed
	own, e.list = frontmatter.Decode(yaml, from)
	if e.broken = own == nil; !e.broken {
		e.coded = encode(own)
	}
}

const draftSentence = "draft-sentence"

// drafted reports the sentences of a draft that an author has left in a page.
func drafted(src []byte, file string) (list diag.List) {
	if lines, texts := archetype.Untouched(src); len(lines) > 0 {
		list.Warn(diag.Position{File: file, Line: lines[0]}, draftSentence, diag.Args{"text": texts[0], "count": len(lines)})
	}
	return list
}

// readFile reads a file that is not larger than MaxFile.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > MaxFile {
		return nil, &tooLarge{info.Size()}
	}
	var b bytes.Buffer
	b.Grow(int(info.Size()) + bytes.MinRead)
	n, err := b.ReadFrom(io.LimitReader(f, MaxFile+1))
	if n > MaxFile {
		return nil, &tooLarge{n}
	}
	return b.Bytes(), err
}

// tooLarge is the error of a file that is larger than MaxFile.
type tooLarge struct{ size int64 }

func (e *tooLarge) Error() string { return fmt.Sprintf("the file has %d bytes", e.size) }

// unreadable reports a file that can't be read.
func unreadable(list *diag.List, name string, err error) {
	at := diag.Position{File: name}
	var large *tooLarge
	if errors.As(err, &large) {
		list.Error(at, "file-too-large", diag.Args{"size": fmt.Sprintf("%.1f", float64(large.size)/(1<<20))})
		return
	}
	sitefs.Report(list, name, err)
}

// validUTF8 reports whether a text is UTF-8, and the position of the first invalid
// byte.
func validUTF8(src []byte, file string) (at diag.Position, ok bool) {
	if utf8.Valid(src) {
		return at, true
	}
	at = diag.Position{File: file, Line: 1, Column: 1}
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at.Column++
		if r == '\n' {
			at.Line, at.Column = at.Line+1, 1
		}
		i += size
	}
	return at, false
}

// encoding reports a text that is not UTF-8.
func encoding(list *diag.List, at diag.Position) {
	list.Error(at, "file-encoding", nil)
}
