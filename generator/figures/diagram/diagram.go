// Package diagram lays out a Theory of Change. Of takes the theory of a page's
// front matter and returns its Layout: which node is in which column, the SVG
// paths of the lines that rise from each row to the row above, and how much room
// they need so that no word in a box is broken.
//
// The package never writes HTML, knows no URLs and reports no mistakes in the
// theory: a link to a node that doesn't exist is left out.
package diagram

import (
	"slices"

	"griot/generator/site"
)

// The box that the lines between two rows are drawn in, in SVG units. It is
// stretched to the width of the diagram, so columns are fractions of Width. Lines
// fan out over Height; below that, each rises straight from its node along a stem,
// where the marks of the node's assumptions stand, MarkHeight each.
const (
	Width      = 120
	Height     = 40
	MarkHeight = 20
)

// MaxColumns is the number of nodes side by side up to which lines are drawn.
const MaxColumns = 8

// Layout says where the nodes and lines of a theory are.
type Layout struct {
	Rows []Row // from impact down; layers without nodes are left out
	Room Room
	// Reach lists, for each node, the ids of all nodes that it leads to,
	// directly or not: itself first, then by distance. Links that only
	// support don't count.
	Reach map[string][]string
}

// Row is one layer with the lines that rise from it.
type Row struct {
	Layer site.Layer
	Nodes []Node // from the start of the line to its end
	// Connectors are drawn in the box between this row and the row above,
	// whose bottom edge touches this row. The first row has none.
	Connectors []Connector
	Marks      int // the most assumptions that stand on one stem
	// Passes are where lines pass between the nodes of this row, in SVG units from
	// the start of the line.
	Passes []Pass
}

// Height is the height of the box between a row and the row above.
func (r Row) Height() int { return Height + r.Marks*MarkHeight }

// Node is a node in its row. Its marks stand on its stem if it has one.
type Node struct {
	ID      string
	Rises   bool // whether a line leaves it upwards
	Reached bool // whether a solid line ends at it
}

// Connector is one line, or the part of a line that crosses one gap: a link
// over several rows has a part in each gap, and passes the rows between
// through the gutter between two nodes.
type Connector struct {
	From, To string // ids of the nodes that the whole line links
	Path     string // SVG path data, from the bottom of the box to its top
	Dashed   bool   // supports, where a solid line leads to
}

// Pass is the part of a line that passes a row.
type Pass struct {
	From, To string
	X        float64
	Dashed   bool
}

// Of lays a theory out. Links that don't rise (within a layer, or down) have no
// connector; Reach follows them too. Without room for lines, there are no connectors,
// passes and stems, and rows keep the order of the file.
func Of(t *site.Theory) Layout {
	g := read(t)
	layout := Layout{Reach: make(map[string][]string, len(t.Nodes)), Room: g.room()}
	lines := layout.Room != Never
	if lines {
		g.order()
	}
	rises, reached := g.ends()
	for r := range g.rows {
		row := Row{Layer: g.rows[r].layer}
		for _, v := range g.rows[r].items {
			if v.node == nil {
				if lines {
					row.Passes = append(row.Passes, Pass{v.link.from, v.link.to, v.x, v.link.dashed})
				}
				continue
			}
			row.Nodes = append(row.Nodes, Node{v.node.ID, rises[v.node.ID], reached[v.node.ID]})
			if lines && rises[v.node.ID] {
				row.Marks = max(row.Marks, len(v.node.Assumptions))
			}
		}
		if r > 0 && lines {
			row.Connectors = g.connectors(r, row.Marks*MarkHeight)
		}
		layout.Rows = append(layout.Rows, row)
	}
	for i := range t.Nodes {
		layout.Reach[t.Nodes[i].ID] = g.reach(t.Nodes[i].ID)
	}
	return layout
}

// ends returns the ids of the nodes that a line leaves upwards, and of those
// at which a solid line ends.
func (g *graph) ends() (rises, reached map[string]bool) {
	rises, reached = map[string]bool{}, map[string]bool{}
	for r := range g.rows {
		for _, s := range g.rows[r].up {
			rises[s.link.from] = true
			if !s.link.dashed {
				reached[s.link.to] = true
			}
		}
	}
	return rises, reached
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
