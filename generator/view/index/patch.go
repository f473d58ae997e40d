package index

import (
	"maps"
	"slices"
	"strings"

	"griot/generator/kinds"
	"griot/generator/site"
)

// maxPatched is how many documents may differ for an index to be patched; authors
// edit fewer at a time.
const maxPatched = 8

// Change is a group of the previous site and the same group now.
type Change struct{ was, is *site.Group }

// Changes lists the groups in which a site differs from the previous one; ok is
// false if more changed than the front matter of a few documents.
func Changes(last, s *site.Site) (list []Change, ok bool) {
	if len(last.Groups) != len(s.Groups) {
		return nil, false
	}
	for i, is := range s.Groups {
		was := last.Groups[i]
		if was == is {
			continue
		}
		document := was.Kind == kinds.Brief && is.Kind == kinds.Brief && !strings.HasSuffix(is.ID, "/index")
		if !document || was.ID != is.ID || was.Section != is.Section || len(list) == maxPatched {
			return nil, false
		}
		list = append(list, Change{was, is})
	}
	return list, true
}

// Patched returns the index of the previous site with the changed documents at
// their new positions, or nil if they belong to other lists.
func (m Maker) Patched(last *site.Site, old *Index, changed []Change) *Index {
	if old == nil || old.Language != m.Language {
		return nil
	}
	x := *old
	x.ByGroup, x.ByKind, x.ByTerm = maps.Clone(old.ByGroup), maps.Clone(old.ByKind), maps.Clone(old.ByTerm)
	x.Renditions, x.Listings = slices.Clone(old.Renditions), slices.Clone(old.Listings)
	for _, c := range changed {
		was, had := last.Rendition(c.was, m.Language.Code)
		is, has := m.Site.Rendition(c.is, m.Language.Code)
		if had != has {
			return nil
		}
		if has && !m.patch(&x, was, is) {
			return nil
		}
	}
	return &x
}

// patch replaces a document in all lists of an index; it reports false if the
// document belongs to other lists than before.
func (m Maker) patch(x *Index, was, is site.Rendition) bool {
	f, g := &was.Page.Front, &is.Page.Front
	if s := is.Page.Group.Section; s != nil && x.Trees.Entries[s] != nil || f.Weight != g.Weight {
		return false // what stands around it shows its title
	}
	if f.Layout != "" || g.Layout != "" || f.Type != g.Type || f.Date != g.Date || !maps.EqualFunc(f.Terms, g.Terms, slices.Equal) {
		return false
	}
	x.ByGroup[is.Page.Group.ID] = is
	x.Renditions[slices.Index(x.Renditions, was)] = is
	x.Documents = reposition(x.Documents, was, is, func(p, q site.Rendition) int { return m.compare(m.Kinds.Of(kinds.Brief), p, q) })
	x.ByKind[kinds.Brief] = x.Documents
	for _, v := range m.Site.Vocabularies {
		for _, id := range g.TermsOf(v.ID) {
			l := x.ByTerm[TermKey{v.ID, id}]
			if l == nil { // one that has no listings
				continue
			}
			patched := *l
			at := slices.IndexFunc(l.Documents, func(r *site.Rendition) bool { return *r == was })
			patched.Documents = reposition(l.Documents, l.Documents[at], &is, func(p, q *site.Rendition) int { return m.compare(m.Kinds.Of(kinds.Brief), *p, *q) })
			x.ByTerm[l.Key], x.Listings[slices.Index(x.Listings, l)] = &patched, &patched
		}
	}
	return true
}

// reposition returns a sorted list with one of its documents replaced.
func reposition[T comparable](list []T, was, is T, compare func(p, q T) int) []T {
	at := slices.Index(list, was)
	others := slices.Concat(list[:at], list[at+1:])
	to, _ := slices.BinarySearchFunc(others, is, compare)
	return slices.Insert(others, to, is)
}
