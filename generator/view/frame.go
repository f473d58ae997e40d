package view

import (
	"strings"

	"griot/generator/config"
	"griot/generator/site"
)

// newFrame makes what the pages at one depth in one language share.
func (a at) newFrame() *Frame {
	hub, x := a.b.in.Hub, a.index
	f := &Frame{
		Lang: a.lang, Dir: x.Dir, Root: a.root,
		Home:        a.href(a.lang + "/"),
		SiteTitle:   a.text(hub.Title),
		Description: a.text(hub.Description),
		Publisher:   a.text(hub.Publisher),
		Funder:      a.text(hub.Funder),
		Contact:     hub.Contact,
		Privacy:     a.text(hub.Privacy),
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
		f.Nav = append(f.Nav, a.item(item))
	}
	for _, item := range hub.Footer {
		f.Footer = append(f.Footer, a.item(item))
	}
	if r, ok := x.layouts["search"]; ok {
		f.Search = a.href(r.Path)
	}
	if p, ok := a.b.in.File(hub.Logo); ok && hub.Logo != "" {
		f.Logo = a.root + p
	}
	if hub.Licence.URL != "" {
		f.Licence = &Link{Href: hub.Licence.URL, Text: a.text(hub.Licence.Name), Count: -1}
	}
	for _, l := range a.b.in.Site.Languages {
		f.Languages = append(f.Languages, Lang{l.Code, l.Name, l.Dir})
	}
	return f
}

func (a at) browsePath() string { return a.lang + "/" + a.words.T("browse.slug") + "/" }

// sectionPath is the address of a section's list.
func (a at) sectionPath(s *site.Section) string { return a.lang + "/" + s.Slug[a.lang] + "/" }

// item is an entry of navigation or footer.
func (a at) item(item config.Item) Link {
	l := Link{Href: a.href(a.lang + "/"), Text: item.Path, Count: -1}
	if s := a.b.in.Site.Section(strings.TrimSuffix(item.Path, "/")); s != nil {
		l.Href, l.Text = a.href(a.sectionPath(s)), a.text(s.Name)
	} else if r, ok := a.index.byGroup[strings.TrimSuffix(item.Path, ".md")]; ok {
		l = a.link(r)
	}
	if name := item.Name[a.lang]; name != "" {
		l.Text, l.Lang = a.set(name), ""
	}
	return l
}

// link leads to a page, with its title.
func (a at) link(r site.Rendition) Link {
	l := Link{Href: a.href(r.Path), Text: a.setIn(r.Page.Lang, r.Page.Front.Title), Count: -1}
	if r.Fallback() {
		l.Lang = r.Page.Lang
	}
	return l
}

// nav finds the entry of the navigation under which a path stands.
func (a at) nav(path string) int {
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

// version is a page's address and title in one language, for the language
// line and hreflang.
type version struct {
	lang, path, title string
	missing           bool
}

// page starts the view of any page.
func (a at) page(path, layout, kind, title, summary string, versions []version) *View {
	b, x := a.b, a.index
	v := &View{
		Layout: layout, Kind: kind, Path: path, Lang: a.lang, Dir: x.Dir,
		Title: a.set(title), Summary: a.set(summary),
		Frame: a.frame(), NavCurrent: a.nav(path),
	}
	v.Meta = Meta{
		Canonical: b.abs(path), Description: v.Summary,
		OGType: "website", OGLocale: a.words.T("meta.og_locale"),
	}
	v.Meta.Alternates = b.alternates(versions)
	for _, o := range versions {
		lang, _ := b.in.Site.Language(o.lang)
		if o.lang != a.lang {
			v.Switch = append(v.Switch, Switch{o.lang, lang.Name, a.href(o.path), a.setIn(o.lang, o.title), o.missing})
		}
	}
	if path != a.lang+"/" {
		v.Crumbs = []Link{{Href: a.href(a.lang + "/"), Text: a.text(b.in.Hub.Title), Count: -1}}
	}
	return v
}

// alternates are the versions that exist, for hreflang; the default
// language's is x-default too.
func (b *Builder) alternates(versions []version) []Alternate {
	var out []Alternate
	for _, o := range versions {
		if o.missing {
			continue
		}
		out = append(out, Alternate{o.lang, b.abs(o.path)})
		if o.lang == b.in.Site.Languages[0].Code {
			out = append(out, Alternate{"x-default", b.abs(o.path)})
		}
	}
	return out
}

// generated returns the versions of a page that every language has.
func (b *Builder) generated(each func(a at) (path, title string, ok bool), from at) []version {
	var out []version
	for _, l := range b.in.Site.Languages {
		path, title, ok := each(b.at(l.Code, from.root))
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
