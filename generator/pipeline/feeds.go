package pipeline

import (
	"cmp"
	"slices"

	"griot/generator/metadata/feed"
	"griot/generator/site"
	"griot/generator/view/pages"
)

// feedLimit is the maximum number of entries of a feed.
const feedLimit = 30

// feedKind returns a kind of outputs with one feed for each language and each of
// its sections.
func feedKind(file, mediaType string, write func(feed.Feed) []byte) outputKind {
	list := func(o *outline) (out []output) {
		for _, l := range o.site.Languages {
			out = append(out, lazy(l.Code+"/"+file, func() []byte { return write(o.feed(l.Code, nil, file)) }))
			for _, sec := range o.site.Sections {
				path := sec.Path(l.Code) + file
				out = append(out, lazy(path, func() []byte { return write(o.feed(l.Code, sec, file)) }))
			}
		}
		return out
	}
	return outputKind{outputs: list, feed: pages.FeedFormat{File: file, Type: mediaType}}
}

// feed returns the feed of a language, or of one of its sections if sec isn't nil.
func (o *outline) feed(lang string, sec *site.Section, file string) feed.Feed {
	base := lang + "/"
	f := feed.Feed{
		Title: o.typeset(lang, o.hub.Title[lang]), Subtitle: o.typeset(lang, o.hub.Description[lang]), Lang: lang,
		Authors: []feed.Person{{Name: o.hub.Publisher[lang]}},
		Rights:  o.hub.Licence.Name[lang], Licence: o.hub.Licence.URL, Limit: feedLimit,
	}
	if sec != nil {
		base = sec.Path(lang)
		f.Title = o.typeset(lang, sec.Name[lang]+" – "+o.hub.Title[lang])
		if sec.Summary[lang] != "" {
			f.Subtitle = o.typeset(lang, sec.Summary[lang])
		}
	}
	f.URL, f.Self = o.opts.BaseURL+base, o.opts.BaseURL+base+file
	f.Updated = o.newest()
	for _, g := range o.latest(lang, sec) {
		p := g.Pages[lang]
		r, _ := o.site.Rendition(g, lang)
		f.Entries = append(f.Entries, feed.Entry{
			Title: o.typeset(lang, p.Front.Title), Summary: o.typeset(lang, p.Front.Summary),
			URL: o.opts.BaseURL + r.Path, Published: p.Front.Date, Updated: p.Front.Updated,
			Authors: people(&p.Front), Categories: o.categories(p),
		})
	}
	return f
}

// people returns the authors that a page names.
func people(f *site.Front) []feed.Person {
	var out []feed.Person
	for _, a := range pages.Byline(f) {
		out = append(out, feed.Person{Name: a.Name, URI: a.URL})
	}
	return out
}

// latest returns the pages that were published or updated last: as many as a feed has
// entries, and all others of the last of these days.
func (o *outline) latest(lang string, sec *site.Section) []*site.Group {
	changed := func(g *site.Group) site.Date {
		f := &g.Pages[lang].Front
		return cmp.Or(f.Updated, f.Date)
	}
	var all []*site.Group
	for _, g := range o.site.Groups {
		if p := g.Pages[lang]; p != nil && (sec == nil || g.Section.Within(sec)) && p.Front.Date != "" {
			all = append(all, g)
		}
	}
	slices.SortFunc(all, func(a, b *site.Group) int { return cmp.Compare(changed(b), changed(a)) })
	n := min(feedLimit, len(all))
	for n < len(all) && changed(all[n]) == changed(all[n-1]) {
		n++
	}
	return all[:n]
}

// newest returns the last date on which a page was published or updated.
func (o *outline) newest() site.Date {
	var last site.Date
	for _, g := range o.site.Groups {
		last = max(last, g.Source.Front.Date, g.Source.Front.Updated)
	}
	if last == "" {
		return "1970-01-01" // a site without dates: Atom requires one
	}
	return last
}

func (o *outline) categories(p *site.Page) []feed.Category {
	var out []feed.Category
	for _, v := range o.site.Vocabularies {
		for _, id := range p.Front.Terms[v.ID] {
			if t := v.Term(id); t != nil {
				out = append(out, feed.Category{Term: id, Label: t.Name[p.Lang]})
			}
		}
	}
	return out
}
