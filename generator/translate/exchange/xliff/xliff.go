// Package xliff reads and writes XLIFF, the XML that translation tools share:
// versions 2.0 and 1.2 as OASIS published them, with translation candidates
// (in 2.0 by its Translation Candidates module).
//
// Parse reads a file into a Document, and Document.Format writes one. Markup within
// texts becomes paired and empty elements, which tools protect; their ids come
// back unchanged. The package knows nothing of pages. It writes only what it
// needs and ignores what else a tool adds.
package xliff

import "regexp"

// Document is a file of either version.
type Document struct {
	Version                string // "2.0" or "1.2"
	SourceLang, TargetLang string
	Files                  []File
}

// File is the texts of one document of the site.
type File struct {
	Original string // its path
	Units    []Unit
}

// Unit is one text and its translation.
type Unit struct {
	Name      string // unique together with the source
	Notes     []Note
	Source    []Run
	Target    []Run // or nil
	State     State
	Old       string // the source that a stale translation was made from, as plain text
	Matches   []Match
	Reference string // path and line of the source
	Base      string // identifies the translation that was exported; part of the id, which tools keep
	Problem   string // why the translation can't be used, if a tool has added what the export didn't write
	Line      int    // of the file that was read, from 1
}

// Note is a remark; its category says who it is for.
type Note struct{ Category, Text string }

// Match is a translation of a text like the unit's.
type Match struct {
	Percent        int
	Source, Target []Run
}

// State says how far a translation is.
type State uint8

// The states of a translation.
const (
	Untranslated State = iota
	Stale              // made from another source, or not finished
	Translated         // says a tool
	Final              // fresh
)

// RunType says what a run is.
type RunType uint8

// The types of runs.
const (
	Text RunType = iota
	Open
	Close
	Single
)

// Run is a piece of a text: words, or a tag.
type Run struct {
	Type RunType
	Text string // words
	ID   string // of a tag, such as a1; Open and Close have the same
	Kind string // of a tag, such as a
	Data string // what a tag means, for the translator to see
}

// unitID finds the base in the id of a unit.
var unitID = regexp.MustCompile(`^u[0-9]+-[0-9]+\.([0-9a-f]+|new)$`)

// kinds tells tools what a tag is: type and subType of 2.0, ctype of 1.2 for
// paired and for empty elements.
var kinds = map[string]struct{ typ, sub, paired, empty string }{
	"em":     {"fmt", "xlf:i", "italic", ""},
	"strong": {"fmt", "xlf:b", "bold", ""},
	"del":    {"fmt", "griot:del", "x-del", ""},
	"a":      {"link", "griot:a", "link", ""},
	"img":    {"image", "griot:img", "x-img", ""},
	"title":  {"other", "griot:title", "x-title", ""},
	"code":   {"other", "griot:code", "", "x-code"},
	"note":   {"other", "griot:note", "", "x-note"},
	"url":    {"link", "griot:url", "", "x-url"},
	"html":   {"other", "griot:html", "", "x-html"},
	"br":     {"fmt", "xlf:lb", "", "lb"},
	"var":    {"ui", "xlf:var", "", "x-var"},
}
