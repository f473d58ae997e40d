package view

import (
	"cmp"
	"fmt"
	"html/template"

	"griot/generator/cite"
	"griot/generator/site"
)

// Cite is how to cite the page.
type Cite struct {
	APA, Chicago template.HTML
	Name         string // of the document among others: the name of a downloaded file without its ending
	BibTeX, RIS  string
	CSL          string
	// Files with the three formats, beside the page.
	BibTeXHref, RISHref, CSLHref string
}

// The files beside a document's page that reference managers read.
const (
	bibTeXFile = "cite.bib"
	risFile    = "cite.ris"
	cslFile    = "cite.json"
)

// cited is a page as a citation knows it, in its own language; ok is false
// for pages that nobody would cite.
func (b *Builder) cited(r site.Rendition) (d cite.Document, ok bool) {
	g, f, lang := r.Page.Group, &r.Page.Front, r.Page.Lang
	hub := b.in.Hub
	if g.Kind != site.Brief && g.Kind != site.TheoryOfChange {
		return d, false
	}
	d = cite.Document{
		ID: g.ID, Title: b.in.Typeset(lang, f.Title), Authors: authors(f), Date: f.Date, Updated: f.Updated,
		Publisher: cmp.Or(hub.Publisher[lang], hub.Title[lang]), URL: b.abs(b.own(r).Path), DOI: f.DOI, Lang: lang,
		Summary: f.Summary, Licence: hub.Licence.URL,
	}
	if g.Kind == site.TheoryOfChange {
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

// citation returns the meta tags of a page that can be cited.
func (b *Builder) citation(r site.Rendition) [][2]string {
	if d, ok := b.cited(r); ok {
		return cite.Meta(d)
	}
	return nil
}

// cite is how to cite a document, in the conventions of the language around
// it. The files stand beside the page in its own language.
func (a at) cite(r site.Rendition) *Cite {
	d, ok := a.b.cited(r)
	if !ok {
		return nil
	}
	w, dir := a.words(), a.root+a.b.own(r).Path
	c := cite.Conventions{Lang: a.lang, And: w.T("cite.and"), NoDate: w.T("cite.no_date")}
	return &Cite{
		APA: cite.APA(d, c), Chicago: cite.Chicago(d, c), Name: d.Key(),
		BibTeX: cite.BibTeX(d), RIS: cite.RIS(d), CSL: cite.CSL(d),
		BibTeXHref: dir + bibTeXFile, RISHref: dir + risFile, CSLHref: dir + cslFile,
	}
}

// CiteFile is a file for reference managers.
type CiteFile struct {
	Path string // below the site's root
	// Key stands for what the file is made from, Body makes it.
	Key  string
	Body func() string
}

// CiteFiles are the files beside the page of a document, none for other pages
// and for those that stand in for a missing translation.
func (b *Builder) CiteFiles(r site.Rendition) []CiteFile {
	d, ok := b.cited(r)
	if !ok || r.Fallback() || r.Page.Group.Kind != site.Brief {
		return nil
	}
	var out []CiteFile
	for _, f := range []struct {
		name string
		make func(cite.Document) string
	}{{bibTeXFile, cite.BibTeX}, {risFile, cite.RIS}, {cslFile, cite.CSL}} {
		out = append(out, CiteFile{r.Path + f.name, fmt.Sprintf("%+q", d), func() string { return f.make(d) }})
	}
	return out
}
