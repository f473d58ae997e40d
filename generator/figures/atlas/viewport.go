package atlas

import (
	"math"
	"slices"
	"sync"
)

// viewport is the part of the globe that one map shows, and its projection:
// Lambert's azimuthal one, which preserves areas (Snyder, Map Projections, USGS
// Professional Paper 1395, chapter 24).
type viewport struct {
	world         *world
	width, height float64
	centre        geoPoint // of the projection
	scale         float64  // units of the drawing for a radian at the centre
	shift         point    // moves the projected centre to its position
	window        box      // what of the globe can be seen, with some margin
	about         []string
	minArea       float64 // smallest bend of a line, in square units of the drawing
	lock          sync.Mutex
	arcs          [][]geoPoint // by number, once arc has computed them
}

// point is a point on the map, from its upper left corner.
type point struct{ x, y float64 }

// margin is how far beyond the edge of the map lines are drawn, so that the
// lines along which land is cut are never seen.
const margin = 4

const radian = math.Pi / 180

// The maximum share of a locator that the country fills, and the minimum of
// degrees that a locator shows, so that a small country has its neighbours
// around.
const (
	fillWidth, fillHeight = 0.46, 0.56
	minHeight             = 22
)

// around returns the viewport of a locator.
func (w *world) around(iso string) *viewport {
	v := &viewport{world: w, width: locatorWidth, height: locatorHeight, about: []string{iso}, minArea: finest}
	focus := w.focus(iso)
	v.aim([]box{focus.box}, fillWidth, fillHeight, minHeight, focus.lines)
	return v
}

// over returns the viewport of an overview.
func (w *world) over(codes []string) *viewport {
	v := &viewport{world: w, width: overviewWidth, about: codes, minArea: finest}
	var boxes []box
	var lines [][]geoPoint
	for _, code := range codes {
		f := w.focus(code)
		if len(boxes) > 0 {
			by := f.box.turned(boxes[0].middle().x).lo.x - f.box.lo.x
			f.box = f.box.turned(boxes[0].middle().x)
			for _, line := range f.lines {
				for i := range line {
					line[i].x += by
				}
			}
		}
		boxes, lines = append(boxes, f.box), append(lines, f.lines...)
	}
	v.height = v.width // for aim; the final height follows from the shapes
	all := v.aim(boxes, 0.8, 0.8, 24, lines)
	v.height = math.Round(min(max((all.hi.y-all.lo.y)*v.scale/0.72, v.width*0.5), v.width))
	v.aim(boxes, 0.8, 0.8, 24, lines)
	return v
}

// focus is the part of a country that a map of it is about: its largest ring
// and those that are large and near. Faraway territories stay out.
type focus struct {
	box   box
	lines [][]geoPoint
}

func (w *world) focus(iso string) focus {
	boxes := w.boxes[iso]
	largest := largest(boxes)
	f := focus{box: boxes[largest]}
	main := boxes[largest]
	for i, b := range boxes {
		b = b.turned(main.middle().x)
		reach := 0.5*math.Max(main.hi.x-main.lo.x, main.hi.y-main.lo.y) + 3
		near := b.lo.x < main.hi.x+reach && b.hi.x > main.lo.x-reach && b.lo.y < main.hi.y+reach && b.hi.y > main.lo.y-reach
		if i != largest && (b.size() < main.size()/12 || !near) {
			continue
		}
		f.box = f.box.join(b)
		line := w.points(w.rings[iso][i], w.arcs)
		by := b.lo.x - boxes[i].lo.x
		for j := range line {
			line[j].x += by
		}
		f.lines = append(f.lines, line)
	}
	return f
}

// aim chooses centre and scale so that the lines fill the given parts of the
// map, and returns their bounds at scale 1.
func (v *viewport) aim(boxes []box, width, height, minDegrees float64, lines [][]geoPoint) (all struct{ lo, hi point }) {
	around := boxes[0]
	for _, b := range boxes[1:] {
		around = around.join(b)
	}
	v.centre, v.scale, v.shift = around.middle(), 1, point{}
	all.lo, all.hi = point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, line := range lines {
		for _, p := range line {
			q := v.project(p)
			all.lo = point{min(all.lo.x, q.x), min(all.lo.y, q.y)}
			all.hi = point{max(all.hi.x, q.x), max(all.hi.y, q.y)}
		}
	}
	v.scale = min(v.width*width/(all.hi.x-all.lo.x), v.height*height/(all.hi.y-all.lo.y), v.height/(minDegrees*radian))
	v.shift = point{
		v.width/2 - (all.lo.x+all.hi.x)/2*v.scale,
		v.height/2 - (all.lo.y+all.hi.y)/2*v.scale,
	}
	v.window = v.seen()
	v.arcs = make([][]geoPoint, len(v.world.arcs))
	return all
}

// finest is the smallest bend of a line that is drawn, and speck the smallest
// island around the countries that a map is about, in square units of the
// drawing. If a map would be too large in bytes, its lines become rougher.
const finest, speck = 1, 5

// No bend is left out that is larger than this fraction of a country's area:
// 1/formed for one that the map is about, 1/rough for others.
const formed, rough = 80, 30

// rougher simplifies the lines of the map.
func (v *viewport) rougher() {
	v.minArea *= 1.4
	for n, arc := range v.arcs {
		if len(arc) > 2 {
			v.arcs[n] = thin(arc, v.bend(n))
		}
	}
}

// bend returns the smallest bend of an arc that is drawn, in square degrees.
func (v *viewport) bend(n int) float64 {
	unit := v.scale * radian // of the drawing for a degree
	minArea := v.minArea / (unit * unit)
	for _, code := range v.world.users[n] { // a small country keeps its shape
		if slices.Contains(v.about, code) {
			minArea = min(minArea, v.world.sizes[code]/formed)
		} else {
			minArea = min(minArea, v.world.sizes[code]*v.minArea/rough)
		}
	}
	return minArea
}

// project returns where a point of the globe is on the map.
func (v *viewport) project(p geoPoint) point {
	sin0, cos0 := math.Sincos(v.centre.y * radian)
	sin, cos := math.Sincos(p.y * radian)
	sinL, cosL := math.Sincos((p.x - v.centre.x) * radian)
	k := math.Sqrt(2 / max(1+sin0*sin+cos0*cos*cosL, 1e-9))
	return point{v.shift.x + v.scale*k*cos*sinL, v.shift.y - v.scale*k*(cos0*sin-sin0*cos*cosL)}
}

// locate returns the point of the globe at a point of the map; ok is false
// outside the globe.
func (v *viewport) locate(p point) (at geoPoint, ok bool) {
	x, y := (p.x-v.shift.x)/v.scale, (v.shift.y-p.y)/v.scale
	rho := math.Hypot(x, y)
	if rho > 2 {
		return geoPoint{}, false
	}
	if rho == 0 {
		return v.centre, true
	}
	sin0, cos0 := math.Sincos(v.centre.y * radian)
	sin, cos := math.Sincos(2 * math.Asin(rho/2))
	return geoPoint{
		v.centre.x + math.Atan2(x*sin, rho*cos0*cos-y*sin0*sin)/radian,
		math.Asin(cos*sin0+y*sin*cos0/rho) / radian,
	}, true
}

// seen returns the bounds of what the map shows of the globe, with a margin. A
// map with a pole on it shows all longitudes.
func (v *viewport) seen() box {
	const steps, beyond = 24, 3 * margin
	w := box{geoPoint{math.Inf(1), math.Inf(1)}, geoPoint{math.Inf(-1), math.Inf(-1)}}
	for i := range steps + 1 {
		for j := range steps + 1 {
			p, ok := v.locate(point{
				-beyond + (v.width+2*beyond)*float64(i)/steps,
				-beyond + (v.height+2*beyond)*float64(j)/steps,
			})
			if ok {
				w = w.join(box{p, p})
			}
		}
	}
	for _, pole := range []float64{-90, 90} {
		p := v.project(geoPoint{v.centre.x, pole})
		if p.x > -beyond && p.x < v.width+beyond && p.y > -beyond && p.y < v.height+beyond {
			w.lo.x, w.hi.x = v.centre.x-180, v.centre.x+180
			w.lo.y, w.hi.y = min(w.lo.y, pole), max(w.hi.y, pole)
		}
	}
	return w
}

// arc returns an arc without the points that would not be seen at this scale.
// Of an arc outside the map, only the ends are left, for the rings that it is
// part of.
func (v *viewport) arc(n int) []geoPoint {
	v.lock.Lock()
	defer v.lock.Unlock()
	if v.arcs[n] == nil {
		arc := v.world.arcs[n]
		if v.sees(bounds(arc)) {
			v.arcs[n] = thin(arc, v.bend(n))
		} else {
			v.arcs[n] = []geoPoint{arc[0], arc[len(arc)-1]}
		}
	}
	return v.arcs[n]
}

// sees reports whether a part of a box may be on the map.
func (v *viewport) sees(b box) bool {
	if b.hi.x-b.lo.x > 180 { // across the 180th meridian
		return true
	}
	for _, turn := range []float64{-360, 0, 360} {
		if b.hi.x+turn >= v.window.lo.x && b.lo.x+turn <= v.window.hi.x && b.hi.y >= v.window.lo.y && b.lo.y <= v.window.hi.y {
			return true
		}
	}
	return false
}

// thin removes the points that bend a line least (Visvalingam and Whyatt
// 1993); minArea is in square degrees at the equator. An island keeps four.
func thin(line []geoPoint, minArea float64) []geoPoint {
	keep := 2
	if line[0] == line[len(line)-1] {
		keep = 4
	}
	line = slices.Clone(line)
	for len(line) > keep {
		best, size := -1, minArea
		for i := 1; i < len(line)-1; i++ {
			a, b, c := line[i-1], line[i], line[i+1]
			bend := math.Abs((b.x-a.x)*(c.y-a.y)-(c.x-a.x)*(b.y-a.y)) / 2 * math.Cos(b.y*radian)
			if bend < size {
				best, size = i, bend
			}
		}
		if best < 0 {
			break
		}
		line = slices.Delete(line, best, best+1)
	}
	return line
}

// lines returns the visible rings of a country, or of all land, whose area is
// larger than minArea, as closed lines on the map.
func (v *viewport) lines(rings []ring, boxes []box, minArea float64) [][]point {
	var out [][]point
	for i, r := range rings {
		for _, turn := range []float64{-360, 0, 360} {
			b := boxes[i]
			b.lo.x, b.hi.x = b.lo.x+turn, b.hi.x+turn
			if b.hi.x < v.window.lo.x || b.lo.x > v.window.hi.x || b.hi.y < v.window.lo.y || b.lo.y > v.window.hi.y {
				continue
			}
			if line := v.clipped(r, turn); area(line) > minArea {
				out = append(out, line)
			}
		}
	}
	return out
}

// clipped cuts a ring to the window on the globe, projects it and cuts it to
// the map.
func (v *viewport) clipped(r ring, turn float64) []point {
	var line []point
	for _, n := range r {
		a := v.arc(index(n))
		for i := range a {
			p := a[i]
			if n < 0 {
				p = a[len(a)-1-i]
			}
			if i > 0 || len(line) == 0 {
				line = append(line, point(p))
			}
		}
	}
	for i := range line {
		if i > 0 {
			line[i].x += 360 * math.Round((line[i-1].x-line[i].x)/360)
		}
	}
	for i := range line {
		line[i].x += turn
	}
	line = cut(line, point(v.window.lo), point(v.window.hi))
	out := make([]point, 0, len(line))
	for _, p := range dense(line) {
		out = append(out, v.project(geoPoint(p)))
	}
	return cut(out, point{-margin, -margin}, point{v.width + margin, v.height + margin})
}
