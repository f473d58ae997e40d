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

// checkInput returns the input of package check.
func (s *texts) checkInput() check.Input {
	return check.Input{
		Hub: s.hub, Site: s.site,
		HasHeading: func(g *site.Group, lang, id string) bool {
			return strings.Contains(s.converted[convKey{g.ID, lang}].HeadingIDs, "\n"+id+"\n")
		},
		HeadingIDs: func(g *site.Group, lang string) []string {
			return strings.Fields(s.converted[convKey{g.ID, lang}].HeadingIDs)
		},
		HasLayout: func(name string) bool { return s.presentation.theme == nil || s.presentation.theme.Has(name) },
		Files:     s.attachments.Names(),
		Unread:    func(path string) bool { return s.unread[path] },
	}
}

// check applies the rules that need more than one page, and repeats the diagnostics of
// each text's conversion. The site may have errors.
func (s *snapshot) check(ctx context.Context, last *snapshot) error {
	if !s.readable() {
		return nil
	}
	s.opts.Progress("check")
	in := s.checkInput()
	keys := s.toCheck(last.textsOrNil())
	found := make([]diag.List, len(keys))
	err := parallel(ctx, len(keys), func(i int) error {
		c := s.converted[keys[i]]
		if p := s.site.ByID[keys[i].Group].Pages[keys[i].Lang]; p != nil && len(c.Anchors) > 0 {
			found[i] = c.Anchors.Report(in, p)
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.textDiagnostics = map[convKey]diag.List{}
	if s.follows(last.textsOrNil()) {
		maps.Copy(s.textDiagnostics, last.textDiagnostics)
	}
	for i, key := range keys {
		delete(s.textDiagnostics, key)
		if c := s.converted[key]; len(c.Diagnostics)+len(found[i]) > 0 && s.site.ByID[key.Group].Pages[key.Lang] != nil {
			s.textDiagnostics[key] = slices.Concat(c.Diagnostics, found[i])
		}
	}
	s.list = append(s.list, check.Front(in)...)
	for _, more := range s.textDiagnostics {
		s.list = append(s.list, more...)
	}
	s.list = append(s.list, s.checkLists(in)...)
	s.list = append(s.list, s.checkFiles()...)
	return nil
}

// checkLists checks the lists of pages in all texts, since each can change with the front
// matter of any page.
func (s *snapshot) checkLists(in check.Input) diag.List {
	var list diag.List
	for key, c := range s.converted {
		if len(c.Lists) == 0 {
			continue
		}
		if p := s.site.ByID[key.Group].Pages[key.Lang]; p != nil {
			list = append(list, check.Lists(in, p, c.Lists)...)
		}
	}
	return list
}

// toCheck returns the conversions to check: those that changed, and those with links to
// headings of a page whose headings changed.
func (s *texts) toCheck(last *texts) []convKey {
	if !s.follows(last) {
		return slices.Collect(maps.Keys(s.converted))
	}
	var out []convKey
	moved := map[string]bool{} // groups whose headings changed
	for key, c := range s.converted {
		if was := last.converted[key]; was != c {
			out = append(out, key)
			if was.HeadingIDs != c.HeadingIDs {
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

// headingIDs joins the ids that links to a page may name, with a line feed on both sides of
// each: first those of headings, then their further ones and those of elements.
func headingIDs(rec *site.Record) string {
	var ids []string
	for _, h := range rec.Headings {
		ids = append(ids, h.ID)
	}
	for _, h := range rec.Headings {
		ids = append(ids, h.Also...)
	}
	ids = append(ids, rec.IDs...)
	return "\n" + strings.Join(append(ids, ""), "\n")
}
