package atlas

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:generate npm install --no-save --no-package-lock --prefix . world-atlas@2.0.2
//go:generate go run ../../internal/generators/atlas -atlas node_modules/world-atlas/countries-50m.json -o data/countries.txt

//go:embed data/countries.txt
var countries string

// geoPoint is a point on the globe, in degrees: x is the longitude, y the
// latitude.
type geoPoint struct{ x, y float64 }

// ring is a closed line of arcs by number; ^n is arc n backwards.
type ring []int

// world is all countries on arcs that neighbours share.
type world struct {
	arcs  [][]geoPoint
	codes []string // sorted
	rings map[string][]ring
	users [][]string // of each arc: the codes on its two sides
	boxes map[string][]box
	sizes map[string]float64 // of each country's largest ring, as box.size

	once  sync.Once
	shore *coast
}

// box bounds a ring; its right edge may lie beyond 180.
type box struct{ lo, hi geoPoint }

// earth returns the world of the committed data.
var earth = sync.OnceValue(func() *world {
	w, err := parse(countries)
	if err != nil {
		panic(err) // a test reads the same data
	}
	return w
})

// parse reads what the command internal/generators/atlas writes.
func parse(text string) (*world, error) {
	w := &world{rings: map[string][]ring{}, boxes: map[string][]box{}, sizes: map[string]float64{}}
	grid := 1.0
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		word, rest, _ := strings.Cut(line, " ")
		var err error
		switch word {
		case "#":
		case "grid":
			grid, err = strconv.ParseFloat(rest, 64)
		case "arc":
			var arc []geoPoint
			arc, err = parseArc(rest, grid)
			w.arcs = append(w.arcs, arc)
		default:
			w.codes = append(w.codes, word)
			w.rings[word], err = w.parseRings(rest)
		}
		if err != nil {
			return nil, fmt.Errorf("countries, line %d: %w", i+1, err)
		}
	}
	w.users = make([][]string, len(w.arcs))
	for _, code := range w.codes {
		for _, r := range w.rings[code] {
			for _, n := range r {
				n = index(n)
				if !slices.Contains(w.users[n], code) {
					w.users[n] = append(w.users[n], code)
				}
			}
			w.boxes[code] = append(w.boxes[code], bounds(w.points(r, w.arcs)))
		}
		w.sizes[code] = w.boxes[code][largest(w.boxes[code])].size()
	}
	return w, nil
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// parseArc reads differences in variable-length base64, as source maps have
// them: five bits a digit, the sixth saying that more follow, the sign lowest.
func parseArc(text string, grid float64) ([]geoPoint, error) {
	var values []int
	value, shift := 0, 0
	for _, c := range []byte(text) {
		d := strings.IndexByte(digits, c)
		if d < 0 {
			return nil, fmt.Errorf("digit %q", c)
		}
		value |= d & 31 << shift
		shift += 5
		if d&32 == 0 {
			if value&1 == 1 {
				value = -value
			}
			values = append(values, value/2)
			value, shift = 0, 0
		}
	}
	if shift != 0 || len(values)%2 != 0 || len(values) == 0 {
		return nil, fmt.Errorf("arc %q ends early", text)
	}
	var x, y int
	arc := make([]geoPoint, 0, len(values)/2)
	for i := 0; i < len(values); i += 2 {
		x, y = x+values[i], y+values[i+1]
		arc = append(arc, geoPoint{float64(x) * grid, float64(y) * grid})
	}
	return arc, nil
}

func (w *world) parseRings(text string) ([]ring, error) {
	var rings []ring
	for _, part := range strings.Split(text, ",") {
		var r ring
		for _, f := range strings.Fields(part) {
			n, err := strconv.Atoi(f)
			if err != nil || index(n) >= len(w.arcs) {
				return nil, fmt.Errorf("arc number %q", f)
			}
			r = append(r, n)
		}
		rings = append(rings, r)
	}
	return rings, nil
}

// index returns the number of an arc, whatever its direction.
func index(n int) int {
	if n < 0 {
		return ^n
	}
	return n
}

// points returns the points of a ring made of these arcs, the last point equal to
// the first. If the ring crosses the 180th meridian, longitudes go on beyond it.
func (w *world) points(r ring, arcs [][]geoPoint) []geoPoint {
	var out []geoPoint
	for _, n := range r {
		a := arcs[index(n)]
		if n < 0 {
			a = slices.Clone(a)
			slices.Reverse(a)
		}
		if len(out) > 0 {
			a = a[1:]
		}
		out = append(out, a...)
	}
	unwrap(out)
	return out
}

// unwrap removes jumps of a whole turn between longitudes.
func unwrap(line []geoPoint) {
	for i := 1; i < len(line); i++ {
		line[i].x += 360 * math.Round((line[i-1].x-line[i].x)/360)
	}
}

func bounds(line []geoPoint) box {
	b := box{line[0], line[0]}
	for _, p := range line {
		b.lo = geoPoint{min(b.lo.x, p.x), min(b.lo.y, p.y)}
		b.hi = geoPoint{max(b.hi.x, p.x), max(b.hi.y, p.y)}
	}
	return b
}

// join returns the box around both.
func (b box) join(o box) box {
	return box{geoPoint{min(b.lo.x, o.lo.x), min(b.lo.y, o.lo.y)}, geoPoint{max(b.hi.x, o.hi.x), max(b.hi.y, o.hi.y)}}
}

func (b box) middle() geoPoint { return geoPoint{(b.lo.x + b.hi.x) / 2, (b.lo.y + b.hi.y) / 2} }

// size returns the area of the box, in square degrees at the equator.
func (b box) size() float64 {
	return (b.hi.x - b.lo.x) * (b.hi.y - b.lo.y) * math.Cos(b.middle().y*math.Pi/180)
}

// largest returns the index of the largest box.
func largest(boxes []box) int {
	best := 0
	for i, b := range boxes {
		if b.size() > boxes[best].size() {
			best = i
		}
	}
	return best
}

// turned moves a box by the number of whole turns that brings it nearest to a
// longitude.
func (b box) turned(x float64) box {
	by := 360 * math.Round((x-b.middle().x)/360)
	b.lo.x, b.hi.x = b.lo.x+by, b.hi.x+by
	return b
}
