package frontmatter

import (
	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/yaml"
)

// FieldSet is a set of fields.
type FieldSet uint64

// Has reports whether a field is in the set.
func (s FieldSet) Has(name string) bool { return s&bit(name) != 0 }

// bit returns the set of one field.
func bit(name string) FieldSet { return 1 << bindings[name].index }

// binding ties a field to its member of site.Front.
type binding struct {
	index uint // in a FieldSet; caches store it, so it must not change
	read  func(*decoder, *yaml.Node)
	copy  func(to, from *site.Front)  // of Shared and Fixed fields
	equal func(a, b *site.Front) bool // of Fixed fields
	empty func(*site.Front) bool      // of required lists
	at    func(*site.Front) any       // pointer to the value; nil for fields that are read in a special way
}

// bindings has a line for each field of any kind. init fills it, because the
// functions in it refer to it.
var bindings map[string]binding

func init() {
	bindings = map[string]binding{
		"title":           value(0, func(f *site.Front) *string { return &f.Title }, text),
		"summary":         value(1, func(f *site.Front) *string { return &f.Summary }, text),
		"slug":            {index: 2, read: func(d *decoder, n *yaml.Node) { d.own.Slug = d.slug(n) }},
		"kind":            {index: 3, read: func(d *decoder, n *yaml.Node) { d.own.Kind = d.kind(n) }},
		"translated_from": value(4, func(f *site.Front) *string { return &f.TranslatedFrom }, text),
		"date":            value(5, func(f *site.Front) *site.Date { return &f.Date }, day),
		"updated":         value(6, func(f *site.Front) *site.Date { return &f.Updated }, day),
		"period":          value(7, func(f *site.Front) *site.Period { return &f.Period }, (*decoder).period),
		"sdg":             list(8, func(f *site.Front) *[]string { return &f.SDG }, (*decoder).sdgs),
		"authors":         list(9, func(f *site.Front) *[]site.Author { return &f.Authors }, (*decoder).authors),
		"doi":             value(10, func(f *site.Front) *string { return &f.DOI }, (*decoder).doi),
		"image":           {index: 11, read: (*decoder).image, copy: func(to, from *site.Front) { to.Image = from.Image }},
		"sources":         list(12, func(f *site.Front) *[]site.Source { return &f.Sources }, (*decoder).sources),
		"aliases":         list(13, func(f *site.Front) *[]string { return &f.Aliases }, (*decoder).aliases),
		"type":            value(14, func(f *site.Front) *string { return &f.Type }, text),
		"key_messages":    list(15, func(f *site.Front) *[]string { return &f.KeyMessages }, texts),
		"country":         value(16, func(f *site.Front) *string { return &f.Country }, text),
		"outcome":         value(17, func(f *site.Front) *string { return &f.Outcome }, text),
		"glance":          list(18, func(f *site.Front) *[]string { return &f.Glance }, texts),
		"work":            {index: 19, read: (*decoder).work},
		"short":           value(20, func(f *site.Front) *string { return &f.Short }, text),
		"role":            value(21, func(f *site.Front) *string { return &f.Role }, text),
		"website":         value(22, func(f *site.Front) *string { return &f.Website }, webURL),
		"number":          value(23, func(f *site.Front) *int { return &f.Number }, number),
		"lead":            value(24, func(f *site.Front) *string { return &f.Lead }, text),
		"also":            list(25, func(f *site.Front) *[]string { return &f.Also }, texts),
		"nodes":           {index: 26, read: readLater, empty: func(f *site.Front) bool { return f.Theory == nil || len(f.Theory.Nodes) == 0 }},
		"assumptions":     {index: 27, read: readLater},
		"risks":           {index: 28, read: readLater},
		"indicators":      {index: 29, read: readLater},
		"layout":          value(30, func(f *site.Front) *string { return &f.Layout }, (*decoder).layout),

		"publish_with_changes": list(31, func(f *site.Front) *[]string { return &f.WithChanges }, texts),

		"weight": value(32, func(f *site.Front) *int { return &f.Weight }, func(d *decoder, n *yaml.Node) int { return d.Int(n, d.name, 1, maxWeight) }),
		"folder": {
			index: 33, read: (*decoder).folder,
			copy:  func(to, from *site.Front) { to.Folder = from.Folder },
			equal: func(a, b *site.Front) bool { return a.Folder.Equal(b.Folder) },
		},
	}
}

// readLater is for the fields that decoder.theory reads together.
func readLater(*decoder, *yaml.Node) {}

// value binds a field of one comparable value.
func value[T comparable](index uint, at func(*site.Front) *T, read func(*decoder, *yaml.Node) T) binding {
	return binding{
		index: index,
		read:  func(d *decoder, n *yaml.Node) { *at(&d.own.Front) = read(d, n) },
		copy:  func(to, from *site.Front) { *at(to) = *at(from) },
		equal: func(a, b *site.Front) bool { return *at(a) == *at(b) },
		at:    func(f *site.Front) any { return at(f) },
	}
}

// list binds a field of several values.
func list[T any](index uint, at func(*site.Front) *[]T, read func(*decoder, *yaml.Node) []T) binding {
	return binding{
		index: index,
		read:  func(d *decoder, n *yaml.Node) { *at(&d.own.Front) = read(d, n) },
		copy:  func(to, from *site.Front) { *at(to) = *at(from) },
		empty: func(f *site.Front) bool { return len(*at(f)) == 0 },
		at:    func(f *site.Front) any { return at(f) },
	}
}

// schema is the schema of a kind as sets of fields.
type schema struct {
	allowed FieldSet
	source  FieldSet // required of a source page
	every   FieldSet // required of every page
	lists   []requiredList
	fixed   []kinds.Field
	own     []kinds.Field // described by the site
	inherit []inherited
}

// requiredList is a required field that must not be empty.
type requiredList struct {
	bit   FieldSet
	empty func(*site.Front) bool
}

type inherited struct {
	bit  FieldSet
	copy func(to, from *site.Front)
}

func newSchema(fields []kinds.Field) *schema {
	p := &schema{}
	for _, f := range fields {
		if f.Own {
			p.own = append(p.own, f)
			continue
		}
		p.allowed |= bit(f.Name)
		if f.Required {
			p.source |= bit(f.Name)
			if f.Share == kinds.Translated {
				p.every |= bit(f.Name)
			}
			if empty := bindings[f.Name].empty; empty != nil {
				p.lists = append(p.lists, requiredList{bit(f.Name), empty})
			}
		}
		if f.Share == kinds.Fixed {
			p.fixed = append(p.fixed, f)
		}
		if c := bindings[f.Name].copy; c != nil && (f.Share == kinds.Shared || f.Share == kinds.Fixed) {
			p.inherit = append(p.inherit, inherited{bit(f.Name), c})
		}
	}
	return p
}
