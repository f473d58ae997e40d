// Package exchange writes files for translators and brings them back. Texts lists
// the texts of a unit pair, Suggest adds what the memory has; FormatPO and
// FormatXLIFF write them. ParsePO and ParseXLIFF read such a file again, and
// Import puts what came back into a Batch. FormatTMX and ParseTMX exchange a
// memory, FormatTBX writes the glossary, and Extract copies messages of the
// program into the site.
//
// An imported text changes no byte outside of its segment; a text that can't be
// written without doing so is refused with a diagnostic. The formats themselves
// are in the packages po and xliff, which know nothing of Griot. The package never
// writes a file.
package exchange

import (
	"fmt"
	"slices"
	"strings"

	"griot/generator/markdown/passage"
	"griot/generator/translate"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// Text is a text on its way to a translator, in any format.
type Text struct {
	Page    string // ID of its unit
	From    string // language of the source
	Context string // with Source, unique in a file: "briefs/x: heading"
	File    string // of the source
	Line    int
	State   state.State
	Source  segment.Tagged
	Target  segment.Tagged // or nil
	Old     segment.Tagged // of a stale text: the source that it was made from
	// Of a message with plural forms: those of the source, of the target and
	// of the old source, by CLDR's names.
	Forms, TargetForms, OldForms map[string]string
	Base                         string   // hash of the target
	Notes                        []string // for the translator
	Suggestions                  []translate.Suggestion

	pair int // in UnitPair.Pairs
}

// Plural reports whether the text has plural forms.
func (t *Text) Plural() bool { return t.Forms != nil }

// Texts lists the texts of a unit pair for a translator, in order. seen makes
// contexts unique in a file of several unit pairs.
func Texts(s *translate.UnitPair, seen map[string]int) []Text {
	out := make([]Text, 0, len(s.Pairs))
	for i := range s.Pairs {
		p := &s.Pairs[i]
		if p.Source == nil {
			if t, ok := extraText(s, p); ok {
				t.pair = i
				out = append(out, t)
			}
			continue
		}
		t := Text{Page: s.Unit.ID, From: s.From, Context: s.Unit.ID + ": " + segment.Label(p.Source), File: s.Source.File, Line: s.Source.Line(p.Source.Start), State: p.State, pair: i}
		t.Source = s.Source.Tagged(p.Source)
		if p.Target != nil && p.State != state.Missing {
			t.Target = segment.MatchTags(t.Source, s.Target.Tagged(p.Target))
		}
		if p.Old != "" {
			t.Old = segment.MatchTags(t.Source, segment.TagText(p.Old))
		}
		if p.Source.Forms != nil {
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

// message fills in the forms of a message.
func (t *Text) message(p *state.Pair) {
	if p.Old != "" {
		t.Old = segment.TagMessage(segment.FormText(segment.ParseForms(p.Old), "other"))
	}
	if !p.Source.Plural() {
		return
	}
	t.Forms = segment.FormMap(p.Source.Forms)
	if p.Target != nil && p.State != state.Missing {
		t.TargetForms = segment.FormMap(p.Target.Forms)
	}
	if p.Old != "" {
		t.OldForms = segment.FormMap(segment.ParseForms(p.Old))
	}
}

// base returns the hash of a pair's present target: a text that comes back
// with another base was made from another target.
func base(s *translate.UnitPair, p *state.Pair) string {
	switch {
	case p.Target == nil:
		return segment.BaseHash("")
	case p.Target.Forms != nil:
		return segment.BaseHash(p.Target.Text)
	}
	var source segment.Tagged
	if p.Source != nil {
		source = s.Source.Tagged(p.Source)
	}
	return segment.BaseHash(segment.MatchTags(source, s.Target.Tagged(p.Target)).String())
}

// notes tells a translator what the tags of a text mean and how long it may
// be.
func notes(s *segment.Segment, t segment.Tagged) []string {
	var out []string
	if s.Note != "" {
		out = append(out, s.Note)
	}
	if n := segment.MaxLengths[s.Sequence]; n > 0 && s.Kind == s.Sequence {
		out = append(out, fmt.Sprintf("at most %d characters", n))
	}
	for _, r := range t.Tags() {
		if r.Kind == "var" || r.Value == "" || r.Kind == "html" && len(r.Value) > 80 {
			continue
		}
		out = append(out, fmt.Sprintf("%s %s", r.Name(), r.Value))
	}
	return out
}

// extraText returns a text of the translation whose source is gone, with that
// source.
func extraText(s *translate.UnitPair, p *state.Pair) (Text, bool) {
	i := slices.IndexFunc(s.Records, func(r state.Record) bool { return r.Target == p.Target.Text })
	if i < 0 || p.Target.Forms != nil {
		return Text{}, false
	}
	source := segment.TagText(s.Records[i].Source)
	return Text{Page: s.Unit.ID, From: s.From, Context: s.Unit.ID + ": " + segment.Label(p.Target), State: state.Extra, Source: source,
		Target: segment.MatchTags(source, s.Target.Tagged(p.Target)), Base: base(s, p)}, true
}

// Returned is a text that came back from a translator.
type Returned struct {
	Context    string
	Source     string // with tags
	Plural     bool
	Target     string            // with tags
	Forms      map[string]string // of a message with plural forms
	Unfinished bool              // marked as unfinished: it is ignored
	Problem    string            // why it can't be used, or ""
	Base       string            // hash of the target that it was made from; "" if the file has none
	Line       int
}

// page returns the ID at the start of the context.
func (r *Returned) page() string {
	page, _, _ := strings.Cut(r.Context, ": ")
	return page
}

// baseNote starts the note that has a text's base and context, since some
// tools drop contexts.
const baseNote = "base: "

// splitNotes extracts base and context from notes.
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

// tagsAlike reports whether two texts have tags of the same names.
func tagsAlike(a, b segment.Tagged) bool {
	names := func(t segment.Tagged) []string {
		var out []string
		for _, r := range t {
			if r.Type != passage.Words {
				out = append(out, r.Name())
			}
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(names(a), names(b))
}

// Suggest adds suggestions from the memories to texts that are missing or
// stale. minPercent is the minimum similarity in percent.
func Suggest(d *translate.Project, texts []Text, pairs map[string]*translate.UnitPair, to string, minPercent int) error {
	memories := map[string]*translate.Memory{}
	for i := range texts {
		t := &texts[i]
		if t.State != state.Missing && t.State != state.Stale || t.Plural() {
			continue
		}
		m := memories[t.From]
		if m == nil {
			var err error
			if m, err = d.Memory(t.From, to); err != nil {
				return err
			}
			memories[t.From] = m
		}
		source := pairs[t.Page].Pairs[t.pair].Source.Text
		for _, s := range m.Suggest(source, minPercent) {
			s.Source = segment.MatchTags(t.Source, segment.TagText(s.RecordedSource)).String()
			s.Target = segment.MatchTags(t.Source, segment.TagText(s.Target)).String()
			t.Suggestions = append(t.Suggestions, s)
		}
	}
	return nil
}
