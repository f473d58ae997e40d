package pages

import (
	"griot/generator/site"
	"griot/generator/view"
)

// coverage makes the page that says how much is translated.
type coverage struct{ page }

// count returns what is translated into each language.
func (a coverage) count() *view.Coverage {
	s := a.in.Site
	c := &view.Coverage{}
	for _, l := range s.Languages {
		row := view.CoverageLanguage{Code: l.Code, Name: l.Name, LangName: a.words.Language(l.Code), Of: len(s.Groups)}
		for _, g := range s.Groups {
			if g.Pages[l.Code] != nil {
				row.Pages++
			} else if r, ok := a.index.ByGroup[g.ID]; ok {
				c.Missing = append(c.Missing, view.CoveragePage{Card: a.card(r), Lang: l.Code, LangName: row.LangName})
			}
			if g.Source.Lang == l.Code {
				row.Source++
			}
		}
		if row.Of > 0 {
			row.Percent = 100 * row.Pages / row.Of
		}
		a.progress(&row)
		c.Languages = append(c.Languages, row)
	}
	return c
}

// progress counts what is translated into a language segment by segment, by
// section of the site.
func (a coverage) progress(l *view.CoverageLanguage) {
	s := a.in.Site
	type part struct {
		view.CoverageSection
		words site.Tally
	}
	count := func(p *part, st *site.Freshness) {
		p.Stale, p.Missing = p.Stale+st.Texts.Stale, p.Missing+st.Texts.Missing
		p.words.Add(st.Words)
	}
	parts, all := map[*site.Section]*part{}, site.Tally{}
	for _, g := range s.Groups {
		st := a.b.texts.Freshness(g.ID, l.Code)
		if st == nil {
			continue
		}
		p := parts[g.Section]
		if p == nil {
			p = &part{}
			parts[g.Section] = p
		}
		count(p, st)
		p.Of++
		if st.Texts.Done() {
			p.Done++
		} else if r, ok := s.Rendition(g, l.Code); ok && !r.Fallback() {
			to := a.link(r)
			if r.Lang != a.lang {
				to.Lang = r.Lang
			}
			l.Review = append(l.Review, view.CoverageReview{Page: to, Texts: st.Texts})
		}
	}
	add := func(p *part, name, href string) {
		if p != nil {
			p.Name, p.Href, p.Fresh = name, href, p.words.Percent()
			all.Add(p.words)
			l.Sections = append(l.Sections, p.CoverageSection)
		}
	}
	for _, sec := range s.Sections {
		add(parts[sec], a.localize(sec.Name), a.href(a.sectionPath(sec)))
	}
	add(parts[nil], "", "")
	if st := a.b.texts.Freshness("", l.Code); st != nil && len(l.Sections) > 0 {
		around := &part{}
		count(around, st)
		add(around, "", "")
	}
	l.Words, l.Fresh = all.Source(), all.Percent()
}
