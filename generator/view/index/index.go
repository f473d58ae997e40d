// Package index finds the pages of a language. Maker.New indexes a site, and
// Maker.Patched takes the index of the previous site where only a few documents
// changed. NewRelated finds documents that share keywords.
//
// An index knows front matter and keywords; it has no texts and does no I/O.
package index

import (
	"cmp"
	"slices"
	"strings"

	"griot/generator/kinds"
	"griot/generator/site"
)

// Maker makes the index of a language.
type Maker struct {
	Site     *site.Site
	Language site.Language
	Kinds    *kinds.Set
	Compare  func(a, b string) int // orders titles as a dictionary of the language does
}

// Index is the pages of one language.
type Index struct {
	site.Language
	Renditions []site.Rendition          // by group id
	ByGroup    map[string]site.Rendition // by group id
	ByKind     map[site.Kind][]site.Rendition
	Documents  []site.Rendition // of the library, newest first
	Listings   []*Listing       // by vocabulary, then by term
	ByTerm     map[TermKey]*Listing
	Library    string                    // path of the library
	Layouts    map[string]site.Rendition // pages by layout: home, matrix, search ...
	Intros     map[string]site.Rendition // section id -> its index page
	Trees      *Trees
}

// TermKey identifies a term.
type TermKey struct{ Vocabulary, Term string }

// Listing is the list of documents of one term.
type Listing struct {
	Key        TermKey
	Vocabulary *site.Vocabulary
	Name       string
	Path       string
	Documents  []*site.Rendition // newest first; shared with other lists
}

// Renditions returns the renditions that a list points to.
func Renditions(list []*site.Rendition) []site.Rendition {
	out := make([]site.Rendition, len(list))
	for i, r := range list {
		out[i] = *r
	}
	return out
}

// New returns the index.
func (m Maker) New() *Index {
	l := m.Language
	x := &Index{
		Language: l,
		ByGroup:  make(map[string]site.Rendition, len(m.Site.Groups)),
		ByKind:   map[site.Kind][]site.Rendition{},
		ByTerm:   map[TermKey]*Listing{},
		Layouts:  map[string]site.Rendition{},
		Intros:   map[string]site.Rendition{},
		Library:  l.Code + "/",
	}
	for _, g := range m.Site.Groups {
		r, ok := m.Site.Rendition(g, l.Code)
		if !ok {
			continue
		}
		x.ByGroup[g.ID] = r
		if g.IsIndex() {
			x.Intros[g.Section.ID] = r
			continue
		}
		x.Renditions = append(x.Renditions, r)
		x.ByKind[g.Kind] = append(x.ByKind[g.Kind], r)
		if name := r.Page.Front.Layout; name != "" {
			x.Layouts[name] = r
		}
	}
	if s := m.Site.SectionOf(kinds.Brief); s != nil {
		x.Library += s.Slug[l.Code] + "/"
	}
	m.sortKinds(x)
	x.Trees = m.newTrees(x)
	m.collectListings(x)
	return x
}

// sortKinds sorts the pages of each kind as lists show them: by the order of the
// kind, and by title only if that is equal, since collation is slow.
func (m Maker) sortKinds(x *Index) {
	for name, list := range x.ByKind {
		kind := m.Kinds.Of(name)
		slices.SortFunc(list, func(p, q site.Rendition) int { return m.compare(kind, p, q) })
	}
	x.Documents = x.ByKind[kinds.Brief]
}

// compare orders two pages of a kind.
func (m Maker) compare(kind *kinds.Kind, p, q site.Rendition) int {
	f, g := &p.Page.Front, &q.Page.Front
	d := 0
	switch kind.Order {
	case kinds.ByDate:
		d = strings.Compare(string(g.Date), string(f.Date))
	case kinds.ByPeriod:
		d = strings.Compare(string(g.Period.From), string(f.Period.From))
	case kinds.ByNumber:
		d = cmp.Compare(f.Number, g.Number)
	case kinds.ByTerm:
		d = cmp.Compare(m.termOrder(kind.About, f.About(kind.About)), m.termOrder(kind.About, g.About(kind.About)))
	}
	if f := m.Kinds.OrderField(kind); f != nil {
		d = f.Compare(p.Page.Front.Own[f.Name], q.Page.Front.Own[f.Name])
		if kind.LatestFirst {
			d = -d
		}
	}
	if d == 0 && kind.Glossary {
		d = m.byLetter(p, q)
	}
	if d != 0 {
		return d
	}
	return m.ByTitle(p, q)
}

// ByTitle orders pages by their titles, and those of one title by their ids.
func (m Maker) ByTitle(p, q site.Rendition) int {
	if d := m.Compare(p.Page.Front.Title, q.Page.Front.Title); d != 0 {
		return d
	}
	return strings.Compare(p.Page.Group.ID, q.Page.Group.ID)
}

// termOrder returns a term's position in its vocabulary, or -1.
func (m Maker) termOrder(vocabulary, id string) int {
	if t := m.Site.Vocabulary(vocabulary).Term(id); t != nil {
		return t.Order
	}
	return -1
}

// collectListings makes the list of documents of each term.
func (m Maker) collectListings(x *Index) {
	for _, v := range m.Site.Vocabularies {
		if v.ID == "roles" {
			continue
		}
		byTerm := map[string]*Listing{}
		for i := range x.Documents {
			r := &x.Documents[i]
			for _, id := range r.Page.Front.TermsOf(v.ID) {
				l := byTerm[id]
				if l == nil {
					l = m.newListing(x, v, id)
					byTerm[id] = l
				}
				l.Documents = append(l.Documents, r)
			}
		}
		first := len(x.Listings)
		for _, l := range byTerm {
			x.Listings = append(x.Listings, l)
			x.ByTerm[l.Key] = l
		}
		m.orderTerms(x, v, x.Listings[first:])
	}
}

func (m Maker) newListing(x *Index, v *site.Vocabulary, id string) *Listing {
	l := &Listing{Key: TermKey{v.ID, id}, Vocabulary: v, Name: id}
	slug := id
	if t := v.Term(id); t != nil {
		l.Name, slug = t.Name[x.Code], t.Slug[x.Code]
	} else if r, ok := x.ByGroup["partners/"+id]; ok && v.ID == "partners" {
		l.Name, slug = r.Page.Front.Title, r.Page.Slug
	}
	l.Path = x.Library + v.Slug[x.Code] + "/" + slug + "/"
	return l
}

// orderTerms sorts listings: outcomes and types as in hub.yaml, years newest first,
// others by name.
func (m Maker) orderTerms(x *Index, v *site.Vocabulary, list []*Listing) {
	slices.SortFunc(list, func(p, q *Listing) int {
		switch v.ID {
		case "years":
			return strings.Compare(q.Key.Term, p.Key.Term)
		case "outcomes", "types":
			return cmp.Compare(m.termOrder(v.ID, p.Key.Term), m.termOrder(v.ID, q.Key.Term))
		}
		return cmp.Or(m.Compare(p.Name, q.Name), strings.Compare(p.Key.Term, q.Key.Term))
	})
}

// OutcomePage returns the page of an outcome.
func (x *Index) OutcomePage(id string) (site.Rendition, bool) {
	for _, r := range x.ByKind[kinds.Outcome] {
		if r.Page.Front.Outcome == id {
			return r, true
		}
	}
	return site.Rendition{}, false
}

// CountryPage returns the page of a country.
func (x *Index) CountryPage(id string) (site.Rendition, bool) {
	for _, r := range x.ByKind[kinds.Country] {
		if r.Page.Front.Country == id {
			return r, true
		}
	}
	return site.Rendition{}, false
}

// Tagged returns the pages of a kind that have a term.
func (x *Index) Tagged(kind site.Kind, vocabulary, id string) []site.Rendition {
	var out []site.Rendition
	for _, r := range x.ByKind[kind] {
		if slices.Contains(r.Page.Front.Terms[vocabulary], id) {
			out = append(out, r)
		}
	}
	return out
}

// Intro returns the page whose text is shown above a section's list, or nil.
func (x *Index) Intro(s *site.Section) *site.Rendition {
	if r, ok := x.Intros[s.ID]; ok {
		return &r
	}
	return nil
}

// Listing returns the list of a term's documents, or nil if there are none.
func (x *Index) Listing(vocabulary, term string) *Listing {
	return x.ByTerm[TermKey{vocabulary, term}]
}
