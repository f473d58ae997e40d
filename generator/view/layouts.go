package view

import "html/template"

// What the layouts ask for, one part for each.

// Brief is a document of the library.
type Brief struct {
	Kicker      []*Mark
	Type        string
	KeyMessages []string
	Facts       []*Fact
	Sources     []Source
	Downloads   []Download
	Cite        *Cite
	Related     []*Card
}

// Country is a country's page.
type Country struct {
	Name, ISO  string
	Glance     []string
	Marks      []*Mark // outcomes with published work
	Facts      []*Fact
	Briefs     []*Card
	All        *Link // the listing of all its documents
	Milestones []*Card
	Partners   []*Card
	Others     []Link // the other countries
	Matrix     string // URL of the matrix, or ""
	Map        template.HTML
}

// Outcome is an outcome's page.
type Outcome struct {
	Mark       *Mark
	Glance     []string
	Countries  []CountryWork
	Briefs     []*Card
	All        *Link
	Indicators []string
	Theory     *Link // the node of the Theory of Change
	Others     []*Mark
}

// CountryWork is what is done in a country, in a sentence an outcome.
type CountryWork struct {
	Country *Link
	ISO     string
	Cells   []Cell
}

// Cell is one country and one outcome; Text is empty where nothing is published.
type Cell struct {
	Mark *Mark
	Text string
	Href string
	Lang string // where it differs from the page's
}

// Theory is a Theory of Change: rows of nodes from the impact down, links
// between them, and the statements.
type Theory struct {
	Rows        []TheoryRow
	Assumptions []Statement
	Risks       []Statement
	Indicators  []Statement
}

// TheoryRow is one layer, with the links that rise from it to the row above.
type TheoryRow struct {
	Layer string // impact, outcome, intermediate, strategy
	Nodes []*TheoryNode
	// Connectors from this row up to the row above it, drawn in a box of
	// 120 by 40 units that spans the row; empty for the first row.
	Connectors []Connector
	// Assumptions on those links, with the column (1-based, of Columns) they stand in.
	Assumptions []Statement
	Columns     int
}

// Connector is one drawn link: an SVG path and whether it is dashed.
type Connector struct {
	Path     string
	Dashed   bool
	From, To string // node ids
}

// TheoryNode is one box of the diagram.
type TheoryNode struct {
	ID          string
	Href        string // of its section, or ""
	Mark        *Mark
	Title, Text string
	LeadsTo     []Link // to nodes, as "#id"
	Supports    []Link
	Assumptions []Statement
	Risks       []Statement
	Indicators  []Statement
	Evidence    []*Card
	Path        []string // ids of all nodes that it leads to, directly or not, itself first
}

// Statement is an assumption, a risk or an indicator with its label, such as A1.
type Statement struct {
	ID, Label, Text string
	Column          int
}

// Partner is an organisation.
type Partner struct {
	Short, Role string
	Website     string
	Facts       []*Fact
	Briefs      []*Card
}

// Workstream is a workstream of the coalition.
type Workstream struct {
	Number int
	Lead   string
	Others []*Card
}

// Milestone is something that happened.
type Milestone struct {
	Period string
	Facts  []*Fact
	Prev   *Card
	Next   *Card
}

// Term is a glossary entry, with its form in the other languages.
type Term struct {
	Short string
	Also  []string
	Other []TermForm
}

// TermForm is a term in one language.
type TermForm struct {
	Lang, LangName     string
	Title, Short, Href string
	Also               []string
}

// Home is the first page of a language.
type Home struct {
	Outcomes  []OutcomeCard
	Newest    []*Card
	Countries []CountryWork
	Theory    *Card
	Library   *Link
	Matrix    *Link
	Map       template.HTML
}

// OutcomeCard is an outcome on the home page.
type OutcomeCard struct {
	Mark    *Mark
	Lang    string // of the summary, where it differs from the page's
	Summary string
	// Countries counts the countries with published work for it.
	Countries int
}

// Library is a list of documents with its facets. Listings of one term have
// the same form, with Current set.
type Library struct {
	Total   int
	Cards   []*Card
	Facets  []*Facet
	Current *Current
	Pages   []PageLink // of a list longer than fifty: the first, the last and those around this one
	Page    int        // from 1
	Feed    string
	All     string // URL of the whole library
}

// PageLink leads to a page of a long list.
type PageLink struct {
	Href   string
	Number int  // from 1
	Gap    bool // pages between the link before and this one are left out
}

// Current says which term a listing is about.
type Current struct {
	Vocabulary string // its name
	ID, Name   string
	Mark       *Mark
	Page       *Link // the country's, outcome's or partner's own page
}

// Facet is a vocabulary with its terms as links. Lists at one depth share it,
// unless the list is that of one of its terms.
type Facet struct {
	ID, Name string
	// Param names the facet in URLs of the search page: the search's name for
	// it, or its own id where search treats it as tags.
	Param string
	Terms []FacetTerm
}

// FacetTerm is one choice of a facet.
type FacetTerm struct {
	ID      string
	Name    string
	Href    string
	Count   int
	Current bool
	Mark    *Mark
	// Docs are the positions of the term's documents in Library.Cards, where
	// the whole library fits on one page; nil elsewhere.
	Docs []int
}

// Section is the list of a section's pages that is not the library: its
// groups are countries by nothing, partners by role, terms by letter,
// milestones by year.
type Section struct {
	ID     string
	Groups []CardGroup
	Extra  []*Card // further pages of the section, such as principles
	Terms  []TermRow
}

// CardGroup is a part of a list under a heading.
type CardGroup struct {
	ID, Title string
	Cards     []*Card
}

// TermRow is one line of the glossary.
type TermRow struct {
	Letter string // set on the first row of a letter
	Term   *Card
	Also   []string
	Other  []TermForm
}

// Matrix is the table of countries and outcomes.
type Matrix struct {
	Outcomes []*Mark
	Rows     []CountryWork
}

// Search is the search page.
type Search struct {
	Browse string
	Kinds  []Link
	Names  []Choices
}

// Choices are the terms of a vocabulary by their names, for facets whose
// counts are known only when somebody searches.
type Choices struct {
	Param, Name string // as a Facet's
	Terms       []Choice
}

// Choice is a term; Class is its mark's, for outcomes.
type Choice struct{ ID, Name, Class string }

// Browse lists all pages of a language by kind and letter.
type Browse struct{ Groups []CardGroup }

// NotFound is the 404 page of a language; its URLs start at the base path.
type NotFound struct{ Search, Browse string }

// Root is the page at the site's root that offers the languages.
type Root struct {
	Choices []RootChoice
}

// Redirect leads from a page's alias to its URL.
type Redirect struct{ Href string }

// RootChoice is a language on the root page, in its own words.
type RootChoice struct{ Code, Name, Dir, Href, Title, Description string }
