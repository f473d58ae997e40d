package config

import (
	"path"
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/yaml"
)

// KindsDir is the folder of the files that describe a site's own kinds.
const KindsDir = "content/kinds"

// KindFile is a file that describes a kind of the site, or what the site changes of a
// built-in one. Name is its path from the site's folder.
type KindFile struct {
	Name string
	Src  []byte
}

// kind returns the kind that the file describes.
func (f *KindFile) kind() site.Kind {
	return site.Kind(strings.TrimSuffix(path.Base(f.Name), path.Ext(f.Name)))
}

// ownKinds reads the site's own kinds. A kind that extends another comes after it, whatever
// their files are called.
func (d *decoder) ownKinds(files []KindFile) {
	d.kindRoots = map[site.Kind]*yaml.Node{}
	unread := map[site.Kind]*KindFile{}
	for _, f := range files {
		root, list := yaml.Parse(f.Src, f.Name, 1)
		d.Diagnostics = append(d.Diagnostics, list...)
		if root == nil || root.Kind != yaml.Map || !site.ValidSlug(string(f.kind())) {
			if root != nil {
				d.Diagnostics.Error(diag.Position{File: f.Name}, "kind-file", diag.Args{"near": site.Slug(string(f.kind()))})
			}
			d.hub.Incomplete = true
			continue
		}
		d.kindRoots[f.kind()], unread[f.kind()] = root, &f
	}
	for _, f := range files {
		d.ownKind(f.kind(), unread)
	}
}

// ownKind reads a kind that isn't read yet, after the one that it extends. Of kinds that extend
// each other in a circle, the last one extends a kind that is unknown.
func (d *decoder) ownKind(name site.Kind, unread map[site.Kind]*KindFile) {
	f := unread[name]
	if f == nil {
		return
	}
	delete(unread, name)
	root := d.kindRoots[name]
	if from := root.Get("extends"); from != nil {
		d.ownKind(site.Kind(from.Value), unread)
	}
	file := d.File
	d.File = f.Name
	d.hub.Kinds = d.hub.Kinds.With(kinds.Read(&d.Reader, root, name, d.hub.Kinds, d.text))
	d.File = file
}

// ownTargets reports fields whose terms or pages are of no known vocabulary or kind, and
// fields of one name that have several forms.
func (d *decoder) ownTargets(files []KindFile) {
	seen := map[string]kinds.Field{}
	for _, file := range files {
		for _, f := range d.hub.Kinds.Own(file.kind()) {
			at := diag.Position{File: file.Name}
			if fields := d.kindRoots[file.kind()].Get("fields"); fields != nil {
				if n := fields.Get(f.Name); n != nil {
					at.Line, at.Column = n.Line, n.Column
				}
			}
			var known []string
			switch f.Form {
			case kinds.TermID, kinds.TermIDs:
				for _, v := range d.hub.Vocabularies {
					known = append(known, v.ID)
				}
			case kinds.PageID, kinds.Pages:
				known = d.hub.Kinds.Names()
			}
			if f.Of != "" && known != nil && !slices.Contains(known, f.Of) {
				d.Diagnostics.Error(at, "value-invalid.choice", diag.Args{"name": "of", "value": f.Of, "near": diag.Nearest(f.Of, known), "allowed": known})
			}
			if other, twice := seen[f.Name]; twice && (other.Form != f.Form || other.Of != f.Of) {
				d.Diagnostics.Error(at, "value-invalid.field-form", diag.Args{"key": f.Name, "kind": string(file.kind())})
			}
			if slices.ContainsFunc(d.hub.Vocabularies, func(v *site.Vocabulary) bool { return v.ID == f.Name }) {
				d.Diagnostics.Error(at, "value-invalid.field-taken", diag.Args{"key": f.Name})
			}
			seen[f.Name] = f
		}
	}
}
