package segment

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"griot/generator/yaml"
)

// Edit replaces a range of bytes of a file.
type Edit struct {
	Start, End int
	Text       string
}

// Replace makes edits in a file. Of edits that overlap, only the first is made;
// made counts those that were.
func Replace(src []byte, edits []Edit) (out []byte, made int) {
	slices.SortStableFunc(edits, func(a, b Edit) int { return cmp.Compare(a.Start, b.Start) })
	at := 0
	for _, e := range edits {
		if e.Start >= at {
			out = append(append(out, src[at:e.Start]...), e.Text...)
			at, made = e.End, made+1
		}
	}
	return append(out, src[at:]...), made
}

// NewText is a text to be put into a segment of a document.
type NewText struct {
	Segment int               // in Document.Segments
	Text    Tagged            // with its tags filled in
	Forms   map[string]string // of a message instead
}

// ErrStructure says that a text can't be written without changing the page
// around it.
var ErrStructure = errors.New("the text would change the page's structure")

// Reparse reads other content of the same document.
func (d *Document) Reparse(src []byte) *Document {
	switch d.ID {
	case HubID:
		return ParseHub(d.Lang, d.languages, src)
	case MessagesID:
		return ParseMessages(d.Lang, src)
	}
	return ParsePage(d.ID, d.Lang, d.File, src, d.own...)
}

// Splice replaces texts and changes no byte outside of their segments. The
// result is read again: it must have the new texts, and all others as they were.
// Texts for which that fails are refused, by index.
func (d *Document) Splice(texts []NewText) (out *Document, refused map[int]error) {
	refused = map[int]error{}
	if len(texts) == 0 {
		return d, refused
	}
	if next := d.Reparse(d.apply(texts, EscapeMin)); d.verify(next, texts) == nil {
		return next, refused
	}
	out = d
	for i, e := range texts {
		next, err := out.spliceOne(e)
		if err != nil {
			refused[i] = err
			continue
		}
		out = next
	}
	return out, refused
}

// spliceOne replaces a text. It tries with more and more escapes, then with other
// marks of emphasis.
func (d *Document) spliceOne(e NewText) (*Document, error) {
	var first error
	for _, text := range []Tagged{e.Text, e.Text.otherMarks(false), e.Text.otherMarks(true)} {
		if text == nil && e.Text != nil {
			continue
		}
		try := e
		try.Text = text
		for _, how := range []Escaping{EscapeMin, EscapeAll} {
			next := d.Reparse(d.apply([]NewText{try}, how))
			err := d.verify(next, []NewText{try})
			if err == nil {
				return next, nil
			}
			if how == EscapeAll && first == nil {
				first = err
				if errors.Is(err, ErrStructure) && d.Segments[e.Segment].Passage != nil {
					first = e.Text.unwritable(&d.Segments[e.Segment])
				}
			}
		}
	}
	return nil, first
}

// apply returns the file with new texts.
func (d *Document) apply(texts []NewText, how Escaping) []byte {
	var edits []Edit
	for _, e := range texts {
		s := &d.Segments[e.Segment]
		switch {
		case s.Forms != nil:
			edits = append(edits, MessageEdits(d.Source, s, e.Forms)...)
		case s.Scalar != nil:
			edits = append(edits, Edit{s.Start, s.End, yaml.Encode(d.Source[d.frontStart:d.frontEnd], s.Scalar, e.Text.Words())})
		default:
			f := lineFormatOf(d.Source[d.BodyStart:], s.Passage)
			edits = append(edits, Edit{s.Start, s.End, ToMarkdown(e.Text, f, how)})
		}
	}
	out, _ := Replace(d.Source, edits)
	return out
}

// verify reports what is wrong with a document that should be this one with new
// texts.
func (d *Document) verify(next *Document, texts []NewText) error {
	if next.Err != nil {
		return next.Err
	}
	if len(next.Segments) != len(d.Segments) {
		return ErrStructure
	}
	edited := make(map[int]*NewText, len(texts))
	for i := range texts {
		edited[texts[i].Segment] = &texts[i]
	}
	for i := range d.Segments {
		was, is := &d.Segments[i], &next.Segments[i]
		if was.Kind != is.Kind || was.Key != is.Key || was.Sequence != is.Sequence || was.HeadingID != is.HeadingID || was.Level != is.Level {
			return ErrStructure
		}
		e := edited[i]
		switch {
		case e == nil:
			if was.Text != is.Text || string(d.Source[was.Start:was.End]) != string(next.Source[is.Start:is.End]) {
				return ErrStructure
			}
		case e.Forms != nil:
			for name, text := range e.Forms {
				if FormText(is.Forms, name) != text {
					return fmt.Errorf("the form %q can't be written", name)
				}
			}
		case is.Scalar != nil:
			if is.Text != Normal(e.Text.Words()) {
				return errors.New("the text can't be written in front matter")
			}
		case !SameShape(next.Tagged(is), e.Text) || readable(was) && !readable(is):
			return ErrStructure
		}
	}
	return nil
}

// readable reports whether the words of a passage can be told from its markup.
func readable(s *Segment) bool {
	_, ok := s.Passage.Parts()
	return ok
}

// IndexOf returns the index of a segment in a document, or -1.
func IndexOf(d *Document, s *Segment) int {
	return slices.IndexFunc(d.Segments, func(x Segment) bool { return x.Start == s.Start && x.Key == s.Key && x.Kind == s.Kind })
}
