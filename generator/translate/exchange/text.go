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
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"griot/generator/config"
	"griot/generator/content"
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

// Texts lists the texts of a unit pair for a translator, in order, those whose
// source is gone last. seen makes contexts unique in a file of several unit pairs.
func Texts(s *translate.UnitPair, seen map[string]int) []Text {
	out := make([]Text, 0, len(s.Pairs))
	add := func(t Text, pair int) {
		t.pair = pair
		t.Context = uniqueContext(&t, seen)
		out = append(out, t)
	}
	for i := range s.Pairs {
		p := &s.Pairs[i]
		if p.Source == nil {
			continue
		}
		t := Text{Page: s.Unit.ID, From: s.From, Context: s.Unit.ID + ": " + segment.Label(p.Source), File: s.Source.File, Line: s.Source.Line(p.Source.Start), State: p.State}
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
		add(t, i)
	}
	for i := range s.Pairs {
		if s.Pairs[i].Source == nil {
			if t, ok := extraText(s, &s.Pairs[i]); ok {
				add(t, i)
			}
		}
	}
	return out
}

// uniqueContext returns the context of a text, with a number if another text has
// the same context and source: gettext's tools take those for one text.
func uniqueContext(t *Text, seen map[string]int) string {
	key := t.key()
	name := t.Context
	for n := 2; seen[name+"\x00"+key] > 0; n++ {
		name = fmt.Sprintf("%s %d", t.Context, n)
	}
	seen[name+"\x00"+key]++
	return name
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
	Base       string            // hash of the target that it was made from; "" if the text has none
	Line       int

	bases    map[string]bool // signatures of the file's header, for texts that have no base; nil if it has none
	exported string          // the context that it was exported with
}

// madeFrom reports whether a text was made from a target with a hash.
func (r *Returned) madeFrom(base string) bool {
	if r.Base != "" {
		return r.Base == base
	}
	return r.bases[signature(r.exported, r.Source, base)]
}

// signature identifies a text and its target in a few characters; an export has
// those of all its texts in its header, which tools keep even if they drop notes.
func signature(context, source, base string) string {
	sum := sha256.Sum256([]byte(context + "\x00" + strings.Trim(source, "\n") + "\x00" + base))
	return base64.RawURLEncoding.EncodeToString(sum[:3])
}

// key returns the source of a text as canonical returns it.
func (t *Text) key() string {
	if t.Plural() {
		return canonical(segment.TagMessage(cmp.Or(t.Forms["one"], t.Forms["other"])).String(), true)
	}
	return strings.Trim(t.Source.String(), "\n")
}

// canonical writes a source text of a file that comes back as the export writes
// it, whatever equivalent form tools have given it.
func canonical(source string, message bool) string {
	text, err := segment.ParseTags(source, message)
	if err != nil {
		return source
	}
	if !message {
		text = text.Tidy()
	}
	return strings.Trim(text.String(), "\n")
}

// unescapeMessage returns a form of a message as it is in the file of messages.
func unescapeMessage(s string) string {
	text, err := segment.ParseTags(s, true)
	if err != nil {
		return s
	}
	return rawText(text)
}

// contextOf returns the start of the contexts of a file's texts, for those that
// came back without one.
func contextOf(file string) string {
	id, _ := content.SplitName(file)
	switch {
	case file == config.File:
		id = segment.HubID
	case strings.HasPrefix(file, "i18n/active."):
		id = segment.MessagesID
	case !strings.HasPrefix(file, content.Dir+"/"):
		return ""
	}
	return id + ": "
}

// page returns the ID at the start of the context.
func (r *Returned) page() string {
	page, _, _ := strings.Cut(r.Context, ": ")
	return page
}

// baseNote starts the note that has a text's base and context, since some
// tools drop contexts.
const baseNote = "base: "

var baseForm = regexp.MustCompile(`^\s*` + baseNote + `(-|[0-9a-f]{16}) (.*\S)\s*$`)

// splitNotes extracts base and context from notes.
func splitNotes(notes []string) (base, context string) {
	for _, n := range notes {
		for line := range strings.SplitSeq(n, "\n") {
			if m := baseForm.FindStringSubmatch(line); m != nil {
				return m[1], m[2]
			}
		}
	}
	return "", ""
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
