package translate

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"slices"

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
	Hub *config.Hub
	unitList
	files *fileList
	index *recordIndex
}

// UnitPair is a unit in its source language and in another one, with the state
// of each segment.
type UnitPair struct {
	Unit           *Unit
	From, To       string
	Source, Target *segment.Document // Target is nil if there is no translation
	Pairs          []state.Pair
	partners       []state.Partner // of the target's segments
	Records        []state.Record  // those of this unit, as they were read
	RecordFile     string          // the file of the records; it has another name if the unit was renamed
	RecordBytes    []byte
	usesOthers     bool // records of other units were searched
}

// Open lists the files of a site. The diagnostics are those of hub.yaml,
// including names that a language lacks. If the languages can't be read, the
// project is nil.
func Open(fsys fs.FS) (*Project, diag.List, error) {
	hub, list, err := content.Hub(fsys)
	if err != nil {
		return nil, nil, fmt.Errorf("read the hub's configuration: %w", err)
	}
	if len(hub.Languages) == 0 {
		return nil, list, nil
	}
	files, err := listFiles(fsys)
	if err != nil {
		return nil, nil, err
	}
	return &Project{hub, findUnits(hub.Codes(), files), files, newRecordIndex(files)}, list, nil
}

// ReadFile reads a file of the site; a missing one is nil.
func (d *Project) ReadFile(name string) ([]byte, error) { return d.files.read(name) }

// HasFile reports whether the site has a file.
func (d *Project) HasFile(name string) bool { return d.files.has(name) }

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
	return segment.ParsePage(u.ID, lang, file, src, d.Hub.Kinds.OwnFields()...), nil
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
			list.Error(diag.Position{File: doc.File}, "translate-unreadable", diag.Args{"reason": doc.Err})
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
			list.Error(diag.Position{File: s.RecordFile}, "translate-records", diag.Args{"reason": err.Error()})
			continue
		}
		k := state.History{Records: s.Records}
		if s.Target != nil {
			k.Others = func(target string) []state.Record {
				s.usesOthers = true
				return d.index.others(s, target)
			}
		}
		s.Pairs, s.partners = state.Join(s.Source, s.Target, k)
		if s.usesOthers && d.index.err != nil {
			return nil, nil, d.index.err
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
	if at := d.index.renamed(s, d.isOrphan); at != "" {
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
