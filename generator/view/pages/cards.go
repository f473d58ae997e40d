package pages

import (
	"slices"
	"strings"
	"sync"

	"griot/generator/view/index"

	"griot/generator/cache"
	"griot/generator/site"
	"griot/generator/view"
)

// maxCards bounds the memoised cards of one language and depth. A
// site of 10 000 pages stays below it.
const maxCards = 1 << 14

// cards makes what lists, facts and headings show of pages and terms: cards,
// marks and links. Views of one language and depth share them.
type cards struct {
	locale
	index *index.Index

	cardMemo   cache.Memo[*site.Group, *view.Card]
	folderMemo cache.Memo[*site.Section, *view.Card]
	factMemo   cache.Memo[factKey, *view.Fact]
	markMemo   sync.Map // id -> *view.Mark
}

// card returns a page's card. All lists of one language and depth share it.
func (a *cards) card(r site.Rendition) *view.Card {
	return a.cardMemo.Get(r.Page.Group, maxCards, func() *view.Card { return a.newCard(r) })
}

func (a *cards) newCard(r site.Rendition) *view.Card {
	f, lang := &r.Page.Front, r.Page.Lang
	c := &view.Card{
		ID: r.Page.Group.ID, Href: a.href(r.Path), Kind: string(r.Page.Group.Kind),
		Title: a.typesetIn(lang, f.Title), Summary: a.typesetIn(lang, f.Summary),
		Period: a.period(f.Period), Short: f.Short,
		TypeID: f.Type, Outcomes: a.marksOf(outcomesOf(f)), Letter: index.Letter(f.Title),
	}
	if a.in.Hub.Kinds.Of(r.Page.Group.Kind).Dated {
		c.Date = a.date(f.Date)
	}
	if r.Fallback() {
		c.Lang, c.LangName = lang, a.words.Language(lang)
	}
	if t := a.in.Site.Vocabulary("types").Term(f.Type); t != nil {
		c.Type = a.localize(t.Name)
	}
	for _, id := range f.Terms["countries"] {
		if t := a.in.Site.Vocabulary("countries").Term(id); t != nil {
			c.Countries = append(c.Countries, a.typeset(t.ShortIn(a.lang)))
			c.CountryID = append(c.CountryID, id)
		}
	}
	c.Own = a.onCard(r)
	return c
}

func (a *cards) cardsOf(list []site.Rendition) []*view.Card {
	if len(list) == 0 {
		return nil
	}
	out := make([]*view.Card, len(list))
	for i, r := range list {
		out[i] = a.card(r)
	}
	return out
}

// markClasses are the shapes and hues of the first outcomes, in their order.
var markClasses = []string{"sec", "jus", "inc"}

// mark returns an outcome's mark, or nil for an unknown id.
func (a *cards) mark(id string) *view.Mark {
	if m, ok := a.markMemo.Load(id); ok {
		return m.(*view.Mark)
	}
	t := a.in.Site.Vocabulary("outcomes").Term(id)
	if t == nil {
		return nil
	}
	m := &view.Mark{ID: id, Number: t.Order + 1, Name: a.localize(t.Name), Short: a.typeset(t.ShortIn(a.lang))}
	if t.Order < len(markClasses) {
		m.Class = markClasses[t.Order]
	}
	if r, ok := a.index.OutcomePage(id); ok {
		m.Href = a.href(r.Path)
	}
	got, _ := a.markMemo.LoadOrStore(id, m)
	return got.(*view.Mark)
}

// outcomesOf returns the ids of a page's outcomes: the one that it is about, else
// those that it names.
func outcomesOf(f *site.Front) []string {
	if f.Outcome != "" {
		return []string{f.Outcome}
	}
	return f.Terms["outcomes"]
}

func (a *cards) marksOf(ids []string) []*view.Mark {
	var out []*view.Mark
	for _, id := range ids {
		if m := a.mark(id); m != nil {
			out = append(out, m)
		}
	}
	return out
}

// factKey identifies a line of facts: the terms that a page has in a vocabulary.
type factKey struct{ vocabulary, terms string }

// maxFacts bounds the lines of facts that are memoised for one language and
// depth.
const maxFacts = 1 << 12

// fact returns the line of facts of a page's terms in a vocabulary, or nil if it
// has none. Pages of one language and depth share it.
func (a *cards) fact(f *site.Front, v *site.Vocabulary) *view.Fact {
	ids := f.TermsOf(v.ID)
	if len(ids) == 0 {
		return nil
	}
	if v.ID == "outcomes" {
		ids = outcomesOf(f)
	}
	return a.factMemo.Get(factKey{v.ID, strings.Join(ids, " ")}, maxFacts, func() *view.Fact {
		fact := &view.Fact{Label: a.localize(v.Name)}
		if v.ID == "outcomes" {
			fact.Marks = a.marksOf(ids)
			return fact
		}
		for _, id := range ids {
			fact.Values = append(fact.Values, a.termLink(v, id))
		}
		return fact
	})
}

// termLink returns a link to a term's own page, else to its listing, else without
// a URL.
func (a *cards) termLink(v *site.Vocabulary, id string) view.Link {
	l := view.Link{Text: id, Count: -1}
	if t := v.Term(id); t != nil {
		l.Text = a.localize(t.Name)
	}
	own, ok := site.Rendition{}, false
	switch v.ID {
	case "countries":
		own, ok = a.index.CountryPage(id)
	case "partners":
		if own, ok = a.index.ByGroup["partners/"+id]; ok {
			l.Text = a.typesetIn(own.Page.Lang, own.Page.Front.Title)
			if own.Fallback() {
				l.Lang = own.Page.Lang
			}
		}
	}
	if ok {
		l.Href = a.href(own.Path)
	} else if list := a.index.Listing(v.ID, id); list != nil {
		l.Href = a.href(list.Path)
	}
	return l
}

// taxonomyFacts returns the facts of all vocabularies but some, in the order of
// hub.yaml.
func (a *cards) taxonomyFacts(f *site.Front, skip ...string) []*view.Fact {
	var facts []*view.Fact
	for _, v := range a.in.Site.Vocabularies {
		if v.ID == "roles" || v.ID == "years" || slices.Contains(skip, v.ID) {
			continue
		}
		if fact := a.fact(f, v); fact != nil {
			facts = append(facts, fact)
		}
	}
	return facts
}

// maxTopDocuments is how many documents a country's, outcome's or partner's page
// shows before it leads to the full listing.
const maxTopDocuments = 6

// topDocuments returns the first documents of a term and a link to all of them.
func (a *cards) topDocuments(vocabulary, id string) ([]*view.Card, *view.Link) {
	l := a.index.Listing(vocabulary, id)
	if l == nil {
		return nil, nil
	}
	n := min(len(l.Documents), maxTopDocuments)
	return a.cardsOf(index.Renditions(l.Documents[:n])), &view.Link{Href: a.href(l.Path), Text: a.typeset(l.Name), Count: len(l.Documents)}
}
