package view

import (
	"strconv"

	"griot/generator/figures/diagram"
	"griot/generator/site"
)

// theory makes the diagram of a Theory of Change and the list that says the
// same. Assumptions, risks and indicators are labelled A1, R1, I1 in the
// order of the front matter.
func (a pageContext) theory(v *View, r site.Rendition) *Theory {
	data, lang := theory(r), r.Page.Lang
	layout := diagram.Of(data)
	t := &Theory{
		Assumptions: a.statements(lang, "A", data.Assumptions),
		Risks:       a.statements(lang, "R", data.Risks),
		Indicators:  a.statements(lang, "I", data.Indicators),
	}
	byID := map[string]*TheoryNode{}
	for _, n := range data.Nodes {
		byID[n.ID] = a.node(t, data, n, r, layout.Reach[n.ID])
	}
	sections := map[string]bool{}
	for i := range v.Body.Sections {
		s := &v.Body.Sections[i]
		if n := byID[s.ID]; n != nil {
			s.Node, s.Outcome = s.ID, n.Mark
			sections[s.ID] = true
		}
	}
	for _, row := range layout.Rows {
		out := TheoryRow{Layer: string(row.Layer), Columns: row.Columns}
		for _, id := range row.Nodes {
			n := byID[id]
			if sections[id] {
				n.Href = "#" + id
			}
			out.Nodes = append(out.Nodes, n)
		}
		for _, c := range row.Connectors {
			out.Connectors = append(out.Connectors, Connector{c.Path, c.Dashed, c.From, c.To})
		}
		for _, p := range row.Assumptions {
			s := findStatement(t.Assumptions, p.ID)
			s.Column = p.Column
			out.Assumptions = append(out.Assumptions, s)
		}
		t.Rows = append(t.Rows, out)
	}
	return t
}

func (a pageContext) statements(lang, letter string, list []site.Statement) []Statement {
	var out []Statement
	for i, s := range list {
		out = append(out, Statement{ID: s.ID, Label: letter + strconv.Itoa(i+1), Text: a.typesetIn(lang, s.Text)})
	}
	return out
}

func findStatement(list []Statement, id string) Statement {
	for _, s := range list {
		if s.ID == id {
			return s
		}
	}
	return Statement{ID: id}
}

func findStatements(list []Statement, ids []string) []Statement {
	var out []Statement
	for _, id := range ids {
		out = append(out, findStatement(list, id))
	}
	return out
}

func (a pageContext) node(t *Theory, data *site.Theory, n site.Node, r site.Rendition, reach []string) *TheoryNode {
	lang := r.Page.Lang
	out := &TheoryNode{
		ID: n.ID, Mark: a.mark(n.Outcome), Title: a.typesetIn(lang, n.Title), Text: a.typesetIn(lang, n.Text),
		LeadsTo: a.nodeLinks(lang, data, n.LeadsTo), Supports: a.nodeLinks(lang, data, n.Supports),
		Assumptions: findStatements(t.Assumptions, n.Assumptions), Risks: findStatements(t.Risks, n.Risks),
		Indicators: findStatements(t.Indicators, n.Indicators), Path: reach,
	}
	for _, id := range n.Evidence {
		if e, ok := a.index.byGroup[id]; ok {
			out.Evidence = append(out.Evidence, a.card(e))
		}
	}
	return out
}

func (a pageContext) nodeLinks(lang string, data *site.Theory, ids []string) []Link {
	var out []Link
	for _, id := range ids {
		for _, n := range data.Nodes {
			if n.ID == id {
				out = append(out, Link{Href: "#" + id, Text: a.typesetIn(lang, n.Title), Count: -1})
			}
		}
	}
	return out
}
