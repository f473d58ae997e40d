package build

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"griot/generator/assets"
	"griot/generator/check"
	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/markdown"
	"griot/generator/search/client"
	"griot/generator/site"
	"griot/generator/theme"
	"griot/generator/translate"
	"griot/generator/typography"
	"griot/generator/view"
	"griot/themes"
)

// snapshot is a site at one moment: loaded, converted and judged. Once it is
// made, it is frozen.
type snapshot struct {
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

	shelf     *translate.Shelf     // translators' records
	standings translate.Standings  // how translations stand; none where there are no records
	options   map[string]site.Hash // by language: what conversions depend on besides source and answers
	converted map[convKey]*conversion
	builder   *view.Builder
	keys      *view.Keyer
	plan      func() *plan                 // made on first use
	docs      map[string]func() *documents // by language; made on first use
}

// look is what a site looks and sounds like: its messages, its theme and the
// theme's styles and scripts.
type look struct {
	catalog *i18n.Catalog
	theme   *theme.Theme
	files   *theme.Files
	bundle  *assets.Manifest
	client  assets.File // the search client
	convert *markdown.Converter
	list    diag.List // what is wrong with them
}

// load reads the site's files into the snapshot that follows last, which is
// nil at first.
func (s *Session) load(ctx context.Context, last *snapshot, changed []string) (*snapshot, diag.List, error) {
	var res *content.Result
	var err error
	if last == nil || changed == nil {
		res, err = s.loader.Load(ctx)
	} else {
		res, err = s.loader.Reload(ctx, changed)
	}
	if err != nil {
		return nil, nil, err
	}
	list := res.Diagnostics
	next := &snapshot{opts: s.opts, cache: s.cache, loader: s.loader, fsys: s.fsys, hub: res.Hub, site: res.Site}
	if next.hub == nil || next.site == nil || len(next.hub.Languages) == 0 {
		return next, list, nil
	}
	if s.opts.BaseURL == "" {
		next.opts.BaseURL = next.hub.BaseURL
	}
	next.unread = res.Unread
	if s.seen == nil || touchesLook(changed) || slices.Contains(res.Changed, config.File) {
		if s.seen, err = s.look(next); err != nil {
			return nil, nil, err
		}
	}
	next.look = s.seen
	list = append(list, next.look.list...)
	next.files = make(map[string]content.File, len(res.Files))
	for _, f := range res.Files {
		next.files[f.Path] = f
	}
	next.acronyms = indexAcronyms(next.site)
	next.shelf, err = s.records(last, changed)
	return next, list, err
}

// touchesLook reports whether a change may alter messages or theme.
func touchesLook(changed []string) bool {
	if changed == nil {
		return true
	}
	for _, p := range changed {
		if strings.HasPrefix(p, "themes/") || strings.HasPrefix(p, "i18n/") && !touchesRecords(p) || p == config.File {
			return true
		}
	}
	return false
}

// clientName is the file of the search client before its fingerprint.
const clientName = "search.js"

// look loads messages and theme: the binary's, under the site's own. Where the
// theme has errors it is nil.
func (s *Session) look(next *snapshot) (*look, error) {
	own := s.fsys
	langs := next.langs()
	l := &look{}
	l.catalog, l.list = i18n.Load(langs, s.texts, own)
	l.convert = markdown.New(markdown.Options{
		RawHTML: next.hub.RawHTML, Labels: l.labels, Typography: next.rules,
	})
	var more diag.List
	l.files, more = theme.Find(next.hub.Theme, themes.Files, own)
	if l.list = append(l.list, more...); more.Errors() > 0 {
		return l, nil
	}
	l.bundle, more = assets.Bundle(l.files.Assets(), l.files.Origin)
	if l.list = append(l.list, more...); more.Errors() > 0 {
		return l, nil
	}
	script, err := client.Bundle(client.Classic)
	if err != nil {
		return nil, err
	}
	l.client = assets.File{Name: clientName, Path: assets.Folder + "/" + assets.Fingerprint(clientName, script), Body: script}
	l.theme, more = theme.Load(theme.Options{
		Files: l.files, Langs: langs, Messages: l.catalog, Typeset: next.typeset, Asset: l.bundle.Path,
	})
	l.list = append(l.list, more...)
	if l.theme != nil {
		l.list = append(l.list, l.catalog.Check(l.theme.Messages())...)
	}
	return l, nil
}

// rules is the typography of a language, unless the hub turns it off.
func (s *snapshot) rules(lang string) typography.Rules {
	if !s.hub.Typography[lang] {
		return typography.Rules{}
	}
	return typography.For(lang)
}

// typeset puts plain text into a language's typography.
func (s *snapshot) typeset(lang, text string) string { return s.rules(lang).Apply(text, 0, 0) }

// record returns the record of a rendition.
func (s *snapshot) record(r site.Rendition) *site.Record { return &s.conversion(r).Record }

func (s *snapshot) conversion(r site.Rendition) *conversion {
	return s.converted[convKey{r.Page.Group.ID, r.Lang}]
}

// judge prepares the views of a site without errors and reports pages that
// would stand at the same place.
func (s *snapshot) judge() diag.List {
	words := map[string]view.Words{}
	for _, l := range s.site.Languages {
		words[l.Code] = s.look.catalog.For(l.Code)
	}
	s.keys = &view.Keyer{}
	s.builder = view.New(view.Input{
		Hub: s.hub, Site: s.site, Words: words, Typeset: s.typeset,
		Record: s.record, BodyRef: func(r site.Rendition) string { return string(s.conversion(r).Sum[:]) },
		Standing: s.standing, File: s.publishedFile, SearchClient: s.look.client.Path, BaseURL: s.opts.BaseURL, Portable: s.opts.Portable,
		Image: func(r site.Rendition, src string) site.Target { return s.resolver(r).Image(src) },
	})
	s.plan = sync.OnceValue(s.newPlan)
	s.docs = map[string]func() *documents{}
	for _, l := range s.site.Languages {
		s.docs[l.Code] = sync.OnceValue(func() *documents { return s.newDocuments(l.Code) })
	}
	return s.addresses()
}

// readable reports whether there is enough of the site to convert and check
// its pages, be it with errors.
func (s *snapshot) readable() bool {
	return s.hub != nil && !s.hub.Incomplete && s.site != nil && s.look != nil
}

// check applies the rules that need more than one page. The site may have
// errors.
func (s *snapshot) check() diag.List {
	return check.Run(check.Input{
		Hub: s.hub, Site: s.site, Record: s.record,
		HasLayout: func(name string) bool { return s.look.theme == nil || s.look.theme.Has(name) },
		Unread:    func(path string) bool { return s.unread[path] },
	})
}

// publishedFile is the address of a file under content/, named without that
// folder.
func (s *snapshot) publishedFile(name string) (string, bool) {
	_, ok := s.files["content/"+name]
	return filePath("content/" + name), ok
}
