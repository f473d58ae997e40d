package view

import "html/template"

// The parts of a View, one for each layout.

// Brief is a document of the library.
type Brief struct {
	Kicker      []*Mark
	Type        string
	KeyMessages []string
	Facts       []*Fact
	Sources     []Source
	Downloads   []Download
	Cite        *Cite
	Milestones  *Shortlist // that a link connects with it
	Related     []*Card
}

// Shortlist is the first pages of a list; All leads to all of them and is nil if they are
// all there.
type Shortlist struct {
	Cards []*Card
	All   *Link
}

// Country is a country's page.
type Country struct {
	Name, ISO  string
	Glance     []string
	Marks      []*Mark // outcomes with published work
	Facts      []*Fact
	Briefs     []*Card
	All        *Link // the listing of all its documents
	Milestones *Shortlist
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
	Milestones *Shortlist
	Indicators []string
	Theory     *Link  // the node of the Theory of Change
	TheoryLang string // of the indicators, if not the page's
	Others     []*Mark
}

// CountryWork is what is done in a country, one sentence for each outcome.
type CountryWork struct {
	Country *Link // with its short name
	Name    string
	ISO     string
	Cells   []Cell
}

// Cell is what is done in a country for an outcome; Text is empty if nothing is
// published.
type Cell struct {
	Mark *Mark
	Text string
	Href string
	Lang string // of Text, if it differs from the page's
}

// Theory is a Theory of Change: rows of nodes from the impact down, links
// between them, and the statements.
type Theory struct {
	Rows        []TheoryRow
	Room        string // width from which lines are drawn: middle, wide, or "" for never
	Assumptions []Statement
	Risks       []Statement
	Indicators  []Statement
}

// TheoryRow is one layer, with the links that rise from it to the row above.
type TheoryRow struct {
	Layer string // impact, outcome, intermediate, strategy
	Nodes []*TheoryNode
	// Connectors lead from this row to the row above, in a box of 120 units by
	// Height that spans the row; the first row has none.
	Connectors []Connector
	Height     int
	Rises      bool // whether anything in the row leads to a row above
	Marks      int  // the most assumptions of a node of the row, which stand on its line
	// Passes are lines that pass the row between its nodes, in a box of 120 units
	// by 1.
	Passes []Connector
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
	Href        string // of the section about it, or ""
	Rises       bool   // whether a line leaves it
	Reached     bool   // whether a solid line ends at it
	Mark        *Mark
	Title, Text string
	LeadsTo     []Link // to nodes, as "#id"
	Supports    []Link
	Assumptions []Statement
	Risks       []Statement
	Indicators  []Statement
	Evidence    []*Card
	Path        []string // ids of the node and of all nodes that it leads to, directly or not
}

// Statement is an assumption, a risk or an indicator with its label, such as A1.
type Statement struct{ ID, Label, Text string }

// Partner is an organisation.
type Partner struct {
	Short, Role string
	Website     string
	Facts       []*Fact
	Briefs      []*Card
	All         *Link
	Milestones  *Shortlist
}

// Workstream is a workstream of the coalition.
type Workstream struct {
	Number int
	Lead   string
	Others []*Card
}

// Milestone is something that happened.
type Milestone struct {
	Period    string
	Facts     []*Fact
	Documents []*Card // that a link connects with it
	Prev      *Card
	Next      *Card
}

// Term is a glossary entry, with its form in the other languages.
type Term struct {
	Short string
	Also  []string
	Other []TermForm
	Uses  *Shortlist // pages that use it; All searches for it
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
	Lang    string // of the summary, if it differs from the page's
	Summary string
	// Countries counts the countries with published work for it.
	Countries int
}

// Library is a page of the library or of the list of one term's documents, which
// has Current.
type Library struct {
	Total   int
	Cards   []*Card
	Facets  []*Facet
	Current *Current
	Pages   []PageLink // to other pages of a long list: the first, the last and those around this one
	Page    int        // from 1
	Feed    string
	All     string     // URL of the whole library
	Data    []DataFile // the whole library for analysts
	Works   []DataFile // and for reference managers
}

// DataFile is a file for those who analyse what a page shows.
type DataFile struct {
	Href, Format string
	Bytes        int64
}

// DataGroup says what data files are about.
type DataGroup uint8

// The groups of data files.
const (
	LibraryData DataGroup = iota
	ReferenceData
	MatrixData
)

// PageLink leads to a page of a long list.
type PageLink struct {
	Href   string
	Number int  // from 1
	Gap    bool // whether pages between the previous link and this one are left out
}

// Current is the term whose documents a list shows.
type Current struct {
	Vocabulary string // its name
	ID, Name   string
	Mark       *Mark
	Page       *Link // the country's, outcome's or partner's own page
}

// Facet is a vocabulary with links to the lists of its terms. Lists of one depth
// share it, except for the lists of its own terms.
type Facet struct {
	ID, Name string
	// Param is the facet's name in URLs of the search page: its id, or the name of
	// one that search knows.
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
	Lang    string // of Name, if not the page's
	// Docs are the positions of the term's documents in Library.Cards, if the whole
	// library fits on one page.
	Docs []int
}

// Section is the list of a section's pages, except for the library: partners by
// role, milestones by year, others in one group.
type Section struct {
	ID      string
	Groups  []CardGroup
	Extra   []*Card // pages of the section of another kind, such as principles
	Folders []*Card // of the section, where they don't stand among its pages
	Terms   []TermRow
}

// CardGroup is a part of a list under a heading.
type CardGroup struct {
	ID, Title string
	Cards     []*Card
}

// TermRow is one line of the glossary.
type TermRow struct {
	Letter string // of the first row of a letter, else ""
	Term   *Card
	Also   []string
	Other  []TermForm
}

// Matrix is the table of countries and outcomes.
type Matrix struct {
	Outcomes []*Mark
	Rows     []CountryWork
	Data     []DataFile
}

// Search is the search page.
type Search struct {
	Browse string
	Kinds  []Link
	Names  []Choices
	Dated  []string // kinds whose pages show their date
}

// Choices are the names of a vocabulary's terms, for facets whose counts are known
// only after a search.
type Choices struct {
	Param, Name string // as a Facet's
	Terms       []Choice
}

// Choice is a term; an outcome has the Class of its mark.
type Choice struct{ ID, Name, Class string }

// Offline offers a copy of the whole site. In the copy itself, Href is the URL of the page
// on the web.
type Offline struct {
	Copy  bool // whether this is the copy
	Href  string
	Bytes int64 // 0 if unknown
}

// Browse lists all pages of a language by kind and letter.
type Browse struct{ Groups []CardGroup }

// NotFound is the error page of a language; its URLs start at the base path.
type NotFound struct{ Search, Browse string }

// Root is the page at the site's root that offers the languages.
type Root struct {
	Choices []RootChoice
}

// Redirect leads from an alias to the page's URL.
type Redirect struct{ Href string }

// RootChoice is a language on the root page, in its own words.
type RootChoice struct{ Code, Name, Dir, Href, Title, Description string }
