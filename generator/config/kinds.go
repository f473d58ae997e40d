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
	roots := map[site.Kind]*yaml.Node{}
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
		roots[f.kind()] = root
	}
	set := kinds.Builtin()
	for len(roots) > 0 {
		before := len(roots)
		for _, f := range files {
			root := roots[f.kind()]
			if root == nil {
				continue
			}
			if from := root.Get("extends"); from != nil && before == len(roots) && roots[site.Kind(from.Value)] != nil && site.Kind(from.Value) != f.kind() {
				continue // once that one is known
			}
			delete(roots, f.kind())
			set = set.With([]kinds.Kind{d.ownKind(&f, root, set)})
		}
		if len(roots) == before { // they extend each other in a circle
			for name, root := range roots {
				root.Entries = slices.DeleteFunc(root.Entries, func(e yaml.Entry) bool { return e.Key == "extends" })
				roots[name] = root
			}
		}
	}
	if len(files) > 0 {
		d.hub.Kinds = set
	}
}

// ownTargets reports fields whose terms or pages are of no known vocabulary or kind, and
// fields of one name that have several forms.
func (d *decoder) ownTargets(files []KindFile) {
	seen := map[string]kinds.Field{}
	for _, file := range files {
		for _, f := range d.hub.Kinds.Own(file.kind()) {
			at := diag.Position{File: file.Name}
			if root, _ := yaml.Parse(file.Src, file.Name, 1); root != nil && root.Get("fields") != nil {
				if n := root.Get("fields").Get(f.Name); n != nil {
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

// ownKind reads one of the site's own kinds.
func (d *decoder) ownKind(f *KindFile, root *yaml.Node, set *kinds.Set) kinds.Kind {
	file := d.File
	defer func() { d.File = file }()
	d.File = f.Name
	return kinds.Read(&d.Reader, root, f.kind(), set, d.text)
}
