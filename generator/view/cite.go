package view

import (
	"html/template"
	"net/url"

	"griot/generator/metadata/cite"
)

// Cite is how to cite the page: the document, and what Fill makes of it. The
// files for reference managers are in the page itself, as data URLs, so that a
// document costs one file and not four.
type Cite struct {
	Document    cite.Work
	Conventions cite.Conventions
	Name        string // of a downloaded file, without its extension

	APA, Chicago                 template.HTML `key:"-"`
	BibTeXHref, RISHref, CSLHref template.URL  `key:"-"`
}

func (c *Cite) fill() {
	d := c.Document
	c.APA, c.Chicago = cite.APA(d, c.Conventions), cite.Chicago(d, c.Conventions)
	c.BibTeXHref = dataURL("application/x-bibtex", cite.BibTeX(d))
	c.RISHref = dataURL("application/x-research-info-systems", cite.RIS(d))
	c.CSLHref = dataURL("application/vnd.citationstyles.csl+json", cite.CSL(d))
}

// dataURL encodes a text as a data URL (RFC 2397).
func dataURL(mediaType, text string) template.URL {
	return template.URL("data:" + mediaType + ";charset=utf-8," + url.PathEscape(text))
}
