package content

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"griot/generator/cache"
	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/frontmatter"
	"griot/generator/site"
)

// assembly builds the graph of a site from its files.
type assembly struct {
	l        *Loader
	hub      *config.Hub
	site     *site.Site
	members  map[string][]*entry // by group, also of groups without a page
	terms    map[string]map[string]bool
	fields   []string // vocabularies that are fields
	kinds    folderKinds
	sections map[string]*site.Section // by folder
	list     diag.List
	hints    int // how many suggestions were looked for

	// In a whole site, many lists, pages and groups share a piece of memory; after
	// an edit, each of the changed ones has its own.
	arena  *arena
	pages  []site.Page
	groups []site.Group
}

// assemble builds the graph. Groups that touched doesn't name are taken from the
// last graph, unless they had diagnostics; nil means all groups are new.
func (l *Loader) assemble(hub *config.Hub, touched map[string]bool) *assembly {
	l.pair(touched)
	a := &assembly{l: l, hub: hub, members: l.members, kinds: l.kinds}
	a.site = &site.Site{
		Languages: hub.Languages, Vocabularies: hub.Vocabularies,
		Fallback: hub.Fallback == config.Notice,
		Groups:   make([]*site.Group, 0, len(a.members)),
		ByID:     make(map[string]*site.Group, len(a.members)),
	}
	a.terms = termSets(hub)
	if touched == nil {
		a.arena = &arena{}
	}
	a.fields = append(vocabularies(hub), "partners")
	a.useFolders(touched)
	a.hubReferences()
	clean := l.clean
	l.clean = make(map[string]*site.Group, len(a.members))
	for _, id := range slices.Sorted(maps.Keys(a.members)) {
		g, before := clean[id], len(a.list)
		if g == nil || touched[id] {
			g = a.group(id, a.members[id])
		}
		if g == nil {
			continue
		}
		a.site.Groups = append(a.site.Groups, g)
		a.site.ByID[id] = g
		if len(a.list) == before {
			l.clean[id] = g
		}
	}
	a.duplicateTerms()
	a.checkFolders()
	a.checkURLs()
	return a
}

// pair collects the translations of each page, in the order of their paths.
func (l *Loader) pair(touched map[string]bool) {
	if l.members == nil {
		l.members, touched = make(map[string][]*entry, len(l.now.pages)/2+1), nil
		for _, e := range l.now.pages {
			l.members[e.id] = append(l.members[e.id], e)
		}
		for _, m := range l.members {
			slices.SortFunc(m, func(x, y *entry) int { return cmp.Compare(x.path, y.path) })
		}
	}
	for id := range touched {
		for i, e := range l.members[id] {
			l.members[id][i] = l.now.pages[e.path]
		}
	}
}

// group returns a page with its translations, or nil if it has no source page or
// no kind.
func (a *assembly) group(id string, members []*entry) *site.Group {
	files := a.readings(a.withoutTwins(members))
	source := a.source(files)
	if source == nil || source.broken {
		return nil
	}
	g := alloc(&a.groups, a.arena != nil)
	*g = site.Group{ID: id, Section: a.sections[path.Dir(id)], Pages: make(map[string]*site.Page, len(members))}
	g.Kind = source.parsed.Kind
	if g.Kind == "" {
		if source.parsed.Set.Has("kind") { // reported as unknown
			return nil
		}
		g.Kind = a.kinds.defaultKind(a.hub, id)
	}
	if g.Kind == "" || g.Section == nil && strings.Count(id, "/") > 1 {
		a.noKind(id, source)
		return nil
	}
	for _, r := range files {
		if r.broken {
			continue
		}
		p := a.page(g, r, source)
		g.Pages[p.Lang] = p
		if r == source {
			g.Source = p
		}
	}
	return g
}

// withoutTwins reports a page whose file is there with two endings, and leaves one out.
func (a *assembly) withoutTwins(members []*entry) []*entry {
	if !slices.ContainsFunc(members, func(e *entry) bool { return path.Ext(e.path) == ".markdown" }) {
		return members
	}
	return slices.DeleteFunc(slices.Clone(members), func(e *entry) bool {
		stem, long := strings.CutSuffix(e.path, ".markdown")
		if !long || !slices.ContainsFunc(members, func(m *entry) bool { return m.path == stem+".md" }) {
			return false
		}
		a.list.Error(diag.Position{File: e.path}, "file-name.two-endings", diag.Args{"other": path.Base(stem) + ".md"})
		return true
	})
}

// reading is a file with its parsed front matter.
type reading struct {
	*entry
	parsed *frontmatter.Parsed // nil if the file is broken
	orphan bool                // it names a source page that isn't there
}

func (a *assembly) readings(members []*entry) []*reading {
	out := make([]*reading, len(members))
	for i, e := range members {
		out[i] = &reading{entry: e}
		if !e.broken {
			out[i].parsed = e.parsed(a.arena)
		}
	}
	return out
}

// alloc returns a new value, with many an element of a longer list.
func alloc[T any](list *[]T, many bool) *T {
	if !many {
		return new(T)
	}
	if len(*list) == 0 {
		*list = make([]T, 64)
	}
	first := &(*list)[0]
	*list = (*list)[1:]
	return first
}

func (a *assembly) noKind(id string, e *reading) {
	if a.hub.Incomplete {
		return
	}
	folder, _, _ := strings.Cut(id, "/")
	var known []string
	for _, s := range a.hub.Sections {
		known = append(known, s.ID)
	}
	a.list.Error(diag.Position{File: e.path}, "section-unknown.folder", diag.Args{"folder": folder, "lang": e.lang, "near": diag.Nearest(folder, known)})
}

// source returns the source page among translations: the one that translated_from
// names, or else the first in the order of the site's languages.
func (a *assembly) source(members []*reading) *reading {
	byLang := make(map[string]*reading, len(members))
	said := ""
	var first *reading
	for _, e := range members {
		byLang[e.lang] = e
		if e.broken || e.parsed.Front.TranslatedFrom == "" {
			continue
		}
		if !a.translatedFrom(e, members) {
			continue
		}
		if first == nil {
			first, said = e, e.parsed.Front.TranslatedFrom
		}
	}
	if first == nil {
		for _, l := range a.hub.Languages {
			if e := byLang[l.Code]; e != nil {
				return e
			}
		}
		return nil
	}
	for _, e := range members {
		if e.broken || e == first || e.lang == said && e.parsed.Front.TranslatedFrom == "" || e.parsed.Front.TranslatedFrom == said {
			continue
		}
		a.disagree(e, first, said)
	}
	return byLang[said]
}

// translatedFrom checks the language that a translation names and reports whether
// the page exists in it.
func (a *assembly) translatedFrom(e *reading, members []*reading) bool {
	from := e.parsed.Front.TranslatedFrom
	codes := a.hub.Codes()
	at := a.locate(e.entry)
	switch {
	case !slices.Contains(codes, from):
		a.list.Error(at("translated_from"), "language-unknown.value", diag.Args{"lang": from, "near": diag.Nearest(from, codes)})
	case from == e.lang:
		a.list.Error(at("translated_from"), "source-conflict.itself", nil)
	case !slices.ContainsFunc(members, func(m *reading) bool { return m.lang == from }):
		e.orphan = true
		variant, near := "source-conflict.no-source", a.untranslated(e.id, from, e.lang)
		if near != "" {
			variant = "source-conflict.renamed"
		}
		a.list.Error(at("translated_from"), variant, diag.Args{
			"source": JoinName(e.id, from), "near": JoinName(near, from), "file": JoinName(near, e.lang),
		})
	default:
		return true
	}
	return false
}

// untranslated returns the id of the page of a page's folder that may be the page's
// source under another name: the one with the most similar id of those that exist in the
// source's language and not in the page's, or the only one; or "".
func (a *assembly) untranslated(id, from, lang string) string {
	has := map[string]bool{}
	for _, e := range a.l.now.pages {
		if e.lang == lang {
			has[e.id] = true
		}
	}
	var names []string
	for _, e := range a.l.now.pages {
		if e.lang == from && !has[e.id] && path.Dir(e.id) == path.Dir(id) {
			names = append(names, path.Base(e.id))
		}
	}
	slices.Sort(names)
	near := diag.Nearest(path.Base(id), names)
	for _, name := range names {
		if near == "" && (strings.HasPrefix(name, path.Base(id)) || strings.HasPrefix(path.Base(id), name)) {
			near = name
		}
	}
	if near == "" && len(names) == 1 {
		near = names[0]
	}
	if near == "" {
		return ""
	}
	return path.Join(path.Dir(id), near)
}

func (a *assembly) disagree(e, first *reading, said string) {
	at := a.locate(e.entry)("translated_from")
	if e.parsed.Front.TranslatedFrom == "" {
		at = diag.Position{File: e.path, Line: 1}
	}
	a.list.Error(at, "source-conflict.disagree", diag.Args{"lang": first.lang, "said": said})
}

// page returns the page of one file.
func (a *assembly) page(g *site.Group, e, source *reading) *site.Page {
	p := alloc(&a.pages, a.arena != nil)
	*p = site.Page{Group: g, Lang: e.lang, File: e.path, Body: e.body, Line: e.line, FrontHash: e.front}
	m := frontmatter.Member{Parsed: e.parsed, Kind: g.Kind, Schemas: a.l.schemas, Faulty: e.list.Errors() > 0, Locate: a.locate(e.entry)}
	if e == source {
		p.Front = e.parsed.Front
	} else {
		m.Source = source.parsed
		p.Front = a.l.schemas.Inherit(e.parsed, source.parsed, g.Kind)
		both := append(e.front[:len(e.front):len(e.front)], source.front[:]...)
		p.FrontHash = cache.Hash(both)
	}
	if !e.orphan { // what it lacks is said by the page that isn't there
		m.Check(&a.list)
	}
	p.Slug = a.slug(g, e)
	a.references(e)
	return p
}

// slug returns the last part of a page's URL.
func (a *assembly) slug(g *site.Group, e *reading) string {
	if g.IsIndex() {
		return "" // the slug is that of the folder
	}
	if e.parsed.Slug != "" {
		return e.parsed.Slug
	}
	name := path.Base(g.ID)
	if name == indexName {
		return ""
	}
	if !site.ValidSlug(name) {
		a.list.Error(diag.Position{File: e.path, Line: 1}, "value-invalid.file-name", diag.Args{"name": name, "near": site.Slug(name)})
	}
	return name
}

// locate returns a function that finds values in a file's front matter. It reads
// the file again: only mistakes need positions, so they are not stored.
func (a *assembly) locate(e *entry) func(path ...any) diag.Position {
	return func(path ...any) diag.Position {
		src, err := readFile(a.l.fsys, e.disk)
		if err != nil {
			return diag.Position{File: e.path}
		}
		return frontmatter.Locate(src, e.path, path...)
	}
}
