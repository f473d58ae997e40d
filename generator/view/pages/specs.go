package pages

import (
	"slices"
	"sync"

	"griot/generator/view/index"

	"griot/generator/site"
	"griot/generator/view"
)

// Specs lists every page of the site, in a fixed order.
func (b *Builder) Specs() []Spec { return b.specs() }

func (b *Builder) newSpecs() []Spec {
	langs := b.in.Site.Languages
	parts := make([][]Spec, 1+len(langs))
	parts[0] = []Spec{b.rootSpec()}
	var work sync.WaitGroup
	for i, l := range langs {
		work.Go(func() { parts[1+i] = b.specsOf(b.langs[l.Code], i == 0) })
	}
	work.Wait()
	return slices.Concat(parts...)
}

// specsOf lists the pages of a language. The default one has the site's error
// page, too.
func (b *Builder) specsOf(x *index.Index, isDefault bool) []Spec {
	specs := make([]Spec, 0, 2*len(x.Renditions))
	for i := range x.Renditions {
		r := &x.Renditions[i]
		specs = append(specs, Spec{Path: r.Path, Layout: b.layoutOf(r.Page), Lang: r.Lang, Rendition: r})
	}
	specs = append(specs, b.sectionSpecs(x)...)
	specs = append(specs, b.listingSpecs(x)...)
	specs = append(specs, b.browseSpec(x), b.notFoundSpec(x, x.Code+"/404.html"))
	if isDefault {
		specs = append(specs, b.notFoundSpec(x, "404.html"))
	}
	return specs
}

// layoutOf returns the layout of a page with a source file.
func (b *Builder) layoutOf(p *site.Page) string {
	if p.Front.Layout != "" {
		return p.Front.Layout
	}
	return b.in.Hub.Kinds.Of(p.Group.Kind).Layout
}

// rendition makes the view of a page with a source file.
func (b *Builder) rendition(r site.Rendition) *view.View {
	a, p, g := b.contextAt(r.Lang, r.Path), r.Page, r.Page.Group
	f := &p.Front
	v := a.newView(r.Path, b.layoutOf(p), string(g.Kind), "", "", b.versionsOf(g))
	v.Title, v.Summary = a.typesetIn(p.Lang, f.Title), a.typesetIn(p.Lang, f.Summary)
	v.Meta.Description = v.Summary
	if r.Path == a.lang+"/" {
		v.Crumbs = nil
	}
	if s := g.Section; s != nil {
		v.Crumbs = append(a.above(v.Crumbs, s), a.sectionLink(s))
	}
	if r.Fallback() {
		a.markFallback(v, r)
	} else {
		a.markStale(v, r)
	}
	if s := g.Section; s != nil {
		trees{a}.fill(v, s, index.Entry{Page: r})
	}
	rec := a.b.texts.Record(r)
	a.fillOutline(v, r, rec)
	v.Picture = a.picture(r)
	v.Own = a.ownFields(r)
	parts{a}.fill(v, r, rec)
	return v
}
