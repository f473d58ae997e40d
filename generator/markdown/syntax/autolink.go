package syntax

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// addressParser makes links of web and mail addresses that stand in a text without any
// markup (GFM, "Autolinks"). It differs from cmark-gfm and goldmark where those are known to
// link too much or too little: an address may follow a quotation mark or a bracket, may
// contain letters with accents, and ends before a closing bracket that it didn't open, a
// quotation mark, and the punctuation of its sentence.
//
// It starts at the colon of https://, the first dot of www. and the @ of a mail address, and
// takes back what was read of the address before. To start at each space, as goldmark does,
// would make it slow.
type addressParser struct{}

// Trigger implements parser.InlineParser.
func (addressParser) Trigger() []byte { return []byte{':', '.', '@'} }

// Parse implements parser.InlineParser.
func (addressParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if segment.Padding > 0 {
		return nil
	}
	a := address{source: block.Source(), at: segment.Start, stop: segment.Start + len(line)}
	var found bool
	switch line[0] {
	case ':':
		found = bytes.HasPrefix(line, []byte("://")) && a.web()
	case '.':
		found = a.www()
	case '@':
		found = a.mail()
	}
	if !found || !takeBack(parent, a.start, pc) {
		return nil
	}
	block.Advance(a.end - a.at)
	kind := ast.AutoLinkType(ast.AutoLinkURL)
	if line[0] == '@' {
		kind = ast.AutoLinkEmail
	}
	link := ast.NewAutoLink(kind, ast.NewTextSegment(text.NewSegment(a.start, a.end)))
	link.SetPos(a.start)
	if line[0] == '.' {
		link.Protocol = []byte("http") // as GFM does: browsers try https first
	}
	return link
}

// IsBare reports whether an automatic link is written without angle brackets.
func IsBare(n *ast.AutoLink, source []byte) bool {
	return n.Pos() < len(source) && source[n.Pos()] != '<'
}

// takeBack removes what was read from an offset on. It changes nothing and returns false if
// that is more than text and marks of emphasis.
func takeBack(parent ast.Node, start int, pc parser.Context) bool {
	n := parent.LastChild()
	for ; n != nil; n = n.PreviousSibling() {
		at := -1
		switch x := n.(type) {
		case *ast.Text:
			at = x.Segment.Start
		case *parser.Delimiter:
			at = x.Segment.Start
		}
		if at < 0 {
			return false
		}
		if at <= start {
			break
		}
	}
	if n == nil {
		return false
	}
	for {
		switch x := parent.LastChild().(type) {
		case *parser.Delimiter:
			pc.RemoveDelimiter(x) // leaves text
		case *ast.Text:
			if x.Segment.Start < start {
				x.Segment = x.Segment.WithStop(start)
				return true
			}
			parent.RemoveChild(parent, x)
			if x.Segment.Start == start {
				return true
			}
		}
	}
}

// address is a web or mail address around an offset of the source.
type address struct {
	source     []byte
	at, stop   int // where the parser started, and the end of the line
	start, end int
}

// web finds the address around "://".
func (a *address) web() bool {
	for _, scheme := range [...]string{"https", "http", "ftp"} {
		from := a.at - len(scheme)
		if from >= 0 && bytes.EqualFold(a.source[from:a.at], []byte(scheme)) {
			a.start = from
			return a.boundary("/=@") && a.url(a.at+len("://"), 0)
		}
	}
	return false
}

// www finds the address whose first dot is after "www".
func (a *address) www() bool {
	a.start = a.at - len("www")
	return a.start >= 0 && bytes.EqualFold(a.source[a.start:a.at], []byte("www")) && a.boundary("/=@-.") && a.url(a.start, 2)
}

// boundary reports whether an address may start at a.start: not within a word, of which
// underscores may be marks of emphasis, and not after one of the characters of not.
func (a *address) boundary(not string) bool {
	r, n := utf8.DecodeLastRune(bytes.TrimRight(a.source[:a.start], "_"))
	return n == 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\\' && !bytes.ContainsRune([]byte(not), r)
}

// url finds the end of a URL whose host starts at an offset and has at least so many dots.
func (a *address) url(host, dots int) bool {
	end, n := a.host(host)
	if end == host || n < dots {
		return false
	}
	a.end = a.trim(end, a.path(end))
	return true
}

// host returns the end of a host name and its number of dots. A host has no underscores in
// its last two parts.
func (a *address) host(at int) (end, dots int) {
	start := at
	var underscore [2]bool // in the part before the last and in the last
	for at < a.stop {
		r, n := utf8.DecodeRune(a.source[at:a.stop])
		switch {
		case r == '.':
			if at == start || at+1 >= a.stop || !hostRune(runeAt(a.source[at+1:a.stop])) {
				return a.hostEnd(start, at, underscore, dots)
			}
			dots++
			underscore = [2]bool{underscore[1], false}
		case r == '_':
			underscore[1] = true
		case !hostRune(r):
			return a.hostEnd(start, at, underscore, dots)
		}
		at += n
	}
	return a.hostEnd(start, at, underscore, dots)
}

func (a *address) hostEnd(start, at int, underscore [2]bool, dots int) (end, n int) {
	whole := at
	for at > start && (a.source[at-1] == '_' || a.source[at-1] == '-') { // marks of emphasis, a dash
		at--
	}
	if at < whole {
		underscore[1] = bytes.IndexByte(a.source[bytes.LastIndexByte(a.source[:at], '.')+1:at], '_') >= 0
	}
	if underscore[0] || underscore[1] {
		return start, 0
	}
	return at, dots
}

func hostRune(r rune) bool {
	return r == '-' || r == '_' || r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

func runeAt(b []byte) rune {
	r, _ := utf8.DecodeRune(b)
	return r
}

// path returns where what follows the host ends at the latest.
func (a *address) path(at int) int {
	if at >= a.stop || bytes.IndexByte([]byte(":/?#"), a.source[at]) < 0 {
		return at
	}
	if a.source[at] == ':' && (at+1 >= a.stop || a.source[at+1] < '0' || a.source[at+1] > '9') {
		return at
	}
	round, square := 0, 0
	for at < a.stop {
		r, n := utf8.DecodeRune(a.source[at:a.stop])
		switch {
		case r == '(':
			round++
		case r == '[':
			square++
		case r == ')':
			round--
		case r == ']':
			square--
		}
		if round < 0 || square < 0 || endsURL(r) || r == '*' && at+1 < a.stop && a.source[at+1] == '*' {
			return at
		}
		at += n
	}
	return at
}

// endsURL reports whether a character is never part of a URL that people write.
func endsURL(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError ||
		bytes.ContainsRune([]byte("<>\"`|«»“”„…{}、。，；：！？）】」\u200b\u2060\ufeff"), r)
}

// trim moves the end of a URL before the punctuation of its sentence; least is the end of its
// host.
func (a *address) trim(least, end int) int {
	for end > least {
		r, n := utf8.DecodeLastRune(a.source[least:end])
		switch {
		case r == ';':
			from := max(least, end-maxEntity)
			if amp := bytes.LastIndexByte(a.source[from:end], '&'); amp >= 0 && isName(a.source[from+amp+1:end-1]) {
				end = from + amp // an entity, such as &nbsp;
				continue
			}
		case r == '(' || r == '[' || r == '\\':
		case !bytes.ContainsRune([]byte("?!.,:*_~'’–—"), r):
			return end
		}
		end -= n
	}
	return end
}

// maxEntity is the maximum length of an entity, in bytes.
const maxEntity = 40

// isName reports whether b is the name or number of an entity.
func isName(b []byte) bool {
	for i, c := range b {
		if !alphanumeric(c) && (c != '#' || i > 0) {
			return false
		}
	}
	return len(b) > 0
}

func alphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// mail finds the mail address around an @.
func (a *address) mail() bool {
	a.start = a.at
	for a.start > 0 && (alphanumeric(a.source[a.start-1]) || bytes.IndexByte([]byte(".+-_"), a.source[a.start-1]) >= 0) {
		a.start--
	}
	for a.start < a.at && !alphanumeric(a.source[a.start]) {
		a.start++
	}
	if scheme := []byte("mailto:"); bytes.HasSuffix(a.source[:a.start], scheme) {
		a.start -= len(scheme)
	}
	if a.start == a.at || a.source[a.at-1] == '.' || !a.boundary("/=@&") {
		return false
	}
	end, dots := a.host(a.at + 1)
	if dots == 0 {
		return false
	}
	last := a.source[bytes.LastIndexByte(a.source[:end], '.')+1 : end]
	if len(last) < 2 || bytes.ContainsAny(last, "0123456789-") {
		return false
	}
	if end+1 < a.stop && a.source[end] == ':' && !unicode.IsSpace(rune(a.source[end+1])) {
		return false // of git: git@example.org:path
	}
	a.end = end
	return end == a.stop || a.source[end] != '@'
}
