package xliff

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"griot/generator/translate/exchange/charset"
)

// Error is a mistake in a file, and its line.
type Error struct {
	Line    int
	Message string
}

// Error says what is wrong, without the line.
func (e *Error) Error() string { return e.Message }

// Parse reads a file of either version, in the encoding that it names. An error
// is an *Error.
func Parse(src []byte) (*Document, error) {
	src, err := charset.XML(src)
	if err != nil {
		return nil, &Error{1, err.Error()}
	}
	r := &reader{dec: xml.NewDecoder(bytes.NewReader(src)), doc: &Document{}}
	r.dec.CharsetReader = charset.Reader
	for {
		token, err := r.dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line, _ := r.dec.InputPos()
			return nil, &Error{line, fmt.Sprintf("the XML can't be read: %v", err)}
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = r.start(t)
		case xml.EndElement:
			r.end(t.Name.Local)
		case xml.CharData:
			r.text(string(t))
		}
		if err != nil {
			return nil, err
		}
	}
	if r.doc.Version == "" {
		return nil, &Error{1, "this is no XLIFF file of version 1.2 or 2.0"}
	}
	return r.doc, nil
}

// reader follows the elements of a file.
type reader struct {
	dec    *xml.Decoder
	doc    *Document
	unit   *Unit
	part   *[]Run  // source or target that is read, or nil
	note   *string // text that is read, or nil
	skip   int     // depth inside candidates, whose texts are not the unit's
	opened []Run   // paired elements that are open
	unsure bool    // the segment says that it is stale
	states []string
}

func (r *reader) fail(format string, args ...any) error {
	line, _ := r.dec.InputPos()
	return &Error{line, fmt.Sprintf(format, args...)}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (r *reader) start(e xml.StartElement) error {
	name := e.Name.Local
	if r.skip > 0 {
		r.skip++
		return nil
	}
	switch name {
	case "xliff":
		v := attr(e, "version")
		if v != "2.0" && v != "2.1" && v != "1.2" {
			return r.fail("XLIFF of version %q is not read here: 1.2 and 2.0 are", v)
		}
		r.doc.Version, r.doc.SourceLang, r.doc.TargetLang = v, attr(e, "srcLang"), attr(e, "trgLang")
	case "file":
		if l := attr(e, "source-language"); l != "" {
			r.doc.SourceLang = l
		}
		if l := attr(e, "target-language"); l != "" {
			r.doc.TargetLang = l
		}
		r.doc.Files = append(r.doc.Files, File{Original: attr(e, "original")})
	case "unit", "trans-unit":
		if len(r.doc.Files) == 0 {
			return r.fail("a text stands outside a file element")
		}
		line, _ := r.dec.InputPos()
		r.unit = &Unit{Name: attr(e, "name") + attr(e, "resname"), Line: line}
		if m := unitID.FindStringSubmatch(attr(e, "id")); m != nil {
			r.unit.Base = m[1]
		}
		r.unsure, r.states = false, nil
	case "matches", "alt-trans":
		r.skip = 1
	case "segment", "ignorable":
		r.states = append(r.states, attr(e, "state"))
		r.unsure = r.unsure || attr(e, "subState") == staleState
	case "note":
		if r.unit != nil {
			r.unit.Notes = append(r.unit.Notes, Note{Category: attr(e, "category") + attr(e, "from")})
			r.note = &r.unit.Notes[len(r.unit.Notes)-1].Text
		}
	case "source", "target":
		if r.unit == nil {
			return nil
		}
		if r.part = &r.unit.Source; name == "target" {
			r.part = &r.unit.Target
			if r.unit.Target == nil {
				r.unit.Target = []Run{}
			}
			if s := attr(e, "state"); s != "" {
				r.states = append(r.states, s)
			}
		}
	default:
		r.inline(e)
	}
	return nil
}

// inline reads an element inside a text. One that is not known is a problem of
// that text alone.
func (r *reader) inline(e xml.StartElement) {
	if r.part == nil || r.unit == nil {
		return
	}
	id := attr(e, "id")
	if start := attr(e, "startRef"); start != "" {
		id = start
	}
	kind := strings.TrimRight(id, "0123456789")
	known := kinds[kind].typ != ""
	add := func(t RunType) {
		*r.part = append(*r.part, Run{Type: t, ID: id, Kind: kind})
	}
	name := e.Name.Local
	switch name {
	case "pc", "g":
		add(Open)
		r.opened = append(r.opened, Run{ID: id, Kind: kind})
	case "sc", "bx":
		add(Open)
	case "ec", "ex":
		add(Close)
	case "ph", "x":
		add(Single)
		(*r.part)[len(*r.part)-1].Data = attr(e, "disp") + attr(e, "equiv-text")
	case "cp":
		var c rune
		if _, err := fmt.Sscanf(attr(e, "hex"), "%x", &c); err != nil {
			r.problem("a <cp> names no character")
			return
		}
		r.text(string(c))
		return
	case "mrk", "sm", "em": // a tool's own remarks on the text, which stays
		return
	default:
		r.problem("the element <%s> inside it is none that the export wrote", name)
		return
	}
	if !known {
		r.problem("the element <%s id=%q> is none that the export wrote", name, id)
	}
}

// problem notes why the text that is read can't be used; the first reason
// stays. A problem of the source alone doesn't matter.
func (r *reader) problem(format string, args ...any) {
	if r.part == &r.unit.Target && r.unit.Problem == "" {
		r.unit.Problem = fmt.Sprintf(format, args...)
	}
}

func (r *reader) end(name string) {
	if r.skip > 0 {
		r.skip--
		return
	}
	switch name {
	case "unit", "trans-unit":
		r.finish()
	case "note":
		r.note = nil
	case "source", "target":
		r.part, r.opened = nil, nil
	case "pc", "g":
		if n := len(r.opened); r.part != nil && n > 0 {
			open := r.opened[n-1]
			r.opened = r.opened[:n-1]
			*r.part = append(*r.part, Run{Type: Close, ID: open.ID, Kind: open.Kind})
		}
	}
}

func (r *reader) text(s string) {
	switch {
	case r.skip > 0:
	case r.note != nil:
		*r.note += s
	case r.part != nil:
		if n := len(*r.part); n > 0 && (*r.part)[n-1].Type == Text {
			(*r.part)[n-1].Text += s
			return
		}
		*r.part = append(*r.part, Run{Text: s})
	}
}

// unfinished are the states that mean that somebody still has to look at a
// text: those of 1.2, and initial of 2.0.
var unfinished = map[string]bool{
	"new": true, "needs-translation": true, "needs-l10n": true, "needs-adaptation": true,
	"needs-review-translation": true, "needs-review-l10n": true, "needs-review-adaptation": true,
	"initial": true,
}

// finished are the states that mean that a text is done; signed-off is the
// highest of 1.2.
var finished = map[string]bool{"translated": true, "reviewed": true, "final": true, "signed-off": true}

// finish keeps a unit. If a tool has split it, all parts must be finished; a
// part without a state is.
func (r *reader) finish() {
	u := r.unit
	if u == nil {
		return
	}
	r.unit = nil
	if len(u.Target) == 0 {
		u.Target = nil
	} else {
		u.State = Translated
		for _, s := range r.states {
			if finished[s] {
				u.State = Final
			}
		}
		if r.unsure && u.State != Final || slices.ContainsFunc(r.states, func(s string) bool { return unfinished[s] }) {
			u.State = Stale
		}
	}
	f := &r.doc.Files[len(r.doc.Files)-1]
	f.Units = append(f.Units, *u)
}
