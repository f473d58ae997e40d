package pages

import (
	"griot/generator/kinds"
	"griot/generator/metadata/cite"
	"griot/generator/site"
)

// cited returns a page as citations describe it, in its own language; ok is false
// for pages that nobody would cite.
func (b *Builder) cited(r site.Rendition) (d cite.Work, ok bool) {
	g, f, lang := r.Page.Group, &r.Page.Front, r.Page.Lang
	hub := b.in.Hub
	as := kinds.Of(g.Kind).Cited
	if as == kinds.Uncited {
		return d, false
	}
	d = cite.Work{
		ID: g.ID, Title: b.in.Typeset(lang, f.Title), Authors: authors(f), Date: f.Date, Updated: f.Updated,
		Publisher: hub.Publisher[lang], URL: b.in.absoluteURL(b.ownRendition(r).Path), DOI: f.DOI, Lang: lang,
		Summary: f.Summary, Licence: hub.Licence.URL,
	}
	if as == kinds.AsWebPage {
		d.Class = cite.WebPage
	}
	if t := b.in.Site.Vocabulary("types").Term(f.Type); t != nil {
		d.Type = t.Name[lang]
	}
	for _, v := range b.in.Site.Vocabularies {
		for _, id := range f.Terms[v.ID] {
			if t := v.Term(id); t != nil && v.ID != "roles" {
				d.Keywords = append(d.Keywords, t.Name[lang])
			}
		}
	}
	return d, true
}

func authors(f *site.Front) []cite.Name {
	var out []cite.Name
	for _, name := range f.Authors {
		out = append(out, cite.ParseName(name))
	}
	return out
}
