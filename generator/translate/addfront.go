package translate

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"griot/generator/yaml"
)

// addScalar puts a field of front matter, an entry of a list in it, or a name
// of hub.yaml into the translation.
func (p *pageImport) addScalar(e *importedText) (*Document, error) {
	s := &p.unitPair.Source.Segments[e.Segment]
	value := e.Text.Words()
	var at int
	var text string
	var err error
	switch path := strings.Split(s.Key, "."); {
	case p.unitPair.Unit.ID == HubID:
		at, text, err = p.addName(path, value)
	case s.Key == "":
		at, text, err = p.addItem(s, e.Segment, value)
	default:
		at, text, err = p.addKey(path, value)
	}
	if err != nil {
		return nil, err
	}
	at += p.doc.frontStart
	next := p.doc.reparse(slices.Concat(p.doc.Source[:at], []byte(text), p.doc.Source[at:]))
	if next.Err != nil || !grownFront(p.doc, next, Normal(value)) {
		return nil, errStructure
	}
	return next, nil
}

// grownFront reports whether a document is what it was, with one new text.
func grownFront(was, is *Document, value string) bool {
	if len(is.Segments) != len(was.Segments)+1 {
		return false
	}
	i, added := 0, 0
	for j := range is.Segments {
		if i < len(was.Segments) && was.Segments[i].Text == is.Segments[j].Text && was.Segments[i].Key == is.Segments[j].Key && was.Segments[i].Sequence == is.Segments[j].Sequence {
			i++
		} else if added++; is.Segments[j].Text != value {
			return false
		}
	}
	return i == len(was.Segments) && added == 1
}

var errBrackets = errors.New("its field is written in brackets")

// lineEnd is where the line ends that a value of front matter ends on.
func (d *Document) lineEnd(at int) int {
	front := d.Source[d.frontStart:d.frontEnd]
	if n := bytes.IndexByte(front[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(front)
}

// addKey adds a field, or an entry of one, such as work.security or
// nodes.po1.text.
func (p *pageImport) addKey(path []string, value string) (int, string, error) {
	d, nl := p.doc, newline(p.doc.Source)
	root := d.front
	if root == nil || root.Kind != yaml.Map || root.Flow {
		return 0, "", errBrackets
	}
	line := func(indent int, key string) string {
		return strings.Repeat(" ", indent) + key + ": " + yaml.Scalarize(value, false) + nl
	}
	field := root.Get(path[0])
	switch {
	case len(path) == 1:
		return p.afterField(path[0]), line(0, path[0]), nil
	case field == nil || field.Kind == yaml.Null && !field.Scalar():
		if len(path) == 3 {
			return len(d.Source[d.frontStart:d.frontEnd]), path[0] + ":" + nl + "  - id: " + path[1] + nl + line(4, path[2]), nil
		}
		return len(d.Source[d.frontStart:d.frontEnd]), path[0] + ":" + nl + line(2, path[1]), nil
	case field.Flow:
		return 0, "", errBrackets
	case len(path) == 2 && field.Kind == yaml.Map:
		return d.lineEnd(field.End), line(field.Indent, path[1]), nil
	case len(path) == 3 && field.Kind == yaml.List:
		for _, item := range field.Items {
			if id := item.Get("id"); id != nil && id.Value == path[1] {
				if item.Flow {
					return 0, "", errBrackets
				}
				return d.lineEnd(item.End), line(item.Indent, path[2]), nil
			}
		}
		indent := strings.Repeat(" ", field.Indent)
		return d.lineEnd(field.End), indent + "- id: " + path[1] + nl + line(field.Indent+2, path[2]), nil
	}
	return 0, "", errStructure
}

// afterField is where a field is added: after the one before it in the
// source's front matter, or at the end.
func (p *pageImport) afterField(name string) int {
	source, d := p.unitPair.Source.front, p.doc
	i := slices.IndexFunc(source.Entries, func(e yaml.Entry) bool { return e.Key == name })
	for i--; i >= 0; i-- {
		if n := d.front.Get(source.Entries[i].Key); n != nil {
			return d.lineEnd(n.End)
		}
	}
	return d.frontEnd - d.frontStart
}

// addItem adds an entry to a list, after the counterpart of the one before it.
func (p *pageImport) addItem(s *Segment, segment int, value string) (int, string, error) {
	d, nl := p.doc, newline(p.doc.Source)
	if strings.Contains(s.Sequence, ".") {
		return 0, "", errors.New("it belongs to a list of maps")
	}
	list := d.front.Get(s.Sequence)
	if list == nil || list.Kind == yaml.Null && !list.Scalar() {
		return d.frontEnd - d.frontStart, s.Sequence + ":" + nl + "  - " + yaml.Scalarize(value, false) + nl, nil
	}
	if list.Kind != yaml.List || list.Flow || len(list.Items) == 0 {
		return 0, "", errBrackets
	}
	item := strings.Repeat(" ", list.Indent) + "- " + yaml.Scalarize(value, false) + nl
	before := 0 // how many entries of the source stand before it
	for i := range segment {
		if p.unitPair.Source.Segments[i].Sequence == s.Sequence {
			before++
		}
	}
	if before == 0 {
		lead := list.Items[0].Lead
		return lead - list.Indent, item, nil
	}
	return d.lineEnd(list.Items[min(before, len(list.Items))-1].End), item, nil
}

// addName adds a language to a name in hub.yaml.
func (p *pageImport) addName(path []string, value string) (int, string, error) {
	d := p.doc
	n := findName(d.front, path)
	if n == nil || n.Kind != yaml.Map || len(n.Entries) == 0 {
		return 0, "", errStructure
	}
	last := n.Entries[len(n.Entries)-1].Value
	if n.Flow {
		return last.End, ", " + d.Lang + ": " + yaml.Scalarize(value, true), nil
	}
	return d.lineEnd(last.End), strings.Repeat(" ", n.Indent) + d.Lang + ": " + yaml.Scalarize(value, false) + newline(d.Source), nil
}

// findName finds the value that a path of keys and ids leads to. Keys may
// hold dots themselves, so that the longest one that fits is taken.
func findName(n *yaml.Node, path []string) *yaml.Node {
	if len(path) == 0 || n == nil {
		return n
	}
	for take := len(path); take > 0; take-- {
		key := strings.Join(path[:take], ".")
		if x := n.Get(key); x != nil {
			return findName(x, path[take:])
		}
		for _, item := range n.Items {
			if id := item.Get("id"); id != nil && id.Value == key {
				return findName(item, path[take:])
			}
		}
	}
	return nil
}
