package exchange

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// accept decides what to do with a text that came back; ok says that it is to
// be written.
func (p *pageImport) accept(t *Text, r *Returned, outdated bool) (e segment.NewText, ok bool) {
	switch {
	case r.Unfinished:
		p.out.Unfinished++
		return e, false
	case r.Problem != "":
		p.refuseText(t, r, &segment.Mistake{Variant: "unreadable", Args: diag.Args{"reason": r.Problem}})
		return e, false
	case t.Plural() || r.Plural:
		return p.acceptForms(t, r)
	case r.Target == "":
		p.out.Empty++
		return e, false
	case len(t.Target) > 0 && strings.Trim(r.Target, "\n") == strings.Trim(t.Target.String(), "\n"):
		// What is on the page is not refused, whatever is wrong with it.
		return p.compareWithPresent(t, r, e, t.Target.String(), t.Target.String(), outdated)
	}
	text, err := p.parse(t, r.Target)
	if err != nil {
		if unescaped := segment.UnescapeTags(r.Target); unescaped != r.Target {
			if again, e := p.parse(t, unescaped); e == nil {
				text, err = again, nil
			}
		}
	}
	if err != nil {
		p.refuseText(t, r, err)
		return e, false
	}
	present := t.Target.String()
	if p.message() {
		if strings.Trim(text.String(), "\n") == strings.Trim(present, "\n") { // see trimEdges
			text = t.Target
		}
		e.Forms = map[string]string{"other": rawText(text)}
	} else {
		e.Text = text
	}
	if text.String() != present && p.untranslated(text, t.Source) {
		p.out.Copied++
		return e, false
	}
	return p.compareWithPresent(t, r, e, text.String(), present, outdated)
}

// message reports whether the texts are messages.
func (p *pageImport) message() bool { return p.unitPair.Unit.ID == segment.MessagesID }

// refuseText refuses a translation of a text that is on the page.
func (p *pageImport) refuseText(t *Text, r *Returned, err error) {
	p.refused[segment.IndexOf(p.unitPair.Source, p.unitPair.Pairs[t.pair].Source)] = true
	p.refuseFor(r, err, "tags", nil)
}

// parse reads a translation of a text and gives its tags their markup.
func (p *pageImport) parse(t *Text, target string) (segment.Tagged, error) {
	text, err := segment.ParseTags(target, p.message())
	if err != nil {
		return nil, err
	}
	if !p.message() {
		text = text.Tidy()
	}
	if text, err = text.Fill(t.Source, p.present(t)); err != nil {
		return nil, err
	}
	if text.Words() == "" && t.Source.Words() != "" {
		return nil, &segment.Mistake{Variant: "empty"}
	}
	if tags := text.Tags(); len(tags) > 0 && p.unitPair.Pairs[t.pair].Source.Scalar != nil {
		return nil, &segment.Mistake{Variant: "no-markup", Args: diag.Args{"tag": tags[0].Name()}}
	}
	return text, nil
}

// present returns the present translation, even if it is only a copy of the
// source.
func (p *pageImport) present(t *Text) segment.Tagged {
	pair := &p.unitPair.Pairs[t.pair]
	if pair.Target == nil {
		return nil
	}
	return segment.MatchTags(t.Source, p.unitPair.Target.Tagged(pair.Target))
}

// rawText writes a text of words and placeholders as it is in a file.
func rawText(t segment.Tagged) string {
	var b strings.Builder
	for _, r := range t {
		b.WriteString(r.Text)
		b.WriteString(r.Raw)
	}
	return b.String()
}

// acceptForms does what accept does for messages with plural forms.
func (p *pageImport) acceptForms(t *Text, r *Returned) (e segment.NewText, ok bool) {
	if !t.Plural() || !r.Plural {
		p.refuseText(t, r, &segment.Mistake{Variant: "plural"})
		return e, false
	}
	if len(r.Forms) == 0 {
		p.out.Empty++
		return e, false
	}
	want := segment.PluralRuleOf(p.to)
	for name, text := range r.Forms {
		if r.Forms[name] = unescapeMessage(text); strings.Trim(r.Forms[name], "\n") == strings.Trim(cmp.Or(t.TargetForms[name], t.TargetForms["other"]), "\n") { // see trimEdges
			r.Forms[name] = cmp.Or(t.TargetForms[name], t.TargetForms["other"])
		}
	}
	present := formsKey(t.TargetForms, want)
	if present != "" && formsKey(r.Forms, want) == present { // see accept
		return p.compareWithPresent(t, r, e, present, present, false)
	}
	copies := 0
	for _, name := range want.Forms {
		text := r.Forms[name]
		if text == "" {
			p.refuseText(t, r, &segment.Mistake{Variant: "form-empty", Args: diag.Args{"form": name}})
			return e, false
		}
		source := t.Forms[name]
		if source == "" {
			source = t.Forms["other"]
		}
		if err := formFits(text, source, t.Forms["other"], name); err != nil {
			var m *segment.Mistake
			if errors.As(err, &m) {
				m.Variant, m.Args["form"] = "form-"+m.Variant, name
			}
			p.refuseText(t, r, err)
			return e, false
		}
		if p.untranslated(segment.TagMessage(text), segment.TagMessage(source)) || p.untranslated(segment.TagMessage(text), segment.TagMessage(t.Forms["other"])) {
			copies++
		}
	}
	if copies == len(want.Forms) {
		p.out.Copied++
		return e, false
	}
	if r.Forms["other"] == "" { // languages whose whole numbers never take it
		r.Forms["other"] = r.Forms[want.Forms[len(want.Forms)-1]]
	}
	return p.compareWithPresent(t, r, segment.NewText{Forms: r.Forms}, formsKey(r.Forms, want), present, false)
}

// formFits checks the placeholders of a plural form: they must be those of the
// same form of the source, or of its form other. A form for a single number
// may leave out the count.
func formFits(text, source, other, name string) error {
	x := segment.TagMessage(text)
	err := x.Complete(segment.TagMessage(source))
	if err == nil || x.Complete(segment.TagMessage(other)) == nil {
		return nil
	}
	if name == "one" || name == "zero" || name == "two" {
		if withCount := append(slices.Clone(x), segment.TagMessage("{{.Count}}")...); withCount.Complete(segment.TagMessage(other)) == nil {
			return nil
		}
	}
	return err
}

// formsKey writes the forms of a language as one text, with other in place of
// missing ones.
func formsKey(forms map[string]string, rule segment.PluralRule) string {
	if forms == nil {
		return ""
	}
	out := ""
	for _, name := range rule.Forms {
		out += name + " = " + cmp.Or(forms[name], forms["other"]) + "\n"
	}
	return out
}

// compareWithPresent compares a text that came back with the present
// translation and with the one that was exported.
func (p *pageImport) compareWithPresent(t *Text, r *Returned, e segment.NewText, text, present string, outdated bool) (segment.NewText, bool) {
	pair := &p.unitPair.Pairs[t.pair]
	switch {
	case text == present:
		if t.State == state.Fresh || outdated {
			p.out.Unchanged++
			return e, false
		}
		p.out.Confirmed++
		p.accepted = append(p.accepted, state.Record{Kind: pair.Source.Kind, Source: pair.Source.Text, Target: pair.Target.Text})
		return e, false
	case r.madeFrom(t.Base) || p.Force:
	case present == "" && r.Base == "":
	case r.madeFrom(segment.BaseHash(text)):
		p.out.Unchanged++ // it is as it was exported; the hub has a newer one
		return e, false
	case r.Base == "" && r.bases == nil:
		p.out.Diagnostics.Error(p.at(r.Line), "translate-conflict.unknown", diag.Args{"context": t.Context, "present": present})
		return e, false
	default:
		p.out.Diagnostics.Error(p.at(r.Line), "translate-conflict.changed", diag.Args{"context": t.Context, "present": present})
		return e, false
	}
	return e, true
}
