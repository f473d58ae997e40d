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
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
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

// UnitPair is a unit in its source language and in another one, with the state
// of each segment.
type UnitPair struct {
	Unit           *Unit
	From, To       string
	Source, Target *segment.Document // Target is nil if there is no translation
	Pairs          []state.Pair
	Records        []state.Record // those of this unit, as they were read
	RecordFile     string         // the file of the records; it has another name if the unit was renamed
	RecordBytes    []byte
	usesOthers     bool // records of other units were searched
}

// Open lists the files of a site. The diagnostics are those of hub.yaml,
// including names that a language lacks. If the languages can't be read, the
// project is nil.
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

// find collects the units.
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
		add(segment.HubID, lang, config.File)
		if d.files.has(segment.MessageFile(d.langs[0])) {
			add(segment.MessagesID, lang, segment.MessageFile(lang))
		}
	}
	d.units = slices.SortedFunc(maps.Values(d.byID), func(a, b *Unit) int { return strings.Compare(a.ID, b.ID) })
}

// ReadFile reads a file of the site; a missing one is nil.
func (d *Project) ReadFile(name string) ([]byte, error) { return d.files.read(name) }

// HasFile reports whether the site has a file.
func (d *Project) HasFile(name string) bool { return d.files.has(name) }

// Langs lists the hub's languages, the default first.
func (d *Project) Langs() []string { return slices.Clone(d.langs) }

// Units lists what is translated, by ID.
func (d *Project) Units() []*Unit { return slices.Clone(d.units) }

// Unit returns the unit with an ID or path, such as "briefs/drc-victims-law",
// "content/briefs/drc-victims-law.fr.md" or "hub.yaml", or nil.
func (d *Project) Unit(name string) *Unit {
	name = strings.TrimPrefix(path.Clean(strings.ReplaceAll(name, `\`, "/")), "content/")
	if u := d.byID[name]; u != nil {
		return u
	}
	if strings.HasPrefix(name, "i18n/active.") || strings.HasPrefix(name, "active.") {
		return d.byID[segment.MessagesID]
	}
	name = strings.TrimSuffix(name, ".md")
	if u := d.byID[name]; u != nil {
		return u
	}
	return d.byID[strings.TrimSuffix(name, path.Ext(name))]
}

// Find returns the units with the given names, in order; without names, all
// units. A name is that of a unit or of a folder of content. If a name matches
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

// Nearest returns the ID closest to a name, for a hint.
func (d *Project) Nearest(name string) string {
	ids := make([]string, len(d.units))
	for i, u := range d.units {
		ids[i] = u.ID
	}
	return diag.Nearest(name, ids)
}

// Document reads a unit in one language; it is nil if there is no file.
func (d *Project) Document(u *Unit, lang string) (*segment.Document, error) {
	file := u.files[lang]
	if file == "" {
		return nil, nil
	}
	src, err := d.files.read(file)
	if err != nil {
		return nil, err
	}
	switch {
	case u.ID == segment.HubID:
		return segment.ParseHub(lang, d.langs, src), nil
	case u.ID == segment.MessagesID:
		return segment.ParseMessages(lang, src), nil
	case src == nil:
		return nil, nil
	}
	return segment.ParsePage(u.ID, lang, file, src), nil
}

// documents reads a unit in all its languages and finds its source.
func (d *Project) documents(u *Unit) (docs map[string]*segment.Document, source string, err error) {
	docs = make(map[string]*segment.Document, len(u.files))
	for _, lang := range d.langs {
		doc, err := d.Document(u, lang)
		if err != nil {
			return nil, "", err
		}
		if doc == nil {
			continue
		}
		docs[lang] = doc
		if source == "" && doc.From == "" && (u.ID == segment.HubID || u.ID == segment.MessagesID || doc.Err == nil) {
			source = lang
		}
	}
	for _, file := range slices.Sorted(maps.Values(u.files)) { // what translations say counts more; the first one wins
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

// UnitPairs compares a unit with its translations, in the order of the hub's
// languages. A document that can't be read is a diagnostic.
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
		if err := d.ReadRecords(s); err != nil {
			list.Errorf(diag.Position{File: s.RecordFile}, "translate-records", "finish the merge, or delete the file and run griot translate mark", "%v", err)
			continue
		}
		k := state.History{Records: s.Records}
		if s.Target != nil {
			k.Others = func(target string) []state.Record {
				s.usesOthers = true
				return d.OtherRecords(s, target)
			}
		}
		s.Pairs = state.Compare(s.Source, s.Target, k)
		if s.usesOthers && d.indexErr != nil {
			return nil, nil, d.indexErr
		}
		out = append(out, s)
	}
	return out, list, nil
}

// ReadRecords reads the records of a unit pair. If there is no file under the
// unit's name, the unit was renamed: then it takes the orphaned file with the
// largest number of its texts.
func (d *Project) ReadRecords(s *UnitPair) error {
	s.RecordFile = state.File(s.To, s.Unit.ID)
	if d.files.has(s.RecordFile) {
		return d.readRecords(s)
	}
	if back := state.File(s.From, s.Unit.ID); d.files.has(back) {
		src, err := d.files.read(back)
		if err != nil {
			return err
		}
		if records, err := state.Parse(src, s.To, s.From); err == nil {
			s.Records = state.Reversed(records)
			return nil
		}
	}
	if s.Target == nil || s.Unit.ID == segment.HubID || s.Unit.ID == segment.MessagesID {
		return nil
	}
	s.usesOthers = true
	if at := d.findRenamed(s); at != "" {
		s.RecordFile = at
		return d.readRecords(s)
	}
	return nil
}

func (d *Project) readRecords(s *UnitPair) error {
	var err error
	if s.RecordBytes, err = d.files.read(s.RecordFile); err != nil {
		return err
	}
	s.Records, err = state.Parse(s.RecordBytes, s.From, s.To)
	return err
}

// Section returns the folder of a unit, or "".
func (u *Unit) Section() string {
	folder, _, in := strings.Cut(u.ID, "/")
	if !in {
		return ""
	}
	return folder
}

// kind returns the kind of a page, or "".
func (d *Project) kind(u *Unit, source *segment.Document) site.Kind {
	if u.ID == segment.HubID || u.ID == segment.MessagesID {
		return ""
	}
	if source != nil && source.Front != nil {
		if n := source.Front.Get("kind"); n != nil {
			return site.Kind(n.Value)
		}
	}
	for _, s := range d.Hub.Sections {
		if s.ID == u.Section() {
			return s.Kind
		}
	}
	return kinds.Page
}

// title returns the title of a page, or what the other units are.
func title(doc *segment.Document) string {
	if doc != nil {
		for i := range doc.Segments {
			if doc.Segments[i].Key == "title" && doc.ID != segment.HubID && doc.ID != segment.MessagesID {
				return doc.Segments[i].Text
			}
		}
		return cmp.Or(map[string]string{segment.HubID: "names in hub.yaml", segment.MessagesID: "messages"}[doc.ID], doc.ID)
	}
	return ""
}
