package serve

import (
	"context"
	"sync"
)

// generations counts the updates of a site and tells of the next one.
type generations struct {
	mu      sync.Mutex
	count   uint64
	changed chan struct{} // closed when the count changes
}

func newGenerations() *generations { return &generations{changed: make(chan struct{})} }

// next begins a generation.
func (g *generations) next() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.count++
	close(g.changed)
	g.changed = make(chan struct{})
}

func (g *generations) current() (count uint64, changed <-chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.count, g.changed
}

// Generation implements Backend.
func (g *generations) Generation() uint64 {
	count, _ := g.current()
	return count
}

// Wait implements Backend.
func (g *generations) Wait(ctx context.Context, gen uint64) (uint64, error) {
	for {
		now, changed := g.current()
		if now != gen {
			return now, nil
		}
		select {
		case <-ctx.Done():
			return now, ctx.Err()
		case <-changed:
		}
	}
}
