package diagram

import "griot/generator/site"

// graph is a theory as rows of items, with one segment for each gap that a
// link crosses.
type graph struct {
	byID map[string]*site.Node
	rows []row
}

type row struct {
	layer site.Layer
	fixed bool // keeps the order of the file
	items []*item
	up    []segment // from this row to the row above
}

// item is a node, or a point where a line that skips the row passes it.
type item struct {
	node      *site.Node // nil where a line passes
	link      *link      // the line that passes
	fileIndex int        // in the row, in the order of the file, to break ties
	index     int        // among the row's items, from 0
	x         float64    // where its lines touch the row
}

// segment is the part of a link in one gap.
type segment struct {
	from, to *item
	link     *link
}

type link struct {
	from, to string
	dashed   bool
}

// read builds the graph of a theory in the order of its file. Of nodes that
// share an id, the first counts.
func read(t *site.Theory) *graph {
	g := &graph{byID: make(map[string]*site.Node, len(t.Nodes))}
	for i := range t.Nodes {
		if n := &t.Nodes[i]; g.byID[n.ID] == nil {
			g.byID[n.ID] = n
		}
	}
	rowOf := map[string]int{}
	items := map[string]*item{}
	for _, layer := range site.Layers {
		r := row{layer: layer, fixed: layer == site.LayerImpact || layer == site.LayerOutcome}
		for i := range t.Nodes {
			if n := &t.Nodes[i]; n.Layer == layer && g.byID[n.ID] == n {
				v := &item{node: n, fileIndex: len(r.items)}
				r.items = append(r.items, v)
				items[n.ID], rowOf[n.ID] = v, len(g.rows)
			}
		}
		if len(r.items) > 0 {
			g.rows = append(g.rows, r)
		}
	}
	seen := map[[2]string]bool{}
	for i := range t.Nodes {
		n := &t.Nodes[i]
		if g.byID[n.ID] != n || items[n.ID] == nil {
			continue
		}
		for k, targets := range [][]string{n.LeadsTo, n.Supports} {
			for _, to := range targets {
				pair := [2]string{n.ID, to}
				if items[to] == nil || seen[pair] || rowOf[to] >= rowOf[n.ID] {
					continue
				}
				seen[pair] = true
				g.connect(items, rowOf, &link{n.ID, to, k == 1})
			}
		}
	}
	for r := range g.rows {
		g.arrange(r, g.rows[r].items)
	}
	return g
}

// connect adds a link as one segment a gap, with an item in each row that it
// skips.
func (g *graph) connect(items map[string]*item, rowOf map[string]int, l *link) {
	from := items[l.from]
	for r := rowOf[l.from]; r > rowOf[l.to]; r-- {
		to := items[l.to]
		if above := &g.rows[r-1]; r-1 > rowOf[l.to] {
			to = &item{link: l, fileIndex: len(above.items)}
			above.items = append(above.items, to)
		}
		g.rows[r].up = append(g.rows[r].up, segment{from, to, l})
		from = to
	}
}

// weight returns how much a crossing of the line counts: a line that leads to
// something should be easier to follow than one that only supports it.
func (l *link) weight() float64 {
	if l.dashed {
		return 1
	}
	return 3
}
