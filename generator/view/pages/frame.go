package pages

import (
	"strings"

	"griot/generator/config"
	"griot/generator/view"
)

// frames makes the part of a view that pages of one language and depth share.
type frames struct{ *cards }

func (a frames) make() *view.Frame {
	hub, x := a.in.Hub, a.index
	f := &view.Frame{
		Lang: a.lang, Dir: x.Dir, Root: a.root, Base: a.in.BaseURL, Portable: a.in.Portable,
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
	if a.in.SearchClient != "" {
		f.SearchClient = a.root + a.in.SearchClient
	}
	if feeds := a.in.Feeds; len(feeds) > 0 {
		f.Feed = a.root + a.lang + "/" + feeds[0].File
	}
	f.Folders = len(x.Trees.Entries) > 0
	if f.Root == "" {
		f.Root = "./"
	}
	for _, item := range hub.Navigation {
		f.Nav = append(f.Nav, a.item(item))
	}
	for _, item := range hub.Footer {
		f.Footer = append(f.Footer, a.item(item))
	}
	if r, ok := x.Layouts["search"]; ok {
		f.Search = a.href(r.Path)
	}
	if p, ok := a.in.File(hub.Logo); ok && hub.Logo != "" {
		f.Logo = a.root + p
	}
	if hub.Licence.URL != "" {
		f.Licence = &view.Link{Href: hub.Licence.URL, Text: a.localize(hub.Licence.Name), Count: -1}
	}
	for _, l := range a.in.Site.Languages {
		f.Languages = append(f.Languages, view.Lang{Code: l.Code, Name: l.Name, Dir: l.Dir})
	}
	return f
}

// item returns an entry of the navigation or the footer.
func (a frames) item(item config.Item) view.Link {
	l := view.Link{Href: a.href(a.lang + "/"), Text: item.Path, Count: -1}
	if s := a.in.Site.Section(strings.TrimSuffix(item.Path, "/")); s != nil {
		l.Href, l.Text = a.href(a.sectionPath(s)), a.localize(s.Name)
	} else if r, ok := a.index.ByGroup[strings.TrimSuffix(item.Path, ".md")]; ok {
		l = a.link(r)
	}
	if name := item.Name[a.lang]; name != "" {
		l.Text, l.Lang = a.typeset(name), ""
	}
	return l
}

// current returns the index of the navigation entry that a path belongs to, or -1.
func (a frames) current(path string) int {
	best, length := -1, len(a.lang)+1
	for i, item := range a.in.Hub.Navigation {
		p := ""
		if s := a.in.Site.Section(strings.TrimSuffix(item.Path, "/")); s != nil {
			p = a.sectionPath(s)
		} else if r, ok := a.index.ByGroup[strings.TrimSuffix(item.Path, ".md")]; ok {
			p = r.Path
		}
		if len(p) > length && strings.HasPrefix(path, p) {
			best, length = i, len(p)
		}
	}
	return best
}
