package pages

import (
	"slices"

	"griot/generator/site"
)

// TextChange tells how the texts of a builder differ from those that the same
// site had before.
type TextChange struct {
	// Text reports whether a rendition's text or its translation's freshness
	// differs.
	Text func(site.Rendition) bool
	// Keywords returns the keyword hashes that a rendition's text had before.
	Keywords func(site.Rendition) []uint32
	// Uses returns the ids of the groups that a rendition's text used before.
	Uses func(site.Rendition) []string
	// Freshness reports whether any translation's freshness differs.
	Freshness bool
}

// Affected returns a predicate for the pages whose views may differ after a
// change of texts: pages that show a changed text, documents that share a
// keyword with one or did before, pages that one uses or did, but not both, and the
// page of translations. All other views are unchanged.
func (b *Builder) Affected(c TextChange) func(Spec) bool {
	near := map[string]map[string]bool{}
	for _, l := range b.in.Site.Languages {
		near[l.Code] = b.affectedDocuments(l.Code, c)
		b.addUsed(near[l.Code], l.Code, c)
	}
	return func(s Spec) bool {
		switch {
		case s.Intro != nil:
			return c.Text(*s.Intro)
		case s.Rendition == nil:
			return false
		case c.Text(*s.Rendition):
			return true
		case s.Layout == "translations":
			return c.Freshness
		}
		return near[s.Lang][s.Rendition.Page.Group.ID]
	}
}

// affectedDocuments returns the ids of the groups whose related documents may
// differ: those that have a keyword which some document gained or lost.
func (b *Builder) affectedDocuments(lang string, c TextChange) map[string]bool {
	var words []uint32
	changed := 0
	for _, r := range b.langs[lang].Documents {
		if r.Fallback() || !c.Text(r) {
			continue
		}
		changed++
		before, now := c.Keywords(r), b.texts.Keywords(r)
		for _, w := range before {
			if _, has := slices.BinarySearch(now, w); !has {
				words = append(words, w)
			}
		}
		for _, w := range now {
			if _, had := slices.BinarySearch(before, w); !had {
				words = append(words, w)
			}
		}
	}
	near := map[string]bool{}
	if len(words) == 0 {
		return near
	}
	for _, r := range b.relatedIndexes[lang]().Near(words, changed) {
		near[r.Page.Group.ID] = true
	}
	// The index leaves fallbacks out, but they show related documents, too.
	slices.Sort(words)
	for _, r := range b.langs[lang].Documents {
		if r.Fallback() && slices.ContainsFunc(b.texts.Keywords(r), func(w uint32) bool {
			_, shared := slices.BinarySearch(words, w)
			return shared
		}) {
			near[r.Page.Group.ID] = true
		}
	}
	return near
}

// addUsed adds the ids of the groups that a changed text of a language uses now and didn't
// before, or the reverse: terms of the glossary list the pages that use them, milestones and
// what they are about list each other.
func (b *Builder) addUsed(ids map[string]bool, lang string, c TextChange) {
	for _, r := range b.langs[lang].Renditions {
		if !c.Text(r) {
			continue
		}
		before, now := c.Uses(r), b.texts.Uses(r)
		for _, list := range [...][2][]string{{before, now}, {now, before}} {
			for _, id := range list[0] {
				if _, both := slices.BinarySearch(list[1], id); !both {
					ids[id] = true
				}
			}
		}
	}
}
