package kinds

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
	Image      Form = "map of src, alt, caption, credit; or the path alone"
	Authors    Form = "list of texts, or of maps of name, orcid, organisation, role"
	Sources    Form = "list of maps of title, lang, publisher, year, url, note"
	ByOutcome  Form = "map of outcomes to texts"
	Nodes      Form = "list of nodes"
	Statements Form = "list of maps of id, text"
)

// examples are values of the forms, as front matter has them.
var examples = map[Form]string{
	Text: "...", Texts: "[one, two]", Number: "2026", Day: "2026-11-24", Period: "2026-11", Slug: "land-reform", Code: "en",
	KindName: "brief", Layout: "about", TermID: "justice", TermIDs: "[justice]", Address: "https://example.org/",
	Addresses: "[en/old/]", DOI: "10.1234/abc", SDGs: "[\"16.3\"]", Image: "{ src: photo.jpg, alt: \"...\" }",
	Authors: "[{ name: \"Diarra, Awa\", orcid: 0000-0002-1825-0097 }]",
	Sources: "[{ title: \"...\", url: https://example.org/ }]", ByOutcome: "{ justice: \"...\" }",
	Nodes: "[{ id: courts, layer: outcome, title: \"...\", text: \"...\" }]", Statements: "[{ id: a1, text: \"...\" }]",
}

// Example returns a value of the form as an author may write it.
func (f Form) Example() string { return examples[f] }

// Share says whether a translation inherits a field; it is the column "set in" of
// the reference.
type Share string

// The ways of sharing a field between the translations of a page.
const (
	Alone      Share = "this file"                 // belongs to one file alone
	Translated Share = "each language"             // each language has its own; nothing is inherited
	Shared     Share = "source, may be overridden" // inherited from the source page; a translation may override it
	Fixed      Share = "source only"               // inherited from the source page; a translation may not differ
)

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
	{"authors", Authors, Shared, false},
	{"doi", DOI, Shared, false},
	{"image", Image, Shared, false},
	{"sources", Sources, Shared, false},
	{"aliases", Addresses, Alone, false},
	{"also", Texts, Translated, false},
	{"publish_with_changes", Texts, Shared, false},
}

// schemas has all fields of each kind.
var schemas = func() map[site.Kind][]Field {
	all := make(map[site.Kind][]Field, len(table))
	for i := range table {
		fields := slices.Clone(common)
		for _, f := range table[i].Fields {
			if j := slices.IndexFunc(fields, func(c Field) bool { return c.Name == f.Name }); j >= 0 {
				fields[j] = f
				continue
			}
			fields = append(fields, f)
		}
		all[table[i].Name] = fields
	}
	return all
}()

// Schema returns the fields of a kind, with those that every kind has, but without
// vocabularies: each vocabulary of hub.yaml except types, roles and years is a
// field of every kind, a Shared list of terms named by the vocabulary's id.
func Schema(name site.Kind) []Field { return schemas[name] }
