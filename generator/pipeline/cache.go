package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sync/errgroup"

	"griot/generator/content"
	"griot/generator/site"
	"griot/generator/translate"
)

// cache is what one build leaves for the next, in .griot/: the state, the
// pack, the loader's fingerprints and the search room's segments. It is safe
// to delete; it is versioned, and damage is noticed.
type cache struct {
	dir     string
	program site.Hash
	state   *state
	pack    *pack
	mu      sync.Mutex // guards state.Images, state.Documents and repaired

	// repaired is where conversions stand that the pack had lost.
	repaired map[*conversion]blob

	// freshness holds how translations stood; read on first use.
	freshness *translate.FreshnessCache

	// converted holds the conversions of the last site; read on first use.
	converted *conversionSet
	// publishedConversions holds those of the site that was published last; nil where it
	// isn't known. written is the sum of the file that they were written to.
	publishedConversions map[convKey]*conversion
	conversionsHash      site.Hash
}

const (
	packName   = "pack"
	loaderName = "loader"
)

func openCache(o Options) (*cache, error) {
	c := &cache{dir: o.Cache, repaired: map[*conversion]blob{}}
	var err error
	if c.program, err = programHash(); err != nil {
		return nil, err
	}
	path := filepath.Join(o.Cache, packName)
	if _, err := os.Stat(filepath.Join(o.Cache, conversionsName)); err != nil { // nothing points into the old one
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("open cache: %w", err)
		}
	}
	c.pack, err = openPack(path)
	return c, err
}

// readState reads what the last build published.
func (c *cache) readState() error {
	c.state = newState()
	_, err := readCache(filepath.Join(c.dir, stateName), c.program, c.state)
	if errors.Is(err, errDamaged) {
		c.state, err = newState(), nil
	}
	return err
}

// conversions returns those of the last site, none where they can't be read.
func (c *cache) conversions() *conversionSet {
	if c.converted == nil {
		c.converted = &conversionSet{}
		sum, err := readCache(filepath.Join(c.dir, conversionsName), c.program, c.converted)
		if err != nil {
			c.converted = &conversionSet{}
		} else if sum == c.state.ConversionsHash {
			c.publishedConversions = c.converted.ByKey
		}
	}
	return c.converted
}

// loadInto gives the loader its fingerprints; a damaged file only costs time.
func (c *cache) loadInto(l *content.Loader) {
	b, err := os.ReadFile(filepath.Join(c.dir, loaderName))
	if err != nil || len(b) < 16 || !bytes.Equal(b[:16], c.program[:]) {
		return
	}
	l.LoadCache(b[16:])
}

// blob is where a conversion's HTML and text stand in the pack.
func (c *cache) blob(conv *conversion) blob {
	c.mu.Lock()
	defer c.mu.Unlock()
	if b, ok := c.repaired[conv]; ok {
		return b
	}
	return conv.Blob
}

// repair notes that a conversion stands elsewhere in the pack. A build that
// was killed while it wrote the pack anew leaves records that point into the
// old one.
func (c *cache) repair(conv *conversion, b blob) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.repaired[conv] = b
}

// saveRead writes for the next build what this one read.
func (c *cache) saveRead(l *content.Loader) error {
	err := writeWith(filepath.Join(c.dir, loaderName), func(w io.Writer) error {
		if _, err := w.Write(c.program[:]); err != nil {
			return err
		}
		return l.SaveCache(w)
	})
	if err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	return nil
}

// saveConverted writes for the next build what this one converted. Nothing may
// be read from the pack meanwhile.
func (c *cache) saveConverted() error {
	for conv, b := range c.repaired {
		conv.Blob = b
	}
	clear(c.repaired)
	if err := c.compact(); err != nil {
		return err
	}
	var work errgroup.Group
	work.Go(func() (err error) {
		c.conversionsHash, err = writeCache(filepath.Join(c.dir, conversionsName), c.program, c.conversions())
		return err
	})
	work.Go(c.saveFreshness)
	return work.Wait()
}

// saveState writes what this build published.
func (c *cache) saveState() error {
	_, err := writeCache(filepath.Join(c.dir, stateName), c.program, c.state)
	return err
}

// compact writes the pack anew when more than half of it is stale.
func (c *cache) compact() error {
	live := int64(0)
	for _, conv := range c.conversions().ByKey {
		live += conv.Blob.size()
	}
	if size := c.pack.end.Load(); size <= 2*live+1<<20 {
		return nil
	}
	path := filepath.Join(c.dir, packName)
	if err := os.Remove(path + ".new"); err != nil && !errors.Is(err, fs.ErrNotExist) { // of a build that was killed
		return fmt.Errorf("write cache: %w", err)
	}
	fresh, err := openPack(path + ".new")
	if err != nil {
		return err
	}
	blobs := map[*conversion]blob{}
	for _, conv := range c.conversions().ByKey {
		b, err := fresh.move(c.pack, conv.Blob)
		if errors.Is(err, errPackDamaged) {
			continue // the next build notices and converts the page again
		}
		if blobs[conv] = b; err != nil {
			return errors.Join(err, fresh.close(), os.Remove(path+".new"))
		}
	}
	if err := errors.Join(c.pack.close(), os.Rename(path+".new", path)); err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	for conv, b := range blobs {
		conv.Blob = b
	}
	c.pack = fresh
	return nil
}

func (c *cache) close() error { return c.pack.close() }

// writeFile writes a file whole: beside, then over the old one.
func writeFile(path string, parts ...[]byte) error {
	return writeWith(path, func(w io.Writer) (err error) {
		for _, part := range parts {
			if err == nil {
				_, err = w.Write(part)
			}
		}
		return err
	})
}

// writeWith writes a file as writeFile does, by a function.
func writeWith(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	if err = errors.Join(write(f), f.Close()); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
