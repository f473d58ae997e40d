package pages

import (
	"html/template"
	"slices"

	"griot/generator/figures/atlas"
	"griot/generator/site"
	"griot/generator/view"
)

// figures draws the maps of countries.
type figures struct{ *locale }

// locator returns the map of a country among its neighbours, or "" if there is no
// data for it.
func (a figures) locator(id string) template.HTML {
	t := a.in.Site.Vocabulary("countries").Term(id)
	if t == nil {
		return ""
	}
	w := a.words
	here := a.mapped(t)
	words := atlas.Words{
		Title:   a.typeset(w.T("map.locator", "Country", here.Name)),
		Desc:    a.typeset(w.T("map.no_neighbours")),
		Caption: a.typeset(w.T("map.caption")),
		Lang:    a.foreign("map.caption"), Dir: a.directionOf(a.foreign("map.caption")),
	}
	if names := a.neighbours(t.ISO); len(names) > 0 {
		words.Desc = a.typeset(w.T("map.neighbours", "Countries", w.List(names)))
	}
	var others []atlas.Country
	for _, o := range a.terms("countries") {
		others = append(others, a.mapped(o))
	}
	figure, _ := atlas.Locator(here, others, words)
	return figure
}

func (a figures) mapped(t *site.Term) atlas.Country {
	return atlas.Country{ISO: t.ISO, Name: a.typeset(t.ShortIn(a.lang))}
}

// neighbours returns the names of the countries that share a border with one; the
// countries of the hub have the names that the hub gives them.
func (a figures) neighbours(iso string) []string {
	var names []string
	for _, code := range atlas.Neighbours(iso) {
		name := a.words.Country(code)
		for _, t := range a.terms("countries") {
			if t.ISO == code {
				name = a.typeset(t.ShortIn(a.lang))
			}
		}
		names = append(names, name)
	}
	slices.SortFunc(names, a.words.Compare)
	return names
}

// overview returns the map of all countries with a page.
func (a figures) overview(rows []view.CountryWork) template.HTML {
	var countries []atlas.Country
	for _, row := range rows {
		countries = append(countries, atlas.Country{ISO: row.ISO, Name: row.Country.Text, Href: row.Country.Href})
	}
	w := a.words
	figure, _ := atlas.Overview(countries, atlas.Words{
		Title:   a.typeset(w.T("map.overview")),
		Desc:    a.typeset(w.T("map.overview_more")),
		Caption: a.typeset(w.T("map.caption")),
		Lang:    a.foreign("map.caption"), Dir: a.directionOf(a.foreign("map.caption")),
	})
	return figure
}
