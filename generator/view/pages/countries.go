package pages

import (
	"slices"

	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/view"
)

// countries makes the parts of views that compare countries and outcomes.
type countries struct{ page }

// country makes the page of a country.
func (a countries) country(r site.Rendition) *view.Country {
	f := &r.Page.Front
	c := &view.Country{Glance: a.typesetAll(r.Page.Lang, f.Glance), Facts: a.taxonomyFacts(f, "countries")}
	if t := a.in.Site.Vocabulary("countries").Term(f.Country); t != nil {
		c.Name, c.ISO = a.localize(t.Name), t.ISO
	}
	for _, t := range a.terms("outcomes") {
		if f.Work[t.ID] != "" {
			c.Marks = append(c.Marks, a.mark(t.ID))
		}
	}
	c.Briefs, c.All = a.topDocuments("countries", f.Country)
	c.Milestones = uses(a).milestones(r, "countries", f.Country)
	c.Partners = a.cardsOf(a.index.Tagged(kinds.Partner, "countries", f.Country))
	for _, o := range a.index.ByKind[kinds.Country] {
		if o.Page.Group != r.Page.Group {
			c.Others = append(c.Others, a.countryLink(o))
		}
	}
	if m, ok := a.index.Layouts["matrix"]; ok {
		c.Matrix = a.href(m.Path)
	}
	c.Map = figures{&a.locale}.locator(f.Country)
	return c
}

// outcome makes the page of an outcome.
func (a countries) outcome(r site.Rendition) *view.Outcome {
	f := &r.Page.Front
	o := &view.Outcome{Mark: a.mark(f.Outcome), Glance: a.typesetAll(r.Page.Lang, f.Glance)}
	o.Briefs, o.All = a.topDocuments("outcomes", f.Outcome)
	o.Milestones = uses(a).milestones(r, "outcomes", f.Outcome)
	for _, row := range a.work() {
		row.Cells = slices.DeleteFunc(row.Cells, func(c view.Cell) bool { return c.Mark.ID != f.Outcome })
		o.Countries = append(o.Countries, row)
	}
	for _, t := range a.terms("outcomes") {
		if t.ID != f.Outcome {
			o.Others = append(o.Others, a.mark(t.ID))
		}
	}
	if theories := a.index.ByKind[kinds.TheoryOfChange]; len(theories) > 0 {
		t := theories[0]
		if t.Fallback() {
			o.TheoryLang = t.Page.Lang
		}
		for _, n := range theory(t).Nodes {
			if n.Outcome != f.Outcome {
				continue
			}
			if n.Layer == site.LayerOutcome {
				o.Theory = &view.Link{Href: a.href(t.Path) + "#" + n.ID, Text: a.typesetIn(t.Page.Lang, n.Title), Count: -1}
			}
			for _, id := range n.Indicators {
				o.Indicators = append(o.Indicators, a.typesetIn(t.Page.Lang, statement(theory(t).Indicators, id).Text))
			}
		}
	}
	return o
}

// work returns what is done in each country for each outcome.
func (a countries) work() []view.CountryWork {
	var rows []view.CountryWork
	for _, r := range a.index.ByKind[kinds.Country] {
		f := &r.Page.Front
		link := a.countryLink(r)
		row := view.CountryWork{Country: &link, Name: link.Text}
		if t := a.in.Site.Vocabulary("countries").Term(f.Country); t != nil {
			row.ISO, row.Name = t.ISO, a.localize(t.Name)
		}
		for _, t := range a.terms("outcomes") {
			c := view.Cell{Mark: a.mark(t.ID)}
			if text := f.Work[t.ID]; text != "" {
				c.Text = a.typesetIn(r.Page.Lang, text)
				c.Href = a.href(r.Path) + "#" + t.ID
				c.Lang = link.Lang
			}
			row.Cells = append(row.Cells, c)
		}
		rows = append(rows, row)
	}
	return rows
}

func theory(r site.Rendition) *site.Theory {
	if t := r.Page.Front.Theory; t != nil {
		return t
	}
	return &site.Theory{}
}

func statement(list []site.Statement, id string) site.Statement {
	for _, s := range list {
		if s.ID == id {
			return s
		}
	}
	return site.Statement{ID: id}
}

// home makes the first page of a language.
func (a countries) home() *view.Home {
	x := a.index
	h := &view.Home{Countries: a.work()}
	for _, t := range a.terms("outcomes") {
		card := view.OutcomeCard{Mark: a.mark(t.ID)}
		if r, ok := a.index.OutcomePage(t.ID); ok {
			card.Summary = a.typesetIn(r.Page.Lang, r.Page.Front.Summary)
			if r.Fallback() {
				card.Lang = r.Page.Lang
			}
		}
		for _, row := range h.Countries {
			if slices.ContainsFunc(row.Cells, func(c view.Cell) bool { return c.Mark.ID == t.ID && c.Text != "" }) {
				card.Countries++
			}
		}
		h.Outcomes = append(h.Outcomes, card)
	}
	h.Newest = a.cardsOf(x.Documents[:min(4, len(x.Documents))])
	if t := x.ByKind[kinds.TheoryOfChange]; len(t) > 0 {
		h.Theory = a.card(t[0])
	}
	if s := a.in.Site.SectionOf(kinds.Brief); s != nil {
		h.Library = &view.Link{Href: a.href(x.Library), Text: a.localize(s.Name), Count: len(x.Documents)}
	}
	if r, ok := x.Layouts["matrix"]; ok {
		l := a.link(r)
		h.Matrix = &l
	}
	h.Map = figures{&a.locale}.overview(h.Countries)
	return h
}

// matrix makes the table of countries and outcomes.
func (a countries) matrix() *view.Matrix {
	m := &view.Matrix{Rows: a.work(), Data: a.data(view.MatrixData)}
	for _, t := range a.terms("outcomes") {
		m.Outcomes = append(m.Outcomes, a.mark(t.ID))
	}
	return m
}
