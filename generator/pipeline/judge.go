package pipeline

import (
	"context"
	"maps"
	"slices"
	"strings"

	"griot/generator/check"
	"griot/generator/diag"
	"griot/generator/site"
)

// rulebook is what check needs to judge pages.
func (s *snapshot) rulebook() check.Input {
	return check.Input{
		Hub: s.hub, Site: s.site,
		HasHeading: func(g *site.Group, lang, id string) bool {
			return strings.Contains(s.converted[convKey{g.ID, lang}].HeadIDs, "\n"+id+"\n")
		},
		HasLayout: func(name string) bool { return s.look.theme == nil || s.look.theme.Has(name) },
		Unread:    func(path string) bool { return s.unread[path] },
	}
}

// check applies the rules that need more than one page, and repeats what was
// found in each text when it was converted. The site may have errors.
func (s *snapshot) check(ctx context.Context, last *snapshot) (diag.List, error) {
	in := s.rulebook()
	keys := s.rejudged(last)
	found := make([]diag.List, len(keys))
	err := parallel(ctx, len(keys), func(i int) error {
		c := s.converted[keys[i]]
		if p := s.site.ByID[keys[i].Group].Pages[keys[i].Lang]; p != nil && len(c.Anchors) > 0 {
			found[i] = c.Anchors.Report(in, p)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.found = map[convKey]diag.List{}
	if s.follows(last) {
		maps.Copy(s.found, last.found)
	}
	for i, key := range keys {
		delete(s.found, key)
		if c := s.converted[key]; len(c.Found)+len(found[i]) > 0 && s.site.ByID[key.Group].Pages[key.Lang] != nil {
			s.found[key] = slices.Concat(c.Found, found[i])
		}
	}
	list := check.Front(in)
	for _, more := range s.found {
		list = append(list, more...)
	}
	return list, nil
}

// rejudged are the conversions whose texts must be judged: those that changed,
// and those that link to places in a page whose headings changed.
func (s *snapshot) rejudged(last *snapshot) []convKey {
	if !s.follows(last) {
		return slices.Collect(maps.Keys(s.converted))
	}
	var out []convKey
	moved := map[string]bool{} // groups
	for key, c := range s.converted {
		if was := last.converted[key]; was != c {
			out = append(out, key)
			if was.HeadIDs != c.HeadIDs {
				moved[key.Group] = true
			}
		}
	}
	if len(moved) == 0 {
		return out
	}
	for key, c := range s.converted {
		if last.converted[key] != c {
			continue
		}
		for a := range c.Anchors.All() {
			if moved[a.Page] {
				out = append(out, key)
				break
			}
		}
	}
	return out
}

// headIDs lists the ids of headings, each between two line ends.
func headIDs(headings []site.Heading) string {
	size := 1
	for _, h := range headings {
		size += 1 + len(h.ID)
	}
	var b strings.Builder
	b.Grow(size) // exactly: a site keeps many
	for _, h := range headings {
		b.WriteString("\n")
		b.WriteString(h.ID)
	}
	b.WriteString("\n")
	return b.String()
}
