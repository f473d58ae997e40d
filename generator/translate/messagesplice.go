package translate

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"griot/generator/translate/tomltext"
)

// replacement replaces a range of bytes.
type replacement struct {
	start, end int
	text       string
}

// messageReplacements give a message other forms: those
// that it has are replaced, those that it lacks are added. A form whose text
// stays is left alone.
func messageReplacements(src []byte, s *Segment, forms map[string]string) []replacement {
	var cuts []replacement
	have := map[string]bool{}
	for _, f := range s.forms {
		have[f.name] = true
		if text, ok := forms[f.name]; ok && text != f.Value {
			cuts = append(cuts, replacement{f.Start, f.End, tomltext.Encode(text)})
		}
	}
	var added []string
	for _, name := range pluralOrder {
		if _, ok := forms[name]; ok && !have[name] {
			added = append(added, name)
		}
	}
	if len(added) == 0 {
		return cuts
	}
	last := s.forms[len(s.forms)-1]
	switch {
	case last.Inline > 0:
		for _, name := range added {
			at := last.Inline
			if i := slices.IndexFunc(s.forms, func(f form) bool {
				return slices.Index(pluralOrder, f.name) > slices.Index(pluralOrder, name)
			}); i >= 0 {
				at = keyStart(src, s.forms[i].Start)
				cuts = append(cuts, replacement{at, at, name + " = " + tomltext.Encode(forms[name]) + ", "})
				continue
			}
			cuts = append(cuts, replacement{at, at, ", " + name + " = " + tomltext.Encode(forms[name])})
		}
	case len(s.forms) == 1 && last.Key() == s.Key: // key = "text": it becomes a table
		return []replacement{{last.Start, last.End, inlineTable(s.forms, forms)}}
	default:
		for _, name := range added {
			cuts = append(cuts, replacement{last.LineEnd, last.LineEnd, name + " = " + tomltext.Encode(forms[name]) + newline(src)})
		}
	}
	return cuts
}

// keyStart is where the key of a value stands.
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
func inlineTable(old []form, forms map[string]string) string {
	var parts []string
	for _, name := range pluralOrder {
		text, ok := forms[name]
		if !ok && slices.ContainsFunc(old, func(f form) bool { return f.name == name }) {
			text, ok = formText(old, name), true
		}
		if ok {
			parts = append(parts, name+" = "+tomltext.Encode(text))
		}
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

var tableHeader = regexp.MustCompile(`(?m)^[ \t]*\[`)

// addMessage puts a message that a file lacks after the one that precedes it
// in the source's file, or at the end.
func (d *Document) addMessage(key, after string, forms map[string]string) []byte {
	src := d.Source
	value := inlineTable(nil, forms)
	if len(forms) == 1 && forms["other"] != "" {
		value = tomltext.Encode(forms["other"])
	}
	line := key + " = " + value + newline(src)
	at := len(src)
	if tableHeader.Match(src) {
		line = newline(src) + "[" + key + "]" + newline(src)
		for _, name := range pluralOrder {
			if text, ok := forms[name]; ok {
				line += name + " = " + tomltext.Encode(text) + newline(src)
			}
		}
	} else if i := slices.IndexFunc(d.Segments, func(s Segment) bool { return s.Key == after }); i >= 0 {
		at = d.Segments[i].forms[len(d.Segments[i].forms)-1].LineEnd
	}
	if at > 0 && src[at-1] != '\n' {
		line = newline(src) + line
	}
	return slices.Concat(src[:at], []byte(line), src[at:])
}
