package pipeline

import (
	"maps"

	"griot/generator/site"
	"griot/generator/view"
)

// unaffected tells which files have the key that they had in the last build, so
// that nobody needs to make their views to learn it. That is so for all but
// the pages that changed texts touch, where outline and texts of the published
// site are known and the outline is the same.
func (s *Session) unaffected(snap *snapshot) func(output) bool {
	st, before := s.cache.state, s.cache.publishedConversions
	if before == nil || s.opts.Verify || st.OutlineHash != snap.hash() {
		return func(output) bool { return false }
	}
	stood := snap.freshness.hashes()
	affected := snap.builder.Affected(view.TextChange{
		Text: func(r site.Rendition) bool {
			id := r.Page.Group.ID
			return before[convKey{id, r.Lang}] != snap.conversion(r) || st.Freshness[id] != stood[id]
		},
		Keywords: func(r site.Rendition) []uint32 {
			if c := before[convKey{r.Page.Group.ID, r.Lang}]; c != nil {
				return c.Keywords
			}
			return nil
		},
		Freshness: !maps.Equal(st.Freshness, stood),
	})
	return func(o output) bool { return o.spec == nil || !affected(*o.spec) }
}
