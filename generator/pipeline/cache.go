package pipeline

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sync/errgroup"

	"griot/generator/cache"
	"griot/generator/pipeline/pack"
	"griot/generator/translate"
)

// buildCache is what one build leaves for the next, in .griot/: the state, the
// pack, the loader's stamps and the search's blocks. It can be deleted at any
// time; another program's is not used, and damage is noticed.
type buildCache struct {
	dir   cache.Dir
	state *state
	pack  *pack.Pack

	mu       sync.Mutex                // guards repaired
	repaired map[*conversion]pack.Blob // positions of pages that the pack had lost

	// freshness holds how translations stood; read on first use.
	freshness *translate.FreshnessCache

	// converted holds the conversions of the last site; read on first use.
	converted *conversionSet
	// publishedConversions holds those of the site that was published last; nil where it
	// isn't known. conversionsSum is the checksum of the file that they were written to.
	publishedConversions map[convKey]*conversion
	conversionsSum       uint64
}

// The cache's files.
const (
	stateName       = "state"
	conversionsName = "conversions"
	packName        = "pack"
)

func openCache(o Options) (*buildCache, error) {
	c := &buildCache{repaired: map[*conversion]pack.Blob{}}
	var err error
	if c.dir, err = cache.Open(o.Cache); err != nil {
		return nil, err
	}
	if _, err := os.Stat(c.dir.Path(conversionsName)); err != nil { // nothing points into the old pack
		if err := c.dir.Remove(packName); err != nil {
			return nil, err
		}
	}
	if err := c.removeOld(); err != nil {
		return nil, err
	}
	c.pack, err = pack.Open(c.dir.Path(packName))
	return c, err
}

// removeOld removes the files of programs that named them after a version.
func (c *buildCache) removeOld() error {
	for _, pattern := range []string{"state-*", "records-*", "translations-*", "translate.cache"} {
		old, err := filepath.Glob(c.dir.Path(pattern))
		if err != nil {
			return fmt.Errorf("clean cache: %w", err)
		}
		for _, path := range old {
			if err := c.dir.Remove(filepath.Base(path)); err != nil {
				return err
			}
		}
	}
	return nil
}

// readState reads what the last build published.
func (c *buildCache) readState() error {
	c.state = newState()
	_, err := c.dir.Get(stateName, c.state)
	if errors.Is(err, cache.ErrAbsent) {
		c.state, err = newState(), nil
	}
	return err
}

// conversions returns those of the last site, none where they can't be read.
func (c *buildCache) conversions() *conversionSet {
	if c.converted == nil {
		c.converted = &conversionSet{}
		sum, err := c.dir.Get(conversionsName, c.converted)
		if err != nil {
			c.converted = &conversionSet{}
		} else if sum == c.state.ConversionsSum {
			c.publishedConversions = c.converted.ByKey
		}
	}
	return c.converted
}

// blob is where a conversion's HTML and text stand in the pack.
func (c *buildCache) blob(conv *conversion) pack.Blob {
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
func (c *buildCache) repair(conv *conversion, b pack.Blob) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.repaired[conv] = b
}

// saveConverted writes for the next build what this one converted. Nothing may
// be read from the pack meanwhile.
func (c *buildCache) saveConverted() error {
	for conv, b := range c.repaired {
		conv.Blob = b
	}
	clear(c.repaired)
	if err := c.compact(); err != nil {
		return err
	}
	var work errgroup.Group
	work.Go(func() (err error) {
		c.conversionsSum, err = c.dir.Put(conversionsName, c.conversions())
		return err
	})
	work.Go(c.saveFreshness)
	return work.Wait()
}

// saveState writes what this build published.
func (c *buildCache) saveState() error {
	_, err := c.dir.Put(stateName, c.state)
	return err
}

// compact writes the pack anew when more than half of it is stale.
func (c *buildCache) compact() error {
	live := int64(0)
	for _, conv := range c.conversions().ByKey {
		live += conv.Blob.Size()
	}
	if size := c.pack.Size(); size <= 2*live+1<<20 {
		return nil
	}
	path := c.dir.Path(packName)
	if err := c.dir.Remove(packName + ".new"); err != nil { // of a build that was killed
		return err
	}
	fresh, err := pack.Open(path + ".new")
	if err != nil {
		return err
	}
	blobs := map[*conversion]pack.Blob{}
	for _, conv := range c.conversions().ByKey {
		b, err := fresh.Move(c.pack, conv.Blob)
		if errors.Is(err, pack.ErrDamaged) {
			continue // the next build notices and converts the page again
		}
		if blobs[conv] = b; err != nil {
			return errors.Join(err, fresh.Close(), os.Remove(path+".new"))
		}
	}
	if err := errors.Join(c.pack.Close(), os.Rename(path+".new", path)); err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	for conv, b := range blobs {
		conv.Blob = b
	}
	c.pack = fresh
	return nil
}

func (c *buildCache) close() error { return c.pack.Close() }

// writeFile writes a file whole: beside the old one, then over it.
func writeFile(path string, body []byte) error {
	if err := os.WriteFile(path+".new", body, 0o644); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
