package segment

import (
	"errors"
	"slices"
	"strings"

	"griot/generator/yaml"
)

// AddScalar adds the counterpart of a segment of the source to front matter or
// hub.yaml: a field, an entry of a field, or a name. It fails if anything but
// that text would change.
func (d *Document) AddScalar(source *Document, index int, value string) (*Document, error) {
	s := &source.Segments[index]
	a := frontAdder{d, source}
	var at int
	var text string
	var err error
	switch path := strings.Split(s.Key, "."); {
	case d.ID == HubID:
		at, text, err = a.name(path, value)
	case s.Key == "":
		at, text, err = a.item(s, index, value)
	default:
		at, text, err = a.key(path, value)
	}
	if err != nil {
		return nil, err
	}
	at += d.frontStart
	next := d.Reparse(slices.Concat(d.Source[:at], []byte(text), d.Source[at:]))
	if next.Err != nil || !grownFront(d, next, Normal(value)) {
		return nil, ErrStructure
	}
	return next, nil
}

// frontAdder finds the place of a text. Its methods return an offset in the
// YAML of doc and what to insert there.
type frontAdder struct{ doc, source *Document }

var errBrackets = errors.New("its field is written in brackets")

// key adds a field, or an entry of one, such as work.security or
// nodes.po1.text.
func (a frontAdder) key(path []string, value string) (int, string, error) {
	d, nl := a.doc, Newline(a.doc.Source)
	root := d.Front
	if root == nil || root.Kind != yaml.Map || root.Flow {
		return 0, "", errBrackets
	}
	line := func(indent int, key string) string {
		return strings.Repeat(" ", indent) + key + ": " + yaml.Scalarize(value, false) + nl
	}
	field := root.Get(path[0])
	switch {
	case len(path) == 1:
		return a.afterField(path[0]), line(0, path[0]), nil
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
	return 0, "", ErrStructure
}

// afterField returns the offset at which to add a field: after the one that
// precedes it in the source, or at the end.
func (a frontAdder) afterField(name string) int {
	source, d := a.source.Front, a.doc
	i := slices.IndexFunc(source.Entries, func(e yaml.Entry) bool { return e.Key == name })
	for i--; i >= 0; i-- {
		if n := d.Front.Get(source.Entries[i].Key); n != nil {
			return d.lineEnd(n.End)
		}
	}
	return d.frontEnd - d.frontStart
}

// item adds an entry to a list, after the counterpart of the one before it.
func (a frontAdder) item(s *Segment, index int, value string) (int, string, error) {
	d, nl := a.doc, Newline(a.doc.Source)
	if strings.Contains(s.Sequence, ".") {
		return 0, "", errors.New("it belongs to a list of maps")
	}
	list := d.Front.Get(s.Sequence)
	if list == nil || list.Kind == yaml.Null && !list.Scalar() {
		return d.frontEnd - d.frontStart, s.Sequence + ":" + nl + "  - " + yaml.Scalarize(value, false) + nl, nil
	}
	if list.Kind != yaml.List || list.Flow || len(list.Items) == 0 {
		return 0, "", errBrackets
	}
	item := strings.Repeat(" ", list.Indent) + "- " + yaml.Scalarize(value, false) + nl
	before := 0 // entries of the source before it
	for i := range index {
		if a.source.Segments[i].Sequence == s.Sequence {
			before++
		}
	}
	if before == 0 {
		lead := list.Items[0].Lead
		return lead - list.Indent, item, nil
	}
	return d.lineEnd(list.Items[min(before, len(list.Items))-1].End), item, nil
}

// name adds a language to a name in hub.yaml.
func (a frontAdder) name(path []string, value string) (int, string, error) {
	d := a.doc
	n := findName(d.Front, path)
	if n == nil || n.Kind != yaml.Map || len(n.Entries) == 0 {
		return 0, "", ErrStructure
	}
	last := n.Entries[len(n.Entries)-1].Value
	if n.Flow {
		return last.End, ", " + d.Lang + ": " + yaml.Scalarize(value, true), nil
	}
	return d.lineEnd(last.End), strings.Repeat(" ", n.Indent) + d.Lang + ": " + yaml.Scalarize(value, false) + Newline(d.Source), nil
}

// findName finds the value that a path of keys, ids and indexes leads to. Keys may
// contain dots themselves, so the longest one that fits is taken.
func findName(n *yaml.Node, path []string) *yaml.Node {
	if len(path) == 0 || n == nil {
		return n
	}
	for take := len(path); take > 0; take-- {
		key := strings.Join(path[:take], ".")
		if x := n.Get(key); x != nil {
			return findName(x, path[take:])
		}
		for i, item := range n.Items {
			if itemKey(i, item) == key {
				return findName(item, path[take:])
			}
		}
	}
	return nil
}
