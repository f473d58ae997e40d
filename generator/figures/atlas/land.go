package atlas

import (
	"fmt"
	"slices"
)

// coast is the outline of all land, without borders.
type coast struct {
	rings []ring
	boxes []box
}

// land joins the arcs that have a country on one side only into rings.
func (w *world) land() *coast {
	w.once.Do(func() {
		c, err := w.coast()
		if err != nil {
			panic(err) // a test joins the same data
		}
		w.shore = c
	})
	return w.shore
}

func (w *world) coast() (*coast, error) {
	var arcs []int
	from := map[geoPoint][]int{} // arcs of the coast by their first point
	for _, code := range w.codes {
		for _, r := range w.rings[code] {
			for _, n := range r {
				if len(w.users[index(n)]) == 1 {
					arcs = append(arcs, n)
					from[w.start(n)] = append(from[w.start(n)], n)
				}
			}
		}
	}
	c := &coast{}
	used := map[int]bool{}
	for _, first := range arcs {
		if used[first] {
			continue
		}
		r := ring{first}
		used[first] = true
		for at := w.start(^first); at != w.start(first); at = w.start(^r[len(r)-1]) {
			i := slices.IndexFunc(from[at], func(n int) bool { return !used[n] })
			if i < 0 {
				return nil, fmt.Errorf("the coast ends at %v", at)
			}
			r = append(r, from[at][i])
			used[from[at][i]] = true
		}
		c.rings = append(c.rings, r)
		c.boxes = append(c.boxes, bounds(w.points(r, w.arcs)))
	}
	return c, nil
}

// start returns the first point of an arc in its direction.
func (w *world) start(n int) geoPoint {
	if n < 0 {
		a := w.arcs[^n]
		return a[len(a)-1]
	}
	return w.arcs[n][0]
}
