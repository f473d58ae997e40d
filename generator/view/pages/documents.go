package pages

import (
	"slices"
	"strings"

	"griot/generator/metadata/cite"
	"griot/generator/site"
	"griot/generator/view"
)

// documents makes the part of a view that a document of the library has.
type documents struct{ page }

func (a documents) brief(r site.Rendition, rec *site.Record) *view.Brief {
	f, lang := &r.Page.Front, r.Page.Lang
	b := &view.Brief{
		Kicker: a.marksOf(outcomesOf(f)), KeyMessages: a.typesetAll(lang, f.KeyMessages),
		Related: a.cardsOf(a.b.relatedIndexes[a.lang]().To(r, a.b.texts.Keywords(r))),
	}
	if t := a.in.Site.Vocabulary("types").Term(f.Type); t != nil {
		b.Type = a.localize(t.Name)
	}
	b.Milestones = uses(a).milestones(r, "", "")
	b.Facts = a.facts(r)
	b.Sources = a.sources(r.Page)
	b.Downloads = downloads(rec)
	return b
}

// facts returns the terms of a document, then what no other document shares.
func (a documents) facts(r site.Rendition) []*view.Fact {
	f, w := &r.Page.Front, a.words
	facts := a.taxonomyFacts(f)
	add := func(key string, fact view.Fact) {
		fact.Message, fact.Label, fact.Own = strings.TrimPrefix(key, "fact."), w.T(key), true
		facts = append(facts, &fact)
	}
	if len(f.Authors) > 0 {
		add("fact.authors", view.Fact{People: Byline(f)})
	}
	if f.Period.From != "" {
		add("fact.period", view.Fact{Text: a.period(f.Period)})
	}
	if f.Date != "" {
		add("fact.published", view.Fact{Date: a.date(f.Date)})
	}
	if f.Updated != "" {
		add("fact.updated", view.Fact{Date: a.date(f.Updated)})
	}
	if f.DOI != "" {
		add("fact.doi", view.Fact{Code: true, Values: []view.Link{{Href: "https://doi.org/" + f.DOI, Text: f.DOI, Count: -1}}})
	}
	return facts
}

// downloads returns the files that the text of a page offers.
func downloads(rec *site.Record) []view.Download {
	var out []view.Download
	for _, ref := range rec.Refs {
		t := ref.Target
		if t.Format == "" || slices.ContainsFunc(out, func(d view.Download) bool { return d.Href == t.Href }) {
			continue
		}
		out = append(out, view.Download{Href: t.Href, Name: t.Title, Format: t.Format, Lang: t.Lang, Bytes: t.Bytes, Pages: t.Pages})
	}
	return out
}

// cite returns how to cite a document, in the conventions of the language around
// it.
func (a documents) cite(d cite.Work) *view.Cite {
	w := a.words
	c := cite.Conventions{Lang: a.lang, And: w.T("cite.and"), NoDate: w.T("cite.no_date")}
	return &view.Cite{Document: d, Conventions: c, Name: d.Key()}
}
