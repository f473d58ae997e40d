package build

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/cespare/xxhash/v2"
)

// pack keeps the converted pages' HTML and plain text in one append-only
// file, so that memory holds their outlines only. It is safe for concurrent
// use.
type pack struct {
	file *os.File
	end  atomic.Int64
}

// blob is where a page's HTML and text stand in the pack: HTML first.
type blob struct {
	Offset           int64
	HTML, Text       int    // lengths in bytes
	HTMLSum, TextSum uint64 // xxHash
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

// put appends a page's HTML and text.
func (p *pack) put(html, text string) (blob, error) {
	n := len(html) + len(text)
	b := blob{
		Offset: p.end.Add(int64(n)) - int64(n),
		HTML:   len(html), HTMLSum: xxhash.Sum64String(html),
		Text: len(text), TextSum: xxhash.Sum64String(text),
	}
	buf := packBuffers.Get().(*[]byte)
	defer packBuffers.Put(buf)
	*buf = append(append((*buf)[:0], html...), text...)
	if _, err := p.file.WriteAt(*buf, b.Offset); err != nil {
		return blob{}, fmt.Errorf("write cache: %w", err)
	}
	return b, nil
}

// html returns a page's HTML, or errPackDamaged.
func (p *pack) html(b blob) (string, error) { return p.get(b.Offset, b.HTML, b.HTMLSum) }

// text returns a page's plain text, or errPackDamaged.
func (p *pack) text(b blob) (string, error) {
	return p.get(b.Offset+int64(b.HTML), b.Text, b.TextSum)
}

func (p *pack) get(offset int64, size int, sum uint64) (string, error) {
	buf := packBuffers.Get().(*[]byte)
	defer packBuffers.Put(buf)
	*buf = slices.Grow((*buf)[:0], size)[:size]
	if _, err := p.file.ReadAt(*buf, offset); err != nil || xxhash.Sum64(*buf) != sum {
		return "", errPackDamaged
	}
	return string(*buf), nil
}

var packBuffers = sync.Pool{New: func() any { return new([]byte) }}

func (p *pack) close() error { return p.file.Close() }
