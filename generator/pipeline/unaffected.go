package pipeline

import (
	"maps"

	"griot/generator/site"
	"griot/generator/view/pages"
)

// unaffected returns a function that reports whether an output is certain to have
// the key of the last build, so that its view need not be made. If the outline is
// that of the published site, and the conversions of that are known, this is so for
// all outputs but the pages that changed texts affect.
func (c *buildCache) unaffected(snap *snapshot) func(output) bool {
	st, before := c.state, c.publishedConversions
	if before == nil || snap.opts.Verify || st.OutlineHash != snap.hash() {
		return func(output) bool { return false }
	}
	now := snap.freshness.hashes()
	affected := snap.builder.Affected(pages.TextChange{
		Text: func(r site.Rendition) bool {
			id := r.Page.Group.ID
			return before[convKey{id, r.Lang}] != snap.conversion(r) || st.Freshness[id] != now[id]
		},
		Keywords: func(r site.Rendition) []uint32 {
			if c := before[convKey{r.Page.Group.ID, r.Lang}]; c != nil {
				return c.Keywords
			}
			return nil
		},
		Uses: func(r site.Rendition) []string {
			if c := before[convKey{r.Page.Group.ID, r.Lang}]; c != nil {
				return c.Uses
			}
			return nil
		},
		Freshness: !maps.Equal(st.Freshness, now),
	})
	return func(o output) bool {
		if o.spec == nil {
			return !o.fromTexts
		}
		return o.spec.Layout != pages.OfflineLayout && !affected(*o.spec) // which tells the size of the copy
	}
}
