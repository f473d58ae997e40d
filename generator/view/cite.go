package view

import (
	"cmp"
	"html/template"
	"net/url"

	"griot/generator/kinds"
	"griot/generator/metadata/cite"
	"griot/generator/site"
)

// Cite is how to cite the page: the document, and what Fill makes of it. The
// files for reference managers are in the page itself, as data URLs, so that a
// document costs one file and not four.
type Cite struct {
	Document    cite.Work
	Conventions cite.Conventions
	Name        string // of a downloaded file, without its extension

	APA, Chicago                 template.HTML `key:"-"`
	BibTeXHref, RISHref, CSLHref template.URL  `key:"-"`
}

func (c *Cite) fill() {
	d := c.Document
	c.APA, c.Chicago = cite.APA(d, c.Conventions), cite.Chicago(d, c.Conventions)
	c.BibTeXHref = dataURL("application/x-bibtex", cite.BibTeX(d))
	c.RISHref = dataURL("application/x-research-info-systems", cite.RIS(d))
	c.CSLHref = dataURL("application/vnd.citationstyles.csl+json", cite.CSL(d))
}

// dataURL encodes a text as a data URL (RFC 2397).
func dataURL(mediaType, text string) template.URL {
	return template.URL("data:" + mediaType + ";charset=utf-8," + url.PathEscape(text))
}

// cited is a page as a citation knows it, in its own language; ok is false
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
		Publisher: cmp.Or(hub.Publisher[lang], hub.Title[lang]), URL: b.absoluteURL(b.ownRendition(r).Path), DOI: f.DOI, Lang: lang,
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

// cite is how to cite a document, in the conventions of the language around
// it.
func (a pageContext) cite(d cite.Work) *Cite {
	w := a.words
	c := cite.Conventions{Lang: a.lang, And: w.T("cite.and"), NoDate: w.T("cite.no_date")}
	return &Cite{Document: d, Conventions: c, Name: d.Key()}
}
