// Package frontmatter reads and edits the YAML at the head of a page. Split finds
// it, Decode reads what one file says (Own) by the schema of its kind, strictly,
// with every mistake at once. When the translations of a page are known,
// Member.Check reports what a file lacks or has too much, and Inherit takes from
// the source page what a translation doesn't say. AddKey, SetText, AddAlias and
// RemoveAlias edit a file's text and change no other byte.
//
// The package touches no file system and knows no other page: whether a term or
// page exists is for content to say. Which fields a kind has is in kinds;
// bindings ties each to its member of site.Front.
package frontmatter

import (
	"fmt"
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/yaml"
)

// Own is what one file says about its page. Fields that it doesn't set have
// their zero value.
type Own struct {
	Kind  site.Kind // as written, or ""
	Slug  string    // as written, or ""
	Set   Set       // the fields that the file sets, those of vocabularies aside
	Front site.Front
}

// Source says where a piece of front matter comes from and what it may hold.
type Source struct {
	File string // slash path from the site's folder
	Line int    // on which the YAML starts, from 1
	Kind site.Kind
	// Vocabularies are those that hub.yaml lists. Nil means that hub.yaml
	// can't be read: then unknown keys are passed over.
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
	name string // of the field that is read
	own  *Own
}

// Decode reads the YAML of a front matter. The Own is complete only where
// there are no errors; it is nil where the text is no YAML map at all.
func Decode(src []byte, from Source) (*Own, diag.List) {
	root, list := yaml.Parse(src, from.File, from.Line)
	if root == nil {
		return nil, list
	}
	own := &Own{}
	d := &decoder{Reader: yaml.Reader{File: from.File}, own: own}
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
		case e.Key == "partners" || slices.Contains(from.Vocabularies, e.Key) && !slices.Contains(notFields, e.Key):
			d.terms(e.Value)
		case from.Vocabularies != nil:
			d.unknown(e, from)
		}
	}
	d.theory(root)
	return own, d.Diagnostics
}

// unknown reports a key that no kind has, with the nearest one that the
// page's own kind has.
func (d *decoder) unknown(e *yaml.Entry, from Source) {
	kind := from.Kind
	if d.own.Kind != "" {
		kind = d.own.Kind
	}
	var allowed []string
	for _, f := range kinds.Schema(kind) {
		allowed = append(allowed, f.Name)
	}
	allowed = append(allowed, "partners")
	for _, v := range from.Vocabularies {
		if !slices.Contains(notFields, v) && v != "partners" {
			allowed = append(allowed, v)
		}
	}
	d.Unknown(e, "the front matter", allowed)
	if near := diag.Nearest(e.Key, allowed); IsField(near) {
		d.own.Set |= bit(near) // so that it isn't called missing as well
	}
}

// terms reads a list of ids of the vocabulary that the field is named after.
func (d *decoder) terms(n *yaml.Node) {
	if n.Kind == yaml.Null {
		return
	}
	ids := d.Texts(n, d.name)
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			d.Diagnostics.Errorf(d.At(n), "id-duplicate", "", "%s lists %q twice", d.name, id)
		}
	}
	if d.own.Front.Terms == nil {
		d.own.Front.Terms = make(map[string][]string, 4)
	}
	d.own.Front.Terms[d.name] = ids
}

// Locate finds a value in the front matter of a file's text: path holds keys
// and indices of lists; a key with = before it ("=title") asks for the place
// of the key itself. Where a part of the path is absent, Locate returns the
// place of the nearest part that is there; line 0 where there is none.
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

// child is a part of a value: of a list by index, of a map by key; a step
// "=key" stands for the place of the key itself.
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
