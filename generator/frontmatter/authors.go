package frontmatter

import (
	"regexp"
	"strings"

	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/yaml"
)

// authors reads who wrote the page. A text is the name of one.
func (d *decoder) authors(n *yaml.Node) []site.Author {
	items := []*yaml.Node{n}
	if n.Kind != yaml.Text {
		items = d.List(n, d.name)
	}
	out := make([]site.Author, 0, len(items))
	for _, item := range items {
		var a site.Author
		if item.Kind != yaml.Map {
			d.Each(&yaml.Node{Kind: yaml.List, Items: []*yaml.Node{item}}, d.name, func(_ *yaml.Node, s string) { a.Name = s })
		} else {
			a = d.author(item)
		}
		if a.Name != "" {
			out = append(out, a)
		}
	}
	return out
}

// author reads one author with more than a name.
func (d *decoder) author(item *yaml.Node) (a site.Author) {
	for _, e := range d.Fields(item, diag.Each("authors"), "name", "orcid", "organisation", "role") {
		switch e.Key {
		case "name":
			a.Name = d.Text(e.Value, "name")
		case "orcid":
			a.ORCID = d.orcid(e.Value)
		case "organisation":
			a.Organisation = d.Text(e.Value, "organisation")
		case "role":
			a.Role = d.Text(e.Value, "role")
		}
	}
	d.need(item, diag.Each("authors"), "name", a.Name)
	return a
}

var orcidForm = regexp.MustCompile(`^([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9Xx])$`)

// orcid reads an ORCID, alone or as the address that orcid.org gives it, and returns its
// four groups.
func (d *decoder) orcid(n *yaml.Node) string {
	s := d.Text(n, "orcid")
	if s == "" {
		return ""
	}
	bare := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://"), "orcid.org/")
	groups := orcidForm.FindStringSubmatch(bare)
	if groups == nil {
		d.Invalid(n, "orcid", diag.Args{"value": s})
		return ""
	}
	id := strings.ToUpper(strings.Join(groups[1:], "-"))
	if !validORCID(id) {
		d.Invalid(n, "orcid-check", diag.Args{"value": id})
		return ""
	}
	return id
}

// validORCID reports whether the last character of an ORCID is the check digit of the
// others: ISO 7064, MOD 11-2 (support.orcid.org, "Structure of the ORCID Identifier").
func validORCID(id string) bool {
	digits := strings.ReplaceAll(id, "-", "")
	last := len(digits) - 1
	total := 0
	for _, r := range digits[:last] {
		total = (total + int(r-'0')) * 2
	}
	check := (12 - total%11) % 11
	return digits[last] == "0123456789X"[check]
}
