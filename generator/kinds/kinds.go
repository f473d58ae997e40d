// Package kinds says which kinds of pages there are. Builtin returns those that every
// site has; Read reads one that a site describes itself, and Set.With adds it. Of a Set,
// Of returns one kind, All returns them in the order in which lists of kinds show
// them, and Schema lists the front matter of one.
//
// A kind is data: which fields a page of the kind has, which layouts show it, how lists
// order and divide its pages, which metadata it has. The built-in kinds are files in
// builtin/, in the form in which a site describes its own in content/kinds/. The
// constants are for kinds that Go code computes something for. The package never
// has functions of a page: they belong to the package that uses them.
package kinds

import "griot/generator/site"

// The kinds that other packages name. A kind that is only a row of the table needs
// no constant.
const (
	Brief          site.Kind = "brief"
	TheoryOfChange site.Kind = "theory-of-change"
	Country        site.Kind = "country"
	Outcome        site.Kind = "outcome"
	Partner        site.Kind = "partner"
	Workstream     site.Kind = "workstream"
	Milestone      site.Kind = "milestone"
	Page           site.Kind = "page"
)

// Kind describes one kind of page.
type Kind struct {
	Name   site.Kind // as front matter and hub.yaml write it
	Fields []Field   // beyond or instead of those of every kind

	Layout    string       // of its pages, in the theme's layouts/
	Layouts   []PageLayout // that a page may choose instead, by the field layout
	List      string       // layout of a section's list
	Archetype string       // file that griot new fills, in archetype/archetypes/

	Order Order // of lists; ties are ordered by title
	Parts Parts // of a section's list

	// SchemaType is schema.org's type of what a page is about, or "" if that is
	// nothing but the page.
	SchemaType string
	// Cited says as what a page is cited, or "" if it isn't.
	Cited Citation
	// Dated is true if pages show their date to readers: it says how recent what
	// they report is.
	Dated bool
	// Shared is true if a link to a page may be shown with an image that has its
	// title, where hub.yaml asks for that.
	Shared bool
	// About is the vocabulary of which each page is about one term, or "".
	About string
	// Terms is the vocabulary whose terms are the pages of this kind, or "".
	Terms string
	// Glossary is true if pages define terms: their short forms are acronyms,
	// and search translates queries by them.
	Glossary bool
	// Described is true if a file of the site describes the kind, or adds to it.
	Described bool
	// Title and Plural are the name of a site's own kind. Those of a built-in kind are
	// messages.
	Title, Plural site.Text
	// LatestFirst is true if an order by one of the site's own fields starts with the
	// latest or largest value.
	LatestFirst bool
	// Rank orders the kinds by how much their pages are read, from 1, the most
	// read; reports on translations list them in this order.
	Rank int
}

// PageLayout is a layout that a page may choose.
type PageLayout struct {
	Name       string
	SchemaType string // of such a page, as schema.org names it; "" is WebPage
}

// Order says by what a kind's lists are ordered.
type Order string

// The orders of lists.
const (
	ByTitle  Order = "title"
	ByDate   Order = "date"   // newest first
	ByPeriod Order = "period" // by its start, newest first
	ByNumber Order = "number"
	ByTerm   Order = "term" // as hub.yaml lists the terms that pages are about
)

// Parts says by what a section's list is divided into parts.
type Parts string

// The ways to divide a list.
const (
	Whole  Parts = ""
	ByRole Parts = "role"
	ByYear Parts = "year" // of the period's start
)

// Citation says as what a page is cited.
type Citation string

// The forms of citations.
const (
	Uncited   Citation = ""
	AsReport  Citation = "report"
	AsWebPage Citation = "webpage"
)

// The types of schema.org that pages are described with.
const (
	Report       = "Report"
	DefinedTerm  = "DefinedTerm"
	Organization = "Organization"
)
