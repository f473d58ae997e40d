package translate

import (
	"fmt"
	"slices"
	"strings"

	"griot/generator/markdown"
)

// Text is one text on its way to a translator, whatever the format of the
// file.
type Text struct {
	Page    string // ID of its unit
	From    string // language of the source
	Context string // with Source, unique in a file: "briefs/x: heading"
	File    string // of the source
	Line    int
	State   State
	Source  Tagged
	Target  Tagged // nil where there is none
	Old     Tagged // of a stale text: the source that it was made from
	// Of a message with plural forms: those of the source, of the target and
	// of the old source, by CLDR's names.
	Forms, TargetForms, OldForms map[string]string
	Base                         string   // digest of the target
	Notes                        []string // for the translator
	Suggestions                  []Suggestion

	pair int // in UnitPair.Pairs
}

// Suggestion is a translation of a text like this one.
type Suggestion struct {
	Percent        int
	Source, Target string // with tags
	source         string // as it is in the records
}

// Plural reports whether the text has plural forms.
func (t *Text) Plural() bool { return t.Forms != nil }

// Limits on the length of fields, in characters, which notes tell; check
// warns of longer ones.
var limits = map[string]int{"title": 70, "summary": 200, "work": 110}

// Texts lists the texts of a unit pair for a translator, in order. seen keeps
// contexts unique over the unit pairs of one file.
func (d *Project) Texts(s *UnitPair, seen map[string]int) []Text {
	out := make([]Text, 0, len(s.Pairs))
	for i := range s.Pairs {
		p := &s.Pairs[i]
		if p.Source == nil {
			if t, ok := s.extraText(p); ok {
				t.pair = i
				out = append(out, t)
			}
			continue
		}
		t := Text{Page: s.Unit.ID, From: s.From, Context: s.Unit.ID + ": " + label(p.Source), File: s.Source.File, Line: s.Source.Line(p.Source.Start), State: p.State, pair: i}
		t.Source = s.Source.tagged(p.Source)
		if p.Target != nil && p.State != Missing {
			t.Target = matchTags(t.Source, s.Target.tagged(p.Target))
		}
		if p.Old != "" {
			t.Old = matchTags(t.Source, taggedText(p.Old))
		}
		if p.Source.forms != nil {
			t.message(p)
		}
		t.Base = base(s, p)
		t.Notes = notes(p.Source, t.Source)
		key := t.Context + "\x00" + t.Source.String()
		if seen[key]++; seen[key] > 1 {
			t.Context += fmt.Sprintf(" %d", seen[key])
		}
		out = append(out, t)
	}
	return out
}

// label names a segment within its page.
func label(s *Segment) string {
	if s.Key != "" {
		return s.Key
	}
	return s.Kind
}

// message fills in the forms of a message.
func (t *Text) message(p *Pair) {
	if p.Old != "" {
		t.Old = taggedMessage(formText(parseForms(p.Old), "other"))
	}
	if !p.Source.plural() {
		return
	}
	t.Forms = formMap(p.Source.forms)
	if p.Target != nil && p.State != Missing {
		t.TargetForms = formMap(p.Target.forms)
	}
	if p.Old != "" {
		t.OldForms = formMap(parseForms(p.Old))
	}
}

func formMap(forms []form) map[string]string {
	out := make(map[string]string, len(forms))
	for _, f := range forms {
		out[f.name] = f.Value
	}
	return out
}

// base is the digest of a pair's target as it is now: what comes back with
// another base was made from another text.
func base(s *UnitPair, p *Pair) string {
	switch {
	case p.Target == nil:
		return baseHash("")
	case p.Target.forms != nil:
		return baseHash(p.Target.Text)
	}
	var source Tagged
	if p.Source != nil {
		source = s.Source.tagged(p.Source)
	}
	return baseHash(matchTags(source, s.Target.tagged(p.Target)).String())
}

// notes tell a translator what a text's tags mean, and its limits.
func notes(s *Segment, t Tagged) []string {
	var out []string
	if s.note != "" {
		out = append(out, s.note)
	}
	if n := limits[s.Sequence]; n > 0 && s.Kind == s.Sequence {
		out = append(out, fmt.Sprintf("at most %d characters", n))
	}
	for _, r := range t.Tags() {
		if r.Kind == "var" || r.Value == "" || r.Kind == "html" && len(r.Value) > 80 {
			continue
		}
		out = append(out, fmt.Sprintf("%s %s", r.name(), r.Value))
	}
	return out
}

// extraText is a text of the translation that translates nothing any more,
// with the source that it was made from.
func (s *UnitPair) extraText(p *Pair) (Text, bool) {
	i := slices.IndexFunc(s.Records, func(r Record) bool { return r.Target == p.Target.Text })
	if i < 0 || p.Target.forms != nil {
		return Text{}, false
	}
	source := taggedText(s.Records[i].Source)
	return Text{Page: s.Unit.ID, From: s.From, Context: s.Unit.ID + ": " + label(p.Target), State: Extra, Source: source,
		Target: matchTags(source, s.Target.tagged(p.Target)), Base: base(s, p)}, true
}

// Returned is a text that came back from a translator.
type Returned struct {
	Context    string
	Source     string // with tags
	Plural     bool
	Target     string            // with tags
	Forms      map[string]string // of a message with plural forms
	Unfinished bool              // marked as not yet good: it is left alone
	Base       string            // digest of the target that it was made from; "" where the file doesn't tell
	Line       int
}

// page is the ID that a context starts with.
func (r *Returned) page() string {
	page, _, _ := strings.Cut(r.Context, ": ")
	return page
}

// baseNote starts the note that carries a text's base and context, since some
// tools drop contexts.
const baseNote = "base: "

// splitNotes takes base and context out of notes.
func splitNotes(notes []string) (base, context string) {
	for _, n := range notes {
		for line := range strings.SplitSeq(n, "\n") {
			if rest, ok := strings.CutPrefix(strings.TrimSpace(line), baseNote); ok {
				base, context, _ = strings.Cut(strings.TrimSpace(rest), " ")
			}
		}
	}
	return base, context
}

// tagsAlike reports whether two texts have the same tags by name.
func tagsAlike(a, b Tagged) bool {
	names := func(t Tagged) []string {
		var out []string
		for _, r := range t {
			if r.Type != markdown.Words {
				out = append(out, r.name())
			}
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(names(a), names(b))
}
