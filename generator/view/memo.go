package view

import (
	"sync"
	"sync/atomic"
)

// memo is a bounded cache in memory: when it is full, it is emptied. A small
// site computes each value once, and a large one uses bounded memory. It is safe
// for concurrent use.
type memo[K comparable, V any] struct {
	n       atomic.Int64
	entries sync.Map // K -> V
}

// get returns the value of a key, making it if it is missing. The memo is
// emptied before it holds more than limit values.
func (k *memo[K, V]) get(key K, limit int, make func() V) V {
	if v, ok := k.entries.Load(key); ok {
		return v.(V)
	}
	if k.n.Load() >= int64(limit) {
		k.n.Store(0)
		k.entries.Clear()
	}
	v, known := k.entries.LoadOrStore(key, make())
	if !known {
		k.n.Add(1)
	}
	return v.(V)
}
