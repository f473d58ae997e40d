package build

import (
	"errors"
	"fmt"
	"os"
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
	Offset     int64
	HTML, Text int    // lengths in bytes
	Sum        uint64 // xxHash of both
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
func (p *pack) put(html []byte, text string) (blob, error) {
	both := append(append(make([]byte, 0, len(html)+len(text)), html...), text...)
	b := blob{Offset: p.end.Add(int64(len(both))) - int64(len(both)), HTML: len(html), Text: len(text), Sum: xxhash.Sum64(both)}
	if _, err := p.file.WriteAt(both, b.Offset); err != nil {
		return blob{}, fmt.Errorf("write cache: %w", err)
	}
	return b, nil
}

// get returns a page's HTML and text, or errPackDamaged.
func (p *pack) get(b blob) (html, text []byte, err error) {
	both := make([]byte, b.HTML+b.Text)
	if _, err := p.file.ReadAt(both, b.Offset); err != nil || xxhash.Sum64(both) != b.Sum {
		return nil, nil, errPackDamaged
	}
	return both[:b.HTML], both[b.HTML:], nil
}

func (p *pack) close() error { return p.file.Close() }
