package pages

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"griot/generator/site"
	"griot/generator/view"
)

// version is a page's path and title in one language, for links to other
// languages.
type version struct {
	lang, path, title string
	missing           bool
}

// newView makes a view with the fields that every page has.
func (a page) newView(path, layout, kind, title, summary string, versions []version) *view.View {
	b, x := a.b, a.index
	v := &view.View{
		Layout: layout, Kind: kind, Path: path, Lang: a.lang, Dir: x.Dir,
		Title: a.typeset(title), Summary: a.typeset(summary),
		Frame: a.frame(), NavCurrent: frames{&a.cards}.current(path), Exit: a.exit(path),
	}
	v.Meta = view.Meta{
		Canonical: b.in.absoluteURL(path), Description: v.Summary,
		OGType: "website", OGLocale: a.words.T("meta.og_locale"),
	}
	v.Meta.Alternates = b.alternates(versions)
	for _, o := range versions {
		lang, _ := b.in.Site.Language(o.lang)
		if o.lang != a.lang {
			v.Switch = append(v.Switch, view.Switch{
				Code: o.lang, Name: lang.Name, Href: a.href(o.path), Title: a.typesetIn(o.lang, o.title), Missing: o.missing,
			})
		}
	}
	if path != a.lang+"/" {
		v.Crumbs = []view.Link{{Href: a.href(a.lang + "/"), Text: a.localize(b.in.Hub.Title), Count: -1}}
	}
	return v
}

// exit returns how readers leave the page at a path at once, or nil if it offers no way.
func (a page) exit(path string) *view.Exit {
	q := a.in.Hub.QuickExit
	if q == nil {
		return nil
	}
	offered := len(q.Sections) == 0
	for _, s := range a.in.Site.Sections {
		offered = offered || slices.Contains(q.Sections, s.ID) && strings.HasPrefix(path, a.sectionPath(s))
	}
	if !offered {
		return nil
	}
	e := &view.Exit{URL: q.URL, Host: q.URL}
	if u, err := url.Parse(q.URL); err == nil {
		e.Host = strings.TrimPrefix(u.Hostname(), "www.")
	}
	return e
}

// alternates returns the versions that exist, for hreflang; that of the default
// language is x-default, too.
func (b *Builder) alternates(versions []version) []view.Alternate {
	var out []view.Alternate
	for _, o := range versions {
		if o.missing {
			continue
		}
		out = append(out, view.Alternate{Code: o.lang, Href: b.in.absoluteURL(o.path)})
		if o.lang == b.in.Site.Languages[0].Code {
			out = append(out, view.Alternate{Code: "x-default", Href: b.in.absoluteURL(o.path)})
		}
	}
	return out
}

// generatedVersions returns the versions of a page without a source file.
func (b *Builder) generatedVersions(each func(a page) (path, title string, ok bool), from page) []version {
	var out []version
	for _, l := range b.in.Site.Languages {
		path, title, ok := each(b.contextFor(l.Code, from.root))
		if !ok {
			path, title = l.Code+"/", ""
		}
		out = append(out, version{l.Code, path, title, !ok})
	}
	return out
}

// versionsOf returns the versions of a page with a source file.
func (b *Builder) versionsOf(g *site.Group) []version {
	var out []version
	for _, l := range b.in.Site.Languages {
		o := version{lang: l.Code, path: l.Code + "/", missing: g.Pages[l.Code] == nil}
		if r, ok := b.in.Site.Rendition(g, l.Code); ok {
			o.path = r.Path
			if !o.missing {
				o.title = r.Page.Front.Title
			}
		}
		out = append(out, o)
	}
	return out
}

// picture returns the image that a page names in its front matter, or nil. Of one that is
// not published there is only the alternative text.
func (a page) picture(r site.Rendition) *view.Picture {
	img := r.Page.Front.Image
	if img == nil {
		return nil
	}
	lang := r.Page.Lang
	if of := r.Page.Group.Source; of.Front.Image != nil && img.Alt+img.Caption != "" && img.Alt == of.Front.Image.Alt && img.Caption == of.Front.Image.Caption {
		lang = of.Lang // the words are those of the source
	}
	return a.pictureOf(r, img, lang)
}

// pictureOf returns a picture whose words are in a language, or nil.
func (a page) pictureOf(r site.Rendition, img *site.Image, lang string) *view.Picture {
	if img.Src == "" {
		return nil
	}
	t := a.in.Image(r, img.Src, lang)
	alt := cmp.Or(img.Alt, t.Alt)
	if t.Status != site.Found && (t.Status != site.Withheld || alt == "") {
		return nil
	}
	set := func(text string) string { return a.typesetIn(lang, text) }
	p := &view.Picture{
		Src: t.Href, Srcset: template.Srcset(t.Srcset), Width: t.Width, Height: t.Height,
		Alt: set(alt), Caption: set(img.Caption), Credit: set(cmp.Or(img.Credit, t.Credit)),
	}
	if t.Status == site.Withheld {
		p = &view.Picture{Withheld: true, Alt: set(alt)}
	}
	if lang != a.lang {
		l, _ := a.in.Site.Language(lang)
		p.Lang, p.Dir = l.Code, l.Dir
	}
	return p
}

// markFallback marks a page that is shown in place of a missing translation.
func (a page) markFallback(v *view.View, r site.Rendition) {
	own, _ := a.in.Site.Language(r.Page.Lang)
	source, _ := a.in.Site.Rendition(r.Page.Group, r.Page.Lang)
	v.TextLang, v.TextDir = own.Code, own.Dir
	v.Notice = &view.Notice{
		Kind: "fallback", Lang: own.Code, LangName: a.words.Language(own.Code),
		Href: a.href(source.Path), Contact: a.in.Hub.Contact,
	}
	v.Meta.NoIndex = true
	v.Meta.Canonical = a.in.absoluteURL(source.Path)
	v.Meta.Alternates = nil
}

// fillOutline sets the table of contents and the sections of the body, whose HTML
// Fill sets.
func (a page) fillOutline(v *view.View, r site.Rendition, rec *site.Record) {
	v.Body = view.Body{Ref: a.b.texts.BodyRef(r), Words: rec.Words, Boxes: rec.Boxes}
	v.Body.Lists = a.bodyLists(v, r, rec.Lists)
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

// sameSource reports whether a translation took a source over as it is.
func sameSource(a, b site.Source) bool {
	return a.Title == b.Title && a.Publisher == b.Publisher && a.Note == b.Note
}

// sources returns the documents that a page is based on.
func (a page) sources(p *site.Page) []view.Source {
	var out []view.Source
	written := p.Lang // the language of what is said about them
	if of := p.Group.Source; of != nil && slices.EqualFunc(p.Front.Sources, of.Front.Sources, sameSource) {
		written = of.Lang
	}
	for _, s := range p.Front.Sources {
		lang := cmp.Or(s.Lang, written)
		v := view.Source{Title: a.typesetIn(lang, s.Title), Publisher: a.typesetIn(written, s.Publisher), Year: s.Year, URL: s.URL, Note: a.typesetIn(written, s.Note)}
		if lang != p.Lang {
			v.Lang = lang
		}
		if written != p.Lang {
			v.NoteLang = written
		}
		out = append(out, v)
	}
	return out
}

// markStale marks a translation that is behind its source.
func (a page) markStale(v *view.View, r site.Rendition) {
	g := r.Page.Group
	s := a.b.texts.Freshness(g.ID, r.Lang)
	if s == nil || !s.Behind || r.Page == g.Source {
		return
	}
	lang, _ := a.in.Site.Language(g.Source.Lang)
	source, _ := a.in.Site.Rendition(g, lang.Code)
	v.Notice = &view.Notice{
		Kind: "stale", Lang: lang.Code, LangName: a.words.Language(lang.Code), LangDir: lang.Dir,
		Href: a.href(source.Path), Contact: a.in.Hub.Contact, Changes: s.Changes,
	}
	if day := g.Source.Front.Updated; day != "" {
		v.Notice.Since = a.date(day)
	}
}

// fillIntro takes title, summary and text from the section's index page, if it
// has one.
func (a page) fillIntro(v *view.View, s *site.Section) {
	r, ok := a.index.Intros[s.ID]
	if !ok {
		return
	}
	f := &r.Page.Front
	v.Title, v.Summary = a.typesetIn(r.Page.Lang, f.Title), a.typesetIn(r.Page.Lang, f.Summary)
	if r.Fallback() {
		a.markFallback(v, r)
	} else {
		a.markStale(v, r)
	}
	a.fillOutline(v, r, a.b.texts.Record(r))
	v.Intro = &r
}

// feeds sets the links to the feeds of a language and, unless it is nil, of a
// section.
func (a page) feeds(m *view.Meta, s *site.Section) {
	for i, format := range a.in.Feeds {
		links := []view.Link{{Href: a.root + a.lang + "/" + format.File, Text: a.localize(a.in.Hub.Title), Count: -1}}
		if s != nil {
			links = append(links, view.Link{Href: a.root + a.sectionPath(s) + format.File, Text: a.localize(s.Name), Count: -1})
		}
		if i == 0 {
			m.Feeds = links
			continue
		}
		for _, l := range links {
			m.OtherFeeds = append(m.OtherFeeds, view.FeedLink{Href: l.Href, Text: l.Text, Type: format.Type})
		}
	}
}
