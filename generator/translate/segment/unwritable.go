package segment

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"griot/generator/markdown/passage"
)

// otherMarks returns the text with other marks of emphasis, which Markdown may
// read where it doesn't read the first: only asterisks, which may stand within a
// word, or underscores for emphasis right beside other emphasis. It is nil if
// that changes nothing.
func (t Tagged) otherMarks(underscores bool) Tagged {
	out := slices.Clone(t)
	changed := false
	for i := range out {
		r := &out[i]
		if r.Type != passage.Open || r.Kind != "em" && r.Kind != "strong" {
			continue
		}
		end := i + slices.IndexFunc(out[i:], func(x Run) bool { return x.Type == passage.Close && x.Kind == r.Kind && x.Tag == r.Tag })
		if end < i {
			return nil
		}
		mark := "*"
		if underscores && i > 0 && out[i-1].isEmphasis() && strings.HasPrefix(out[i-1].Raw, "*") {
			mark = "_"
		}
		raw := strings.Repeat(mark, max(1, len(r.Raw)))
		changed = changed || raw != r.Raw
		r.Raw, out[end].Raw = raw, raw
	}
	if !changed {
		return nil
	}
	return out
}

// unwritable says why Markdown would read a text otherwise than it is meant, as a
// *Mistake. at is the segment that it should be put into.
func (t Tagged) unwritable(at *Segment) error {
	for i, r := range t {
		if r.Kind == "br" && at.Passage.Kind == passage.Heading {
			return mistake("write the heading in one line, without "+r.Name(), "%s would break the line of a heading", r.Name())
		}
		if !r.isEmphasis() {
			continue
		}
		outside, inside := t.letter(i-1, false), t.letter(i+1, true)
		beside, where := " before ", "before"
		if r.Type == passage.Close {
			outside, inside, beside, where = t.letter(i+1, true), t.letter(i-1, false), " after ", "after"
		}
		if outside != 0 && !unicode.IsSpace(outside) && !isSign(outside) && isSign(inside) {
			return mistake("put a space"+beside+r.Name()+", or move "+quoted(inside)+" "+where+" it",
				"%s stands between %s and %s, where Markdown reads no emphasis", r.Name(), quoted(outside), quoted(inside))
		}
		if r.Type == passage.Open && i > 0 && t[i-1].isEmphasis() && t[i-1].Type == passage.Close {
			return mistake("put a space or a word between them", "%s follows %s directly, where Markdown reads no emphasis", r.Name(), t[i-1].Name())
		}
	}
	for i, r := range t {
		if r.Type == passage.Open && r.Kind == "a" {
			for _, x := range t[i+1:] {
				if x.Type == passage.Close && x.Tag == r.Tag {
					break
				}
				if x.Type == passage.Open && x.Kind == "a" {
					return mistake("put "+x.Name()+" after "+"</a"+strconv.Itoa(r.Tag)+">", "%s is a link inside the link %s", x.Name(), r.Name())
				}
			}
		}
	}
	return &Mistake{ErrStructure.Error() + ": as Markdown it would be read otherwise than it is written here", "write it in other words or with its tags elsewhere"}
}

// letter returns the first or last character of the words at an index, or 0 if
// there are none.
func (t Tagged) letter(i int, first bool) rune {
	if i < 0 || i >= len(t) || t[i].Type != passage.Words {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(t[i].Text)
	if first {
		r, _ = utf8.DecodeRuneInString(t[i].Text)
	}
	return r
}

// isSign reports whether CommonMark counts a character as punctuation.
func isSign(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

func quoted(r rune) string { return "“" + string(r) + "”" }
