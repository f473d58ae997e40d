package main

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// What is kept, in degrees and square degrees at the equator. The region is
// that of Africa and Asia as far as India; the rest of the world is context,
// drawn more roughly.
const (
	quantum    = 0.02 // steps of the coordinates
	fineBend   = 0.0025
	coarseBend = 0.03
	fineIslet  = 0.02
	bigIslet   = 0.3
)

var region = [2]point{{-26, -37}, {93, 46}}

// points returns a ring's points in order, the last one like the first.
func (t *topology) points(r ring) []point {
	var out []point
	for _, n := range r {
		a := t.arcs[t.arcIndex(n)]
		if n < 0 {
			a = slices.Clone(a)
			slices.Reverse(a)
		}
		if len(out) > 0 {
			a = a[1:]
		}
		out = append(out, a...)
	}
	for i := 1; i < len(out); i++ { // a ring may cross the 180th meridian
		out[i].x += 360 * math.Round((out[i-1].x-out[i].x)/360)
	}
	return out
}

func (t *topology) bounds(r ring) (lo, hi point) {
	lo, hi = point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, p := range t.points(r) {
		lo = point{min(lo.x, p.x), min(lo.y, p.y)}
		hi = point{max(hi.x, p.x), max(hi.y, p.y)}
	}
	return lo, hi
}

func (t *topology) middle(r ring) point {
	lo, hi := t.bounds(r)
	return point{(lo.x + hi.x) / 2, (lo.y + hi.y) / 2}
}

// area is a ring's, in square degrees of the equator.
func (t *topology) area(r ring) float64 {
	p, sum := t.points(r), 0.0
	for i := 1; i < len(p); i++ {
		sum += p[i-1].x*p[i].y - p[i].x*p[i-1].y
	}
	return math.Abs(sum) / 2 * math.Cos(t.middle(r).y*math.Pi/180)
}

func inRegion(p point) bool {
	return p.x > region[0].x && p.x < region[1].x && p.y > region[0].y && p.y < region[1].y
}

// dropIslets leaves out what no map would show, but never the largest ring of
// a country, nor a ring that borders on another country.
func (t *topology) dropIslets() {
	users := t.users()
	for code, rings := range t.faces {
		largest := slices.MaxFunc(rings, func(a, b ring) int { return int(math.Copysign(1, t.area(a)-t.area(b))) })
		least := bigIslet
		if inRegion(t.middle(largest)) {
			least = fineIslet
		}
		t.faces[code] = slices.DeleteFunc(rings, func(r ring) bool {
			alone := len(r) == 1 && users[t.arcIndex(r[0])] == 1
			return alone && t.area(r) < least && &r[0] != &largest[0]
		})
	}
}

// users counts the rings that use each arc.
func (t *topology) users() map[int]int {
	users := map[int]int{}
	for _, rings := range t.faces {
		for _, r := range rings {
			for _, n := range r {
				users[t.arcIndex(n)]++
			}
		}
	}
	return users
}

// simplify takes from each arc the points that bend it least (Visvalingam and
// Whyatt 1993) and puts the rest on a grid. Ends stay, so that neighbours
// still meet.
func (t *topology) simplify() {
	for n, arc := range t.arcs {
		least := coarseBend
		if inRegion(arc[len(arc)/2]) {
			least = fineBend
		}
		keep := 2
		if arc[0] == arc[len(arc)-1] {
			keep = 5
		}
		arc = visvalingam(arc, least, keep)
		for i, p := range arc {
			arc[i] = point{math.Round(p.x / quantum), math.Round(p.y / quantum)}
		}
		t.arcs[n] = slices.Compact(arc)
	}
}

// visvalingam drops the point of the smallest triangle until all are larger
// than least or keep points are left.
func visvalingam(arc []point, least float64, keep int) []point {
	arc = slices.Clone(arc)
	for len(arc) > keep {
		best, size := -1, least
		for i := 1; i < len(arc)-1; i++ {
			a, b, c := arc[i-1], arc[i], arc[i+1]
			s := math.Abs((b.x-a.x)*(c.y-a.y)-(c.x-a.x)*(b.y-a.y)) / 2 * math.Cos(b.y*math.Pi/180)
			if s < size {
				best, size = i, s
			}
		}
		if best < 0 {
			break
		}
		arc = slices.Delete(arc, best, best+1)
	}
	return arc
}

// write writes the arcs that are used, as differences in variable-length
// base64, and the rings of each country by the arcs' new numbers.
func (t *topology) write(b *bytes.Buffer) {
	fmt.Fprintf(b, "# Countries of Natural Earth 1:50m, public domain; written by go generate, see gen/main.go.\n")
	fmt.Fprintf(b, "grid %g\n", quantum)
	users := t.users()
	number := map[int]int{}
	for n, arc := range t.arcs {
		if users[n] == 0 {
			continue
		}
		number[n] = len(number)
		b.WriteString("arc ")
		var x, y int
		for _, p := range arc {
			writeVarint(b, int(p.x)-x)
			writeVarint(b, int(p.y)-y)
			x, y = int(p.x), int(p.y)
		}
		b.WriteByte('\n')
	}
	for _, code := range slices.Sorted(maps.Keys(t.faces)) {
		var rings []string
		for _, r := range t.faces[code] {
			var arcs []string
			for _, n := range r {
				if n < 0 {
					arcs = append(arcs, fmt.Sprint(^number[^n]))
				} else {
					arcs = append(arcs, fmt.Sprint(number[n]))
				}
			}
			rings = append(rings, strings.Join(arcs, " "))
		}
		fmt.Fprintf(b, "%s %s\n", code, strings.Join(rings, ","))
	}
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// writeVarint writes a number as source maps do: the sign in the lowest bit,
// then five bits a digit, the sixth saying that more follow.
func writeVarint(b *bytes.Buffer, n int) {
	v := n << 1
	if n < 0 {
		v = -n<<1 | 1
	}
	for {
		d := v & 31
		v >>= 5
		if v > 0 {
			d |= 32
		}
		b.WriteByte(digits[d])
		if v == 0 {
			return
		}
	}
}
