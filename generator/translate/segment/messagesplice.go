package segment

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"griot/generator/translate/segment/tomltext"
)

// MessageEdits returns the edits that give a message other forms: forms that it
// has are replaced, forms that it lacks are added. A form whose text stays is left
// alone.
func MessageEdits(src []byte, s *Segment, forms map[string]string) []Edit {
	var edits []Edit
	have := map[string]bool{}
	for _, f := range s.Forms {
		have[f.Name] = true
		if text, ok := forms[f.Name]; ok && text != f.Value {
			edits = append(edits, Edit{f.Start, f.End, tomltext.Encode(text)})
		}
	}
	var added []string
	for _, name := range pluralOrder {
		if _, ok := forms[name]; ok && !have[name] {
			added = append(added, name)
		}
	}
	if len(added) == 0 {
		return edits
	}
	last := s.Forms[len(s.Forms)-1]
	switch {
	case last.Inline > 0:
		for _, name := range added {
			at := last.Inline
			if i := slices.IndexFunc(s.Forms, func(f Form) bool {
				return slices.Index(pluralOrder, f.Name) > slices.Index(pluralOrder, name)
			}); i >= 0 {
				at = keyStart(src, s.Forms[i].Start)
				edits = append(edits, Edit{at, at, name + " = " + tomltext.Encode(forms[name]) + ", "})
				continue
			}
			edits = append(edits, Edit{at, at, ", " + name + " = " + tomltext.Encode(forms[name])})
		}
	case len(s.Forms) == 1 && last.Key() == s.Key: // key = "text": it becomes a table
		return []Edit{{last.Start, last.End, inlineTable(s.Forms, forms)}}
	default:
		for _, name := range added {
			edits = append(edits, Edit{last.LineEnd, last.LineEnd, name + " = " + tomltext.Encode(forms[name]) + Newline(src)})
		}
	}
	return edits
}

// keyStart returns the offset of the key of a value.
func keyStart(src []byte, value int) int {
	at := bytes.LastIndexByte(src[:value], '=')
	for at > 0 && (src[at-1] == ' ' || src[at-1] == '\t') {
		at--
	}
	for at > 0 && strings.IndexByte(" \t,{\n", src[at-1]) < 0 {
		at--
	}
	return at
}

// inlineTable writes forms as { one = "...", other = "..." }.
func inlineTable(old []Form, forms map[string]string) string {
	var parts []string
	for _, name := range pluralOrder {
		text, ok := forms[name]
		if !ok && slices.ContainsFunc(old, func(f Form) bool { return f.Name == name }) {
			text, ok = FormText(old, name), true
		}
		if ok {
			parts = append(parts, name+" = "+tomltext.Encode(text))
		}
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

var tableHeader = regexp.MustCompile(`(?m)^[ \t]*\[`)

// AddMessage returns the file with a message that it lacks, after the message
// that precedes it in the source's file, or at the end.
func (d *Document) AddMessage(key, after string, forms map[string]string) []byte {
	src := d.Source
	value := inlineTable(nil, forms)
	if len(forms) == 1 && forms["other"] != "" {
		value = tomltext.Encode(forms["other"])
	}
	line := key + " = " + value + Newline(src)
	at := len(src)
	if tableHeader.Match(src) {
		line = Newline(src) + "[" + key + "]" + Newline(src)
		for _, name := range pluralOrder {
			if text, ok := forms[name]; ok {
				line += name + " = " + tomltext.Encode(text) + Newline(src)
			}
		}
	} else if i := slices.IndexFunc(d.Segments, func(s Segment) bool { return s.Key == after }); i >= 0 {
		at = d.Segments[i].Forms[len(d.Segments[i].Forms)-1].LineEnd
	}
	if at > 0 && src[at-1] != '\n' {
		line = Newline(src) + line
	}
	return slices.Concat(src[:at], []byte(line), src[at:])
}
