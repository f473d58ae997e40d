package pages

import (
	"strconv"
	"strings"

	"griot/generator/site"
	"griot/generator/view"
)

// locale writes texts and URLs for the pages of one language and depth.
type locale struct {
	lang  string
	root  string // relative URL of the site's root; "" for the root page
	words Words
	in    *Input
}

// basePath returns the path of the base URL, with both slashes.
func (in *Input) basePath() string {
	_, rest, _ := strings.Cut(in.BaseURL, "://")
	_, path, _ := strings.Cut(rest, "/")
	return "/" + path
}

// href returns the relative URL of a path below the site's root.
func (a *locale) href(path string) string {
	h := a.root + path
	if a.in.Portable && (path == "" || strings.HasSuffix(path, "/")) {
		return h + "index.html"
	}
	if h == "" {
		return "./"
	}
	return h
}

// absoluteURL returns the absolute URL of a path below the site's root.
func (in *Input) absoluteURL(path string) string { return in.BaseURL + path }

// typeset writes a text in the language's typography, localize one of several
// languages.
func (a *locale) typeset(text string) string  { return a.in.Typeset(a.lang, text) }
func (a *locale) localize(t site.Text) string { return a.typeset(t[a.lang]) }

// typesetIn writes a text in the typography of its own language.
func (a *locale) typesetIn(l, t string) string { return a.in.Typeset(l, t) }

func (a *locale) typesetAll(lang string, list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = a.typesetIn(lang, s)
	}
	return out
}

// foreign returns the language of a message, if it isn't that of the page.
func (a *locale) foreign(key string) string {
	if lang := a.words.LangOf(key); lang != a.lang {
		return lang
	}
	return ""
}

func (a *locale) directionOf(lang string) string {
	l, _ := a.in.Site.Language(lang)
	return l.Dir
}

func (a *locale) date(d site.Date) view.Date {
	if d == "" {
		return view.Date{}
	}
	return view.Date{ISO: string(d), Text: a.words.Date(string(d))}
}

// period writes a time from one date to another.
func (a *locale) period(p site.Period) string {
	switch {
	case p.From == "":
		return ""
	case p.To == "" || p.To == p.From:
		return a.words.Date(string(p.From))
	}
	return a.words.T("period.range", "From", a.words.Date(string(p.From)), "To", a.words.Date(string(p.To)))
}

func (a *locale) terms(vocabulary string) []*site.Term {
	if v := a.in.Site.Vocabulary(vocabulary); v != nil {
		return v.Terms
	}
	return nil
}

// countryLink returns a link to a country's page, with the country's short name.
func (a *locale) countryLink(r site.Rendition) view.Link {
	l := a.link(r)
	if t := a.in.Site.Vocabulary("countries").Term(r.Page.Front.Country); t != nil {
		l.Text = a.typeset(t.ShortIn(a.lang))
	}
	return l
}

// browsePath returns the path of the list of all pages.
func (a *locale) browsePath() string { return a.lang + "/" + a.words.T("browse.slug") + "/" }

// sectionPath returns the path of a section's list.
func (a *locale) sectionPath(s *site.Section) string { return s.Path(a.lang) }

// sectionLink returns a link to a section's list, with its name.
func (a *locale) sectionLink(s *site.Section) view.Link {
	l := view.Link{Href: a.href(s.Path(a.lang)), Text: a.localize(s.Name), Count: -1}
	if lang := s.NameLang[a.lang]; lang != "" {
		l.Text, l.Lang = a.typesetIn(lang, s.Name[a.lang]), lang
	}
	return l
}

// above appends links to the folders above a section, the outermost first.
func (a *locale) above(crumbs []view.Link, s *site.Section) []view.Link {
	if s.Parent == nil {
		return crumbs
	}
	return append(a.above(crumbs, s.Parent), a.sectionLink(s.Parent))
}

// link returns a link to a page, with its title.
func (a *locale) link(r site.Rendition) view.Link {
	l := view.Link{Href: a.href(r.Path), Text: a.typesetIn(r.Page.Lang, r.Page.Front.Title), Count: -1}
	if r.Fallback() {
		l.Lang = r.Page.Lang
	}
	return l
}

// pagePath returns the path of page n of a list.
func (a *locale) pagePath(base string, n int) string {
	if n == 1 {
		return base
	}
	return base + a.words.T("list.page_slug") + "-" + strconv.Itoa(n) + "/"
}

// absoluteOf turns a relative URL of a view into an absolute one.
func (a *locale) absoluteOf(href string) string {
	p := strings.TrimPrefix(strings.TrimPrefix(href, a.root), "./")
	if a.in.Portable {
		p = strings.TrimSuffix(p, "index.html")
	}
	return a.in.absoluteURL(p)
}
