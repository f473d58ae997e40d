package config

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/yaml"
)

// ImagesFile is the path, from the site's folder, of what is said of pictures wherever they
// are shown. A site need not have it.
const ImagesFile = "content/images.yaml"

// Image is what images.yaml says of a picture, or of another file beside the pages.
type Image struct {
	Consent     Consent   // of the people who can be recognised in it, or ""
	Until       string    // the last day of the consent, as YYYY-MM-DD, or ""
	Alt, Credit site.Text // where a page doesn't say them itself
	diag.Position
}

// Consent says whether the people in a picture agree to its publication.
type Consent string

// What images.yaml can say of consent.
const (
	ConsentGiven   Consent = "given"
	ConsentRefused Consent = "refused"
	ConsentNobody  Consent = "nobody" // nobody can be recognised
)

// ConsentRule says which pictures must have an entry in images.yaml.
type ConsentRule string

// The two rules.
const (
	ConsentOptional ConsentRule = "optional" // none
	ConsentRequired ConsentRule = "required" // all photos that are published
)

// Withheld reports whether the file is not published on a day (YYYY-MM-DD).
func (i *Image) Withheld(today string) bool {
	return i.Consent == ConsentRefused || i.Dated() && today > i.Until
}

// Dated reports whether it depends on the day whether the file is published.
func (i *Image) Dated() bool { return i.Consent == ConsentGiven && i.Until != "" }

// LoadImages reads the text of images.yaml for a hub; file is its path for diagnostics.
// The result is by path from content/. Package pipeline checks whether there are such files.
func LoadImages(src []byte, file string, hub *Hub) (map[string]*Image, diag.List) {
	root, list := yaml.Parse(src, file, 1)
	if root == nil {
		return nil, list
	}
	d := &decoder{Reader: yaml.Reader{File: file}, hub: hub}
	all := map[string]*Image{}
	for _, e := range d.Map(root, "images.yaml") {
		p := norm.NFC.String(path.Clean(strings.TrimLeft(e.Key, "/")))
		if p == "." || p == ".." || strings.HasPrefix(p, "../") || strings.Contains(e.Key, "://") {
			d.Diagnostics.Error(d.KeyAt(&e), "value-invalid.images-path", diag.Args{"value": e.Key})
			continue
		}
		if all[p] != nil { // written in two ways
			d.Diagnostics.Error(d.KeyAt(&e), "field-duplicate", diag.Args{"key": e.Key, "first": strconv.Itoa(all[p].Line)})
			continue
		}
		all[p] = d.imageEntry(&e)
	}
	d.Diagnostics.Sort()
	return all, d.Diagnostics
}

// imageFields are the keys of an entry, in the order of hints.
var imageFields = []string{"consent", "consent_until", "alt", "credit"}

// imageEntry reads what is said of one file.
func (d *decoder) imageEntry(e *yaml.Entry) *Image {
	img := &Image{Position: d.KeyAt(e)}
	if e.Value.Kind == yaml.Null {
		d.Diagnostics.Error(d.KeyAt(e), "field-missing.consent", diag.Args{"file": e.Key})
	}
	fields := d.Fields(e.Value, e.Key, imageFields...)
	for _, f := range fields {
		switch f.Key {
		case "consent":
			img.Consent = d.consent(f.Value)
		case "consent_until":
			img.Until = d.day(f.Value, f.Key)
		case "alt":
			img.Alt = d.text(f.Value, f.Key)
		case "credit":
			img.Credit = d.text(f.Value, f.Key)
		}
	}
	if until := find(fields, "consent_until"); until != nil && img.Consent != ConsentGiven {
		if n := find(fields, "consent"); n == nil || img.Consent != "" { // else a mistake in it was reported
			d.Invalid(until, "consent-until", diag.Args{"consent": string(img.Consent)})
		}
	}
	return img
}

// consent reads what is said of consent.
func (d *decoder) consent(n *yaml.Node) Consent {
	known := []string{string(ConsentGiven), string(ConsentRefused), string(ConsentNobody)}
	s := d.Text(n, "consent")
	if slices.Contains(known, s) {
		return Consent(s)
	}
	if n.Kind == yaml.Null || n.Kind == yaml.Text || n.Kind == yaml.Number {
		d.Invalid(n, "consent", diag.Args{"value": s, "near": diag.Nearest(s, known)})
	}
	return ""
}

// day reads a day.
func (d *decoder) day(n *yaml.Node, name string) string {
	s := d.Text(n, name)
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		if n.Kind == yaml.Null || n.Kind == yaml.Text || n.Kind == yaml.Number {
			d.Diagnostics.Error(d.At(n), "date-invalid.day", diag.Args{"name": name, "value": s})
		}
		return ""
	}
	return s
}
