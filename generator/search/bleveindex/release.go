package bleveindex

import (
	"time"

	zap "github.com/blevesearch/zapx/v17"
)

// giveBack is how often pages are given back that were read meanwhile.
const releaseInterval = 200 * time.Millisecond

// Spare gives the pages of the index's segment, which is a mapped file, back to
// the system as they are read, until stop is called, which must be before Close:
// who reads an index of a gigabyte from start to end, each part once or twice,
// needs little of it at a time. What is read again comes from the system's cache.
func (x *Index) ReleasePages() (stop func()) {
	s, err := x.segment()
	mapped, ok := s.(*zap.Segment)
	if err != nil || !ok { // an empty index has none
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
				release(mapped.Data())
			}
		}
	}()
	return func() { close(end); <-ended }
}
