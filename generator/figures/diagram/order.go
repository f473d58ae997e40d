package diagram

import (
	"cmp"
	"slices"
)

// sweeps is the maximum number of passes over the rows; small diagrams need two
// or three.
const sweeps = 8

// order arranges each row so that few lines cross: rows are sorted by the
// mean position of their neighbours (the barycentre method of Sugiyama, Tagawa
// and Toda, 1981), downwards and upwards in turn, then each item moves to the
// position in its row that removes the most crossings. The best order that was
// found wins; ties keep the order of the file, and so do impact and outcomes,
// which readers know by number.
func (g *graph) order() {
	for range 2 { // lines that skip rows have no order yet: first they go straight
		g.sweep(true, false)
		g.sweep(false, false)
	}
	best, fewest := g.snapshot(), g.crossings()
	for i := 0; i < sweeps && fewest > 0; i++ {
		if i > 0 { // the first time, the file's order itself is improved on
			g.sweep(i%2 == 1, true)
		}
		g.sift()
		if n := g.crossings(); n < fewest {
			best, fewest = g.snapshot(), n
		}
	}
	for r := range g.rows {
		g.arrange(r, best[r])
	}
}

// sweep sorts the rows one after the other, downwards or upwards.
func (g *graph) sweep(down, nodes bool) {
	for i := 1; i < len(g.rows); i++ {
		if down {
			g.sortRow(i, true, nodes)
		} else {
			g.sortRow(len(g.rows)-1-i, false, nodes)
		}
	}
}

// snapshot copies the order of all rows.
func (g *graph) snapshot() [][]*item {
	rows := make([][]*item, len(g.rows))
	for r := range g.rows {
		rows[r] = slices.Clone(g.rows[r].items)
	}
	return rows
}

// arrange gives a row a new order, and its items their indexes.
func (g *graph) arrange(r int, items []*item) {
	g.rows[r].items = items
	for i, v := range items {
		v.index = i
	}
	setX(items)
}

// sortRow sorts a row by the mean x of its neighbours in the row above or
// below. What has no neighbour there stays; so do the nodes of a fixed row,
// and all nodes unless nodes is true.
func (g *graph) sortRow(r int, above, nodes bool) {
	sum, n := map[*item]float64{}, map[*item]float64{}
	if above {
		for _, s := range g.rows[r].up {
			sum[s.from] += s.to.x * s.link.weight()
			n[s.from] += s.link.weight()
		}
	} else {
		for _, s := range g.rows[r+1].up {
			sum[s.to] += s.from.x * s.link.weight()
			n[s.to] += s.link.weight()
		}
	}
	means := make(map[*item]float64, len(g.rows[r].items))
	for _, v := range g.rows[r].items {
		means[v] = v.x
		if n[v] > 0 && (v.node == nil || nodes && !g.rows[r].fixed) {
			means[v] = round(sum[v] / n[v])
		}
	}
	items := slices.Clone(g.rows[r].items)
	slices.SortStableFunc(items, func(a, b *item) int {
		return cmp.Or(cmp.Compare(means[a], means[b]), cmp.Compare(a.fileIndex, b.fileIndex))
	})
	g.arrange(r, items)
}

// sift moves items within their rows as long as that removes crossings.
func (g *graph) sift() {
	for range sweeps {
		moved := false
		for r := range g.rows {
			for _, v := range slices.Clone(g.rows[r].items) {
				if v.node == nil || !g.rows[r].fixed {
					moved = g.siftItem(r, v) || moved
				}
			}
		}
		if !moved {
			return
		}
	}
}

// siftItem moves one item to the index where the fewest lines cross, and
// reports whether it moved.
func (g *graph) siftItem(r int, v *item) bool {
	best, fewest := g.rows[r].items, g.gapCrossings(r)+g.gapCrossings(r+1)
	before := best
	others := slices.DeleteFunc(slices.Clone(before), func(w *item) bool { return w == v })
	for i := range before {
		items := slices.Insert(slices.Clone(others), i, v)
		g.arrange(r, items)
		if n := g.gapCrossings(r) + g.gapCrossings(r+1); n < fewest {
			best, fewest = items, n
		}
	}
	g.arrange(r, best)
	return !slices.Equal(best, before)
}

// crossings adds up the pairs of lines that cross in any gap, each by the weights
// of its lines.
func (g *graph) crossings() float64 {
	n := 0.0
	for r := range g.rows {
		n += g.gapCrossings(r)
	}
	return n
}

// gapCrossings adds up the crossings in the gap above one row.
func (g *graph) gapCrossings(r int) float64 {
	if r >= len(g.rows) {
		return 0
	}
	n := 0.0
	up := g.rows[r].up
	for i := range up {
		for j := range i {
			if (up[i].from.index-up[j].from.index)*(up[i].to.index-up[j].to.index) < 0 {
				n += up[i].link.weight() * up[j].link.weight()
			}
		}
	}
	return n
}
