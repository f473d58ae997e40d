package content

import (
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/kinds"
	"griot/generator/site"
)

// indexName is the name of the page of a folder.
const indexName = "index"

// isIndex reports whether an id is that of the page of a folder in content/.
func isIndex(id string) bool { return path.Base(id) == indexName && strings.Contains(id, "/") }

// folderKinds are the kinds that index pages give to the pages of their folders, by folder.
// Each folder at the top that hub.yaml doesn't list and that has an index page is in it.
type folderKinds map[string]site.Kind

// String returns the same text for the same kinds.
func (f folderKinds) String() string {
	var b strings.Builder
	for _, id := range slices.Sorted(maps.Keys(f)) {
		b.WriteString(id + " " + string(f[id]) + "\n")
	}
	return b.String()
}

// findFolderKinds returns the kinds that the index pages among entries give.
func findFolderKinds(hub *config.Hub, entries map[string]*entry) folderKinds {
	out := folderKinds{}
	for id, files := range indexFiles(entries) {
		folder := path.Dir(id)
		listed := sectionOf(hub, folder) != nil
		if !strings.Contains(folder, "/") && !listed {
			out[folder] = kinds.Page
		}
		source := leading(hub, files)
		if source == nil || source.coded == "" || listed {
			continue
		}
		if f := source.parsed(nil).Front.Folder; f != nil && f.Kind != "" {
			out[folder] = f.Kind
		}
	}
	return out
}

// indexFiles returns the files of each index page of a folder, by id.
func indexFiles(entries map[string]*entry) map[string][]*entry {
	out := map[string][]*entry{}
	for _, e := range entries {
		if isIndex(e.id) {
			out[e.id] = append(out[e.id], e)
		}
	}
	return out
}

// leading returns the file that the others of a page are translations of, or nil.
func leading(hub *config.Hub, files []*entry) *entry {
	byLang := map[string]*entry{}
	for _, e := range files {
		byLang[e.lang] = e
	}
	for _, l := range hub.Languages {
		if e := byLang[l.Code]; e != nil && e.coded != "" {
			if from := byLang[e.parsed(nil).Front.TranslatedFrom]; from != nil {
				return from
			}
		}
	}
	for _, l := range hub.Languages {
		if e := byLang[l.Code]; e != nil {
			return e
		}
	}
	return nil
}

// sectionOf returns the section of hub.yaml with an id, or nil.
func sectionOf(hub *config.Hub, id string) *site.Section {
	for _, s := range hub.Sections {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// defaultKind returns the kind of a page that doesn't name its own, or "" in a folder that
// is no section.
func (f folderKinds) defaultKind(hub *config.Hub, id string) site.Kind {
	dir := path.Dir(id)
	if dir == "." {
		return kinds.Page
	}
	top, _, _ := strings.Cut(id, "/")
	if sectionOf(hub, top) == nil && f[top] == "" {
		return ""
	}
	if isIndex(id) && sectionOf(hub, dir) == nil {
		return kinds.Page
	}
	for ; dir != "."; dir = path.Dir(dir) {
		if k := f[dir]; k != "" {
			return k
		}
	}
	return sectionOf(hub, top).Kind
}

// folders makes the sections of a site from hub.yaml and the folders of its pages.
func (a *assembly) folders() []*site.Section {
	byID := map[string]*site.Section{}
	for _, s := range a.hub.Sections {
		top := *s
		byID[s.ID] = &top
	}
	ids := map[string]bool{}
	for id := range a.members {
		for dir := path.Dir(id); dir != "." && !ids[dir]; dir = path.Dir(dir) {
			ids[dir] = true
		}
	}
	sorted := slices.Sorted(maps.Keys(ids)) // a folder comes before those in it
	for _, id := range sorted {
		s, parent := byID[id], byID[path.Dir(id)]
		if s == nil {
			if parent == nil && (strings.Contains(id, "/") || len(a.members[id+"/"+indexName]) == 0) {
				continue // no section: the page itself reports it
			}
			s = a.folder(id, parent)
			byID[id] = s
		}
		a.index(s)
	}
	a.sections = byID
	return ordered(a.hub, byID, sorted)
}

// ordered lists sections: those of hub.yaml in its order, then the others at the top, each
// before the folders in it.
func ordered(hub *config.Hub, byID map[string]*site.Section, sorted []string) []*site.Section {
	var out, tops []*site.Section
	for _, s := range hub.Sections {
		tops = append(tops, byID[s.ID])
	}
	for _, id := range sorted {
		if s := byID[id]; s != nil && s.Parent == nil && sectionOf(hub, id) == nil {
			tops = append(tops, s)
		}
	}
	var add func(s *site.Section)
	add = func(s *site.Section) {
		out = append(out, s)
		for _, f := range s.Folders {
			add(f)
		}
	}
	for _, s := range tops {
		add(s)
	}
	return out
}

// folder makes the section of a folder that hub.yaml doesn't list. Until its index page says
// otherwise, it is named after the folder and continues the folder above.
func (a *assembly) folder(id string, parent *site.Section) *site.Section {
	name := path.Base(id)
	s := &site.Section{
		ID: id, Parent: parent, Kind: a.kinds.defaultKind(a.hub, id+"/x"),
		Name: site.Text{}, NameLang: site.Text{}, Slug: site.Text{}, Summary: site.Text{},
	}
	if parent != nil {
		parent.Folders = append(parent.Folders, s)
		if s.Order = parent.Order; s.Order == site.ByHand {
			s.Order = site.ByWeight
		}
	}
	for _, l := range a.hub.Languages {
		s.Name[l.Code], s.Slug[l.Code] = spoken(name), name
	}
	return s
}

// spoken writes the name of a folder as words: "getting-started" is "Getting started".
func spoken(name string) string {
	words := strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || unicode.IsSpace(r) }), " ")
	r, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(r)) + words[size:]
}

// index adds what the index page of a section says of it.
func (a *assembly) index(s *site.Section) {
	files := a.members[s.ID+"/"+indexName]
	source := leading(a.hub, files)
	listed := sectionOf(a.hub, s.ID) != nil
	if source != nil && source.coded != "" && !source.broken {
		own := source.parsed(nil)
		s.Weight, s.Date = own.Front.Weight, own.Front.Date
		if f := own.Front.Folder; f != nil {
			a.said(s, source, f, listed)
		}
		if !listed {
			for _, l := range a.hub.Languages {
				a.name(s, source, l.Code)
			}
		}
	}
	for _, e := range files {
		if e.coded == "" || e.broken || listed && e.parsed(nil).Slug == "" {
			continue
		}
		own := e.parsed(nil)
		if listed {
			a.list.Error(a.locate(e)("slug"), "field-twice", diag.Args{"key": "slug", "section": s.ID})
			continue
		}
		a.name(s, e, e.lang)
		if own.Slug != "" {
			s.Slug[e.lang] = own.Slug
		}
	}
	if !listed {
		a.slugged(s, source)
	}
}

// said applies what an index page says of its folder. What hub.yaml says of it may not be
// said twice.
func (a *assembly) said(s *site.Section, e *entry, f *site.Folder, listed bool) {
	twice := func(key string, both bool) bool {
		if both {
			a.list.Error(a.locate(e)("folder", key), "field-twice", diag.Args{"key": key, "section": s.ID})
		}
		return both
	}
	twice("kind", listed && f.Kind != "")
	if f.Order != "" && !twice("order", listed && s.Order != "") {
		s.Order, s.Names = f.Order, f.Names
	}
	if f.Navigation != "" && !twice("navigation", listed && s.Hidden) {
		s.Hidden = f.Navigation == site.Hidden
	}
}

// name takes the name and the summary of a section from a file of its index page.
func (a *assembly) name(s *site.Section, e *entry, lang string) {
	f := e.parsed(nil).Front
	if f.Title == "" {
		return
	}
	s.Name[lang], s.Summary[lang] = f.Title, f.Summary
	delete(s.NameLang, lang)
	if lang != e.lang {
		s.NameLang[lang] = e.lang
	}
}

// slugged reports names of folders that are no part of a URL.
func (a *assembly) slugged(s *site.Section, source *entry) {
	for _, l := range a.hub.Languages {
		if slug := s.Slug[l.Code]; !site.ValidSlug(slug) {
			at := diag.Position{File: Dir + "/" + s.ID}
			if source != nil {
				at = diag.Position{File: source.path, Line: 1}
			}
			a.list.Error(at, "value-invalid.folder-name", diag.Args{"name": slug, "near": site.Slug(slug), "page": JoinName(s.ID+"/"+indexName, l.Code)})
			return
		}
	}
}

// checkFolders reports what sections and index pages say that can't be so.
func (a *assembly) checkFolders() {
	for _, s := range a.site.Sections {
		a.checkNames(s)
	}
	for _, g := range a.site.Groups {
		if g.Source.Front.Folder != nil && !g.IsIndex() {
			a.list.Error(a.locate(a.l.now.pages[g.Source.File])("=folder"), "folder-elsewhere", nil)
		}
	}
}

// checkNames reports names in the order of a folder that nothing in it has.
func (a *assembly) checkNames(s *site.Section) {
	for i, name := range s.Names {
		if a.members[s.ID+"/"+name] != nil || a.sections[s.ID+"/"+name] != nil {
			continue
		}
		var near []string
		for id := range a.members {
			if path.Dir(id) == s.ID && path.Base(id) != indexName {
				near = append(near, path.Base(id))
			}
		}
		for _, f := range s.Folders {
			near = append(near, path.Base(f.ID))
		}
		slices.Sort(near)
		at := a.hub.Positions["sections/"+s.ID]
		if g := a.site.ByID[s.ID+"/"+indexName]; g != nil && g.Source.Front.Folder != nil && len(g.Source.Front.Folder.Names) > 0 {
			at = a.locate(a.l.now.pages[g.Source.File])("folder", "order", i)
		}
		a.list.Error(at, "order-unknown", diag.Args{"name": name, "folder": s.ID, "near": a.near(name, near)})
	}
}

// useFolders sets the sections of the site. Where only front matter of other pages than
// index pages changed, they are those of the last graph.
func (a *assembly) useFolders(touched map[string]bool) {
	if touched == nil || a.l.byFolder == nil {
		before := len(a.list)
		a.l.sections = a.folders()
		a.l.byFolder = a.sections
		a.l.inFolders = slices.Clone(a.list[before:])
	} else {
		a.list = append(a.list, a.l.inFolders...)
	}
	a.site.Sections, a.sections = a.l.sections, a.l.byFolder
}
