package pages

import (
	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/view"
)

// libraryView makes page n of the library.
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
	library{a}.fill(v, base, len(x.documents), n, nil)
	v.Library.Cards = a.cardsOf(onPage(x.documents, n))
	if len(v.Library.Pages) == 0 {
		v.Library.Facets = a.facets.positioned(x.documents)
	}
	a.feeds(&v.Meta, s)
	return v
}

// listingSpecs lists the pages of the lists of documents of each term.
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

// listingView makes page n of the list of one term's documents.
func (b *Builder) listingView(x *langIndex, l *listing, n int) *view.View {
	path := b.contextAt(x.Code, l.path).pagePath(l.path, n)
	a := b.contextAt(x.Code, path)
	v := a.newView(path, "library", string(kinds.Brief), l.name, "", b.listingVersions(a, l))
	if s := b.in.Site.SectionOf(kinds.Brief); s != nil {
		v.Crumbs = append(v.Crumbs, view.Link{Href: a.href(x.library), Text: a.localize(s.Name), Count: -1})
	}
	library{a}.fill(v, l.path, len(l.docs), n, l)
	v.Library.Cards = a.cardsOf(renditions(onPage(l.docs, n)))
	return v
}

// listingVersions returns the list of a term's documents in all languages.
func (b *Builder) listingVersions(a page, l *listing) []version {
	return b.generatedVersions(func(o page) (string, string, bool) {
		m := o.index.byTerm[l.key]
		if m == nil {
			return "", "", false
		}
		return m.path, m.name, true
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
func (a library) fill(v *view.View, base string, total, n int, l *listing) {
	lib := &view.Library{Total: total, Page: n, All: a.href(a.index.library), Facets: a.facets.of(l)}
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

// pageCount returns how many pages a list of n entries has; an empty list has one.
func pageCount(n int) int { return max(1, (n+perPage-1)/perPage) }
