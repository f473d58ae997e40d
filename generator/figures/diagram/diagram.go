// Package diagram lays out a Theory of Change. Of takes the theory of a page's
// front matter and returns its Layout: which node is in which column, and the SVG
// paths of the lines that rise from each row to the row above.
//
// The package never writes HTML, knows no URLs and reports no mistakes in the
// theory: a link to a node that doesn't exist is left out.
package diagram

import (
	"slices"

	"griot/generator/site"
)

// The box that the lines between two rows are drawn in, in SVG units. It is
// stretched to the width of the diagram, so columns are fractions of Width.
const (
	Width  = 120
	Height = 40
)

// Layout says where the nodes and lines of a theory are.
type Layout struct {
	Rows []Row // from impact down; layers without nodes are left out
	// Reach lists, for each node, the ids of all nodes that it leads to,
	// directly or not: itself first, then by distance. Links that only
	// support don't count.
	Reach map[string][]string
}

// Row is one layer with the lines that rise from it.
type Row struct {
	Layer site.Layer
	Nodes []string // ids, from the start of the line to its end
	// Connectors are drawn in the box between this row and the row above,
	// whose bottom edge touches this row. The first row has none.
	Connectors []Connector
	// Columns is how many columns the markers of Assumptions are placed in.
	Columns     int
	Assumptions []Marker
}

// Connector is one line, or the part of a line that crosses one gap: a link
// over several rows has a part in each gap, and passes the rows between
// through the gutter between two nodes.
type Connector struct {
	From, To string // ids of the nodes that the whole line links
	Path     string // SVG path data, from the bottom of the box to its top
	Dashed   bool   // supports, where a solid line leads to
}

// Marker is an assumption on the lines of a gap.
type Marker struct {
	ID     string
	Column int // from 1
}

// Of lays a theory out. Links that don't rise (within a layer, or down) have no
// connector; Reach follows them too.
func Of(t *site.Theory) Layout {
	g := read(t)
	g.order()
	layout := Layout{Reach: make(map[string][]string, len(t.Nodes))}
	for r := range g.rows {
		row := Row{Layer: g.rows[r].layer}
		for _, v := range g.rows[r].items {
			if v.node != nil {
				row.Nodes = append(row.Nodes, v.node.ID)
			}
		}
		if r > 0 {
			row.Connectors = g.connectors(r)
			row.Columns, row.Assumptions = g.assumptions(r)
		}
		layout.Rows = append(layout.Rows, row)
	}
	for i := range t.Nodes {
		layout.Reach[t.Nodes[i].ID] = g.reach(t.Nodes[i].ID)
	}
	return layout
}

// reach returns the ids of a node and of what it leads to, nearest first.
func (g *graph) reach(id string) []string {
	ids := []string{id}
	for i := 0; i < len(ids); i++ {
		for _, to := range g.byID[ids[i]].LeadsTo {
			if g.byID[to] != nil && !slices.Contains(ids, to) {
				ids = append(ids, to)
			}
		}
	}
	return ids
}
