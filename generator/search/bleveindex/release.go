package bleveindex

import (
	"time"

	"griot/generator/search/zap"
)

// releaseInterval is the interval at which pages that were read are released.
const releaseInterval = 200 * time.Millisecond

// ReleasePages releases the memory of the index's mapped segment at intervals until the
// caller calls stop, which must happen before Close. It is for callers that read a
// large index from start to end; pages that are read again come from the page cache of
// the system.
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
