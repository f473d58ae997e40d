// Package pack keeps what conversions made of pages in one file of the cache, so
// that memory contains little of each page.
//
// Call Open, Put for each converted page, and later HTML, Text, Record and Refs with
// the Blob that Put returned. The file only grows: to drop what no page uses any more,
// Move what is used to a new file. ErrDamaged means that the caller has to convert the
// page again. The package must never know which pages there are.
package pack

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"

	"griot/generator/cache"
	"griot/generator/site"
)

// Pack is an append-only file of HTML, plain text and records. It is safe for
// concurrent use.
type Pack struct {
	file *os.File
	end  atomic.Int64
}

// Blob is the position of a page's HTML, text, record and references in a pack, in
// this order. The record contains only those references that are downloads: all
// references are a part of their own, because there are many and few callers need them.
type Blob struct {
	_                                    struct{} `cbor:",toarray"`
	Offset                               int64
	HTML, Text, Record, Refs             int    // lengths in bytes
	HTMLSum, TextSum, RecordSum, RefsSum uint64 // checksums
}

// ErrDamaged means that the file does not contain what was put there.
var ErrDamaged = errors.New("the cache's pack is damaged")

// Open opens or creates the pack at a path.
func Open(path string) (*Pack, error) {
	if err := cache.RemoveStrange(path); err != nil {
		return nil, fmt.Errorf("open cache: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open cache: %w", err)
	}
	end, err := f.Seek(0, 2)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open cache: %w", err), f.Close())
	}
	p := &Pack{file: f}
	p.end.Store(end)
	return p, nil
}

// Put appends a page's HTML, text and record.
func (p *Pack) Put(html, text string, rec *site.Record) (Blob, error) {
	refs, err := cache.Encode(rec.Refs)
	if err != nil {
		return Blob{}, fmt.Errorf("write cache: %w", err)
	}
	lean := site.Record{Headings: rec.Headings, Sections: rec.Sections, Words: rec.Words, Boxes: rec.Boxes, Lists: rec.Lists}
	for _, ref := range rec.Refs {
		if ref.Target.Format != "" {
			lean.Refs = append(lean.Refs, ref)
		}
	}
	record, err := cache.Encode(lean)
	if err != nil {
		return Blob{}, fmt.Errorf("write cache: %w", err)
	}
	b := Blob{HTML: len(html), Text: len(text), Record: len(record), Refs: len(refs)}
	b.Offset = p.end.Add(b.Size()) - b.Size()
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	*buf = append(append(append(append((*buf)[:0], html...), text...), record...), refs...)
	rest := *buf
	for _, part := range []struct {
		size int
		sum  *uint64
	}{{b.HTML, &b.HTMLSum}, {b.Text, &b.TextSum}, {b.Record, &b.RecordSum}, {b.Refs, &b.RefsSum}} {
		*part.sum, rest = cache.Checksum(rest[:part.size]), rest[part.size:]
	}
	return b, p.write(*buf, b.Offset)
}

func (p *Pack) write(data []byte, offset int64) error {
	if _, err := p.file.WriteAt(data, offset); err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	return nil
}

// Size is the number of bytes of all parts.
func (b Blob) Size() int64 { return int64(b.HTML + b.Text + b.Record + b.Refs) }

// Size is the number of bytes of the file.
func (p *Pack) Size() int64 { return p.end.Load() }

// Move copies a page from another pack and returns its position in p.
func (p *Pack) Move(from *Pack, b Blob) (Blob, error) {
	if !from.contains(b) {
		return Blob{}, ErrDamaged
	}
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	*buf = slices.Grow((*buf)[:0], int(b.Size()))[:b.Size()]
	if _, err := from.file.ReadAt(*buf, b.Offset); err != nil {
		return Blob{}, ErrDamaged
	}
	b.Offset = p.end.Add(b.Size()) - b.Size()
	return b, p.write(*buf, b.Offset)
}

// HTML returns a page's HTML, or ErrDamaged.
func (p *Pack) HTML(b Blob) (string, error) { return get(p, b, 0, b.HTML, b.HTMLSum, asText) }

// Text returns a page's plain text, or ErrDamaged.
func (p *Pack) Text(b Blob) (string, error) { return get(p, b, b.HTML, b.Text, b.TextSum, asText) }

// Record returns what views need of a page's record, or ErrDamaged.
func (p *Pack) Record(b Blob) (*site.Record, error) {
	rec, err := get(p, b, b.HTML+b.Text, b.Record, b.RecordSum, as[*site.Record])
	if err == nil && rec == nil {
		err = ErrDamaged
	}
	return rec, err
}

// Refs returns a page's references, or ErrDamaged.
func (p *Pack) Refs(b Blob) ([]site.Ref, error) {
	return get(p, b, b.HTML+b.Text+b.Record, b.Refs, b.RefsSum, as[[]site.Ref])
}

// contains reports whether a position lies in the file. One that doesn't must not decide how
// much memory is taken.
func (p *Pack) contains(b Blob) bool {
	end := p.end.Load()
	for _, n := range []int{b.HTML, b.Text, b.Record, b.Refs} {
		if n < 0 || int64(n) > end {
			return false
		}
	}
	return b.Offset >= 0 && b.Offset <= end-b.Size()
}

// get reads a part of a page; before is the size of the parts before it.
func get[T any](p *Pack, b Blob, before, size int, sum uint64, read func([]byte) (T, error)) (out T, err error) {
	if !p.contains(b) {
		return out, ErrDamaged
	}
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	*buf = slices.Grow((*buf)[:0], size)[:size]
	if _, err := p.file.ReadAt(*buf, b.Offset+int64(before)); err != nil || cache.Checksum(*buf) != sum {
		return out, ErrDamaged
	}
	return read(*buf)
}

func asText(b []byte) (string, error) { return string(b), nil }

func as[T any](b []byte) (T, error) {
	var v, none T
	if cache.Decode(b, &v) != nil {
		return none, ErrDamaged // v may be half filled
	}
	return v, nil
}

var buffers = sync.Pool{New: func() any { return new([]byte) }}

// Close closes the file.
func (p *Pack) Close() error { return p.file.Close() }
