// Package view makes the closed, plain value that a template sees, one for
// each page of the site.
//
// A page is a pure function of its view: a template gets the view and the
// messages of its language, and nothing else. The view's key (Key) plus the
// fingerprint of the template is therefore the page's exact dependency. All
// addresses in a view are ready to print: relative where they lead into the
// site.
//
// What enters is the frozen site, the configuration and the records; the
// package does no I/O and renders nothing.
package view

import (
	"html/template"

	"griot/generator/site"
)

// View is what a layout is executed with. Exactly the part that the layout
// needs is set; all others are nil.
type View struct {
	Layout string // name of the layout: "brief", "country", "library" ...
	Kind   string // of the page, or of what the page lists; for data-kind and icons
	Path   string // of this page below the site's root
	Lang   string // of the site around the text
	Dir    string // "ltr" or "rtl"

	TextLang string // language of the text where it differs from Lang, else ""
	TextDir  string // its direction where TextLang is set

	Title   string
	Summary string
	Meta    Meta
	Frame   *Frame // what pages of a language have in common
	// NavCurrent is the place in Frame.Nav of the page's part of the site, -1 for none.
	NavCurrent int
	Switch     []Switch // the other languages, in their order
	Crumbs     []Link   // from the home page down, without this page
	Notice     *Notice
	TOC        []Heading // h2 and h3 of the body
	Body       Body
	Sources    []Source // what the page rests on; a brief's stand in Brief
	Picture    *Picture // named in the page's front matter

	Brief    *Brief
	Theory   *Theory
	Country  *Country
	Outcome  *Outcome
	Partner  *Partner
	Work     *Workstream
	Mile     *Milestone
	Term     *Term
	Home     *Home
	Library  *Library // the library, its facets, and each listing of a term
	Section  *Section // list of countries, outcomes, partners, workstreams, milestones, glossary
	Matrix   *Matrix
	Search   *Search
	Browse   *Browse
	Coverage *Coverage
	NotFound *NotFound
	Root     *Root
	Redirect *Redirect

	// Intro is the rendition whose text a section's list shows above it; nil
	// on all other pages.
	Intro *site.Rendition `key:"-"`
}

// Frame is what all pages of one language and one depth share: masthead,
// navigation and footer. Layouts print it through partials whose result is
// kept, so a frame costs once, not once a page.
type Frame struct {
	Lang, Dir    string
	Root         string // relative address of the site's root, such as "../../"
	Home         string
	SiteTitle    string
	Description  string
	Publisher    string
	Funder       string
	Logo         string // address of the logo's image, or ""
	Nav          []Link
	Footer       []Link
	Search       string // address of the search page, or ""
	SearchData   string // address of the search folder, for scripts
	SearchClient string // address of the search client's script, or ""
	Browse       string // address of the list of all pages
	Licence      *Link
	Contact      string // mail address, or ""
	Privacy      string
	Feed         string // address of the language's Atom feed
	Languages    []Lang
}

// Lang is a language of the hub.
type Lang struct{ Code, Name, Dir string }

// Link is an address with its text.
type Link struct {
	Href  string
	Text  string
	Lang  string // of what the link leads to, where it differs from the page's
	Count int    // of what stands behind the link; -1 where it isn't counted
}

// Switch leads to the same page in another language.
type Switch struct {
	Code, Name string
	Href       string
	Title      string // of the page in that language
	Missing    bool   // true where the page is not translated: Href leads to the fallback or the language's home
}

// Heading is an entry of the table of contents.
type Heading struct {
	Level    int
	ID, Text string
}

// Body is the converted Markdown. Ref stands for it in the view's key; HTML
// and the sections' HTML are filled in just before rendering.
type Body struct {
	Ref      string
	HTML     template.HTML `key:"-"`
	Sections []BodySection
	Words    int
}

// BodySection is what stands under one h2; the first has no ID or Title and
// may be empty.
type BodySection struct {
	ID      string
	Title   template.HTML
	HTML    template.HTML `key:"-"`
	Outcome *Mark         // set where the section's id is an outcome's (country pages) or a node's with an outcome
	Node    string        // Theory of Change: id of the node the section belongs to

	start, end int `key:"-"` // of HTML in the body's, in bytes; Body.Ref stands for them
}

// Date is a date for people and for machines; both empty where unknown.
type Date struct{ ISO, Text string }

// Mark is an outcome as a mark: its shape, its hue and its name.
type Mark struct {
	ID     string
	Class  string // "sec", "jus", "inc": by place in the vocabulary
	Number int    // from 1
	Name   string
	Short  string
	Href   string // of the outcome's page, or ""
}

// Card is a page as lists show it.
type Card struct {
	ID        string
	Href      string
	Title     string
	Summary   string
	Kind      string
	Lang      string // where it differs from the page's
	LangName  string // of Lang, in the page's language
	Type      string // name of the document type
	TypeID    string
	Date      Date
	Period    string
	Outcomes  []*Mark
	Countries []string // short names
	CountryID []string
	Short     string // acronym, short name
	Letter    string // under which an alphabetical list files it
}

// Picture is the image that stands for a page. Width and Height are in CSS
// pixels, 0 where unknown; Srcset is "" where there is one rendition only.
type Picture struct {
	Src                  string
	Srcset               template.Srcset
	Width, Height        int
	Alt, Caption, Credit string
	Lang, Dir            string // of these words, where they differ from the page's around
}

// Fact is a line of a page's facts; Label is in the page's language.
type Fact struct {
	Label  string
	Text   string
	Values []Link
	Marks  []*Mark
	Date   Date
}

// Download is a file beside the page.
type Download struct {
	Href, Name, Format, Lang string
	Bytes                    int64
	Pages                    int
}

// Source is a document that the page rests on.
type Source struct {
	Title, Publisher, Year, URL, Note string
	Lang                              string // of the document, if not the text's
}

// Brief is a document of the library.
type Brief struct {
	Kicker      []*Mark
	Type        string
	KeyMessages []string
	Facts       []Fact
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
	Facts      []Fact
	Briefs     []*Card
	All        *Link // the listing of all its documents
	Milestones []*Card
	Partners   []*Card
	Others     []Link // the other countries
	Matrix     string // address of the matrix, or ""
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
	Facts       []Fact
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
	Facts  []Fact
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
	Pages   []Link // of a list longer than fifty; empty otherwise
	Page    int    // from 1
	Feed    string
	All     string // address of the whole library
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
	// Param names the facet in addresses: the search's name for it, or its
	// own id where search takes it for tags.
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
	// Docs are the places in Library.Cards of the term's documents, on a
	// library that stands on one page; nil elsewhere.
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

// NotFound is the 404 page of a language; its addresses start at the base path.
type NotFound struct{ Search, Browse string }

// Root is the page at the site's root that offers the languages.
type Root struct {
	Choices []RootChoice
}

// Redirect leads from a former address to the page's present one.
type Redirect struct{ Href string }

// RootChoice is a language on the root page, in its own words.
type RootChoice struct{ Code, Name, Dir, Href, Title, Description string }
