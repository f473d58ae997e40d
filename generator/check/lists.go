package check

import (
	"cmp"

	"griot/generator/diag"
	"griot/generator/selection"
	"griot/generator/site"
)

// Lists checks the lists of pages in the text of a page: their options, and whether any
// page fits. That can change with every other page.
func Lists(in Input, p *site.Page, lists []site.List) diag.List {
	var list diag.List
	for i := range lists {
		l := &lists[i]
		if len(l.Options) == 0 { // reported already
			continue
		}
		query, wrong := selection.Parse(in.Site, in.Hub.Kinds, l.Options, p.File)
		list = append(list, wrong...)
		if len(wrong) == 0 && !fits(in.Site, &query, p) {
			list.Warn(diag.Position{File: cmp.Or(l.File, p.File), Line: l.Line, Column: l.Column}, "list-empty", nil)
		}
	}
	return list
}

// fits reports whether a page other than p belongs to a list that readers of its language
// see.
func fits(s *site.Site, q *selection.Query, p *site.Page) bool {
	for _, g := range s.Groups {
		if g == p.Group {
			continue
		}
		if r, ok := s.Rendition(g, p.Lang); ok && q.Has(r.Page) {
			return true
		}
	}
	return false
}
