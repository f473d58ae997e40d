package state

import (
	"cmp"
	"slices"

	"griot/generator/translate/segment"
)

// aligner pairs the segments of one sequence, such as a body or a list of front
// matter, in two languages.
type aligner struct {
	source, target     []*segment.Segment
	records            []Record
	bySource, byTarget map[string][]int // indices of records
	partner            []int            // of each target: index in source, or -1
	taken              []bool           // sources that have a partner
	exact              []int            // of each target: the record that joins it to its partner, or -1
	alike              []float64        // by source and target: what likeness returned, or -1; nil until it is called, and in large documents
}

// align first pairs the segments that a record pairs, wherever they are, and
// those whose source is clearly a new version of the one in a record; then,
// between those, segments of the same kind in order; finally those that were
// both moved and changed. A translation whose source is known is never paired
// with a source that is another text.
func (l *aligner) align() {
	l.partner, l.taken, l.exact = make([]int, len(l.target)), make([]bool, len(l.source)), make([]int, len(l.target))
	for j := range l.partner {
		l.partner[j], l.exact[j] = -1, -1
	}
	l.alignRecorded()
	l.alignVersions()
	for _, gap := range l.gaps() {
		l.alignGap(gap)
	}
	l.alignMoved()
}

func (l *aligner) join(i, j int) { l.partner[j], l.taken[i] = i, true }

// alignRecorded pairs segments that a record pairs. Equal segments are paired
// in order.
func (l *aligner) alignRecorded() {
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

// clearly is how much more alike than all others two versions of a text must be
// to be paired wherever they are, and clearlyAlike how alike.
const clearly, clearlyAlike = 0.1, 0.6

// alignVersions pairs a translation with the source that is a new version of the
// one in its record, if there is no other like it on either side: a row of a
// table that was changed and others inserted around it.
func (l *aligner) alignVersions() {
	type best struct {
		at            int
		first, second float64
	}
	targets, sources := make([]best, len(l.target)), make([]best, len(l.source))
	note := func(b *best, at int, like float64) {
		if like > b.first {
			b.at, b.first, b.second = at, like, b.first
		} else {
			b.second = max(b.second, like)
		}
	}
	if len(l.source)*len(l.target) > maxTable {
		return
	}
	for j, t := range l.target {
		if l.partner[j] >= 0 || len(l.byTarget[t.Text]) == 0 {
			continue
		}
		for i, s := range l.source {
			if !l.taken[i] && kindScore(s, t) > 0 {
				like := l.likeness(i, j)
				note(&targets[j], i, like)
				note(&sources[i], j, like)
			}
		}
	}
	for j, t := range targets {
		if t.first < clearlyAlike {
			continue
		}
		if s := sources[t.at]; s.at == j && t.first > max(t.second, s.second)+clearly {
			l.join(t.at, j)
		}
	}
}

// likeness returns how alike a source is to those that a target was made from.
func (l *aligner) likeness(i, j int) float64 {
	at, n := i*len(l.target)+j, len(l.source)*len(l.target)
	if l.alike == nil && n <= maxTable {
		l.alike = slices.Repeat([]float64{-1}, n)
	}
	if l.alike != nil && l.alike[at] >= 0 {
		return l.alike[at]
	}
	best := 0.0
	for _, r := range l.byTarget[l.target[j].Text] {
		best = max(best, segment.Likeness(l.records[r].Source, l.source[i].Text))
	}
	if l.alike != nil {
		l.alike[at] = best
	}
	return best
}

// another reports whether a target is known to be made from another text than a
// source: all records of it say so. Headings with the same id, set by hand, and
// copies belong together nevertheless.
func (l *aligner) another(i, j int) bool {
	s, t := l.source[i], l.target[j]
	if len(l.byTarget[t.Text]) == 0 || s.Text == t.Text || s.HeadingID != "" && s.HeadingID == t.HeadingID {
		return false
	}
	return l.likeness(i, j) < segment.MinLikeness
}

// gap is a range of sources and a range of targets between two texts that are
// paired.
type gap struct{ i0, i1, j0, j1 int }

// gaps splits the sequence at the longest run of paired segments that are in
// the same order in both languages.
func (l *aligner) gaps() []gap {
	var joined []int // targets with partners
	for j, i := range l.partner {
		if i >= 0 {
			joined = append(joined, j)
		}
	}
	var out []gap
	i, j := 0, 0
	for _, k := range Increasing(joined, l.partner) {
		out = append(out, gap{i, l.partner[k], j, k})
		i, j = l.partner[k]+1, k+1
	}
	return append(out, gap{i, len(l.source), j, len(l.target)})
}

// Increasing returns the longest subsequence of keys whose values increase.
func Increasing(keys []int, value []int) []int {
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

// maxTable is the maximum size of the table of alignGap; in larger gaps,
// segments are paired in order.
const maxTable = 1 << 20

// alignGap pairs the unpaired segments of a gap in order so that the sum of
// the weights of the pairs is as large as possible.
func (l *aligner) alignGap(g gap) {
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
			if l.source[s[k]].Kind == l.target[t[k]].Kind && !l.another(s[k], t[k]) {
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

// weights returns the weight of each pair of a source and a target.
func (l *aligner) weights(s, t []int) []float64 {
	out := make([]float64, len(s)*len(t))
	marks, made := make([]map[string]int, len(t)), make([][]int, len(t))
	for b, j := range t {
		marks[b], made[b] = segment.Invariants(l.target[j].Text), l.byTarget[l.target[j].Text]
	}
	for a, i := range s {
		mark, had := segment.Invariants(l.source[i].Text), l.bySource[l.source[i].Text]
		for b, j := range t {
			w := kindScore(l.source[i], l.target[j])
			if w > 0 && l.another(i, j) {
				w = 0
			}
			if w > 0 {
				score := l.recordScore(i, j, made[b], had)
				w += 3*segment.InvariantOverlap(mark, marks[b]) + 20*score*score // one good pair counts more than two poor ones
				if l.source[i].Text == l.target[j].Text {
					w += 4
				}
			}
			out[a*len(t)+b] = w
		}
	}
	return out
}

// kindScore weighs a pair by the kinds of its segments; 0 means that one can't
// translate the other.
func kindScore(s, t *segment.Segment) float64 {
	switch {
	case s.Kind == t.Kind:
		w := 4.0
		if s.HeadingID != "" && s.HeadingID == t.HeadingID {
			w += 20
		} else if s.HeadingID != "" && t.HeadingID != "" {
			w = 1
		}
		if s.Level == t.Level {
			w++
		}
		return w
	case runningText[s.Kind] && runningText[t.Kind]:
		return 1
	}
	return 0
}

// runningText are the kinds of running text; each may translate another.
var runningText = map[string]bool{"paragraph": true, "item": true, "definition": true, "note": true}

// recordScore weighs a pair by its records: the target was made from a text
// similar to the source (made), or the source had a translation similar to the
// target (had).
func (l *aligner) recordScore(i, j int, made, had []int) float64 {
	best := 0.0
	for _, r := range made {
		best = max(best, segment.Overlap(l.records[r].Source, l.source[i].Text))
	}
	for _, r := range had {
		best = max(best, segment.Overlap(l.records[r].Target, l.target[j].Text))
	}
	return best
}

// minOverlap is the share of words that two versions of a text must have in
// common.
const minOverlap = 0.5

// alignMoved pairs segments that were moved and changed: a target with an
// unpaired source that is similar to the one in its record.
func (l *aligner) alignMoved() {
	for j, t := range l.target {
		if l.partner[j] >= 0 {
			continue
		}
		best, found := minOverlap, -1
		for _, r := range l.byTarget[t.Text] {
			for i, s := range l.source {
				if l.taken[i] || kindScore(s, t) == 0 {
					continue
				}
				if o := segment.Overlap(l.records[r].Source, s.Text); o > best {
					best, found = o, i
				}
			}
		}
		if found >= 0 {
			l.join(found, j)
		}
	}
}
