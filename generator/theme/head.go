package theme

import (
	"html/template"
	"strconv"

	"griot/generator/view"
)

// head returns the metadata of a page as tags for its <head>, in groups of
// lines. A line is left empty where a page has nothing to say in it.
func head(v *view.View) template.HTML {
	h := headTags{new(markup)}
	h.Grow(4096)
	h.pages(&v.Meta)
	h.preview(v)
	h.records(&v.Meta)
	return h.html()
}

// headTags writes the tags of a head.
type headTags struct{ *markup }

// meta writes a tag and ends the line; by is "name" or "property".
func (h headTags) meta(by, name, content string) {
	h.raw("<meta")
	h.attr(by, name)
	h.attr("content", content)
	h.raw(">\n")
}

// optional writes a tag unless it would be empty, and ends the line.
func (h headTags) optional(by, name, content string) {
	if content == "" {
		h.raw("\n")
		return
	}
	h.meta(by, name, content)
}

// link writes a link with a relation and ends the line; a page that isn't there
// leaves it empty.
func (h headTags) link(rel, href string) {
	if href != "" {
		h.raw(`<link rel="` + rel + `"`)
		h.url("href", href)
		h.raw(">")
	}
	h.raw("\n")
}

// pages leads to this page's address, its other languages, feeds and
// neighbours in a list.
func (h headTags) pages(m *view.Meta) {
	if m.NoIndex {
		h.raw(`<meta name="robots" content="noindex">`)
	}
	h.raw("\n")
	h.link("canonical", m.Canonical)
	for _, a := range m.Alternates {
		h.raw(`<link rel="alternate"`)
		h.attr("hreflang", a.Code)
		h.url("href", a.Href)
		h.raw(">\n")
	}
	h.raw("\n")
	for _, f := range m.Feeds {
		h.raw(`<link rel="alternate" type="application/atom+xml"`)
		h.attr("title", f.Text)
		h.url("href", f.Href)
		h.raw(">\n")
	}
	for _, f := range m.OtherFeeds {
		h.raw(`<link rel="alternate"`)
		h.attr("type", f.Type)
		h.attr("title", f.Text)
		h.url("href", f.Href)
		h.raw(">\n")
	}
	h.raw("\n")
	h.link("prev", m.Prev)
	h.link("next", m.Next)
}

// preview describes the page for networks that show shared links
// (https://ogp.me/).
func (h headTags) preview(v *view.View) {
	m := &v.Meta
	h.optional("property", "og:url", m.Canonical)
	h.meta("property", "og:title", v.Title)
	h.meta("property", "og:type", m.OGType)
	h.meta("property", "og:locale", m.OGLocale)
	h.optional("property", "og:description", m.Description)
	if h.optional("property", "og:image", m.Image); m.Image != "" {
		if m.ImageWidth > 0 { // with them, networks show the image at the first share
			h.meta("property", "og:image:width", strconv.Itoa(m.ImageWidth))
			h.meta("property", "og:image:height", strconv.Itoa(m.ImageHeight))
		}
		h.optional("property", "og:image:alt", m.ImageAlt)
		h.meta("name", "twitter:card", "summary_large_image")
	}
	h.optional("property", "article:published_time", m.Published)
	h.optional("property", "article:modified_time", m.Modified)
}

// records describes the page for reference managers and search engines.
func (h headTags) records(m *view.Meta) {
	for _, tag := range m.Citation {
		h.meta("name", tag[0], tag[1])
	}
	h.raw("\n")
	if m.JSONLD != "" {
		h.raw(`<script type="application/ld+json">` + string(m.JSONLD) + "</script>")
	}
}
