package translate

import (
	"bytes"
	"maps"
	"slices"
)

// Batch collects changes to files of a project, to be written together:
// records of units, records that go to the memory, and new contents of pages.
type Batch struct {
	project *Project
	changes map[string]Change
	retired map[[2]string][]Record // by languages
}

// Batch starts an empty one.
func (d *Project) Batch() *Batch {
	return &Batch{project: d, changes: map[string]Change{}, retired: map[[2]string][]Record{}}
}

// Add changes a file; what was added for it before is replaced.
func (b *Batch) Add(c Change) {
	if old, ok := b.changes[c.Path]; ok {
		c.Old = old.Old
	}
	b.changes[c.Path] = c
}

// Retire keeps translations that the hub no longer uses.
func (b *Batch) Retire(from, to string, records ...Record) {
	key := [2]string{from, to}
	b.retired[key] = append(b.retired[key], records...)
}

// SetRecords replaces the records of a unit pair. Those that it no longer has
// go to the memory, so that no translation is lost.
func (b *Batch) SetRecords(s *UnitPair, records []Record) {
	kept := map[Record]bool{}
	for _, r := range records {
		r.Kind = ""
		kept[r] = true
	}
	for _, r := range s.Records {
		bare := r
		bare.Kind = ""
		if !kept[bare] && !neutral(r.Target) {
			b.Retire(s.From, s.To, r)
		}
	}
	at := stateFile(s.To, s.Unit.ID)
	if s.recordFile != at && s.recordBytes != nil {
		b.Add(Change{Path: s.recordFile, Old: s.recordBytes})
	}
	var old []byte
	if s.recordFile == at {
		old = s.recordBytes
	}
	c := Change{Path: at, Old: old}
	if len(records) > 0 {
		c.New = formatRecords(stateHeader, s.From, s.To, records)
	}
	if !bytes.Equal(c.Old, c.New) || (c.Old == nil) != (c.New == nil) {
		b.Add(c)
	}
}

// Changes lists what is to be written, by path.
func (b *Batch) Changes() ([]Change, error) {
	for _, key := range slices.SortedFunc(maps.Keys(b.retired), func(x, y [2]string) int {
		return slices.Compare(x[:], y[:])
	}) {
		if err := b.addToMemory(key[0], key[1], b.retired[key]); err != nil {
			return nil, err
		}
	}
	clear(b.retired)
	out := slices.Collect(maps.Values(b.changes))
	slices.SortFunc(out, func(x, y Change) int { return bytes.Compare([]byte(x.Path), []byte(y.Path)) })
	return out, nil
}

// addToMemory adds records to a memory.
func (b *Batch) addToMemory(from, to string, records []Record) error {
	name := memoryFile(from, to)
	src, err := b.project.files.read(name)
	if err != nil {
		return err
	}
	if c, ok := b.changes[name]; ok {
		src = c.New
	}
	known, err := parseRecords(src, from, to)
	if err != nil {
		return err
	}
	all := sortRecords(append(known, records...))
	if text := formatRecords(memoryHeader, from, to, all); !bytes.Equal(src, text) {
		b.Add(Change{Path: name, Old: src, New: text})
	}
	return nil
}

// recordsAfter returns the records of a unit pair once some of its segment
// pairs are confirmed: those, the fresh ones, and for the others the records
// that they had before.
func (s *UnitPair) recordsAfter(confirmed func(*Pair) bool) []Record {
	byTarget := map[string][]Record{}
	bySource := map[string][]Record{}
	for _, r := range s.Records {
		byTarget[r.Target] = append(byTarget[r.Target], r)
		bySource[r.Source] = append(bySource[r.Source], r)
	}
	var out []Record
	seen := map[Record]bool{}
	add := func(r Record) {
		bare := r
		bare.Kind = ""
		if !seen[bare] {
			seen[bare] = true
			out = append(out, r)
		}
	}
	for i := range s.Pairs {
		p := &s.Pairs[i]
		switch {
		case p.Target == nil:
		case p.Source != nil && (p.State == Fresh || confirmed(p)):
			add(Record{p.Source.Kind, p.Source.Text, p.Target.Text})
		case len(byTarget[p.Target.Text]) > 0:
			for _, r := range byTarget[p.Target.Text] {
				add(r)
			}
		case p.Old != "":
			for _, r := range bySource[p.Old] {
				add(r)
			}
			if len(bySource[p.Old]) == 0 { // known from another document
				add(Record{p.Source.Kind, p.Old, p.Target.Text})
			}
		}
	}
	return out
}

// Marked says what Mark did.
type Marked struct {
	Pairs  int // confirmed that were not before
	Copies int // left alone: untranslated copies of the source
}

// Mark says that texts of a translation match their sources as they are now:
// those that choose accepts, nil meaning all. Untranslated copies are left
// alone unless same says that they are meant.
func (b *Batch) Mark(s *UnitPair, choose func(number int, p *Pair) bool, same bool) Marked {
	var m Marked
	yes := map[*Pair]bool{}
	for i := range s.Pairs {
		p := &s.Pairs[i]
		if p.Source == nil || p.Target == nil || choose != nil && !choose(i+1, p) {
			continue
		}
		if p.State == Missing && !same {
			m.Copies++
			continue
		}
		if !p.Confirmed {
			m.Pairs++
		}
		yes[p] = true
	}
	b.SetRecords(s, s.recordsAfter(func(p *Pair) bool { return yes[p] }))
	return m
}

// RetireOrphans moves the records of units that are gone to the memory.
func (b *Batch) RetireOrphans() error {
	d := b.project
	for name := range d.files.stamps {
		if _, planned := b.changes[name]; planned || !d.isOrphan(name) {
			continue
		}
		src, err := d.files.read(name)
		if err != nil {
			return err
		}
		_, to := fileLanguages(name)
		for _, from := range d.langs {
			if from == to {
				continue
			}
			if records, err := parseRecords(src, from, to); err == nil {
				b.Retire(from, to, records...)
				b.Add(Change{Path: name, Old: src})
				break
			}
		}
	}
	return nil
}

// MoveRecords renames the records of a unit in all languages and describes each
// move. Records that exist under the new name belong to a page that is gone;
// they go to the memory.
func (b *Batch) MoveRecords(from, to string) (said []string, err error) {
	d := b.project
	for _, lang := range d.langs {
		old, name := stateFile(lang, from), stateFile(lang, to)
		if !d.files.has(old) {
			continue
		}
		src, err := d.files.read(old)
		if err != nil {
			return nil, err
		}
		there, err := d.files.read(name)
		if err != nil {
			return nil, err
		}
		for _, source := range d.langs {
			if records, err := parseRecords(there, source, lang); err == nil && source != lang {
				b.Retire(source, lang, records...)
			}
		}
		b.Add(Change{Path: old, Old: src})
		b.Add(Change{Path: name, Old: there, New: src})
		said = append(said, old+" -> "+name)
	}
	return said, nil
}
