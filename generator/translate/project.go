package translate

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/kinds"
	"griot/generator/site"
)

// Project is a site opened for translating. It reads files on demand; its
// methods are safe for concurrent use.
type Project struct {
	Hub   *config.Hub
	langs []string
	files *fileList
	units []*Unit
	byID  map[string]*Unit

	indexOnce sync.Once
	index     *recordIndex
	indexErr  error
}

// Unit is what is translated together: a page with its translations, the
// names of hub.yaml, or the messages.
type Unit struct {
	ID    string
	files map[string]string // paths by language
}

// UnitPair is a unit's source and its translation into one language, with the
// state of each segment.
type UnitPair struct {
	Unit           *Unit
	From, To       string
	Source, Target *Document // Target is nil where there is no translation
	Pairs          []Pair
	Records        []Record // those of this unit, as they were read
	recordFile     string   // the file that they stand in; of another name where the unit was renamed
	recordBytes    []byte
	usesOthers     bool // records of other units were looked at
}

// Open looks at a site. The diagnostics are those of hub.yaml; names that a
// language lacks are among them, and no obstacle. Where not even the languages
// can be read, the project is nil.
func Open(fsys fs.FS) (*Project, diag.List, error) {
	src, err := fs.ReadFile(fsys, config.File)
	if err != nil {
		return nil, nil, fmt.Errorf("read the hub's configuration: %w", err)
	}
	hub, list := config.Load(src, config.File)
	if len(hub.Languages) == 0 {
		return nil, list, nil
	}
	d := &Project{Hub: hub, langs: hub.Codes(), byID: map[string]*Unit{}}
	if d.files, err = listFiles(fsys); err != nil {
		return nil, nil, err
	}
	d.find()
	return d, list, nil
}

// find gathers the units.
func (d *Project) find() {
	add := func(id, lang, file string) {
		u := d.byID[id]
		if u == nil {
			u = &Unit{ID: id, files: map[string]string{}}
			d.byID[id] = u
		}
		u.files[lang] = file
	}
	for name := range d.files.stamps {
		if id, lang, ok := content.IsPage(name, d.langs); ok {
			add(id, lang, name)
		}
	}
	for _, lang := range d.langs {
		add(HubID, lang, config.File)
		if d.files.has(messageFile(d.langs[0])) {
			add(MessagesID, lang, messageFile(lang))
		}
	}
	d.units = slices.SortedFunc(maps.Values(d.byID), func(a, b *Unit) int { return strings.Compare(a.ID, b.ID) })
}

// Langs lists the hub's languages, the default first.
func (d *Project) Langs() []string { return slices.Clone(d.langs) }

// Units lists what is translated, by ID.
func (d *Project) Units() []*Unit { return slices.Clone(d.units) }

// Unit returns the unit with an ID or path, such as "briefs/drc-victims-law",
// "content/briefs/drc-victims-law.fr.md" or "hub.yaml"; nil where there is
// none.
func (d *Project) Unit(name string) *Unit {
	name = strings.TrimPrefix(path.Clean(strings.ReplaceAll(name, `\`, "/")), "content/")
	if u := d.byID[name]; u != nil {
		return u
	}
	if strings.HasPrefix(name, "i18n/active.") || strings.HasPrefix(name, "active.") {
		return d.byID[MessagesID]
	}
	name = strings.TrimSuffix(name, ".md")
	if u := d.byID[name]; u != nil {
		return u
	}
	return d.byID[strings.TrimSuffix(name, path.Ext(name))]
}

// Find returns the units with the given names, in order. A name is that of a
// unit or of a folder of content; no names mean all units. Where a name matches
// nothing, Find returns it as unknown, and no units.
func (d *Project) Find(names []string) (units []*Unit, unknown string) {
	if len(names) == 0 {
		return d.Units(), ""
	}
	chosen := map[*Unit]bool{}
	for _, name := range names {
		if u := d.Unit(name); u != nil {
			chosen[u] = true
			continue
		}
		folder := strings.Trim(strings.TrimPrefix(name, "content/"), "/") + "/"
		found := false
		for _, u := range d.units {
			if strings.HasPrefix(u.ID, folder) {
				chosen[u], found = true, true
			}
		}
		if !found {
			return nil, name
		}
	}
	for _, u := range d.units {
		if chosen[u] {
			units = append(units, u)
		}
	}
	return units, ""
}

// Nearest is the ID closest to a name, for a hint.
func (d *Project) Nearest(name string) string {
	ids := make([]string, len(d.units))
	for i, u := range d.units {
		ids[i] = u.ID
	}
	return diag.Nearest(name, ids)
}

// document reads a unit in one language; it is nil where there is no file.
func (d *Project) document(u *Unit, lang string) (*Document, error) {
	file := u.files[lang]
	if file == "" {
		return nil, nil
	}
	src, err := d.files.read(file)
	if err != nil {
		return nil, err
	}
	switch {
	case u.ID == HubID:
		return parseHub(lang, d.langs, src), nil
	case u.ID == MessagesID:
		return parseMessages(lang, src), nil
	case src == nil:
		return nil, nil
	}
	return parsePage(u.ID, lang, file, src), nil
}

// documents reads a unit in all its languages and finds its source.
func (d *Project) documents(u *Unit) (docs map[string]*Document, source string, err error) {
	docs = make(map[string]*Document, len(u.files))
	for _, lang := range d.langs {
		doc, err := d.document(u, lang)
		if err != nil {
			return nil, "", err
		}
		if doc == nil {
			continue
		}
		docs[lang] = doc
		if source == "" && doc.From == "" && (u.ID == HubID || u.ID == MessagesID || doc.Err == nil) {
			source = lang
		}
	}
	for _, file := range slices.Sorted(maps.Values(u.files)) { // a translation's word counts, the first one's first
		for lang, doc := range docs {
			if doc.File == file && doc.From != "" && doc.From != lang && docs[doc.From] != nil {
				return docs, doc.From, nil
			}
		}
	}
	if source == "" {
		for _, lang := range d.langs {
			if docs[lang] != nil {
				return docs, lang, nil
			}
		}
	}
	return docs, source, nil
}

// UnitPairs compares a unit with its translation into each other language, in
// the order of the hub's languages. A document that can't be read is a
// diagnostic.
func (d *Project) UnitPairs(u *Unit) ([]*UnitPair, diag.List, error) {
	docs, from, err := d.documents(u)
	if err != nil {
		return nil, nil, err
	}
	var list diag.List
	for _, lang := range d.langs {
		if doc := docs[lang]; doc != nil && doc.Err != nil {
			list.Errorf(diag.Position{File: doc.File}, "translate-unreadable", "griot check says more", "its texts can't be found: %v", doc.Err)
		}
	}
	if list.Errors() > 0 {
		return nil, list, nil
	}
	var out []*UnitPair
	for _, to := range d.langs {
		if to == from || from == "" {
			continue
		}
		s := &UnitPair{Unit: u, From: from, To: to, Source: docs[from], Target: docs[to]}
		if err := d.records(s); err != nil {
			list.Errorf(diag.Position{File: s.recordFile}, "translate-records", "finish the merge, or delete the file and run griot translate mark", "%v", err)
			continue
		}
		k := history{records: s.Records}
		if s.Target != nil {
			k.others = func(target string) []Record {
				s.usesOthers = true
				return d.otherRecords(s, target)
			}
		}
		s.Pairs = compare(s.Source, s.Target, k)
		if s.usesOthers && d.indexErr != nil {
			return nil, nil, d.indexErr
		}
		out = append(out, s)
	}
	return out, list, nil
}

// records reads the records of a unit pair. Where there is no file under the
// unit's name, it takes the orphaned file that holds most of its texts: the unit
// was renamed.
func (d *Project) records(s *UnitPair) error {
	s.recordFile = stateFile(s.To, s.Unit.ID)
	if d.files.has(s.recordFile) {
		return d.readRecords(s)
	}
	if back := stateFile(s.From, s.Unit.ID); d.files.has(back) {
		src, err := d.files.read(back)
		if err != nil {
			return err
		}
		if records, err := parseRecords(src, s.To, s.From); err == nil {
			s.Records = reversed(records)
			return nil
		}
	}
	if s.Target == nil || s.Unit.ID == HubID || s.Unit.ID == MessagesID {
		return nil
	}
	s.usesOthers = true
	if at := d.findRenamed(s); at != "" {
		s.recordFile = at
		return d.readRecords(s)
	}
	return nil
}

func (d *Project) readRecords(s *UnitPair) error {
	var err error
	if s.recordBytes, err = d.files.read(s.recordFile); err != nil {
		return err
	}
	s.Records, err = parseRecords(s.recordBytes, s.From, s.To)
	return err
}

// section is the folder of a unit, or "".
func (u *Unit) section() string {
	folder, _, in := strings.Cut(u.ID, "/")
	if !in {
		return ""
	}
	return folder
}

// kind is the kind of a page, or "".
func (d *Project) kind(u *Unit, source *Document) site.Kind {
	if u.ID == HubID || u.ID == MessagesID {
		return ""
	}
	if source != nil && source.front != nil {
		if n := source.front.Get("kind"); n != nil {
			return site.Kind(n.Value)
		}
	}
	for _, s := range d.Hub.Sections {
		if s.ID == u.section() {
			return s.Kind
		}
	}
	return kinds.Page
}

// title is the title of a page, or the name of what is no page.
func title(doc *Document) string {
	if doc != nil {
		for i := range doc.Segments {
			if doc.Segments[i].Key == "title" && doc.ID != HubID && doc.ID != MessagesID {
				return doc.Segments[i].Text
			}
		}
		return cmp.Or(map[string]string{HubID: "names in hub.yaml", MessagesID: "messages"}[doc.ID], doc.ID)
	}
	return ""
}
