package site

import "strings"

// Kind says what a page is: it decides which front matter the page may have and
// which layout it gets. Package kinds lists the kinds.
type Kind string

// Date is a day, a month or a year in ISO 8601: 2021-04-14, 2021-04 or 2021. ""
// means unknown.
type Date string

// Year returns the date's year, or "".
func (d Date) Year() string {
	if len(d) < 4 {
		return ""
	}
	return string(d[:4])
}

// Period is the time that a page's facts are about; To is "" for a single date.
type Period struct{ From, To Date }

// Front is the front matter of a page: the fields of all kinds, of which those of
// other kinds than the page's are empty.
type Front struct {
	Title, Summary string
	Layout         string // of kind page: home, matrix, search, translations, about or ""
	TranslatedFrom string
	Date, Updated  Date
	Period         Period
	Terms          map[string][]string // ids by vocabulary: outcomes, countries, partners, topics ...
	SDG            []string            // targets, such as "16.3"
	Authors        []Author
	DOI            string
	Image          *Image
	Sources        []Source
	Aliases        []string // old URLs below the site's root, such as "en/old/"
	WithChanges    []string // documents that are offered with tracked changes, comments or hidden parts
	Weight         int      // place in a list that is ordered by it, 0 for none
	Folder         *Folder  // what an index page says of its folder, or nil

	Type        string   // brief: id of its document type
	KeyMessages []string // brief
	Country     string   // country: id of its term
	Outcome     string   // outcome: id of its term
	Glance      []string // country, outcome
	Work        map[string]string
	Short       string // partner, term: short name or acronym
	Role        string // partner: id of its role
	Website     string // partner
	Number      int    // workstream
	Lead        string // workstream
	Also        []string
	Theory      *Theory

	// Own are the values of the fields that the site's own kinds have, by name. Each is a
	// list of texts, as package frontmatter reads the form of the field.
	Own map[string][]string
}

// About returns the id of the term of a vocabulary that the page as a whole is
// about, or "": a country's or an outcome's page is about one.
func (f *Front) About(vocabulary string) string {
	switch vocabulary {
	case "countries":
		return f.Country
	case "outcomes":
		return f.Outcome
	}
	return ""
}

// TermsOf returns the ids of the terms that the page has in a vocabulary.
func (f *Front) TermsOf(vocabulary string) []string {
	switch vocabulary {
	case "types":
		if f.Type != "" {
			return []string{f.Type}
		}
		return nil
	case "years":
		if y := f.Date.Year(); y != "" {
			return []string{y}
		}
		return nil
	}
	return f.Terms[vocabulary]
}

// Image is a picture named in front matter.
type Image struct {
	Src, Alt, Caption, Credit string
}

// Author is who wrote a page. A name with a comma is a person's, family name first.
type Author struct {
	Name         string
	ORCID        string // in groups of four characters, or ""
	Organisation string // that the author works for, or ""
	Role         string // such as "editor", or ""
}

// Person reports whether the author is known to be a person and not an organisation.
func (a Author) Person() bool {
	return a.ORCID != "" || a.Organisation != "" || strings.Contains(a.Name, ",")
}

// Source is a document that a page is based on.
type Source struct {
	Title, Publisher, Year, URL, Note string
	// Lang is the document's language (BCP 47), or "" for that of the page.
	Lang string
}

// Layer is a level of a Theory of Change.
type Layer string

// The layers of a Theory of Change, top first.
const (
	LayerImpact       Layer = "impact"
	LayerOutcome      Layer = "outcome"
	LayerIntermediate Layer = "intermediate"
	LayerStrategy     Layer = "strategy"
)

// Layers lists the layers, top first.
var Layers = []Layer{LayerImpact, LayerOutcome, LayerIntermediate, LayerStrategy}

// Theory is the data of a Theory of Change.
type Theory struct {
	Nodes                          []Node
	Assumptions, Risks, Indicators []Statement
}

// Node is one box of a Theory of Change.
type Node struct {
	ID          string
	Layer       Layer
	Outcome     string // id of the outcome it belongs to, or ""
	Title, Text string
	LeadsTo     []string // ids of nodes
	Supports    []string // ids of nodes, by a weaker link
	Assumptions []string // ids, on the links that leave this node
	Risks       []string // ids
	Indicators  []string // ids
	Evidence    []string // ids of groups, such as "countries/mali"
}

// Statement is an assumption, a risk or an indicator.
type Statement struct{ ID, Text string }
