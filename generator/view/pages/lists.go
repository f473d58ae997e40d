package pages

import (
	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/view"
	"griot/generator/view/index"
)

// sectionSpecs lists the pages of the lists of all sections.
func (b *Builder) sectionSpecs(x *index.Index) []Spec {
	var specs []Spec
	for _, s := range b.in.Site.Sections {
		base := s.Path(x.Code)
		layout := b.in.Hub.Kinds.Of(s.Kind).List
		if s.Parent != nil && s.Kind == kinds.Brief {
			layout = "section" // the library has all documents
		}
		if s.Kind != kinds.Brief || base != x.Library {
			specs = append(specs, Spec{Path: base, Layout: layout, Lang: x.Code, Intro: x.Intro(s), generate: func(b *Builder) *view.View { return b.section(x, s, layout) }})
			continue
		}
		for n := range pageCount(len(x.Documents)) {
			path := b.contextAt(x.Code, base).pagePath(base, n+1)
			spec := Spec{Path: path, Layout: layout, Lang: x.Code, generate: func(b *Builder) *view.View { return b.libraryView(x, s, n+1) }}
			if n == 0 {
				spec.Intro = x.Intro(s)
			}
			specs = append(specs, spec)
		}
	}
	return specs
}

// sectionVersions returns a section's list in all languages.
func (b *Builder) sectionVersions(a page, s *site.Section) []version {
	return b.generatedVersions(func(o page) (string, string, bool) { return o.sectionPath(s), s.Name[o.lang], true }, a)
}

// section makes the list of a section's pages.
func (b *Builder) section(x *index.Index, s *site.Section, layout string) *view.View {
	path := s.Path(x.Code)
	a := b.contextAt(x.Code, path)
	v := a.newView(path, layout, string(s.Kind), s.Name[x.Code], s.Summary[x.Code], b.sectionVersions(a, s))
	v.Crumbs = a.above(v.Crumbs, s)
	a.fillIntro(v, s)
	v.Section = &view.Section{ID: s.ID}
	var extra []site.Rendition
	for _, r := range x.Renditions {
		if r.Page.Group.Section == s && r.Page.Group.Kind != s.Kind {
			extra = append(extra, r)
		}
	}
	own := pagesOf(x, s)
	v.Section.Extra = a.cardsOf(extra)
	v.Section.Groups = lists{a}.groups(s.Kind, own)
	if a.index.Trees.Entries[s.Top()] != nil {
		a.inTree(v, s)
	}
	if a.in.Hub.Kinds.Of(s.Kind).Glossary {
		v.Section.Terms = glossary{a}.rows(own)
	}
	a.feeds(&v.Meta, s)
	return v
}

// inTree adds the folders of a section to its list. A list without a form of its own shows
// them among the pages, in one order.
func (a page) inTree(v *view.View, s *site.Section) {
	trees{a}.fill(v, s, index.Entry{Folder: s})
	if v.Layout != "section" {
		v.Section.Folders = trees{a}.cards(s, true)
		return
	}
	v.Section.Groups, v.Section.Extra = nil, nil
	if all := (trees{a}).cards(s, false); len(all) > 0 {
		v.Section.Groups = []view.CardGroup{{Cards: all}}
	}
}

// pagesOf returns the pages of a section that have its kind.
func pagesOf(x *index.Index, s *site.Section) []site.Rendition {
	var own []site.Rendition
	for _, r := range x.ByKind[s.Kind] {
		if r.Page.Group.Section == s {
			own = append(own, r)
		}
	}
	return own
}

// lists makes the lists of sections other than the library.
type lists struct{ page }

// groups divides a section's pages into the parts of its list.
func (a lists) groups(kind site.Kind, list []site.Rendition) []view.CardGroup {
	var groups []view.CardGroup
	add := func(id, title string, r site.Rendition) {
		if n := len(groups); n == 0 || groups[n-1].ID != id {
			groups = append(groups, view.CardGroup{ID: id, Title: title})
		}
		g := &groups[len(groups)-1]
		g.Cards = append(g.Cards, a.card(r))
	}
	switch a.in.Hub.Kinds.Of(kind).Parts {
	case kinds.ByRole:
		for _, t := range a.terms("roles") {
			for _, r := range list {
				if r.Page.Front.Role == t.ID {
					add(t.ID, a.localize(t.Name), r)
				}
			}
		}
	case kinds.ByYear:
		for _, r := range list {
			year := r.Page.Front.Period.From.Year()
			add("y"+year, year, r)
		}
	default:
		for _, r := range list {
			add("", "", r)
		}
	}
	return groups
}
