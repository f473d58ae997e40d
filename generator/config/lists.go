package config

import (
	"slices"

	"griot/generator/diag"
	"griot/generator/frontmatter"
	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/yaml"
)

// slugs finds slugs that are given twice in one language.
type slugs struct {
	what string // what has the slugs, such as "section"
	seen map[[2]string]string
}

// add adds the slugs of an owner and reports those that are taken.
func (s *slugs) add(d *decoder, n *yaml.Node, owner string, slug site.Text) {
	if s.seen == nil {
		s.seen = map[[2]string]string{}
	}
	for _, code := range d.hub.Codes() {
		key := [2]string{code, slug[code]}
		if key[1] == "" {
			continue
		}
		if other, taken := s.seen[key]; taken {
			at := n.Get(code)
			if at == nil {
				at = n
			}
			d.Diagnostics.Error(d.At(at), "permalink-duplicate.slug", diag.Args{"what": s.what, "other": other, "owner": owner, "slug": key[1], "lang": code})
			continue
		}
		s.seen[key] = owner
	}
}

// read reads the slug of an owner in every language. name describes the owner in messages.
func (s *slugs) read(d *decoder, n *yaml.Node, owner string, name any) site.Text {
	slug := d.text(n, diag.Phrase{ID: "slug", Of: name})
	for _, code := range d.hub.Codes() {
		if text := slug[code]; text != "" && !site.ValidSlug(text) {
			d.Invalid(n.Get(code), "slug", diag.Args{"slug": text, "near": site.Slug(text)})
			delete(slug, code)
		}
	}
	s.add(d, n, owner, slug)
	return slug
}

// sections reads the sections in the order of the file.
func (d *decoder) sections(n *yaml.Node) []*site.Section {
	var out []*site.Section
	used := slugs{what: "sections"}
	for _, e := range d.namedEntries(n, "sections") {
		name := diag.Phrase{ID: "section", With: e.Key}
		s := &site.Section{ID: e.Key}
		for _, f := range d.Fields(e.Value, name, "kind", "name", "slug", "summary", "order", "navigation") {
			switch f.Key {
			case "kind":
				s.Kind = d.kind(f.Value)
			case "name":
				s.Name = d.text(f.Value, diag.Phrase{ID: "name", Of: name})
			case "slug":
				s.Slug = used.read(d, f.Value, s.ID, name)
			case "summary":
				s.Summary = d.text(f.Value, diag.Phrase{ID: "summary", Of: name})
			case "order":
				s.Order, s.Names = frontmatter.ReadOrder(&d.Reader, f.Value)
			case "navigation":
				s.Hidden = !d.Bool(f.Value, "navigation")
			}
		}
		d.needKeys(&e, name, "kind", "name", "slug")
		if s.Kind == "" {
			s.Kind, d.hub.Incomplete = kinds.Page, true
		}
		d.hub.Positions["sections/"+e.Key] = d.KeyAt(&e)
		out = append(out, s)
	}
	return out
}

// namedEntries returns the entries of sections or vocabularies that have a valid
// id, and reports the others.
func (d *decoder) namedEntries(n *yaml.Node, key string) []yaml.Entry {
	d.hub.Incomplete = d.hub.Incomplete || n.Kind != yaml.Map && n.Kind != yaml.Null
	var valid []yaml.Entry
	for _, e := range d.Map(n, key) {
		if !site.ValidSlug(e.Key) {
			d.Diagnostics.Error(d.KeyAt(&e), "value-invalid.id-form", diag.Args{"id": e.Key, "list": key, "near": site.Slug(e.Key)})
			d.hub.Incomplete = true
			continue
		}
		valid = append(valid, e)
	}
	return valid
}

// needKeys reports required keys that are absent or without a value.
func (d *decoder) needKeys(e *yaml.Entry, name any, keys ...string) {
	if e.Value.Kind != yaml.Map && e.Value.Kind != yaml.Null {
		return
	}
	for _, key := range keys {
		if v := e.Value.Get(key); v == nil || v.Kind == yaml.Null {
			d.Diagnostics.Error(d.KeyAt(e), "field-missing.part", diag.Args{"name": name, "key": key})
		}
	}
}

func (d *decoder) kind(n *yaml.Node) site.Kind {
	k := site.Kind(d.Text(n, "kind"))
	if k == "" || d.hub.Kinds.Known(k) {
		return k
	}
	d.Diagnostics.Error(d.At(n), "kind-unknown", diag.Args{"kind": string(k), "near": diag.Nearest(string(k), d.hub.Kinds.Names()), "kinds": d.hub.Kinds.Names()})
	return ""
}

// vocabularies reads the vocabularies in the order of the file.
func (d *decoder) vocabularies(n *yaml.Node) []*site.Vocabulary {
	var out []*site.Vocabulary
	used := slugs{what: "vocabularies"}
	for _, e := range d.namedEntries(n, "vocabularies") {
		name := diag.Phrase{ID: "vocabulary", With: e.Key}
		v := &site.Vocabulary{ID: e.Key}
		keys := []string{"name", "slug", "terms"}
		if slices.Contains(fromPages, e.Key) {
			keys = keys[:2]
		}
		for _, f := range d.Fields(e.Value, name, keys...) {
			switch f.Key {
			case "name":
				v.Name = d.text(f.Value, diag.Phrase{ID: "name", Of: name})
			case "slug":
				v.Slug = used.read(d, f.Value, v.ID, name)
			case "terms":
				v.Terms = d.terms(f.Value, v.ID)
			}
		}
		if f := e.Value.Get("terms"); len(keys) == 3 && (f == nil || f.Kind != yaml.List) {
			d.hub.Incomplete = true
		}
		d.needKeys(&e, name, keys...)
		d.hub.Positions["vocabularies/"+e.Key] = d.KeyAt(&e)
		out = append(out, v)
	}
	return out
}

// terms reads the terms of a vocabulary.
func (d *decoder) terms(n *yaml.Node, vocabulary string) []*site.Term {
	var out []*site.Term
	seen := map[string]bool{}
	used := slugs{what: vocabulary}
	keys := []string{"id", "name", "short", "slug"}
	if vocabulary == "countries" {
		keys = append(keys, "iso")
	}
	for _, item := range d.List(n, diag.Phrase{ID: "terms", With: vocabulary}) {
		t := &site.Term{Order: len(out)}
		fields := d.Fields(item, diag.Phrase{ID: "a-term", With: vocabulary}, keys...)
		if id := find(fields, "id"); id != nil {
			t.ID = d.termID(id, vocabulary, seen)
		}
		name := diag.Phrase{ID: "term", With: t.ID}
		if t.ID == "" {
			name = diag.Phrase{ID: "a-term", With: vocabulary}
		}
		for _, f := range fields {
			switch f.Key {
			case "iso":
				if t.ISO = d.Text(f.Value, "iso"); t.ISO != "" && !isoForm.MatchString(t.ISO) {
					d.Invalid(f.Value, "country-code", diag.Args{"value": t.ISO})
				}
			case "name":
				t.Name = d.text(f.Value, diag.Phrase{ID: "name", Of: name})
			case "short":
				t.Short = d.text(f.Value, diag.Phrase{ID: "short-name", Of: name})
			case "slug":
				t.Slug = used.read(d, f.Value, t.ID, name)
			}
		}
		for _, key := range []string{"id", "name", "slug"} {
			if v := item.Get(key); item.Kind == yaml.Map && (v == nil || v.Kind == yaml.Null) || item.Kind == yaml.Null {
				d.Diagnostics.Error(d.At(item), "field-missing.part", diag.Args{"name": name, "key": key})
			}
		}
		if t.ID == "" {
			d.hub.Incomplete = true
			continue
		}
		out = append(out, t)
	}
	return out
}

// termID reads the id of a term, which must be unique in its vocabulary.
func (d *decoder) termID(n *yaml.Node, vocabulary string, seen map[string]bool) string {
	id := d.Text(n, "id")
	switch {
	case id == "":
		return ""
	case !site.ValidSlug(id):
		d.Invalid(n, "id-form", diag.Args{"id": id, "list": vocabulary, "near": site.Slug(id)})
		return ""
	case seen[id]:
		d.duplicate(n, id)
		return ""
	}
	seen[id] = true
	return id
}
