package view

import (
	"slices"

	"griot/generator/site"
)

// Change says what differs between the texts of a builder and those that the
// same site had before.
type Change struct {
	// Text reports whether a rendition's text differs, or how its translation
	// stands.
	Text func(site.Rendition) bool
	// Signature returns the telling words that a rendition's text had.
	Signature func(site.Rendition) []uint32
	// Standing is true where how any translation stands differs.
	Standing bool
}

// Touched finds the pages whose views may differ since a change of texts: those
// that show one that differs, documents that share or shared a telling word
// with one, and the state of the translations. All other views are what they
// were.
func (b *Builder) Touched(c Change) func(Spec) bool {
	near := map[string]map[string]bool{}
	for _, l := range b.in.Site.Languages {
		near[l.Code] = b.near(l.Code, c)
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
			return c.Standing
		}
		return near[s.Lang][s.Rendition.Page.Group.ID]
	}
}

// near are the groups whose related documents may differ: those that have a
// word which a document gained or lost.
func (b *Builder) near(lang string, c Change) map[string]bool {
	var words []uint32
	changed := 0
	for _, r := range b.langs[lang].documents {
		if r.Fallback() || !c.Text(r) {
			continue
		}
		changed++
		before, now := c.Signature(r), b.texts.Signature(r)
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
	if len(words) == 0 {
		return nil
	}
	near, all := map[string]bool{}, b.similar[lang]()
	for _, w := range words {
		having := all.having(w)
		if len(having) > commonWord+changed { // it told nothing before either
			continue
		}
		for _, d := range having {
			near[all.docs[d].Page.Group.ID] = true
		}
	}
	return near
}
