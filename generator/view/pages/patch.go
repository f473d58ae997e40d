package pages

import (
	"maps"
	"slices"
	"strings"

	"griot/generator/kinds"
	"griot/generator/site"
)

// maxPatched is how many documents may differ from those of the previous site
// for its index to be patched; authors edit fewer at a time.
const maxPatched = 8

// groupChange is a group as it was in the previous site and as it is.
type groupChange struct{ was, is *site.Group }

// changedGroups lists the groups that differ from those of the previous site; ok
// is false where more changed than the front matter of a few documents.
func (b *Builder) changedGroups(last *Builder) (list []groupChange, ok bool) {
	if last == nil || last.in.Hub != b.in.Hub || len(last.in.Site.Groups) != len(b.in.Site.Groups) {
		return nil, false
	}
	for i, is := range b.in.Site.Groups {
		was := last.in.Site.Groups[i]
		if was == is {
			continue
		}
		document := was.Kind == kinds.Brief && is.Kind == kinds.Brief && !strings.HasSuffix(is.ID, "/index")
		if !document || was.ID != is.ID || was.Section != is.Section || len(list) == maxPatched {
			return nil, false
		}
		list = append(list, groupChange{was, is})
	}
	return list, true
}

// patchedIndex returns the previous site's index of a language with the changed
// documents at their new positions, or nil where they moved to other lists.
func (b *Builder) patchedIndex(last *Builder, l site.Language, changed []groupChange) *langIndex {
	old := last.langs[l.Code]
	if old == nil || old.Language != l {
		return nil
	}
	x := *old
	x.byGroup, x.byKind, x.byTerm = maps.Clone(old.byGroup), maps.Clone(old.byKind), maps.Clone(old.byTerm)
	x.renditions, x.listings = slices.Clone(old.renditions), slices.Clone(old.listings)
	for _, c := range changed {
		was, stood := last.in.Site.Rendition(c.was, l.Code)
		is, stands := b.in.Site.Rendition(c.is, l.Code)
		if stood != stands {
			return nil
		}
		if stands && !b.patch(&x, was, is) {
			return nil
		}
	}
	return &x
}

// patch replaces a document in all lists of the index; it reports false where
// the document belongs to other lists than before.
func (b *Builder) patch(x *langIndex, was, is site.Rendition) bool {
	f, g := &was.Page.Front, &is.Page.Front
	if f.Layout != "" || g.Layout != "" || f.Type != g.Type || f.Date != g.Date || !maps.EqualFunc(f.Terms, g.Terms, slices.Equal) {
		return false
	}
	x.byGroup[is.Page.Group.ID] = is
	x.renditions[slices.Index(x.renditions, was)] = is
	x.documents = reposition(x.documents, was, is, func(p, q site.Rendition) int { return b.compare(x.Code, kinds.Of(kinds.Brief), p, q) })
	x.byKind[kinds.Brief] = x.documents
	for _, v := range b.in.Site.Vocabularies {
		for _, id := range termsOf(g, v.ID) {
			l := x.byTerm[termKey{v.ID, id}]
			if l == nil { // one that has no listings
				continue
			}
			anew := *l
			at := slices.IndexFunc(l.docs, func(r *site.Rendition) bool { return *r == was })
			anew.docs = reposition(l.docs, l.docs[at], &is, func(p, q *site.Rendition) int { return b.compare(x.Code, kinds.Of(kinds.Brief), *p, *q) })
			x.byTerm[l.key], x.listings[slices.Index(x.listings, l)] = &anew, &anew
		}
	}
	return true
}

// reposition returns a sorted list with one of its documents replaced.
func reposition[T comparable](list []T, was, is T, compare func(p, q T) int) []T {
	at := slices.Index(list, was)
	rest := slices.Concat(list[:at], list[at+1:])
	to, _ := slices.BinarySearchFunc(rest, is, compare)
	return slices.Insert(rest, to, is)
}
