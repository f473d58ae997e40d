package pages

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"sync"

	"griot/generator/kinds"
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
func (b *Builder) specsOf(x *langIndex, isDefault bool) []Spec {
	specs := make([]Spec, 0, 2*len(x.renditions))
	for i := range x.renditions {
		r := &x.renditions[i]
		specs = append(specs, Spec{Path: r.Path, Layout: layoutOf(r.Page), Lang: r.Lang, Rendition: r})
	}
	specs = append(specs, b.sectionSpecs(x)...)
	specs = append(specs, b.listingSpecs(x)...)
	specs = append(specs, b.browseSpec(x), b.notFoundSpec(x, x.Code+"/404.html"))
	if isDefault {
		specs = append(specs, b.notFoundSpec(x, "404.html"))
	}
	return specs
}

// layoutOf is the layout of a page with a source file.
func layoutOf(p *site.Page) string {
	if p.Front.Layout != "" {
		return p.Front.Layout
	}
	return kinds.Of(p.Group.Kind).Layout
}

// rendition makes the view of a page with a source file.
func (b *Builder) rendition(r site.Rendition) *view.View {
	a, p, g := b.contextAt(r.Lang, r.Path), r.Page, r.Page.Group
	f := &p.Front
	v := a.newView(r.Path, layoutOf(p), string(g.Kind), "", "", b.versionsOf(g))
	v.Title, v.Summary = a.typesetIn(p.Lang, f.Title), a.typesetIn(p.Lang, f.Summary)
	v.Meta.Description = v.Summary
	if r.Path == a.lang+"/" {
		v.Crumbs = nil
	}
	if s := g.Section; s != nil {
		v.Crumbs = append(v.Crumbs, view.Link{Href: a.href(a.sectionPath(s)), Text: a.localize(s.Name), Count: -1})
	}
	if r.Fallback() {
		a.markFallback(v, r)
	} else {
		a.markStale(v, r)
	}
	rec := a.b.texts.Record(r)
	a.fillOutline(v, r, rec)
	v.Picture = a.picture(r)
	a.fillKind(v, r, rec)
	return v
}

// picture is the image that a page names in its front matter, or nil.
func (a pageContext) picture(r site.Rendition) *view.Picture {
	img := r.Page.Front.Image
	if img == nil || img.Src == "" {
		return nil
	}
	t := a.b.in.Image(r, img.Src)
	if t.Status != site.Found {
		return nil
	}
	lang := r.Page.Lang
	if of := r.Page.Group.Source; of.Front.Image != nil && img.Alt == of.Front.Image.Alt && img.Caption == of.Front.Image.Caption {
		lang = of.Lang // the words are those of the source
	}
	set := func(text string) string { return a.typesetIn(lang, text) }
	p := &view.Picture{
		Src: t.Href, Srcset: template.Srcset(t.Srcset), Width: t.Width, Height: t.Height,
		Alt: set(img.Alt), Caption: set(img.Caption), Credit: set(img.Credit),
	}
	if lang != a.lang {
		l, _ := a.b.in.Site.Language(lang)
		p.Lang, p.Dir = l.Code, l.Dir
	}
	return p
}

// markFallback marks a page that is shown in place of a missing translation.
func (a pageContext) markFallback(v *view.View, r site.Rendition) {
	own, _ := a.b.in.Site.Language(r.Page.Lang)
	source, _ := a.b.in.Site.Rendition(r.Page.Group, r.Page.Lang)
	v.TextLang, v.TextDir = own.Code, own.Dir
	v.Notice = &view.Notice{
		Kind: "fallback", Lang: own.Code, LangName: a.words.Language(own.Code),
		Href: a.href(source.Path), Contact: a.b.in.Hub.Contact,
	}
	v.Meta.NoIndex = true
	v.Meta.Canonical = a.b.absoluteURL(source.Path)
	v.Meta.Alternates = nil
}

// fillOutline sets the table of contents and the sections of the body; their
// HTML is set by Fill.
func (a pageContext) fillOutline(v *view.View, r site.Rendition, rec *site.Record) {
	v.Body = view.Body{Ref: a.b.texts.BodyRef(r), Words: rec.Words}
	for _, h := range rec.Headings {
		if h.Level <= 3 {
			v.TOC = append(v.TOC, view.Heading{Level: h.Level, ID: h.ID, Text: h.Text})
		}
	}
	for _, s := range rec.Sections {
		v.Body.Sections = append(v.Body.Sections, view.BodySection{
			ID: s.ID, Title: template.HTML(s.Title), Outcome: a.mark(s.ID), Start: s.Start, End: s.End,
		})
	}
}

// fillKind sets the part of the view that belongs to the page's kind.
func (a pageContext) fillKind(v *view.View, r site.Rendition, rec *site.Record) {
	if r.Page.Group.Kind != kinds.Brief {
		v.Sources = a.sources(r.Page)
	}
	switch f := &r.Page.Front; kinds.Of(r.Page.Group.Kind).Layout {
	case "brief":
		v.Meta.OGType, v.Meta.Published, v.Meta.Modified = "article", string(f.Date), string(f.Updated)
		v.Brief = a.brief(r, rec)
	case "theory-of-change":
		v.Theory = a.theory(v, r)
	case "country":
		v.Country = a.country(r)
	case "outcome":
		v.Outcome = a.outcome(r)
	case "partner":
		v.Partner = a.partner(r)
	case "workstream":
		v.Work = &view.Workstream{Number: f.Number, Lead: a.typesetIn(r.Page.Lang, f.Lead), Others: a.others(r)}
	case "milestone":
		v.Mile = a.milestone(r)
	case "term":
		v.Term = &view.Term{Short: f.Short, Also: f.Also, Other: a.termForms(r)}
	case "page":
		a.fillPlain(v, f.Layout)
	}
}

// fillPlain sets the part of the view that the layouts of plain pages need.
func (a pageContext) fillPlain(v *view.View, layout string) {
	switch layout {
	case "home":
		v.Home = a.home()
		a.feeds(&v.Meta, nil)
	case "matrix":
		v.Matrix = a.matrix()
	case "search":
		v.Search = &view.Search{Browse: a.href(a.browsePath()), Names: a.choices()}
	case "translations":
		v.Coverage = a.coverage()
	}
}

func (a pageContext) brief(r site.Rendition, rec *site.Record) *view.Brief {
	f, lang := &r.Page.Front, r.Page.Lang
	b := &view.Brief{
		Kicker: a.marksOf(outcomesOf(f)), KeyMessages: a.typesetAll(lang, f.KeyMessages),
		Related: a.cardsOf(a.related(r)),
	}
	if t := a.b.in.Site.Vocabulary("types").Term(f.Type); t != nil {
		b.Type = a.localize(t.Name)
	}
	b.Facts = a.briefFacts(r)
	b.Sources = a.sources(r.Page)
	b.Downloads = downloads(rec)
	return b
}

// sources are the documents that a page rests on.
func (a pageContext) sources(p *site.Page) []view.Source {
	var out []view.Source
	for _, s := range p.Front.Sources {
		lang := cmp.Or(s.Lang, p.Lang)
		v := view.Source{Title: a.typesetIn(lang, s.Title), Publisher: a.typesetIn(p.Lang, s.Publisher), Year: s.Year, URL: s.URL, Note: a.typesetIn(p.Lang, s.Note)}
		if lang != p.Lang {
			v.Lang = lang
		}
		out = append(out, v)
	}
	return out
}

func (a pageContext) briefFacts(r site.Rendition) []*view.Fact {
	f, w := &r.Page.Front, a.words
	facts := a.taxonomyFacts(f)
	add := func(key string, fact view.Fact) {
		fact.Label, fact.Own = w.T(key), true
		facts = append(facts, &fact)
	}
	if len(f.Authors) > 0 {
		add("fact.authors", view.Fact{Text: strings.Join(f.Authors, ", ")})
	}
	if f.Period.From != "" {
		add("fact.period", view.Fact{Text: a.period(f.Period)})
	}
	if f.Date != "" {
		add("fact.published", view.Fact{Date: a.date(f.Date)})
	}
	if f.Updated != "" {
		add("fact.updated", view.Fact{Date: a.date(f.Updated)})
	}
	if f.DOI != "" {
		add("fact.doi", view.Fact{Values: []view.Link{{Href: "https://doi.org/" + f.DOI, Text: f.DOI, Count: -1}}})
	}
	return facts
}

// downloads are the files that the page's text offers.
func downloads(rec *site.Record) []view.Download {
	var out []view.Download
	for _, ref := range rec.Refs {
		t := ref.Target
		if t.Format == "" || slices.ContainsFunc(out, func(d view.Download) bool { return d.Href == t.Href }) {
			continue
		}
		out = append(out, view.Download{Href: t.Href, Name: t.Title, Format: t.Format, Lang: t.Lang, Bytes: t.Bytes, Pages: t.Pages})
	}
	return out
}
