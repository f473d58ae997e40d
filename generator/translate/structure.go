package translate

import (
	"encoding/hex"
	"slices"
	"strings"

	"griot/generator/cache"
	"griot/generator/translate/state"
)

// Difference is a place where a translation is built otherwise than its source, whatever
// the state of its texts.
type Difference struct {
	// What is "moved" for a text under another heading or a heading in another order,
	// "level" of a heading, "box" for another kind of box or none, or "code" for a block
	// of code that is not the source's.
	What   string `json:"what"`
	Text   string `json:"text,omitempty"`        // the beginning of the translation, or of the source if it lacks the place
	Source int    `json:"source_line,omitempty"` // lines; 0 where the place is missing
	Target int    `json:"line,omitempty"`

	record state.Record // says that the difference is meant
}

// differences lists the differences that no record accepts, in the order of the
// translation; all lists the accepted ones too. Of a translation that nobody has marked
// yet, nothing is told: all of it is to be checked.
func (s *UnitPair) differences(all bool) []Difference {
	if s.Target == nil || len(s.Records) == 0 && !all || s.Source.Outline == nil || s.Target.Outline == nil {
		return nil
	}
	h := s.pairHeadings()
	out := slices.Concat(h.movedHeadings(), h.movedTexts(), h.otherLevels(), h.otherBoxes(), h.otherCode())
	if !all {
		out = slices.DeleteFunc(out, func(d Difference) bool { return slices.Contains(s.Records, d.record) })
	}
	slices.SortStableFunc(out, func(a, b Difference) int { return a.Target - b.Target })
	return out
}

// structureRecords returns the records of the differences that are accepted, or of all if
// they are accepted now.
func (s *UnitPair) structureRecords(accept bool) []state.Record {
	var out []state.Record
	for _, d := range s.differences(true) {
		if (accept || slices.Contains(s.Records, d.record)) && d.record.Source != "" && d.record.Target != "" && !slices.Contains(out, d.record) {
			out = append(out, d.record)
		}
	}
	return out
}

// difference makes a difference between two segments, of which i or j may be -1; marks go
// before their texts in the record.
func (h *headingPairs) difference(what string, i, j int, sourceMark, targetMark string) Difference {
	d := Difference{What: what, record: state.Record{Kind: state.StructureKind}}
	if i >= 0 {
		s := &h.source.Segments[i]
		d.Source, d.Text, d.record.Source = h.source.Line(s.Start), s.Text, oneLine(sourceMark+s.Text)
	}
	if j >= 0 {
		t := &h.target.Segments[j]
		d.Target, d.Text, d.record.Target = h.target.Line(t.Start), t.Text, oneLine(targetMark+t.Text)
	}
	d.Text = beginning(d.Text)
	return d
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// beginning returns the first words of a text.
func beginning(text string) string {
	const enough = 60
	text = oneLine(text)
	if r := []rune(text); len(r) > enough {
		return strings.TrimSpace(string(r[:enough])) + "..."
	}
	return text
}

// movedHeadings lists the headings that are in another order than their counterparts: as
// few as possible.
func (h *headingPairs) movedHeadings() []Difference {
	var told []int // headings of the target
	for j, i := range h.found {
		if i >= 0 {
			told = append(told, j)
		}
	}
	inOrder := state.Increasing(told, h.found)
	var out []Difference
	for _, j := range told {
		if i := h.found[j]; !slices.Contains(inOrder, j) && h.source.heads[i] >= 0 && h.target.heads[j] >= 0 {
			out = append(out, h.difference("moved", h.source.heads[i], h.target.heads[j], "after "+h.source.before(i)+": ", "after "+h.target.before(j)+": "))
		}
	}
	return out
}

// before returns the text of the heading before another one.
func (o *outlined) before(heading int) string {
	if heading == 0 {
		return "the start"
	}
	return o.text(heading - 1)
}

// movedTexts lists the texts that stand under another heading than their sources do.
func (h *headingPairs) movedTexts() []Difference {
	var out []Difference
	for j, p := range h.partners {
		if !p.Recorded || h.target.Segments[j].Passage == nil || slices.Contains(h.target.heads, j) || h.target.Segments[j].Neutral() {
			continue
		}
		there, here, expected := h.source.under[p.Source], h.target.under[j], -1
		if here >= 0 {
			if expected = h.found[here]; expected < 0 {
				continue // what the heading translates isn't known
			}
		}
		if there == expected || there >= 0 && !h.taken[there] {
			continue
		}
		out = append(out, h.difference("moved", p.Source, j, "under "+h.source.heading(there)+": ", "under "+h.target.heading(here)+": "))
	}
	return out
}

// heading returns the text of a heading; -1 is the start of the text.
func (o *outlined) heading(i int) string {
	if i < 0 {
		return "the start"
	}
	return o.text(i)
}

// otherLevels lists the headings with another level than their counterparts.
func (h *headingPairs) otherLevels() []Difference {
	var out []Difference
	for j, i := range h.found {
		if i < 0 || h.source.heads[i] < 0 || h.target.heads[j] < 0 {
			continue
		}
		if a, b := h.source.levels[i], h.target.levels[j]; a != b {
			out = append(out, h.difference("level", h.source.heads[i], h.target.heads[j], strings.Repeat("#", a)+" ", strings.Repeat("#", b)+" "))
		}
	}
	return out
}

// otherBoxes lists the texts in another kind of box than their sources; of several in one
// box, the first.
func (h *headingPairs) otherBoxes() []Difference {
	var out []Difference
	last := ""
	for j, p := range h.partners {
		t := h.target.Segments[j].Passage
		if p.Source < 0 || t == nil || h.source.Segments[p.Source].Passage == nil {
			continue
		}
		s := h.source.Segments[p.Source].Passage
		a, b := h.source.Outline.Alert(s.Block), h.target.Outline.Alert(t.Block)
		if a != b && a+" "+b != last {
			out = append(out, h.difference("box", p.Source, j, "[!"+a+"] ", "[!"+b+"] "))
		}
		if last = ""; a != b {
			last = a + " " + b
		}
	}
	return out
}

// codeBlock is a block of code of a page.
type codeBlock struct {
	code string
	line int
}

// codeBlocks lists the blocks of code of a page.
func (o *outlined) codeBlocks() []codeBlock {
	var out []codeBlock
	for _, b := range o.Outline.Blocks {
		if b.Code != "" {
			out = append(out, codeBlock{b.Code, o.Line(o.BodyStart + b.Start)})
		}
	}
	return out
}

// otherCode lists the blocks of code that are not the same in both languages, in order.
func (h *headingPairs) otherCode() []Difference {
	source, target := h.source.codeBlocks(), h.target.codeBlocks()
	source = slices.DeleteFunc(source, func(a codeBlock) bool {
		i := slices.IndexFunc(target, func(b codeBlock) bool { return a.code == b.code })
		if i >= 0 {
			target = slices.Delete(target, i, i+1)
		}
		return i >= 0
	})
	var out []Difference
	for k := range max(len(source), len(target)) {
		d := Difference{What: "code", record: state.Record{Kind: state.StructureKind}}
		if k < len(source) {
			d.Source, d.Text, d.record.Source = source[k].line, beginning(source[k].code), codeMark(source[k].code)
		}
		if k < len(target) {
			d.Target, d.Text, d.record.Target = target[k].line, beginning(target[k].code), codeMark(target[k].code)
		}
		out = append(out, d)
	}
	return out
}

// codeMark stands for a block of code in a record.
func codeMark(code string) string {
	sum := cache.Hash([]byte(code))
	return "code " + hex.EncodeToString(sum[:8])
}
