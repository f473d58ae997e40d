package translate

import (
	"bytes"
	"maps"
	"slices"

	"griot/generator/kinds"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// Batch collects changes to files of a project, to be written together:
// records of units, records that go to the memory, and new contents of pages.
type Batch struct {
	project *Project
	pending map[string]Change
	retired map[[2]string][]state.Record // by languages
}

// Batch returns an empty batch.
func (d *Project) Batch() *Batch {
	return &Batch{project: d, pending: map[string]Change{}, retired: map[[2]string][]state.Record{}}
}

// Project returns the project whose files the batch changes.
func (b *Batch) Project() *Project { return b.project }

// Pending returns the change of a file that was added last.
func (b *Batch) Pending(path string) (Change, bool) {
	c, ok := b.pending[path]
	return c, ok
}

// Add changes a file and replaces what was added for it before.
func (b *Batch) Add(c Change) {
	if old, ok := b.pending[c.Path]; ok {
		c.Old = old.Old
	}
	b.pending[c.Path] = c
}

// Retire adds translations that the hub no longer uses to the memory.
func (b *Batch) Retire(from, to string, records ...state.Record) {
	key := [2]string{from, to}
	b.retired[key] = append(b.retired[key], records...)
}

// SetRecords replaces the records of a unit pair. Those that it no longer has
// go to the memory, so that no translation is lost.
func (b *Batch) SetRecords(s *UnitPair, records []state.Record) {
	kept := map[state.Record]bool{}
	for _, r := range records {
		r.Kind = ""
		kept[r] = true
	}
	for _, r := range s.Records {
		bare := r
		bare.Kind = ""
		if !kept[bare] && r.Kind != state.StructureKind && !segment.IsNeutral(r.Target) {
			b.Retire(s.From, s.To, r)
		}
	}
	at := state.File(s.To, s.Unit.ID)
	if s.RecordFile != at && s.RecordBytes != nil {
		b.Add(Change{Path: s.RecordFile, Old: s.RecordBytes})
	}
	var old []byte
	if s.RecordFile == at {
		old = s.RecordBytes
	}
	c := Change{Path: at, Old: old}
	if len(records) > 0 {
		c.New = state.Format(state.Header, s.From, s.To, records)
	}
	if !bytes.Equal(c.Old, c.New) || (c.Old == nil) != (c.New == nil) {
		b.Add(c)
	}
}

// Changes returns what to write, by path.
func (b *Batch) Changes() ([]Change, error) {
	for _, key := range slices.SortedFunc(maps.Keys(b.retired), func(x, y [2]string) int {
		return slices.Compare(x[:], y[:])
	}) {
		if err := b.addToMemory(key[0], key[1], b.retired[key]); err != nil {
			return nil, err
		}
	}
	clear(b.retired)
	out := slices.Collect(maps.Values(b.pending))
	slices.SortFunc(out, func(x, y Change) int { return bytes.Compare([]byte(x.Path), []byte(y.Path)) })
	return out, nil
}

// addToMemory adds records to a memory.
func (b *Batch) addToMemory(from, to string, records []state.Record) error {
	name := state.MemoryFile(from, to)
	src, err := b.project.files.read(name)
	if err != nil {
		return err
	}
	if c, ok := b.pending[name]; ok {
		src = c.New
	}
	known, err := state.Parse(src, from, to)
	if err != nil {
		return err
	}
	all := state.Sort(append(known, records...))
	if text := state.Format(state.MemoryHeader, from, to, all); !bytes.Equal(src, text) {
		b.Add(Change{Path: name, Old: src, New: text})
	}
	return nil
}

// recordsAfter returns the records of a unit pair when some of its segment
// pairs are confirmed: one for each of those and of the fresh pairs, and the
// old records of the others.
func (s *UnitPair) recordsAfter(confirmed func(*state.Pair) bool) []state.Record {
	byTarget := map[string][]state.Record{}
	bySource := map[string][]state.Record{}
	for _, r := range s.Records {
		byTarget[r.Target] = append(byTarget[r.Target], r)
		bySource[r.Source] = append(bySource[r.Source], r)
	}
	var out []state.Record
	seen := map[state.Record]bool{}
	add := func(r state.Record) {
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
		case p.Source != nil && (p.State == state.Fresh || confirmed(p)):
			add(state.Record{Kind: p.Source.Kind, Source: p.Source.Text, Target: p.Target.Text})
		case len(byTarget[p.Target.Text]) > 0:
			for _, r := range byTarget[p.Target.Text] {
				add(r)
			}
		case p.Old != "":
			for _, r := range bySource[p.Old] {
				add(r)
			}
			if len(bySource[p.Old]) == 0 { // from another document
				add(state.Record{Kind: p.Source.Kind, Source: p.Old, Target: p.Target.Text})
			}
		}
	}
	return append(out, s.structureRecords(false)...)
}

// Marked says what Mark did.
type Marked struct {
	Pairs  int // that were not confirmed before
	Copies int // untranslated copies of the source, which were not marked
}

// Mark records that texts of a translation match their sources as they are
// now: those that choose accepts, or all if it is nil. Untranslated copies are
// marked only if same is true.
func (b *Batch) Mark(s *UnitPair, choose func(number int, p *state.Pair) bool, same bool) Marked {
	var m Marked
	yes := map[*state.Pair]bool{}
	for i := range s.Pairs {
		p := &s.Pairs[i]
		if p.Source == nil || p.Target == nil || choose != nil && !choose(i+1, p) {
			continue
		}
		if p.State == state.Missing && !same {
			m.Copies++
			continue
		}
		if !p.Confirmed {
			m.Pairs++
		}
		yes[p] = true
	}
	records := s.recordsAfter(func(p *state.Pair) bool { return yes[p] })
	if choose == nil { // the page as a whole is as it should be
		for _, r := range s.structureRecords(true) {
			if !slices.Contains(records, r) {
				m.Pairs++
				records = append(records, r)
			}
		}
	}
	b.SetRecords(s, b.project.StableRecords(s, records))
	return m
}

// StableRecords returns the records to keep of a unit pair, given some. New
// records can make other pairs fresh, such as repetitions of the same text;
// those get records too, so that doing the same again changes nothing.
func (d *Project) StableRecords(s *UnitPair, records []state.Record) []state.Record {
	after := *s
	for range 4 { // one or two are enough
		after.Records = records
		after.Pairs, after.partners = state.Join(s.Source, s.Target, state.History{Records: records, Others: func(target string) []state.Record { return d.index.others(s, target) }})
		next := after.recordsAfter(func(*state.Pair) bool { return false })
		if slices.Equal(next, records) {
			break
		}
		records = next
	}
	return records
}

// RetireOrphans moves the records of units that are gone to the memory.
func (b *Batch) RetireOrphans() error {
	d := b.project
	for name := range d.files.stamps {
		if _, planned := b.pending[name]; planned || !d.isOrphan(name) {
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
			if records, err := state.Parse(src, from, to); err == nil {
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
func (b *Batch) MoveRecords(from, to string) (moves []string, err error) {
	d := b.project
	for _, lang := range d.langs {
		old, name := state.File(lang, from), state.File(lang, to)
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
			if records, err := state.Parse(there, source, lang); err == nil && source != lang {
				b.Retire(source, lang, records...)
			}
		}
		b.Add(Change{Path: old, Old: src})
		b.Add(Change{Path: name, Old: there, New: src})
		moves = append(moves, old+" -> "+name)
	}
	return moves, nil
}

// OwnFields returns the fields of the site's own kinds.
func (b *Batch) OwnFields() []kinds.Field { return b.project.Hub.Kinds.OwnFields() }
