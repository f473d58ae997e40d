package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"griot/generator/translate"
	"griot/generator/translate/exchange/po"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// FormatPO writes texts as a PO file for translation into a language.
func FormatPO(d *translate.Project, texts []Text, to string) []byte {
	rule := segment.PluralRuleOf(to)
	f := &po.File{Header: po.Entry{Str: []string{poHeader(d, texts, to, rule)}}}
	for i := range texts {
		f.Entries = append(f.Entries, poEntry(&texts[i], rule))
	}
	slices.SortStableFunc(f.Entries, func(a, b po.Entry) int { return cmp.Compare(obsoleteOrder(a), obsoleteOrder(b)) })
	return f.Format()
}

// poHeader returns the fields that gettext's tools expect. The date is fixed,
// since no clock enters.
func poHeader(d *translate.Project, texts []Text, to string, rule segment.PluralRule) string {
	lines := []string{
		"Project-Id-Version: " + d.Hub.Title[d.Langs()[0]], "Report-Msgid-Bugs-To: " + d.Hub.Contact, "PO-Revision-Date: 2000-01-01 00:00+0000",
		"Last-Translator: ", "Language-Team: ", "Language: " + strings.ReplaceAll(to, "-", "_"), "MIME-Version: 1.0",
		"Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit",
	}
	if slices.ContainsFunc(texts, func(t Text) bool { return t.Plural() }) {
		lines = append(lines, "Plural-Forms: "+rule.Header)
	}
	lines = append(lines, "X-Generator: Griot")
	if signs := signatures(texts); signs != "" {
		lines = append(lines, basesField+": "+signs)
	}
	for i, l := range lines {
		lines[i] = strings.NewReplacer("\r", " ", "\n", " ").Replace(l) // what the hub says must not end a line
	}
	return strings.Join(lines, "\n") + "\n"
}

// basesField is the field of the header that has the signatures of all texts.
const basesField = "X-Griot-Bases"

// signatures returns those of the texts that are translated.
func signatures(texts []Text) string {
	var out []string
	for i := range texts {
		if t := &texts[i]; t.State != state.Extra && t.Base != segment.BaseHash("") {
			out = append(out, signature(t.Context, t.key(), t.Base))
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " ")
}

func poEntry(t *Text, rule segment.PluralRule) po.Entry {
	e := po.Entry{Ctxt: t.Context, HasCtxt: true, ID: t.Source.String(), Str: []string{t.Target.String()}, Obsolete: t.State == state.Extra}
	e.Extracted = append(e.Extracted, t.Notes...)
	if !e.Obsolete {
		e.Extracted = append(e.Extracted, baseNote+t.Base+" "+t.Context)
		e.References = []string{fmt.Sprintf("%s:%d", strings.ReplaceAll(t.File, " ", "%20"), t.Line)}
	}
	if t.Plural() {
		one, ok := t.Forms["one"]
		if !ok {
			one = t.Forms["other"]
		}
		e.ID, e.Plural = escapeMessage(one), escapeMessage(t.Forms["other"])
		e.Str = make([]string, len(rule.Forms))
		for i, name := range rule.Forms {
			e.Str[i] = t.TargetForms[name]
			if e.Str[i] == "" && t.TargetForms != nil {
				e.Str[i] = t.TargetForms["other"]
			}
			e.Str[i] = escapeMessage(e.Str[i])
		}
	}
	switch {
	case t.State == state.Stale && len(t.Target) > 0:
		e.Flags = []string{"fuzzy"}
		if e.PrevID = t.Old.String(); t.OldForms != nil {
			if e.PrevID = t.OldForms["one"]; e.PrevID == "" {
				e.PrevID = t.OldForms["other"]
			}
			e.PrevPlural = t.OldForms["other"]
		}
	case t.State == state.Missing && len(t.Suggestions) > 0 && !t.Plural():
		s := t.Suggestions[0]
		e.Flags, e.Str = []string{"fuzzy"}, []string{s.Target}
		if e.PrevID = s.Source; s.Percent == 100 {
			e.PrevID = ""
		}
	}
	for _, s := range t.Suggestions {
		if t.State == state.Missing || s.Target != t.Target.String() {
			e.Extracted = append(e.Extracted, fmt.Sprintf("memory, %d%%: %s", s.Percent, s.Target))
		}
	}
	trimEdges(&e)
	return e
}

// escapeMessage writes a form of a message as files of translators have it.
func escapeMessage(form string) string { return segment.TagMessage(form).String() }

// trimEdges removes the line breaks at the ends of all texts: msgfmt wants the
// same ones in a text and its translation.
func trimEdges(e *po.Entry) {
	for i := range e.Str {
		e.Str[i] = strings.Trim(e.Str[i], "\n")
	}
	for _, s := range []*string{&e.ID, &e.Plural, &e.PrevID, &e.PrevPlural} {
		*s = strings.Trim(*s, "\n")
	}
}

// ParsePO reads a PO file that came back. forms names the plural forms of a
// language by their number; the error has a line.
func ParsePO(src []byte, forms func(lang string) []string) (texts []Returned, lang string, err error) {
	f, err := po.Parse(src)
	if err != nil {
		return nil, "", err
	}
	lang = f.Field("Language")
	var bases map[string]bool
	if list := strings.Fields(f.Field(basesField)); len(list) > 0 {
		bases = make(map[string]bool, len(list))
		for _, s := range list {
			bases[s] = true
		}
	}
	for i := range f.Entries {
		e := &f.Entries[i]
		if e.Obsolete {
			continue
		}
		r := Returned{Context: e.Ctxt, Source: e.ID, Plural: e.Plural != "", Unfinished: e.Flag("fuzzy"), Line: e.StrLine, bases: bases}
		var context string
		if r.Base, context = splitNotes(e.Extracted); context != "" {
			r.Context = context
		}
		if r.Context == "" && len(e.References) > 0 {
			at := strings.ReplaceAll(e.References[0], "%20", " ")
			r.Context = contextOf(at[:max(0, strings.LastIndexByte(at, ':'))])
		}
		r.exported = r.Context
		if !r.Plural {
			r.Target = e.Str[0]
			texts = append(texts, r)
			continue
		}
		r.fillForms(e.Str, forms(lang))
		texts = append(texts, r)
	}
	return texts, lang, nil
}

// fillForms names the plural forms of a text. gettext's own rule for many
// languages has two forms where CLDR has more; then the second stands for them.
func (r *Returned) fillForms(texts, names []string) {
	r.Forms = map[string]string{}
	short := len(texts) == 2 && len(names) > 2 && slices.Contains(names, "one")
	if len(texts) != len(names) && !short {
		r.Problem = fmt.Sprintf("it has %d plural forms, and the language has %d: %s", len(texts), len(names), strings.Join(names, ", "))
		return
	}
	for j, name := range names {
		if short && name == "one" {
			j = 0
		} else if short {
			j = 1
		}
		if texts[j] != "" {
			r.Forms[name] = texts[j]
		}
	}
}

// obsoleteOrder puts obsolete entries last.
func obsoleteOrder(e po.Entry) int {
	if e.Obsolete {
		return 1
	}
	return 0
}
