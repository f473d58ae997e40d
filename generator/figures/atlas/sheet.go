package atlas

import (
	"math"
	"slices"
	"sync"
)

// sheet is the paper of one map: which part of the globe it shows, and how
// large. The projection is Lambert's azimuthal one, which keeps areas equal
// (Snyder, Map Projections, USGS Professional Paper 1395, chapter 24).
type sheet struct {
	world         *world
	width, height float64
	centre        geoPoint // of the projection
	scale         float64  // units of the drawing for a radian at the centre
	shift         point    // moves the projected centre to its position
	window        box      // what of the globe can be seen, with some margin
	about         []string
	minArea       float64 // smallest bend of a line, in square units of the drawing
	lock          sync.Mutex
	arcs          [][]geoPoint // by number, as far as arc was asked for them
}

// point is a point on the sheet, from its upper left corner.
type point struct{ x, y float64 }

// margin is how far beyond the edge of the sheet lines are drawn, so that
// the lines along which land is cut are never seen.
const margin = 4

const radian = math.Pi / 180

// The maximum share of a locator that the country fills, and the minimum of
// degrees that a locator shows, so that a small country has its neighbours
// around.
const (
	fillWidth, fillHeight = 0.46, 0.56
	minHeight             = 22
)

// around makes the sheet of a locator.
func (w *world) around(iso string) *sheet {
	s := &sheet{world: w, width: locatorWidth, height: locatorHeight, about: []string{iso}, minArea: finest}
	focus := w.focus(iso)
	s.aim([]box{focus.box}, fillWidth, fillHeight, minHeight, focus.lines)
	return s
}

// over makes the sheet of an overview.
func (w *world) over(codes []string) *sheet {
	s := &sheet{world: w, width: overviewWidth, about: codes, minArea: finest}
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
	s.height = s.width // aim needs one; the real one follows from the shapes
	all := s.aim(boxes, 0.8, 0.8, 24, lines)
	s.height = math.Round(min(max((all.hi.y-all.lo.y)*s.scale/0.72, s.width*0.5), s.width))
	s.aim(boxes, 0.8, 0.8, 24, lines)
	return s
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
// sheet, and returns their bounds on a sheet of scale 1.
func (s *sheet) aim(boxes []box, width, height, minDegrees float64, lines [][]geoPoint) (all struct{ lo, hi point }) {
	around := boxes[0]
	for _, b := range boxes[1:] {
		around = around.join(b)
	}
	s.centre, s.scale, s.shift = around.middle(), 1, point{}
	all.lo, all.hi = point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, line := range lines {
		for _, p := range line {
			q := s.project(p)
			all.lo = point{min(all.lo.x, q.x), min(all.lo.y, q.y)}
			all.hi = point{max(all.hi.x, q.x), max(all.hi.y, q.y)}
		}
	}
	s.scale = min(s.width*width/(all.hi.x-all.lo.x), s.height*height/(all.hi.y-all.lo.y), s.height/(minDegrees*radian))
	s.shift = point{
		s.width/2 - (all.lo.x+all.hi.x)/2*s.scale,
		s.height/2 - (all.lo.y+all.hi.y)/2*s.scale,
	}
	s.window = s.seen()
	s.arcs = make([][]geoPoint, len(s.world.arcs))
	return all
}

// finest is the smallest bend of a line that is drawn, and speck the smallest
// island around the countries that a map is about, in square units of the
// drawing. Where a map would weigh too much, its lines become rougher.
const finest, speck = 1, 5

// No bend is left out that is more than one part in so many of a country: of
// one that the map is about, and of others.
const formed, rough = 80, 30

// rougher makes the lines of a sheet plainer.
func (s *sheet) rougher() {
	s.minArea *= 1.4
	for n, arc := range s.arcs {
		if len(arc) > 2 {
			s.arcs[n] = thin(arc, s.bend(n))
		}
	}
}

// bend is the smallest bend of an arc that is drawn, in square degrees.
func (s *sheet) bend(n int) float64 {
	unit := s.scale * radian // of the drawing for a degree
	minArea := s.minArea / (unit * unit)
	for _, code := range s.world.users[n] { // a small country keeps its form
		if slices.Contains(s.about, code) {
			minArea = min(minArea, s.world.sizes[code]/formed)
		} else {
			minArea = min(minArea, s.world.sizes[code]*s.minArea/rough)
		}
	}
	return minArea
}

// project puts a point of the globe on the sheet.
func (s *sheet) project(p geoPoint) point {
	sin0, cos0 := math.Sincos(s.centre.y * radian)
	sin, cos := math.Sincos(p.y * radian)
	sinL, cosL := math.Sincos((p.x - s.centre.x) * radian)
	k := math.Sqrt(2 / max(1+sin0*sin+cos0*cos*cosL, 1e-9))
	return point{s.shift.x + s.scale*k*cos*sinL, s.shift.y - s.scale*k*(cos0*sin-sin0*cos*cosL)}
}

// locate is the point on the globe that lies under a point of the sheet; ok is
// false outside the globe.
func (s *sheet) locate(p point) (at geoPoint, ok bool) {
	x, y := (p.x-s.shift.x)/s.scale, (s.shift.y-p.y)/s.scale
	rho := math.Hypot(x, y)
	if rho > 2 {
		return geoPoint{}, false
	}
	if rho == 0 {
		return s.centre, true
	}
	sin0, cos0 := math.Sincos(s.centre.y * radian)
	sin, cos := math.Sincos(2 * math.Asin(rho/2))
	return geoPoint{
		s.centre.x + math.Atan2(x*sin, rho*cos0*cos-y*sin0*sin)/radian,
		math.Asin(cos*sin0+y*sin*cos0/rho) / radian,
	}, true
}

// seen bounds the points on the sheet, with a margin. A sheet that holds a
// pole shows all longitudes.
func (s *sheet) seen() box {
	const steps, beyond = 24, 3 * margin
	w := box{geoPoint{math.Inf(1), math.Inf(1)}, geoPoint{math.Inf(-1), math.Inf(-1)}}
	for i := range steps + 1 {
		for j := range steps + 1 {
			p, ok := s.locate(point{
				-beyond + (s.width+2*beyond)*float64(i)/steps,
				-beyond + (s.height+2*beyond)*float64(j)/steps,
			})
			if ok {
				w = w.join(box{p, p})
			}
		}
	}
	for _, pole := range []float64{-90, 90} {
		p := s.project(geoPoint{s.centre.x, pole})
		if p.x > -beyond && p.x < s.width+beyond && p.y > -beyond && p.y < s.height+beyond {
			w.lo.x, w.hi.x = s.centre.x-180, s.centre.x+180
			w.lo.y, w.hi.y = min(w.lo.y, pole), max(w.hi.y, pole)
		}
	}
	return w
}

// arc is an arc without the points that would not show at the sheet's scale.
// Of one outside the sheet, only the ends are kept, for the rings that it is
// part of.
func (s *sheet) arc(n int) []geoPoint {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.arcs[n] == nil {
		arc := s.world.arcs[n]
		if s.sees(bounds(arc)) {
			s.arcs[n] = thin(arc, s.bend(n))
		} else {
			s.arcs[n] = []geoPoint{arc[0], arc[len(arc)-1]}
		}
	}
	return s.arcs[n]
}

// sees reports whether any of a box may be on the sheet.
func (s *sheet) sees(b box) bool {
	if b.hi.x-b.lo.x > 180 { // across the 180th meridian
		return true
	}
	for _, turn := range []float64{-360, 0, 360} {
		if b.hi.x+turn >= s.window.lo.x && b.lo.x+turn <= s.window.hi.x && b.hi.y >= s.window.lo.y && b.lo.y <= s.window.hi.y {
			return true
		}
	}
	return false
}

// thin removes the points that bend a line least (Visvalingam and Whyatt
// 1993); minArea is in square degrees of the equator. An island keeps four.
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

// lines returns the rings of a country, or of all land, as far as they can be
// seen and have more than the minimal area: closed lines on the sheet.
func (s *sheet) lines(rings []ring, boxes []box, minArea float64) [][]point {
	var out [][]point
	for i, r := range rings {
		for _, turn := range []float64{-360, 0, 360} {
			b := boxes[i]
			b.lo.x, b.hi.x = b.lo.x+turn, b.hi.x+turn
			if b.hi.x < s.window.lo.x || b.lo.x > s.window.hi.x || b.hi.y < s.window.lo.y || b.lo.y > s.window.hi.y {
				continue
			}
			if line := s.clipped(r, turn); area(line) > minArea {
				out = append(out, line)
			}
		}
	}
	return out
}

// clipped cuts a ring to the window on the globe, projects it and cuts it to
// the sheet.
func (s *sheet) clipped(r ring, turn float64) []point {
	var line []point
	for _, n := range r {
		a := s.arc(index(n))
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
	line = cut(line, point(s.window.lo), point(s.window.hi))
	out := make([]point, 0, len(line))
	for _, p := range dense(line) {
		out = append(out, s.project(geoPoint(p)))
	}
	return cut(out, point{-margin, -margin}, point{s.width + margin, s.height + margin})
}
