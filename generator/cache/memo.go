package cache

import (
	"sync"
	"sync/atomic"
)

// Memo caches values in memory up to a bound. A value that would exceed the
// bound empties it first: a small site computes each value once, and a large one
// uses bounded memory. The zero Memo is empty and safe for concurrent use.
type Memo[K comparable, V any] struct {
	size   atomic.Int64
	values sync.Map // K -> V
}

// Get returns the value of a key, and calls make if the memo lacks it. The memo
// has at most max values.
func (m *Memo[K, V]) Get(key K, max int, make func() V) V {
	if v, ok := m.values.Load(key); ok {
		return v.(V)
	}
	return m.add(key, make(), 1, int64(max))
}

// Sized is Get for values of different sizes: make returns the size too, and the
// sizes in the memo add up to at most max, unless a single value is larger. An
// error is not cached.
func (m *Memo[K, V]) Sized(key K, max int64, make func() (V, int64, error)) (V, error) {
	if v, ok := m.values.Load(key); ok {
		return v.(V), nil
	}
	v, size, err := make()
	if err != nil {
		return v, err
	}
	return m.add(key, v, size, max), nil
}

// add adds a value. If another caller added one at the same time, both get the
// same.
func (m *Memo[K, V]) add(key K, v V, size, max int64) V {
	if m.size.Load()+size > max {
		m.size.Store(0)
		m.values.Clear()
	}
	cached, known := m.values.LoadOrStore(key, v)
	if !known {
		m.size.Add(size)
	}
	return cached.(V)
}
