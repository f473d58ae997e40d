package segment

import (
	"fmt"

	"griot/generator/frontmatter"
	"griot/generator/kinds"
	"griot/generator/markdown/passage"
	"griot/generator/yaml"
)

// field says how a field of front matter is translated.
type field struct {
	form     kinds.Form
	optional bool
}

// fields are the translated fields of all kinds, by name. Lists that each
// language writes for itself (also) are not among them.
var fields = func() map[string]field {
	out := map[string]field{}
	for _, kind := range kinds.Builtin().All() {
		for _, f := range kinds.Builtin().Schema(kind.Name) {
			if translation, ok := fieldOf(f); ok && f.Name != "also" {
				old, known := out[f.Name]
				translation.optional = translation.optional && (!known || old.optional)
				out[f.Name] = translation
			}
		}
	}
	return out
}()

// fieldOf returns how a field is translated, and whether it is.
func fieldOf(f kinds.Field) (field, bool) {
	translated := f.Share == kinds.Translated
	switch f.Form {
	case kinds.Text, kinds.Image, kinds.Sources, kinds.Authors:
	case kinds.Texts, kinds.ByOutcome, kinds.Nodes, kinds.Statements:
		if !translated {
			return field{}, false
		}
	default:
		return field{}, false
	}
	return field{f.Form, !translated || f.Name == "short"}, translated || f.Share == kinds.Shared
}

// ParsePage finds the segments of a page. own are the fields of the site's own kinds.
func ParsePage(id, lang, file string, src []byte, own ...kinds.Field) *Document {
	d := &Document{ID: id, Lang: lang, File: file, Source: src, own: own}
	head, body, _, err := frontmatter.Split(src)
	if err != nil {
		d.Err = err
		return d
	}
	d.BodyStart = body
	d.frontStart = cap(src) - cap(head) // head is a part of src
	d.frontEnd = d.frontStart + len(head)
	if d.Front, err = yaml.ParseRanges(head); err != nil {
		d.Err = fmt.Errorf("front matter: %w", err)
		return d
	}
	if n := d.Front.Get("translated_from"); n != nil {
		d.From = n.Value
	}
	for i := range d.Front.Entries {
		e := &d.Front.Entries[i]
		if f, ok := d.translated(e.Key); ok {
			d.field(e.Key, e.Value, f)
		}
	}
	d.Outline = passage.Find(src[body:])
	for i := range d.Outline.Passages {
		d.passage(&d.Outline.Passages[i])
	}
	return d
}

// translated returns how a field is translated, and whether it is.
func (d *Document) translated(name string) (field, bool) {
	if f, ok := fields[name]; ok {
		return f, true
	}
	for _, f := range d.own {
		if f.Name == name {
			return fieldOf(f)
		}
	}
	return field{}, false
}

func (d *Document) field(name string, n *yaml.Node, f field) {
	one := func(n *yaml.Node, kind, key string) {
		d.scalarSegment(n, Segment{Kind: kind, Key: key, Sequence: name, Optional: f.optional})
	}
	switch f.form {
	case kinds.Text:
		one(n, name, name)
	case kinds.Texts:
		for _, item := range n.Items {
			one(item, name, "")
		}
	case kinds.ByOutcome:
		for i := range n.Entries {
			one(n.Entries[i].Value, name, name+"."+n.Entries[i].Key)
		}
	case kinds.Image:
		one(n.Get("alt"), "alt", name+".alt")
		one(n.Get("caption"), "caption", name+".caption")
		one(n.Get("credit"), "credit", name+".credit")
	case kinds.Sources:
		for _, item := range n.Items {
			for _, part := range []string{"title", "publisher", "note"} {
				d.scalarSegment(item.Get(part), Segment{Kind: "source " + part, Sequence: name + "." + part, Optional: f.optional})
			}
		}
	case kinds.Authors: // names stay as they are
		for _, item := range n.Items {
			for _, part := range []string{"organisation", "role"} {
				d.scalarSegment(item.Get(part), Segment{Kind: "author " + part, Sequence: name + "." + part, Optional: f.optional})
			}
		}
	case kinds.Nodes, kinds.Statements:
		for _, item := range n.Items {
			id := item.Get("id")
			if id == nil || id.Value == "" {
				continue
			}
			one(item.Get("title"), "node title", name+"."+id.Value+".title")
			one(item.Get("text"), "node text", name+"."+id.Value+".text")
		}
	}
}

func (d *Document) passage(p *passage.Passage) {
	text := withoutPaths(Normal(string(p.Text())))
	if text == "" {
		return
	}
	d.Segments = append(d.Segments, Segment{
		Kind: string(p.Kind), Sequence: "body", HeadingID: p.ID, Level: p.Level, Text: text, Passage: p,
		Start: d.BodyStart + p.Lines[0].Start, End: d.BodyStart + p.Lines[len(p.Lines)-1].End,
	})
}
