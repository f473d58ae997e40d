// Package view defines what a layout sees of a page: a View, a closed, plain
// value. Package view/pages makes views; Keyer.Key returns the key of one, Fill
// completes it for rendering, and package theme renders it.
//
// A page is a pure function of its view: a layout gets the view and the messages
// of its language, and nothing else. So the key of the view and the fingerprint
// of the layout are everything that the page depends on. All URLs in a view are
// ready to print: relative where they lead into the site.
//
// The package knows no site and does no I/O.
package view

import (
	"html/template"
	"slices"
	"strings"

	"griot/generator/site"
)

// View is what a layout is executed with. Of the parts for layouts it has the one
// that its layout needs; the others are nil.
type View struct {
	Layout string // name of the layout: "brief", "country", "library" ...
	Kind   string // of the page, or of what the page lists; for data-kind and icons
	Path   string // of this page below the site's root
	Lang   string // of the site around the text
	Dir    string // "ltr" or "rtl"

	TextLang string // language of the text if it differs from Lang, else ""
	TextDir  string // its direction, or "" as TextLang

	Title   string
	Summary string
	Meta    Meta
	Frame   *Frame
	// NavCurrent is the index in Frame.Nav of the page's part of the site, -1 for none.
	NavCurrent int
	Switch     []Switch // the other languages, in their order
	Crumbs     []Link   // from the home page down, without this page
	Notice     *Notice
	TOC        []Heading // h2 and h3 of the body
	Body       Body
	Sources    []Source // what the page is based on; a brief has its own in Brief
	Picture    *Picture // named in the page's front matter
	Exit       *Exit    // how to leave the site at once, or nil
	Branch     *Branch  // the folders around the page, or nil
	Turn       *Turn    // what comes before and after the page in their order, or nil

	Own []Field // what the page has of the fields of a site's own kind, in their order

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
	Offline  *Offline // nil where no copy is offered
	NotFound *NotFound
	Root     *Root
	Redirect *Redirect

	// Intro is the rendition whose text a section's list shows above it; nil
	// on all other pages.
	Intro *site.Rendition `key:"-"`
}

// Frame is the part of a view that all pages of one language and depth share:
// masthead, navigation and footer.
type Frame struct {
	Lang, Dir    string
	Root         string // relative URL of the site's root, such as "../../"
	Base         string // absolute URL of the site's root, with its slash
	Portable     bool   // whether the site is made for reading from a disk
	Home         string
	SiteTitle    string
	Description  string
	Publisher    string
	Funder       string
	Logo         string // URL of the logo's image, or ""
	Nav          []Link
	Footer       []Link
	Search       string // URL of the search page, or ""
	SearchData   string // URL of the search folder, for scripts
	SearchClient string // URL of the search client's script, or ""
	Browse       string // URL of the list of all pages
	Licence      *Link
	Contact      string // email address, or ""
	Privacy      string
	Feed         string // href of the language's feed in the first format
	Languages    []Lang
	Folders      bool // whether any page has a side navigation, or the navigation more than links
}

// Exit lets readers leave the site at once.
type Exit struct {
	URL  string
	Host string // of URL, as readers see it
}

// Lang is a language of the hub.
type Lang struct{ Code, Name, Dir string }

// Link is a URL with its text.
type Link struct {
	Href  string
	Text  string
	Lang  string // of the page that it leads to, if it differs from the page's
	Count int    // of the pages that the link lists, -1 if it lists none
}

// Branch is what the side navigation of a page shows: the folder below content/ that the
// page is in, and of the folders on the way to the page what they have.
type Branch struct {
	Top     Link
	Current bool // whether the page is the list of that folder
	BranchList
}

// BranchList is what a folder has. More leads to its list, where that has more than Items.
type BranchList struct {
	Items []BranchItem
	More  *Link
}

// BranchItem is a page or a folder in the side navigation.
type BranchItem struct {
	Link
	Current bool // whether it is the page itself
	Open    bool // whether it is a folder on the way to the page
	BranchList
}

// Turn leads to what comes before and after a page; nil is nothing.
type Turn struct{ Prev, Next *Link }

// Switch leads to the same page in another language.
type Switch struct {
	Code, Name string
	Href       string
	Title      string // of the page in that language
	Missing    bool   // whether the page isn't translated; Href is the fallback or the language's home
}

// Heading is an entry of the table of contents; ID is its fragment.
type Heading struct {
	Level    int
	ID, Text string
}

// Body is the converted Markdown. Ref is its hash, which is part of the view's key;
// Fill sets the HTML just before rendering.
type Body struct {
	Ref      string
	HTML     template.HTML `key:"-"`
	Sections []BodySection
	Words    int
	Lists    []BodyList // in their order
	Boxes    bool       // whether it needs the style sheet of boxes that open, steps, cards, tabs and lists
}

// BodySection is the text below one h2. The first is the text above all headings,
// without ID and Title, and may be empty.
type BodySection struct {
	ID      string
	Title   template.HTML
	HTML    template.HTML `key:"-"`
	Outcome *Mark         // set where the section's id is an outcome's (country pages) or a node's with an outcome
	Node    string        // Theory of Change: id of the node the section belongs to

	Start, End int `key:"-"` // of its HTML in the body's, in bytes; they follow from Ref
}

// BodyList is a list of pages in the text.
type BodyList struct {
	At    int     `key:"-"` // offset of its place in the HTML, which follows from Ref
	Form  string  // cards, lines or titles
	Cards []*Card // none if no page fits
	// Lang and Dir are those of the page around the text, if the text's are others.
	Lang, Dir string
}

// With returns the body with the HTML of each list put into its own.
func (b Body) With(lists []template.HTML) Body {
	b.HTML = place(b.HTML, 0, b.Lists, lists)
	b.Sections = slices.Clone(b.Sections)
	for i := range b.Sections {
		s := &b.Sections[i]
		s.HTML = place(s.HTML, s.Start, b.Lists, lists)
	}
	return b
}

// place puts lists into a part of the body that starts at an offset.
func place(part template.HTML, start int, at []BodyList, lists []template.HTML) template.HTML {
	var b strings.Builder
	done := 0
	for i, l := range at {
		if n := l.At - start; n >= done && n <= len(part) {
			b.WriteString(string(part[done:n]))
			b.WriteString(string(lists[i]))
			done = n
		}
	}
	b.WriteString(string(part[done:]))
	return template.HTML(b.String())
}

// Date is a date for machines and for readers; empty if unknown.
type Date struct{ ISO, Text string }

// Mark is an outcome as a mark: its shape, its hue and its name.
type Mark struct {
	ID     string
	Class  string // "sec", "jus", "inc": by order in the vocabulary
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
	Lang      string // if it differs from the page's
	LangName  string // of Lang, in the page's language
	Type      string // name of the document type
	TypeID    string
	Date      Date
	Period    string
	Outcomes  []*Mark
	Countries []string // short names
	CountryID []string
	Short     string   // acronym, short name
	Own       []string // of a site's own kind: the values that lists show
	Letter    string   // under which an alphabetical list shows it
}

// Picture is the image that a page names in its front matter. Width and Height are
// in CSS pixels, 0 if unknown; Srcset is "" if the picture has no variants.
type Picture struct {
	Src                  string
	Srcset               template.Srcset
	Width, Height        int
	Alt, Caption, Credit string
	Withheld             bool   // it is not published: there is only Alt
	Lang, Dir            string // of these texts, if they differ from the page's
}

// Fact is a line of a page's facts; Label is in the page's language. Pages of one
// language and depth that have the same terms share the line of these, but not
// their Own.
type Fact struct {
	Code  bool // whether the values run from left to right in every language
	Own   bool // about this page alone: authors, dates, DOI
	Label string
	// Message is the message that the label is, after "fact."; "" if it is a vocabulary's name.
	Message string
	Text    string
	Values  []Link
	Marks   []*Mark
	Date    Date
	People  []Author
}

// Author is who wrote a page; URL is that of the author's ORCID, or "".
type Author struct{ Name, URL, Note string }

// Field is a value of a field that a site's own kind has. Of the last members it has the
// one of its form.
type Field struct {
	Name  string
	Label string // in the language of the page around it
	Lang  string // of Text and Texts, if not the text's

	Text    string   // a text, a number, a choice, yes or no, a period, a place
	Texts   []string // a list of texts
	Date    Date     // a day, perhaps with a time
	Links   []Link   // terms, pages, an address, a file
	Picture *Picture
	Place   *Place // in addition to its name, which is Text
}

// Place is where something is, in degrees; both are "" if unknown.
type Place struct{ Latitude, Longitude string }

// OwnFacts returns the fields of a site's own kind that are shown as a list of facts: all but
// pictures, and without those that have nothing to show.
func (v *View) OwnFacts() []Field {
	var out []Field
	for _, f := range v.Own {
		if f.Text != "" || len(f.Texts) > 0 || f.Date.ISO != "" || len(f.Links) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// Field returns the value of one of the fields of a site's own kind, or nil.
func (v *View) Field(name string) *Field {
	for i := range v.Own {
		if v.Own[i].Name == name {
			return &v.Own[i]
		}
	}
	return nil
}

// Download is a file beside the page.
type Download struct {
	Href, Name, Format, Lang string
	Bytes                    int64
	Pages                    int
}

// Source is a document that the page is based on.
type Source struct {
	Title, Publisher, Year, URL, Note string
	Lang                              string // of the document, if not the text's
	NoteLang                          string // of its publisher and the note, if not the text's
}
