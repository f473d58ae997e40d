package cache

import (
	"sync"
	"sync/atomic"
)

// Memo keeps values in memory that are made again and again, up to a bound:
// beyond it, it is emptied. So a small site makes each value once, and a large
// one keeps a bounded amount. The zero Memo is empty and safe for concurrent
// use.
type Memo[K comparable, V any] struct {
	size   atomic.Int64
	values sync.Map // K -> V
}

// Get returns the value of a key, which make makes where it is not kept. At most
// max values are kept.
func (m *Memo[K, V]) Get(key K, max int, make func() V) V {
	if v, ok := m.values.Load(key); ok {
		return v.(V)
	}
	return m.keep(key, make(), 1, int64(max))
}

// Sized returns the value of a key, which make makes, with its size, where it is
// not kept. The sizes of the values that are kept are at most max together, or
// there is a single one. An error is not kept.
func (m *Memo[K, V]) Sized(key K, max int64, make func() (V, int64, error)) (V, error) {
	if v, ok := m.values.Load(key); ok {
		return v.(V), nil
	}
	v, size, err := make()
	if err != nil {
		return v, err
	}
	return m.keep(key, v, size, max), nil
}

// keep keeps a value. Where another caller made one at the same time, both get
// the same.
func (m *Memo[K, V]) keep(key K, v V, size, max int64) V {
	if m.size.Load()+size > max {
		m.size.Store(0)
		m.values.Clear()
	}
	kept, known := m.values.LoadOrStore(key, v)
	if !known {
		m.size.Add(size)
	}
	return kept.(V)
}
