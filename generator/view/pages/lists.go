package pages

import (
	"strconv"
	"strings"

	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/view"
)

// cutLast cuts s around its last slash.
func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndexByte(s, '/')
	if i < 0 {
		return "", s, false
	}
	return s[:i], s[i+1:], true
}

// pagePath returns the path of page n of a list.
func (a pageContext) pagePath(base string, n int) string {
	if n == 1 {
		return base
	}
	return base + a.words.T("list.page_slug") + "-" + strconv.Itoa(n) + "/"
}

// pageCount is how many pages a list of n entries has; an empty list has one.
func pageCount(n int) int { return max(1, (n+perPage-1)/perPage) }

func (b *Builder) sectionSpecs(x *langIndex) []Spec {
	var specs []Spec
	for _, s := range b.in.Site.Sections {
		base := x.Code + "/" + s.Slug[x.Code] + "/"
		layout := kinds.Of(s.Kind).List
		if s.Kind != kinds.Brief || base != x.library {
			specs = append(specs, Spec{Path: base, Layout: layout, Lang: x.Code, Intro: x.intro(s), generate: func(b *Builder) *view.View { return b.section(x, s, layout) }})
			continue
		}
		for n := range pageCount(len(x.documents)) {
			path := b.contextAt(x.Code, base).pagePath(base, n+1)
			spec := Spec{Path: path, Layout: layout, Lang: x.Code, generate: func(b *Builder) *view.View { return b.libraryView(x, s, n+1) }}
			if n == 0 {
				spec.Intro = x.intro(s)
			}
			specs = append(specs, spec)
		}
	}
	return specs
}

// intro returns the page whose text is shown above a section's list, or nil.
func (x *langIndex) intro(s *site.Section) *site.Rendition {
	if r, ok := x.intros[s.ID]; ok {
		return &r
	}
	return nil
}

// sectionVersions are a section's list in all languages.
func (b *Builder) sectionVersions(a pageContext, s *site.Section) []version {
	return b.generatedVersions(func(o pageContext) (string, string, bool) { return o.sectionPath(s), s.Name[o.lang], true }, a)
}

// section makes the list of a section's pages.
func (b *Builder) section(x *langIndex, s *site.Section, layout string) *view.View {
	path := x.Code + "/" + s.Slug[x.Code] + "/"
	a := b.contextAt(x.Code, path)
	v := a.newView(path, layout, string(s.Kind), s.Name[x.Code], s.Summary[x.Code], b.sectionVersions(a, s))
	a.fillIntro(v, s)
	v.Section = &view.Section{ID: s.ID}
	var own, extra []site.Rendition
	for _, r := range x.renditions {
		if r.Page.Group.Section == s && r.Page.Group.Kind != s.Kind {
			extra = append(extra, r)
		}
	}
	for _, r := range x.byKind[s.Kind] {
		if r.Page.Group.Section == s {
			own = append(own, r)
		}
	}
	v.Section.Extra = a.cardsOf(extra)
	v.Section.Groups = a.cardGroups(s.Kind, own)
	if kinds.Of(s.Kind).Glossary {
		v.Section.Terms = a.termRows(own)
	}
	a.feeds(&v.Meta, s)
	return v
}

// fillIntro takes title, summary and text from the section's index page, if it
// has one.
func (a pageContext) fillIntro(v *view.View, s *site.Section) {
	r, ok := a.index.intros[s.ID]
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

// cardGroups divides a section's pages into the parts of its list.
func (a pageContext) cardGroups(kind site.Kind, list []site.Rendition) []view.CardGroup {
	var groups []view.CardGroup
	add := func(id, title string, r site.Rendition) {
		if n := len(groups); n == 0 || groups[n-1].ID != id {
			groups = append(groups, view.CardGroup{ID: id, Title: title})
		}
		g := &groups[len(groups)-1]
		g.Cards = append(g.Cards, a.card(r))
	}
	switch kinds.Of(kind).Parts {
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

func (a pageContext) termRows(list []site.Rendition) []view.TermRow {
	var rows []view.TermRow
	last := ""
	for _, r := range list {
		row := view.TermRow{Term: a.card(r), Also: r.Page.Front.Also, Other: a.termForms(r)}
		if row.Term.Letter != last {
			row.Letter, last = row.Term.Letter, row.Term.Letter
		}
		rows = append(rows, row)
	}
	return rows
}

func (b *Builder) libraryView(x *langIndex, s *site.Section, n int) *view.View {
	base := x.library
	path := b.contextAt(x.Code, base).pagePath(base, n)
	a := b.contextAt(x.Code, path)
	v := a.newView(path, "library", string(s.Kind), s.Name[x.Code], s.Summary[x.Code], b.sectionVersions(a, s))
	if n == 1 {
		a.fillIntro(v, s)
	} else {
		v.Crumbs = append(v.Crumbs, view.Link{Href: a.href(base), Text: a.localize(s.Name), Count: -1})
	}
	a.fillLibrary(v, base, len(x.documents), n, nil)
	v.Library.Cards = a.cardsOf(onPage(x.documents, n))
	if len(v.Library.Pages) == 0 {
		v.Library.Facets = a.positionedFacets(x.documents)
	}
	a.feeds(&v.Meta, s)
	return v
}

func (b *Builder) listingSpecs(x *langIndex) []Spec {
	var specs []Spec
	for _, l := range x.listings {
		for n := range pageCount(len(l.docs)) {
			path := b.contextAt(x.Code, l.path).pagePath(l.path, n+1)
			specs = append(specs, Spec{Path: path, Layout: "library", Lang: x.Code, generate: func(b *Builder) *view.View { return b.listingView(x, l, n+1) }})
		}
	}
	return specs
}

// listingView makes a page of the list of one term's documents.
func (b *Builder) listingView(x *langIndex, l *listing, n int) *view.View {
	path := b.contextAt(x.Code, l.path).pagePath(l.path, n)
	a := b.contextAt(x.Code, path)
	v := a.newView(path, "library", string(kinds.Brief), l.name, "", b.listingVersions(a, l))
	if s := b.in.Site.SectionOf(kinds.Brief); s != nil {
		v.Crumbs = append(v.Crumbs, view.Link{Href: a.href(x.library), Text: a.localize(s.Name), Count: -1})
	}
	a.fillLibrary(v, l.path, len(l.docs), n, l)
	v.Library.Cards = a.cardsOf(renditions(onPage(l.docs, n)))
	return v
}

// listingVersions are the list of a term's documents in all languages.
func (b *Builder) listingVersions(a pageContext, l *listing) []version {
	return b.generatedVersions(func(o pageContext) (string, string, bool) {
		m := o.index.byTerm[l.key]
		if m == nil {
			return "", "", false
		}
		return m.path, m.name, true
	}, a)
}

// onPage are those of a list that stand on its page n.
func onPage[T any](list []T, n int) []T {
	first := (n - 1) * perPage
	return list[first:min(first+perPage, len(list))]
}

// pagesAround is how many pages of a list a page of it leads to on either side of
// itself, beside the first and the last one: with more they don't fit into one
// line on a phone.
const pagesAround = 1

// pageLinks lead from page n of a list of count pages to those around it, to
// the first and to the last one. All of a long list would be a long list
// themselves, on each of its pages.
func (a pageContext) pageLinks(base string, n, count int) []view.PageLink {
	var links []view.PageLink
	last := 0
	for i := 1; i <= count; i++ {
		near := i >= n-pagesAround && i <= n+pagesAround
		alone := i == n-pagesAround-1 && i == 2 || i == n+pagesAround+1 && i == count-1 // a gap would hide one page
		if i > 1 && i < count && !near && !alone {
			continue
		}
		links = append(links, view.PageLink{Href: a.href(a.pagePath(base, i)), Number: i, Gap: i > last+1})
		last = i
	}
	return links
}

// fillLibrary sets what a page of a list of documents has besides its cards:
// their number, the facets and the links to the other pages.
func (a pageContext) fillLibrary(v *view.View, base string, total, n int, l *listing) {
	lib := &view.Library{Total: total, Page: n, All: a.href(a.index.library), Facets: a.facetsOf(l)}
	if count := pageCount(total); count > 1 {
		lib.Pages = a.pageLinks(base, n, count)
		if n > 1 {
			v.Meta.Prev = a.href(a.pagePath(base, n-1))
		}
		if n < count {
			v.Meta.Next = a.href(a.pagePath(base, n+1))
		}
	}
	if n > 1 { // each page of a list is its own page, in its own language
		v.Meta.Alternates = nil
		v.Title = a.typeset(a.words.T("list.page_title", "Title", v.Title, "Page", n))
	}
	if l != nil {
		link := a.termLink(l.vocab, l.key.term)
		lib.Current = &view.Current{Vocabulary: a.localize(l.vocab.Name), ID: l.key.term, Name: a.typeset(l.name)}
		if l.key.vocabulary == "outcomes" {
			lib.Current.Mark = a.mark(l.key.term)
			if m := lib.Current.Mark; m != nil {
				link.Href = m.Href
			}
		}
		if link.Href != "" && link.Href != a.href(l.path) {
			lib.Current.Page = &link
		}
	}
	v.Library = lib
}

// feeds sets the links to the feeds of a language and, unless it is nil, of a
// section.
func (a pageContext) feeds(m *view.Meta, s *site.Section) {
	for i, format := range a.b.in.Feeds {
		links := []view.Link{{Href: a.root + a.lang + "/" + format.File, Text: a.localize(a.b.in.Hub.Title), Count: -1}}
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
