package pages

import (
	"slices"
	"strings"

	"griot/generator/view/index"

	"griot/generator/site"
	"griot/generator/view"
)

// browseSpec returns the list of all pages by kind, to which search leads without
// a script.
func (b *Builder) browseSpec(x *index.Index) Spec {
	path := b.contextAt(x.Code, "").browsePath()
	return Spec{Path: path, Layout: "browse", Lang: x.Code, generate: func(b *Builder) *view.View {
		a := b.contextAt(x.Code, path)
		versions := b.generatedVersions(func(o page) (string, string, bool) {
			return o.browsePath(), o.words.T("browse.title"), true
		}, a)
		w := a.words
		v := a.newView(path, "browse", "browse", w.T("browse.title"), w.T("browse.summary"), versions)
		v.Browse = &view.Browse{}
		for _, k := range a.in.Hub.Kinds.Names() {
			if list := x.ByKind[site.Kind(k)]; len(list) > 0 {
				v.Browse.Groups = append(v.Browse.Groups, view.CardGroup{ID: k, Title: w.T("kinds." + k), Cards: a.cardsOf(a.byTitle(list))})
			}
		}
		return v
	}}
}

// byTitle sorts pages by title.
func (a page) byTitle(list []site.Rendition) []site.Rendition {
	out := slices.Clone(list)
	slices.SortFunc(out, a.b.maker(a.index.Language).ByTitle)
	return out
}

// notFoundSpec returns a language's error page; hosts serve it at any URL.
func (b *Builder) notFoundSpec(x *index.Index, path string) Spec {
	return Spec{Path: path, Layout: "not-found", Lang: x.Code, generate: func(b *Builder) *view.View {
		a := b.contextAt(x.Code, path)
		versions := b.generatedVersions(func(o page) (string, string, bool) {
			return o.lang + "/404.html", o.words.T("not_found.title"), true
		}, a)
		w := a.words
		v := a.newView(path, "not-found", "not-found", w.T("not_found.title"), w.T("not_found.summary"), versions)
		v.Meta.NoIndex, v.Meta.Alternates, v.Meta.Canonical = true, nil, ""
		v.NotFound = &view.NotFound{Search: v.Frame.Search, Browse: v.Frame.Browse}
		return v
	}}
}

// rootSpec returns the page at the site's root, which offers the languages. If there is
// only one, it leads to its home page.
func (b *Builder) rootSpec() Spec {
	first := b.in.Site.Languages[0].Code
	if len(b.in.Site.Languages) == 1 {
		return b.Redirect("", first, first+"/", b.in.Hub.Title[first], b.in.Hub.Description[first])
	}
	return Spec{Path: "", Layout: "root", Lang: first, generate: func(b *Builder) *view.View {
		a := b.contextAt(first, "")
		v := a.newView("", "root", "root", b.in.Hub.Title[first], b.in.Hub.Description[first], nil)
		v.Crumbs = nil
		v.Meta.Alternates = nil
		v.Root = &view.Root{}
		for i, l := range b.in.Site.Languages {
			if i == 0 {
				v.Meta.Alternates = append(v.Meta.Alternates, view.Alternate{Code: "x-default", Href: b.in.absoluteURL("")})
			}
			v.Meta.Alternates = append(v.Meta.Alternates, view.Alternate{Code: l.Code, Href: b.in.absoluteURL(l.Code + "/")})
			v.Root.Choices = append(v.Root.Choices, view.RootChoice{
				Code: l.Code, Name: l.Name, Dir: l.Dir, Href: a.href(l.Code + "/"),
				Title: a.typesetIn(l.Code, b.in.Hub.Title[l.Code]), Description: a.typesetIn(l.Code, b.in.Hub.Description[l.Code]),
			})
		}
		return v
	}}
}

// Redirect returns the page at a former address, which leads to another one; path is below
// the site's root and ends in a slash or in .html, and to likewise, or on the web. Title and
// summary are those of what stands there now.
func (b *Builder) Redirect(path, lang, to, title, summary string) Spec {
	return Spec{Path: path, Layout: "redirect", Lang: lang, generate: func(b *Builder) *view.View {
		a := b.contextAt(lang, path)
		v := a.newView(path, "redirect", "redirect", title, summary, nil)
		v.Meta.NoIndex = true
		if form, _ := site.FormOf(to); form == site.WebForm {
			v.Meta.Canonical, v.Redirect = to, &view.Redirect{Href: to}
		} else {
			v.Meta.Canonical, v.Redirect = b.in.absoluteURL(to), &view.Redirect{Href: a.href(to)}
		}
		return v
	}}
}

// List is a page without a source file that the sitemap and search list: a section's
// list or that of a term's documents.
type List struct {
	Lang, Path    string
	Name, Summary string
	Entries       string // names of parts and pages of a short list, one a line
	Section       string // id of the section, or ""
	Term          string // "VOCABULARY/ID" of the term, or ""
	Alternates    []view.Alternate
}

// Lists returns the first pages of all lists.
func (b *Builder) Lists() []List {
	var out []List
	for _, l := range b.in.Site.Languages {
		x := b.langs[l.Code]
		a := b.contextAt(l.Code, "")
		for _, s := range b.in.Site.Sections {
			out = append(out, List{l.Code, a.sectionPath(s), s.Name[l.Code], s.Summary[l.Code], b.entries(x, s), s.ID, "", b.alternates(b.sectionVersions(a, s))})
		}
		for _, t := range x.Listings {
			summary := a.words.T("list.of_term", "Name", a.localize(t.Vocabulary.Name), "Documents", a.words.T("library.documents", "Count", len(t.Documents)))
			out = append(out, List{l.Code, t.Path, t.Name, summary, "", "", t.Key.Vocabulary + "/" + t.Key.Term, b.alternates(b.listingVersions(a, t))})
		}
	}
	return out
}

// maxEntries is the number of pages up to which search reads their titles in the list of
// their section: a longer list is no answer to the title of one of its pages.
const maxEntries = 100

// entries returns the names of a section's parts and the titles of its pages.
func (b *Builder) entries(x *index.Index, s *site.Section) string {
	own := pagesOf(x, s)
	if len(own) > maxEntries {
		return ""
	}
	var out strings.Builder
	for _, g := range (lists{b.contextAt(x.Code, "")}).groups(s.Kind, own) {
		for _, line := range append([]string{g.Title}, cardTitles(g.Cards)...) {
			if line != "" {
				out.WriteString(line + "\n")
			}
		}
	}
	return out.String()
}

func cardTitles(cards []*view.Card) []string {
	titles := make([]string, len(cards))
	for i := range cards {
		titles[i] = cards[i].Title
	}
	return titles
}
