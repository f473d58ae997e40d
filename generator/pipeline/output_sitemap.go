package pipeline

import (
	"sync"

	"griot/generator/metadata/feed"
)

// The sitemap, one file or several.
var _ = register(outputKind{outputs: func(o *outline) []output {
	all := func() []feed.File { return feed.Sitemap(o.opts.BaseURL, o.urls()) }
	if feed.OneSitemap(o.opts.BaseURL, len(o.textlessViews.Specs()), len(o.site.Languages)) {
		return []output{lazy(feed.SitemapName, func() []byte { return all()[0].Body })}
	}
	return sitemaps(all)
}})

// sitemaps returns the outputs of a sitemap of several files. Together they have about
// 600 bytes for each page, so each is kept in memory only until it is written. If one is
// requested again, all are made again.
func sitemaps(all func() []feed.File) []output {
	var mu sync.Mutex
	kept := map[string][]byte{} // by name
	fill := func() []feed.File {
		files := all()
		for _, f := range files {
			kept[f.Name] = f.Body
		}
		return files
	}
	var out []output
	for _, f := range fill() {
		name := f.Name
		out = append(out, lazy(name, func() []byte {
			mu.Lock()
			defer mu.Unlock()
			if kept[name] == nil {
				fill()
			}
			body := kept[name]
			delete(kept, name)
			return body
		}))
	}
	return out
}

// urls lists the pages of the sitemap: each in its own language, with its
// translations.
func (o *outline) urls() []feed.URL {
	var out []feed.URL
	for _, g := range o.site.Groups {
		if g.IsIndex() {
			continue // published as its section's list
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
