package view

import (
	"sync"
	"sync/atomic"
)

// keeper keeps what is made again and again, up to a number of things: beyond
// it, keeping starts anew. So a small site makes each thing once, and what a
// large one keeps has a bound. It is safe for concurrent use.
type keeper[K comparable, V any] struct {
	n    atomic.Int64
	kept sync.Map // K -> V
}

// get returns what is kept under a key, or makes it. Of other things it keeps
// fewer than most.
func (k *keeper[K, V]) get(key K, most int, make func() V) V {
	if v, ok := k.kept.Load(key); ok {
		return v.(V)
	}
	if k.n.Load() >= int64(most) {
		k.n.Store(0)
		k.kept.Clear()
	}
	v, known := k.kept.LoadOrStore(key, make())
	if !known {
		k.n.Add(1)
	}
	return v.(V)
}
