package theme

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"griot/generator/view"
)

// markup writes HTML without html/template, for parts of pages that consist of
// many small values: html/template calls each escaper by reflection, which
// costs more than the writing. It escapes as html/template does in the same
// place; a test compares the two.
//
// Names of attributes and all that raw writes must be constants of the program
// or HTML that another package vouches for by its type.
type markup struct{ strings.Builder }

func (m *markup) raw(html string) { m.WriteString(html) }

// text writes a text between tags or in a quoted attribute.
func (m *markup) text(s string) { _, _ = escapes.WriteString(m, s) } // a Builder has no errors

var escapes = strings.NewReplacer(
	"\x00", "\uFFFD", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;",
)

// attr writes an attribute, a space before it.
func (m *markup) attr(name, value string) {
	m.raw(" " + name + `="`)
	m.text(value)
	m.raw(`"`)
}

// lang writes the attributes of a text in a language: its direction only where it isn't
// that of the text around it.
func (m *markup) lang(lang, dir, around string) {
	m.attr("lang", lang)
	if dir != around {
		m.attr("dir", dir)
	}
}

// url writes an attribute that browsers may follow.
func (m *markup) url(name, value string) {
	if !isSafeURL(value) {
		value = "#ZgotmplZ"
	}
	m.safeURL(name, template.URL(value))
}

// safeURL is url for a value that may have any scheme.
func (m *markup) safeURL(name string, value template.URL) { m.attr(name, normalizeURL(string(value))) }

// isSafeURL reports whether a URL is relative or has a scheme that runs no
// script.
func isSafeURL(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || strings.Contains(scheme, "/") {
		return true
	}
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto")
}

// normalizeURL percent-encodes what may not be in a URL, and leaves encoded
// bytes as they are.
func normalizeURL(s string) string { return percentEncode(s, true) }

// escapeURL percent-encodes a text for the query or fragment of a URL.
func escapeURL(s string) string { return percentEncode(s, false) }

func percentEncode(s string, whole bool) string {
	var b strings.Builder
	written := 0
	for i := range len(s) {
		c := s[i]
		if unreserved[c] || whole && (reserved[c] || c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])) {
			continue
		}
		b.WriteString(s[written:i])
		fmt.Fprintf(&b, "%%%02x", c)
		written = i + 1
	}
	if written == 0 {
		return s
	}
	b.WriteString(s[written:])
	return b.String()
}

// The characters of RFC 3986, section 2, without ' ( ).
var (
	unreserved = bytesOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
	reserved   = bytesOf("!#$&*+,/:;=?@[]")
)

func bytesOf(chars string) (set [256]bool) {
	for i := range len(chars) {
		set[chars[i]] = true
	}
	return set
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func (m *markup) html() template.HTML { return template.HTML(m.String()) }

// link returns a link to a page, with its title. The language of the
// title is named where it is not the language around it.
func link(to any, direction func(string) string, around string) (template.HTML, error) {
	var l view.Link
	switch to := to.(type) {
	case view.Link:
		l = to
	case *view.Link:
		l = *to
	case *view.Card:
		l = view.Link{Href: to.Href, Text: to.Title, Lang: to.Lang}
	default:
		return "", fmt.Errorf("link: %T leads nowhere", to)
	}
	var m markup
	m.Grow(len("<a></a>") + 16 + len(l.Href) + len(l.Text))
	m.raw("<a")
	m.url("href", l.Href)
	if l.Lang != "" {
		m.lang(l.Lang, direction(l.Lang), direction(around))
		m.attr("hreflang", l.Lang)
	}
	m.raw(">")
	m.text(l.Text)
	m.raw("</a>")
	return m.html(), nil
}

// contents returns links to the headings of a level, an item of a list each.
func contents(toc []view.Heading, level int) template.HTML {
	var m markup
	m.Grow(64 * len(toc))
	for _, h := range toc {
		if h.Level == level {
			m.raw("<li><a")
			m.attr("href", "#"+escapeURL(h.ID))
			m.raw(">")
			m.text(h.Text)
			m.raw("</a></li>\n")
		}
	}
	return m.html()
}

// img returns an image with its variants; sizes says how broad it is shown.
// Browsers load it when it comes into sight.
func img(p *view.Picture, sizes string) template.HTML {
	var m markup
	m.Grow(256 + len(p.Srcset))
	m.raw("<img")
	m.url("src", p.Src)
	m.attr("alt", p.Alt)
	if p.Width > 0 {
		m.attr("width", strconv.Itoa(p.Width))
		m.attr("height", strconv.Itoa(p.Height))
	}
	if p.Srcset != "" {
		m.attr("srcset", string(p.Srcset))
		m.attr("sizes", sizes)
	}
	m.raw(` loading="lazy" decoding="async">`)
	return m.html()
}

// citations returns links to the files of a citation for reference managers.
func citations(c *view.Cite) template.HTML {
	var m markup
	m.Grow(128 + len(c.BibTeXHref) + len(c.RISHref) + len(c.CSLHref))
	m.download(c.BibTeXHref, c.Name+".bib", "BibTeX")
	m.raw(" ")
	m.download(c.RISHref, c.Name+".ris", "RIS")
	m.raw(" ")
	m.download(c.CSLHref, c.Name+".json", "CSL-JSON")
	return m.html()
}

// download writes a link to a file that is saved under a name.
func (m *markup) download(href template.URL, name, text string) {
	m.raw("<a")
	m.safeURL("href", href)
	m.attr("download", name)
	m.raw(">")
	m.text(text)
	m.raw("</a>")
}
