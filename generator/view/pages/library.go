package pages

import (
	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/view"
	"griot/generator/view/index"
)

// libraryView makes page n of the library.
func (b *Builder) libraryView(x *index.Index, s *site.Section, n int) *view.View {
	base := x.Library
	path := b.contextAt(x.Code, base).pagePath(base, n)
	a := b.contextAt(x.Code, path)
	v := a.newView(path, "library", string(s.Kind), s.Name[x.Code], s.Summary[x.Code], b.sectionVersions(a, s))
	if n == 1 {
		a.fillIntro(v, s)
	} else {
		v.Crumbs = append(v.Crumbs, view.Link{Href: a.href(base), Text: a.localize(s.Name), Count: -1})
	}
	library{a}.fill(v, base, len(x.Documents), n, nil)
	v.Library.Cards = a.cardsOf(onPage(x.Documents, n))
	v.Library.Data, v.Library.Works = a.data(view.LibraryData), a.data(view.ReferenceData)
	if len(v.Library.Pages) == 0 {
		v.Library.Facets = a.facets.positioned(x.Documents)
	}
	if a.index.Trees.Entries[s] != nil {
		v.Section = &view.Section{ID: s.ID}
		a.inTree(v, s)
	}
	a.feeds(&v.Meta, s)
	return v
}

// data returns files for analysts.
func (a page) data(group view.DataGroup) []view.DataFile {
	if a.in.Data == nil {
		return nil
	}
	files := a.in.Data(group, a.lang)
	for i := range files {
		files[i].Href = a.root + files[i].Href
	}
	return files
}

// listingSpecs lists the pages of the lists of documents of each term.
func (b *Builder) listingSpecs(x *index.Index) []Spec {
	var specs []Spec
	for _, l := range x.Listings {
		for n := range pageCount(len(l.Documents)) {
			path := b.contextAt(x.Code, l.Path).pagePath(l.Path, n+1)
			specs = append(specs, Spec{Path: path, Layout: "library", Lang: x.Code, generate: func(b *Builder) *view.View { return b.listingView(x, l, n+1) }})
		}
	}
	return specs
}

// listingView makes page n of the list of one term's documents.
func (b *Builder) listingView(x *index.Index, l *index.Listing, n int) *view.View {
	path := b.contextAt(x.Code, l.Path).pagePath(l.Path, n)
	a := b.contextAt(x.Code, path)
	v := a.newView(path, "library", string(kinds.Brief), l.Name, "", b.listingVersions(a, l))
	if s := b.in.Site.SectionOf(kinds.Brief); s != nil {
		v.Crumbs = append(v.Crumbs, view.Link{Href: a.href(x.Library), Text: a.localize(s.Name), Count: -1})
	}
	library{a}.fill(v, l.Path, len(l.Documents), n, l)
	v.Library.Cards = a.cardsOf(index.Renditions(onPage(l.Documents, n)))
	return v
}

// listingVersions returns the list of a term's documents in all languages.
func (b *Builder) listingVersions(a page, l *index.Listing) []version {
	return b.generatedVersions(func(o page) (string, string, bool) {
		m := o.index.ByTerm[l.Key]
		if m == nil {
			return "", "", false
		}
		return m.Path, m.Name, true
	}, a)
}

// onPage returns the entries of a list on its page n.
func onPage[T any](list []T, n int) []T {
	first := (n - 1) * perPage
	return list[first:min(first+perPage, len(list))]
}

const (
	// perPage is the number of entries on a page of a list.
	perPage = 50
	// pagesAround is how many pages of a list a page of it leads to on either side,
	// beside the first and the last one: more don't fit into one line on a phone.
	pagesAround = 1
)

// library makes the pages of the library and of the list of a term's documents.
type library struct{ page }

// links returns links from page n of a list of count pages to the pages around it,
// the first and the last one.
func (a library) links(base string, n, count int) []view.PageLink {
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

// fill sets the part of a view that a page of a list of documents has beside its
// cards: their number, the facets and links to the other pages of the list.
func (a library) fill(v *view.View, base string, total, n int, l *index.Listing) {
	lib := &view.Library{Total: total, Page: n, All: a.href(a.index.Library), Facets: a.facets.of(l)}
	if count := pageCount(total); count > 1 {
		lib.Pages = a.links(base, n, count)
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
		link := a.termLink(l.Vocabulary, l.Key.Term)
		lib.Current = &view.Current{Vocabulary: a.localize(l.Vocabulary.Name), ID: l.Key.Term, Name: a.typeset(l.Name)}
		if l.Key.Vocabulary == "outcomes" {
			lib.Current.Mark = a.mark(l.Key.Term)
			if m := lib.Current.Mark; m != nil {
				link.Href = m.Href
			}
		}
		if link.Href != "" && link.Href != a.href(l.Path) {
			lib.Current.Page = &link
		}
	}
	v.Library = lib
}

// pageCount returns how many pages a list of n entries has; an empty list has one.
func pageCount(n int) int { return max(1, (n+perPage-1)/perPage) }
