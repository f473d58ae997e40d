package pipeline

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"griot/generator/check"
	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/typography"
	"griot/generator/view"
)

// outline is what follows from a site's front matter, configuration, look and
// files, whatever its texts say. While only texts change, it stays the same,
// so that an edit costs what the edited page costs.
type outline struct {
	opts   Options
	cache  *cache
	loader *content.Loader
	fsys   fs.FS // the site's folder

	hub      *config.Hub
	site     *site.Site
	unread   map[string]bool         // source files that make no page, by path
	files    map[string]content.File // what lies beside the pages, by path from the site's folder
	acronyms map[acronymKey]*site.Page
	look     *look

	options map[string]site.Hash // by language: what conversions depend on besides source and answers
	answers site.Hash            // of all that a resolver answers from

	fingerprint func() site.Hash // of all that the outline follows from; made on first use

	// What follows is made for a site without errors.
	ready     bool
	catalogue *view.Builder // without texts
	keys      *view.Keyer
	plan      func() *plan // made on first use
	clashes   diag.List    // of pages that would stand at the same place
}

// outline returns the outline of what was loaded: the last one, where nothing
// that it follows from changed. It is incomplete where there is not enough of
// a site to show.
func (s *Session) outline(res *content.Result, last *snapshot, lookAgain bool) (*outline, error) {
	if last != nil && last.site == res.Site && last.look == s.seen && !lookAgain {
		return last.outline, nil
	}
	o := &outline{opts: s.opts, cache: s.cache, loader: s.loader, fsys: s.fsys, hub: res.Hub, site: res.Site, unread: res.Unread}
	if o.hub == nil || o.site == nil || len(o.hub.Languages) == 0 {
		return o, nil
	}
	if s.opts.BaseURL == "" {
		o.opts.BaseURL = o.hub.BaseURL
	}
	if s.seen == nil || lookAgain {
		var err error
		if s.seen, err = s.look(o); err != nil {
			return nil, err
		}
	}
	o.look = s.seen
	o.files = make(map[string]content.File, len(res.Files))
	for _, f := range res.Files {
		o.files[f.Path] = f
	}
	o.acronyms = indexAcronyms(o.site)
	o.options = map[string]site.Hash{}
	for _, l := range o.site.Languages {
		print := o.look.catalog.Fingerprint(l.Code)
		o.options[l.Code] = hashOf(print[:], fmt.Append(nil, o.hub.RawHTML, o.hub.Typography[l.Code], o.hub.BaseURL, o.unread))
	}
	o.answers, o.fingerprint = o.sumAnswers(), sync.OnceValue(o.sumOutline)
	return o, nil
}

// sumAnswers stands for all that resolvers answer from: which pages there are
// and where, what short forms stand for, which places pages have besides their
// headings, and the files beside them. Where it is equal, every reference has
// the answer that it had.
func (o *outline) sumAnswers() site.Hash {
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
			if g.Kind == site.GlossaryTerm {
				text(p.Front.Short)
				text(p.Front.Title)
			}
			for _, id := range check.PlacesOf(&p.Front) {
				text(id)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.files)) {
		b = fmt.Append(b, name, fileStamp(o.files[name]), "\n")
	}
	return hashOf(b)
}

// prepare makes what a site without errors needs to show its pages, and
// reports pages that would stand at the same place.
func (o *outline) prepare(last *snapshot) diag.List {
	if o.ready {
		return o.clashes
	}
	words := map[string]view.Words{}
	for _, l := range o.site.Languages {
		words[l.Code] = o.look.catalog.For(l.Code)
	}
	o.keys = &view.Keyer{}
	in := view.Input{
		Hub: o.hub, Site: o.site, Words: words, Typeset: o.typeset, File: o.publishedFile,
		SearchClient: o.look.client.Path, BaseURL: o.opts.BaseURL, Portable: o.opts.Portable,
		Image: func(r site.Rendition, src string) site.Target { return o.resolver(r).Image(src) },
	}
	if last != nil {
		in.Last = last.builder
	}
	o.catalogue = view.New(in, view.Texts{})
	o.plan = sync.OnceValue(o.newPlan)
	o.clashes, o.ready = o.addresses(), true
	return o.clashes
}

// readable reports whether there is enough of the site to convert and check
// its pages, be it with errors.
func (o *outline) readable() bool {
	return o.hub != nil && !o.hub.Incomplete && o.site != nil && o.look != nil
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
