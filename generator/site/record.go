package site

import "griot/generator/diag"

// Record is what the rest of the site needs to know of a converted page. It
// is small; the HTML and the plain text are kept elsewhere.
type Record struct {
	Headings []Heading // in order, all levels
	Sections []Span    // the HTML before the first h2, then one span an h2
	Refs     []Ref
	Words    int // of the plain text
	// Keywords holds the hashes of the page's keywords, sorted; two pages that
	// share many are related.
	Keywords []uint32
	// Diagnostics were found while converting; they are kept so that an
	// unchanged page still reports them.
	Diagnostics []diag.Diagnostic
}

// Heading is a heading of a page's body.
type Heading struct {
	Level int // 2 to 6
	ID    string
	Text  string // plain
}

// Span is the part of a page's HTML that belongs to one h2 heading, without
// the heading itself. The first span of a page has no ID.
type Span struct {
	ID         string
	Title      string // HTML of the heading's content
	Start, End int    // offsets in bytes of the HTML after the heading
}

// RefKind says what a reference asks for.
type RefKind uint8

// The kinds of references.
const (
	RefLink    RefKind = iota // a link, as written
	RefImage                  // an image's source, as written
	RefAcronym                // a word in capitals that the glossary may hold
)

// Ref is something outside the page that its HTML depends on: what was asked
// and what the answer was. A converted page stays valid as long as asking
// again gives the same answers.
type Ref struct {
	Kind         RefKind
	Raw          string // as written in the source
	Line, Column int    // in the source file
	Target       Target
}

// Status says how a reference was answered.
type Status uint8

// The answers to a reference.
const (
	Found    Status = iota
	External        // leads to another site: taken as written
	Missing         // nothing there
	Escapes         // climbs out of the site
	Unusable        // there, but it can't be read
)

// Target is the answer to a reference. It is comparable.
type Target struct {
	Status Status
	Href   string // relative address, fragment included; external ones as written
	Page   string // id of the group that a link leads to, or ""
	Lang   string // of the text behind the link, where it differs from the page's own
	Title  string // acronyms: the expansion; downloads: the file's name
	Anchor string // fragment without #

	Width, Height int    // images, in CSS pixels
	Srcset        string // images: complete srcset attribute, or ""

	// Downloads: a file beside the page that is not a page or an image.
	Format string // "PDF", "DOCX"; "" for what is not a download
	Bytes  int64
	Pages  int // 0 where unknown
}
