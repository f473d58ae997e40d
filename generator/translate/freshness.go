package translate

import (
	"strings"

	"griot/generator/markdown"
	"griot/generator/site"
)

// freshness is what readers are told of a translation's state: only what is
// known to have changed since it was made counts as a change.
func (s *UnitPair) freshness(typeset func(string) string) site.Freshness {
	var out site.Freshness
	var texts, words Count
	for i := range s.Pairs {
		p := &s.Pairs[i]
		texts.add(p.State, 1)
		words.add(p.State, p.Words())
		if s.Unit.ID == HubID || s.Unit.ID == MessagesID || s.Target == nil {
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
		for _, x := range DiffWords(before, after) {
			if n := len(c); n > 0 && c[n-1].Op < 0 && x.Op > 0 && !strings.HasSuffix(c[n-1].Text, " ") {
				c[n-1].Text += " " // so that the two don't run together
			}
			c = append(c, site.Piece(x))
		}
		out.Changes = append(out.Changes, c)
	}
	out.Texts, out.Words = site.Tally(texts), site.Tally(words)
	return out
}

// changed tells what a passage of the source was when it was translated and
// what it is now, as readers see it; changed is false where that is not known
// to differ.
func (s *UnitPair) changed(p *Pair) (before, after string, changed bool) {
	switch {
	case p.State == Stale && p.Old != "":
		return readable(p.Source, p.Old), readable(p.Source, p.Source.Text), true
	case p.State == Missing && !p.Copy && len(s.Records) > 0:
		return "", readable(p.Source, p.Source.Text), true
	case p.State == Extra && p.Old != "":
		return readable(p.Target, p.Old), "", true
	}
	return "", "", false
}

// readable is a text as readers see it, without markup; at is the segment that
// it is or was.
func readable(at *Segment, text string) string {
	if at.passage == nil {
		return text
	}
	outline := markdown.Passages([]byte(text))
	if len(outline.Passages) != 1 {
		return text
	}
	passage := &outline.Passages[0]
	parts, _ := passage.Parts()
	src := passage.Text()
	var b strings.Builder
	for _, x := range parts {
		switch {
		case x.Type == markdown.Words:
			b.Write(markdown.Plain(src[x.Start:x.End]))
		case x.Kind == "code" || x.Kind == "url":
			b.WriteString(x.Value)
		case x.Kind == "br":
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
