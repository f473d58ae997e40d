package pages

import (
	"griot/generator/site"
	"griot/generator/view"
)

// glossary makes the entries of the glossary.
type glossary struct{ page }

// forms returns a glossary term in the other languages.
func (a glossary) forms(r site.Rendition) []view.TermForm {
	var out []view.TermForm
	for _, l := range a.in.Site.Languages {
		p := r.Page.Group.Pages[l.Code]
		if l.Code == r.Page.Lang || p == nil {
			continue
		}
		own, _ := a.in.Site.Rendition(r.Page.Group, l.Code)
		out = append(out, view.TermForm{
			Lang: l.Code, LangName: l.Name, Title: a.typesetIn(l.Code, p.Front.Title),
			Short: p.Front.Short, Href: a.href(own.Path), Also: p.Front.Also,
		})
	}
	return out
}

// rows returns the lines of the glossary.
func (a glossary) rows(list []site.Rendition) []view.TermRow {
	var rows []view.TermRow
	last := ""
	for _, r := range list {
		row := view.TermRow{Term: a.card(r), Also: r.Page.Front.Also, Other: a.forms(r)}
		if row.Term.Letter != last {
			row.Letter, last = row.Term.Letter, row.Term.Letter
		}
		rows = append(rows, row)
	}
	return rows
}
