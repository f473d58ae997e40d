package translate

import (
	"cmp"
	"slices"
)

// lane is the part of two documents whose texts are joined by their order: a
// body, a list of front matter.
type lane struct {
	source, target     []*Segment
	records            []Record
	bySource, byTarget map[string][]int // indices of records
	partner            []int            // of each target: index in source, or -1
	taken              []bool           // sources that have a partner
	exact              []int            // of each target: the record that joins it to its partner, or -1
}

// align joins the texts of a lane: those that a record joins first, wherever
// they stand; then, between them, those of a kind in the order in which they
// stand; last what was moved and changed at once.
func (l *lane) align() {
	l.partner, l.taken, l.exact = make([]int, len(l.target)), make([]bool, len(l.source)), make([]int, len(l.target))
	for j := range l.partner {
		l.partner[j], l.exact[j] = -1, -1
	}
	l.recorded()
	for _, gap := range l.gaps() {
		l.fill(gap)
	}
	l.moved()
}

func (l *lane) join(i, j int) { l.partner[j], l.taken[i] = i, true }

// recorded joins texts that a record joins. Of several alike, each takes the
// next.
func (l *lane) recorded() {
	places := make(map[string][]int, len(l.source))
	for i, s := range l.source {
		places[s.Text] = append(places[s.Text], i)
	}
	last := -1
	for j, t := range l.target {
		best, record := -1, -1
		try := func(text string, r int) {
			for _, i := range places[text] {
				if l.taken[i] {
					continue
				}
				if best < 0 || best < last && i > last {
					best, record = i, r
				}
			}
		}
		for _, r := range l.byTarget[t.Text] {
			try(l.records[r].Source, r)
		}
		if best >= 0 {
			l.join(best, j)
			l.exact[j] = record
			last = best
		}
	}
}

// gap is a range of sources and of targets between two texts that are joined.
type gap struct{ i0, i1, j0, j1 int }

// gaps cuts the lane at a longest run of joined texts that stand in the same
// order in both languages.
func (l *lane) gaps() []gap {
	var joined []int // targets with partners
	for j, i := range l.partner {
		if i >= 0 {
			joined = append(joined, j)
		}
	}
	var out []gap
	i, j := 0, 0
	for _, k := range increasing(joined, l.partner) {
		out = append(out, gap{i, l.partner[k], j, k})
		i, j = l.partner[k]+1, k+1
	}
	return append(out, gap{i, len(l.source), j, len(l.target)})
}

// increasing returns a longest part of keys whose values grow.
func increasing(keys []int, value []int) []int {
	ends := make([]int, 0, len(keys)) // ends[n]: index in keys that ends a run of n+1
	before := make([]int, len(keys))
	for k, key := range keys {
		n, _ := slices.BinarySearchFunc(ends, value[key], func(e, v int) int { return cmp.Compare(value[keys[e]], v) })
		before[k] = -1
		if n > 0 {
			before[k] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, k)
		} else {
			ends[n] = k
		}
	}
	var out []int
	if len(ends) > 0 {
		for k := ends[len(ends)-1]; k >= 0; k = before[k] {
			out = append(out, keys[k])
		}
		slices.Reverse(out)
	}
	return out
}

// maxTable bounds the table of fill; larger gaps are joined in order alone.
const maxTable = 1 << 20

// fill joins the free texts of a gap in their order, so that the sum of what
// speaks for each pair is as large as can be.
func (l *lane) fill(g gap) {
	var s, t []int
	for i := g.i0; i < g.i1; i++ {
		if !l.taken[i] {
			s = append(s, i)
		}
	}
	for j := g.j0; j < g.j1; j++ {
		if l.partner[j] < 0 {
			t = append(t, j)
		}
	}
	if len(s) == 0 || len(t) == 0 {
		return
	}
	if len(s)*len(t) > maxTable {
		for k := range min(len(s), len(t)) {
			if l.source[s[k]].Kind == l.target[t[k]].Kind {
				l.join(s[k], t[k])
			}
		}
		return
	}
	weight := l.weights(s, t)
	width := len(t) + 1
	best := make([]float64, (len(s)+1)*width)
	for a := len(s) - 1; a >= 0; a-- {
		for b := len(t) - 1; b >= 0; b-- {
			best[a*width+b] = max(best[(a+1)*width+b], best[a*width+b+1])
			if w := weight[a*len(t)+b]; w > 0 {
				best[a*width+b] = max(best[a*width+b], w+best[(a+1)*width+b+1])
			}
		}
	}
	for a, b := 0, 0; a < len(s) && b < len(t); {
		w := weight[a*len(t)+b]
		switch {
		case w > 0 && best[a*width+b] == w+best[(a+1)*width+b+1]:
			l.join(s[a], t[b])
			a, b = a+1, b+1
		case best[a*width+b] == best[(a+1)*width+b]:
			a++
		default:
			b++
		}
	}
}

// weights says how much speaks for each pair of a source and a target.
func (l *lane) weights(s, t []int) []float64 {
	out := make([]float64, len(s)*len(t))
	marks, made := make([]map[string]int, len(t)), make([][]int, len(t))
	for b, j := range t {
		marks[b], made[b] = invariants(l.target[j].Text), l.byTarget[l.target[j].Text]
	}
	for a, i := range s {
		mark, had := invariants(l.source[i].Text), l.bySource[l.source[i].Text]
		for b, j := range t {
			w := kinship(l.source[i], l.target[j])
			if w > 0 {
				w += 3*shared(mark, marks[b]) + 10*l.history(i, j, made[b], had)
				if l.source[i].Text == l.target[j].Text {
					w += 4
				}
			}
			out[a*len(t)+b] = w
		}
	}
	return out
}

// kinship is what speaks for a pair by its kinds alone; 0 where they can't
// translate each other.
func kinship(s, t *Segment) float64 {
	switch {
	case s.Kind == t.Kind:
		w := 4.0
		if s.Hint != "" && s.Hint == t.Hint {
			w += 20
		} else if s.Hint != "" && t.Hint != "" {
			w = 1
		}
		if s.Level == t.Level {
			w++
		}
		return w
	case running[s.Kind] && running[t.Kind]:
		return 1
	}
	return 0
}

// running are the kinds of running text, which may stand for each other.
var running = map[string]bool{"paragraph": true, "item": true, "definition": true, "note": true}

// history is what the records say for a pair: the target was made from a text
// like the source, or the source has had a translation like the target. made
// are the records of the target, had those of the source.
func (l *lane) history(i, j int, made, had []int) float64 {
	best := 0.0
	for _, r := range made {
		best = max(best, overlap(l.records[r].Source, l.source[i].Text))
	}
	for _, r := range had {
		best = max(best, overlap(l.records[r].Target, l.target[j].Text))
	}
	return best
}

// alike is how much of their words texts must share to be taken for versions
// of each other.
const alike = 0.5

// moved joins what stands elsewhere and was changed: a target whose record
// names a text like a free source.
func (l *lane) moved() {
	for j, t := range l.target {
		if l.partner[j] >= 0 {
			continue
		}
		best, found := alike, -1
		for _, r := range l.byTarget[t.Text] {
			for i, s := range l.source {
				if l.taken[i] || kinship(s, t) == 0 {
					continue
				}
				if o := overlap(l.records[r].Source, s.Text); o > best {
					best, found = o, i
				}
			}
		}
		if found >= 0 {
			l.join(found, j)
		}
	}
}
