package translate

import (
	"maps"
	"path"
	"slices"
	"strings"

	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// Unit is what is translated together: a page with its translations, the
// names of hub.yaml, or the messages.
type Unit struct {
	ID    string
	files map[string]string // paths by language
}

// Section returns the folder of a unit, or "".
func (u *Unit) Section() string {
	folder, _, in := strings.Cut(u.ID, "/")
	if !in {
		return ""
	}
	return folder
}

// unitList is the units of a site.
type unitList struct {
	langs []string
	units []*Unit // by ID
	byID  map[string]*Unit
}

// findUnits finds the units of a site by the names of its files.
func findUnits(langs []string, files *fileList) unitList {
	l := unitList{langs: langs, byID: map[string]*Unit{}}
	for name := range files.stamps {
		if id, lang, ok := content.IsPage(name, langs); ok {
			l.add(id, lang, name)
		}
	}
	l.addOthers(files)
	return l
}

// add adds a file to its unit.
func (l *unitList) add(id, lang, file string) {
	u := l.byID[id]
	if u == nil {
		u = &Unit{ID: id, files: map[string]string{}}
		l.byID[id] = u
	}
	u.files[lang] = file
}

// addOthers adds the units that are not pages, and sorts all.
func (l *unitList) addOthers(files *fileList) {
	for _, lang := range l.langs {
		l.add(segment.HubID, lang, config.File)
		if files.has(segment.MessageFile(l.langs[0])) {
			l.add(segment.MessagesID, lang, segment.MessageFile(lang))
		}
	}
	l.units = slices.SortedFunc(maps.Values(l.byID), func(a, b *Unit) int { return strings.Compare(a.ID, b.ID) })
}

// Langs lists the hub's languages, the default first.
func (l *unitList) Langs() []string { return slices.Clone(l.langs) }

// Units lists what is translated, by ID.
func (l *unitList) Units() []*Unit { return slices.Clone(l.units) }

// Unit returns the unit with an ID or path, such as "briefs/drc-victims-law",
// "content/briefs/drc-victims-law.fr.md" or "hub.yaml", or nil.
func (l *unitList) Unit(name string) *Unit {
	name = strings.TrimPrefix(path.Clean(strings.ReplaceAll(name, `\`, "/")), "content/")
	if u := l.byID[name]; u != nil {
		return u
	}
	if strings.HasPrefix(name, "i18n/active.") || strings.HasPrefix(name, "active.") {
		return l.byID[segment.MessagesID]
	}
	name, _ = site.CutPageExt(name)
	if u := l.byID[name]; u != nil {
		return u
	}
	return l.byID[strings.TrimSuffix(name, path.Ext(name))]
}

// Find returns the units with the given names, in order; without names, all
// units. A name is that of a unit or of a folder of content. If a name matches
// nothing, Find returns it as unknown, and no units.
func (l *unitList) Find(names []string) (units []*Unit, unknown string) {
	if len(names) == 0 {
		return l.Units(), ""
	}
	chosen := map[*Unit]bool{}
	for _, name := range names {
		if u := l.Unit(name); u != nil {
			chosen[u] = true
			continue
		}
		folder := strings.Trim(strings.TrimPrefix(name, "content/"), "/") + "/"
		found := false
		for _, u := range l.units {
			if strings.HasPrefix(u.ID, folder) {
				chosen[u], found = true, true
			}
		}
		if !found {
			return nil, name
		}
	}
	for _, u := range l.units {
		if chosen[u] {
			units = append(units, u)
		}
	}
	return units, ""
}

// Nearest returns the ID closest to a name, for a hint.
func (l *unitList) Nearest(name string) string {
	ids := make([]string, len(l.units))
	for i, u := range l.units {
		ids[i] = u.ID
	}
	return diag.Nearest(name, ids)
}

// isOrphan reports whether a file of records belongs to no document.
func (l *unitList) isOrphan(file string) bool {
	rest, ok := strings.CutPrefix(file, state.Dir+"/")
	if !ok {
		return false
	}
	lang, id, _ := strings.Cut(strings.TrimSuffix(rest, path.Ext(rest)), "/")
	u := l.byID[id]
	return u == nil || u.files[lang] == "" && u.ID != segment.HubID && u.ID != segment.MessagesID
}
