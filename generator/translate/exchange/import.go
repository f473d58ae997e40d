package exchange

import (
	"errors"
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
	Copied      int         // equal to their source: not translated
	Kept        int         // in the memory, for pages that are not complete yet
	Moved       [][2]string // pages that have another ID since the export
	Diagnostics diag.List   // refused texts and conflicts, with the lines of the file
}

// Options say how Import treats a file.
type Options struct {
	File  string // for diagnostics
	Force bool   // write texts also where the translation has changed since the export
	Same  bool   // texts that are equal to their source are meant
}

// importer imports the texts of one file.
type importer struct {
	Options
	d      *translate.Project
	b      *translate.Batch
	to     string
	filled bool                       // a tool has copied sources into the translations
	pages  map[string]map[string]bool // sources by page, once a page is looked for
	out    *Imported
}

// Import puts texts that came back into the documents that they belong to; the
// changes are in the batch. A text is refused if its tags or placeholders are
// not those of its source. If the translation has changed since the export,
// that is a conflict, and nothing is written unless Force is set. Texts of a page
// that was moved since are found in its new place. A text equal to its source is
// no translation of it (see untranslated).
func Import(b *translate.Batch, texts []Returned, to string, o Options) (*Imported, error) {
	im := &importer{Options: o, d: b.Project(), b: b, to: to, out: &Imported{}, filled: filledByTool(texts)}
	pages, err := im.byPage(texts)
	if err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(pages)) {
		if err := im.page(id, pages[id]); err != nil {
			return nil, err
		}
	}
	im.out.Diagnostics.Sort()
	return im.out, nil
}

func (im *importer) at(line int) diag.Position { return diag.Position{File: im.File, Line: line} }

// refuse reports a text that is not written; variant is that of translate-refused.
func (im *importer) refuse(r *Returned, variant string, args diag.Args) {
	all := diag.Args{"context": r.Context}
	maps.Copy(all, args)
	im.out.Diagnostics.Error(im.at(r.Line), "translate-refused."+variant, all)
}

// refuseFor refuses a text for a reason: a *segment.Mistake, or another error, which the
// variant has words for.
func (im *importer) refuseFor(r *Returned, err error, variant string, args diag.Args) {
	var m *segment.Mistake
	if errors.As(err, &m) {
		im.refuse(r, m.Variant, m.Args)
		return
	}
	all := diag.Args{"reason": err.Error()}
	maps.Copy(all, args)
	im.refuse(r, variant, all)
}

// pageImport is the import of one page.
type pageImport struct {
	*importer
	unitPair  *translate.UnitPair
	texts     map[string]*Text  // by context and source
	doc       *segment.Document // the translation as it becomes
	edits     []importedText    // of doc
	additions []importedText    // of the source: texts that have no place in doc yet
	refused   map[int]bool      // segments of the source whose translation is refused
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
	if id == "" {
		for i := range returned {
			if r := &returned[i]; r.Unfinished || r.Target == "" && len(r.Forms) == 0 {
				continue
			}
			im.out.Diagnostics.Error(im.at(returned[i].Line), "translate-refused.no-context", nil)
		}
		return nil
	}
	u := im.d.Unit(id)
	if u == nil {
		im.out.Diagnostics.Error(im.at(returned[0].Line), "translate-refused.no-page", diag.Args{"id": id, "near": im.d.Nearest(id)})
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
			im.out.Diagnostics.Error(im.at(returned[0].Line), "translate-refused.own-language", diag.Args{"id": id, "lang": im.to})
		}
		return nil
	}
	p := &pageImport{importer: im, unitPair: pairs[i], texts: map[string]*Text{}, refused: map[int]bool{}, doc: pairs[i].Target}
	texts := Texts(p.unitPair, map[string]int{})
	for j := range texts {
		t := &texts[j]
		if t.State != state.Extra {
			p.texts[t.Context+"\x00"+t.key()] = t
		}
	}
	return p.run(texts, returned)
}

func (p *pageImport) run(texts []Text, returned []Returned) error {
	for i := range returned {
		r := &returned[i]
		t, outdated := p.find(texts, r)
		if t == nil {
			continue
		}
		made, ok := p.accept(t, r, outdated)
		pair := &p.unitPair.Pairs[t.pair]
		if !ok {
			continue
		}
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
	source := canonical(r.Source, p.unitPair.Unit.ID == segment.MessagesID)
	if t := p.texts[r.Context+"\x00"+source]; t != nil {
		return t, false
	}
	var same []*Text
	for i := range texts {
		t := &texts[i]
		if t.State == state.Extra {
			continue
		}
		if t.Plural() && r.Plural && t.Context == r.Context && source == canonical(t.Forms["other"], true) {
			return t, false
		}
		if t.key() == source {
			same = append(same, t)
		}
	}
	if len(same) == 1 {
		return same[0], false
	}
	for i := range texts {
		t := &texts[i]
		if !t.Plural() && t.State == state.Stale && t.Old.String() == source && tagsAlike(t.Old, t.Source) {
			return t, true
		}
	}
	switch {
	case r.Target == "" && len(r.Forms) == 0 || r.Unfinished:
	case len(same) > 1:
		p.refuse(r, "several-places", diag.Args{"count": len(same)})
	default:
		p.refuse(r, "source-gone", nil)
	}
	return nil, false
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
	for _, x := range append(notSpliced, notAdded...) {
		p.refuseFor(x.text, x.err, "by-hand", diag.Args{"id": p.unitPair.Unit.ID})
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
