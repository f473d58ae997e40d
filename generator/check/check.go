// Package check has the rules that need more than one page. Front checks the
// front matter of a whole site and reports missing translations, Text the links
// and images of a page, Anchors.Report its links to headings, and Today dates in
// the future.
//
// All of them take the frozen site, its configuration and the pages' records,
// and return diagnostics. The package reads no files and renders nothing.
package check

import (
	"cmp"
	"iter"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/site"
)

// Input is what the rules check.
type Input struct {
	Hub  *config.Hub
	Site *site.Site
	// HasHeading reports whether a page, as shown in a language, has a heading
	// or an element with an id.
	HasHeading func(g *site.Group, lang, id string) bool
	// HeadingIDs lists those ids.
	HeadingIDs func(g *site.Group, lang string) []string
	// HasLayout reports whether the theme has a layout.
	HasLayout func(string) bool
	// Files yields the paths of the files beside pages, for suggestions.
	Files iter.Seq[string]
	// Unread reports whether a file exists but could not be read as a page.
	// That has been reported already, so links to it are not reported.
	Unread func(path string) bool
}

// Front checks front matter and reports missing translations.
func Front(in Input) diag.List {
	var list diag.List
	c := checker{Input: in, list: &list}
	c.kindLayouts()
	for _, g := range in.Site.Groups {
		for _, l := range in.Site.Languages {
			if p := g.Pages[l.Code]; p != nil {
				c.front(p)
			}
		}
		c.translations(g)
	}
	return list
}

// Text checks the text of a page, except links to headings: Anchors.Report
// checks these, because they depend on the texts of other pages.
func Text(in Input, p *site.Page, rec *site.Record) diag.List {
	list := diag.List(slices.Clone(rec.Diagnostics))
	c := checker{Input: in, list: &list}
	for i := range rec.Refs {
		c.ref(p, &rec.Refs[i])
	}
	return list
}

// Today reports dates after a day, given as YYYY-MM-DD. A build has no clock,
// so this runs only on request.
func Today(s *site.Site, today string) diag.List {
	var list diag.List
	for _, g := range s.Groups {
		f := &g.Source.Front
		for _, d := range []struct {
			field string
			date  site.Date
		}{{"date", f.Date}, {"updated", f.Updated}, {"period", f.Period.From}, {"period", f.Period.To}} {
			if n := len(d.date); n > 0 && string(d.date) > today[:min(n, len(today))] {
				list.Warn(diag.Position{File: g.Source.File, Line: 1}, "date-future", diag.Args{"field": d.field, "date": d.date})
			}
		}
	}
	list.Sort()
	return list
}

type checker struct {
	Input
	list *diag.List
}

// titleLength is how many characters of a title search engines and share
// cards show.
const titleLength = 90

// kindLayouts reports layouts that files of the site name for a kind and the theme lacks.
func (c *checker) kindLayouts() {
	for _, k := range c.Hub.Kinds.All() {
		for _, layout := range []string{k.Layout, k.List} {
			if k.Described && !c.HasLayout(layout) {
				at := diag.Position{File: config.KindsDir + "/" + string(k.Name) + ".yaml", Line: 1}
				c.list.Error(at, "layout-unknown.kind", diag.Args{"layout": layout})
			}
		}
	}
}

// front applies the rules for a page's front matter.
func (c *checker) front(p *site.Page) {
	at := diag.Position{File: p.File, Line: 1}
	f := &p.Front
	if n := letters(f.Title, titleLength); n > titleLength {
		c.list.Warn(at, "title-long", diag.Args{"length": n, "shown": titleLength})
	}
	if n := letters(f.Summary, c.Hub.SummaryLength); n > c.Hub.SummaryLength {
		c.list.Warn(at, "summary-long", diag.Args{"length": n, "shown": c.Hub.SummaryLength})
	}
	if f.Layout != "" && !c.HasLayout(f.Layout) {
		c.list.Error(at, "layout-unknown.theme", diag.Args{"layout": f.Layout})
	}
}

// letters counts the characters of a text. For a text of at most limit bytes it
// returns the number of bytes: the characters cannot exceed the limit either.
func letters(text string, limit int) int {
	if len(text) <= limit {
		return len(text)
	}
	return utf8.RuneCountInString(text)
}

// ref checks a link or an image.
func (c *checker) ref(p *site.Page, ref *site.Ref) {
	at := diag.Position{File: p.File, Line: ref.Line, Column: ref.Column}
	t := &ref.Target
	switch {
	case ref.Kind == site.RefAcronym:
	case c.address(at, ref):
	case t.Status == site.Foreign:
		c.foreign(at, ref)
	case t.Status == site.Escapes:
		c.list.Error(at, "path-escapes.text", diag.Args{"path": ref.Raw})
	case t.Status == site.Missing && ref.Kind == site.RefImage:
		c.list.Error(at, "image-missing.text", diag.Args{"image": ref.Raw, "advice": c.suggestFile(p, ref.Raw, "image-beside")})
	case t.Status == site.Missing && c.unread(p, ref.Raw):
	case t.Status == site.Missing:
		c.list.Error(at, "link-broken", diag.Args{"link": ref.Raw, "advice": c.suggest(p, ref.Raw)})
	case t.Status == site.External && c.Hub.BaseURL != "" && strings.HasPrefix(ref.Raw, c.Hub.BaseURL):
		c.list.Warn(at, "link-absolute", diag.Args{"link": ref.Raw})
	}
}

// unread reports whether a link leads to a file that can't be read.
func (c *checker) unread(p *site.Page, raw string) bool {
	file := locate(p, raw)
	id, isPage := site.CutPageExt(file)
	if !isPage {
		return false
	}
	for _, l := range c.Site.Languages {
		if c.unreadPage(id + "." + l.Code) {
			return true
		}
	}
	return c.Unread(file)
}

// unreadPage reports whether there is a file of a page, named without its extension, that
// can't be read.
func (c *checker) unreadPage(stem string) bool {
	return c.Unread(stem+".md") || c.Unread(stem+".markdown")
}

// suggest returns advice with the page or section that a broken link probably
// means.
func (c *checker) suggest(p *site.Page, raw string) diag.Phrase {
	if advice, ok := outsideHint(raw); ok {
		return advice
	}
	dir := path.Dir(p.Group.ID)
	target := strings.TrimPrefix(strings.TrimPrefix(locate(p, raw), "content"), "/")
	raw, _, _ = strings.Cut(raw, "#")
	id, isPage := site.CutPageExt(target)
	switch {
	case isPage:
		if near := c.nearest(id); near != "" {
			return diag.Phrase{ID: "did-you-mean", Of: relativeFile(dir, near) + ".md"}
		}
	case strings.HasSuffix(raw, "/") || path.Ext(raw) == "":
		ids := make([]string, len(c.Site.Sections))
		for i, s := range c.Site.Sections {
			ids[i] = s.ID
		}
		if near := diag.Nearest(target, ids); near != "" {
			return diag.Phrase{ID: "did-you-mean", Of: relativeFile(dir, near) + "/"}
		}
	default:
		return c.suggestFile(p, raw, "file-beside")
	}
	return diag.Phrase{ID: "link-form"}
}

// nearest returns the page that a nonexistent id probably means: one of the
// same name in another folder, or else one with a similar id.
func (c *checker) nearest(id string) string {
	ids := make([]string, len(c.Site.Groups))
	for i, g := range c.Site.Groups {
		if ids[i] = g.ID; path.Base(g.ID) == path.Base(id) {
			return g.ID
		}
	}
	return diag.Nearest(id, ids)
}

// anchor checks the part of a link after #: it must be a heading of the page
// in the language that the reader will see. If only the translation lacks it,
// that is a warning.
func (c *checker) anchor(p *site.Page, to *Anchor) {
	g, lang := c.Site.ByID[to.Page], cmp.Or(to.Lang, p.Lang)
	if g == nil || c.hasAnchor(g, lang, to.ID) {
		return
	}
	at := diag.Position{File: p.File, Line: to.Line, Column: to.Column}
	if g.Pages[lang] != nil && g.Pages[lang] != g.Source && c.hasAnchor(g, g.Source.Lang, to.ID) {
		c.list.Warn(at, "anchor-broken.in-translation", diag.Args{"page": g.ID, "id": to.ID})
		return
	}
	c.list.Error(at, "anchor-broken.page", diag.Args{"page": g.ID, "id": to.ID, "near": c.nearAnchor(g, lang, to.ID)})
}

// shown returns the language in which readers of one see a page.
func (c *checker) shown(g *site.Group, lang string) string {
	if c.Site.Page(g, lang) == nil {
		return g.Source.Lang
	}
	return lang
}

// hasAnchor reports whether a page, as shown in a language, has an id.
func (c *checker) hasAnchor(g *site.Group, lang, anchor string) bool {
	lang = c.shown(g, lang)
	if decoded, err := url.PathUnescape(anchor); err == nil { // as browsers do
		anchor = decoded
	}
	return c.HasHeading(g, lang, anchor) || slices.Contains(FrontMatterIDs(&c.Site.Page(g, lang).Front), anchor)
}

// nearAnchor returns the id of a page that a nonexistent one probably means: one that
// differs in capitals, one of which it is the start, or else a similar one; or "".
func (c *checker) nearAnchor(g *site.Group, lang, anchor string) string {
	lang = c.shown(g, lang)
	ids := append(c.HeadingIDs(g, lang), FrontMatterIDs(&c.Site.Page(g, lang).Front)...)
	anchor = strings.ToLower(anchor)
	for _, id := range ids {
		if strings.ToLower(id) == anchor {
			return id
		}
	}
	const enough = 8 // characters, so that the start is no accident
	for _, id := range ids {
		if short, long := min(len(id), len(anchor)), strings.ToLower(id); short >= enough && (strings.HasPrefix(long, anchor) || strings.HasPrefix(anchor, long)) {
			return id
		}
	}
	return diag.Nearest(anchor, ids)
}

// FrontMatterIDs lists the ids on a page that come from its front matter: those
// of the boxes and statements of a Theory of Change.
func FrontMatterIDs(f *site.Front) []string {
	if f.Theory == nil {
		return nil
	}
	var ids []string
	for _, n := range f.Theory.Nodes {
		ids = append(ids, n.ID)
	}
	for _, list := range [][]site.Statement{f.Theory.Assumptions, f.Theory.Risks, f.Theory.Indicators} {
		for _, s := range list {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// translations reports the languages that a page lacks.
func (c *checker) translations(g *site.Group) {
	variant := "notice"
	if !c.Site.Fallback {
		variant = "omitted"
	}
	for _, l := range c.Site.Languages {
		file := "content/" + g.ID + "." + l.Code + ".md"
		if g.Pages[l.Code] == nil && !c.unreadPage(strings.TrimSuffix(file, ".md")) {
			c.list.Warn(diag.Position{File: g.Source.File}, "translation-missing."+variant, diag.Args{
				"lang": l.Code, "language": diag.Phrase{ID: "language", With: l.Code}, "file": file,
			})
		}
	}
}
