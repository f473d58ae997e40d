package pages

import (
	"cmp"
	"slices"
	"strings"

	"griot/generator/kinds"
	"griot/generator/site"
)

// langIndex finds pages of one language.
type langIndex struct {
	site.Language
	renditions []site.Rendition          // by group id
	byGroup    map[string]site.Rendition // by group id
	byKind     map[site.Kind][]site.Rendition
	documents  []site.Rendition // of the library, newest first
	listings   []*listing       // by vocabulary, then by term
	byTerm     map[termKey]*listing
	library    string                    // path of the library
	layouts    map[string]site.Rendition // pages by layout: home, matrix, search ...
	intros     map[string]site.Rendition // section id -> its index page
}

type termKey struct{ vocabulary, term string }

// listing is the list of documents of one term.
type listing struct {
	key   termKey
	vocab *site.Vocabulary
	name  string
	path  string
	docs  []*site.Rendition // newest first; shared with other lists
}

// renditions returns the renditions that a list points to.
func renditions(list []*site.Rendition) []site.Rendition {
	out := make([]site.Rendition, len(list))
	for i, r := range list {
		out[i] = *r
	}
	return out
}

func (b *Builder) index(l site.Language) *langIndex {
	x := &langIndex{
		Language: l,
		byGroup:  make(map[string]site.Rendition, len(b.in.Site.Groups)),
		byKind:   map[site.Kind][]site.Rendition{},
		byTerm:   map[termKey]*listing{},
		layouts:  map[string]site.Rendition{},
		intros:   map[string]site.Rendition{},
		library:  l.Code + "/",
	}
	for _, g := range b.in.Site.Groups {
		r, ok := b.in.Site.Rendition(g, l.Code)
		if !ok {
			continue
		}
		x.byGroup[g.ID] = r
		if g.Section != nil && g.ID == g.Section.ID+"/index" {
			x.intros[g.Section.ID] = r
			continue
		}
		x.renditions = append(x.renditions, r)
		x.byKind[g.Kind] = append(x.byKind[g.Kind], r)
		if name := r.Page.Front.Layout; name != "" {
			x.layouts[name] = r
		}
	}
	if s := b.in.Site.SectionOf(kinds.Brief); s != nil {
		x.library += s.Slug[l.Code] + "/"
	}
	b.sortKinds(x)
	b.collectListings(x)
	return x
}

// sortKinds sorts the pages of each kind as lists show them: by the kind's own
// order first and by title only where that is equal, since collation is slow.
func (b *Builder) sortKinds(x *langIndex) {
	for name, list := range x.byKind {
		kind := kinds.Of(name)
		slices.SortFunc(list, func(p, q site.Rendition) int { return b.compare(x.Code, kind, p, q) })
	}
	x.documents = x.byKind[kinds.Brief]
}

// compare orders two pages of a kind.
func (b *Builder) compare(lang string, kind *kinds.Kind, p, q site.Rendition) int {
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
		d = cmp.Compare(b.termOrder(kind.About, f.About(kind.About)), b.termOrder(kind.About, g.About(kind.About)))
	}
	if d != 0 {
		return d
	}
	return b.byTitle(lang, p, q)
}

// byTitle orders pages by their titles in a language, those of one title by
// their ids.
func (b *Builder) byTitle(lang string, p, q site.Rendition) int {
	if d := b.in.Words[lang].Compare(p.Page.Front.Title, q.Page.Front.Title); d != 0 {
		return d
	}
	return strings.Compare(p.Page.Group.ID, q.Page.Group.ID)
}

// termOrder returns a term's position in its vocabulary, -1 where it has none.
func (b *Builder) termOrder(vocabulary, id string) int {
	if t := b.in.Site.Vocabulary(vocabulary).Term(id); t != nil {
		return t.Order
	}
	return -1
}

// collectListings makes the list of documents of each term.
func (b *Builder) collectListings(x *langIndex) {
	for _, v := range b.in.Site.Vocabularies {
		if v.ID == "roles" {
			continue
		}
		byTerm := map[string]*listing{}
		for i := range x.documents {
			r := &x.documents[i]
			for _, id := range termsOf(&r.Page.Front, v.ID) {
				l := byTerm[id]
				if l == nil {
					l = b.newListing(x, v, id)
					byTerm[id] = l
				}
				l.docs = append(l.docs, r)
			}
		}
		first := len(x.listings)
		for _, l := range byTerm {
			x.listings = append(x.listings, l)
			x.byTerm[l.key] = l
		}
		b.orderTerms(x, v, x.listings[first:])
	}
}

// termsOf returns the ids that a page has in a vocabulary.
func termsOf(f *site.Front, vocabulary string) []string {
	switch vocabulary {
	case "types":
		if f.Type != "" {
			return []string{f.Type}
		}
		return nil
	case "years":
		if y := f.Date.Year(); y != "" {
			return []string{y}
		}
		return nil
	}
	return f.Terms[vocabulary]
}

func (b *Builder) newListing(x *langIndex, v *site.Vocabulary, id string) *listing {
	l := &listing{key: termKey{v.ID, id}, vocab: v, name: id}
	slug := id
	if t := v.Term(id); t != nil {
		l.name, slug = t.Name[x.Code], t.Slug[x.Code]
	} else if r, ok := x.byGroup["partners/"+id]; ok && v.ID == "partners" {
		l.name, slug = r.Page.Front.Title, r.Page.Slug
	}
	l.path = x.library + v.Slug[x.Code] + "/" + slug + "/"
	return l
}

// orderTerms puts outcomes and other short vocabularies in the order of
// hub.yaml, years newest first, and names alphabetically.
func (b *Builder) orderTerms(x *langIndex, v *site.Vocabulary, list []*listing) {
	w := b.in.Words[x.Code]
	slices.SortFunc(list, func(p, q *listing) int {
		switch v.ID {
		case "years":
			return strings.Compare(q.key.term, p.key.term)
		case "outcomes", "types":
			return cmp.Compare(b.termOrder(v.ID, p.key.term), b.termOrder(v.ID, q.key.term))
		}
		return cmp.Or(w.Compare(p.name, q.name), strings.Compare(p.key.term, q.key.term))
	})
}

// outcomePage returns the page of an outcome, countryPage that of a country.
func (x *langIndex) outcomePage(id string) (site.Rendition, bool) {
	for _, r := range x.byKind[kinds.Outcome] {
		if r.Page.Front.Outcome == id {
			return r, true
		}
	}
	return site.Rendition{}, false
}

func (x *langIndex) countryPage(id string) (site.Rendition, bool) {
	for _, r := range x.byKind[kinds.Country] {
		if r.Page.Front.Country == id {
			return r, true
		}
	}
	return site.Rendition{}, false
}

// tagged returns the pages of a kind that have a term.
func (x *langIndex) tagged(kind site.Kind, vocabulary, id string) []site.Rendition {
	var out []site.Rendition
	for _, r := range x.byKind[kind] {
		if slices.Contains(r.Page.Front.Terms[vocabulary], id) {
			out = append(out, r)
		}
	}
	return out
}
