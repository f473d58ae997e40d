package build

import (
	"context"
	"io/fs"
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
	"griot/generator/typography"
	"griot/generator/view"
	embedded "griot/i18n"
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
	files    map[string]content.File // what lies beside the pages, by path from the site's folder
	acronyms map[acronymKey]*site.Page
	look     *look

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
	next := &snapshot{opts: s.opts, cache: s.cache, loader: s.loader, fsys: s.root.FS(), hub: res.Hub, site: res.Site}
	if next.hub == nil || next.site == nil || len(next.hub.Languages) == 0 {
		return next, list, nil
	}
	if s.opts.BaseURL == "" {
		next.opts.BaseURL = next.hub.BaseURL
	}
	if last != nil && !res.GraphChanged && !touchesLook(changed) {
		next.look = last.look
	} else {
		look, more, err := s.look(next)
		if err != nil {
			return nil, nil, err
		}
		next.look = look
		list = append(list, more...)
	}
	next.files = make(map[string]content.File, len(res.Files))
	for _, f := range res.Files {
		next.files[f.Path] = f
	}
	next.acronyms = indexAcronyms(next.site)
	return next, list, nil
}

// touchesLook reports whether a change may alter messages or theme.
func touchesLook(changed []string) bool {
	if changed == nil {
		return true
	}
	for _, p := range changed {
		if strings.HasPrefix(p, "themes/") || strings.HasPrefix(p, "i18n/") || p == config.File {
			return true
		}
	}
	return false
}

// clientName is the file of the search client before its fingerprint.
const clientName = "search.js"

// look loads messages and theme: the binary's, under the site's own.
func (s *Session) look(next *snapshot) (*look, diag.List, error) {
	own := s.root.FS()
	langs := next.langs()
	l := &look{}
	var list diag.List
	catalog, more := i18n.Load(langs, embedded.Files, own)
	l.catalog, list = catalog, append(list, more...)
	if l.files, more = theme.Find(next.hub.Theme, themes.Files, own); more.Errors() > 0 {
		return l, append(list, more...), nil
	}
	list = append(list, more...)
	if l.bundle, more = assets.Bundle(l.files.Assets(), l.files.Origin); more.Errors() > 0 {
		return l, append(list, more...), nil
	}
	list = append(list, more...)
	script, err := client.Bundle(client.Classic)
	if err != nil {
		return nil, nil, err
	}
	l.client = assets.File{Name: clientName, Path: assets.Folder + "/" + assets.Fingerprint(clientName, script), Body: script}
	l.theme, more = theme.Load(theme.Options{
		Files: l.files, Langs: langs, Messages: catalog, Typeset: next.typeset, Asset: l.bundle.Path,
	})
	list = append(list, more...)
	if l.theme != nil {
		list = append(list, catalog.Check(l.theme.Messages())...)
	}
	l.convert = markdown.New(markdown.Options{
		RawHTML: next.hub.RawHTML, Labels: l.labels, Typography: next.rules,
	})
	return l, list, nil
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

// judge applies the rules that need more than one page, and prepares the
// views.
func (s *snapshot) judge() diag.List {
	words := map[string]view.Words{}
	for _, l := range s.site.Languages {
		words[l.Code] = s.look.catalog.For(l.Code)
	}
	s.keys = &view.Keyer{}
	s.builder = view.New(view.Input{
		Hub: s.hub, Site: s.site, Words: words, Typeset: s.typeset,
		Record: s.record, BodyRef: func(r site.Rendition) string { return string(s.conversion(r).Sum[:]) },
		File: s.publishedFile, SearchClient: s.look.client.Path, BaseURL: s.opts.BaseURL, Portable: s.opts.Portable,
	})
	s.plan = sync.OnceValue(s.newPlan)
	s.docs = map[string]func() *documents{}
	for _, l := range s.site.Languages {
		s.docs[l.Code] = sync.OnceValue(func() *documents { return s.newDocuments(l.Code) })
	}
	list := check.Run(check.Input{Hub: s.hub, Site: s.site, Record: s.record, HasLayout: s.look.theme.Has})
	return append(list, s.addresses()...)
}

// publishedFile is the address of a file under content/, named without that
// folder.
func (s *snapshot) publishedFile(name string) (string, bool) {
	_, ok := s.files["content/"+name]
	return filePath("content/" + name), ok
}
