package atlas

import (
	"math"
	"strings"
	"unicode/utf8"
)

// The maximum size of a letter in a label, in units of the drawing: themes
// write labels in a bold sans serif of 14 units.
const (
	letterWidth  = 8.8
	letterHeight = 14
	dotRadius    = 4.5
)

// label is a name on a map; at is the middle of its base line. SVG anchors it
// there, so that it is the same on right-to-left pages.
type label struct {
	country Country
	at      point
}

// box returns the area that the label covers.
func (l label) box() (lo, hi point) {
	half := l.half(l.country)
	return point{l.at.x - half, l.at.y - letterHeight*0.8}, point{l.at.x + half, l.at.y + letterHeight*0.25}
}

// half returns half the width of a country's name.
func (label) half(c Country) float64 {
	return float64(utf8.RuneCountInString(c.Name)) * letterWidth / 2
}

func (l label) write(b *strings.Builder) {
	b.WriteString(`<text x="` + number(l.at.x) + `" y="` + number(l.at.y) + `" text-anchor="middle">` + esc(l.country.Name) + "</text>")
}

// labels finds positions for names, one after the other.
type labels struct {
	viewport *viewport
	done     []label
	busy     []string // countries that no other name should cover

	outlines map[string]outline
}

// of returns the label of a country, or nil if it has none.
func (p *labels) of(c Country) *label {
	for i := range p.done {
		if p.done[i].country.ISO == c.ISO {
			return &p.done[i]
		}
	}
	return nil
}

// inside puts a name inside its country if it fits.
func (p *labels) inside(c Country) {
	l, space, ok := p.middle(c)
	if !ok || space < letterHeight {
		return
	}
	o := p.outline(c.ISO)
	if half := l.half(c); o.depth(point{l.at.x - half, l.at.y - 5}) > 0 && o.depth(point{l.at.x + half, l.at.y - 5}) > 0 {
		p.add(l)
	}
}

// put names a country in its middle, or beside it if it is too small.
func (p *labels) put(c Country) {
	if !p.viewport.small(c.ISO) {
		if l, space, ok := p.middle(c); ok && space > letterHeight/3 && p.add(l) {
			return
		}
	}
	w, h := p.viewport.extent(c.ISO)
	at := p.viewport.project(p.viewport.world.focus(c.ISO).box.middle())
	side, up := max(w/2, dotRadius)+4+label{}.half(c), max(h/2, dotRadius)+4
	candidates := []point{
		{at.x + side, at.y + 5}, {at.x + side, at.y + 12}, {at.x + side, at.y - 2},
		{at.x - side, at.y + 5}, {at.x - side, at.y + 12}, {at.x - side, at.y - 2},
		{at.x, at.y + up + letterHeight*0.8}, {at.x, at.y - up},
	}
	for _, clear := range []bool{true, false} { // first one that covers no country of the hub
		for _, q := range candidates {
			if l := (label{c, q}); (!clear || !p.covers(l)) && p.add(l) {
				return
			}
		}
	}
}

// covers reports whether a label lies on another country of the hub.
func (p *labels) covers(l label) bool {
	lo, hi := l.box()
	for _, code := range p.busy {
		if code == l.country.ISO {
			continue
		}
		o := p.outline(code)
		if lo.x > o.hi.x || hi.x < o.lo.x || lo.y > o.hi.y || hi.y < o.lo.y {
			continue
		}
		if p.viewport.small(code) { // all of it counts
			return true
		}
		for _, x := range []float64{lo.x, (lo.x + hi.x) / 2, hi.x} {
			if within(o.lines, point{x, lo.y}) || within(o.lines, point{x, hi.y}) {
				return true
			}
		}
	}
	return false
}

// outline is the shape of a country on the map, with its bounds.
type outline struct {
	lines  [][]point
	lo, hi point
}

func (p *labels) outline(iso string) outline {
	if o, ok := p.outlines[iso]; ok {
		return o
	}
	o := outline{lines: p.viewport.outline(iso), lo: point{math.Inf(1), math.Inf(1)}, hi: point{math.Inf(-1), math.Inf(-1)}}
	if p.viewport.dot(iso) {
		at := p.viewport.project(p.viewport.world.focus(iso).box.middle())
		o.lo, o.hi = point{at.x - dotRadius, at.y - dotRadius}, point{at.x + dotRadius, at.y + dotRadius}
	}
	for _, line := range o.lines {
		for _, q := range line {
			o.lo, o.hi = point{min(o.lo.x, q.x), min(o.lo.y, q.y)}, point{max(o.hi.x, q.x), max(o.hi.y, q.y)}
		}
	}
	if p.outlines == nil {
		p.outlines = map[string]outline{}
	}
	p.outlines[iso] = o
	return o
}

// add adds a label if it lies on the map and on no other label.
func (p *labels) add(l label) bool {
	const edge = 2
	lo, hi := l.box()
	if lo.x < edge || lo.y < edge || hi.x > p.viewport.width-edge || hi.y > p.viewport.height-edge {
		return false
	}
	for _, o := range p.done {
		a, b := o.box()
		if lo.x < b.x && hi.x > a.x && lo.y < b.y && hi.y > a.y {
			return false
		}
	}
	p.done = append(p.done, l)
	return true
}

// middle puts a label where a country is widest around it, and returns how far
// the nearest edge is there; ok is false if it would cover another country of
// the hub everywhere. It tries the points of a grid, which can be coarse.
func (p *labels) middle(c Country) (l label, space float64, ok bool) {
	const step = 5
	o := p.outline(c.ISO)
	third := l.half(c) * 0.7
	best := math.Inf(-1)
	for y := max(o.lo.y, letterHeight); y < min(o.hi.y, p.viewport.height-4); y += step {
		for x := max(o.lo.x, l.half(c)+4); x < min(o.hi.x, p.viewport.width-l.half(c)-4); x += step {
			at := label{c, point{x, y + letterHeight*0.35}}
			if !within(o.lines, point{x, y}) || p.covers(at) {
				continue
			}
			// Words are wide and low.
			d := distance(o.lines, point{x, y})
			score := min(d, letterHeight*1.5) + min(o.depth(point{x - third, y}), o.depth(point{x + third, y}), letterHeight)
			if score > best {
				best, space, l = score, d, at
			}
		}
	}
	return l, space, !math.IsInf(best, -1)
}

// depth returns how far inside the outline a point lies, negative if outside.
func (o outline) depth(at point) float64 {
	d := distance(o.lines, at)
	if within(o.lines, at) {
		return d
	}
	return -d
}
