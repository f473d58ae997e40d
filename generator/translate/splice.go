package translate

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"griot/generator/yaml"
)

// Edit is a new text for a segment of a document.
type Edit struct {
	Segment int               // in Document.Segments
	Text    Tagged            // with its tags filled in
	Forms   map[string]string // of a message instead
}

// errStructure says that a text can't be written without changing the page
// around it.
var errStructure = errors.New("the text would change the page's structure")

// reparse reads other content of the same document.
func (d *Document) reparse(src []byte) *Document {
	switch d.ID {
	case HubID:
		return parseHub(d.Lang, d.languages, src)
	case MessagesID:
		return parseMessages(d.Lang, src)
	}
	return parsePage(d.ID, d.Lang, d.File, src)
}

// Splice puts new texts in the place of old ones and touches no other byte.
// What it returns is verified: read again, it holds the new texts, and all
// others as they were. Edits that can't be made so are refused, by index.
func (d *Document) Splice(edits []Edit) (out *Document, refused map[int]error) {
	refused = map[int]error{}
	if len(edits) == 0 {
		return d, refused
	}
	if next := d.reparse(d.apply(edits, escapeMin)); d.verify(next, edits) == nil {
		return next, refused
	}
	out = d
	for i, e := range edits {
		var err error
		for _, how := range []escaping{escapeMin, escapeAll} {
			next := out.reparse(out.apply([]Edit{e}, how))
			if err = out.verify(next, []Edit{e}); err == nil {
				out = next
				break
			}
		}
		if err != nil {
			refused[i] = err
		}
	}
	return out, refused
}

// apply makes the bytes of a document with edits.
func (d *Document) apply(edits []Edit, how escaping) []byte {
	type cut struct {
		start, end int
		text       string
	}
	var cuts []cut
	for _, e := range edits {
		s := &d.Segments[e.Segment]
		switch {
		case s.forms != nil:
			for _, c := range messageReplacements(d.Source, s, e.Forms) {
				cuts = append(cuts, cut(c))
			}
		case s.scalar != nil:
			cuts = append(cuts, cut{s.Start, s.End, yaml.Encode(d.Source[d.frontStart:d.frontEnd], s.scalar, e.Text.Words())})
		default:
			f := lineFormatOf(d.Source[d.bodyStart:], s.passage)
			cuts = append(cuts, cut{s.Start, s.End, toMarkdown(e.Text, f, how)})
		}
	}
	slices.SortStableFunc(cuts, func(a, b cut) int { return a.start - b.start })
	var b []byte
	at := 0
	for _, c := range cuts {
		b = append(append(b, d.Source[at:c.start]...), c.text...)
		at = c.end
	}
	return append(b, d.Source[at:]...)
}

// verify compares a document with what it was before edits.
func (d *Document) verify(next *Document, edits []Edit) error {
	if next.Err != nil {
		return next.Err
	}
	if len(next.Segments) != len(d.Segments) {
		return errStructure
	}
	edited := make(map[int]*Edit, len(edits))
	for i := range edits {
		edited[edits[i].Segment] = &edits[i]
	}
	for i := range d.Segments {
		was, is := &d.Segments[i], &next.Segments[i]
		if was.Kind != is.Kind || was.Key != is.Key || was.Sequence != is.Sequence || was.HeadingID != is.HeadingID || was.Level != is.Level {
			return errStructure
		}
		e := edited[i]
		switch {
		case e == nil:
			if was.Text != is.Text || string(d.Source[was.Start:was.End]) != string(next.Source[is.Start:is.End]) {
				return errStructure
			}
		case e.Forms != nil:
			for name, text := range e.Forms {
				if formText(is.forms, name) != text {
					return fmt.Errorf("the form %q can't be written", name)
				}
			}
		case is.scalar != nil:
			if is.Text != Normal(e.Text.Words()) {
				return errors.New("the text can't be written in front matter")
			}
		case !sameShape(next.tagged(is), e.Text):
			return errStructure
		}
	}
	return nil
}

// plainText is a text without tags.
func plainText(s string) Tagged { return Tagged{{Text: strings.TrimSpace(s)}} }
