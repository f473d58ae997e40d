package markdown

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"griot/generator/diag"
	"griot/generator/site"
)

// rawHeading is a heading in HTML that is open.
type rawHeading struct {
	tag       html.Token
	offset    int  // in the source
	out, text int  // where its content starts
	topLevel  bool // whether a section can start with it
}

// isHeading reports whether an element is a heading.
func isHeading(name string) bool {
	return len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6'
}

var headingTag = regexp.MustCompile(`(?i)<h([1-6])[\s>/]`)

// htmlLevel returns the level of the first heading in some HTML, or 0.
func htmlLevel(raw []byte) int {
	if m := headingTag.FindSubmatch(raw); m != nil {
		return int(m[1][0] - '0')
	}
	return 0
}

// openHeading starts a heading that is written as HTML. It reports false where no heading
// can be.
func (p *page) openHeading(t html.Token, offset int) bool {
	if p.rawHead != nil || p.inNotes || p.inLink > 0 {
		return false
	}
	p.rawHead = &rawHeading{t, offset, len(p.out), len(p.text), p.atTop && len(p.rawOpen) == 0}
	p.rawOpen = append(p.rawOpen, t.Data)
	p.quiet++
	p.prev = 0
	return true
}

// closeHeading ends the heading that is open, and gives it an id: the author's own, that
// of the source's heading, or one made of its text. One without words has no place in the
// outline.
func (p *page) closeHeading() {
	r := p.rawHead
	p.rawHead = nil
	p.quiet--
	words := strings.Join(strings.Fields(string(p.text[r.text:])), " ")
	p.text = p.text[:r.text]
	h := site.Heading{Level: p.shownLevel(int(r.tag.Data[1] - '0')), Text: words, HTML: true}
	var old, gitHub string
	own := strings.Map(idRune, norm.NFC.String(value(r.tag, "id")))
	if own != "" {
		if p.claim(own) {
			h.ID = own
		} else {
			p.warn(r.offset, "html-removed.heading-id", diag.Args{"id": own})
		}
	}
	if h.ID == "" && words != "" {
		if id, also := p.adoptHTML(h.Level); p.claim(id) {
			h.ID, h.Also = id, slices.Clone(also)
		} else {
			h.ID, old = p.freeID(words, "")
		}
		gitHub = p.gitHubID(words)
	}
	h.Also = append(h.Also, old)
	rest := slices.DeleteFunc(slices.Clone(r.tag.Attr), func(a html.Attribute) bool { return a.Key == "id" })
	p.wrapHeading(r.out, rest, gitHub, h)
	if r.topLevel && h.Level == 2 && h.ID != "" {
		p.startSection(r.out)
	}
}
