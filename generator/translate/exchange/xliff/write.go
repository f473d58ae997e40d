package xliff

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// Format writes a document in its version.
func (d *Document) Format() []byte {
	w := &writer{v2: d.Version != "1.2"}
	w.b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	if w.v2 {
		w.open(0, "xliff", "xmlns", ns2, "xmlns:mtc", nsMatches, "version", "2.0", "srcLang", d.SourceLang, "trgLang", d.TargetLang)
	} else {
		w.open(0, "xliff", "xmlns", ns12, "version", "1.2")
	}
	for i, f := range d.Files {
		if w.v2 {
			w.open(1, "file", "id", fmt.Sprintf("f%d", i+1), "original", f.Original, "canResegment", "no", "xml:space", "preserve")
		} else {
			w.open(1, "file", "original", f.Original, "source-language", d.SourceLang, "target-language", d.TargetLang, "datatype", "x-markdown", "tool-id", "griot")
			w.line(2, `<header><tool tool-id="griot" tool-name="Griot"/></header>`)
			w.open(2, "body")
		}
		for j := range f.Units {
			id := fmt.Sprintf("u%d-%d", i+1, j+1)
			if b := f.Units[j].Base; b != "" {
				id += "." + b
			}
			w.unit(&f.Units[j], id)
		}
		if !w.v2 {
			w.line(2, "</body>")
		}
		w.line(1, "</file>")
	}
	w.line(0, "</xliff>")
	return w.b.Bytes()
}

// The names of the formats.
const (
	ns2       = "urn:oasis:names:tc:xliff:document:2.0"
	ns12      = "urn:oasis:names:tc:xliff:document:1.2"
	nsMatches = "urn:oasis:names:tc:xliff:matches:2.0"
)

type writer struct {
	b  bytes.Buffer
	v2 bool
}

func (w *writer) line(depth int, text string) {
	w.b.WriteString(strings.Repeat("  ", depth))
	w.b.WriteString(text)
	w.b.WriteByte('\n')
}

// open writes a start tag on a line of its own.
func (w *writer) open(depth int, name string, attrs ...string) {
	w.line(depth, tag(name, ">", attrs...))
}

// tag writes a start tag; attributes without a value are left out.
func tag(name, end string, attrs ...string) string {
	var b strings.Builder
	b.WriteString("<" + name)
	for i := 0; i < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			b.WriteString(" " + attrs[i] + `="` + escape(attrs[i+1]) + `"`)
		}
	}
	b.WriteString(end)
	return b.String()
}

func escape(s string) string {
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(s)) // writing to memory can't fail
	return strings.NewReplacer("&#34;", "&quot;", "&#39;", "'", "&#xA;", "\n", "&#x9;", "\t").Replace(b.String())
}

func (w *writer) unit(u *Unit, id string) {
	if w.v2 {
		w.unit2(u, id)
		return
	}
	approved := "no"
	if u.State == Final {
		approved = "yes"
	}
	w.open(3, "trans-unit", "id", id, "resname", u.Name, "approved", approved, "xml:space", "preserve")
	w.line(4, "<source>"+w.runs(u.Source, nil)+"</source>")
	if u.Target != nil {
		state := map[State]string{Stale: "needs-review-translation", Translated: "translated", Final: "final"}[u.State]
		w.line(4, tag("target", ">", "state", state)+w.runs(u.Target, nil)+"</target>")
	}
	if file, line, ok := strings.Cut(u.Reference, ":"); ok {
		w.line(4, `<context-group purpose="location"><context context-type="sourcefile">`+escape(file)+
			`</context><context context-type="linenumber">`+escape(line)+`</context></context-group>`)
	}
	for _, n := range u.Notes {
		w.line(4, tag("note", ">", "from", n.Category)+escape(n.Text)+"</note>")
	}
	if u.Old != "" {
		w.line(4, `<alt-trans alttranstype="previous-version"><source>`+escape(u.Old)+"</source><target>"+w.runs(u.Target, nil)+"</target></alt-trans>")
	}
	for _, m := range u.Matches {
		w.line(4, tag("alt-trans", ">", "match-quality", fmt.Sprintf("%d%%", m.Percent), "origin", "memory", "alttranstype", "proposal")+
			"<source>"+w.runs(m.Source, nil)+"</source><target>"+w.runs(m.Target, nil)+"</target></alt-trans>")
	}
	w.line(3, "</trans-unit>")
}

func (w *writer) unit2(u *Unit, id string) {
	w.open(2, "unit", "id", id, "name", u.Name)
	data := &originals{ids: map[string]string{}}
	source := w.runs(u.Source, data)
	target := ""
	if u.Target != nil {
		target = w.runs(u.Target, data)
	}
	if len(u.Matches) > 0 {
		w.open(3, "mtc:matches")
		for _, m := range u.Matches {
			w.open(4, "mtc:match", "ref", "#s1", "matchQuality", fmt.Sprintf("%d.0", m.Percent), "origin", "memory")
			match := &originals{ids: map[string]string{}}
			from, to := w.runs(m.Source, match), w.runs(m.Target, match)
			match.write(w, 5)
			w.line(5, "<source>"+from+"</source>")
			w.line(5, "<target>"+to+"</target>")
			w.line(4, "</mtc:match>")
		}
		w.line(3, "</mtc:matches>")
	}
	notes := u.Notes
	if u.Reference != "" {
		notes = append([]Note{{"location", u.Reference}}, notes...)
	}
	if u.Old != "" {
		notes = append(notes[:len(notes):len(notes)], Note{"previous-source", u.Old})
	}
	if len(notes) > 0 {
		w.open(3, "notes")
		for _, n := range notes {
			w.line(4, tag("note", ">", "category", n.Category)+escape(n.Text)+"</note>")
		}
		w.line(3, "</notes>")
	}
	data.write(w, 3)
	state, sub := "", "" // which means initial; a tool that knows no states leaves it so
	switch u.State {
	case Stale:
		state, sub = "initial", staleState
	case Translated:
		state = "translated"
	case Final:
		state = "final"
	}
	w.open(3, "segment", "id", "s1", "state", state, "subState", sub)
	w.line(4, "<source>"+source+"</source>")
	if u.Target != nil {
		w.line(4, "<target>"+target+"</target>")
	}
	w.line(3, "</segment>")
	w.line(2, "</unit>")
}

// staleState marks a translation that was made from another source.
const staleState = "griot:stale"

// originals collects what tags mean, which 2.0 keeps apart.
type originals struct {
	ids  map[string]string
	list []string
}

func (o *originals) id(data string) string {
	if data == "" {
		return ""
	}
	if o.ids[data] == "" {
		o.list = append(o.list, data)
		o.ids[data] = fmt.Sprintf("d%d", len(o.list))
	}
	return o.ids[data]
}

func (o *originals) write(w *writer, depth int) {
	if len(o.list) == 0 {
		return
	}
	w.open(depth, "originalData")
	for i, data := range o.list {
		w.line(depth+1, fmt.Sprintf(`<data id="d%d">`, i+1)+escape(data)+"</data>")
	}
	w.line(depth, "</originalData>")
}

// runs writes a text; data collects what its tags mean, in 2.0.
func (w *writer) runs(runs []Run, data *originals) string {
	var b strings.Builder
	for i, r := range runs {
		k := kinds[r.Kind]
		switch {
		case r.Type == Text:
			b.WriteString(escape(r.Text))
		case r.Type == Open && w.v2:
			end := ""
			for _, x := range runs[i:] {
				if x.Type == Close && x.ID == r.ID {
					end = x.Data
				}
			}
			b.WriteString(tag("pc", ">", "id", r.ID, "type", k.typ, "subType", k.sub, "canCopy", "no", "canDelete", "no",
				"dataRefStart", data.id(r.Data), "dataRefEnd", data.id(end)))
		case r.Type == Open:
			b.WriteString(tag("g", ">", "id", r.ID, "ctype", k.paired))
		case r.Type == Close && w.v2:
			b.WriteString("</pc>")
		case r.Type == Close:
			b.WriteString("</g>")
		case w.v2:
			b.WriteString(tag("ph", "/>", "id", r.ID, "type", k.typ, "subType", k.sub, "canCopy", "no", "canDelete", "no",
				"disp", r.Data, "dataRef", data.id(r.Data)))
		default:
			b.WriteString(tag("x", "/>", "id", r.ID, "ctype", k.empty, "equiv-text", r.Data))
		}
	}
	return b.String()
}
