// Package cite writes citations of a Work. APA and Chicago return HTML for people
// (APA 7, Chicago 17); BibTeX, RIS and CSL return files for reference managers;
// Meta returns the meta tags that Google Scholar, Zotero and library catalogues
// read.
//
// A Work has absolute URLs, and the results depend only on the arguments. The
// package never contains words that readers see (Conventions has them), reads no
// clock and doesn't know how a page is made.
package cite

import (
	"cmp"
	"strings"

	"griot/generator/site"
)

// Class is the type of a work for reference managers.
type Class uint8

const (
	// Report is a document with a publisher and a date: brief, study, paper.
	Report Class = iota
	// WebPage is any other page.
	WebPage
)

// Work is what is cited.
type Work struct {
	// ID is the page's own id, such as "briefs/drc-victims-law". ID and Lang
	// make the key, which stays the same if title, date or URL change.
	ID        string
	Class     Class
	Title     string
	Authors   []Name // if empty, the publisher is the author
	Date      site.Date
	Updated   site.Date // used if Date is empty
	Publisher string
	Type      string // name of the document type in Lang, such as "Policy brief", or ""
	Series    string // title of the series, or ""
	Number    string // in the series, or ""
	URL       string // absolute, permanent
	PDF       string // absolute URL of the work as a PDF, or ""
	DOI       string // with or without https://doi.org/ in front
	Lang      string // BCP 47, of the text
	Summary   string
	Keywords  []string
	Licence   string // absolute URL, or ""
}

// Name is an author. An organisation has a Literal name only.
type Name struct {
	Family, Given, Literal string
	ORCID                  string // in groups of four characters, or ""
	Organisation           string // that the author works for, or ""
}

// Natural writes a name as it is spoken.
func (n Name) Natural() string { return cmp.Or(n.Literal, n.Given+" "+n.Family) }

// ORCIDURL returns the address that identifies the owner of an ORCID, "" without one.
func ORCIDURL(id string) string {
	if id == "" {
		return ""
	}
	return "https://orcid.org/" + id
}

// ParseName parses an author of front matter: "Diarra, Aminata" is a person;
// without a comma it is an organisation, or a name that is never inverted.
func ParseName(s string) Name {
	family, given, ok := strings.Cut(s, ",")
	family, given = strings.TrimSpace(family), strings.TrimSpace(given)
	if !ok || family == "" || given == "" || strings.Contains(given, ",") {
		return Name{Literal: strings.TrimSpace(s)}
	}
	return Name{Family: family, Given: given}
}

// Conventions are those of the language in which a citation is read.
type Conventions struct {
	Lang   string // of the page around the citation
	And    string // between the last two authors: "and", "et"
	NoDate string // for a document without a date: "n.d.", "s. d."
}

// english reports whether a list takes a comma before its last name.
func (c Conventions) english() bool { return c.Lang == "en" || strings.HasPrefix(c.Lang, "en-") }

// Key returns the work's key in BibTeX, RIS and CSL-JSON: ASCII letters, digits
// and hyphens, unique within a hub and the same in every build.
func (d Work) Key() string {
	var b strings.Builder
	for _, r := range d.ID + "-" + d.Lang {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

// authors returns the authors, or else the publisher.
func (d Work) authors() []Name {
	if len(d.Authors) > 0 {
		return d.Authors
	}
	if d.Publisher != "" {
		return []Name{{Literal: d.Publisher}}
	}
	return nil
}

// selfPublished reports whether publisher and only author are the same.
func (d Work) selfPublished() bool {
	a := d.authors()
	return len(a) == 1 && a[0].Literal == d.Publisher
}

// date returns the date of a citation.
func (d Work) date() site.Date { return cmp.Or(d.Date, d.Updated) }

// parts splits a date into year, month and day; those unknown are "".
func parts(d site.Date) (year, month, day string) {
	s := string(d)
	year, s, _ = strings.Cut(s, "-")
	month, day, _ = strings.Cut(s, "-")
	return year, month, day
}

// doi returns the bare DOI, such as "10.1000/182".
func (d Work) doi() string {
	s := strings.TrimSpace(d.DOI)
	for _, prefix := range []string{"https://", "http://", "dx.", "doi.org/", "doi:"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, prefix))
	}
	return s
}

// link returns the URL at the end of a citation: that of the DOI if there is
// one.
func (d Work) link() string {
	if doi := d.doi(); doi != "" {
		return "https://doi.org/" + doi
	}
	return d.URL
}

// plain returns a text on one line with ordinary spaces and without soft hyphens
// and similar characters that only concern layout.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\u00ad', '\u200b', '\u2060', '\ufeff':
			return -1
		case '\u00a0', '\u202f', '\u2009':
			return ' '
		}
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
