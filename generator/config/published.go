package config

import (
	"maps"
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/yaml"
)

// AddressesFile is the path, from the site's folder, of the addresses that were published.
// A site need not have it.
const AddressesFile = "content/addresses.yaml"

// Address is an address that the site has published, and what stood there: exactly one of
// the other texts is set.
type Address struct {
	Path    string // below the site's root, as site.CutAlias returns it
	Page    string // id of a page, such as "briefs/reform"
	Section string // id of the section whose list it is
	Term    string // "VOCABULARY/ID" of the term whose list it is
	URL     string // of a page elsewhere on the web, written by hand
	Line    int    // in the file, from 1; 0 if it isn't from there
}

// words before the ids of what is no page
const (
	sectionOwner = "section "
	termOwner    = "term "
)

// Owner returns what an address belongs to, as the file has it.
func (a Address) Owner() string {
	switch {
	case a.Section != "":
		return sectionOwner + a.Section
	case a.Term != "":
		return termOwner + a.Term
	case a.URL != "":
		return a.URL
	}
	return a.Page
}

// LoadAddresses reads the text of addresses.yaml, sorted by address. file is its path for
// diagnostics.
func LoadAddresses(src []byte, file string) ([]Address, diag.List) {
	root, list := yaml.Parse(src, file, 1)
	if root == nil {
		return nil, list
	}
	d := &yaml.Reader{File: file}
	var out []Address
	for _, top := range d.Fields(root, "addresses.yaml", "addresses") {
		for _, e := range d.Map(top.Value, top.Key) {
			if a, ok := readAddress(d, &e); ok {
				out = append(out, a)
			}
		}
	}
	slices.SortFunc(out, byPath)
	d.Diagnostics.Sort()
	return out, d.Diagnostics
}

// readAddress reads an entry, "en/old/: briefs/reform".
func readAddress(d *yaml.Reader, e *yaml.Entry) (Address, bool) {
	p, fault := site.CutAlias(e.Key)
	if fault != "" {
		d.Diagnostics.Error(d.KeyAt(e), "address-recorded.path", diag.Args{"address": e.Key})
		return Address{}, false
	}
	owner := d.Text(e.Value, diag.Phrase{ID: "entry", Of: e.Key})
	a := Address{Path: p, Line: e.Line}
	form, _ := site.FormOf(owner)
	switch {
	case owner == "":
		return a, false
	case strings.HasPrefix(owner, sectionOwner):
		a.Section = strings.TrimSpace(owner[len(sectionOwner):])
	case strings.HasPrefix(owner, termOwner):
		a.Term = strings.TrimSpace(owner[len(termOwner):])
	case form == site.WebForm:
		if site.FaultOf(owner) != nil {
			d.Diagnostics.Error(d.At(e.Value), "address-recorded.owner", diag.Args{"address": p, "owner": owner})
			return a, false
		}
		a.URL = owner
	case form != site.PathForm || strings.ContainsAny(owner, " #?"):
		d.Diagnostics.Error(d.At(e.Value), "address-recorded.owner", diag.Args{"address": p, "owner": owner})
		return a, false
	default:
		a.Page, _ = site.CutPageExt(owner)
	}
	return a, true
}

func byPath(a, b Address) int { return strings.Compare(a.Path, b.Path) }

// addressesHead explains the file to who opens it.
const addressesHead = `# The addresses that this site has published, and what stood there. griot addresses --record
# and griot mv write this file. Where nothing stands any more, a build leaves a redirect to
# what the line names: a page (briefs/reform), a section, a term, or an address on the web
# that you write yourself. Delete a line if the address may die.
addresses:
`

// RecordAddresses returns the text of addresses.yaml with these addresses besides those that
// it has; what it says of the same address is replaced. Comments stay, and an address is
// always a line of its own, so that two people's records can be merged. src may be empty.
func RecordAddresses(src []byte, list []Address) []byte {
	before, _ := LoadAddresses(src, AddressesFile)
	want := map[string]Address{}
	for _, a := range slices.Concat(before, list) {
		want[a.Path] = a
	}
	all := slices.SortedFunc(maps.Values(want), byPath)
	if len(before) == 0 {
		return formatAddresses(all)
	}
	lines := strings.SplitAfter(string(src), "\n")
	after := map[int][]string{} // lines to insert, by the line before them
	last := 1 + slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, "addresses:") })
	for _, a := range all {
		i, known := slices.BinarySearchFunc(before, a, byPath)
		if !known {
			after[last] = append(after[last], addressLine(a))
			continue
		}
		last = before[i].Line
		if before[i].Owner() != a.Owner() {
			lines[last-1] = addressLine(a)
		}
	}
	var out strings.Builder
	for i, line := range lines {
		out.WriteString(line)
		if more := after[i+1]; len(more) > 0 {
			if !strings.HasSuffix(line, "\n") {
				out.WriteString("\n")
			}
			out.WriteString(strings.Join(more, ""))
		}
	}
	if now, found := LoadAddresses([]byte(out.String()), AddressesFile); len(found) > 0 || !slices.EqualFunc(now, all, sameAddress) {
		return formatAddresses(all) // the file is written in another form of YAML
	}
	return []byte(out.String())
}

func sameAddress(a, b Address) bool { return a.Path == b.Path && a.Owner() == b.Owner() }

func addressLine(a Address) string {
	return "  " + yaml.Scalarize(a.Path, false) + ": " + yaml.Scalarize(a.Owner(), false) + "\n"
}

func formatAddresses(list []Address) []byte {
	out := []byte(addressesHead)
	for _, a := range list {
		out = append(out, addressLine(a)...)
	}
	return out
}
