package kinds

import "griot/generator/site"

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
	Weight     Form = "whole number, 1 to 100000"
	Folder     Form = "map of kind, order, navigation"
)

// The forms that only the fields of a site's own kinds have, beside Text, Texts, Day,
// Period, TermID, TermIDs, Address and Image.
const (
	Amount Form = "number"
	Time   Form = "day and time (YYYY-MM-DD hh:mm)"
	YesNo  Form = "yes or no"
	Choice Form = "choice"
	PageID Form = "page"
	Pages  Form = "list of pages"
	File   Form = "file"
	Place  Form = "place: a text, or map of name, latitude, longitude"
)

// forms are the names of the forms in a file that describes a kind.
var forms = map[string]Form{
	"text": Text, "texts": Texts, "day": Day, "period": Period, "term": TermID, "terms": TermIDs, "address": Address, "image": Image,
	"number": Amount, "time": Time, "yes-no": YesNo, "choice": Choice, "page": PageID, "pages": Pages, "file": File, "place": Place,
}

// builtinForms are those of the built-in kinds, in addition.
var builtinForms = map[string]Form{
	"whole-number": Number, "slug": Slug, "language": Code, "kind": KindName, "layout": Layout, "addresses": Addresses, "doi": DOI, "sdgs": SDGs,
	"authors": Authors, "sources": Sources, "by-outcome": ByOutcome, "nodes": Nodes, "statements": Statements, "weight": Weight, "folder": Folder,
}

// Words reports whether a field of this form has words, which each language has
// its own of unless the kind says otherwise.
func (f Form) Words() bool { return f == Text || f == Texts }

// examples are values of the forms, as front matter has them.
var examples = map[Form]string{
	Text: "...", Texts: "[one, two]", Number: "2026", Day: "2026-11-24", Period: "2026-11", Slug: "land-reform", Code: "en",
	KindName: "brief", Layout: "about", TermID: "justice", TermIDs: "[justice]", Address: "https://example.org/",
	Addresses: "[en/old/]", DOI: "10.1234/abc", SDGs: "[\"16.3\"]", Image: "{ src: photo.jpg, alt: \"...\" }",
	Authors: "[{ name: \"Diarra, Awa\", orcid: 0000-0002-1825-0097 }]",
	Sources: "[{ title: \"...\", url: https://example.org/ }]", ByOutcome: "{ justice: \"...\" }",
	Nodes: "[{ id: courts, layer: outcome, title: \"...\", text: \"...\" }]", Statements: "[{ id: a1, text: \"...\" }]",
	Amount: "12", Time: "2026-11-24 14:30", YesNo: "true", Choice: "...", PageID: "briefs/land-reform", Pages: "[briefs/land-reform]",
	File: "programme.pdf", Place: "Bujumbura", Weight: "10", Folder: "{ order: weight }",
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

	// Own is true if a file of the site describes the field; its values are in
	// site.Front.Own, and the rest of the struct is for such fields only.
	Own     bool
	Label   site.Text // as readers see it
	Help    site.Text // says to authors what belongs there
	Of      string    // vocabulary of the terms or kind of the pages that it names, or ""
	Choices []Option  // of a Choice
	Card    bool      // whether lists show it
	// Names is true if search finds pages by the field as it does by their title.
	Names bool
	// Property is schema.org's name of the field, or "".
	Property string
}

// Example returns a value of the field as an author may write it.
func (f *Field) Example() string {
	if f.Form == Choice && len(f.Choices) > 0 {
		return f.Choices[0].ID
	}
	return f.Form.Example()
}

// Option is one of the values of a field of the form Choice.
type Option struct {
	ID   string
	Name site.Text
}

// Option returns the choice with an id, or nil.
func (f *Field) Option(id string) *Option {
	for i := range f.Choices {
		if f.Choices[i].ID == id {
			return &f.Choices[i]
		}
	}
	return nil
}
