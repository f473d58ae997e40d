package exchange

import (
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// create writes a page that is not translated yet, once all its texts have
// come back. Until then those that have are kept in the memory, which suggests
// them in the next export. A refused text doesn't keep the others out: in its
// place the page has the source, which is missing in its state.
func (p *pageImport) create() {
	additions := p.additions
	p.additions = nil
	source := p.unitPair.Source
	edits := make([]segment.NewText, len(additions))
	for i := range additions {
		edits[i] = additions[i].NewText
	}
	translated, refused := source.Splice(edits)
	here := map[int]bool{}
	for i := range additions {
		e := &additions[i]
		if err := refused[i]; err != nil {
			p.refused[e.Segment] = true
			p.refuseFor(e.returned, err, "reason", nil)
			continue
		}
		here[e.Segment] = true
		p.accepted = append(p.accepted, state.Record{Kind: e.kind, Source: e.source, Target: translated.Segments[e.Segment].Text})
	}
	missing := 0
	mostly := len(p.refused) <= len(here)
	for i := range source.Segments {
		s := &source.Segments[i]
		if !here[i] && !s.Optional && !s.Neutral() && !(p.refused[i] && mostly && s.Key != "title") {
			missing++
		}
	}
	if missing > 0 {
		p.out.Kept += len(here)
		p.b.Retire(p.unitPair.From, p.unitPair.To, p.accepted...)
		p.accepted = nil
		p.out.Diagnostics.Warn(p.at(additions[0].returned.Line), "translate-incomplete", diag.Args{"id": source.ID, "count": missing})
		return
	}
	file := content.JoinName(source.ID, p.to)
	nl := segment.Newline(source.Source)
	head := "---" + nl + "translated_from: " + source.Lang + nl + segment.FrontMatterOf(translated, here, nl) + "---" + nl
	doc := segment.ParsePage(source.ID, p.to, file, append([]byte(head), translated.Source[translated.BodyStart:]...), p.b.OwnFields()...)
	if doc.Err != nil {
		p.refuse(additions[0].returned, "unwritable", diag.Args{"reason": doc.Err.Error()})
		return
	}
	p.out.Added += len(here)
	p.doc = doc
}
