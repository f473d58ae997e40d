package translate

import (
	"context"
	"maps"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"griot/generator/cache"
	"griot/generator/diag"
	"griot/generator/site"
)

// unitCache keeps a value for each unit from one run to the next, so that the
// next one reads only units of which something changed. It can be discarded at
// any time.
type unitCache[V any] struct {
	units   map[string]Entry[V]
	changed bool // since it was read
}

// Entry is a value computed of a unit, and what it was computed from.
type Entry[V any] struct {
	// Key hashes the files of the unit and whatever else the value depends on.
	Key site.Hash
	// AllRecords hashes the records of all units if those of others were searched;
	// else it is zero.
	AllRecords site.Hash
	Value      V
}

// update returns the entries of units: those of the cache whose key is the
// same, and others made by compute. all hashes the records of all units. If a
// key or all is zero, files may change unnoticed, and entries that depend on
// them are not kept; neither are entries with diagnostics.
func (c *unitCache[V]) update(ctx context.Context, units []*Unit, all site.Hash, key func(*Unit) site.Hash,
	compute func(*Unit) (value V, usesOthers bool, list diag.List, err error),
) ([]Entry[V], diag.List, error) {
	entries, lists := make([]Entry[V], len(units)), make([]diag.List, len(units))
	known := make([]bool, len(units))
	one := func(i int) (err error) {
		e := &entries[i]
		old, ok := c.units[units[i].ID]
		if e.Key = key(units[i]); ok && e.Key == old.Key && (old.AllRecords == site.Hash{} || old.AllRecords == all) {
			*e, known[i] = old, true
			return nil
		}
		var usesOthers bool
		if e.Value, usesOthers, lists[i], err = compute(units[i]); !usesOthers {
			return err
		}
		if e.AllRecords = all; all == (site.Hash{}) {
			e.Key = site.Hash{}
		}
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	const batch = 32
	for first := 0; first < len(units); first += batch {
		group.Go(func() error {
			for i := first; i < min(first+batch, len(units)); i++ {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := one(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, nil, err
	}
	for i, u := range units {
		if !known[i] {
			c.keep(u.ID, entries[i], len(lists[i]) == 0)
		}
	}
	return entries, slices.Concat(lists...), nil
}

// keep replaces an entry, or removes it if the new one can't be used later.
func (c *unitCache[V]) keep(id string, e Entry[V], good bool) {
	if good && e.Key != (site.Hash{}) {
		if c.units == nil {
			c.units = map[string]Entry[V]{}
		}
		c.units[id], c.changed = e, true
	} else if _, ok := c.units[id]; ok {
		delete(c.units, id)
		c.changed = true
	}
}

// retain removes the entries of units that are gone.
func (c *unitCache[V]) retain(d *Project) {
	maps.DeleteFunc(c.units, func(id string, _ Entry[V]) bool {
		gone := d.byID[id] == nil
		c.changed = c.changed || gone
		return gone
	})
}

// code writes or reads the cache; value does it for a value.
func (c *unitCache[V]) code(x *cache.Coder, value func(*cache.Coder, *V)) {
	codeMap(x, &c.units, func(e *Entry[V]) {
		x.Raw(e.Key[:])
		x.Raw(e.AllRecords[:])
		value(x, &e.Value)
	})
}

// codeMap writes a map in the order of its keys, or reads it.
func codeMap[V any](x *cache.Coder, m *map[string]V, value func(*V)) {
	keys := slices.Sorted(maps.Keys(*m))
	n := x.Count(len(keys))
	if x.Reading() {
		keys, *m = make([]string, n), make(map[string]V, n)
	}
	for i := range keys {
		cache.Text(x, &keys[i])
		v := (*m)[keys[i]]
		value(&v)
		if x.Broken() {
			return
		}
		if x.Reading() {
			(*m)[keys[i]] = v
		}
	}
}

// codeList writes or reads a list.
func codeList[V any](x *cache.Coder, list *[]V, value func(*V)) {
	n := x.Count(len(*list))
	if x.Reading() && n > 0 {
		*list = make([]V, n)
	}
	for i := range *list {
		value(&(*list)[i])
	}
}

// codeCount writes or reads a count.
func codeCount(x *cache.Coder, n *site.Tally) {
	for _, p := range []*int{&n.Fresh, &n.Stale, &n.Missing, &n.Extra} {
		cache.Number(x, p)
	}
}

// coded is a cache that writes and reads itself.
type coded[T any] interface {
	*T
	code(*cache.Coder)
}

// load reads a cache that save wrote, or returns an empty one.
func load[T any, C coded[T]](dir cache.Dir, name string) *T {
	c := C(new(T))
	text, err := dir.Text(name)
	if err != nil {
		return c
	}
	r := cache.Reader(text)
	if c.code(r); !r.Complete() {
		return new(T)
	}
	return c
}

func save[T any, C coded[T]](dir cache.Dir, name string, c C) error {
	var x cache.Coder
	c.code(&x)
	_, err := dir.Write(name, x.Flush)
	return err
}
