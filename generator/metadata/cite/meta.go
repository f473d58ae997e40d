package cite

import (
	"cmp"
	"strings"
)

// Meta returns the names and contents of the meta tags of a document's page:
// Highwire Press tags, which Google Scholar and Zotero read
// (scholar.google.com/intl/en/scholar/inclusion.html), and Dublin Core, which
// library catalogues read (DCMI, DC-HTML).
func Meta(d Work) [][2]string {
	var tags [][2]string
	add := func(name, content string) {
		if content = plain(content); content != "" {
			tags = append(tags, [2]string{name, content})
		}
	}
	add("citation_title", d.Title)
	for _, n := range d.authors() {
		add("citation_author", n.parted())
		add("citation_author_institution", n.Organisation)
		add("citation_author_orcid", ORCIDURL(n.ORCID))
	}
	add("citation_publication_date", strings.ReplaceAll(string(d.date()), "-", "/"))
	if d.Class == Report {
		add("citation_technical_report_institution", d.Publisher)
		add("citation_technical_report_number", d.Number)
	} else {
		add("citation_publisher", d.Publisher)
	}
	add("citation_doi", d.doi())
	add("citation_language", d.Lang)
	add("citation_public_url", d.URL)
	add("citation_pdf_url", d.PDF)
	for _, k := range d.Keywords {
		add("citation_keywords", k)
	}

	add("DC.title", d.Title)
	for _, n := range d.authors() {
		add("DC.creator", n.inverted())
	}
	add("DC.publisher", d.Publisher)
	add("DC.date", string(d.date()))
	add("DC.type", d.Type)
	add("DC.identifier", d.link())
	add("DC.language", d.Lang)
	add("DC.rights", d.Licence)
	add("DC.description", d.Summary)
	for _, k := range d.Keywords {
		add("DC.subject", k)
	}
	return tags
}

// inverted writes a person family name first, and an organisation as it is.
func (n Name) inverted() string { return cmp.Or(n.Literal, n.Family+", "+n.Given) }

// parted writes a name for formats in which the comma parts the family name from the
// given: that of an organisation has dashes in the place of its own commas.
func (n Name) parted() string {
	if n.Literal != "" {
		return separators.Replace(n.Literal)
	}
	return n.inverted()
}
