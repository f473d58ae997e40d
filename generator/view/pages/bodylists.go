package pages

import (
	"griot/generator/selection"
	"griot/generator/site"
	"griot/generator/view"
)

// bodyLists fills the lists that the text of a page has. What is wrong with their options
// has been reported.
func (a page) bodyLists(v *view.View, r site.Rendition, lists []site.List) []view.BodyList {
	var out []view.BodyList
	for i := range lists {
		query, _ := selection.Parse(a.in.Site, a.in.Hub.Kinds, lists[i].Options, "")
		l := view.BodyList{At: lists[i].At, Form: query.Form, Cards: a.cardsOf(a.selected(&query, r.Page.Group))}
		if v.TextLang != "" {
			l.Lang, l.Dir = v.Lang, v.Dir
		}
		out = append(out, l)
	}
	return out
}

// selected returns the pages of a list, of which the page that shows it is none.
func (a page) selected(q *selection.Query, own *site.Group) []site.Rendition {
	from := a.index.Renditions
	if q.Kind != "" {
		from = a.index.ByKind[q.Kind]
	}
	var found []site.Rendition
	for _, r := range from {
		if r.Page.Group != own && q.Has(r.Page) {
			found = append(found, r)
		}
	}
	q.Sort(found, a.words.Compare)
	return q.First(found)
}
