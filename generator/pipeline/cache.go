package pipeline

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sync/errgroup"

	"griot/generator/assets"
	"griot/generator/cache"
	"griot/generator/pipeline/pack"
	"griot/generator/translate"
)

// buildCache is what one build leaves for the next, in .griot/: state, conversions, pack
// and freshness, beside the files of content.Loader and bleveindex. It can be deleted at
// any time. Damaged files and those of another program are ignored.
type buildCache struct {
	dir   cache.Dir
	state *state
	pack  *pack.Pack

	mu       sync.Mutex                // guards repaired
	repaired map[*conversion]pack.Blob // positions of pages that the pack had lost

	resized cache.Memo[pictureKey, []assets.Variant]

	// freshness is read on first use.
	freshness *translate.FreshnessCache

	// converted contains the conversions of the last snapshot; read on first use.
	converted *conversionSet
	// publishedConversions are those of the site that was published last, or nil if they
	// are not known. conversionsSum is the checksum of the file that they were written to.
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
	if _, err := os.Stat(c.dir.Path(conversionsName)); err != nil { // nothing refers to the old pack
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

// readState reads the state of the last build.
func (c *buildCache) readState() error {
	c.state = newState()
	_, err := c.dir.Get(stateName, c.state)
	if errors.Is(err, cache.ErrAbsent) || err == nil && !c.state.usable() {
		c.state, err = newState(), nil
	}
	return err
}

// conversions returns those of the last snapshot, or none if they can't be read.
func (c *buildCache) conversions() *conversionSet {
	if c.converted == nil {
		c.converted = &conversionSet{}
		sum, err := c.dir.Get(conversionsName, c.converted)
		if err != nil || !c.converted.usable() {
			c.converted = &conversionSet{}
		} else if sum == c.state.ConversionsSum {
			c.publishedConversions = c.converted.ByKey
		}
	}
	return c.converted
}

// blob returns the position of a conversion in the pack.
func (c *buildCache) blob(conv *conversion) pack.Blob {
	c.mu.Lock()
	defer c.mu.Unlock()
	if b, ok := c.repaired[conv]; ok {
		return b
	}
	return conv.Blob
}

// repair sets the position of a conversion that was not where it should be in the pack.
// A build that is killed between compact and writing the conversions leaves positions in
// the old pack.
func (c *buildCache) repair(conv *conversion, b pack.Blob) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.repaired[conv] = b
}

// saveConverted writes conversions and freshness. Nothing may be read from the pack
// meanwhile.
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

// saveState writes the state.
func (c *buildCache) saveState() error {
	_, err := c.dir.Put(stateName, c.state)
	return err
}

// compact writes a new pack if more than half of the old one is not used any more.
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

// writeFile writes a file under another name and renames it, so that no reader sees a
// part of it.
func writeFile(path string, body []byte) error {
	if err := os.WriteFile(path+".new", body, 0o644); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
