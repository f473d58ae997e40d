// Package segment finds the texts of a file that are translated, and replaces
// them. ParsePage, ParseHub and ParseMessages read a file into a Document with
// its Segments; Document.Splice replaces texts, AddScalar, AddMessage and Insert
// add texts that the file lacks.
//
// A Segment is what a translator translates as a whole: a heading, paragraph,
// list item, table cell, caption, alternative text, a field of front matter, a
// name in hub.yaml, a message with its plural forms. It is identified by its
// text with white space folded, never by its place, so that renaming, moving and
// re-wrapping change nothing. Translators see its markup as tags (Tagged).
//
// What is written is read again and compared: every text but the new ones must
// be as it was, or the change is refused. The package never touches a file system
// and knows nothing of states.
package segment

import (
	"bytes"
	"strings"

	"griot/generator/kinds"
	"griot/generator/markdown/passage"
	"griot/generator/translate/segment/tomltext"
	"griot/generator/yaml"
)

// IDs of the documents that are no pages.
const (
	HubID      = "hub.yaml"
	MessagesID = "active.toml"
)

// Document is one file in one language, with what is translated in it: a page,
// the names in hub.yaml, or messages.
type Document struct {
	ID       string // of the page, such as "briefs/drc-victims-law", or HubID, MessagesID
	Lang     string
	File     string // slash path from the site's folder
	Source   []byte // the whole file
	Segments []Segment

	own        []kinds.Field      // of the site's own kinds
	languages  []string           // of the hub; for hub.yaml
	From       string             // of a page: the language that it says it is translated from
	Err        error              // what kept segments from being found
	Front      *yaml.Node         // of a page or hub.yaml
	frontStart int                // of that YAML in Source
	frontEnd   int                // and ends
	Outline    *passage.Structure // of a page
	BodyStart  int                // of the Markdown in Source
}

// Segment is a text that a translator translates as a whole.
type Segment struct {
	Kind string // title, heading, paragraph, cell, message ... ; shown to translators
	// Key is the name of a field, node or message; segments with the same key are
	// translations of each other. Segments without one are paired within their
	// Sequence.
	Key       string
	Sequence  string
	HeadingID string // of a heading: the id set by hand
	// Level is that of a heading.
	Level int
	// Text identifies the segment: Markdown, plain text, or the forms of a message,
	// with white space folded.
	Text string
	// Optional is true if a translation may lack the text or show the source's.
	Optional bool

	Start, End int // bytes of the file, from the first to the last of its text
	Passage    *passage.Passage
	Scalar     *yaml.Node // its offsets count from the start of the YAML
	Forms      []Form
	Note       string // a message's description
}

// Form is one plural form of a message.
type Form struct {
	Name string // one, many, other ...
	tomltext.Text
}

// Line returns the line of the file that a byte is on, from 1.
func (d *Document) Line(offset int) int {
	return 1 + bytes.Count(d.Source[:min(max(offset, 0), len(d.Source))], []byte("\n"))
}

// Position returns the line and column of a byte, both from 1; columns count
// characters.
func (d *Document) Position(offset int) (line, column int) {
	offset = min(max(offset, 0), len(d.Source))
	start := bytes.LastIndexByte(d.Source[:offset], '\n') + 1
	return d.Line(offset), 1 + len([]rune(string(d.Source[start:offset])))
}

// Tagged returns a segment as a translator gets it; of a message, its form
// "other".
func (d *Document) Tagged(s *Segment) Tagged {
	switch {
	case s.Passage != nil:
		return taggedPassage(s.Passage)
	case s.Forms != nil:
		return TagMessage(FormText(s.Forms, "other"))
	}
	return Tagged{{Text: s.Text}}
}

// Words returns the text of a segment without the names of plural forms.
func (s *Segment) Words() string {
	if len(s.Forms) == 0 {
		return s.Text
	}
	var b strings.Builder
	for _, f := range s.Forms {
		b.WriteString(f.Value)
		b.WriteByte('\n')
	}
	return b.String()
}

// Neutral reports whether a segment has no words of a language.
func (s *Segment) Neutral() bool { return IsNeutral(s.Words()) }

// FormText returns the text of a plural form; if there is none, that of other.
func FormText(forms []Form, name string) string {
	other := ""
	for _, f := range forms {
		switch f.Name {
		case name:
			return f.Value
		case "other":
			other = f.Value
		}
	}
	return other
}

// formsText writes the forms of a message as one text.
func formsText(forms []Form) string {
	if len(forms) == 1 && forms[0].Name == "other" {
		return forms[0].Value
	}
	var b strings.Builder
	for i, f := range forms {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(f.Name)
		b.WriteString(" = ")
		b.WriteString(f.Value)
	}
	return b.String()
}

// ParseForms reads what formsText wrote.
func ParseForms(text string) []Form {
	var out []Form
	for line := range strings.SplitSeq(text, "\n") {
		name, value, ok := strings.Cut(line, " = ")
		if !ok || !pluralNames[name] {
			return []Form{{Name: "other", Text: tomltext.Text{Value: text}}}
		}
		out = append(out, Form{Name: name, Text: tomltext.Text{Value: value}})
	}
	return out
}

// pluralNames are CLDR's names of plural forms.
var pluralNames = map[string]bool{"zero": true, "one": true, "two": true, "few": true, "many": true, "other": true}

// pluralOrder is the order in which plural forms are written.
var pluralOrder = []string{"zero", "one", "two", "few", "many", "other"}

// scalarSegment makes a segment of a value of YAML.
func (d *Document) scalarSegment(n *yaml.Node, s Segment) {
	if n == nil || !n.Scalar() {
		return
	}
	if s.Text = Normal(n.Value); s.Text == "" {
		return
	}
	s.Scalar, s.Start, s.End = n, d.frontStart+n.Start, d.frontStart+n.End
	d.Segments = append(d.Segments, s)
}

// FormMap returns the texts of plural forms by their names.
func FormMap(forms []Form) map[string]string {
	out := make(map[string]string, len(forms))
	for _, f := range forms {
		out[f.Name] = f.Value
	}
	return out
}

// Label names a segment within its page.
func Label(s *Segment) string {
	if s.Key != "" {
		return s.Key
	}
	return s.Kind
}
