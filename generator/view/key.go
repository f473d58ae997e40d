package view

import (
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"unsafe"

	"griot/generator/cache"
	"griot/generator/site"
)

// Keyer makes the keys of views. It walks a view's exported fields, so that a
// field added to a view becomes part of its key by itself; fields tagged
// `key:"-"` are left out, since they follow from other fields.
//
// Values behind pointers to Frame, Card, Mark, Facet and Fact are shared by many views
// and must not change after their first use, since their keys are memoised. A
// Keyer is safe for concurrent use.
type Keyer struct {
	shared cache.Memo[unsafe.Pointer, site.Hash]
}

// maxKeys bounds the memoised keys of shared values; each entry keeps its value
// alive.
const maxKeys = 1 << 16

// Key returns the first 16 bytes of the SHA-256 sum of a view's fields.
func (k *Keyer) Key(v *View) site.Hash {
	buf := keyBuffers.Get().(*[]byte)
	defer keyBuffers.Put(buf)
	*buf = k.append((*buf)[:0], reflect.ValueOf(v).Elem())
	return cache.Hash(*buf)
}

var keyBuffers = sync.Pool{New: func() any { b := make([]byte, 0, 8192); return &b }}

var sharedTypes = map[reflect.Type]bool{
	reflect.TypeFor[Frame](): true,
	reflect.TypeFor[Card]():  true,
	reflect.TypeFor[Mark]():  true,
	reflect.TypeFor[Facet](): true,
	reflect.TypeFor[Fact]():  true,
}

// append writes a value so that different values give different bytes:
// lengths first, then content.
func (k *Keyer) append(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		s := v.String()
		return append(binary.AppendUvarint(b, uint64(len(s))), s...)
	case reflect.Int, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint8:
		return append(b, byte(v.Uint()))
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Slice, reflect.Array:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		for i := range v.Len() {
			b = k.append(b, v.Index(i))
		}
		return b
	case reflect.Map:
		return k.appendMap(b, v)
	case reflect.Pointer:
		return k.appendPointer(b, v)
	case reflect.Struct:
		for _, i := range keyFields(v.Type()) {
			b = k.append(b, v.Field(i))
		}
		return b
	}
	panic(fmt.Sprintf("view key: a field of type %s", v.Type()))
}

func (k *Keyer) appendMap(b []byte, v reflect.Value) []byte {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(x, y reflect.Value) int {
		if x.String() < y.String() {
			return -1
		}
		return 1
	})
	b = binary.AppendUvarint(b, uint64(len(keys)))
	for _, key := range keys {
		b = k.append(k.append(b, key), v.MapIndex(key))
	}
	return b
}

func (k *Keyer) appendPointer(b []byte, v reflect.Value) []byte {
	if v.IsNil() {
		return append(b, 0)
	}
	b = append(b, 1)
	if !sharedTypes[v.Type().Elem()] {
		return k.append(b, v.Elem())
	}
	h := k.shared.Get(v.UnsafePointer(), maxKeys, func() site.Hash { return cache.Hash(k.append(nil, v.Elem())) })
	return append(b, h[:]...)
}

var fieldsByType sync.Map // reflect.Type -> []int

// keyFields lists the fields of a type that count for its key.
func keyFields(t reflect.Type) []int {
	if f, ok := fieldsByType.Load(t); ok {
		return f.([]int)
	}
	var fields []int
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("key") != "-" {
			fields = append(fields, i)
		}
	}
	fieldsByType.Store(t, fields)
	return fields
}
