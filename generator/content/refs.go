package content

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/frontmatter"
	"griot/generator/kinds"
	"griot/generator/site"
)

// vocabularies lists the ids of the hub's vocabularies, without partners,
// whose terms are pages.
func vocabularies(hub *config.Hub) []string {
	out := make([]string, 0, len(hub.Vocabularies)+1)
	for _, v := range hub.Vocabularies {
		if v.ID != "partners" {
			out = append(out, v.ID)
		}
	}
	return out
}

func termSets(hub *config.Hub) map[string]map[string]bool {
	out := make(map[string]map[string]bool, len(hub.Vocabularies))
	for _, v := range hub.Vocabularies {
		set := make(map[string]bool, len(v.Terms))
		for _, t := range v.Terms {
			set[t.ID] = true
		}
		out[v.ID] = set
	}
	return out
}

// termCodes are, by vocabulary, the codes of unknown terms.
var termCodes = map[string]string{
	"outcomes": "outcome-unknown", "countries": "country-unknown", "types": "type-unknown", "roles": "role-unknown",
}

// term reports an id that a vocabulary doesn't have.
func (a *assembly) term(vocabulary, id string, at func() diag.Position) {
	if a.hub.Incomplete || a.terms[vocabulary][id] {
		return
	}
	code := cmp.Or(termCodes[vocabulary], "term-unknown")
	a.list.Error(at(), code, diag.Args{"term": id, "list": vocabulary, "near": a.near(id, slices.Sorted(maps.Keys(a.terms[vocabulary])))})
}

// near returns the name that an unknown one probably means, or "". Only the first 50
// mistakes of a load get a suggestion, because finding one takes long on a large site.
func (a *assembly) near(got string, candidates []string) string {
	if a.hints++; a.hints > 50 {
		return ""
	}
	return diag.Nearest(got, candidates)
}

// nearFile returns the file that a path probably means, as it is written in a file of a
// folder, or "".
func (a *assembly) nearFile(dir, name string) string {
	if a.hints++; a.hints <= 50 {
		if near := diag.NearestFile(name, maps.Keys(a.l.now.files)); near != "" {
			return relative(dir, near)
		}
	}
	return ""
}

// references reports terms and pages that a file names and that don't exist. What
// the file inherits is checked in the source page.
func (a *assembly) references(e *reading) {
	f, at := &e.parsed.Front, a.locate(e.entry)
	for _, vocabulary := range a.fields {
		for i, id := range f.Terms[vocabulary] {
			if vocabulary == "partners" {
				a.partner(id, func() diag.Position { return at(vocabulary, i) })
				continue
			}
			a.term(vocabulary, id, func() diag.Position { return at(vocabulary, i) })
		}
	}
	for _, r := range [...]struct{ vocabulary, key, id string }{
		{"types", "type", f.Type}, {"roles", "role", f.Role}, {"countries", "country", f.Country}, {"outcomes", "outcome", f.Outcome},
	} {
		if r.id != "" {
			a.term(r.vocabulary, r.id, func() diag.Position { return at(r.key) })
		}
	}
	for _, id := range slices.Sorted(maps.Keys(f.Work)) {
		a.term("outcomes", id, func() diag.Position { return at("work", "="+id) })
	}
	a.ownReferences(e, at)
	if f.Theory != nil {
		a.evidence(f.Theory, at)
	}
	if f.Image != nil {
		a.file(e, f.Image.Src, func() diag.Position { return at("image", "src") })
	}
}

// file reports a file beside a page that front matter names and that doesn't exist.
func (a *assembly) file(e *reading, src string, at func() diag.Position) {
	name := compose(path.Join(path.Dir(e.path), src))
	if _, ok := a.l.now.files[name]; src != "" && !ok && strings.HasPrefix(name, Dir+"/") { // else it has been reported
		a.list.Error(at(), "image-missing.front", diag.Args{"file": name, "near": a.nearFile(path.Dir(e.path), name), "folder": path.Dir(name)})
	}
}

// ownReferences checks the terms, pages and files that the fields of a site's own kinds name.
func (a *assembly) ownReferences(e *reading, at func(...any) diag.Position) {
	values := e.parsed.Front.Own
	if len(values) == 0 {
		return
	}
	for _, f := range a.hub.Kinds.OwnFields() {
		list := f.Form == kinds.TermIDs || f.Form == kinds.Pages
		for i, value := range values[f.Name] {
			position := func() diag.Position {
				if list {
					return at(f.Name, i)
				}
				return at(f.Name)
			}
			switch f.Form {
			case kinds.TermID, kinds.TermIDs:
				a.term(f.Of, value, position)
			case kinds.PageID, kinds.Pages:
				if id := strings.TrimSuffix(value, ".md"); a.members[id] == nil {
					a.noPage(position(), id)
				}
			case kinds.File, kinds.Image:
				if i == 0 { // an image has its words, too
					a.file(e, value, position)
				}
			}
		}
	}
}

// evidence checks the outcomes and pages that nodes name.
func (a *assembly) evidence(t *site.Theory, at func(...any) diag.Position) {
	for i, n := range t.Nodes {
		if n.Outcome != "" {
			a.term("outcomes", n.Outcome, func() diag.Position { return at("nodes", i, "outcome") })
		}
		for j, id := range n.Evidence {
			if a.members[id] == nil {
				a.noPage(at("nodes", i, "evidence", j), id)
			}
		}
	}
}

// noPage reports an id that no page has.
func (a *assembly) noPage(at diag.Position, id string) {
	var near []string
	for other := range a.members {
		if path.Dir(other) == path.Dir(id) {
			near = append(near, other+".md")
		}
	}
	slices.Sort(near)
	a.list.Error(at, "page-unknown", diag.Args{"page": id + ".md", "near": a.near(id+".md", near)})
}

// partner reports a partner without a page.
func (a *assembly) partner(name string, at func() diag.Position) {
	var folders []string
	for _, s := range a.hub.Sections {
		if a.hub.Kinds.Of(s.Kind).Terms != "partners" {
			continue
		}
		if a.members[s.ID+"/"+name] != nil {
			return
		}
		folders = append(folders, s.ID)
	}
	if a.hub.Incomplete {
		return
	}
	if len(folders) == 0 {
		a.list.Error(at(), "partner-unknown.section", diag.Args{"name": name})
		return
	}
	var names []string
	for id := range a.members {
		if path.Dir(id) == folders[0] {
			names = append(names, path.Base(id))
		}
	}
	slices.Sort(names)
	a.list.Error(at(), "partner-unknown.page", diag.Args{"name": name, "near": a.near(name, names), "folder": folders[0]})
}

// hubReferences checks what hub.yaml says about pages, files and front
// matter.
func (a *assembly) hubReferences() {
	for _, item := range slices.Concat(a.hub.Navigation, a.hub.Footer) {
		id, isPage := strings.CutSuffix(item.Path, ".md")
		if isPage && a.members[id] == nil {
			a.noPage(item.Position, id)
		} else if id := strings.TrimSuffix(item.Path, "/"); !isPage && !a.hasSection(id) {
			a.list.Error(item.Position, "section-unknown.navigation", diag.Args{"path": item.Path, "near": diag.Nearest(id, a.sectionIDs()), "sections": a.sectionIDs()})
		}
	}
	if exit := a.hub.QuickExit; exit != nil {
		for _, id := range exit.Sections {
			if !a.hasSection(id) {
				a.list.Error(a.hub.Positions["quick_exit/"+id], "section-unknown.quick-exit", diag.Args{"section": id, "near": diag.Nearest(id, a.sectionIDs()), "sections": a.sectionIDs()})
			}
		}
	}
	if a.hub.Logo != "" {
		name := compose(path.Join(Dir, a.hub.Logo))
		if _, ok := a.l.now.files[name]; !ok {
			a.list.Error(a.hub.Positions["logo"], "image-missing.logo", diag.Args{"file": name, "near": a.nearFile(Dir, name)})
		}
	}
	for _, v := range a.hub.Vocabularies {
		if v.ID != "partners" && frontmatter.IsField(v.ID) {
			a.list.Error(a.hub.Positions["vocabularies/"+v.ID], "value-invalid.vocabulary", diag.Args{"id": v.ID})
		}
	}
}

// hasSection reports whether there is a section with an id, or may be one.
func (a *assembly) hasSection(id string) bool {
	return a.sections[id] != nil || slices.Contains(a.hub.SectionIDs, id)
}

// sectionIDs lists the ids of all sections.
func (a *assembly) sectionIDs() []string {
	ids := slices.Clone(a.hub.SectionIDs)
	for _, s := range a.site.Sections {
		if !slices.Contains(ids, s.ID) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// duplicateTerms reports terms, such as countries, that two pages are about.
func (a *assembly) duplicateTerms() {
	seen := map[[2]string]*site.Group{}
	for _, g := range a.site.Groups {
		f := &g.Source.Front
		for _, key := range [...][2]string{{"country", f.Country}, {"outcome", f.Outcome}} {
			if key[1] == "" {
				continue
			}
			if other := seen[key]; other != nil {
				at := a.locate(a.l.now.pages[g.Source.File])(key[0])
				a.list.Error(at, "id-duplicate.page", diag.Args{"list": key[0], "id": key[1], "file": other.Source.File})
				continue
			}
			seen[key] = g
		}
	}
}
