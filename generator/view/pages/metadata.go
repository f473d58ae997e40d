package pages

import (
	"path"
	"slices"
	"strings"

	"griot/generator/config"
	"griot/generator/figures/share"
	"griot/generator/kinds"
	"griot/generator/metadata/schemaorg"
	"griot/generator/site"
	"griot/generator/view"
)

// View makes the view of a page, with the builder of its site: what its layout
// shows, and what machines read of it, which is metadata, citation tags and the
// image for shared links. Error pages and redirects have none of that.
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
	a.image(v, s.Rendition)
	if s.Rendition == nil {
		v.Meta.About = a.schemaOfList(v)
		return v
	}
	r := *s.Rendition
	about := b.topics(r)
	v.Meta.About = a.schemaOfPage(v, r, about)
	v.Meta.Targets = schemaorg.TargetTags(about)
	if d, ok := b.cited(r); ok {
		v.Meta.Cited = &d
		if v.Brief != nil {
			v.Brief.Cite = a.cite(d)
		}
	}
	return v
}

// plain writes a text with ordinary spaces, for machines.
var plain = strings.NewReplacer("\u202f", " ", "\u00a0", " ")

// absoluteOf turns a relative URL of a view into an absolute one.
func (a pageContext) absoluteOf(href string) string {
	p := strings.TrimPrefix(strings.TrimPrefix(href, a.root), "./")
	if a.b.in.Portable {
		p = strings.TrimSuffix(p, "index.html")
	}
	return a.b.absoluteURL(p)
}

// hub is the hub in a language, for machines.
func (a pageContext) hub() schemaorg.Site {
	h := a.b.in.Hub
	s := schemaorg.Site{
		URL: a.b.absoluteURL(a.lang + "/"), Name: h.Title[a.lang], Description: h.Description[a.lang], Lang: a.lang,
		Publisher: h.Publisher[a.lang], Base: a.b.in.BaseURL, Licence: h.Licence.URL,
	}
	if r, ok := a.index.layouts["search"]; ok {
		s.Search = a.b.absoluteURL(r.Path)
	}
	if p, ok := a.b.in.File(h.Logo); ok && h.Logo != "" {
		s.Logo = a.b.absoluteURL(p)
	}
	return s
}

// crumbs are the breadcrumbs of a page, the page itself last.
func (a pageContext) crumbs(v *view.View) []schemaorg.Link {
	var out []schemaorg.Link
	for _, c := range v.Crumbs {
		out = append(out, schemaorg.Link{Name: plain.Replace(c.Text), URL: a.absoluteOf(c.Href)})
	}
	return append(out, schemaorg.Link{Name: plain.Replace(v.Title), URL: v.Meta.Canonical})
}

// schemaOfList describes a page without a source file.
func (a pageContext) schemaOfList(v *view.View) schemaorg.Page {
	return schemaorg.Page{
		Site: a.hub(), Type: schemaorg.CollectionPage, URL: v.Meta.Canonical, Lang: a.lang,
		Title: plain.Replace(v.Title), Summary: plain.Replace(v.Summary), Crumbs: a.crumbs(v), Image: v.Meta.Image,
		Glossary: v.Section != nil && v.Section.Terms != nil,
	}
}

// schemaOfPage describes a page with a source file. A fallback is described as
// the page in its own language.
func (a pageContext) schemaOfPage(v *view.View, r site.Rendition, about []schemaorg.Topic) schemaorg.Page {
	g, f, lang := r.Page.Group, &r.Page.Front, r.Page.Lang
	own := a.b.contextAt(lang, a.b.ownRendition(r).Path)
	p := schemaorg.Page{
		Site: own.hub(), Type: pageType(v.Layout), URL: v.Meta.Canonical, Lang: lang, Title: f.Title, Summary: f.Summary,
		Image: v.Meta.Image, Published: string(f.Date), Modified: string(f.Updated),
		From: string(f.Period.From), To: string(f.Period.To), Home: r.Path == a.lang+"/", About: about,
	}
	if !r.Fallback() && !p.Home {
		p.Crumbs = a.crumbs(v)
	}
	a.b.versionsFor(&p, r)
	switch kinds.Of(g.Kind).SchemaType {
	case kinds.Report:
		p.Document = a.b.document(r)
	case kinds.DefinedTerm:
		p.Term = &schemaorg.Term{Short: f.Short, Also: f.Also}
		if g.Section != nil {
			p.Term.Glossary = schemaorg.Link{Name: g.Section.Name[lang], URL: a.b.absoluteURL(own.sectionPath(g.Section))}
		}
	case kinds.Organization:
		p.Organisation = &schemaorg.Organisation{Name: f.Title, Short: f.Short, URL: f.Website}
	}
	return p
}

// pageType is the type of a plain page by its layout.
func pageType(layout string) string {
	for _, l := range kinds.Of(kinds.Page).Layouts {
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
		v := schemaorg.Version{Lang: l.Code, Title: o.Front.Title, URL: b.absoluteURL(other.Path)}
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
	for _, n := range authors(f) {
		d.Authors = append(d.Authors, schemaorg.Author{Name: n.Literal, Family: n.Family, Given: n.Given})
	}
	for _, s := range f.Sources {
		d.Sources = append(d.Sources, schemaorg.Reference{Title: s.Title, Publisher: s.Publisher, Year: s.Year, URL: s.URL, Lang: s.Lang})
	}
	return d
}

// topics are what a page is about, in its own language: the terms of its
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
			if own, ok := a.outcomePage(id); ok && v.ID == "outcomes" {
				topic.URL = b.absoluteURL(own.Path)
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

// Share is an image for shared links: its path and the words on it.
type Share struct {
	Path  string // below the site's root
	Words share.Options
}

// image sets the page's image for shared links: its own photograph, else the
// one drawn for it or for its kind.
func (a pageContext) image(v *view.View, r *site.Rendition) {
	if r != nil {
		if img := r.Page.Front.Image; img != nil && pictured(img.Src) {
			folder := path.Dir(strings.TrimPrefix(r.Page.File, "content/"))
			if p, ok := a.b.in.File(path.Join(folder, img.Src)); ok {
				v.Meta.Image, v.Meta.ImageAlt = a.b.absoluteURL(p), plain.Replace(img.Alt)
				return
			}
		}
	}
	s := a.share(v.Kind)
	if v.Layout == "home" {
		s = a.share("home")
	} else if r != nil && !r.Fallback() && a.b.shareEachPage() {
		s = a.shareOf(*r)
	}
	v.Meta.Image, v.Meta.ImageAlt = a.b.absoluteURL(s.Path), strings.Trim(s.Words.Title+" – "+s.Words.Site, " –")
	v.Meta.ImageWidth, v.Meta.ImageHeight = share.Width, share.Height
}

// shareEachPage reports whether each page has an image of its own.
func (b *Builder) shareEachPage() bool { return b.in.Hub.ShareImages == config.OneAPage }

// pictured reports whether networks show images of a file's format.
func pictured(name string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".gif", ".webp"}, strings.ToLower(path.Ext(name)))
}

// share is the image of a kind of page.
func (a pageContext) share(kind string) Share {
	h := a.b.in.Hub
	words := share.Options{Title: a.typeset(h.Title[a.lang]), Site: a.typeset(h.Publisher[a.lang])}
	if kind != "home" {
		if !kinds.Known(site.Kind(kind)) {
			kind = string(kinds.Page)
		}
		words = share.Options{Title: a.typeset(a.words.T("kinds." + kind)), Site: words.Title}
	}
	return Share{"assets/share-" + kind + "." + a.lang + "." + words.Hash() + ".png", words}
}

// shareOf is the image of one page.
func (a pageContext) shareOf(r site.Rendition) Share {
	words := share.Options{
		Title: a.typeset(r.Page.Front.Title), Kicker: a.typeset(a.words.T("kinds." + string(r.Page.Group.Kind))),
		Site: a.localize(a.b.in.Hub.Title),
	}
	name := strings.Trim(string(r.Page.Group.Kind)+"-"+r.Page.Slug, "-")
	return Share{"assets/share-" + name + "." + a.lang + "." + words.Hash() + ".png", words}
}

// Shares lists all images for shared links, by path.
func (b *Builder) Shares() []Share {
	byPath := map[string]Share{}
	for _, l := range b.in.Site.Languages {
		a := b.contextAt(l.Code, "")
		kinds := []string{"home", string(kinds.Page)}
		for _, s := range b.in.Site.Sections {
			kinds = append(kinds, string(s.Kind))
		}
		for _, r := range b.langs[l.Code].renditions {
			kinds = append(kinds, string(r.Page.Group.Kind))
			if b.shareEachPage() && !r.Fallback() {
				s := a.shareOf(r)
				byPath[s.Path] = s
			}
		}
		slices.Sort(kinds)
		for _, kind := range slices.Compact(kinds) {
			s := a.share(kind)
			byPath[s.Path] = s
		}
	}
	out := make([]Share, 0, len(byPath))
	for _, s := range byPath {
		out = append(out, s)
	}
	slices.SortFunc(out, func(x, y Share) int { return strings.Compare(x.Path, y.Path) })
	return out
}
