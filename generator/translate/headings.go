package translate

import (
	"slices"

	"griot/generator/site"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// outlined is a page with the headings of its outline.
type outlined struct {
	*segment.Document
	heads  []int // of each heading: the index of its segment, or -1 for an empty heading
	levels []int // as readers see them: a text that begins with # is shifted down
	under  []int // of each segment: the heading that it stands under, or -1
}

// outlineOf finds the headings of a page, which may have none.
func outlineOf(d *segment.Document) outlined {
	o := outlined{Document: d, under: make([]int, len(d.Segments))}
	if d.Outline == nil {
		return o
	}
	ordinal := map[int]int{} // of a heading, by its block
	for i, block := range d.Outline.Headings() {
		ordinal[block] = i
		o.heads, o.levels = append(o.heads, -1), append(o.levels, 0)
	}
	last := -1
	for i := range d.Segments {
		o.under[i] = -1
		p := d.Segments[i].Passage
		if p == nil {
			continue
		}
		if h, ok := ordinal[p.Block]; ok {
			o.heads[h], o.levels[h], last = i, max(p.Level, 1), h
			continue
		}
		o.under[i] = last
	}
	if len(o.levels) > 0 && o.levels[0] == 1 {
		for i := range o.levels {
			o.levels[i] = min(o.levels[i]+1, 6)
		}
	}
	return o
}

// text returns the text of a heading.
func (o *outlined) text(heading int) string {
	if i := o.heads[heading]; i >= 0 {
		return o.Segments[i].Text
	}
	return ""
}

// headingPairs finds out which heading of the source each heading of a translation
// translates.
type headingPairs struct {
	source, target outlined
	partners       []state.Partner // of the target's segments
	madeFrom       map[string][]string
	madeInto       map[string][]string
	votes          []map[int]int // of each heading of the target: recorded texts below it, by the source's heading that they stand under
	found          []int         // of each heading of the target: its counterpart, or -1
	taken          []bool        // of each heading of the source
	told           bool          // whether a record tells any
}

// counterparts returns the counterpart of each heading of the translation; nil if no
// record tells any, or if they are the same headings in the same order.
func (s *UnitPair) counterparts() []site.Counterpart {
	if s.Target == nil || s.Source.Outline == nil || s.Target.Outline == nil {
		return nil
	}
	h := s.pairHeadings()
	if !h.told {
		return nil
	}
	out := h.rest()
	if h.sameOutline(out) {
		return nil
	}
	return out
}

// pairHeadings finds the counterparts that records and similar texts tell.
func (s *UnitPair) pairHeadings() *headingPairs {
	h := &headingPairs{source: outlineOf(s.Source), target: outlineOf(s.Target), partners: s.partners}
	h.found, h.taken = make([]int, len(h.target.heads)), make([]bool, len(h.source.heads))
	h.madeFrom, h.madeInto = map[string][]string{}, map[string][]string{}
	for _, r := range s.Records {
		h.madeFrom[r.Target] = append(h.madeFrom[r.Target], r.Source)
		h.madeInto[r.Source] = append(h.madeInto[r.Source], r.Target)
	}
	h.countVotes()
	h.recorded()
	h.byContent()
	h.bySimilarity()
	h.told = slices.ContainsFunc(h.found, func(i int) bool { return i >= 0 })
	return h
}

// sameOutline reports whether the headings have the same places and levels as their
// counterparts.
func (h *headingPairs) sameOutline(list []site.Counterpart) bool {
	if !slices.Equal(h.source.levels, h.target.levels) {
		return false
	}
	for i, c := range list {
		if c != (site.Counterpart{Source: i}) {
			return false
		}
	}
	return true
}

// countVotes counts the recorded texts under each heading.
func (h *headingPairs) countVotes() {
	h.votes = make([]map[int]int, len(h.target.heads))
	for i, p := range h.partners {
		j := h.target.under[i]
		if j < 0 || !p.Recorded || h.source.under[p.Source] < 0 {
			continue
		}
		if h.votes[j] == nil {
			h.votes[j] = map[int]int{}
		}
		h.votes[j][h.source.under[p.Source]]++
	}
}

// partner returns the heading that the alignment of segments joins to heading j, or -1.
func (h *headingPairs) partner(j int) (i int, recorded bool) {
	if t := h.target.heads[j]; t >= 0 {
		p := h.partners[t]
		i = slices.Index(h.source.heads, p.Source)
		if p.Source < 0 || i < 0 {
			return -1, false
		}
		same := h.source.text(i) == h.target.text(j) && h.target.Segments[t].Neutral()
		return i, p.Recorded || same
	}
	return -1, false
}

// recorded joins the headings that a record joins. Of several headings with the same text,
// that with the most texts in common is meant.
func (h *headingPairs) recorded() {
	byText := map[string][]int{}
	for i := range h.source.heads {
		byText[h.source.text(i)] = append(byText[h.source.text(i)], i)
	}
	var repeated []int
	for j := range h.target.heads {
		h.found[j] = -1
		i, ok := h.partner(j)
		if !ok {
			continue
		}
		if len(byText[h.source.text(i)]) > 1 {
			repeated = append(repeated, j)
			continue
		}
		h.join(i, j)
	}
	for _, j := range repeated {
		i, _ := h.partner(j)
		h.join(h.maxVotes(j, byText[h.source.text(i)]), j)
	}
	for _, j := range repeated { // in the order of the text
		i, _ := h.partner(j)
		for _, i := range byText[h.source.text(i)] {
			if h.found[j] < 0 {
				h.join(i, j)
			}
		}
	}
}

// join joins two headings unless one of them has a counterpart or i is -1.
func (h *headingPairs) join(i, j int) {
	if i >= 0 && !h.taken[i] && h.found[j] < 0 {
		h.taken[i], h.found[j] = true, i
	}
}

// maxVotes returns that of some headings of the source under which most of the texts
// below heading j stand; -1 if there are none or as many under another one.
func (h *headingPairs) maxVotes(j int, among []int) int {
	best, found := 0, -1
	for _, i := range among {
		switch n := h.votes[j][i]; {
		case h.taken[i] || n == 0:
		case n > best:
			best, found = n, i
		case n == best:
			found = -1
		}
	}
	return found
}

// byContent joins headings that have no record to those with the same texts below them.
func (h *headingPairs) byContent() {
	all := make([]int, len(h.source.heads))
	for i := range all {
		all[i] = i
	}
	for j := range h.found {
		if h.found[j] < 0 {
			h.join(h.maxVotes(j, all), j)
		}
	}
}

// bySimilarity joins headings of which one was reworded a little.
func (h *headingPairs) bySimilarity() {
	const enough = 0.5 // of the words
	for j := range h.found {
		if h.found[j] >= 0 {
			continue
		}
		best, found := enough, -1
		for i := range h.source.heads {
			if h.taken[i] {
				continue
			}
			for _, was := range h.madeFrom[h.target.text(j)] {
				if o := segment.Overlap(was, h.source.text(i)); o >= best {
					best, found = o, i
				}
			}
			for _, was := range h.madeInto[h.source.text(i)] {
				if o := segment.Overlap(was, h.target.text(j)); o >= best {
					best, found = o, i
				}
			}
		}
		h.join(found, j)
	}
}

// rest joins what is left by its place, and returns all counterparts. A new heading in the
// only place that is left is no guess; one that translates another text is.
func (h *headingPairs) rest() []site.Counterpart {
	out := make([]site.Counterpart, len(h.found))
	told := slices.Clone(h.found)
	for j := range out {
		if told[j] >= 0 {
			out[j].Source = told[j]
			continue
		}
		was := h.madeFrom[h.target.text(j)]
		i := h.onlyPlace(told, j)
		guess := i < 0 || len(was) > 0
		if i < 0 {
			i, _ = h.partner(j)
		}
		if i >= 0 && !h.taken[i] {
			h.join(i, j)
			out[j] = site.Counterpart{Source: i, Guessed: guess}
			continue
		}
		out[j].Source = -1
		if len(was) > 0 {
			out[j].Was = was[0]
		}
	}
	return out
}

// onlyPlace returns the heading of the source that is alone between the counterparts of
// the headings around heading j, if j is alone there too and has its level; else -1.
func (h *headingPairs) onlyPlace(told []int, j int) int {
	from, to := -1, len(h.source.heads)
	if j > 0 {
		if from = told[j-1]; from < 0 {
			return -1
		}
	}
	if j+1 < len(told) {
		if to = told[j+1]; to < 0 {
			return -1
		}
	}
	if to-from != 2 || h.source.levels[from+1] != h.target.levels[j] {
		return -1
	}
	return from + 1
}
