package pages

import (
	"path"
	"slices"
	"strings"

	"griot/generator/kinds"
	"griot/generator/metadata/schemaorg"
	"griot/generator/site"
	"griot/generator/view"
)

// ownFields returns what a page has of the fields of a site's own kind, in their order.
func (a page) ownFields(r site.Rendition) []view.Field {
	var out []view.Field
	for _, f := range a.in.Hub.Kinds.Own(r.Page.Group.Kind) {
		values := r.Page.Front.Own[f.Name]
		if len(values) == 0 {
			continue
		}
		v := a.ownField(&f, values, r)
		switch f.Form {
		case kinds.File:
			if t := a.in.Image(r, values[0], r.Page.Lang); t.Status == site.Found {
				v.Links = []view.Link{{Href: t.Href, Text: path.Base(values[0]), Count: -1}}
			}
		case kinds.Image:
			v.Picture = a.pictureOf(r, &site.Image{Src: values[0], Alt: values[1], Caption: values[2], Credit: values[3]}, writtenIn(&f, values, r))
		}
		out = append(out, v)
	}
	return out
}

// writtenIn returns the language of the values of a field.
func writtenIn(f *kinds.Field, values []string, r site.Rendition) string {
	if of := r.Page.Group.Source; f.Share != kinds.Translated && slices.Equal(values, of.Front.Own[f.Name]) {
		return of.Lang
	}
	return r.Page.Lang
}

// ownField returns a field with its values, but without pictures and files.
func (a *cards) ownField(f *kinds.Field, values []string, r site.Rendition) view.Field {
	written := writtenIn(f, values, r)
	v := view.Field{Name: f.Name, Label: a.localize(f.Label)}
	switch f.Form {
	case kinds.TermID, kinds.TermIDs:
		if vocabulary := a.in.Site.Vocabulary(f.Of); vocabulary != nil {
			for _, id := range values {
				v.Links = append(v.Links, a.termLink(vocabulary, id))
			}
		}
	case kinds.PageID, kinds.Pages:
		for _, id := range values {
			if o, ok := a.index.ByGroup[strings.TrimSuffix(id, ".md")]; ok {
				v.Links = append(v.Links, a.link(o)) // no card: the pages that cards name may name each other
			}
		}
	case kinds.Address:
		v.Links = []view.Link{{Href: values[0], Text: shownAddress(values[0]), Count: -1}}
	case kinds.File, kinds.Image:
	case kinds.Texts:
		v.Texts = a.typesetAll(written, values)
	case kinds.Day, kinds.Time:
		v.Date = a.minute(values[0])
	default:
		v.Text = a.ownText(f, values, written)
	}
	if f.Form == kinds.Place && values[1] != "" {
		v.Place = &view.Place{Latitude: values[1], Longitude: values[2]}
	}
	if written != r.Page.Lang && (f.Form == kinds.Text || f.Form == kinds.Texts || f.Form == kinds.Place) {
		v.Lang = written
	}
	return v
}

// ownText returns the text of a field that has one.
func (a *cards) ownText(f *kinds.Field, values []string, lang string) string {
	switch f.Form {
	case kinds.Choice:
		if o := f.Option(values[0]); o != nil {
			return a.localize(o.Name)
		}
	case kinds.YesNo:
		return a.typeset(a.words.T("field." + values[0]))
	case kinds.Amount:
		return a.words.Decimal(values[0])
	case kinds.Period:
		p := site.Period{From: site.Date(values[0])}
		if len(values) > 1 {
			p.To = site.Date(values[1])
		}
		return a.period(p)
	}
	return a.typesetIn(lang, values[0])
}

// minute writes a day, perhaps with a time.
func (a *locale) minute(s string) view.Date {
	day, at, timed := strings.Cut(s, " ")
	d := a.date(site.Date(day))
	if timed {
		hour, minute, _ := strings.Cut(at, ":")
		d.ISO += "T" + at
		d.Text = a.typeset(a.words.T("date.time", "Day", d.Text, "Hour", strings.TrimPrefix(hour, "0"), "Hour2", hour, "Minute", minute))
	}
	return d
}

// shownAddress is how readers see the address of a web page.
func shownAddress(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	return strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
}

// onCard returns the values that lists show.
func (a *cards) onCard(r site.Rendition) []string {
	var out []string
	for _, f := range a.in.Hub.Kinds.Own(r.Page.Group.Kind) {
		values := r.Page.Front.Own[f.Name]
		if !f.Card || len(values) == 0 {
			continue
		}
		v := a.ownField(&f, values, r)
		text := v.Text
		switch {
		case v.Date.Text != "":
			text = v.Date.Text
		case len(v.Links) > 0:
			var names []string
			for _, l := range v.Links {
				names = append(names, l.Text)
			}
			text = a.words.List(names)
		}
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}

// thing describes what a page of a site's own kind is about, by the fields that have a name in
// schema.org's vocabulary.
func (a page) thing(v *view.View, r site.Rendition) *schemaorg.Thing {
	kind := r.Page.Group.Kind
	t := &schemaorg.Thing{Type: a.in.Hub.Kinds.Of(kind).SchemaType}
	for _, f := range a.in.Hub.Kinds.Own(kind) {
		shown := v.Field(f.Name)
		if f.Property == "" || shown == nil {
			continue
		}
		p := schemaorg.Property{Name: f.Property, Values: shown.Texts, Place: f.Form == kinds.Place}
		switch {
		case shown.Date.ISO != "":
			p.Values = []string{shown.Date.ISO}
		case f.Form == kinds.Address:
			p.Values = []string{shown.Links[0].Href}
		case f.Form == kinds.Amount || f.Form == kinds.YesNo || f.Form == kinds.Period:
			p.Values = []string{strings.Join(r.Page.Front.Own[f.Name], "/")}
		case shown.Text != "":
			p.Values = []string{plain.Replace(shown.Text)}
		}
		for _, l := range shown.Links {
			if f.Form != kinds.Address && f.Form != kinds.File {
				p.Values = append(p.Values, plain.Replace(l.Text))
			}
		}
		if shown.Place != nil {
			p.Latitude, p.Longitude = shown.Place.Latitude, shown.Place.Longitude
		}
		t.Properties = append(t.Properties, p)
	}
	return t
}
