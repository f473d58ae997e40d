package content

import (
	"path"

	"griot/generator/diag"
	"griot/generator/site"
)

// owner is the page that a URL belongs to.
type owner struct {
	group *site.Group
	page  *site.Page
	lang  string // of its readers
}

// checkURLs reports pages, fallbacks, sections and aliases that would have the
// same URL.
func (a *assembly) checkURLs() {
	taken := make(map[string]owner, len(a.site.Groups)*len(a.hub.Languages)+16)
	for _, s := range a.site.Sections {
		for _, l := range a.hub.Languages {
			other, dup := taken[s.Path(l.Code)]
			if dup && sectionOf(a.hub, s.ID) == nil {
				a.list.Error(diag.Position{File: Dir + "/" + s.ID}, "permalink-duplicate.folder", diag.Args{"path": s.Path(l.Code), "other": Dir + "/" + path.Dir(other.group.ID)})
			}
			taken[s.Path(l.Code)] = owner{lang: l.Code, group: &site.Group{ID: s.ID + "/" + indexName}}
		}
	}
	for _, g := range a.site.Groups {
		for _, l := range a.hub.Languages {
			r, ok := a.site.Rendition(g, l.Code)
			if !ok || g.Section != nil && g.Section.Slug[l.Code] == "" { // missing in hub.yaml
				continue
			}
			if other, dup := taken[r.Path]; dup && other.group.ID != g.ID {
				if !g.IsIndex() { // then the folder has been reported
					a.clash(r, other)
				}
				continue
			}
			taken[r.Path] = owner{g, r.Page, l.Code}
		}
	}
	a.aliases(taken)
}

// clash reports two pages with one URL, at the slug of r, unless both only
// replace a missing translation.
func (a *assembly) clash(r site.Rendition, other owner) {
	var what any = diag.Phrase{ID: "section-list"}
	if other.page != nil {
		what = other.page.File
	}
	if p := other.page; p != nil && p.Lang != r.Lang && r.Page.Lang == p.Lang && p.Slug == r.Page.Slug && p.Group.Section == r.Page.Group.Section {
		return // both replace a translation, and clash in their own language too
	}
	at := a.locate(a.l.now.pages[r.Page.File])("slug")
	if at.Line == 0 || a.l.now.pages[r.Page.File].parsed(nil).Slug == "" {
		at = diag.Position{File: r.Page.File, Line: 1}
	}
	a.list.Error(at, "permalink-duplicate.page", diag.Args{"path": r.Path, "other": what})
}

// aliases reports old URLs that are taken.
func (a *assembly) aliases(taken map[string]owner) {
	for _, g := range a.site.Groups {
		for _, l := range a.hub.Languages {
			p := g.Pages[l.Code]
			if p == nil {
				continue
			}
			for i, alias := range p.Front.Aliases {
				other, dup := taken[alias]
				if !dup {
					taken[alias] = owner{g, p, l.Code}
					continue
				}
				var what any = diag.Phrase{ID: "section-list"}
				if other.page != nil {
					what = other.page.File
				}
				at := a.locate(a.l.now.pages[p.File])("aliases", i)
				a.list.Error(at, "permalink-duplicate.alias", diag.Args{"alias": alias, "other": what})
			}
		}
	}
}
