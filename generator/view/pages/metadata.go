package pages

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"griot/generator/figures/share"
	"griot/generator/kinds"
	"griot/generator/metadata/schemaorg"
	"griot/generator/site"
	"griot/generator/view"
)

// View makes the view of a page, with the builder of its site: what its layout
// shows, and its metadata, citation tags and image for shared links. Error pages
// and redirects have none of the latter.
func (s *Spec) View(b *Builder) *view.View {
	var v *view.View
	if s.Rendition != nil {
		v = b.rendition(*s.Rendition)
	} else {
		v = s.generate(b)
	}
	if v.NotFound != nil || v.Root != nil || v.Redirect != nil {
		return v
	}
	a := b.contextAt(s.Lang, s.Path)
	metadata{a}.image(v, s.Rendition)
	if s.Rendition == nil {
		v.Meta.About = metadata{a}.ofList(v)
		return v
	}
	r := *s.Rendition
	about := b.topics(r)
	v.Meta.About = metadata{a}.ofPage(v, r, about)
	v.Meta.Targets = schemaorg.TargetTags(about)
	if d, ok := b.cited(r); ok {
		if v.Brief != nil {
			d.PDF = metadata{a}.ownPDF(v.Brief.Downloads, d.Lang)
		}
		v.Meta.Cited = &d
		if v.Brief != nil {
			v.Brief.Cite = documents{a}.cite(d)
		}
	}
	return v
}

// plain replaces spaces that don't break by ordinary ones.
var plain = strings.NewReplacer("\u202f", " ", "\u00a0", " ")

// metadata describes pages for machines.
type metadata struct{ page }

// hub describes the site in one language.
func (a metadata) hub() schemaorg.Site {
	h := a.in.Hub
	s := schemaorg.Site{
		URL: a.in.absoluteURL(a.lang + "/"), Name: h.Title[a.lang], Description: h.Description[a.lang], Lang: a.lang,
		Publisher: h.Publisher[a.lang], Subject: h.Subject[a.lang], Base: a.in.BaseURL, Licence: h.Licence.URL,
	}
	if r, ok := a.index.Layouts["search"]; ok {
		s.Search = a.in.absoluteURL(r.Path)
	}
	if p, ok := a.in.File(h.Logo); ok && h.Logo != "" {
		s.Logo = a.in.absoluteURL(p)
	}
	return s
}

// ownPDF returns the URL of the document's text as a PDF: of the only one that the page
// offers in the document's language. Of several nobody can tell which is its own.
func (a metadata) ownPDF(files []view.Download, lang string) string {
	own := ""
	for _, f := range files {
		if f.Format != "PDF" || f.Lang != "" && !strings.EqualFold(f.Lang, lang) {
			continue
		}
		if own != "" {
			return ""
		}
		own = a.absoluteOf(f.Href)
	}
	return own
}

// crumbs returns the breadcrumbs of a page, the page itself last.
func (a metadata) crumbs(v *view.View) []schemaorg.Link {
	var out []schemaorg.Link
	for _, c := range v.Crumbs {
		out = append(out, schemaorg.Link{Name: plain.Replace(c.Text), URL: a.absoluteOf(c.Href)})
	}
	return append(out, schemaorg.Link{Name: plain.Replace(v.Title), URL: v.Meta.Canonical})
}

// ofList describes a page without a source file.
func (a metadata) ofList(v *view.View) schemaorg.Page {
	return schemaorg.Page{
		Site: a.hub(), Type: schemaorg.CollectionPage, URL: v.Meta.Canonical, Lang: a.lang,
		Title: plain.Replace(v.Title), Summary: plain.Replace(v.Summary), Crumbs: a.crumbs(v), Image: v.Meta.Image,
		Glossary: v.Section != nil && v.Section.Terms != nil,
	}
}

// ofPage describes a page with a source file. A fallback is described as
// the page in its own language.
func (a metadata) ofPage(v *view.View, r site.Rendition, about []schemaorg.Topic) schemaorg.Page {
	g, f, lang := r.Page.Group, &r.Page.Front, r.Page.Lang
	own := a.b.contextAt(lang, a.b.ownRendition(r).Path)
	p := schemaorg.Page{
		Site: metadata{own}.hub(), Type: a.b.pageType(v.Layout), URL: v.Meta.Canonical, Lang: lang, Title: f.Title, Summary: f.Summary,
		Image: v.Meta.Image, Published: string(f.Date), Modified: string(f.Updated),
		From: string(f.Period.From), To: string(f.Period.To), Home: r.Path == a.lang+"/", About: about,
	}
	if !r.Fallback() && !p.Home {
		p.Crumbs = a.crumbs(v)
	}
	a.b.versionsFor(&p, r)
	switch a.in.Hub.Kinds.Of(g.Kind).SchemaType {
	case kinds.Report:
		p.Document = a.b.document(r)
	case kinds.DefinedTerm:
		p.Term = &schemaorg.Term{Short: f.Short, Also: f.Also}
		if g.Section != nil {
			p.Term.Glossary = schemaorg.Link{Name: g.Section.Name[lang], URL: a.in.absoluteURL(own.sectionPath(g.Section))}
		}
	case kinds.Organization:
		p.Organisation = &schemaorg.Organisation{Name: f.Title, Short: f.Short, URL: f.Website}
	case "":
	default:
		p.Thing = a.thing(v, r)
	}
	return p
}

// pageType returns the schema.org type of a plain page with a layout.
func (b *Builder) pageType(layout string) string {
	for _, l := range b.in.Hub.Kinds.Of(kinds.Page).Layouts {
		if l.Name == layout {
			return l.SchemaType
		}
	}
	return ""
}

// ownRendition returns a page's rendition in its own language.
func (b *Builder) ownRendition(r site.Rendition) site.Rendition {
	own, _ := b.in.Site.Rendition(r.Page.Group, r.Page.Lang)
	return own
}

// versionsFor sets a page's original or its translations.
func (b *Builder) versionsFor(p *schemaorg.Page, r site.Rendition) {
	g := r.Page.Group
	for _, l := range b.in.Site.Languages {
		o := g.Pages[l.Code]
		if o == nil || o == r.Page {
			continue
		}
		other, _ := b.in.Site.Rendition(g, l.Code)
		v := schemaorg.Version{Lang: l.Code, Title: o.Front.Title, URL: b.in.absoluteURL(other.Path)}
		if r.Page == g.Source {
			p.Translations = append(p.Translations, v)
		} else if o == g.Source {
			p.Original = &v
		}
	}
}

func (b *Builder) document(r site.Rendition) *schemaorg.Document {
	f := &r.Page.Front
	d := &schemaorg.Document{DOI: f.DOI}
	if t := b.in.Site.Vocabulary("types").Term(f.Type); t != nil {
		d.Type = t.Name[r.Page.Lang]
	}
	for i, n := range authors(f) {
		d.Authors = append(d.Authors, schemaorg.Author{
			Name: n.Natural(), Family: n.Family, Given: n.Given, Person: f.Authors[i].Person(), ORCID: n.ORCID, Organisation: n.Organisation,
		})
	}
	for _, s := range f.Sources {
		d.Sources = append(d.Sources, schemaorg.Reference{Title: s.Title, Publisher: s.Publisher, Year: s.Year, URL: s.URL, Lang: s.Lang})
	}
	return d
}

// topics returns what a page is about, in its own language: the terms of its
// vocabularies and its targets.
func (b *Builder) topics(r site.Rendition) []schemaorg.Topic {
	f, a := &r.Page.Front, b.contextAt(r.Page.Lang, b.ownRendition(r).Path)
	var out []schemaorg.Topic
	for _, v := range b.in.Site.Vocabularies {
		if slices.Contains([]string{"roles", "years", "types", "partners"}, v.ID) {
			continue
		}
		ids := f.Terms[v.ID]
		if id := f.About(v.ID); id != "" {
			ids = []string{id} // the page is the term's own
		}
		for _, id := range ids {
			t := v.Term(id)
			if t == nil {
				continue
			}
			topic := schemaorg.Topic{Name: t.Name[a.lang], Code: t.ISO}
			if v.ID == "countries" {
				topic.Kind = schemaorg.Country
			}
			if own, ok := a.index.OutcomePage(id); ok && v.ID == "outcomes" {
				topic.URL = b.in.absoluteURL(own.Path)
			} else if href := a.termLink(v, id).Href; href != "" {
				topic.URL = a.absoluteOf(href)
			}
			out = append(out, topic)
		}
	}
	for _, target := range f.SDG {
		out = append(out, schemaorg.Topic{Name: a.words.T("meta.sdg_target", "Target", target), Code: target, Kind: schemaorg.Target})
	}
	return out
}

// image sets the page's image for shared links: its own photograph, else the
// one drawn for it or for its kind.
func (a metadata) image(v *view.View, r *site.Rendition) {
	if r != nil {
		if img := r.Page.Front.Image; img != nil && pictured(img.Src) {
			folder := path.Dir(strings.TrimPrefix(r.Page.File, "content/"))
			if p, ok := a.in.File(path.Join(folder, img.Src)); ok {
				v.Meta.Image, v.Meta.ImageAlt = a.in.absoluteURL(p), plain.Replace(cmp.Or(img.Alt, a.in.Image(*r, img.Src, r.Page.Lang).Alt))
				return
			}
		}
	}
	images := shares{&a.locale}
	s := images.ofKind(v.Kind)
	if v.Layout == "home" {
		s = images.ofKind("home")
	} else if r != nil {
		if own, ok := images.ofPage(*r); ok {
			s = own
		}
	}
	v.Meta.Image, v.Meta.ImageAlt = a.in.absoluteURL(s.Path), strings.Trim(s.Words.Title+" – "+s.Words.Site, " –")
	v.Meta.ImageWidth, v.Meta.ImageHeight = share.Width, share.Height
}

// pictured reports whether networks show images of a file's format.
func pictured(name string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".gif", ".webp"}, strings.ToLower(path.Ext(name)))
}
