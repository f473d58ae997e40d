package translate

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// add puts texts into the translation for which it has no place yet: new
// messages, names, fields and blocks, or a whole new page.
func (p *pageImport) add() {
	if len(p.additions) == 0 {
		return
	}
	if p.unitPair.Unit.ID != MessagesID && p.unitPair.Unit.ID != HubID && p.unitPair.Target == nil {
		p.create()
		return
	}
	done := map[int]bool{}
	p.targets = map[int]*Segment{}
	for i := range p.unitPair.Pairs {
		if x := &p.unitPair.Pairs[i]; x.Source != nil && x.Target != nil {
			p.targets[segmentIndex(p.unitPair.Source, x.Source)] = x.Target
		}
	}
	for i := range p.additions {
		e := &p.additions[i]
		if done[e.Segment] {
			continue
		}
		var next *Document
		var err error
		taken := []int{e.Segment}
		switch {
		case p.unitPair.Unit.ID == MessagesID:
			next, err = p.addMessage(e)
		case p.unitPair.Source.Segments[e.Segment].scalar != nil:
			next, err = p.addScalar(e)
		default:
			next, taken, err = p.addBlock(e)
		}
		for _, s := range taken {
			done[s] = true
		}
		if err != nil {
			p.refuse(e.returned, "write it into the file by hand, then griot translate mark "+p.unitPair.Unit.ID, "%v", err)
			continue
		}
		p.taken(next, taken)
	}
}

// taken notes texts that are in their places now.
func (p *pageImport) taken(next *Document, segments []int) {
	old := map[string]int{}
	for i := range p.doc.Segments {
		old[p.doc.Segments[i].Text]++
	}
	var fresh []*Segment // in the order of the document, as segments are in that of the source
	for i := range next.Segments {
		s := &next.Segments[i]
		if old[s.Text]--; old[s.Text] < 0 {
			fresh = append(fresh, s)
		}
	}
	slices.Sort(segments)
	for i, at := range segments {
		s := &p.unitPair.Source.Segments[at]
		j := slices.IndexFunc(p.additions, func(e importedText) bool { return e.Segment == at })
		if j < 0 {
			continue
		}
		p.out.Added++
		if len(fresh) == len(segments) {
			p.accepted = append(p.accepted, Record{s.Kind, p.additions[j].source, fresh[i].Text})
			p.targets[at] = fresh[i]
		}
	}
	p.doc = next
}

func (p *pageImport) addMessage(e *importedText) (*Document, error) {
	s := p.unitPair.Source
	after := ""
	for i := e.Segment - 1; i >= 0 && after == ""; i-- {
		if slices.ContainsFunc(p.doc.Segments, func(x Segment) bool { return x.Key == s.Segments[i].Key }) {
			after = s.Segments[i].Key
		}
	}
	next := p.doc.reparse(p.doc.addMessage(s.Segments[e.Segment].Key, after, e.Forms))
	if next.Err != nil || len(next.Segments) != len(p.doc.Segments)+1 {
		return nil, errStructure
	}
	return next, nil
}

// addBlock copies the block of the source that holds a new text, translated,
// to its place in the translation. All texts of the block must have come back.
func (p *pageImport) addBlock(e *importedText) (*Document, []int, error) {
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
	block := translated.outline.Blocks[b]
	chunk := strings.TrimRight(string(translated.Source[translated.bodyStart+block.Start:translated.bodyStart+block.End]), "\r\n") + newline(p.doc.Source)
	at, err := p.positionOf(b)
	if err != nil {
		return nil, taken, err
	}
	var want []Tagged
	for _, i := range taken {
		want = append(want, translated.tagged(&translated.Segments[i]))
	}
	next := p.doc.insert(at, chunk, tight[block.Kind], want)
	if next == nil {
		return nil, taken, errors.New("its place in the translation can't be found")
	}
	return next, taken, nil
}

// newBlock is the largest block around a segment of the source that holds
// nothing but texts without a counterpart.
func (p *pageImport) newBlock(segment int) int {
	d := p.unitPair.Source
	best := d.Segments[segment].passage.Block
	for b := best; b > 0; b = d.outline.Blocks[b].Parent {
		for i := range d.Segments {
			if s := &d.Segments[i]; p.targets[i] != nil && s.passage != nil && d.inside(s.passage.Block, b) {
				return best
			}
		}
		best = b
	}
	return best
}

// inside reports whether a block is another one or stands in it.
func (d *Document) inside(b, outer int) bool {
	for ; b >= 0; b = d.outline.Blocks[b].Parent {
		if b == outer {
			return true
		}
	}
	return false
}

// blockTexts are the segments of a new block and their translations.
func (p *pageImport) blockTexts(b int) (taken []int, edits []Edit, err error) {
	d := p.unitPair.Source
	missing := 0
	for i := range d.Segments {
		s := &d.Segments[i]
		if s.passage == nil || !d.inside(s.passage.Block, b) {
			continue
		}
		j := slices.IndexFunc(p.additions, func(e importedText) bool { return e.Segment == i })
		switch {
		case j >= 0:
			taken, edits = append(taken, i), append(edits, p.additions[j].Edit)
		case s.neutral():
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

// positionOf finds where in the translation a new block belongs: after the
// counterpart of the block before it, or before that of the block after it.
func (p *pageImport) positionOf(b int) (int, error) {
	d := p.unitPair.Source
	var siblings []int
	for i, x := range d.outline.Blocks {
		if x.Parent == d.outline.Blocks[b].Parent && i > 0 {
			siblings = append(siblings, i)
		}
	}
	own := slices.Index(siblings, b)
	bare := 0 // blocks without texts, such as code, that stand between
	for i := own - 1; i >= 0; i-- {
		if t := p.counterpart(siblings[i]); t > 0 {
			return p.after(t, bare), nil
		}
		if d.outline.Blocks[siblings[i]].Passages.End == 0 {
			bare++
		}
	}
	for i := own + 1; i < len(siblings); i++ {
		if t := p.counterpart(siblings[i]); t > 0 {
			return p.doc.bodyStart + p.doc.outline.Blocks[t].Start, nil
		}
	}
	if d.outline.Blocks[b].Parent == 0 {
		return len(p.doc.Source), nil
	}
	return 0, errors.New("its place in the translation can't be found")
}

// after is where the block after a block of the translation starts, and after
// as many blocks without texts that follow it.
func (p *pageImport) after(t, bare int) int {
	blocks := p.doc.outline.Blocks
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
	return p.doc.bodyStart + end
}

// counterpart is the block of the translation that translates one of the
// source, or 0: texts of both are joined, and they stand as deep in both.
func (p *pageImport) counterpart(b int) int {
	d := p.unitPair.Source
	for i := range d.Segments {
		s := &d.Segments[i]
		if p.targets[i] == nil || s.passage == nil || p.targets[i].passage == nil || !d.inside(s.passage.Block, b) {
			continue
		}
		j := slices.IndexFunc(p.doc.Segments, func(x Segment) bool { return x.Text == p.targets[i].Text && x.Kind == p.targets[i].Kind })
		if at := slices.IndexFunc(p.unitPair.Target.Segments, func(x Segment) bool { return x.Start == p.targets[i].Start }); at >= 0 &&
			len(p.doc.Segments) == len(p.unitPair.Target.Segments) {
			j = at
		}
		if j < 0 || p.doc.Segments[j].passage == nil {
			continue
		}
		t := p.doc.Segments[j].passage.Block
		for up := s.passage.Block; up != b && t > 0; up = d.outline.Blocks[up].Parent {
			t = p.doc.outline.Blocks[t].Parent
		}
		if t > 0 && p.doc.outline.Blocks[t].Kind == d.outline.Blocks[b].Kind {
			return t
		}
	}
	return 0
}

// tight are blocks that stand without blank lines between them.
var tight = map[string]bool{"ListItem": true, "TableRow": true, "TextBlock": true}

// insert puts a block into a page, with blank lines around it where it needs
// them. It is nil where the page would not be what it was with the new texts.
func (d *Document) insert(at int, chunk string, tight bool, want []Tagged) *Document {
	nl := newline(d.Source)
	start, lead, trail := "", "", ""
	if at > 0 && d.Source[at-1] != '\n' {
		start = nl
	}
	if last := bytes.TrimRight(d.Source[:at], " \t"); !tight && at > d.bodyStart && !bytes.HasSuffix(last, []byte(nl+nl)) {
		lead = nl
	}
	if !tight && at < len(d.Source) && d.Source[at] != '\n' && d.Source[at] != '\r' {
		trail = nl
	}
	for _, around := range [][2]string{{lead, trail}, {"", ""}, {"", nl}, {nl, ""}, {nl, nl}} {
		text := start + around[0] + chunk + around[1]
		next := d.reparse(slices.Concat(d.Source[:at], []byte(text), d.Source[at:]))
		if next.Err == nil && grown(d, next, at, len(text), want) {
			return next
		}
	}
	return nil
}

// grown reports whether a page is what it was, with new texts at one place.
func grown(was, is *Document, at, n int, want []Tagged) bool {
	if len(is.Segments) != len(was.Segments)+len(want) || len(is.outline.Blocks) <= len(was.outline.Blocks) {
		return false
	}
	i, found := 0, 0
	for j := range is.Segments {
		s := &is.Segments[j]
		if s.Start >= at && s.End <= at+n {
			if found >= len(want) || !sameShape(is.tagged(s), want[found]) {
				return false
			}
			found++
			continue
		}
		if i >= len(was.Segments) {
			return false
		}
		old := &was.Segments[i]
		i++
		if cmp.Or(strings.Compare(old.Text, s.Text), strings.Compare(old.Kind, s.Kind)) != 0 || old.passage != nil && blockPath(was, old) != blockPath(is, s) {
			return false
		}
	}
	return found == len(want)
}

// blockPath names the blocks around a segment.
func blockPath(d *Document, s *Segment) string {
	var b strings.Builder
	for i := s.passage.Block; i > 0; i = d.outline.Blocks[i].Parent {
		b.WriteString(d.outline.Blocks[i].Kind)
		b.WriteByte(' ')
	}
	return b.String()
}
