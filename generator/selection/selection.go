// Package selection selects the pages of a list that an author put into a text.
//
// Call Parse for the options as they are written: it returns a Query and reports what is
// wrong with them. Query.Has then tells whether a page belongs to the list, and Query.Sort
// and Query.First put the pages in order. The package must never know who shows the list
// or how it looks.
package selection

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"griot/generator/diag"
	"griot/generator/kinds"
	"griot/generator/site"
)

// Query says which pages a list has, in which order and form.
type Query struct {
	Kind    site.Kind // "" is any
	Section string    // id, "" is any
	Terms   []Terms   // a page has one of each
	Order   string    // one of orders; "" is that of the kind, or by title
	Number  int       // the most pages; 0 is all
	Form    string    // one of Forms
}

// Terms are terms of a vocabulary.
type Terms struct {
	Vocabulary string
	IDs        []string
}

// The forms of a list.
const (
	Cards  = "cards"
	Lines  = "lines"
	Titles = "titles"
)

// The orders of a list.
const (
	Newest  = "newest"
	Oldest  = "oldest"
	ByTitle = "title"
)

var (
	forms  = []string{Cards, Lines, Titles}
	orders = []string{Newest, Oldest, ByTitle}
	keys   = []string{"kind", "section", "order", "number", "form"}
)

// parser reads the options of a list.
type parser struct {
	site  *site.Site
	kinds *kinds.Set
	query Query
	list  *diag.List
	at    diag.Position
}

// Parse reads the options of a list on a site with a set of kinds. It leaves out what is wrong and reports it.
func Parse(s *site.Site, set *kinds.Set, options []site.Option, file string) (Query, diag.List) {
	var list diag.List
	p := parser{site: s, kinds: set, list: &list}
	p.query.Form = Cards
	seen := map[string]bool{}
	for _, o := range options {
		p.at = diag.Position{File: cmp.Or(o.File, file), Line: o.Line, Column: o.Column}
		switch {
		case o.Key == "":
			p.list.Error(p.at, "list-option.form", diag.Args{"text": o.Value})
		case seen[o.Key]:
			p.list.Error(p.at, "list-option.twice", diag.Args{"key": o.Key})
		case o.Value == "":
			p.list.Error(p.at, "list-option.empty", diag.Args{"key": o.Key})
		default:
			p.option(o.Key, o.Value)
		}
		seen[o.Key] = true
	}
	return p.query, list
}

// option reads one option.
func (p *parser) option(key, value string) {
	q := &p.query
	switch key {
	case "kind":
		q.Kind = site.Kind(p.choice(key, value, p.kinds.Names()))
	case "section":
		ids := make([]string, len(p.site.Sections))
		for i, s := range p.site.Sections {
			ids[i] = s.ID
		}
		q.Section = p.choice(key, strings.Trim(value, "/"), ids)
	case "order":
		q.Order = p.choice(key, value, orders)
	case "form":
		q.Form = cmp.Or(p.choice(key, value, forms), Cards)
	case "number":
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 {
			p.list.Error(p.at, "list-option.number", diag.Args{"value": value})
			return
		}
		q.Number = n
	default:
		p.terms(key, value)
	}
}

// choice returns a value if it is one of several, else "".
func (p *parser) choice(key, value string, allowed []string) string {
	if slices.Contains(allowed, value) {
		return value
	}
	p.list.Error(p.at, "list-option.value", diag.Args{"key": key, "value": value, "near": diag.Nearest(value, allowed), "allowed": allowed})
	return ""
}

// terms reads terms of a vocabulary, with commas between them.
func (p *parser) terms(key, value string) {
	v := p.site.Vocabulary(key)
	if v == nil {
		allowed := slices.Clone(keys)
		for _, v := range p.site.Vocabularies {
			allowed = append(allowed, v.ID)
		}
		p.list.Error(p.at, "list-option.key", diag.Args{"key": key, "near": diag.Nearest(key, allowed), "allowed": allowed})
		return
	}
	t := Terms{Vocabulary: key}
	for id := range strings.SplitSeq(value, ",") {
		id = strings.TrimSpace(id)
		if v.Term(id) != nil {
			t.IDs = append(t.IDs, id)
			continue
		}
		ids := make([]string, len(v.Terms))
		for i, term := range v.Terms {
			ids[i] = term.ID
		}
		p.list.Error(p.at, "list-option.term", diag.Args{"key": key, "value": id, "near": diag.Nearest(id, ids), "allowed": ids})
	}
	p.query.Terms = append(p.query.Terms, t)
}

// Has reports whether a page belongs to the list. One that only carries a layout, such as
// the home page, does so only in a list of its kind.
func (q *Query) Has(p *site.Page) bool {
	g := p.Group
	switch {
	case q.Kind != "" && g.Kind != q.Kind,
		q.Kind == "" && p.Front.Layout != "",
		q.Section != "" && (g.Section == nil || g.Section.ID != q.Section),
		g.IsIndex():
		return false
	}
	for _, t := range q.Terms {
		if !slices.ContainsFunc(t.IDs, func(id string) bool { return hasTerm(&p.Front, t.Vocabulary, id) }) {
			return false
		}
	}
	return true
}

// hasTerm reports whether a page names a term, or is about it.
func hasTerm(f *site.Front, vocabulary, id string) bool {
	return vocabulary == "roles" && f.Role == id || f.About(vocabulary) == id || slices.Contains(f.TermsOf(vocabulary), id)
}

// day returns the date of a page, or the start of the period that it is about.
func day(p *site.Page) string { return string(cmp.Or(p.Front.Date, p.Front.Period.From)) }

// Sort orders pages, which come in the order of their kind; compare orders titles as a
// dictionary of the readers' language does.
func (q *Query) Sort(list []site.Rendition, compare func(a, b string) int) {
	byTitle := func(a, b site.Rendition) int {
		return cmp.Or(compare(a.Page.Front.Title, b.Page.Front.Title), strings.Compare(a.Page.Group.ID, b.Page.Group.ID))
	}
	by := byTitle
	switch {
	case q.Order == Newest:
		by = func(a, b site.Rendition) int { return cmp.Or(strings.Compare(day(b.Page), day(a.Page)), byTitle(a, b)) }
	case q.Order == Oldest:
		by = func(a, b site.Rendition) int { return cmp.Or(strings.Compare(day(a.Page), day(b.Page)), byTitle(a, b)) }
	case q.Order == "" && q.Kind != "":
		return
	}
	slices.SortFunc(list, by)
}

// First returns as many pages as the list shows.
func (q *Query) First(list []site.Rendition) []site.Rendition {
	if q.Number > 0 && len(list) > q.Number {
		return list[:q.Number]
	}
	return list
}
