package segment

import (
	"slices"
	"strings"

	"griot/generator/translate/segment/tomltext"
)

// MessageFile returns the path of a language's messages.
func MessageFile(lang string) string { return "i18n/active." + lang + ".toml" }

// ParseMessages finds the messages of a file. All plural forms of a message
// are one segment, so that a change of any of them is seen.
func ParseMessages(lang string, src []byte) *Document {
	d := &Document{ID: MessagesID, Lang: lang, File: MessageFile(lang), Source: src}
	texts, err := tomltext.Parse(src)
	if err != nil {
		d.Err = err
		return d
	}
	at := map[string]int{} // of a message in Segments
	parents := map[string]bool{}
	for i := range texts {
		parents[strings.Join(texts[i].Path[:len(texts[i].Path)-1], ".")] = true
	}
	for _, t := range texts {
		id, name := t.Key(), "other"
		if last := t.Path[len(t.Path)-1]; len(t.Path) > 1 && (pluralNames[last] || messageKeys[last]) && !parents[id] {
			id, name = strings.Join(t.Path[:len(t.Path)-1], "."), last
		}
		i, known := at[id]
		if !known {
			i = len(d.Segments)
			at[id] = i
			d.Segments = append(d.Segments, Segment{Kind: "message", Key: id, Sequence: "messages", Start: t.Start, End: t.End})
		}
		s := &d.Segments[i]
		s.Start, s.End = min(s.Start, t.Start), max(s.End, t.End)
		switch {
		case name == "description":
			s.Note = t.Value
		case pluralNames[name]:
			s.Forms = append(s.Forms, Form{name, t})
		}
	}
	d.Segments = slices.DeleteFunc(d.Segments, func(s Segment) bool { return len(s.Forms) == 0 })
	for i := range d.Segments {
		s := &d.Segments[i]
		slices.SortStableFunc(s.Forms, func(a, b Form) int {
			return slices.Index(pluralOrder, a.Name) - slices.Index(pluralOrder, b.Name)
		})
		s.Text = formsText(s.Forms)
	}
	return d
}

// messageKeys are the keys of a message that are not texts, as go-i18n has
// them.
var messageKeys = map[string]bool{"id": true, "hash": true, "description": true, "leftdelim": true, "rightdelim": true}

// Plural reports whether a message has several forms or a count.
func (s *Segment) Plural() bool {
	return len(s.Forms) > 1 || len(s.Forms) == 1 && (s.Forms[0].Name != "other" || strings.Contains(s.Forms[0].Value, "{{.Count}}"))
}
