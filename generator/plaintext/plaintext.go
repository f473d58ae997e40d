// Package plaintext reads the text of a file as people and machines that read the file
// see it, so that words can be looked for in it: of HTML, feeds and other XML, SVG,
// scripts, styles, JSON, tables, PDF, Office and OpenDocument files, and of archives with
// such files.
//
// Call Visit with the name and the bytes of a file. It visits passages: texts without
// markup in which a word is whole whatever tags, references, escapes or runs divide it in
// the file, and values of attributes and fields, also as decoded addresses. The same text
// may be visited twice where a file can be read in two ways. What has no text that can be
// read, such as a picture or a page that was scanned, is counted.
//
// Time and memory are bounded by the size of the file and by limits of what is unpacked;
// what is beyond them counts as unread. The package knows no site and writes nothing.
package plaintext

import (
	"path"
	"strings"

	"griot/generator/clean"
)

// Unit is what a passage is divided into.
type Unit string

// The units.
const (
	Page      Unit = "page"
	Slide     Unit = "slide"
	Paragraph Unit = "paragraph"
)

// unitEnd stands between the units of a passage.
const unitEnd = '\x1d'

// Passage is a text of a file.
type Passage struct {
	Text string
	Code bool // names of programs and styles: many are short
	Unit Unit // or ""
	At   int  // the number of the first unit
}

// Number returns the number of the unit at an offset of the text.
func (p Passage) Number(offset int) int {
	return p.At + strings.Count(p.Text[:offset], string(unitEnd))
}

// Unread counts what has no text that could be read.
type Unread struct {
	Pages      int // of PDF files: scanned, or of letters that have no code
	Pictures   int // also those in documents
	Recordings int
	Files      int // of a format that isn't known, locked or damaged
}

// Add adds up.
func (u *Unread) Add(v Unread) {
	u.Pages += v.Pages
	u.Pictures += v.Pictures
	u.Recordings += v.Recordings
	u.Files += v.Files
}

// Limits.
const (
	maxUnpack = 256 << 20 // bytes of all that one call unpacks
	maxPart   = 64 << 20  // bytes of one part
	maxParts  = 20_000
	maxDepth  = 5 // of files in files, and of markup in markup
)

// reader is one call of Visit.
type reader struct {
	visit  func(Passage)
	unread Unread
	unpack int64 // bytes that may still be unpacked
	depth  int
}

// Visit visits the passages of a file and returns what could not be read. The extension
// of the name tells what can't be told from the bytes.
func Visit(name string, body []byte, visit func(Passage)) (unread Unread) {
	r := &reader{visit: visit, unpack: maxUnpack}
	defer func() { // a file that a library can't bear must not end the build
		if p := recover(); p != nil {
			unread = r.unread
			unread.Files++
		}
	}()
	r.file(name, body)
	return r.unread
}

// formats are those by extension that package clean doesn't know.
var formats = map[string]string{
	"html": "html", "htm": "html", "xhtml": "html", "xml": "xml", "atom": "xml", "rss": "xml", "rels": "xml", "vml": "xml", "rdf": "xml",
	"fodt": "xml", "fods": "xml", "fodp": "xml", "kml": "xml", "gpx": "xml", "svg": "xml", "xsl": "xml", "xmp": "xml", "js": "script", "mjs": "script", "css": "style",
	"json": "escaped", "geojson": "escaped", "jsonld": "escaped", "webmanifest": "escaped", "map": "escaped", "ris": "text", "md": "markdown",
	"tex": "tex", "bib": "tex", "woff2": "font", "woff": "font", "ttf": "font", "otf": "font", "odttf": "font", "fntdata": "font", "ico": "picture",
	"zip": "zip", "epub": "zip", "kmz": "zip", "docm": "zip", "xlsm": "zip", "pptm": "zip", "ott": "zip", "ots": "zip", "otp": "zip", "dotx": "zip", "jar": "zip",
	"gz": "gzip", "tgz": "gzip", "tar": "tar",
}

// file reads a file.
func (r *reader) file(name string, body []byte) {
	if r.depth++; r.depth > maxDepth {
		r.depth--
		r.unread.Files++
		return
	}
	defer func() { r.depth-- }()
	f := formats[strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))]
	if f == "" {
		f = clean.Format(name, body)
	}
	switch f {
	case "html":
		r.html(decode(body))
	case "xml":
		r.xml(decode(body), xmlForm{})
	case "script", "style":
		r.passage(Passage{Text: unescape(decode(body), f == "style"), Code: true})
	case "escaped":
		r.text(unescape(decode(body), false))
	case "text":
		r.text(decode(body))
	case "markdown":
		r.text(decode(body))
		r.text(withoutMarks(decode(body), "*_`~\\"))
	case "tex":
		r.text(decode(body))
		r.text(withoutMarks(decode(body), "\\{}'`^\"~="))
	case "pdf":
		r.pdf(body)
	case "office", "opendocument", "zip":
		r.zip(body)
	case "gzip":
		r.gzip(name, body)
	case "tar":
		r.tar(body)
	case "font":
	default:
		r.media(f, body)
	}
}

func (r *reader) passage(p Passage) {
	if p.Text != "" {
		r.visit(p)
	}
}

// text visits a text, which may be HTML or contain it.
func (r *reader) text(s string) {
	r.passage(Passage{Text: s})
	r.markup(s)
}

// markup visits a text as HTML if there are tags in it.
func (r *reader) markup(s string) {
	if at := strings.IndexByte(s, '<'); at >= 0 && strings.IndexByte(s[at:], '>') > 0 && r.depth < maxDepth {
		r.depth++
		r.html(s)
		r.depth--
	}
}
