package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"griot/generator/diag"
	"griot/generator/translate"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// Imported says what became of the texts of a file.
type Imported struct {
	Written     int // in place of others
	Added       int // where there was none
	Confirmed   int // found to match a source that had changed
	Unchanged   int
	Unfinished  int // marked as unfinished
	Empty       int
	Kept        int       // in the memory, for pages that are not complete yet
	Diagnostics diag.List // refused texts and conflicts, with the lines of the file
}

// importer imports the texts of one file.
type importer struct {
	d     *translate.Project
	b     *translate.Batch
	file  string // for diagnostics
	to    string
	force bool
	out   *Imported
}

// Import puts texts that came back into the documents that they belong to; the
// changes are in the batch. A text is refused if its tags or placeholders are
// not those of its source. If the translation has changed since the export,
// that is a conflict, and nothing is written unless force is set.
func Import(b *translate.Batch, texts []Returned, to, file string, force bool) (*Imported, error) {
	im := &importer{d: b.Project(), b: b, file: file, to: to, force: force, out: &Imported{}}
	pages := map[string][]Returned{}
	for _, t := range texts {
		pages[t.page()] = append(pages[t.page()], t)
	}
	for _, id := range slices.Sorted(maps.Keys(pages)) {
		if err := im.page(id, pages[id]); err != nil {
			return nil, err
		}
	}
	im.out.Diagnostics.Sort()
	return im.out, nil
}

func (im *importer) at(line int) diag.Position { return diag.Position{File: im.file, Line: line} }

func (im *importer) refuse(r *Returned, hint, format string, args ...any) {
	im.out.Diagnostics.Errorf(im.at(r.Line), "translate-refused", hint, "%s: %s", r.Context, fmt.Sprintf(format, args...))
}

// pageImport is the import of one page.
type pageImport struct {
	*importer
	unitPair  *translate.UnitPair
	texts     map[string]*Text  // by context and source
	doc       *segment.Document // the translation as it becomes
	edits     []importedText    // of doc
	additions []importedText    // of the source: texts that have no place in doc yet
	accepted  []state.Record
	targets   map[int]int // of a source's segment, its counterpart in doc; while texts are added
}

// importedText is a text to be written.
type importedText struct {
	segment.NewText
	kind, source string // what it is made from
	returned     *Returned
}

func (im *importer) page(id string, returned []Returned) error {
	u := im.d.Unit(id)
	if u == nil {
		hint := "the page was renamed or deleted since the export"
		if near := im.d.Nearest(id); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		im.out.Diagnostics.Errorf(im.at(returned[0].Line), "translate-refused", hint, "there is no page %q", id)
		return nil
	}
	pairs, list, err := im.d.UnitPairs(u)
	if err != nil {
		return err
	}
	im.out.Diagnostics = append(im.out.Diagnostics, list...)
	i := slices.IndexFunc(pairs, func(s *translate.UnitPair) bool { return s.To == im.to })
	if i < 0 {
		if list.Errors() == 0 {
			im.out.Diagnostics.Errorf(im.at(returned[0].Line), "translate-refused", "", "%s is not translated into %s: that is its own language", id, im.to)
		}
		return nil
	}
	p := &pageImport{importer: im, unitPair: pairs[i], texts: map[string]*Text{}, doc: pairs[i].Target}
	texts := Texts(p.unitPair, map[string]int{})
	for j := range texts {
		t := &texts[j]
		p.texts[t.Context+"\x00"+sourceKey(t)] = t
	}
	return p.run(texts, returned)
}

// sourceKey returns the source of a text as it is in a file that comes back.
func sourceKey(t *Text) string {
	if t.Plural() {
		return cmp.Or(t.Forms["one"], t.Forms["other"])
	}
	return t.Source.String()
}

func (p *pageImport) run(texts []Text, returned []Returned) error {
	for i := range returned {
		r := &returned[i]
		t, outdated := p.find(texts, r)
		if t == nil {
			continue
		}
		made, ok := p.accept(t, r, outdated)
		if !ok {
			continue
		}
		pair := &p.unitPair.Pairs[t.pair]
		e := importedText{made, pair.Source.Kind, pair.Source.Text, r}
		if outdated {
			e.source = pair.Old
		}
		if pair.Target == nil {
			e.Segment = segment.IndexOf(p.unitPair.Source, pair.Source)
			p.additions = append(p.additions, e)
			continue
		}
		e.Segment = segment.IndexOf(p.unitPair.Target, pair.Target)
		p.edits = append(p.edits, e)
	}
	p.write()
	return p.finish()
}

// find returns the exported text that came back; outdated says that it is a
// translation of an earlier version of the source.
func (p *pageImport) find(texts []Text, r *Returned) (t *Text, outdated bool) {
	if t := p.texts[r.Context+"\x00"+r.Source]; t != nil && t.State != state.Extra {
		return t, false
	}
	var same []*Text
	for i := range texts {
		if t := &texts[i]; t.Plural() && r.Plural && t.Context == r.Context && (r.Source == t.Forms["one"] || r.Source == t.Forms["other"]) {
			return t, false
		}
		if sourceKey(&texts[i]) == r.Source && texts[i].State != state.Extra {
			same = append(same, &texts[i])
		}
	}
	if len(same) == 1 {
		return same[0], false
	}
	for i := range texts {
		t := &texts[i]
		if !t.Plural() && t.State == state.Stale && t.Old.String() == r.Source && tagsAlike(t.Old, t.Source) {
			return t, true
		}
	}
	if r.Target != "" && !r.Unfinished {
		p.refuse(r, "the source changed: export again; the memory may still suggest it", "its source text is no longer on the page")
	}
	return nil, false
}

// accept decides what to do with a text that came back; ok says that it is to
// be written.
func (p *pageImport) accept(t *Text, r *Returned, outdated bool) (e segment.NewText, ok bool) {
	if r.Unfinished {
		p.out.Unfinished++
		return e, false
	}
	if t.Plural() || r.Plural {
		return p.acceptForms(t, r)
	}
	if r.Target == "" {
		p.out.Empty++
		return e, false
	}
	text, err := segment.ParseTags(r.Target, p.unitPair.Unit.ID == segment.MessagesID)
	if err == nil {
		text, err = text.Tidy().Fill(t.Source, p.present(t))
	}
	if err == nil && text.Words() == "" && t.Source.Words() != "" {
		err = errors.New("it has no words")
	}
	if err != nil {
		p.refuse(r, "put each tag of the source into the translation once", "%v", err)
		return e, false
	}
	if p.unitPair.Unit.ID == segment.MessagesID {
		return p.compareWithPresent(t, r, segment.NewText{Forms: map[string]string{"other": rawText(text)}}, r.Target, t.Target.String(), outdated)
	}
	return p.compareWithPresent(t, r, segment.NewText{Text: text}, text.String(), t.Target.String(), outdated)
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
	out := ""
	for _, r := range t {
		out += r.Text + r.Raw
	}
	return out
}

// acceptForms does what accept does for messages with plural forms.
func (p *pageImport) acceptForms(t *Text, r *Returned) (e segment.NewText, ok bool) {
	if !t.Plural() || !r.Plural {
		p.refuse(r, "export again", "the message has plural forms in one of the two places only")
		return e, false
	}
	if len(r.Forms) == 0 {
		p.out.Empty++
		return e, false
	}
	want := segment.PluralRuleOf(p.to)
	for _, name := range want.Forms {
		text := r.Forms[name]
		if text == "" {
			p.refuse(r, "", "the plural form %q is empty", name)
			return e, false
		}
		source := t.Forms[name]
		if source == "" {
			source = t.Forms["other"]
		}
		if err := formFits(text, source, t.Forms["other"], name); err != nil {
			p.refuse(r, "put each placeholder of the source into every form", "plural form %q: %v", name, err)
			return e, false
		}
	}
	if r.Forms["other"] == "" { // languages whose whole numbers never take it
		r.Forms["other"] = r.Forms[want.Forms[len(want.Forms)-1]]
	}
	return p.compareWithPresent(t, r, segment.NewText{Forms: r.Forms}, formsKey(r.Forms, want), formsKey(t.TargetForms, want), false)
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
	case r.Base == t.Base || p.force:
	case present == "" && r.Base == "":
	case r.Base == segment.BaseHash(text):
		p.out.Unchanged++ // it is as it was exported; the hub has a newer one
		return e, false
	default:
		p.out.Diagnostics.Errorf(p.at(r.Line), "translate-conflict", "export again and decide, or import with --force to have this one",
			"%s: the translation has changed since the export, to %q", t.Context, present)
		return e, false
	}
	return e, true
}

// write puts all texts into the translation. What can't be written at first is
// tried again after each round of additions: a text may need a footnote that
// was added, a block may follow another new one.
func (p *pageImport) write() {
	notSpliced := p.splice()
	var notAdded []refusal
	for again := true; again; {
		before := p.doc
		notAdded = p.add()
		if again = p.doc != before && before != nil; again && len(p.edits) > 0 {
			notSpliced = p.splice()
		}
	}
	for _, x := range notSpliced {
		p.refuse(x.text, "", "%v", x.err)
	}
	for _, x := range notAdded {
		p.refuse(x.text, "write it into the file by hand, then griot translate mark "+p.unitPair.Unit.ID, "%v", x.err)
	}
}

// refusal is a text that can't be written.
type refusal struct {
	text *Returned
	err  error
}

// splice replaces texts; those that it can't replace remain in p.edits.
func (p *pageImport) splice() (refusals []refusal) {
	if len(p.edits) == 0 {
		return nil
	}
	plain := make([]segment.NewText, len(p.edits))
	for i := range p.edits {
		plain[i] = p.edits[i].NewText
	}
	next, refused := p.doc.Splice(plain)
	var left []importedText
	for i := range p.edits {
		e := &p.edits[i]
		if err := refused[i]; err != nil {
			left, refusals = append(left, *e), append(refusals, refusal{e.returned, err})
			continue
		}
		p.out.Written++
		p.accepted = append(p.accepted, state.Record{Kind: e.kind, Source: e.source, Target: next.Segments[e.Segment].Text})
	}
	p.doc, p.edits = next, left
	return refusals
}

// finish writes the page and its records.
func (p *pageImport) finish() error {
	s := p.unitPair
	if p.doc == nil {
		return nil
	}
	if s.Target == nil || string(p.doc.Source) != string(s.Target.Source) {
		c := translate.Change{Path: p.doc.File, New: p.doc.Source}
		if s.Target != nil {
			c.Old = s.Target.Source
		}
		if s.Unit.ID == segment.MessagesID && !p.d.HasFile(p.doc.File) {
			c.Old = nil
		}
		p.b.Add(c)
	}
	if len(p.accepted) == 0 && s.Target != nil && string(p.doc.Source) == string(s.Target.Source) {
		return nil
	}
	after := *s
	after.Target = p.doc
	p.b.SetRecords(s, p.d.StableRecords(&after, append(slices.Clone(p.accepted), s.Records...)))
	return nil
}
