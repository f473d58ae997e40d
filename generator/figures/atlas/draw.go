package atlas

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// crowded is the minArea above which the borders of other countries are left
// out: a map of half a continent is clear without them.
const crowded = 6

// ground draws all land and the borders on it, except those of the countries
// that the map is about, which are drawn over it.
func (v *viewport) ground(b *strings.Builder) {
	land := v.world.land()
	b.WriteString(`<path class="land" d="` + path(v.lines(land.rings, land.boxes, speck*v.minArea/finest), true) +
		`" fill-rule="evenodd"` + coastLine + `/>` + "\n")
	if v.minArea > crowded {
		return
	}
	var lines [][]point
	for n, sides := range v.world.users {
		if len(sides) == 2 && v.sees(bounds(v.world.arcs[n])) && !slices.Contains(v.about, sides[0]) && !slices.Contains(v.about, sides[1]) {
			lines = append(lines, v.border(n)...)
		}
	}
	if len(lines) > 0 {
		b.WriteString(`<path d="` + path(lines, false) + `" fill="none"` + borderLine + `/>` + "\n")
	}
}

// border returns the visible part of an arc, as open lines on the map.
func (v *viewport) border(n int) [][]point {
	arc := v.arc(n)
	around := bounds(arc)
	if around.hi.x-around.lo.x > 180 { // across the 180th meridian
		arc = slices.Clone(arc)
		unwrap(arc)
		around = bounds(arc)
	}
	by := around.turned(v.centre.x).lo.x - around.lo.x
	flat := make([]point, len(arc))
	for i, p := range arc {
		flat[i] = point{p.x + by, p.y}
	}
	var out [][]point
	for _, piece := range pieces(flat, point(v.window.lo), point(v.window.hi)) {
		for i, p := range piece {
			piece[i] = v.project(geoPoint(p))
		}
		out = append(out, pieces(piece, point{-margin, -margin}, point{v.width + margin, v.height + margin})...)
	}
	return out
}

// shape draws a country that the map is about, or a dot if it is too small to
// be seen.
func (v *viewport) shape(iso string) string {
	lines := v.outline(iso)
	if v.dot(iso) || len(lines) == 0 {
		at := v.project(v.world.focus(iso).box.middle())
		return `<circle class="here" cx="` + number(at.x) + `" cy="` + number(at.y) + `" r="` + number(dotRadius) + `"/>`
	}
	return `<path class="here" d="` + path(lines, true) +
		`" fill-rule="evenodd"` + coastLine + `/>`
}

// outline returns a country as closed lines on the map.
func (v *viewport) outline(iso string) [][]point {
	return v.lines(v.world.rings[iso], v.world.boxes[iso], 0.5)
}

// extent returns the size of the country's main part on the map.
func (v *viewport) extent(iso string) (width, height float64) {
	lo, hi := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, line := range v.world.focus(iso).lines {
		for _, p := range line {
			q := v.project(p)
			lo, hi = point{min(lo.x, q.x), min(lo.y, q.y)}, point{max(hi.x, q.x), max(hi.y, q.y)}
		}
	}
	return hi.x - lo.x, hi.y - lo.y
}

// dot reports whether a country is too small to be seen.
func (v *viewport) dot(iso string) bool {
	w, h := v.extent(iso)
	return max(w, h) < 10
}

// small reports whether a country is too small for a name inside it.
func (v *viewport) small(iso string) bool {
	w, h := v.extent(iso)
	return w < 2.5*letterHeight || h < letterHeight
}

// Paths are written in halves of a unit: whole numbers take fewer bytes. Widths
// of lines are scaled with them.
const (
	halves     = 2
	coastLine  = ` transform="scale(.5)" stroke="currentColor" stroke-width="2.4" stroke-linejoin="round"`
	borderLine = ` transform="scale(.5)" stroke="currentColor" stroke-width="2" stroke-dasharray="6 4"`
)

// path returns lines as the data of an SVG path; details of less than half a unit
// are left out.
func path(lines [][]point, closed bool) string {
	var b strings.Builder
	for _, line := range lines {
		x, y := half(line[0])
		moves := 0
		var body strings.Builder
		lastX, lastY := x, y
		for _, p := range line[1:] {
			px, py := half(p)
			if px == lastX && py == lastY {
				continue
			}
			pair(&body, px-lastX, py-lastY, moves == 0)
			lastX, lastY = px, py
			moves++
		}
		if moves == 0 || closed && moves < 2 {
			continue
		}
		b.WriteByte('M')
		pair(&b, x, y, true)
		b.WriteByte('l')
		b.WriteString(body.String())
		if closed {
			b.WriteByte('z')
		}
	}
	return b.String()
}

func half(p point) (x, y int) { return int(math.Round(p.x * halves)), int(math.Round(p.y * halves)) }

// pair writes two numbers with a space only where SVG needs one.
func pair(b *strings.Builder, x, y int, first bool) {
	for _, n := range []int{x, y} {
		if n >= 0 && !first {
			b.WriteByte(' ')
		}
		first = false
		b.WriteString(strconv.Itoa(n))
	}
}

// number formats a length with at most one decimal.
func number(f float64) string { return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64) }
