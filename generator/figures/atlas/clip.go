package atlas

import "math"

// cut cuts a closed line to a rectangle (Sutherland and Hodgman 1974). The
// result is open: its last point leads back to the first.
func cut(line []point, lo, hi point) []point {
	line = cutSide(line, func(p point) float64 { return p.x - lo.x })
	line = cutSide(line, func(p point) float64 { return hi.x - p.x })
	line = cutSide(line, func(p point) float64 { return p.y - lo.y })
	return cutSide(line, func(p point) float64 { return hi.y - p.y })
}

// cutSide keeps what lies where inside is not negative.
func cutSide(line []point, inside func(point) float64) []point {
	var out []point
	for i, q := range line {
		p := line[(i+len(line)-1)%len(line)]
		a, b := inside(p), inside(q)
		if (a < 0) != (b < 0) {
			t := a / (a - b)
			out = append(out, point{p.x + t*(q.x-p.x), p.y + t*(q.y-p.y)})
		}
		if b >= 0 {
			out = append(out, q)
		}
	}
	return out
}

// dense adds points to long straight edges of a closed line on the globe, which
// are curves on the map.
func dense(line []point) []point {
	const longest = 4 // degrees
	var out []point
	for i, q := range line {
		p := line[(i+len(line)-1)%len(line)]
		parts := int(math.Hypot(q.x-p.x, q.y-p.y)/longest) + 1
		for j := 1; j < parts; j++ {
			t := float64(j) / float64(parts)
			out = append(out, point{p.x + t*(q.x-p.x), p.y + t*(q.y-p.y)})
		}
		out = append(out, q)
	}
	return out
}

// pieces cuts an open line to a rectangle, segment by segment (Liang and
// Barsky 1984).
func pieces(line []point, lo, hi point) [][]point {
	var out [][]point
	for i := 1; i < len(line); i++ {
		p, q, ok := segment(line[i-1], line[i], lo, hi)
		if !ok {
			continue
		}
		if n := len(out); n > 0 && out[n-1][len(out[n-1])-1] == p {
			out[n-1] = append(out[n-1], q)
			continue
		}
		out = append(out, []point{p, q})
	}
	return out
}

func segment(p, q, lo, hi point) (from, to point, ok bool) {
	t0, t1 := 0.0, 1.0
	d := point{q.x - p.x, q.y - p.y}
	for _, e := range [][2]float64{{-d.x, p.x - lo.x}, {d.x, hi.x - p.x}, {-d.y, p.y - lo.y}, {d.y, hi.y - p.y}} {
		switch {
		case e[0] == 0 && e[1] < 0:
			return p, q, false
		case e[0] < 0:
			t0 = max(t0, e[1]/e[0])
		case e[0] > 0:
			t1 = min(t1, e[1]/e[0])
		}
	}
	if t0 >= t1 {
		return p, q, false
	}
	from, to = p, q
	if t0 > 0 {
		from = point{p.x + t0*d.x, p.y + t0*d.y}
	}
	if t1 < 1 {
		to = point{p.x + t1*d.x, p.y + t1*d.y}
	}
	return from, to, true
}

// within reports whether a point lies inside closed lines, by the even-odd rule.
func within(lines [][]point, at point) bool {
	in := false
	for _, line := range lines {
		for i, q := range line {
			p := line[(i+len(line)-1)%len(line)]
			if (p.y > at.y) != (q.y > at.y) && at.x < p.x+(q.x-p.x)*(at.y-p.y)/(q.y-p.y) {
				in = !in
			}
		}
	}
	return in
}

// distance returns how far a point is from the nearest edge of closed lines.
func distance(lines [][]point, at point) float64 {
	nearest := math.Inf(1)
	for _, line := range lines {
		for i, q := range line {
			p := line[(i+len(line)-1)%len(line)]
			d := point{q.x - p.x, q.y - p.y}
			t := 0.0
			if l := d.x*d.x + d.y*d.y; l > 0 {
				t = min(max(((at.x-p.x)*d.x+(at.y-p.y)*d.y)/l, 0), 1)
			}
			nearest = min(nearest, math.Hypot(at.x-p.x-t*d.x, at.y-p.y-t*d.y))
		}
	}
	return nearest
}

// area returns the area of a closed line.
func area(line []point) float64 {
	sum := 0.0
	for i, q := range line {
		p := line[(i+len(line)-1)%len(line)]
		sum += p.x*q.y - q.x*p.y
	}
	return math.Abs(sum) / 2
}
