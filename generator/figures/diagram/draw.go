package diagram

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// Distances in SVG units. A gutter is at least a unit wide where lines are drawn.
const (
	lane   = 1.2 // between two lines that pass through one gutter, if there is room
	spread = 1.2 // between the first and the last of a gutter
	inset  = -.4 // of the first line that passes outside of the first or last node
	margin = .6  // between the first and the last of these
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
			switch n := float64(len(lines) - 1); before {
			case 0:
				v.x = round(inset - apart(margin, n)*(n-float64(i)))
			case nodes:
				v.x = round(Width - inset + apart(margin, n)*float64(i))
			default:
				v.x = round(float64(before)*column + apart(spread, n)*(float64(i)-n/2))
			}
		}
	}
}

// apart returns the distance between two lines of which n more than one pass
// within a breadth.
func apart(breadth, n float64) float64 { return min(lane, breadth/max(n, 1)) }

// round rounds a coordinate to two decimals.
func round(x float64) float64 { return math.Round(x*100) / 100 }

// connectors draws the lines between a row and the row above, above stems of a
// height, sorted by where they start and end.
func (g *graph) connectors(r, stem int) []Connector {
	up := slices.Clone(g.rows[r].up)
	slices.SortStableFunc(up, func(a, b segment) int {
		return cmp.Or(cmp.Compare(a.from.index, b.from.index), cmp.Compare(a.to.index, b.to.index))
	})
	out := make([]Connector, 0, len(up))
	for _, s := range up {
		out = append(out, Connector{
			From: s.link.from, To: s.link.to, Dashed: s.link.dashed,
			Path: path(s.from.x, s.to.x, stem),
		})
	}
	return out
}

// path draws a line from the bottom of the box to its top: up the stem, then
// straight if it can be, else a curve that starts and ends vertically.
func path(from, to float64, stem int) string {
	a, b := number(from), number(to)
	if a == b {
		return "M" + a + " " + strconv.Itoa(Height+stem) + "V0"
	}
	start := "M" + a + " " + strconv.Itoa(Height+stem)
	if stem > 0 {
		start += "V40"
	}
	return start + "C" + a + " 16 " + b + " 28 " + b + " 0"
}

// Path returns the line through the row, in a box that is a unit high.
func (p Pass) Path() string { return "M" + number(p.X) + " 1V0" }

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
