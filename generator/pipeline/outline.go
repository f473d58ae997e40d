package pipeline

import (
	"fmt"
	"io/fs"
	"sync"

	"golang.org/x/text/unicode/norm"

	"griot/generator/cache"
	"griot/generator/check"
	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/pipeline/attachments"
	"griot/generator/pipeline/links"
	"griot/generator/site"
	"griot/generator/typography"
	"griot/generator/view"
	"griot/generator/view/pages"
)

// outline is everything about a site that follows from front matter, configuration,
// presentation and file names. It stays the same value while only texts change, so that
// an edit costs no more than converting and rendering the edited page.
type outline struct {
	opts    Options
	cache   *buildCache
	loader  *content.Loader
	written fs.FS // the site's folder; texts aren't in the pseudo-language

	hub          *config.Hub
	site         *site.Site
	unread       map[string]bool // source files that could not be read as a page, by path
	attachments  *attachments.Set
	links        *links.Index
	presentation *presentation
	imageFaults  diag.List // in images.yaml, see checkImages

	conversionOptions map[string]site.Hash // by language: what conversions depend on besides sources and targets
	referencesHash    site.Hash            // see hashReferences

	hash func() site.Hash // see hashOutline; computed on first use

	// What follows exists only for a site without errors.
	viewsReady    bool
	textlessViews *pages.Builder // without texts
	keys          *view.Keyer
	outputs       func() *outputSet  // listed on first use
	forwarded     func() []forwarded // see findForwarded
	dataFiles     func() []dataFile  // listed on first use
	addressList   diag.List          // what is wrong with the addresses of pages
}

// outline returns the outline of what was loaded: the last one if nothing that it
// follows from has changed. It is incomplete if the configuration has no languages.
func (s *Session) outline(res *content.Result, last *snapshot, reload bool) (*outline, error) {
	if last != nil && last.site == res.Site && last.presentation == s.presentation && !reload {
		return last.outline, nil
	}
	o := &outline{opts: s.opts, cache: s.cache, loader: s.loader, written: s.root.FS(), hub: res.Hub, site: res.Site, unread: res.Unread}
	if o.hub == nil || o.site == nil || len(o.hub.Languages) == 0 {
		return o, nil
	}
	if s.opts.BaseURL == "" {
		o.opts.BaseURL = o.hub.BaseURL
	}
	if s.presentation == nil || reload {
		var err error
		if s.presentation, err = s.loadPresentation(o); err != nil {
			return nil, err
		}
	}
	o.presentation = s.presentation
	o.attachments = attachments.New(res.Files, s.fsys, s.loader, cleaningRules(o.hub), saidOf(o.hub, s.opts.Today), s.cache.state.Attachments)
	o.imageFaults = o.checkImages()
	o.links = links.New(o.site, o.attachments, o.opts.Portable, o.hub.LinkSchemes, o.hub.ImageHosts)
	o.conversionOptions = map[string]site.Hash{}
	for _, l := range o.site.Languages {
		print := o.presentation.catalog.Fingerprint(l.Code)
		o.conversionOptions[l.Code] = cache.Hash(print[:], fmt.Append(nil, o.hub.RawHTML, o.hub.Typography[l.Code], o.hub.BaseURL, o.unread, l.Dir, o.hub.ValuesIn(l.Code)))
	}
	o.referencesHash, o.hash = o.hashReferences(), sync.OnceValue(o.hashOutline)
	return o, nil
}

// hashReferences hashes every input that the targets of references, and the checks of
// their anchors, can depend on besides the text of pages.
func (o *outline) hashReferences() site.Hash {
	targets := o.links.Hash()
	b := targets[:]
	for _, g := range o.site.Groups {
		for _, l := range o.site.Languages {
			if p := g.Pages[l.Code]; p != nil {
				for _, id := range check.FrontMatterIDs(&p.Front) {
					b = append(append(b, id...), 0)
				}
			}
			b = append(b, 0)
		}
	}
	return cache.Hash(b)
}

// prepareTextless makes the views of a site without errors as far as they don't depend
// on texts, and reports what is wrong with the addresses of pages.
func (o *outline) prepareTextless(last *snapshot) diag.List {
	if o.viewsReady {
		return o.addressList
	}
	words := map[string]pages.Words{}
	for _, l := range o.site.Languages {
		words[l.Code] = o.presentation.catalog.For(l.Code)
	}
	o.keys = &view.Keyer{}
	in := pages.Input{
		Hub: o.hub, Site: o.site, Words: words, Typeset: o.typeset, File: o.publishedFile, Feeds: feedFormats(),
		Data: o.data, Download: o.downloadPath(),
		SearchClient: o.presentation.client.Path, BaseURL: o.opts.BaseURL, Portable: o.opts.Portable,
		Image: func(r site.Rendition, src, lang string) site.Target { return o.links.Resolver(r).FrontImage(src, lang) },
	}
	if last != nil {
		in.Last = last.builder
	}
	o.textlessViews = pages.New(in, pages.Texts{})
	o.outputs, o.dataFiles = sync.OnceValue(o.listOutputs), sync.OnceValue(o.listDataFiles)
	o.forwarded = sync.OnceValue(o.findForwarded)
	o.addressList, o.viewsReady = append(o.duplicateURLs(), o.goneAddresses()...), true
	return o.addressList
}

// readable reports whether pages can be converted and checked, even if there are errors.
func (o *outline) readable() bool {
	return o.hub != nil && !o.hub.Incomplete && o.site != nil && o.presentation != nil
}

// langs returns the codes of the site's languages.
func (o *outline) langs() []string {
	codes := make([]string, len(o.site.Languages))
	for i, l := range o.site.Languages {
		codes[i] = l.Code
	}
	return codes
}

// direction returns the direction of a language: "rtl" or "ltr".
func (o *outline) direction(lang string) string {
	if l, i := o.site.Language(lang); i >= 0 {
		return l.Dir
	}
	return config.Direction(lang)
}

// rules returns the typography of a language, or no rules if hub.yaml turns it off.
func (o *outline) rules(lang string) typography.Rules {
	if !o.hub.Typography[lang] {
		return typography.Rules{}
	}
	return typography.For(lang)
}

// typeset applies a language's typography to plain text.
func (o *outline) typeset(lang, text string) string { return o.rules(lang).Apply(text, 0, 0) }

// publishedFile returns the URL, relative to the output folder, of a file of content/
// that is named without that folder, and whether it is published.
func (o *outline) publishedFile(name string) (string, bool) {
	name = norm.NFC.String(content.Dir + "/" + name)
	return attachments.URL(name), o.attachments.Has(name) && !o.attachments.Withheld(name)
}
