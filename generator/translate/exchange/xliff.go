package exchange

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"griot/generator/markdown/passage"
	"griot/generator/translate/exchange/xliff"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// FormatXLIFF writes texts between two languages as XLIFF, version 2.0 or 1.2.
// A file has one source language; texts from others are left out. So are texts
// whose source is gone, and those with characters that XML does not allow.
func FormatXLIFF(texts []Text, from, to, version string) []byte {
	d := &xliff.Document{Version: version, SourceLang: from, TargetLang: to}
	at := map[string]int{}
	for i := range texts {
		t := &texts[i]
		if t.From != from || t.State == state.Extra || !fitsXML(t) {
			continue
		}
		f, ok := at[t.File]
		if !ok {
			f = len(d.Files)
			at[t.File] = f
			d.Files = append(d.Files, xliff.File{Original: t.File})
		}
		if t.Plural() {
			d.Files[f].Units = append(d.Files[f].Units, pluralUnits(t, to)...)
			continue
		}
		u := unit(t, t.Context, t.Source, t.Target)
		u.Old = t.Old.String()
		for _, s := range t.Suggestions {
			source, _ := segment.ParseTags(s.Source, false)
			target, err := segment.ParseTags(s.Target, false)
			if err == nil {
				u.Matches = append(u.Matches, xliff.Match{Percent: s.Percent, Source: runs(source), Target: runs(target)})
			}
		}
		d.Files[f].Units = append(d.Files[f].Units, u)
	}
	return d.Format()
}

// fitsXML reports whether XML allows all characters of a text.
func fitsXML(t *Text) bool {
	bad := func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff }
	for _, x := range []segment.Tagged{t.Source, t.Target, t.Old} {
		for _, r := range x {
			if strings.ContainsFunc(r.Text+r.Raw, bad) {
				return false
			}
		}
	}
	return true
}

func unit(t *Text, name string, source, target segment.Tagged) xliff.Unit {
	u := xliff.Unit{Name: name, Base: strings.Replace(t.Base, "-", "new", 1), Source: runs(source), Reference: fmt.Sprintf("%s:%d", t.File, t.Line)}
	for _, n := range t.Notes {
		u.Notes = append(u.Notes, xliff.Note{Category: "developer", Text: n})
	}
	u.Notes = append(u.Notes, xliff.Note{Category: "griot", Text: baseNote + t.Base + " " + name})
	if len(target) > 0 {
		u.Target = runs(target)
		u.State = xliff.Final
		if t.State == state.Stale {
			u.State = xliff.Stale
		}
	}
	return u
}

// pluralUnits makes a unit of each plural form of a message.
func pluralUnits(t *Text, to string) []xliff.Unit {
	var out []xliff.Unit
	for _, name := range segment.PluralRuleOf(to).Forms {
		source := segment.TagMessage(cmp.Or(t.Forms[name], t.Forms["other"]))
		var target segment.Tagged
		if t.TargetForms != nil {
			target = segment.MatchTags(source, segment.TagMessage(cmp.Or(t.TargetForms[name], t.TargetForms["other"])))
		}
		out = append(out, unit(t, t.Context+" ["+name+"]", source, target))
	}
	return out
}

// runs converts a text with tags to runs of XLIFF.
func runs(t segment.Tagged) []xliff.Run {
	types := map[passage.PartType]xliff.RunType{passage.Words: xliff.Text, passage.Open: xliff.Open, passage.Close: xliff.Close, passage.Single: xliff.Single}
	out := make([]xliff.Run, 0, len(t))
	for _, r := range t {
		x := xliff.Run{Type: types[r.Type], Text: r.Text}
		if r.Type != passage.Words {
			x.Kind, x.Data = r.Kind, r.Raw
			x.ID = fmt.Sprintf("%s%d", r.Kind, r.Tag)
		}
		out = append(out, x)
	}
	return out
}

// fromRuns writes runs of XLIFF as a text with tags; escape keeps words from
// being tags.
func fromRuns(list []xliff.Run, escape func(words string) string) string {
	var b strings.Builder
	for _, r := range list {
		switch {
		case r.Type == xliff.Text:
			b.WriteString(escape(r.Text))
		case r.Kind == "var":
			b.WriteString(r.Data)
		case r.Type == xliff.Open:
			b.WriteString("<" + r.ID + ">")
		case r.Type == xliff.Close:
			b.WriteString("</" + r.ID + ">")
		default:
			b.WriteString("<" + r.ID + "/>")
		}
	}
	return b.String()
}

// rawRuns returns the words of a text.
func rawRuns(list []xliff.Run) string {
	var b strings.Builder
	for _, r := range list {
		b.WriteString(r.Text)
	}
	return b.String()
}

var formName = regexp.MustCompile(`^(.*) \[(zero|one|two|few|many|other)\]$`)

// ParseXLIFF reads an XLIFF file that came back; the error has a line.
func ParseXLIFF(src []byte) (texts []Returned, lang string, err error) {
	d, err := xliff.Parse(src)
	if err != nil {
		return nil, "", err
	}
	plural := map[string]int{}
	for _, f := range d.Files {
		for i := range f.Units {
			u := &f.Units[i]
			r := Returned{Context: u.Name, Source: fromRuns(u.Source, segment.EscapeTags), Target: fromRuns(u.Target, segment.EscapeTags), Line: u.Line}
			var notes []string
			for _, n := range u.Notes {
				notes = append(notes, n.Text)
			}
			var context string
			if r.Base, context = splitNotes(notes); context != "" {
				r.Context = context
			}
			if r.Context == "" { // a tool dropped name and notes
				r.Context = contextOf(f.Original)
			}
			r.exported = r.Context
			if r.Base == "" {
				r.Base = strings.Replace(u.Base, "new", "-", 1)
			}
			if !strings.HasPrefix(r.Context, segment.MessagesID+": ") && !r.madeFrom(segment.BaseHash(r.Target)) {
				words := rawRuns(u.Source)
				r.Target = fromRuns(u.Target, func(s string) string { return segment.EscapeReturned(s, words) })
			}
			r.Problem, r.Unfinished = u.Problem, u.State == xliff.Stale
			m := formName.FindStringSubmatch(r.Context)
			if m == nil || !strings.HasPrefix(r.Context, segment.MessagesID+": ") {
				texts = append(texts, r)
				continue
			}
			at, known := plural[m[1]]
			if !known {
				at = len(texts)
				plural[m[1]] = at
				r.Context, r.Plural, r.Forms = m[1], true, map[string]string{}
				texts = append(texts, r)
			}
			texts[at].Unfinished = texts[at].Unfinished || r.Unfinished
			texts[at].Problem = cmp.Or(texts[at].Problem, r.Problem)
			if m[2] == "one" || !known { // PO names a message by this form
				texts[at].Source = r.Source
			}
			if r.Target != "" {
				texts[at].Forms[m[2]] = r.Target
			}
		}
	}
	return texts, d.TargetLang, nil
}
