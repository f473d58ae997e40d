// Package markdown converts Markdown into HTML and a record: headings, sections, links,
// keywords and mistakes.
//
// Call New for a Converter, and Convert for each text, with its position in its file, the
// headings of the page that it translates, and a Resolver for links, images and acronyms.
//
// The output is a pure function of the input and the targets that the Resolver returns.
// The record contains every reference with its target, so that a conversion is valid as
// long as the targets stay the same. The package owns goldmark, chroma and bluemonday. It
// must never know the theme or another page, contain words for readers (these are
// Labels), or write a style attribute.
package markdown

import (
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"griot/generator/markdown/syntax"
	"griot/generator/site"
	"griot/generator/typography"
)

// Options set up a Converter.
type Options struct {
	// RawHTML allows HTML in Markdown, which is sanitised. Without it, HTML is shown as
	// text.
	RawHTML bool
	// Labels returns the words that readers see around converted text, in the
	// language of that text.
	Labels func(lang string) Labels
	// Typography returns a language's rules; nil means typography.For.
	Typography func(lang string) typography.Rules
	// Direction returns "rtl" for a language from right to left, within which codes and
	// addresses are isolated; nil means none is.
	Direction func(lang string) string
	// Values returns the values of the site that texts in a language may name; nil means
	// there are none.
	Values func(lang string) map[string]string
	// Sizes is the sizes attribute of pictures with variants; "" means DefaultSizes.
	Sizes string
	// Reserved are ids that layouts use, so that no heading may have them.
	Reserved []string
}

// DefaultSizes is for a column of text of 38rem.
const DefaultSizes = "(min-width: 40rem) 38rem, 100vw"

// Labels are the messages around converted text. Functions may be nil: what they would
// name has no name then.
type Labels struct {
	Note, Tip, Important, Warning, Caution string // titles of alerts
	Key                                    string // accessible name of a key figure
	Table                                  string // accessible name of a table that has no caption and no heading before it
	Footnotes                              string // heading of the notes
	Details                                string // what opens a box that is closed at first
	// Lang and Dir are the language of the titles of alerts and the heading of the notes, if
	// it isn't that of the text.
	Lang, Dir string
	// Withheld is written in place of a picture that is not published; alt may be "".
	Withheld func(alt string) string
	// FootnoteRef names the link to note n; BackTo names the link from note n back to
	// one of its references. Both numbers start at 1.
	FootnoteRef func(n int) string
	BackTo      func(n, reference, references int) string
	// Download describes an attachment: format, language, pages, size.
	Download func(site.Target) string
}

// Input is one text to convert.
type Input struct {
	File string // slash path from the site's folder, for diagnostics
	Lang string // BCP 47
	Text []byte // Markdown, without front matter
	Line int    // of the file on which Text starts, from 1
	// SourceHeadings are the headings of the page that this text translates;
	// nil for a source page.
	SourceHeadings []site.Heading
	// Counterparts say, for each heading of a translation that is written in Markdown,
	// which of SourceHeadings it translates. They may be nil; then place and level tell.
	Counterparts []site.Counterpart
	// Taken are the ids that the layout gives on this page. Headings may have them by
	// hand; further ids and elements in HTML can't.
	Taken []string
}

// Output is a converted text.
type Output struct {
	HTML string
	// Text is the plain text of the body without headings, for search, with a line for
	// each paragraph, list item or table row.
	Text   string
	Record site.Record
}

// Resolver finds the targets of a page's references. A target must depend only on the
// reference and the page, not on the order of calls.
type Resolver interface {
	// Link returns the target of a link as written, such as
	// "../countries/mali.md#security".
	Link(dest string) site.Target
	// Image returns the target of an image as written.
	Image(dest string) site.Target
	// Media returns the target of a recording as written.
	Media(dest string) site.Target
	// Acronym returns the target of a word in capitals, such as "SSR"; ok is false if
	// it is not in the glossary.
	Acronym(word string) (t site.Target, ok bool)
}

// Resolve resolves a recorded reference again. If the result of any differs from
// ref.Target, the page must be converted again.
func Resolve(r Resolver, ref site.Ref) site.Target {
	switch ref.Kind {
	case site.RefImage:
		return r.Image(ref.Raw)
	case site.RefMedia:
		return r.Media(ref.Raw)
	case site.RefAcronym:
		if t, ok := r.Acronym(ref.Raw); ok {
			return t
		}
		return site.Target{Status: site.Missing}
	}
	return r.Link(ref.Raw)
}

// Converter converts texts; it is safe for concurrent use.
type Converter struct {
	opt      Options
	parser   parser.Parser
	reserved map[string]bool
	raw      *sanitiser
	pages    sync.Pool
}

// New returns a converter.
func New(opt Options) *Converter {
	if opt.Labels == nil {
		opt.Labels = func(string) Labels { return Labels{} }
	}
	if opt.Typography == nil {
		opt.Typography = typography.For
	}
	if opt.Sizes == "" {
		opt.Sizes = DefaultSizes
	}
	c := &Converter{opt: opt, parser: syntax.NewParser(), reserved: make(map[string]bool)}
	for _, id := range opt.Reserved {
		c.reserved[id] = true
	}
	if opt.RawHTML {
		c.raw = newSanitiser()
	}
	c.pages.New = func() any { return new(page) }
	return c
}

// Convert converts one text.
func (c *Converter) Convert(src Input, r Resolver) Output {
	p := c.pages.Get().(*page)
	defer c.pages.Put(p)
	p.reset(c, src, r)
	p.source = p.mend(src.Text)
	p.lineAt, p.lineNo, p.columnAt, p.columnNo = 0, 0, 0, 0
	doc := c.parser.Parse(text.NewReader(p.source))
	p.survey(doc)
	p.unread(doc)
	p.document(doc)
	return p.output()
}

// page is the state of the conversion of one text. Its buffers are used again for the
// next one.
type page struct {
	c      *Converter
	src    Input
	source []byte
	links  Resolver
	labels Labels
	rules  typography.Rules
	rtl    bool // whether the text runs from right to left

	values map[string]string // of the site, by name

	out, text []byte // HTML and plain text so far
	plain     []byte // scratch: a text with escapes resolved
	line      []byte // scratch: a text with a space for its line break
	typeset   []byte // scratch: the same with typography applied
	content   []byte // scratch: a heading's HTML
	spare     []byte // scratch: the HTML before further ids were written

	prev   rune // last character written in this paragraph, or 0
	quiet  int  // if above 0, acronyms are not marked up: in headings and links
	inLink int  // if above 0, no link may begin
	// captioned is set while an image is written whose title is its caption.
	captioned bool
	// credits are those of the pictures of a figure.
	credits []string

	rec   site.Record
	heads []heading
	// meantNotes are the labels of footnotes that a line was meant to be, with the offset
	// of the line until that is reported; nil until one is looked for.
	meantNotes map[string]int
	freeNote   string // see freeLabel
	nextHead   int
	topLevel   int             // level of the first heading, or 0
	topOffset  int             // of that heading in the source
	shift      int             // added to the levels of headings
	topic      string          // text of the last heading
	title      site.Span       // content of the last heading, in out
	titles     []site.Span     // contents of the headings of rec.Sections[1:]
	ids        map[string]int  // ids in use; for those made from a text, the last number appended
	shortIDs   map[string]int  // what ids was when ids were cut; nil until one would be
	held       map[string]bool // ids that no heading may get by its text
	gitHub     map[string]int  // ids of gitHubID, with the last number appended
	anchors    []anchor        // where further ids belong
	atTop      bool            // while no block within another is written
	inNotes    bool            // while the notes are written
	asTab      bool            // while a heading is written that opens a tab
	tabGroups  int             // groups of tabs so far

	sourceHTML []site.Heading // headings in HTML of the source that have no counterpart yet
	rawHead    *rawHeading    // heading in HTML that is open, or nil
	tables     map[string]int // tables by accessible name
	acronyms   []string       // that were resolved already
	refs       []site.Ref     // scratch of rec.Refs

	notes   *noteList
	rawOpen []string // raw HTML elements that are open
	rawBase int      // the first so many of rawOpen were opened outside of this node

	tooDeep bool // whether an element was left out because of maxOpen

	lineAt, lineNo     int // offset and number of a line; see position
	columnAt, columnNo int // an offset on that line and its column, from 0

	codeSteps int // that highlighting took; see pageSteps

	weights map[uint32]int // scratch of collectKeywords
	ranked  []wordCount
}

// reset makes a used page ready for the next text.
func (p *page) reset(c *Converter, src Input, r Resolver) {
	ids, held, gitHub := p.ids, p.held, p.gitHub
	if ids == nil {
		ids, held, gitHub = make(map[string]int), make(map[string]bool), make(map[string]int)
	}
	clear(ids)
	clear(held)
	clear(gitHub)
	*p = page{
		c: c, src: src, source: src.Text, links: r,
		labels: c.opt.Labels(src.Lang), rules: c.opt.Typography(src.Lang),
		rtl: c.opt.Direction != nil && c.opt.Direction(src.Lang) == "rtl",
		out: p.out[:0], text: p.text[:0], plain: p.plain[:0], line: p.line[:0], typeset: p.typeset[:0], content: p.content[:0], spare: p.spare[:0],
		heads: p.heads[:0], refs: p.refs, acronyms: p.acronyms[:0], rawOpen: p.rawOpen[:0], ids: ids, held: held, gitHub: gitHub, anchors: p.anchors[:0], weights: p.weights, ranked: p.ranked[:0],
	}
	p.rec.Refs = p.refs[:0]
	if c.opt.Values != nil {
		p.values = c.opt.Values(src.Lang)
	}
}

// document writes the body, its sections and the notes.
func (p *page) document(doc ast.Node) {
	p.rec.Sections = append(p.rec.Sections, site.Span{})
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || p.shownLevel(h.Level) > 2 || len(p.rawOpen) > 0 {
			p.atTop = true
			p.block(n)
			continue
		}
		start := len(p.out)
		p.heading(h)
		p.startSection(start)
	}
	p.closeRaw(0)
	p.rec.Sections[len(p.rec.Sections)-1].End = len(p.out)
	p.placeAnchors()
	p.inNotes = true
	p.footnotes()
	p.checkNotes()
}

// output returns the result, which shares no memory with the page.
func (p *page) output() Output {
	p.collectKeywords()
	p.refs = p.rec.Refs
	p.rec.Refs = append([]site.Ref(nil), p.refs...)
	out := Output{HTML: string(p.out), Text: string(p.text), Record: p.rec}
	p.c, p.source, p.src, p.links, p.rec, p.notes, p.tables = nil, nil, Input{}, nil, site.Record{}, nil, nil
	p.titles, p.shortIDs, p.sourceHTML, p.rawHead = nil, nil, nil, nil
	clear(p.heads)
	clear(p.refs)
	clear(p.acronyms)
	return out
}
