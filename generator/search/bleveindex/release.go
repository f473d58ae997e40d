package bleveindex

import (
	"time"

	"griot/generator/search/zap"
)

// releaseInterval is how often the pages read meanwhile are released.
const releaseInterval = 200 * time.Millisecond

// ReleasePages releases the memory of the index's mapped segment again and again
// until stop is called, which must happen before Close. A caller that reads a large
// index from start to end needs little of it at a time; pages that are read again
// come from the system's cache.
func (x *Index) ReleasePages() (stop func()) {
	s, err := x.segment()
	if err != nil { // an empty index has none
		return func() {}
	}
	mapped, ok := zap.Mapped(s)
	if !ok {
		return func() {}
	}
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		ticks := time.NewTicker(releaseInterval)
		defer ticks.Stop()
		for {
			select {
			case <-end:
				return
			case <-ticks.C:
				release(mapped)
			}
		}
	}()
	return func() { close(end); <-ended }
}
