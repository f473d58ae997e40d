package kinds

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"griot/generator/site"
)

// Set is the kinds of a site: those that every site has, and its own. A nil Set
// has the built-in ones. It must not be changed once pages are read by it.
type Set struct {
	list    []Kind
	common  []Field
	byName  map[site.Kind]*Kind
	schemas map[site.Kind][]Field
	own     map[site.Kind][]Field // the fields that the site's own files give to a kind
}

// newSet returns the set of some kinds, which all have the common fields.
func newSet(list []Kind, common []Field) *Set {
	s := &Set{list: list, common: common, byName: make(map[site.Kind]*Kind, len(list)), schemas: make(map[site.Kind][]Field, len(list)), own: map[site.Kind][]Field{}}
	for i := range list {
		s.byName[list[i].Name] = &list[i]
		s.schemas[list[i].Name] = joined(common, list[i].Fields)
		for _, f := range list[i].Fields {
			if f.Own {
				s.own[list[i].Name] = append(s.own[list[i].Name], f)
			}
		}
	}
	return s
}

// joined returns fields with others added; one of the same name takes the place of
// the first.
func joined(fields, others []Field) []Field {
	out := slices.Clone(fields)
	for _, f := range others {
		if i := slices.IndexFunc(out, func(c Field) bool { return c.Name == f.Name }); i >= 0 {
			out[i] = f
			continue
		}
		out = append(out, f)
	}
	return out
}

// With returns a set that has a further kind, after the others, or in the place of the one of
// the same name.
func (s *Set) With(k Kind) *Set {
	base := s.or()
	list := slices.Clone(base.list)
	if i := slices.IndexFunc(list, func(o Kind) bool { return o.Name == k.Name }); i >= 0 {
		list[i] = k
	} else {
		k.Rank = len(list) + 1
		list = append(list, k)
	}
	return newSet(list, base.common)
}

// hasBuiltinField reports whether a kind of the set has a field with a name that is not a
// site's own.
func (s *Set) hasBuiltinField(name string) bool {
	for _, fields := range s.or().schemas {
		if slices.ContainsFunc(fields, func(f Field) bool { return f.Name == name && !f.Own }) {
			return true
		}
	}
	return false
}

// or returns the set itself, or the built-in one instead of nil.
func (s *Set) or() *Set {
	if s == nil {
		return Builtin()
	}
	return s
}

// unknown is what Of returns for a name that is no kind.
var unknown Kind

// Of returns the kind with a name. If there is none, it returns a Kind without
// fields and layouts, never nil.
func (s *Set) Of(name site.Kind) *Kind {
	if k := s.or().byName[name]; k != nil {
		return k
	}
	return &unknown
}

// Known reports whether there is a kind with a name.
func (s *Set) Known(name site.Kind) bool { return s.or().byName[name] != nil }

// All returns the kinds in the order in which lists of kinds show them. The
// caller may not change them.
func (s *Set) All() []Kind { return s.or().list }

// Names returns the names of all kinds, in the order of All.
func (s *Set) Names() []string {
	all := s.All()
	out := make([]string, len(all))
	for i := range all {
		out[i] = string(all[i].Name)
	}
	return out
}

// Layouts returns the names of the layouts that a page of kind page may choose.
func (s *Set) Layouts() []string {
	var out []string
	for _, l := range s.Of(Page).Layouts {
		out = append(out, l.Name)
	}
	return out
}

// Schema returns the fields of a kind, with those that every kind has, but without
// vocabularies: each vocabulary of hub.yaml except types, roles and years is a
// field of every kind, a Shared list of terms named by the vocabulary's id.
func (s *Set) Schema(name site.Kind) []Field { return s.or().schemas[name] }

// MarshalJSON writes the kinds, so that a hash of the configuration covers them.
func (s *Set) MarshalJSON() ([]byte, error) { return json.Marshal(s.All()) }

// Signature is what reading the front matter of pages depends on: the names of the kinds and
// the names and forms of the site's own fields. It is "" for the built-in kinds.
func (s *Set) Signature() string {
	if s == nil {
		return ""
	}
	var b strings.Builder
	for i := range s.list {
		k := &s.list[i]
		fmt.Fprintf(&b, " %s %q", k.Name, k.Layouts)
		for _, f := range s.own[k.Name] {
			fmt.Fprintf(&b, " %s %s", f.Name, f.Form)
		}
	}
	return b.String()
}

// OwnFields returns the fields that a site's own files give to its kinds, each name once.
func (s *Set) OwnFields() []Field {
	var out []Field
	for i := range s.All() {
		for _, f := range s.Own(s.All()[i].Name) {
			if !slices.ContainsFunc(out, func(o Field) bool { return o.Name == f.Name }) {
				out = append(out, f)
			}
		}
	}
	return out
}

// Own returns the fields that a site's own files give to a kind, in their order. The caller
// may not change them.
func (s *Set) Own(name site.Kind) []Field { return s.or().own[name] }
