package pages

import (
	"strconv"

	"griot/generator/figures/diagram"
	"griot/generator/site"
	"griot/generator/view"
)

// theories makes diagrams of a Theory of Change.
type theories struct{ page }

// make returns the diagram of a Theory of Change with its statements.
// Assumptions, risks and indicators are labelled A1, R1, I1 in the order of the
// front matter.
func (a theories) make(v *view.View, r site.Rendition) *view.Theory {
	data, lang := theory(r), r.Page.Lang
	layout := diagram.Of(data)
	t := &view.Theory{
		Room:        string(layout.Room),
		Assumptions: a.statements(lang, "A", data.Assumptions),
		Risks:       a.statements(lang, "R", data.Risks),
		Indicators:  a.statements(lang, "I", data.Indicators),
	}
	byID := map[string]*view.TheoryNode{}
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
		out := view.TheoryRow{Layer: string(row.Layer), Height: row.Height(), Marks: row.Marks}
		for _, node := range row.Nodes {
			n := byID[node.ID]
			n.Rises, n.Reached = node.Rises, node.Reached
			out.Rises = out.Rises || n.Rises
			if sections[node.ID] {
				n.Href = "#" + node.ID
			}
			out.Nodes = append(out.Nodes, n)
		}
		for _, c := range row.Connectors {
			out.Connectors = append(out.Connectors, view.Connector{Path: c.Path, Dashed: c.Dashed, From: c.From, To: c.To})
		}
		for _, p := range row.Passes {
			out.Passes = append(out.Passes, view.Connector{Path: p.Path(), Dashed: p.Dashed, From: p.From, To: p.To})
		}
		t.Rows = append(t.Rows, out)
	}
	return t
}

// statements returns statements with their labels: a letter and a number.
func (a theories) statements(lang, letter string, list []site.Statement) []view.Statement {
	var out []view.Statement
	for i, s := range list {
		out = append(out, view.Statement{ID: s.ID, Label: letter + strconv.Itoa(i+1), Text: a.typesetIn(lang, s.Text)})
	}
	return out
}

// findStatement returns the statement with an id, or one without label and text.
func findStatement(list []view.Statement, id string) view.Statement {
	for _, s := range list {
		if s.ID == id {
			return s
		}
	}
	return view.Statement{ID: id}
}

func findStatements(list []view.Statement, ids []string) []view.Statement {
	var out []view.Statement
	for _, id := range ids {
		out = append(out, findStatement(list, id))
	}
	return out
}

// node returns a box of the diagram; reach lists the ids of the nodes that it leads
// to.
func (a theories) node(t *view.Theory, data *site.Theory, n site.Node, r site.Rendition, reach []string) *view.TheoryNode {
	lang := r.Page.Lang
	out := &view.TheoryNode{
		ID: n.ID, Mark: a.mark(n.Outcome), Title: a.typesetIn(lang, n.Title), Text: a.typesetIn(lang, n.Text),
		LeadsTo: a.links(lang, data, n.LeadsTo), Supports: a.links(lang, data, n.Supports),
		Assumptions: findStatements(t.Assumptions, n.Assumptions), Risks: findStatements(t.Risks, n.Risks),
		Indicators: findStatements(t.Indicators, n.Indicators), Path: reach,
	}
	for _, id := range n.Evidence {
		if e, ok := a.index.ByGroup[id]; ok {
			out.Evidence = append(out.Evidence, a.card(e))
		}
	}
	return out
}

// links returns links to nodes of the diagram.
func (a theories) links(lang string, data *site.Theory, ids []string) []view.Link {
	var out []view.Link
	for _, id := range ids {
		for _, n := range data.Nodes {
			if n.ID == id {
				l := view.Link{Href: "#" + id, Text: a.typesetIn(lang, n.Title), Count: -1}
				if lang != a.lang {
					l.Lang = lang
				}
				out = append(out, l)
			}
		}
	}
	return out
}
