package exchange

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// add puts texts into the translation that it has no place for yet: new
// messages, names, fields and blocks, or a new page. Additions that can't be
// made yet remain.
func (p *pageImport) add() (refusals []refusal) {
	if len(p.additions) == 0 {
		return nil
	}
	if p.unitPair.Unit.ID != segment.MessagesID && p.unitPair.Unit.ID != segment.HubID && p.unitPair.Target == nil {
		p.create()
		return nil
	}
	if p.targets == nil {
		p.targets = map[int]int{}
		for i := range p.unitPair.Pairs {
			if x := &p.unitPair.Pairs[i]; x.Source != nil && x.Target != nil {
				p.targets[segment.IndexOf(p.unitPair.Source, x.Source)] = segment.IndexOf(p.unitPair.Target, x.Target)
			}
		}
	}
	tried := map[int]bool{}
	for _, e := range slices.Clone(p.additions) {
		if tried[e.Segment] {
			continue
		}
		var next *segment.Document
		var err error
		taken := []int{e.Segment}
		switch {
		case p.unitPair.Unit.ID == segment.MessagesID:
			next, err = p.addMessage(&e)
		case p.unitPair.Source.Segments[e.Segment].Scalar != nil:
			next, err = p.doc.AddScalar(p.unitPair.Source, e.Segment, e.Text.Words())
		default:
			next, taken, err = p.addBlock(&e)
		}
		for _, s := range taken {
			tried[s] = true
		}
		if err != nil {
			refusals = append(refusals, refusal{e.returned, err})
			continue
		}
		p.taken(next, taken)
		p.additions = slices.DeleteFunc(p.additions, func(e importedText) bool { return slices.Contains(taken, e.Segment) })
	}
	return refusals
}

// taken notes that texts have been inserted into the translation.
func (p *pageImport) taken(next *segment.Document, segments []int) {
	index := afterInsertion(p.doc, next)
	for i, j := range p.targets {
		p.targets[i] = index[j]
	}
	for i := range p.edits {
		p.edits[i].Segment = index[p.edits[i].Segment]
	}
	var added []int // in the order of the document, as segments are in that of the source
	for j := range next.Segments {
		if !slices.Contains(index, j) {
			added = append(added, j)
		}
	}
	slices.Sort(segments)
	for i, at := range segments {
		e := slices.IndexFunc(p.additions, func(e importedText) bool { return e.Segment == at })
		if e < 0 {
			continue
		}
		p.out.Added++
		if len(added) == len(segments) {
			p.accepted = append(p.accepted, state.Record{Kind: p.unitPair.Source.Segments[at].Kind, Source: p.additions[e].source, Target: next.Segments[added[i]].Text})
			p.targets[at] = added[i]
		}
	}
	p.doc = next
}

// afterInsertion returns the indices of a document's segments in the next
// document, into which something was inserted at one place.
func afterInsertion(doc, next *segment.Document) []int {
	same := 0 // bytes before the place
	for same < len(doc.Source) && doc.Source[same] == next.Source[same] {
		same++
	}
	start := make(map[int]int, len(next.Segments))
	for j := range next.Segments {
		start[next.Segments[j].Start] = j
	}
	out := make([]int, len(doc.Segments))
	for i := range doc.Segments {
		s := &doc.Segments[i]
		at := s.Start
		if s.End > same {
			at += len(next.Source) - len(doc.Source)
		}
		out[i] = start[at]
	}
	return out
}

func (p *pageImport) addMessage(e *importedText) (*segment.Document, error) {
	s := p.unitPair.Source
	after := ""
	for i := e.Segment - 1; i >= 0 && after == ""; i-- {
		if slices.ContainsFunc(p.doc.Segments, func(x segment.Segment) bool { return x.Key == s.Segments[i].Key }) {
			after = s.Segments[i].Key
		}
	}
	next := p.doc.Reparse(p.doc.AddMessage(s.Segments[e.Segment].Key, after, e.Forms))
	if next.Err != nil || len(next.Segments) != len(p.doc.Segments)+1 {
		return nil, segment.ErrStructure
	}
	return next, nil
}

// addBlock inserts the block of the source that contains a new text,
// translated, at its place in the translation. All texts of the block must
// have come back.
func (p *pageImport) addBlock(e *importedText) (*segment.Document, []int, error) {
	source := p.unitPair.Source
	b := p.newBlock(e.Segment)
	taken, edits, err := p.blockTexts(b)
	if err != nil {
		return nil, taken, err
	}
	translated, refused := source.Splice(edits)
	for _, err := range refused {
		return nil, taken, err
	}
	block := translated.Outline.Blocks[b]
	chunk := strings.TrimRight(string(translated.Source[translated.BodyStart+block.Start:translated.BodyStart+block.End]), "\r\n") + segment.Newline(p.doc.Source)
	at, err := p.positionOf(b)
	if err != nil {
		return nil, taken, err
	}
	var want []segment.Tagged
	for _, i := range taken {
		want = append(want, translated.Tagged(&translated.Segments[i]))
	}
	next := p.doc.Insert(at, chunk, segment.Tight[block.Kind], want)
	if next == nil {
		return nil, taken, errors.New("its place in the translation can't be found")
	}
	return next, taken, nil
}

// newBlock returns the largest block around a segment of the source that
// contains only texts without a counterpart.
func (p *pageImport) newBlock(segment int) int {
	d := p.unitPair.Source
	best := d.Segments[segment].Passage.Block
	for b := best; b > 0; b = d.Outline.Blocks[b].Parent {
		for i := range d.Segments {
			if s := &d.Segments[i]; s.Passage != nil && p.translated(i) && d.Inside(s.Passage.Block, b) {
				return best
			}
		}
		best = b
	}
	return best
}

// translated reports whether a segment of the source has a counterpart.
func (p *pageImport) translated(i int) bool {
	_, ok := p.targets[i]
	return ok
}

// blockTexts returns the segments of a new block and their translations.
func (p *pageImport) blockTexts(b int) (taken []int, edits []segment.NewText, err error) {
	d := p.unitPair.Source
	missing := 0
	for i := range d.Segments {
		s := &d.Segments[i]
		if s.Passage == nil || !d.Inside(s.Passage.Block, b) {
			continue
		}
		j := slices.IndexFunc(p.additions, func(e importedText) bool { return e.Segment == i })
		switch {
		case j >= 0:
			taken, edits = append(taken, i), append(edits, p.additions[j].NewText)
		case s.Neutral(), p.refused[i]:
			taken = append(taken, i)
		default:
			missing++
		}
	}
	if missing > 0 {
		return taken, nil, fmt.Errorf("it stands in a new block of %d texts, of which %d are not translated", len(taken)+missing, missing)
	}
	return taken, edits, nil
}

// positionOf finds the place of a new block in the translation: after the
// counterpart of the block before it, or before that of the block after it.
func (p *pageImport) positionOf(b int) (int, error) {
	d := p.unitPair.Source
	var siblings []int
	for i, x := range d.Outline.Blocks {
		if x.Parent == d.Outline.Blocks[b].Parent && i > 0 {
			siblings = append(siblings, i)
		}
	}
	own := slices.Index(siblings, b)
	bare := 0 // blocks without texts, such as code, between the two
	for i := own - 1; i >= 0; i-- {
		if t := p.counterpart(siblings[i]); t > 0 {
			return p.after(t, bare), nil
		}
		if d.Outline.Blocks[siblings[i]].Passages.End == 0 {
			bare++
		}
	}
	for i := own + 1; i < len(siblings); i++ {
		if t := p.counterpart(siblings[i]); t > 0 {
			return p.doc.BodyStart + p.doc.Outline.Blocks[t].Start, nil
		}
	}
	if d.Outline.Blocks[b].Parent == 0 {
		return len(p.doc.Source), nil
	}
	return 0, errors.New("its place in the translation can't be found")
}

// after returns the offset of the end of a block of the translation and of at
// most some blocks without texts that follow it.
func (p *pageImport) after(t, bare int) int {
	blocks := p.doc.Outline.Blocks
	end := blocks[t].End
	for i := t + 1; i < len(blocks) && bare > 0; i++ {
		if blocks[i].Parent != blocks[t].Parent {
			continue
		}
		if blocks[i].Passages.End > 0 {
			break
		}
		end = blocks[i].End
		bare--
	}
	return p.doc.BodyStart + end
}

// counterpart returns the block of the translation that translates a block of
// the source, or 0: they have texts that translate each other, at the same
// depth.
func (p *pageImport) counterpart(b int) int {
	d := p.unitPair.Source
	for i := range d.Segments {
		s := &d.Segments[i]
		j, ok := p.targets[i]
		if !ok || s.Passage == nil || p.doc.Segments[j].Passage == nil || !d.Inside(s.Passage.Block, b) {
			continue
		}
		t := p.doc.Segments[j].Passage.Block
		for up := s.Passage.Block; up != b && t > 0; up = d.Outline.Blocks[up].Parent {
			t = p.doc.Outline.Blocks[t].Parent
		}
		if t > 0 && p.doc.Outline.Blocks[t].Kind == d.Outline.Blocks[b].Kind {
			return t
		}
	}
	return 0
}
