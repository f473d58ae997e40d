package translate

import (
	"strings"

	"griot/generator/site"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// freshness returns what readers are told of a translation's state. Only what
// is certain to have changed since the translation was made counts as changed.
func (s *UnitPair) freshness(typeset func(string) string) site.Freshness {
	var out site.Freshness
	var texts, words Count
	for i := range s.Pairs {
		p := &s.Pairs[i]
		texts.add(p.State, 1)
		words.add(p.State, p.Words())
		if s.Unit.ID == segment.HubID || s.Unit.ID == segment.MessagesID || s.Target == nil {
			continue
		}
		before, after, changed := s.changed(p)
		if !changed {
			continue
		}
		out.Behind = true
		before, after = typeset(before), typeset(after)
		if before == after {
			continue
		}
		var c site.Change
		for _, x := range segment.DiffWords(before, after) {
			if n := len(c); n > 0 && c[n-1].Op < 0 && x.Op > 0 && !strings.HasSuffix(c[n-1].Text, " ") {
				c[n-1].Text += " " // or else the two would run together
			}
			c = append(c, site.Piece(x))
		}
		out.Changes = append(out.Changes, c)
	}
	out.Texts, out.Words = site.Tally(texts), site.Tally(words)
	return out
}

// changed returns what a passage of the source was when it was translated and
// what it is now, as readers see it; changed is false unless they are certain
// to differ.
func (s *UnitPair) changed(p *state.Pair) (before, after string, changed bool) {
	switch {
	case p.State == state.Stale && p.Old != "":
		return segment.Readable(p.Source, p.Old), segment.Readable(p.Source, p.Source.Text), true
	case p.State == state.Missing && !p.Copy && len(s.Records) > 0:
		return "", segment.Readable(p.Source, p.Source.Text), true
	case p.State == state.Extra && p.Old != "":
		return segment.Readable(p.Target, p.Old), "", true
	}
	return "", "", false
}
