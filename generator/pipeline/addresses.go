package pipeline

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/view/pages"
)

// published returns what readers can find at addresses of their own: pages, their
// aliases, and the lists of sections and terms, by address.
func (o *outline) published() map[string]config.Address {
	all := map[string]config.Address{}
	for _, l := range o.textlessViews.Lists() {
		a := config.Address{Path: l.Path, Term: l.Term}
		if l.Term == "" {
			a.Section = l.Section
		}
		all[l.Path] = a
	}
	for _, spec := range o.textlessViews.Specs() {
		if r := spec.Rendition; r != nil && spec.Path != r.Lang+"/" { // home pages stay where they are
			all[spec.Path] = config.Address{Path: spec.Path, Page: r.Page.Group.ID}
		}
	}
	for p, old := range o.aliases {
		all[old] = config.Address{Path: old, Page: p.Group.ID}
	}
	return all
}

// aliases yields the aliases of all pages, in a fixed order.
func (o *outline) aliases(yield func(p *site.Page, old string) bool) {
	for _, g := range o.site.Groups {
		for _, l := range o.site.Languages {
			p := g.Pages[l.Code]
			if p == nil {
				continue
			}
			for _, old := range p.Front.Aliases {
				if !yield(p, old) {
					return
				}
			}
		}
	}
}

// destination is what a recorded address leads to.
type destination struct {
	lang, path, title, summary string // path is below the site's root, or an address on the web
}

// forwarded is a recorded address at which nothing stands any more.
type forwarded struct {
	config.Address
	to destination // without path if what stood there is gone
}

// findForwarded returns the recorded addresses at which nothing stands any more,
// sorted.
func (o *outline) findForwarded() []forwarded {
	if len(o.hub.Addresses) == 0 {
		return nil
	}
	taken := map[string]bool{}
	for _, spec := range o.textlessViews.Specs() {
		taken[strings.ToLower(spec.File())] = true
	}
	for _, old := range o.aliases {
		taken[strings.ToLower(pages.Spec{Path: old}.File())] = true
	}
	lists := map[string]destination{} // by language and owner
	for _, l := range o.textlessViews.Lists() {
		owner := config.Address{Section: l.Section, Term: l.Term}.Owner()
		lists[l.Lang+" "+owner] = destination{l.Lang, l.Path, l.Name, l.Summary}
	}
	var out []forwarded
	for _, a := range o.hub.Addresses {
		file := strings.ToLower(pages.Spec{Path: a.Path}.File())
		if !taken[file] {
			taken[file] = true // two spellings of one file
			out = append(out, forwarded{a, o.destination(a, lists)})
		}
	}
	return out
}

// destination returns what a recorded address leads to. The first part of the address is
// the language of its readers.
func (o *outline) destination(a config.Address, lists map[string]destination) destination {
	lang, _, _ := strings.Cut(a.Path, "/")
	if _, i := o.site.Language(lang); i < 0 {
		lang = o.site.Languages[0].Code
	}
	switch {
	case a.URL != "":
		title := a.URL
		if u, err := url.Parse(a.URL); err == nil && u.Host != "" {
			title = u.Host
		}
		return destination{lang, a.URL, title, ""}
	case a.Page == "":
		return lists[lang+" "+a.Owner()]
	}
	g := o.site.ByID[a.Page]
	if g == nil {
		return destination{}
	}
	r, ok := o.site.Rendition(g, lang)
	if !ok { // not in this language any more
		r, ok = o.site.Rendition(g, g.Source.Lang)
	}
	if !ok {
		return destination{}
	}
	return destination{r.Lang, r.Path, r.Page.Front.Title, r.Page.Front.Summary}
}

// goneAddresses reports the recorded addresses that lead nowhere.
func (o *outline) goneAddresses() diag.List {
	var list diag.List
	for _, f := range o.forwarded() {
		if f.to.path == "" {
			at := diag.Position{File: config.AddressesFile, Line: f.Line}
			list.Warn(at, "address-gone", diag.Args{"address": f.Path, "owner": f.Owner()})
		}
	}
	return list
}

// Addresses is what the addresses of a site are, compared with what is recorded.
type Addresses struct {
	All   []config.Address // recorded ones and those of the site now, sorted
	New   []config.Address // not recorded yet, or recorded for something else
	Moved []Moved          // recorded, and redirected by a build
	Gone  []config.Address // recorded, and leading nowhere
}

// Moved is a recorded address and the one to which a build redirects: below the site's
// root, or on the web.
type Moved struct {
	config.Address
	To string
}

// LoadAddresses compares the addresses of a site with the recorded ones. If the
// diagnostics contain an error, the result is empty.
func LoadAddresses(ctx context.Context, opts Options) (*Addresses, diag.List, error) {
	s, err := Open(opts)
	if err != nil {
		return nil, nil, err
	}
	defer s.Close()
	list, err := s.Update(ctx, nil)
	if err != nil || list.Errors() > 0 {
		return nil, list, err
	}
	snap := s.current.Load()
	if snap == nil || !snap.viewsReady {
		return nil, nil, fmt.Errorf("load addresses: the site has no pages")
	}
	out := &Addresses{}
	all := map[string]config.Address{}
	for _, a := range snap.hub.Addresses {
		all[a.Path] = a
	}
	for p, a := range snap.published() {
		if was, known := all[p]; !known || was.Owner() != a.Owner() {
			out.New = append(out.New, a)
			all[p] = a
		}
	}
	for _, f := range snap.forwarded() {
		if f.to.path == "" {
			out.Gone = append(out.Gone, f.Address)
		} else {
			out.Moved = append(out.Moved, Moved{f.Address, f.to.path})
		}
	}
	byPath := func(a, b config.Address) int { return strings.Compare(a.Path, b.Path) }
	slices.SortFunc(out.New, byPath)
	out.All = slices.SortedFunc(maps.Values(all), byPath)
	return out, list, nil
}
