// Package frontmatter reads and edits the YAML at the head of a page. Split finds
// it; Decode parses it strictly, by the schema of the page's kind, and reports
// every mistake at once. When the translations of a page are known, Member.Check
// reports what a file lacks or must not have, and Inherit completes a translation
// with what it inherits from the source page. AddKey, SetText, AddAlias and
// RemoveAlias edit a file's text and change no other byte.
//
// The package touches no file system and knows no other page: package content
// checks whether a term or page exists. Package kinds lists the fields of a kind;
// bindings ties each to its member of site.Front.
package frontmatter

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/yaml"
)

// Parsed is the front matter of one file, without what a translation inherits.
// Fields that the file doesn't set have their zero value.
type Parsed struct {
	Kind  site.Kind // as written, or ""
	Slug  string    // as written, or ""
	Set   FieldSet  // the fields that the file sets, without those of vocabularies
	Front site.Front
}

// Source says where front matter comes from and which keys it may have.
type Source struct {
	File string // slash path from the site's folder
	Line int    // on which the YAML starts, from 1
	Kind site.Kind
	// Schemas are those of the site's kinds.
	Schemas *Schemas
	// Vocabularies are those that hub.yaml lists. Nil means that hub.yaml
	// can't be read: then unknown keys are ignored.
	Vocabularies []string
}

// notFields are vocabularies that are no fields: pages name their terms by
// other keys (type, role) or not at all.
var notFields = []string{"types", "roles", "years"}

// IsField reports whether a name is a key of front matter; a vocabulary may
// not have such an id.
func IsField(name string) bool {
	_, ok := bindings[name]
	return ok
}

// decoder reads the front matter of one file.
type decoder struct {
	yaml.Reader
	schemas *Schemas
	name    string // of the field that is read
	own     *Parsed
}

// Decode parses the YAML of front matter. The result is complete only if there
// are no errors, and nil if the text is not a YAML map.
func Decode(src []byte, from Source) (*Parsed, diag.List) {
	root, list := yaml.Parse(src, from.File, from.Line)
	if root == nil {
		return nil, list
	}
	own := &Parsed{}
	d := &decoder{Reader: yaml.Reader{File: from.File}, schemas: from.Schemas.or(), own: own}
	entries := d.Map(root, "front matter")
	if len(d.Diagnostics) > 0 && entries == nil {
		return nil, d.Diagnostics
	}
	for i := range entries {
		e := &entries[i]
		b, ok := bindings[e.Key]
		d.name = e.Key
		switch {
		case ok:
			if e.Value.Kind != yaml.Null && (e.Value.Kind != yaml.Text || strings.TrimSpace(e.Value.Value) != "") {
				own.Set |= 1 << b.index
				b.read(d, e.Value)
			}
		case d.schemas.own[e.Key].Own:
			d.ownField(d.schemas.own[e.Key], e.Value)
		case e.Key == "partners" || slices.Contains(from.Vocabularies, e.Key) && !slices.Contains(notFields, e.Key):
			d.terms(e.Value)
		case from.Vocabularies != nil:
			d.unknown(e, from)
		}
	}
	d.theory(root)
	if bytes.Contains(src, []byte(" #")) || bytes.Contains(src, []byte("\t#")) {
		d.cutTexts(root, "", src, from.Line)
	}
	return own, d.Diagnostics
}

// unknown reports a key that no kind has, with the most similar key of the page's
// kind.
func (d *decoder) unknown(e *yaml.Entry, from Source) {
	kind := from.Kind
	if d.own.Kind != "" {
		kind = d.own.Kind
	}
	var allowed []string
	for _, f := range d.schemas.set.Schema(kind) {
		allowed = append(allowed, f.Name)
	}
	allowed = append(allowed, "partners")
	for _, v := range from.Vocabularies {
		if !slices.Contains(notFields, v) && v != "partners" {
			allowed = append(allowed, v)
		}
	}
	d.report(e, allowed)
	if near := diag.Nearest(e.Key, allowed); IsField(near) {
		d.own.Set |= bit(near) // so that it isn't called missing as well
	}
}

// otherNames are keys of other site generators, with those of Griot.
var otherNames = map[string]string{
	"description": "summary", "excerpt": "summary", "author": "authors", "permalink": "slug", "url": "slug", "lastmod": "updated",
	"modified": "updated", "cover": "image", "thumbnail": "image", "featured_image": "image", "published": "date",
}

// report reports an unknown key.
func (d *decoder) report(e *yaml.Entry, allowed []string) {
	near := diag.Nearest(e.Key, allowed)
	if other := otherNames[strings.ToLower(e.Key)]; slices.Contains(allowed, other) {
		near = other
	}
	variant := "front"
	if e.Key == "draft" {
		variant = "draft"
	}
	d.Diagnostics.Error(d.KeyAt(e), "field-unknown."+variant, diag.Args{"key": e.Key, "near": near})
}

// terms reads a list of ids of the vocabulary that the field is named after.
func (d *decoder) terms(n *yaml.Node) {
	if n.Kind == yaml.Null {
		return
	}
	ids := d.Texts(n, d.name)
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			d.Diagnostics.Error(d.At(n), "id-duplicate.entry", diag.Args{"name": d.name, "id": id})
		}
	}
	if d.own.Front.Terms == nil {
		d.own.Front.Terms = make(map[string][]string, 4)
	}
	d.own.Front.Terms[d.name] = ids
}

// Locate returns the position of a value in the front matter of a file's text.
// The path has keys and indices of lists; a key with = before it ("=title") means
// the key itself. If a part of the path is absent, Locate returns the position of
// the last part that exists, or line 0 if there is none.
func Locate(src []byte, file string, path ...any) diag.Position {
	at := diag.Position{File: file}
	y, _, _, err := Split(src)
	if err != nil {
		return at
	}
	n, _ := yaml.Parse(y, file, FirstLine)
	for _, step := range path {
		next, line, column := child(n, step)
		if next == nil {
			break
		}
		n, at.Line, at.Column = next, line, column
	}
	return at
}

// child returns an element of a list by its index or a value of a map by its key;
// the step "=key" is the key itself.
func child(n *yaml.Node, step any) (next *yaml.Node, line, column int) {
	if n == nil {
		return nil, 0, 0
	}
	if i, ok := step.(int); ok {
		if i < len(n.Items) {
			return n.Items[i], n.Items[i].Line, n.Items[i].Column
		}
		return nil, 0, 0
	}
	key, own := strings.CutPrefix(fmt.Sprint(step), "=")
	for i := range n.Entries {
		if e := &n.Entries[i]; e.Key == key {
			if own {
				return e.Value, e.Line, e.Column
			}
			return e.Value, e.Value.Line, e.Value.Column
		}
	}
	return nil, 0, 0
}
