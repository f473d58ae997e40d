package state

import (
	"slices"

	"griot/generator/translate/segment"
)

// Pair is a text of the source and its translation.
type Pair struct {
	Source, Target *segment.Segment // one of them may be nil
	State          State
	Old            string // of a stale or extra text: the source that it was made from, if that is known
	// Confirmed says that a record has exactly these two texts.
	Confirmed bool
	// Copy says that the target is the source's text, left untranslated.
	Copy bool
}

// Words counts the words of the source, or of the target if there is no
// source.
func (p *Pair) Words() int {
	if p.Source != nil {
		return segment.CountWords(p.Source.Words())
	}
	return segment.CountWords(p.Target.Words())
}

// History is the records that may concern a document.
type History struct {
	Records []Record
	// Others finds records of other documents by the text of a translation, for
	// text that was moved to another page. It may be nil.
	Others func(target string) []Record
}

// Partner is the segment of the source that a segment of the target translates.
type Partner struct {
	Source int // index in the source's segments, or -1
	// Recorded says that a record has exactly these two texts, or that both have no
	// words and are in the same place.
	Recorded bool
}

// Compare pairs the segments of a source with those of its translation and
// determines the state of each pair. target is nil if there is no translation.
// Pairs are in the order of the source, extra segments in that of the target.
func Compare(source, target *segment.Document, k History) []Pair {
	pairs, _ := Join(source, target, k)
	return pairs
}

// Join is Compare that also returns the partner of each segment of the target.
func Join(source, target *segment.Document, k History) ([]Pair, []Partner) {
	if target == nil {
		out := make([]Pair, 0, len(source.Segments))
		for i := range source.Segments {
			if s := &source.Segments[i]; !s.Neutral() {
				out = append(out, Pair{Source: s, State: Missing})
			}
		}
		return out, nil
	}
	k.Records = ofTexts(k.Records)
	if pairs := compareUnchanged(source, target, k.Records); pairs != nil {
		partners := make([]Partner, len(target.Segments))
		for i := range partners {
			partners[i] = Partner{i, true}
		}
		return pairs, partners
	}
	j := &comparison{source: source, target: target, records: k.Records, own: len(k.Records)}
	j.index()
	if k.Others != nil {
		j.addOthers(k.Others)
	}
	j.join()
	return j.pairs(), j.partners()
}

// ofTexts returns the records of texts among some records.
func ofTexts(records []Record) []Record {
	i := slices.IndexFunc(records, func(r Record) bool { return r.Kind == StructureKind })
	if i < 0 {
		return records
	}
	return append(slices.Clone(records[:i]), slices.DeleteFunc(slices.Clone(records[i:]), func(r Record) bool { return r.Kind == StructureKind })...)
}

// partners lists the partner of each segment of the target.
func (j *comparison) partners() []Partner {
	place := make(map[*segment.Segment]int, len(j.source.Segments))
	for i := range j.source.Segments {
		place[&j.source.Segments[i]] = i
	}
	out := make([]Partner, len(j.target.Segments))
	for i := range out {
		t := &j.target.Segments[i]
		out[i].Source = -1
		if s := j.partner[t]; s != nil {
			out[i] = Partner{place[s], j.exact[t]}
		}
	}
	return out
}

// compareUnchanged is the fast path for documents whose segments are those of
// the records, in the same order; it returns nil for others.
func compareUnchanged(source, target *segment.Document, records []Record) []Pair {
	if len(source.Segments) != len(target.Segments) {
		return nil
	}
	out := make([]Pair, 0, len(source.Segments))
	next := 0
	for i := range source.Segments {
		s, t := &source.Segments[i], &target.Segments[i]
		if s.Key != t.Key || s.Sequence != t.Sequence {
			return nil
		}
		if next < len(records) && records[next].Source == s.Text && records[next].Target == t.Text {
			next++
			out = append(out, Pair{Source: s, Target: t, Confirmed: true})
			continue
		}
		if s.Text == t.Text && s.Neutral() {
			continue
		}
		if !slices.ContainsFunc(records[:next], func(r Record) bool { return r.Source == s.Text && r.Target == t.Text }) {
			return nil
		}
		out = append(out, Pair{Source: s, Target: t, Confirmed: true})
	}
	return out
}

// comparison is the working state of Compare.
type comparison struct {
	source, target     *segment.Document
	records            []Record // the document's own, then those of others
	own                int      // how many are its own
	bySource, byTarget map[string][]int
	partner            map[*segment.Segment]*segment.Segment // of a target
	joined             map[*segment.Segment]*segment.Segment // of a source
	exact              map[*segment.Segment]bool             // targets joined by a record
	position           map[*segment.Segment]int              // of a target in its document
	texts              map[string]bool                       // of both documents
}

func (j *comparison) index() {
	j.bySource, j.byTarget = make(map[string][]int, len(j.records)), make(map[string][]int, len(j.records))
	for i, r := range j.records {
		j.bySource[r.Source] = append(j.bySource[r.Source], i)
		j.byTarget[r.Target] = append(j.byTarget[r.Target], i)
	}
	j.partner, j.joined, j.exact = map[*segment.Segment]*segment.Segment{}, map[*segment.Segment]*segment.Segment{}, map[*segment.Segment]bool{}
	j.position, j.texts = make(map[*segment.Segment]int, len(j.target.Segments)), make(map[string]bool, 2*len(j.target.Segments))
	for i := range j.target.Segments {
		j.position[&j.target.Segments[i]] = i
		j.texts[j.target.Segments[i].Text] = true
	}
	for i := range j.source.Segments {
		j.texts[j.source.Segments[i].Text] = true
	}
}

// addOthers adds the records of other documents for translations that are in
// this one.
func (j *comparison) addOthers(find func(string) []Record) {
	for i := range j.target.Segments {
		t := &j.target.Segments[i]
		if len(j.byTarget[t.Text]) > 0 || t.Neutral() {
			continue
		}
		for _, r := range find(t.Text) {
			n := len(j.records)
			j.records = append(j.records, r)
			j.bySource[r.Source] = append(j.bySource[r.Source], n)
			j.byTarget[r.Target] = append(j.byTarget[r.Target], n)
		}
	}
}

// join pairs the segments by key, or those of each sequence by alignment.
func (j *comparison) join() {
	keyed := map[string]*segment.Segment{}
	aligners := map[string]*aligner{}
	var order []string
	of := func(s *segment.Segment) *aligner {
		if aligners[s.Sequence] == nil {
			aligners[s.Sequence] = &aligner{records: j.records, bySource: j.bySource, byTarget: j.byTarget}
			order = append(order, s.Sequence)
		}
		return aligners[s.Sequence]
	}
	for i := range j.source.Segments {
		s := &j.source.Segments[i]
		if s.Key != "" {
			keyed[s.Key] = s
			continue
		}
		l := of(s)
		l.source = append(l.source, s)
	}
	for i := range j.target.Segments {
		t := &j.target.Segments[i]
		if t.Key != "" {
			if s := keyed[t.Key]; s != nil {
				exact := slices.ContainsFunc(j.byTarget[t.Text], func(r int) bool { return j.records[r].Source == s.Text })
				j.pair(s, t, exact)
			}
			continue
		}
		l := of(t)
		l.target = append(l.target, t)
	}
	for _, name := range order {
		l := aligners[name]
		l.align()
		for t, i := range l.partner {
			if i >= 0 {
				j.pair(l.source[i], l.target[t], l.exact[t] >= 0)
			}
		}
	}
}

func (j *comparison) pair(s, t *segment.Segment, exact bool) {
	j.partner[t], j.joined[s] = s, t
	j.exact[t] = exact
}

// pairs lists the pairs in order, each with its state.
func (j *comparison) pairs() []Pair {
	out := make([]Pair, 0, len(j.source.Segments)+4)
	extra := func(t *segment.Segment) {
		if !t.Neutral() && !t.Optional {
			p := Pair{Target: t, State: Extra}
			if made := j.byTarget[t.Text]; len(made) > 0 && made[0] < j.own {
				p.Old = j.records[made[0]].Source
			}
			out = append(out, p)
		}
	}
	next := 0 // targets before it have been passed
	for i := range j.source.Segments {
		s := &j.source.Segments[i]
		t := j.joined[s]
		if t == nil {
			if !s.Neutral() && !s.Optional {
				out = append(out, Pair{Source: s, State: Missing})
			}
			continue
		}
		for ; next <= j.position[t]; next++ {
			if x := &j.target.Segments[next]; j.partner[x] == nil {
				extra(x)
			}
		}
		if p := j.compare(s, t); !(s.Neutral() && p.State == Fresh && !p.Confirmed) {
			out = append(out, p)
		}
	}
	for ; next < len(j.target.Segments); next++ {
		if x := &j.target.Segments[next]; j.partner[x] == nil {
			extra(x)
		}
	}
	return out
}

// compare determines the state of a pair.
func (j *comparison) compare(s, t *segment.Segment) Pair {
	p := Pair{Source: s, Target: t, Confirmed: j.exact[t]}
	switch {
	case p.Confirmed:
		return p
	case s.Text == t.Text:
		if s.Neutral() {
			return p
		}
		if p.Copy = true; segment.IsProse(s.Words()) {
			p.State = Missing
			return p
		}
		p.State = Stale
	case len(j.byTarget[t.Text]) > 0: // the translation is as it was; the source is not
		p.State = Stale
	case len(j.bySource[s.Text]) > 0: // the source is as it was; its translation was reworded
		return p
	default:
		p.State = Stale
	}
	p.Old = j.oldSource(s, t)
	return p
}

// oldSource returns the text that a stale translation was made from, or "". It
// must be alike, unless name or id say that it is the text of this place.
func (j *comparison) oldSource(s, t *segment.Segment) string {
	best, found := 0.0, ""
	for _, r := range j.byTarget[t.Text] {
		o := segment.Likeness(j.records[r].Source, s.Text)
		if placed := s.Key != "" || s.HeadingID != "" && s.HeadingID == t.HeadingID; placed && r < j.own && j.records[r].Kind == s.Kind {
			o = max(o, segment.MinLikeness)
		}
		if o >= segment.MinLikeness && o > best {
			best, found = o, j.records[r].Source
		}
	}
	if found != "" {
		return found
	}
	// Both have changed: of the records whose texts are no longer anywhere, take
	// the one that is most similar to both, if any is.
	best = minOverlap
	for i := range j.records {
		r := &j.records[i]
		if j.texts[r.Source] || j.texts[r.Target] || segment.Likeness(r.Source, s.Text) < segment.MinLikeness {
			continue
		}
		o := (segment.Overlap(r.Source, s.Text) + segment.Overlap(r.Target, t.Text)) / 2
		if o > best {
			best, found = o, r.Source
		}
	}
	return found
}
