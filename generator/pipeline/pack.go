package pipeline

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

// pack keeps the converted pages' HTML, plain text and records in one
// append-only file, so that memory holds little of each page. It is safe for
// concurrent use.
type pack struct {
	file *os.File
	end  atomic.Int64
}

// blob is where a page's HTML, text, record and references stand in the pack,
// in this order. The record comes with those of its references that are
// downloads; all stand by themselves, since they are many and seldom asked for.
type blob struct {
	_                                    struct{} `cbor:",toarray"`
	Offset                               int64
	HTML, Text, Record, Refs             int    // lengths in bytes
	HTMLSum, TextSum, RecordSum, RefsSum uint64 // checksums
}

var errPackDamaged = errors.New("the cache's pack is damaged")

// openPack opens or creates the pack at a path.
func openPack(path string) (*pack, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open cache: %w", err)
	}
	end, err := f.Seek(0, 2)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open cache: %w", err), f.Close())
	}
	p := &pack{file: f}
	p.end.Store(end)
	return p, nil
}

// put appends a page's HTML, text and record.
func (p *pack) put(html, text string, rec *site.Record) (blob, error) {
	refs, err := cache.Encode(rec.Refs)
	if err != nil {
		return blob{}, fmt.Errorf("write cache: %w", err)
	}
	lean := site.Record{Headings: rec.Headings, Sections: rec.Sections, Words: rec.Words}
	for _, ref := range rec.Refs {
		if ref.Target.Format != "" {
			lean.Refs = append(lean.Refs, ref)
		}
	}
	record, err := cache.Encode(lean)
	if err != nil {
		return blob{}, fmt.Errorf("write cache: %w", err)
	}
	b := blob{HTML: len(html), Text: len(text), Record: len(record), Refs: len(refs)}
	b.Offset = p.end.Add(b.size()) - b.size()
	buf := packBuffers.Get().(*[]byte)
	defer packBuffers.Put(buf)
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

func (p *pack) write(data []byte, offset int64) error {
	if _, err := p.file.WriteAt(data, offset); err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	return nil
}

// size is the number of bytes of all parts.
func (b blob) size() int64 { return int64(b.HTML + b.Text + b.Record + b.Refs) }

// move appends to p what another pack holds of a page.
func (p *pack) move(from *pack, b blob) (blob, error) {
	buf := packBuffers.Get().(*[]byte)
	defer packBuffers.Put(buf)
	*buf = slices.Grow((*buf)[:0], int(b.size()))[:b.size()]
	if _, err := from.file.ReadAt(*buf, b.Offset); err != nil {
		return blob{}, errPackDamaged
	}
	b.Offset = p.end.Add(b.size()) - b.size()
	return b, p.write(*buf, b.Offset)
}

// html returns a page's HTML, or errPackDamaged.
func (p *pack) html(b blob) (string, error) {
	return get(p, b.Offset, b.HTML, b.HTMLSum, asText)
}

// text returns a page's plain text, or errPackDamaged.
func (p *pack) text(b blob) (string, error) {
	return get(p, b.Offset+int64(b.HTML), b.Text, b.TextSum, asText)
}

// record returns what a view asks of a page's record, or errPackDamaged.
func (p *pack) record(b blob) (*site.Record, error) {
	return get(p, b.Offset+int64(b.HTML+b.Text), b.Record, b.RecordSum, as[*site.Record])
}

// refs returns a page's references, or errPackDamaged.
func (p *pack) refs(b blob) ([]site.Ref, error) {
	return get(p, b.Offset+int64(b.HTML+b.Text+b.Record), b.Refs, b.RefsSum, as[[]site.Ref])
}

func get[T any](p *pack, offset int64, size int, sum uint64, read func([]byte) (T, error)) (out T, err error) {
	buf := packBuffers.Get().(*[]byte)
	defer packBuffers.Put(buf)
	*buf = slices.Grow((*buf)[:0], size)[:size]
	if _, err := p.file.ReadAt(*buf, offset); err != nil || cache.Checksum(*buf) != sum {
		return out, errPackDamaged
	}
	return read(*buf)
}

func asText(b []byte) (string, error) { return string(b), nil }

func as[T any](b []byte) (v T, err error) {
	if cache.Decode(b, &v) != nil {
		return v, errPackDamaged
	}
	return v, nil
}

var packBuffers = sync.Pool{New: func() any { return new([]byte) }}

func (p *pack) close() error { return p.file.Close() }
