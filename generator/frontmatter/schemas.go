package frontmatter

import (
	"slices"
	"sync"

	"griot/generator/kinds"
	"griot/generator/site"
)

// Schemas are the schemas of a site's kinds, prepared for reading pages. Nil has those
// of the built-in kinds.
type Schemas struct {
	set    *kinds.Set
	byKind map[site.Kind]*schema
	names  []string               // of the built-in fields, once, in the order of the schemas
	own    map[string]kinds.Field // the fields of the site's own kinds
}

// NewSchemas returns the schemas of some kinds.
func NewSchemas(set *kinds.Set) *Schemas {
	s := &Schemas{set: set, byKind: map[site.Kind]*schema{}, own: map[string]kinds.Field{}}
	for _, k := range set.All() {
		fields := set.Schema(k.Name)
		s.byKind[k.Name] = newSchema(fields)
		for _, f := range fields {
			switch {
			case f.Own:
				s.own[f.Name] = f
			case !slices.Contains(s.names, f.Name):
				s.names = append(s.names, f.Name)
			}
		}
	}
	return s
}

var builtinSchemas = sync.OnceValue(func() *Schemas { return NewSchemas(nil) })

func (s *Schemas) or() *Schemas {
	if s == nil {
		return builtinSchemas()
	}
	return s
}
