package view

import (
	"reflect"
	"slices"
	"testing"
)

// TestKeySeesEveryField changes each field of each part of a view in turn, which
// must change the key.
func TestKeySeesEveryField(t *testing.T) {
	seen := 0
	var walk func(t *testing.T, root *View, v reflect.Value, path string)
	walk = func(t *testing.T, root *View, v reflect.Value, path string) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				f := v.Type().Field(i)
				if f.Tag.Get("key") == "-" {
					continue
				}
				walk(t, root, v.Field(i), path+"."+f.Name)
			}
			return
		case reflect.Pointer:
			if v.IsNil() {
				return
			}
			walk(t, root, v.Elem(), path)
			return
		}
		before := new(Keyer).Key(root)
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		change(v)
		if new(Keyer).Key(root) == before {
			t.Errorf("%s: changing it leaves the key as it was", path)
		}
		v.Set(old)
		seen++
		if v.Kind() == reflect.Slice && v.Len() > 0 {
			walk(t, root, v.Index(0), path+"[0]")
		}
	}
	for i := range reflect.TypeFor[View]().NumField() {
		root := &View{Frame: &Frame{}}
		f := reflect.ValueOf(root).Elem().Field(i)
		if reflect.TypeFor[View]().Field(i).Tag.Get("key") == "-" {
			continue
		}
		fillIn(f, 3)
		walk(t, root, f, reflect.TypeFor[View]().Field(i).Name)
	}
	if seen < 150 {
		t.Errorf("only %d fields were changed", seen)
	}
}

// change gives a value another content.
func change(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Int, reflect.Int64:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8:
		v.SetUint(v.Uint() + 1)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Slice:
		v.Set(reflect.Append(v, reflect.New(v.Type().Elem()).Elem()))
	case reflect.Array:
		change(v.Index(0))
	default:
		panic("view field of kind " + v.Kind().String())
	}
}

// fillIn sets pointers and gives each slice one element. A list within one of the same type,
// as folders have folders, stays empty.
func fillIn(v reflect.Value, depth int, within ...reflect.Type) {
	switch v.Kind() {
	case reflect.Pointer:
		if depth > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fillIn(v.Elem(), depth-1, within...)
		}
	case reflect.Slice:
		if slices.Contains(within, v.Type()) {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillIn(v.Index(0), depth, append(within, v.Type())...)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("key") != "-" {
				fillIn(v.Field(i), depth, within...)
			}
		}
	}
}

// TestKeyKeepsListsApart makes sure that lengths are part of the key.
func TestKeyKeepsListsApart(t *testing.T) {
	k := new(Keyer)
	a := k.Key(&View{Title: "ab", Summary: "c"})
	b := k.Key(&View{Title: "a", Summary: "bc"})
	if a == b {
		t.Error("two texts that run together give one key")
	}
	c := k.Key(&View{Country: &Country{Glance: []string{"a", "b"}}})
	d := k.Key(&View{Country: &Country{Glance: []string{"ab"}}})
	if c == d {
		t.Error("two lists that run together give one key")
	}
}
