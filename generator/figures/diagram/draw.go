package diagram

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// Distances in SVG units.
const (
	lane  = 1.5 // between two lines that pass through one gutter
	inset = 1   // of a line that passes outside the first or last node
)

// setX sets where the lines touch the items of a row: a node in
// the centre of its column, a passing line in the gutter it takes.
func setX(items []*item) {
	nodes := 0
	gutters := map[int][]*item{} // by the number of nodes before it
	for _, v := range items {
		if v.node == nil {
			gutters[nodes] = append(gutters[nodes], v)
		} else {
			v.x = float64(nodes) + 0.5
			nodes++
		}
	}
	column := Width / float64(max(nodes, 1))
	for _, v := range items {
		if v.node != nil {
			v.x = round(v.x * column)
		}
	}
	for before, lines := range gutters {
		for i, v := range lines {
			x := float64(before)*column + lane*(float64(i)-float64(len(lines)-1)/2)
			v.x = round(min(max(x, inset), Width-inset))
		}
	}
}

// round rounds a coordinate to two decimals.
func round(x float64) float64 { return math.Round(x*100) / 100 }

// connectors draws the lines between a row and the row above, sorted by where
// they start and end.
func (g *graph) connectors(r int) []Connector {
	up := slices.Clone(g.rows[r].up)
	slices.SortStableFunc(up, func(a, b segment) int {
		return cmp.Or(cmp.Compare(a.from.index, b.from.index), cmp.Compare(a.to.index, b.to.index))
	})
	out := make([]Connector, 0, len(up))
	for _, s := range up {
		out = append(out, Connector{
			From: s.link.from, To: s.link.to, Dashed: s.link.dashed,
			Path: path(s.from.x, s.to.x),
		})
	}
	return out
}

// path draws a line from the bottom of the box to its top: straight if it can
// be, else a curve that starts and ends vertically.
func path(from, to float64) string {
	a, b := number(from), number(to)
	if a == b {
		return "M" + a + " 40V0"
	}
	return "M" + a + " 40C" + a + " 16 " + b + " 28 " + b + " 0"
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// assumptions places each assumption of a row's nodes once, over the middle
// of the lines that it is about, in as many columns as the row has nodes, or
// more where there are more assumptions. No two share a column.
func (g *graph) assumptions(r int) (columns int, placed []Marker) {
	type mark struct {
		id     string
		sum, n float64
	}
	var marks []*mark
	byID := map[string]*mark{}
	for _, v := range g.rows[r].items {
		if v.node == nil {
			continue
		}
		columns++
		for _, id := range v.node.Assumptions {
			m := byID[id]
			if m == nil {
				m = &mark{id: id}
				byID[id] = m
				marks = append(marks, m)
			}
			sum, n := g.middle(r, v)
			m.sum, m.n = m.sum+sum, m.n+n
		}
	}
	slices.SortStableFunc(marks, func(a, b *mark) int { return cmp.Compare(a.sum/a.n, b.sum/b.n) })
	columns = max(columns, len(marks))
	last := 0
	for i, m := range marks {
		ideal := int(math.Floor(m.sum/m.n/Width*float64(columns))) + 1
		last = min(max(ideal, last+1), columns-(len(marks)-1-i))
		placed = append(placed, Marker{m.id, last})
	}
	return columns, placed
}

// middle sums up the middles of a node's solid lines in the gap above it, and
// counts them; a node without one counts itself.
func (g *graph) middle(r int, v *item) (sum, n float64) {
	for _, s := range g.rows[r].up {
		if s.from == v && !s.link.dashed {
			sum += (v.x + s.to.x) / 2
			n++
		}
	}
	if n == 0 {
		return v.x, 1
	}
	return sum, n
}
