package yaml

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"griot/generator/diag"
)

// Reader reads values of the form that its caller expects, and reports those of
// another form. A Null (a key without a value) reads as the zero value, without a
// diagnostic: the caller decides whether a key is required.
type Reader struct {
	File        string
	Diagnostics diag.List
}

// At returns the position of a value.
func (r *Reader) At(n *Node) diag.Position {
	return diag.Position{File: r.File, Line: n.Line, Column: n.Column}
}

// KeyAt returns the position of a key.
func (r *Reader) KeyAt(e *Entry) diag.Position {
	return diag.Position{File: r.File, Line: e.Line, Column: e.Column}
}

// Invalid reports a value that is not allowed; variant is that of value-invalid.
func (r *Reader) Invalid(n *Node, variant string, args diag.Args) {
	r.Diagnostics.Error(r.At(n), "value-invalid."+variant, args)
}

// form reports whether a value has one of some forms; if not, it adds a diagnostic
// that names the first. name is the key of the value, or a diag.Phrase.
func (r *Reader) form(n *Node, name any, kinds ...Kind) bool {
	if n.Kind != Null && !slices.Contains(kinds, n.Kind) {
		r.Diagnostics.Error(r.At(n), "yaml-type."+typeVariant(n.Kind, kinds[0]), diag.Args{"name": name, "got": n.Kind.Phrase(), "value": n.Value})
		return false
	}
	return n.Kind != Null
}

// typeVariant returns the variant of yaml-type for a value of another form.
func typeVariant(got, want Kind) string {
	switch {
	case want == Text && got == Bool:
		return "text-bool"
	case want == List && (got == Text || got == Number):
		return "list-text"
	}
	return want.name()
}

// Text reads a text or a number, as written, on one line, with composed accents (NFC).
// Line breaks read as spaces; control characters are reported.
func (r *Reader) Text(n *Node, name any) string {
	if !r.form(n, name, Text, Number) {
		return ""
	}
	s := norm.NFC.String(n.Value)
	if strings.ContainsFunc(s, unicode.IsControl) {
		s = strings.Map(func(c rune) rune {
			if c == '\n' || c == '\t' {
				return ' '
			}
			return c
		}, s)
		if i := strings.IndexFunc(s, unicode.IsControl); i >= 0 {
			r.Invalid(n, "control", diag.Args{"name": name, "value": string([]rune(s[i:])[0])})
			return ""
		}
	}
	return strings.Trim(s, " ")
}

// Texts reads a list of texts.
func (r *Reader) Texts(n *Node, name any) []string {
	out := make([]string, 0, len(n.Items))
	r.Each(n, name, func(_ *Node, s string) { out = append(out, s) })
	return out
}

// Each calls f for each entry of a list of texts. Empty entries are reported.
func (r *Reader) Each(n *Node, name any, f func(*Node, string)) {
	for _, item := range r.List(n, name) {
		if s := r.Text(item, diag.Each(name)); s != "" {
			f(item, s)
		} else if item.Kind == Null || item.Kind == Text && strings.TrimSpace(item.Value) == "" {
			r.Invalid(item, "empty", diag.Args{"name": diag.Each(name)})
		}
	}
}

// Bool reads true or false.
func (r *Reader) Bool(n *Node, name any) bool {
	return r.form(n, name, Bool) && strings.EqualFold(n.Value, "true")
}

// Int reads a whole number from low to high.
func (r *Reader) Int(n *Node, name any, low, high int) int {
	if !r.form(n, name, Number) {
		return 0
	}
	i, err := strconv.Atoi(n.Value)
	if err != nil || i < low || i > high {
		r.Invalid(n, "whole-number", diag.Args{"name": name, "min": strconv.Itoa(low), "max": strconv.Itoa(high), "value": n.Value})
		return 0
	}
	return i
}

// List returns the entries of a list.
func (r *Reader) List(n *Node, name any) []*Node {
	if !r.form(n, name, List) {
		return nil
	}
	return n.Items
}

// Map returns the entries of a map; the accents of keys are composed (NFC). Repeated keys
// are reported and left out.
func (r *Reader) Map(n *Node, name any) []Entry {
	if !r.form(n, name, Map) {
		return nil
	}
	for i := range n.Entries {
		if e := &n.Entries[i]; !norm.NFC.IsNormalString(e.Key) {
			e.Key = norm.NFC.String(e.Key)
		}
	}
	for i := range n.Entries {
		if e := &n.Entries[i]; first(n.Entries, e.Key) != i {
			return r.unique(n)
		}
	}
	return n.Entries
}

// unique reports each repeated key of a map and leaves it out.
func (r *Reader) unique(n *Node) []Entry {
	out := make([]Entry, 0, len(n.Entries))
	for i := range n.Entries {
		e := &n.Entries[i]
		if j := first(n.Entries, e.Key); j != i {
			r.Diagnostics.Error(r.KeyAt(e), "field-duplicate", diag.Args{"key": e.Key, "first": strconv.Itoa(n.Entries[j].Line)})
			continue
		}
		out = append(out, *e)
	}
	return out
}

func first(entries []Entry, key string) int {
	return slices.IndexFunc(entries, func(e Entry) bool { return e.Key == key })
}

// Fields returns the entries of a map that may have only certain keys; others
// are reported with the nearest key that is allowed.
func (r *Reader) Fields(n *Node, name any, allowed ...string) []Entry {
	entries := r.Map(n, name)
	for i := range entries {
		if !slices.Contains(allowed, entries[i].Key) {
			known := make([]Entry, 0, len(entries))
			for _, e := range entries {
				if slices.Contains(allowed, e.Key) {
					known = append(known, e)
					continue
				}
				r.Unknown(&e, name, allowed)
			}
			return known
		}
	}
	return entries
}

// Unknown reports a key that is not one of those allowed.
func (r *Reader) Unknown(e *Entry, name any, allowed []string) {
	r.Diagnostics.Error(r.KeyAt(e), "field-unknown.key", diag.Args{
		"name": name, "key": e.Key, "near": diag.Nearest(e.Key, allowed), "allowed": allowed,
	})
}
