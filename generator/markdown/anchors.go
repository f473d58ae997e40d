package markdown

import (
	"slices"
	"strconv"
	"strings"

	"griot/generator/diag"

	"golang.org/x/text/unicode/norm"
)

// anchor is a place of the HTML for ids that are given when those of all headings are
// known.
type anchor struct {
	at      int // offset in out
	heading int // index in rec.Headings, for the further ids of a heading; else -1
	gitHub  string
	id      string // of an element in HTML, whose start tag is at that place
	source  int    // offset of that element in the source
	html    string // what is inserted
}

// gitHubID returns the id that GitHub, Hugo and Docusaurus give to the next heading.
func (p *page) gitHubID(words string) string {
	base := gitHubSlug(words)
	id := base
	for base != "" {
		if _, taken := p.gitHub[id]; !taken {
			p.gitHub[id] = 0
			return id
		}
		p.gitHub[base]++
		id = base + "-" + strconv.Itoa(p.gitHub[base])
	}
	return ""
}

// elementID gives an id to the HTML element whose start tag is being written.
func (p *page) elementID(id string, source int) {
	a := anchor{at: len(p.out), heading: -1, id: strings.Map(idRune, norm.NFC.String(id)), source: source}
	switch {
	case a.id == "":
	case !p.inNotes:
		p.anchors = append(p.anchors, a)
	default:
		p.placeElement(&a)
		p.out = append(p.out, a.html...)
	}
}

// claim takes an id if it is free.
func (p *page) claim(id string) bool {
	if id == "" || p.ids[id] > 0 || p.isLayouts(id) {
		return false
	}
	p.ids[id] = 1
	return true
}

// layoutPrefix starts the ids of Griot's own layouts.
const layoutPrefix = "p-"

// isLayouts reports whether an id may be one of a layout, or of a box of a Theory of
// Change.
func (p *page) isLayouts(id string) bool {
	return p.reserved(id) || strings.HasPrefix(id, layoutPrefix) || slices.Contains(p.src.Taken, id)
}

// moveAnchors moves the anchors from an offset on.
func (p *page) moveAnchors(from, by int) {
	for i := len(p.anchors) - 1; i >= 0 && p.anchors[i].at >= from; i-- {
		p.anchors[i].at += by
	}
}

// placeElement decides whether an element keeps its id. The id of a heading wins, since
// it leads to nearly the same place.
func (p *page) placeElement(a *anchor) {
	switch {
	case p.claim(a.id):
		a.html = " id=\"" + a.id + "\""
		p.rec.IDs = append(p.rec.IDs, a.id)
	case slices.Contains(p.rec.IDs, a.id):
		p.warn(a.source, "html-removed.id-twice", diag.Args{"id": a.id})
	case p.ids[a.id] == 0:
		p.warn(a.source, "html-removed.layout-id", diag.Args{"id": a.id})
	}
}

// placeHeading decides which further ids a heading gets. Those of an element or another
// heading win.
func (p *page) placeHeading(a *anchor) {
	h := &p.rec.Headings[a.heading]
	if p.claim(a.gitHub) {
		h.Also = append(h.Also, a.gitHub)
	}
	for _, id := range h.Also {
		a.html += "<span id=\"" + id + "\"></span>"
	}
}

// placeAnchors writes the ids of elements and the further ids of headings into the text.
// Ids that the author or an earlier version of Griot gave win over those of other programs.
func (p *page) placeAnchors() {
	for i := range p.anchors {
		if a := &p.anchors[i]; a.heading < 0 {
			p.placeElement(a)
		}
	}
	for i := range p.rec.Headings {
		h := &p.rec.Headings[i]
		h.Also = slices.DeleteFunc(h.Also, func(id string) bool { return !p.claim(id) })
	}
	for i := range p.anchors {
		if a := &p.anchors[i]; a.heading >= 0 {
			p.placeHeading(a)
		}
	}
	p.anchors = slices.DeleteFunc(p.anchors, func(a anchor) bool { return a.html == "" })
	if len(p.anchors) == 0 {
		return
	}
	slices.SortStableFunc(p.anchors, func(a, b anchor) int { return a.at - b.at })
	out, done := p.spare[:0], 0
	for _, a := range p.anchors {
		out = append(append(out, p.out[done:a.at]...), a.html...)
		done = a.at
	}
	p.out, p.spare = append(out, p.out[done:]...), p.out
	p.moveSections()
}

// moveSections corrects the sections and their titles after the anchors were written.
func (p *page) moveSections() {
	// moved returns where an offset is now; what was inserted at that very place comes
	// before it only if it lies within.
	moved := func(offset int, within bool) int {
		by := 0
		for _, a := range p.anchors {
			if a.at > offset || a.at == offset && !within {
				break
			}
			by += len(a.html)
		}
		return offset + by
	}
	for i := range p.rec.Lists {
		l := &p.rec.Lists[i]
		l.At = moved(l.At, false)
	}
	for i := range p.rec.Sections {
		s := &p.rec.Sections[i]
		s.Start, s.End = moved(s.Start, false), moved(s.End, false)
		if i > 0 {
			t := p.titles[i-1]
			s.Title = string(p.out[moved(t.Start, false):moved(t.End, true)])
		}
	}
}
