// Package frontmatter reads the YAML at the head of a page: one schema for
// each kind of page, strictly, with every mistake of a file at once.
//
// What enters is the text of a file; what leaves is what this one file says
// (Own), or diagnostics with line and column. Whether a page has all that its
// kind asks for is seen only when its translations are known, so that is a
// second step (Check), and so is taking from the source page what a
// translation doesn't say (Inherit). The package touches no file system and
// knows no other page: whether a term or page exists is content's to say.
//
// Adding a field is one line in the schema of its kinds and one in bindings.
package frontmatter

import (
	"slices"

	"griot/generator/site"
)

// Form is how a field is written.
type Form string

// The forms of fields, as the reference of front matter names them.
const (
	Text       Form = "text"
	Texts      Form = "list of texts"
	Number     Form = "whole number"
	Day        Form = "day (YYYY-MM-DD)"
	Period     Form = "day, month or year, or two of them with / between"
	Slug       Form = "slug"
	Code       Form = "language"
	KindName   Form = "kind"
	Layout     Form = "layout"
	TermID     Form = "term"
	TermIDs    Form = "list of terms"
	Address    Form = "address (https://)"
	Addresses  Form = "list of addresses below the site's root"
	DOI        Form = "DOI"
	SDGs       Form = "list of SDG targets"
	Image      Form = "map of src, alt, caption, credit"
	Sources    Form = "list of maps of title, lang, publisher, year, url, note"
	ByOutcome  Form = "map of outcomes to texts"
	Nodes      Form = "list of nodes"
	Statements Form = "list of maps of id, text"
)

// Share says what a translation does about a field that it doesn't set.
type Share uint8

// The ways of sharing a field between the translations of a page.
const (
	Alone      Share = iota // belongs to one file alone
	Translated              // each language has its own; nothing is inherited
	Shared                  // inherited from the source page; a translation may override it
	Fixed                   // inherited from the source page; a translation may not differ
)

// String names the way of sharing as the reference of front matter does.
func (s Share) String() string {
	return [...]string{"this file", "each language", "source, may be overridden", "source only"}[s]
}

// Field is one key of a kind's front matter.
type Field struct {
	Name     string
	Form     Form
	Share    Share
	Required bool // for Shared and Fixed fields, of the source page
}

// common are the fields of every kind.
var common = []Field{
	{"title", Text, Translated, true},
	{"summary", Text, Translated, true},
	{"slug", Slug, Alone, false},
	{"kind", KindName, Fixed, false},
	{"translated_from", Code, Alone, false},
	{"date", Day, Shared, false},
	{"updated", Day, Shared, false},
	{"period", Period, Shared, false},
	{"sdg", SDGs, Shared, false},
	{"authors", Texts, Shared, false},
	{"doi", DOI, Shared, false},
	{"image", Image, Shared, false},
	{"sources", Sources, Shared, false},
	{"aliases", Addresses, Alone, false},
}

// schemas are the fields of each kind, beyond or instead of the common ones.
var schemas = map[site.Kind][]Field{
	site.Brief: {
		{"date", Day, Shared, true},
		{"sources", Sources, Shared, true},
		{"type", TermID, Shared, true},
		{"key_messages", Texts, Translated, true},
	},
	site.TheoryOfChange: {
		{"nodes", Nodes, Translated, true},
		{"assumptions", Statements, Translated, false},
		{"risks", Statements, Translated, false},
		{"indicators", Statements, Translated, false},
	},
	site.Country: {
		{"country", TermID, Fixed, true},
		{"glance", Texts, Translated, false},
		{"work", ByOutcome, Translated, false},
	},
	site.Outcome: {
		{"outcome", TermID, Fixed, true},
		{"glance", Texts, Translated, false},
	},
	site.Partner: {
		{"role", TermID, Shared, true},
		{"short", Text, Shared, false},
		{"website", Address, Shared, false},
	},
	site.Workstream: {
		{"number", Number, Fixed, false},
		{"lead", Text, Translated, true},
	},
	site.Milestone: {
		{"period", Period, Shared, true},
	},
	site.GlossaryTerm: {
		{"short", Text, Translated, false},
		{"also", Texts, Translated, false},
	},
	site.Plain: {
		{"layout", Layout, Fixed, false},
	},
}

// Layouts are the layouts that a page of kind page may ask for.
var Layouts = []string{"home", "matrix", "search", "translations", "about"}

// merged holds the whole schema of each kind.
var merged = func() map[site.Kind][]Field {
	all := map[site.Kind][]Field{}
	for kind, own := range schemas {
		fields := slices.Clone(common)
		for _, f := range own {
			if i := slices.IndexFunc(fields, func(c Field) bool { return c.Name == f.Name }); i >= 0 {
				fields[i] = f
				continue
			}
			fields = append(fields, f)
		}
		all[kind] = fields
	}
	return all
}()

// Schema lists the fields of a kind, those of vocabularies aside: each
// vocabulary of hub.yaml but types, roles and years is a field of every kind,
// a Shared list of terms under the vocabulary's id.
func Schema(kind site.Kind) []Field { return merged[kind] }

// names lists the names of a kind's fields.
func names(kind site.Kind) []string {
	var out []string
	for _, f := range merged[kind] {
		out = append(out, f.Name)
	}
	return out
}
