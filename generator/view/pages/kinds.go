package pages

import (
	"slices"

	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/view"
)

// maxTopDocuments is how many documents a country's, outcome's or partner's page
// shows before it leads to the full listing.
const maxTopDocuments = 6

// topDocuments returns the first documents of a term and a link to all of them.
func (a pageContext) topDocuments(vocabulary, id string) ([]*view.Card, *view.Link) {
	l := a.index.byTerm[termKey{vocabulary, id}]
	if l == nil {
		return nil, nil
	}
	n := min(len(l.docs), maxTopDocuments)
	return a.cardsOf(renditions(l.docs[:n])), &view.Link{Href: a.href(l.path), Text: a.typeset(l.name), Count: len(l.docs)}
}

// tagged returns the pages of a kind that have a term.
func (a pageContext) tagged(kind site.Kind, vocabulary, id string) []site.Rendition {
	var out []site.Rendition
	for _, r := range a.index.byKind[kind] {
		if slices.Contains(r.Page.Front.Terms[vocabulary], id) {
			out = append(out, r)
		}
	}
	return out
}

func (a pageContext) country(r site.Rendition) *view.Country {
	f := &r.Page.Front
	c := &view.Country{Glance: a.typesetAll(r.Page.Lang, f.Glance), Facts: a.taxonomyFacts(f, "countries")}
	if t := a.b.in.Site.Vocabulary("countries").Term(f.Country); t != nil {
		c.Name, c.ISO = a.localize(t.Name), t.ISO
	}
	for _, t := range a.terms("outcomes") {
		if f.Work[t.ID] != "" {
			c.Marks = append(c.Marks, a.mark(t.ID))
		}
	}
	c.Briefs, c.All = a.topDocuments("countries", f.Country)
	c.Milestones = a.cardsOf(a.tagged(kinds.Milestone, "countries", f.Country))
	c.Partners = a.cardsOf(a.tagged(kinds.Partner, "countries", f.Country))
	for _, o := range a.index.byKind[kinds.Country] {
		if o.Page.Group != r.Page.Group {
			c.Others = append(c.Others, a.countryLink(o))
		}
	}
	if m, ok := a.index.layouts["matrix"]; ok {
		c.Matrix = a.href(m.Path)
	}
	c.Map = a.locator(f.Country)
	return c
}

// countryLink leads to a country's page by the country's short name.
func (a pageContext) countryLink(r site.Rendition) view.Link {
	l := a.link(r)
	if t := a.b.in.Site.Vocabulary("countries").Term(r.Page.Front.Country); t != nil {
		l.Text = a.typeset(t.ShortIn(a.lang))
	}
	return l
}

func (a pageContext) terms(vocabulary string) []*site.Term {
	if v := a.b.in.Site.Vocabulary(vocabulary); v != nil {
		return v.Terms
	}
	return nil
}

func (a pageContext) outcome(r site.Rendition) *view.Outcome {
	f := &r.Page.Front
	o := &view.Outcome{Mark: a.mark(f.Outcome), Glance: a.typesetAll(r.Page.Lang, f.Glance)}
	o.Briefs, o.All = a.topDocuments("outcomes", f.Outcome)
	for _, row := range a.countryWork() {
		row.Cells = slices.DeleteFunc(row.Cells, func(c view.Cell) bool { return c.Mark.ID != f.Outcome })
		o.Countries = append(o.Countries, row)
	}
	for _, t := range a.terms("outcomes") {
		if t.ID != f.Outcome {
			o.Others = append(o.Others, a.mark(t.ID))
		}
	}
	if theories := a.index.byKind[kinds.TheoryOfChange]; len(theories) > 0 {
		t := theories[0]
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

// work is the table of countries and outcomes.
func (a pageContext) countryWork() []view.CountryWork {
	var rows []view.CountryWork
	for _, r := range a.index.byKind[kinds.Country] {
		f := &r.Page.Front
		link := a.countryLink(r)
		row := view.CountryWork{Country: &link}
		if t := a.b.in.Site.Vocabulary("countries").Term(f.Country); t != nil {
			row.ISO = t.ISO
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

func (a pageContext) partner(r site.Rendition) *view.Partner {
	f := &r.Page.Front
	p := &view.Partner{Short: f.Short, Website: f.Website, Facts: a.taxonomyFacts(f)}
	if t := a.b.in.Site.Vocabulary("roles").Term(f.Role); t != nil {
		p.Role = a.localize(t.Name)
	}
	_, id, _ := cutLast(r.Page.Group.ID)
	p.Briefs, _ = a.topDocuments("partners", id)
	return p
}

// others are the pages of the same kind, without the page itself.
func (a pageContext) others(r site.Rendition) []*view.Card {
	var out []*view.Card
	for _, o := range a.index.byKind[r.Page.Group.Kind] {
		if o.Page.Group != r.Page.Group {
			out = append(out, a.card(o))
		}
	}
	return out
}

func (a pageContext) milestone(r site.Rendition) *view.Milestone {
	m := &view.Milestone{Period: a.period(r.Page.Front.Period), Facts: a.taxonomyFacts(&r.Page.Front)}
	list := a.index.byKind[kinds.Milestone] // newest first
	i := slices.IndexFunc(list, func(o site.Rendition) bool { return o.Page.Group == r.Page.Group })
	if i > 0 {
		m.Next = a.card(list[i-1])
	}
	if i+1 < len(list) {
		m.Prev = a.card(list[i+1])
	}
	return m
}

// forms are a glossary term's forms in the other languages.
func (a pageContext) termForms(r site.Rendition) []view.TermForm {
	var out []view.TermForm
	for _, l := range a.b.in.Site.Languages {
		p := r.Page.Group.Pages[l.Code]
		if l.Code == r.Page.Lang || p == nil {
			continue
		}
		own, _ := a.b.in.Site.Rendition(r.Page.Group, l.Code)
		out = append(out, view.TermForm{
			Lang: l.Code, LangName: l.Name, Title: a.typesetIn(l.Code, p.Front.Title),
			Short: p.Front.Short, Href: a.href(own.Path), Also: p.Front.Also,
		})
	}
	return out
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
