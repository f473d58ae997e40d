package translate

import (
	"bytes"
	"strings"

	"griot/generator/markdown"
	"griot/generator/translate/tomltext"
	"griot/generator/yaml"
)

// Document is what is translated in one file in one language: a page, the
// names in hub.yaml, or the messages.
type Document struct {
	ID       string // of the page, such as "briefs/drc-victims-law", or HubID, MessagesID
	Lang     string
	File     string // slash path from the site's folder
	Source   []byte // the whole file
	Segments []Segment

	languages  []string            // of the hub; for hub.yaml
	From       string              // of a page: the language that it says it is translated from
	Err        error               // what kept segments from being found
	front      *yaml.Node          // of a page or hub.yaml
	frontStart int                 // where in Source that YAML starts
	frontEnd   int                 // and ends
	outline    *markdown.Structure // of a page
	bodyStart  int                 // where in Source the Markdown starts
}

// Segment is a text that a translator translates as a whole.
type Segment struct {
	Kind string // title, heading, paragraph, cell, message ... ; shown to translators
	// Key pairs the segments of both languages where they have a name: a field, a
	// node, a message. Segments of a Sequence without keys are paired by order.
	Key       string
	Sequence  string
	HeadingID string // of a heading: the id set by hand
	// Level is that of a heading.
	Level int
	// Text is the text as it is known: Markdown, plain text, or the forms of a
	// message, with white space folded.
	Text string
	// Optional says that a translation may go without: the source's text, or
	// none, serves.
	Optional bool

	Start, End int // bytes of the file, from the first to the last of its text
	passage    *markdown.Passage
	scalar     *yaml.Node // its places count from frontAt
	forms      []form
	note       string // a message's description
}

// form is one plural form of a message.
type form struct {
	name string // one, many, other ...
	tomltext.Text
}

// Line is the line of the file on which a byte stands, from 1.
func (d *Document) Line(offset int) int {
	return 1 + bytes.Count(d.Source[:min(max(offset, 0), len(d.Source))], []byte("\n"))
}

// position is the line and column, in characters, of a byte, both from 1.
func (d *Document) position(offset int) (line, column int) {
	offset = min(max(offset, 0), len(d.Source))
	start := bytes.LastIndexByte(d.Source[:offset], '\n') + 1
	return d.Line(offset), 1 + len([]rune(string(d.Source[start:offset])))
}

// tagged returns a segment as it goes to a translator; of a message, its form
// "other".
func (d *Document) tagged(s *Segment) Tagged {
	switch {
	case s.passage != nil:
		return taggedPassage(s.passage)
	case s.forms != nil:
		return taggedMessage(formText(s.forms, "other"))
	}
	return Tagged{{Text: s.Text}}
}

// words is a segment's text without the names of plural forms.
func (s *Segment) words() string {
	if len(s.forms) == 0 {
		return s.Text
	}
	var b strings.Builder
	for _, f := range s.forms {
		b.WriteString(f.Value)
		b.WriteByte('\n')
	}
	return b.String()
}

// neutral reports whether a segment has no words of a language.
func (s *Segment) neutral() bool { return neutral(s.words()) }

// formText is the text of a plural form, or of the one that stands in for it.
func formText(forms []form, name string) string {
	other := ""
	for _, f := range forms {
		switch f.name {
		case name:
			return f.Value
		case "other":
			other = f.Value
		}
	}
	return other
}

// formsText writes the forms of a message as one text.
func formsText(forms []form) string {
	if len(forms) == 1 && forms[0].name == "other" {
		return forms[0].Value
	}
	var b strings.Builder
	for i, f := range forms {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(f.name)
		b.WriteString(" = ")
		b.WriteString(f.Value)
	}
	return b.String()
}

// parseForms is the inverse of formsText.
func parseForms(text string) []form {
	var out []form
	for line := range strings.SplitSeq(text, "\n") {
		name, value, ok := strings.Cut(line, " = ")
		if !ok || !pluralNames[name] {
			return []form{{name: "other", Text: tomltext.Text{Value: text}}}
		}
		out = append(out, form{name: name, Text: tomltext.Text{Value: value}})
	}
	return out
}

// pluralNames are CLDR's names of plural forms.
var pluralNames = map[string]bool{"zero": true, "one": true, "two": true, "few": true, "many": true, "other": true}

// pluralOrder is the order in which forms are written.
var pluralOrder = []string{"zero", "one", "two", "few", "many", "other"}

// scalarSegment makes a segment of a value of YAML.
func (d *Document) scalarSegment(n *yaml.Node, s Segment) {
	if n == nil || !n.Scalar() {
		return
	}
	if s.Text = Normal(n.Value); s.Text == "" {
		return
	}
	s.scalar, s.Start, s.End = n, d.frontStart+n.Start, d.frontStart+n.End
	d.Segments = append(d.Segments, s)
}
