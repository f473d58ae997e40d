package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"golang.org/x/text/language"
)

// unnumbered are the areas that Natural Earth gives no ISO 3166 number: the
// country that the United Nations' maps draw them in, a code in use, or the
// name of a piece that no country is drawn with.
var unnumbered = map[string]string{
	"Somaliland":        "SOM",
	"N. Cyprus":         "CYP",
	"Kosovo":            "XKX",
	"Indian Ocean Ter.": "CXR",
	"Siachen Glacier":   "-SIA",
}

// codeOf returns the ISO 3166-1 alpha-3 code of a number.
func codeOf(number, name string) (string, error) {
	if number == "" {
		if code := unnumbered[name]; code != "" {
			return code, nil
		}
		return "", fmt.Errorf("area %q has no number", name)
	}
	n, err := strconv.Atoi(number)
	if err != nil {
		return "", err
	}
	r, err := language.EncodeM49(n)
	if err != nil {
		return "", fmt.Errorf("area %q: %w", name, err)
	}
	return r.ISO3(), nil
}

// adjust redraws the four areas that the package comment names.
func (t *topology) adjust() error {
	if err := t.crimea(); err != nil {
		return err
	}
	if err := t.westernSahara(); err != nil {
		return err
	}
	for code, rings := range t.faces {
		whole, err := t.union(rings)
		if err != nil {
			return fmt.Errorf("%s: %w", code, err)
		}
		t.faces[code] = whole
	}
	return nil
}

// crimea moves the peninsula's ring from one country to the other.
func (t *topology) crimea() error {
	for i, r := range t.faces["RUS"] {
		lo, hi := t.bounds(r)
		if lo.x > 32 && hi.x < 37 && lo.y > 44 && hi.y < 46.5 {
			t.faces["RUS"] = append(t.faces["RUS"][:i:i], t.faces["RUS"][i+1:]...)
			t.faces["UKR"] = append(t.faces["UKR"], r)
			return nil
		}
	}
	return errors.New("no ring of Crimea")
}

// saharaNorth is the northern border of Western Sahara, 27°40′, and
// saharaCorner the longitude at which it meets Algeria's.
const saharaNorth, saharaCorner = 27 + 2.0/3, -8 - 2.0/3

// westernSahara cuts Morocco along saharaNorth, from the coast to the corner
// that three countries share, and gives the south to Western Sahara.
func (t *topology) westernSahara() error {
	for i, r := range t.faces["MAR"] {
		lo, hi := t.bounds(r)
		if lo.y > saharaNorth || hi.y < saharaNorth {
			continue
		}
		cut := t.splitAtCoast(r)
		if cut < 0 {
			break
		}
		r = t.replace(r, cut)
		corner := t.cornerOf(r)
		// The ring begins at the cut; the corner comes after some of its arcs.
		first := 0
		for t.arcIndex(r[first]) != len(t.arcs)-1 {
			first++
		}
		r = append(r[first:len(r):len(r)], r[:first]...)
		at := 0
		for t.start(r[at]) != corner {
			at++
		}
		t.arcs = append(t.arcs, []point{corner, t.start(r[0])})
		line := len(t.arcs) - 1
		one, two := append(r[:at:at], line), append(r[at:len(r):len(r)], ^line)
		if t.middle(one).y < t.middle(two).y {
			one, two = two, one
		}
		t.faces["MAR"][i] = one
		t.faces["ESH"] = append(t.faces["ESH"], two)
		return nil
	}
	return errors.New("no border of Western Sahara")
}

// splitAtCoast cuts the arc of a ring that crosses saharaNorth at the
// Atlantic, and returns the number of its first half; the second half is the
// topology's last arc.
func (t *topology) splitAtCoast(r ring) int {
	for _, n := range r {
		n = t.arcIndex(n)
		for i := 1; i < len(t.arcs[n]); i++ {
			p, q := t.arcs[n][i-1], t.arcs[n][i]
			if (p.y < saharaNorth) == (q.y < saharaNorth) || p.x > -12 {
				continue
			}
			cut := point{p.x + (q.x-p.x)*(saharaNorth-p.y)/(q.y-p.y), saharaNorth}
			t.arcs = append(t.arcs, append([]point{cut}, t.arcs[n][i:]...))
			t.arcs[n] = append(t.arcs[n][:i:i], cut)
			return n
		}
	}
	return -1
}

// replace puts both halves of a split arc into a ring.
func (t *topology) replace(r ring, cut int) ring {
	var out ring
	for _, n := range r {
		switch n {
		case cut:
			out = append(out, cut, len(t.arcs)-1)
		case ^cut:
			out = append(out, ^(len(t.arcs) - 1), ^cut)
		default:
			out = append(out, n)
		}
	}
	return out
}

// cornerOf is the start of an arc nearest to the border's eastern end.
func (t *topology) cornerOf(r ring) point {
	best := t.start(r[0])
	for _, n := range r {
		p := t.start(n)
		if math.Hypot(p.x-saharaCorner, p.y-saharaNorth) < math.Hypot(best.x-saharaCorner, best.y-saharaNorth) {
			best = p
		}
	}
	return best
}

func (t *topology) arcIndex(n int) int {
	if n < 0 {
		return ^n
	}
	return n
}

// start is the first point of an arc in its direction, and end the last.
func (t *topology) start(n int) point {
	if n < 0 {
		a := t.arcs[^n]
		return a[len(a)-1]
	}
	return t.arcs[n][0]
}

func (t *topology) end(n int) point { return t.start(^n) }

// union joins rings that share arcs: what is crossed in both directions goes,
// what is left is joined end to end.
func (t *topology) union(rings []ring) ([]ring, error) {
	used := map[int]bool{}
	for _, r := range rings {
		for _, n := range r {
			used[n] = true
		}
	}
	shared := false
	for n := range used {
		shared = shared || used[^n]
	}
	if !shared {
		return rings, nil
	}
	var left []int
	for _, r := range rings {
		for _, n := range r {
			if !used[^n] {
				left = append(left, n)
			}
		}
	}
	var out []ring
	for len(left) > 0 {
		r := ring{left[0]}
		left = left[1:]
		for t.end(r[len(r)-1]) != t.start(r[0]) {
			next := -1
			for i, n := range left {
				if t.start(n) == t.end(r[len(r)-1]) {
					next = i
				}
			}
			if next < 0 {
				return nil, errors.New("a ring does not close")
			}
			r = append(r, left[next])
			left = append(left[:next:next], left[next+1:]...)
		}
		out = append(out, r)
	}
	return out, nil
}
