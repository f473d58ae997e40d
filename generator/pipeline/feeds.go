package pipeline

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"griot/generator/metadata/feed"
	"griot/generator/site"
)

// feedLimit is how many entries a feed has.
const feedLimit = 30

// feeds are what machines read: Atom feeds, sitemap and robots.txt.
func (o *outline) feeds() []output {
	var out []output
	for _, l := range o.site.Languages {
		out = append(out, lazy(l.Code+"/feed.xml", func() []byte { return o.atom(l.Code, nil) }))
		for _, sec := range o.site.Sections {
			out = append(out, lazy(l.Code+"/"+sec.Slug[l.Code]+"/feed.xml", func() []byte { return o.atom(l.Code, sec) }))
		}
	}
	all := func() []feed.File { return feed.Sitemap(o.opts.BaseURL, o.urls()) }
	if feed.OneSitemap(o.opts.BaseURL, len(o.textlessViews.Specs()), len(o.site.Languages)) {
		out = append(out, lazy("sitemap.xml", func() []byte { return all()[0].Body }))
	} else {
		out = append(out, sitemaps(all)...)
	}
	return append(out, static("robots.txt", feed.Robots(o.opts.BaseURL+"sitemap.xml")))
}

// sitemaps are the files of a sitemap of several. Together they have some 600
// bytes a page, so each is held until it is asked for and no longer; if one is
// asked for again, all are made again.
func sitemaps(all func() []feed.File) []output {
	var mu sync.Mutex
	held := map[string][]byte{}
	hold := func() []feed.File {
		files := all()
		for _, f := range files {
			held[f.Name] = f.Body
		}
		return files
	}
	var out []output
	for _, f := range hold() {
		name := f.Name
		out = append(out, lazy(name, func() []byte {
			mu.Lock()
			defer mu.Unlock()
			if held[name] == nil {
				hold()
			}
			body := held[name]
			delete(held, name)
			return body
		}))
	}
	return out
}

// atom is the feed of a language, or of one of its sections.
func (o *outline) atom(lang string, sec *site.Section) []byte {
	base := lang + "/"
	f := feed.Feed{
		Title: o.typeset(lang, o.hub.Title[lang]), Subtitle: o.typeset(lang, o.hub.Description[lang]), Lang: lang,
		Authors: []feed.Person{{Name: o.hub.Publisher[lang]}},
		Rights:  o.hub.Licence.Name[lang], Licence: o.hub.Licence.URL, Limit: feedLimit,
	}
	if sec != nil {
		base += sec.Slug[lang] + "/"
		f.Title = o.typeset(lang, sec.Name[lang]+" – "+o.hub.Title[lang])
		if sec.Summary[lang] != "" {
			f.Subtitle = o.typeset(lang, sec.Summary[lang])
		}
	}
	f.URL, f.Self = o.opts.BaseURL+base, o.opts.BaseURL+base+"feed.xml"
	f.Updated = o.newest()
	for _, g := range o.latest(lang, sec) {
		p := g.Pages[lang]
		r, _ := o.site.Rendition(g, lang)
		f.Entries = append(f.Entries, feed.Entry{
			Title: o.typeset(lang, p.Front.Title), Summary: o.typeset(lang, p.Front.Summary),
			URL: o.opts.BaseURL + r.Path, Published: p.Front.Date, Updated: p.Front.Updated,
			Categories: o.categories(p),
		})
	}
	return feed.Atom(f)
}

// latest are the pages that a feed has: those that were published or updated
// last, which may be some more than its limit.
func (o *outline) latest(lang string, sec *site.Section) []*site.Group {
	changed := func(g *site.Group) site.Date {
		f := &g.Pages[lang].Front
		return cmp.Or(f.Updated, f.Date)
	}
	var all []*site.Group
	for _, g := range o.site.Groups {
		if p := g.Pages[lang]; p != nil && (sec == nil || g.Section == sec) && p.Front.Date != "" {
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

// newest is the last date on which anything of the site changed.
func (o *outline) newest() site.Date {
	var last site.Date
	for _, g := range o.site.Groups {
		last = max(last, g.Source.Front.Date, g.Source.Front.Updated)
	}
	if last == "" {
		return "1970-01-01" // a site without dates: Atom asks for one
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

// urls are the addresses for the sitemap: every page in its own language,
// with its translations.
func (o *outline) urls() []feed.URL {
	var out []feed.URL
	for _, g := range o.site.Groups {
		if g.Section != nil && strings.HasSuffix(g.ID, "/index") {
			continue // stands as its section's list
		}
		var alternates []feed.Alternate
		for i, l := range o.site.Languages {
			if g.Pages[l.Code] == nil {
				continue
			}
			r, _ := o.site.Rendition(g, l.Code)
			alternates = append(alternates, feed.Alternate{Lang: l.Code, Href: o.opts.BaseURL + r.Path})
			if i == 0 {
				alternates = append(alternates, feed.Alternate{Lang: "x-default", Href: o.opts.BaseURL + r.Path})
			}
		}
		for _, a := range alternates {
			if a.Lang != "x-default" {
				f := &g.Pages[a.Lang].Front
				out = append(out, feed.URL{Loc: a.Href, LastMod: max(f.Date, f.Updated), Alternates: alternates})
			}
		}
	}
	for _, list := range o.textlessViews.Lists() {
		u := feed.URL{Loc: o.opts.BaseURL + list.Path}
		for _, a := range list.Alternates {
			u.Alternates = append(u.Alternates, feed.Alternate{Lang: a.Code, Href: a.Href})
		}
		out = append(out, u)
	}
	return out
}
