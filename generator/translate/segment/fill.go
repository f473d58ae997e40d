package segment

import (
	"slices"
	"strings"
	"unicode/utf8"

	"griot/generator/diag"
	"griot/generator/markdown/passage"
)

// emphasis maps the tags that a translation may have although its source has
// none to their Markdown.
var emphasis = map[string]string{"em": "*", "strong": "**"}

// Fill gives the tags of a text their markup: that of the present translation,
// or else of the source. It fails if tags are unknown, repeated, empty or
// missing; the error is a *Mistake.
func (t Tagged) Fill(source, present Tagged) (Tagged, error) {
	raw := func(from Tagged, r Run) (Run, bool) {
		i := slices.IndexFunc(from, func(x Run) bool { return x.Type == r.Type && x.Tag == r.Tag && x.Kind == r.Kind })
		if i < 0 {
			return r, false
		}
		return from[i], true
	}
	out := slices.Clone(t)
	seen := map[string]bool{}
	for i, r := range out {
		if r.Type == passage.Words || r.Kind == "var" {
			continue
		}
		if seen[r.Name()] {
			return nil, &Mistake{"twice", diag.Args{"tag": r.Name()}}
		}
		seen[r.Name()] = true
		var ok bool
		if out[i], ok = raw(present, r); !ok {
			if out[i], ok = raw(source, r); !ok && emphasis[r.Kind] != "" {
				out[i], ok = r, true // languages differ in what they set in italics
				out[i].Raw = emphasis[r.Kind]
			}
			if !ok {
				return nil, &Mistake{"foreign", diag.Args{"tag": r.Name(), "tags": source.tagNames()}}
			}
		}
	}
	err := t.Complete(source)
	if err != nil && len(present) > 0 && t.Complete(present) == nil {
		err = nil
	}
	if err == nil {
		err = t.empty(source)
	}
	return out, err
}

// tagNames names the tags of a source for a hint.
func (t Tagged) tagNames() []string {
	var names []string
	for _, r := range t.Tags() {
		names = append(names, r.Name())
	}
	return names
}

// empty reports a tag with nothing between its start and its end, unless it is
// empty in the source too.
func (t Tagged) empty(source Tagged) error {
	for i, r := range t {
		if r.Type != passage.Open || t[i+1].Type != passage.Close { // nest has seen that there is an end
			continue
		}
		j := slices.IndexFunc(source, func(x Run) bool { return x.Name() == r.Name() })
		if j < 0 || source[j+1].Type != passage.Close {
			return &Mistake{"no-words", diag.Args{"tag": r.Name(), "end": t[i+1].Name()}}
		}
	}
	return nil
}

// Complete reports a tag of another text that this one lacks, or one that it
// has too often; line breaks may be left out. Placeholders are compared by
// their text.
func (t Tagged) Complete(other Tagged) error {
	have := map[string]int{}
	key := func(r Run) string {
		if r.Kind == "var" {
			return r.Raw
		}
		return r.Name()
	}
	for _, r := range t {
		have[key(r)]++
	}
	for _, r := range other {
		if r.Type == passage.Words || r.Kind == "br" {
			continue
		}
		if have[key(r)] == 0 {
			return &Mistake{"missing", diag.Args{"tag": key(r), "place": other.place(r)}}
		}
		have[key(r)]--
	}
	for _, r := range t {
		if r.Type != passage.Words && r.Kind != "br" && emphasis[r.Kind] == "" && have[key(r)] > 0 {
			return &Mistake{"too-many", diag.Args{"tag": key(r), "tags": other.tagNames()}}
		}
	}
	return nil
}

// place says for a hint where a missing tag belongs.
func (t Tagged) place(r Run) diag.Phrase {
	switch {
	case r.Kind == "var":
		return diag.Phrase{ID: "place-value", Of: r.Raw}
	case r.Type == passage.Single:
		if r.Value != "" && utf8.RuneCountInString(r.Value) <= 40 {
			return diag.Phrase{ID: "place-single-of", Of: r.Name(), With: strings.Join(strings.Fields(r.Value), " ")}
		}
		return diag.Phrase{ID: "place-single", Of: r.Name()}
	}
	start, end := r, r
	start.Type, end.Type = passage.Open, passage.Close
	from := slices.IndexFunc(t, func(x Run) bool { return x.Name() == start.Name() })
	to := slices.IndexFunc(t, func(x Run) bool { return x.Name() == end.Name() })
	words := ""
	if from >= 0 && to > from {
		words = t[from:to].Words()
	}
	return diag.Phrase{ID: "place-around", Of: start.Name() + "..." + end.Name(), With: words}
}
