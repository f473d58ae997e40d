package pages

import (
	"maps"
	"net/url"
	"path"
	"slices"

	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/view"
)

// uses tells where terms of the glossary are used, and which pages a milestone and a link
// connect.
type uses struct{ page }

// maxUses is how many pages a term's page lists before it leads to search, and
// maxMilestones how many milestones a page lists before it leads to all.
const (
	maxUses       = 8
	maxMilestones = 6
)

// newUsedBy lists by group id the pages of a language whose texts use a term or a
// milestone, and the milestones whose texts use any page.
func (b *Builder) newUsedBy(lang string) map[string][]site.Rendition {
	out := map[string][]site.Rendition{}
	for _, k := range b.in.Hub.Kinds.All() {
		for _, r := range b.langs[lang].ByKind[k.Name] {
			for _, id := range b.texts.Uses(r) {
				if g := b.in.Site.ByID[id]; g != nil && (k.Name == kinds.Milestone || g.Kind == kinds.Milestone || b.in.Hub.Kinds.Of(g.Kind).Glossary) {
					out[id] = append(out[id], r)
				}
			}
		}
	}
	return out
}

// of returns the first pages that use a term, documents first, or nil. Other terms are left
// out, and pages that only serve the site, such as the search page.
func (a uses) of(term site.Rendition) *view.Shortlist {
	var list []site.Rendition
	for _, r := range a.b.usedBy[a.lang]()[term.Page.Group.ID] {
		if !a.in.Hub.Kinds.Of(r.Page.Group.Kind).Glossary && r.Page.Front.Layout == "" {
			list = append(list, r)
		}
	}
	if len(list) == 0 {
		return nil
	}
	s := &view.Shortlist{Cards: a.cardsOf(list[:min(len(list), maxUses)])}
	if search, ok := a.index.Layouts["search"]; ok && len(list) > maxUses {
		query := term.Page.Front.Short
		if query == "" {
			query = `"` + term.Page.Front.Title + `"`
		}
		s.All = &view.Link{Href: a.href(search.Path) + "?q=" + url.QueryEscape(query), Count: len(list)}
	}
	return s
}

// milestones returns the newest milestones that have a term or that a link connects with a
// page, or nil. Without a vocabulary only links count.
func (a uses) milestones(r site.Rendition, vocabulary, id string) *view.Shortlist {
	linked := map[string]bool{}
	for _, o := range a.linked(r) {
		linked[o.Page.Group.ID] = o.Page.Group.Kind == kinds.Milestone
	}
	if vocabulary == "" && len(linked) == 0 {
		return nil
	}
	var list []site.Rendition
	for _, m := range a.index.ByKind[kinds.Milestone] {
		if linked[m.Page.Group.ID] || vocabulary != "" && slices.Contains(m.Page.Front.Terms[vocabulary], id) {
			list = append(list, m)
		}
	}
	if len(list) == 0 {
		return nil
	}
	s := &view.Shortlist{Cards: a.cardsOf(list[:min(len(list), maxMilestones)])}
	if section := a.in.Site.SectionOf(kinds.Milestone); section != nil && len(list) > maxMilestones {
		s.All = &view.Link{Href: a.href(a.sectionPath(section)), Count: len(list)}
	}
	return s
}

// linked returns the pages that a link connects with a page: for a milestone, whatever uses
// it or is used by it, for other pages at least the milestones.
func (a uses) linked(r site.Rendition) []site.Rendition {
	out := slices.Clone(a.b.usedBy[a.lang]()[r.Page.Group.ID])
	for _, id := range a.b.texts.Uses(r) {
		if o, ok := a.index.ByGroup[id]; ok && !o.Page.Group.IsIndex() {
			out = append(out, o)
		}
	}
	return out
}

// about returns what a milestone is about: its front matter with the countries, outcomes and
// partners added that a link connects with it, and the documents.
func (a uses) about(m site.Rendition) (site.Front, []*view.Card) {
	front := m.Page.Front
	front.Terms = maps.Clone(front.Terms)
	if front.Terms == nil {
		front.Terms = map[string][]string{}
	}
	documents := map[*site.Group]bool{}
	for _, r := range a.linked(m) {
		g := r.Page.Group
		switch g.Kind {
		case kinds.Brief:
			documents[g] = true
		case kinds.Country:
			addTerm(front.Terms, "countries", r.Page.Front.Country)
		case kinds.Outcome:
			addTerm(front.Terms, "outcomes", r.Page.Front.Outcome)
		case kinds.Partner:
			addTerm(front.Terms, "partners", path.Base(g.ID))
		}
	}
	if len(documents) == 0 {
		return front, nil
	}
	var cards []*view.Card
	for _, r := range a.index.Documents {
		if documents[r.Page.Group] {
			cards = append(cards, a.card(r))
		}
	}
	return front, cards
}

// addTerm adds a term to those of a vocabulary, unless it is there.
func addTerm(terms map[string][]string, vocabulary, id string) {
	if id != "" && !slices.Contains(terms[vocabulary], id) {
		terms[vocabulary] = append(slices.Clone(terms[vocabulary]), id)
	}
}
