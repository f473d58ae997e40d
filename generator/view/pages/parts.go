package pages

import (
	"path"
	"slices"

	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/view"
)

// parts makes the part of a view that belongs to the page's kind.
type parts struct{ page }

// fill sets the part of a view that the layout of its kind needs.
func (a parts) fill(v *view.View, r site.Rendition, rec *site.Record) {
	if r.Page.Group.Kind != kinds.Brief {
		v.Sources = a.sources(r.Page)
	}
	switch f := &r.Page.Front; a.in.Hub.Kinds.Of(r.Page.Group.Kind).Layout {
	case "brief":
		v.Meta.OGType, v.Meta.Published, v.Meta.Modified = "article", string(f.Date), string(f.Updated)
		v.Brief = documents(a).brief(r, rec)
	case "theory-of-change":
		v.Theory = theories(a).make(v, r)
	case "country":
		v.Country = countries(a).country(r)
	case "outcome":
		v.Outcome = countries(a).outcome(r)
	case "partner":
		v.Partner = a.partner(r)
	case "workstream":
		v.Work = &view.Workstream{Number: f.Number, Lead: a.typesetIn(r.Page.Lang, f.Lead), Others: a.others(r)}
	case "milestone":
		v.Mile = a.milestone(r)
	case "term":
		v.Term = &view.Term{Short: f.Short, Also: f.Also, Other: glossary(a).forms(r), Uses: uses(a).of(r)}
	case "page":
		a.plain(v, f.Layout)
	}
}

// datedKinds returns the names of the kinds whose pages show their date.
func (b *Builder) datedKinds() []string {
	var names []string
	for _, k := range b.in.Hub.Kinds.All() {
		if k.Dated {
			names = append(names, string(k.Name))
		}
	}
	return names
}

// plain sets the part of a view that the layout of a plain page needs.
func (a parts) plain(v *view.View, layout string) {
	switch layout {
	case "home":
		v.Home = countries(a).home()
		a.feeds(&v.Meta, nil)
	case "matrix":
		v.Matrix = countries(a).matrix()
	case "search":
		v.Search = &view.Search{Browse: a.href(a.browsePath()), Names: a.facets.choices(), Dated: a.b.datedKinds()}
	case OfflineLayout:
		v.Offline = a.offline(v)
	case "translations":
		v.Coverage = coverage(a).count()
	}
}

// OfflineLayout is the layout of the page that offers a copy of the site. It is the only
// page that depends on the size of the copy, and so on all texts.
const OfflineLayout = "offline"

// offline offers the copy of the site, or says that this is the copy.
func (a parts) offline(v *view.View) *view.Offline {
	switch {
	case a.in.Portable && a.in.Hub.Download:
		return &view.Offline{Copy: true, Href: v.Meta.Canonical}
	case a.in.Download != "":
		return &view.Offline{Href: a.root + a.in.Download, Bytes: a.b.texts.CopySize()}
	}
	return nil
}

func (a parts) partner(r site.Rendition) *view.Partner {
	f := &r.Page.Front
	p := &view.Partner{Short: f.Short, Website: f.Website, Facts: a.taxonomyFacts(f)}
	if t := a.in.Site.Vocabulary("roles").Term(f.Role); t != nil {
		p.Role = a.localize(t.Name)
	}
	id := path.Base(r.Page.Group.ID)
	p.Briefs, p.All = a.topDocuments("partners", id)
	p.Milestones = uses(a).milestones(r, "partners", id)
	return p
}

func (a parts) milestone(r site.Rendition) *view.Milestone {
	front, documents := uses(a).about(r)
	m := &view.Milestone{Period: a.period(front.Period), Facts: a.taxonomyFacts(&front), Documents: documents}
	list := a.index.ByKind[kinds.Milestone] // newest first
	i := slices.IndexFunc(list, func(o site.Rendition) bool { return o.Page.Group == r.Page.Group })
	if i > 0 {
		m.Next = a.card(list[i-1])
	}
	if i+1 < len(list) {
		m.Prev = a.card(list[i+1])
	}
	return m
}

// others returns the other pages of a page's kind.
func (a parts) others(r site.Rendition) []*view.Card {
	var out []*view.Card
	for _, o := range a.index.ByKind[r.Page.Group.Kind] {
		if o.Page.Group != r.Page.Group {
			out = append(out, a.card(o))
		}
	}
	return out
}
