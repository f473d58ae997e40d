package translate

import (
	"fmt"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// recordIndex finds records of all units and of the memory by the text of a
// translation: for text that was moved to another page, pages that were renamed,
// and deleted text that comes back.
type recordIndex struct {
	files    []string           // of records
	byTarget map[uint64][]int32 // indices in files, by hash of language and text
	mu       sync.Mutex
	records  map[string][]state.Record // by file, once it has been read
}

// fileLanguages returns the languages of a file of records; from is "" for
// states.
func fileLanguages(file string) (from, to string) {
	if rest, ok := strings.CutPrefix(file, state.MemoryDir+"/"); ok {
		from, to, _ = strings.Cut(strings.TrimSuffix(rest, ".txt"), "-")
		return from, to
	}
	to, _, _ = strings.Cut(strings.TrimPrefix(file, state.Dir+"/"), "/")
	return "", to
}

func (d *Project) buildIndex() {
	d.indexOnce.Do(func() {
		x := &recordIndex{byTarget: map[uint64][]int32{}, records: map[string][]state.Record{}}
		for name := range d.files.stamps {
			if strings.HasPrefix(name, state.Dir+"/") || strings.HasPrefix(name, state.MemoryDir+"/") {
				x.files = append(x.files, name)
			}
		}
		slices.Sort(x.files)
		hashes := make([][]uint64, len(x.files))
		var group errgroup.Group
		group.SetLimit(runtime.GOMAXPROCS(0))
		for i, name := range x.files {
			group.Go(func() error {
				src, err := d.files.read(name)
				if err != nil {
					return err
				}
				_, to := fileLanguages(name)
				hashes[i] = targetHashes(string(src), to)
				return nil
			})
		}
		d.indexErr = group.Wait()
		for i, list := range hashes {
			for _, h := range list {
				x.byTarget[h] = append(x.byTarget[h], int32(i))
			}
		}
		d.index = x
	})
}

// targetHashes hashes the texts of one language in a file of records, and of a
// text of several lines only the first.
func targetHashes(src, lang string) []uint64 {
	var out []uint64
	label := "\n" + lang + ": "
	for {
		i := strings.Index(src, label)
		if i < 0 {
			return out
		}
		src = src[i+1:]
		line, _, _ := strings.Cut(src, "\n")
		out = append(out, hashText(strings.TrimSuffix(line, "\r")))
	}
}

// lookup returns the hash of a text in the index.
func lookup(lang, text string) uint64 {
	first, _, _ := strings.Cut(text, "\n")
	return hashText(lang + ": " + first)
}

// OtherRecords finds records of other units by the text of a translation.
func (d *Project) OtherRecords(s *UnitPair, target string) []state.Record {
	if d.buildIndex(); d.index == nil || len(d.index.byTarget) == 0 {
		return nil
	}
	var out []state.Record
	for _, i := range d.index.byTarget[lookup(s.To, target)] {
		file := d.index.files[i]
		if file == s.RecordFile {
			continue
		}
		for _, r := range d.recordsOf(file, s.From, s.To) {
			if r.Target == target {
				out = append(out, r)
			}
		}
	}
	return out
}

// recordsOf reads a file of records once. It returns none for a file that
// can't be read, which its own page reports.
func (d *Project) recordsOf(file, from, to string) []state.Record {
	if f, _ := fileLanguages(file); f != "" && f != from {
		return nil
	}
	x := d.index
	key := fmt.Sprintf("%s %s", from, file)
	x.mu.Lock()
	defer x.mu.Unlock()
	if records, ok := x.records[key]; ok {
		return records
	}
	src, err := d.files.read(file)
	if err != nil {
		return nil
	}
	records, err := state.Parse(src, from, to)
	if err != nil {
		records = nil
	}
	x.records[key] = records
	return records
}

// findRenamed finds the records of a page that was renamed: the orphaned file
// with the largest number of its texts.
func (d *Project) findRenamed(s *UnitPair) string {
	if d.buildIndex(); d.index == nil || len(d.index.byTarget) == 0 {
		return ""
	}
	hits := map[string]int{}
	for i := range s.Target.Segments {
		t := &s.Target.Segments[i]
		if t.Neutral() {
			continue
		}
		for _, f := range d.index.byTarget[lookup(s.To, t.Text)] {
			if file := d.index.files[f]; d.isOrphan(file) {
				hits[file]++
			}
		}
	}
	best := ""
	for _, file := range slices.Sorted(maps.Keys(hits)) {
		if best == "" || hits[file] > hits[best] {
			best = file
		}
	}
	return best
}

// isOrphan reports whether a file of records belongs to no document.
func (d *Project) isOrphan(file string) bool {
	rest, ok := strings.CutPrefix(file, state.Dir+"/")
	if !ok {
		return false
	}
	lang, id, _ := strings.Cut(strings.TrimSuffix(rest, path.Ext(rest)), "/")
	u := d.byID[id]
	return u == nil || u.files[lang] == "" && u.ID != segment.HubID && u.ID != segment.MessagesID
}

// hashText is the 64-bit FNV-1a hash of a text, for tables in memory.
func hashText(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
