package site

import (
	"slices"

	"griot/generator/diag"
)

// Record is what the rest of the site needs to know of a converted page. It is
// small, and doesn't contain the HTML or the text.
type Record struct {
	Headings []Heading // in order, all levels
	IDs      []string  // of elements that an author wrote as HTML, headings excepted
	Sections []Span    // the HTML before the first h2, then one span for each h2
	Refs     []Ref
	Words    int    // of the plain text
	Boxes    bool   // whether the text has boxes that open, steps, cards, tabs or lists
	Lists    []List // that the view of the page fills
	// Keywords are the hashes of the page's keywords, sorted; two pages that
	// share many are related.
	Keywords []uint32
	// Diagnostics were found while converting; they are part of the record so
	// that an unchanged page still reports them.
	Diagnostics []diag.Diagnostic
}

// Uses returns the ids of the groups that the text links to or whose acronyms it explains,
// sorted, without that of its own group.
func (rec *Record) Uses(own string) []string {
	var ids []string
	for i := range rec.Refs {
		if t := &rec.Refs[i].Target; t.Status == Found && t.Page != "" && t.Page != own {
			ids = append(ids, t.Page)
		}
	}
	slices.Sort(ids)
	return slices.Clip(slices.Compact(ids))
}

// Heading is a heading of a page's body.
type Heading struct {
	Level int // 2 to 6
	ID    string
	Text  string   // plain
	Also  []string // further ids that lead to it
	HTML  bool     // written as HTML, not as Markdown
}

// List is the place of a list of pages in a text.
type List struct {
	At           int      // offset in bytes of the HTML
	Options      []Option // as written
	File         string   // in which it is written, if that isn't the page's
	Line, Column int
}

// Option is an option of a list; Key is "" if it has none.
type Option struct {
	Key, Value   string
	File         string // as in List
	Line, Column int
}

// Counterpart says which heading of its source a heading of a translation translates, as
// far as the records of translations tell.
type Counterpart struct {
	Source  int    // index among the source's headings in Markdown; -1 if it has none
	Guessed bool   // because of its place; no record says so
	Was     string // if it has none: the heading that it was made from, as it was
}

// Span is the part of a page's HTML that belongs to one h2 heading, without
// the heading itself. The first span of a page has no ID.
type Span struct {
	ID         string
	Title      string // HTML of the heading's content
	Start, End int    // offsets in bytes of the HTML after the heading
}

// RefKind is the kind of a reference.
type RefKind uint8

// The kinds of references.
const (
	RefLink    RefKind = iota // a link, as written
	RefImage                  // an image's source, as written
	RefAcronym                // a word in capitals that the glossary may define
	RefMedia                  // the source of a recording, as written
)

// Ref is a reference of a page to something outside of it, and the target that its
// HTML was made with. A converted page stays valid as long as all its references
// have the same targets.
type Ref struct {
	Kind         RefKind
	Raw          string // as written in the source
	Line, Column int    // in the source file
	Target       Target
}

// Status says whether a reference has a target.
type Status uint8

// The states of a reference.
const (
	Found      Status = iota
	External          // leads to another site; it stays as written
	Missing           // nothing there
	Escapes           // leaves the site with ../
	Unusable          // there, but it can't be read
	OnComputer        // leads to a file on somebody's computer
	NoScheme          // has a scheme that the site doesn't allow there
	Malformed         // the address of a web page that browsers can't follow
	Empty             // names nothing
	Withheld          // there, but not published: consent was refused, or has ended
	Foreign           // a picture or recording on another site, which would learn of each reader
)

// Target is what a reference leads to. It is comparable.
type Target struct {
	Status Status
	Href   string // relative URL, percent-encoded, fragment included; an external one as written
	Page   string // id of the group that a link leads to, or ""
	Lang   string // of the text that the link leads to, if it differs from the page's own
	Title  string // acronyms: the expansion; downloads: the file's name
	Anchor string // fragment without #

	Width, Height int    // images, in CSS pixels
	Srcset        string // images: complete srcset attribute, or ""
	Alt, Credit   string // images: what holds wherever they are shown, in the page's language, or ""

	// Downloads: a file beside the page that is not a page or an image.
	Format string // "PDF", "DOCX"; "" for what is not a download
	Bytes  int64
	Pages  int // 0 where unknown
}
