package pages

import (
	"slices"
	"strings"

	"griot/generator/kinds"
	"griot/generator/metadata/cite"
	"griot/generator/site"
	"griot/generator/view"
)

// cited returns a page as citations describe it, in its own language; ok is false
// for pages that nobody would cite.
func (b *Builder) cited(r site.Rendition) (d cite.Work, ok bool) {
	g, f, lang := r.Page.Group, &r.Page.Front, r.Page.Lang
	hub := b.in.Hub
	as := hub.Kinds.Of(g.Kind).Cited
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

// Works returns the documents of the library that exist in a language, newest first, as
// citations describe them.
func (b *Builder) Works(lang string) []cite.Work {
	var out []cite.Work
	for _, r := range b.langs[lang].Documents {
		if d, ok := b.cited(r); ok && !r.Fallback() {
			out = append(out, d)
		}
	}
	return out
}

// Library returns the documents of the library, newest first.
func (b *Builder) Library() []*site.Group {
	seen := map[*site.Group]bool{}
	var out []*site.Group
	for _, l := range b.in.Site.Languages { // a hub may leave out what isn't translated
		for _, r := range b.langs[l.Code].Documents {
			if g := r.Page.Group; !seen[g] {
				seen[g] = true
				out = append(out, g)
			}
		}
	}
	return out
}

// authors returns the authors of a page as citations name them.
func authors(f *site.Front) []cite.Name {
	var out []cite.Name
	for _, a := range f.Authors {
		n := cite.ParseName(a.Name)
		n.ORCID, n.Organisation = a.ORCID, a.Organisation
		out = append(out, n)
	}
	return out
}

// Byline names the authors of a page as lists and feeds do, with the addresses of their
// ORCIDs.
func Byline(f *site.Front) []view.Author {
	var out []view.Author
	for i, n := range authors(f) {
		out = append(out, view.Author{Name: n.Natural(), URL: cite.ORCIDURL(n.ORCID), Note: notes(f.Authors[i])})
	}
	return out
}

// notes joins what is said of an author beside the name.
func notes(a site.Author) string {
	return strings.Join(slices.DeleteFunc([]string{a.Role, a.Organisation}, func(s string) bool { return s == "" }), ", ")
}
