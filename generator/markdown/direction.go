package markdown

import "regexp"

// What runs from left to right in every language and would be torn apart in a text from
// right to left, where signs and spaces between figures belong to nobody: telephone
// numbers, DOIs, addresses without their scheme, numbers of laws and standards.
var codes = regexp.MustCompile(`\+\d[\d ()./\x{a0}\x{202f}-]{5,}\d` + // +223 20 22 12 12
	`|10\.\d{4,9}/[^\s،؛]*[^\s،؛.)]` + // a DOI
	`|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+` +
	`|(?:https?://|www\.)[^\s،؛]*[^\s،؛.)]` +
	`|[A-Z]+[ -]?\d+(?:[./:-]\d+)+`) // ISO 8601-1

// leftToRight writes the attribute that keeps code from left to right.
func (p *page) leftToRight() {
	if p.rtl {
		p.attribute("dir", "ltr")
	}
}

// isolated writes an address to the HTML only.
func (p *page) isolated(text []byte) {
	if p.rtl {
		p.out = append(p.out, "<bdi dir=\"ltr\">"...)
		defer func() { p.out = append(p.out, "</bdi>"...) }()
	}
	p.escaped(text)
}

// aroundCode writes prose that holds a code at some place, in an element of its own.
func (p *page) aroundCode(value []byte, start, end, offset int, soft bool, next rune) {
	p.prose(value[:start], offset, false, 'x')
	p.isolated(value[start:end])
	p.text = append(p.text, value[start:end]...)
	p.prev = 'x'
	p.prose(value[end:], offset+end, soft, next)
}

// labelled writes the language of the words that the page adds to a text, where it isn't
// that of the text.
func (p *page) labelled() {
	if p.labels.Lang != "" {
		p.attribute("lang", p.labels.Lang)
		p.attribute("dir", p.labels.Dir)
	}
}
