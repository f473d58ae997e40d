package pages

import (
	"strings"

	"griot/generator/config"
	"griot/generator/site"
	"griot/generator/view"
)

// newFrame makes the part of a view that pages of one language and depth share.
func (a pageContext) newFrame() *view.Frame {
	hub, x := a.b.in.Hub, a.index
	f := &view.Frame{
		Lang: a.lang, Dir: x.Dir, Root: a.root,
		Home:        a.href(a.lang + "/"),
		SiteTitle:   a.localize(hub.Title),
		Description: a.localize(hub.Description),
		Publisher:   a.localize(hub.Publisher),
		Funder:      a.localize(hub.Funder),
		Contact:     hub.Contact,
		Privacy:     a.localize(hub.Privacy),
		Browse:      a.href(a.browsePath()),
		SearchData:  a.root + "search/",
	}
	if a.b.in.SearchClient != "" {
		f.SearchClient = a.root + a.b.in.SearchClient
	}
	if feeds := a.b.in.Feeds; len(feeds) > 0 {
		f.Feed = a.root + a.lang + "/" + feeds[0].File
	}
	if f.Root == "" {
		f.Root = "./"
	}
	for _, item := range hub.Navigation {
		f.Nav = append(f.Nav, a.navItem(item))
	}
	for _, item := range hub.Footer {
		f.Footer = append(f.Footer, a.navItem(item))
	}
	if r, ok := x.layouts["search"]; ok {
		f.Search = a.href(r.Path)
	}
	if p, ok := a.b.in.File(hub.Logo); ok && hub.Logo != "" {
		f.Logo = a.root + p
	}
	if hub.Licence.URL != "" {
		f.Licence = &view.Link{Href: hub.Licence.URL, Text: a.localize(hub.Licence.Name), Count: -1}
	}
	for _, l := range a.b.in.Site.Languages {
		f.Languages = append(f.Languages, view.Lang{Code: l.Code, Name: l.Name, Dir: l.Dir})
	}
	return f
}

func (a pageContext) browsePath() string { return a.lang + "/" + a.words.T("browse.slug") + "/" }

// sectionPath returns the path of a section's list.
func (a pageContext) sectionPath(s *site.Section) string { return a.lang + "/" + s.Slug[a.lang] + "/" }

// navItem returns an entry of the navigation or the footer.
func (a pageContext) navItem(item config.Item) view.Link {
	l := view.Link{Href: a.href(a.lang + "/"), Text: item.Path, Count: -1}
	if s := a.b.in.Site.Section(strings.TrimSuffix(item.Path, "/")); s != nil {
		l.Href, l.Text = a.href(a.sectionPath(s)), a.localize(s.Name)
	} else if r, ok := a.index.byGroup[strings.TrimSuffix(item.Path, ".md")]; ok {
		l = a.link(r)
	}
	if name := item.Name[a.lang]; name != "" {
		l.Text, l.Lang = a.typeset(name), ""
	}
	return l
}

// link leads to a page, with its title.
func (a pageContext) link(r site.Rendition) view.Link {
	l := view.Link{Href: a.href(r.Path), Text: a.typesetIn(r.Page.Lang, r.Page.Front.Title), Count: -1}
	if r.Fallback() {
		l.Lang = r.Page.Lang
	}
	return l
}

// nav returns the index of the navigation entry that a path belongs to, or -1.
func (a pageContext) nav(path string) int {
	best, length := -1, len(a.lang)+1
	for i, item := range a.b.in.Hub.Navigation {
		p := ""
		if s := a.b.in.Site.Section(strings.TrimSuffix(item.Path, "/")); s != nil {
			p = a.sectionPath(s)
		} else if r, ok := a.index.byGroup[strings.TrimSuffix(item.Path, ".md")]; ok {
			p = r.Path
		}
		if len(p) > length && strings.HasPrefix(path, p) {
			best, length = i, len(p)
		}
	}
	return best
}

// version is a page's path and title in one language, for the language
// line and hreflang.
type version struct {
	lang, path, title string
	missing           bool
}

// newView makes a view with the fields that every page has.
func (a pageContext) newView(path, layout, kind, title, summary string, versions []version) *view.View {
	b, x := a.b, a.index
	v := &view.View{
		Layout: layout, Kind: kind, Path: path, Lang: a.lang, Dir: x.Dir,
		Title: a.typeset(title), Summary: a.typeset(summary),
		Frame: a.frame(), NavCurrent: a.nav(path),
	}
	v.Meta = view.Meta{
		Canonical: b.absoluteURL(path), Description: v.Summary,
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

// alternates are the versions that exist, for hreflang; the default
// language's is x-default too.
func (b *Builder) alternates(versions []version) []view.Alternate {
	var out []view.Alternate
	for _, o := range versions {
		if o.missing {
			continue
		}
		out = append(out, view.Alternate{Code: o.lang, Href: b.absoluteURL(o.path)})
		if o.lang == b.in.Site.Languages[0].Code {
			out = append(out, view.Alternate{Code: "x-default", Href: b.absoluteURL(o.path)})
		}
	}
	return out
}

// generatedVersions returns the versions of a page without a source file.
func (b *Builder) generatedVersions(each func(a pageContext) (path, title string, ok bool), from pageContext) []version {
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
