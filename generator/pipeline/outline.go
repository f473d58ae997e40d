package pipeline

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"griot/generator/cache"
	"griot/generator/check"
	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/kinds"
	"griot/generator/site"
	"griot/generator/typography"
	"griot/generator/view"
)

// outline is what follows from a site's front matter, configuration, look and
// files, whatever its texts say. While only texts change, it stays the same,
// so that an edit costs what the edited page costs.
type outline struct {
	opts   Options
	cache  *buildCache
	loader *content.Loader
	fsys   fs.FS // the site's folder

	hub          *config.Hub
	site         *site.Site
	unread       map[string]bool         // source files that make no page, by path
	files        map[string]content.File // attachments, by path from the site's folder
	acronyms     map[acronymKey]*site.Page
	presentation *presentation

	conversionOptions map[string]site.Hash // by language: what conversions depend on besides source and answers
	resolverHash      site.Hash            // of all that a resolver answers from

	hash func() site.Hash // of all that the outline follows from; made on first use

	// What follows is made for a site without errors.
	viewsReady    bool
	textlessViews *view.Builder // without texts
	keys          *view.Keyer
	outputs       func() *outputSet // made on first use
	duplicates    diag.List         // of pages that would have the same URL
}

// outline returns the outline of what was loaded: the last one, where nothing
// that it follows from changed. It is incomplete where there is not enough of
// a site to show.
func (s *Session) outline(res *content.Result, last *snapshot, lookAgain bool) (*outline, error) {
	if last != nil && last.site == res.Site && last.presentation == s.presentation && !lookAgain {
		return last.outline, nil
	}
	o := &outline{opts: s.opts, cache: s.cache, loader: s.loader, fsys: s.fsys, hub: res.Hub, site: res.Site, unread: res.Unread}
	if o.hub == nil || o.site == nil || len(o.hub.Languages) == 0 {
		return o, nil
	}
	if s.opts.BaseURL == "" {
		o.opts.BaseURL = o.hub.BaseURL
	}
	if s.presentation == nil || lookAgain {
		var err error
		if s.presentation, err = s.loadPresentation(o); err != nil {
			return nil, err
		}
	}
	o.presentation = s.presentation
	o.files = make(map[string]content.File, len(res.Files))
	for _, f := range res.Files {
		o.files[f.Path] = f
	}
	o.acronyms = indexAcronyms(o.site)
	o.conversionOptions = map[string]site.Hash{}
	for _, l := range o.site.Languages {
		print := o.presentation.catalog.Fingerprint(l.Code)
		o.conversionOptions[l.Code] = cache.Hash(print[:], fmt.Append(nil, o.hub.RawHTML, o.hub.Typography[l.Code], o.hub.BaseURL, o.unread))
	}
	o.resolverHash, o.hash = o.hashResolver(), sync.OnceValue(o.hashOutline)
	return o, nil
}

// hashResolver hashes all that resolvers answer from: which pages there are
// and where, what short forms stand for, which places pages have besides their
// headings, and the files beside them. Where it is equal, every reference has
// the answer that it had.
func (o *outline) hashResolver() site.Hash {
	b := fmt.Append(nil, o.langs(), o.opts.Portable, o.site.Fallback, "\n")
	for _, s := range o.site.Sections {
		b = fmt.Append(b, s.ID, s.Slug, "\n") // maps are printed sorted
	}
	text := func(s string) { b = append(append(b, s...), 0) }
	for _, g := range o.site.Groups {
		text(g.ID)
		text(string(g.Kind))
		text(g.Source.Lang)
		for _, l := range o.site.Languages {
			p := g.Pages[l.Code]
			if p == nil {
				text("-")
				continue
			}
			text(p.Slug)
			if kinds.Of(g.Kind).Glossary {
				text(p.Front.Short)
				text(p.Front.Title)
			}
			for _, id := range check.FrontMatterIDs(&p.Front) {
				text(id)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.files)) {
		b = fmt.Append(b, name, o.files[name].Stamp, "\n")
	}
	return cache.Hash(b)
}

// prepareViews makes what a site without errors needs to show its pages, and
// reports pages that would have the same URL.
func (o *outline) prepareViews(last *snapshot) diag.List {
	if o.viewsReady {
		return o.duplicates
	}
	words := map[string]view.Words{}
	for _, l := range o.site.Languages {
		words[l.Code] = o.presentation.catalog.For(l.Code)
	}
	o.keys = &view.Keyer{}
	in := view.Input{
		Hub: o.hub, Site: o.site, Words: words, Typeset: o.typeset, File: o.publishedFile, Feeds: feedFormats(),
		SearchClient: o.presentation.client.Path, BaseURL: o.opts.BaseURL, Portable: o.opts.Portable,
		Image: func(r site.Rendition, src string) site.Target { return o.resolver(r).Image(src) },
	}
	if last != nil {
		in.Last = last.builder
	}
	o.textlessViews = view.New(in, view.Texts{})
	o.outputs = sync.OnceValue(o.listOutputs)
	o.duplicates, o.viewsReady = o.duplicateURLs(), true
	return o.duplicates
}

// readable reports whether there is enough of the site to convert and check
// its pages, be it with errors.
func (o *outline) readable() bool {
	return o.hub != nil && !o.hub.Incomplete && o.site != nil && o.presentation != nil
}

// langs are the codes of the site's languages.
func (o *outline) langs() []string {
	codes := make([]string, len(o.site.Languages))
	for i, l := range o.site.Languages {
		codes[i] = l.Code
	}
	return codes
}

// rules is the typography of a language, unless the hub turns it off.
func (o *outline) rules(lang string) typography.Rules {
	if !o.hub.Typography[lang] {
		return typography.Rules{}
	}
	return typography.For(lang)
}

// typeset puts plain text into a language's typography.
func (o *outline) typeset(lang, text string) string { return o.rules(lang).Apply(text, 0, 0) }

// publishedFile is the address of a file under content/, named without that
// folder.
func (o *outline) publishedFile(name string) (string, bool) {
	_, ok := o.files["content/"+name]
	return filePath("content/" + name), ok
}
