package segment

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"griot/generator/diag"
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
			return &Mistake{"heading-break", diag.Args{"tag": r.Name()}}
		}
		if !r.isEmphasis() {
			continue
		}
		outside, inside, variant := t.letter(i-1, false), t.letter(i+1, true), "emphasis-before"
		if r.Type == passage.Close {
			outside, inside, variant = t.letter(i+1, true), t.letter(i-1, false), "emphasis-after"
		}
		if outside != 0 && !unicode.IsSpace(outside) && !isSign(outside) && isSign(inside) {
			return &Mistake{variant, diag.Args{"tag": r.Name(), "outside": string(outside), "inside": string(inside)}}
		}
		if r.Type == passage.Open && i > 0 && t[i-1].isEmphasis() && t[i-1].Type == passage.Close {
			return &Mistake{"emphasis-follows", diag.Args{"tag": r.Name(), "other": t[i-1].Name()}}
		}
	}
	for i, r := range t {
		if r.Type == passage.Open && r.Kind == "a" {
			for _, x := range t[i+1:] {
				if x.Type == passage.Close && x.Tag == r.Tag {
					break
				}
				if x.Type == passage.Open && x.Kind == "a" {
					return &Mistake{"link-in-link", diag.Args{"tag": x.Name(), "other": r.Name(), "end": "</a" + strconv.Itoa(r.Tag) + ">"}}
				}
			}
		}
	}
	return &Mistake{"markdown", nil}
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
