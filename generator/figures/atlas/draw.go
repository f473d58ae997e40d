package atlas

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// crowded is the roughness of lines beyond which the borders of other
// countries are left out: a map of half a continent says enough without.
const crowded = 6

// ground draws all land and the borders on it, without those of the countries
// that are drawn over it.
func (s *sheet) ground(b *strings.Builder) {
	land := s.world.land()
	b.WriteString(`<path class="land" d="` + path(s.lines(land.rings, land.boxes, speck*s.minArea/finest), true) +
		`" fill-rule="evenodd"` + coastLine + `/>` + "\n")
	if s.minArea > crowded {
		return
	}
	var lines [][]point
	for n, sides := range s.world.users {
		if len(sides) == 2 && s.sees(bounds(s.world.arcs[n])) && !slices.Contains(s.about, sides[0]) && !slices.Contains(s.about, sides[1]) {
			lines = append(lines, s.border(n)...)
		}
	}
	if len(lines) > 0 {
		b.WriteString(`<path d="` + path(lines, false) + `" fill="none"` + borderLine + `/>` + "\n")
	}
}

// border is the visible part of an arc, as open lines on the sheet.
func (s *sheet) border(n int) [][]point {
	arc := s.arc(n)
	around := bounds(arc)
	if around.hi.x-around.lo.x > 180 { // across the 180th meridian
		arc = slices.Clone(arc)
		unwrap(arc)
		around = bounds(arc)
	}
	by := around.turned(s.centre.x).lo.x - around.lo.x
	flat := make([]point, len(arc))
	for i, p := range arc {
		flat[i] = point{p.x + by, p.y}
	}
	var out [][]point
	for _, piece := range pieces(flat, point(s.window.lo), point(s.window.hi)) {
		for i, p := range piece {
			piece[i] = s.project(geoPoint(p))
		}
		out = append(out, pieces(piece, point{-margin, -margin}, point{s.width + margin, s.height + margin})...)
	}
	return out
}

// shape draws a country that the map is about. One too small to be seen
// becomes a dot.
func (s *sheet) shape(iso string) string {
	lines := s.outline(iso)
	if s.dot(iso) || len(lines) == 0 {
		at := s.project(s.world.focus(iso).box.middle())
		return `<circle class="here" cx="` + number(at.x) + `" cy="` + number(at.y) + `" r="` + number(dotRadius) + `"/>`
	}
	return `<path class="here" d="` + path(lines, true) +
		`" fill-rule="evenodd"` + coastLine + `/>`
}

// outline is a country as closed lines on the sheet.
func (s *sheet) outline(iso string) [][]point {
	return s.lines(s.world.rings[iso], s.world.boxes[iso], 0.5)
}

// extent is how wide and high the country's main part is on the sheet.
func (s *sheet) extent(iso string) (width, height float64) {
	lo, hi := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, line := range s.world.focus(iso).lines {
		for _, p := range line {
			q := s.project(p)
			lo, hi = point{min(lo.x, q.x), min(lo.y, q.y)}, point{max(hi.x, q.x), max(hi.y, q.y)}
		}
	}
	return hi.x - lo.x, hi.y - lo.y
}

// dot reports whether a country would hardly be seen.
func (s *sheet) dot(iso string) bool {
	w, h := s.extent(iso)
	return max(w, h) < 10
}

// small reports whether a country is too small to hold a name.
func (s *sheet) small(iso string) bool {
	w, h := s.extent(iso)
	return w < 2.5*letterHeight || h < letterHeight
}

// Paths are written in halves of a unit, which are whole numbers and so take
// fewer bytes; lines are scaled with them.
const (
	halves     = 2
	coastLine  = ` transform="scale(.5)" stroke="currentColor" stroke-width="2.4" stroke-linejoin="round"`
	borderLine = ` transform="scale(.5)" stroke="currentColor" stroke-width="2" stroke-dasharray="6 4"`
)

// path writes lines as the data of an SVG path; what half a unit does not
// show is left out.
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

// pair writes two numbers with no more signs between them than SVG needs.
func pair(b *strings.Builder, x, y int, first bool) {
	for _, n := range []int{x, y} {
		if n >= 0 && !first {
			b.WriteByte(' ')
		}
		first = false
		b.WriteString(strconv.Itoa(n))
	}
}

// number writes a length with at most one decimal.
func number(f float64) string { return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64) }
