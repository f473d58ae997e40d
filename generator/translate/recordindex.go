package translate

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"griot/generator/translate/state"
)

// recordIndex finds records of all units and of the memory by the text of a
// translation: for text that was moved to another page, pages that were renamed,
// and deleted text that comes back.
type recordIndex struct {
	site     *fileList
	once     sync.Once
	err      error
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

func newRecordIndex(files *fileList) *recordIndex { return &recordIndex{site: files} }

// build reads all records once. It reports whether there are any.
func (x *recordIndex) build() bool {
	x.once.Do(func() {
		x.byTarget, x.records = map[uint64][]int32{}, map[string][]state.Record{}
		for name := range x.site.stamps {
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
				src, err := x.site.read(name)
				if err != nil {
					return err
				}
				_, to := fileLanguages(name)
				hashes[i] = targetHashes(string(src), to)
				return nil
			})
		}
		x.err = group.Wait()
		for i, list := range hashes {
			for _, h := range list {
				x.byTarget[h] = append(x.byTarget[h], int32(i))
			}
		}
	})
	return len(x.byTarget) > 0
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

// others finds records of other units by the text of a translation.
func (x *recordIndex) others(s *UnitPair, target string) []state.Record {
	if !x.build() {
		return nil
	}
	var out []state.Record
	for _, i := range x.byTarget[lookup(s.To, target)] {
		file := x.files[i]
		if file == s.RecordFile {
			continue
		}
		for _, r := range x.recordsOf(file, s.From, s.To) {
			if r.Target == target {
				out = append(out, r)
			}
		}
	}
	return out
}

// recordsOf reads a file of records once. It returns none for a file that
// can't be read, which its own page reports.
func (x *recordIndex) recordsOf(file, from, to string) []state.Record {
	if f, _ := fileLanguages(file); f != "" && f != from {
		return nil
	}
	key := fmt.Sprintf("%s %s", from, file)
	x.mu.Lock()
	defer x.mu.Unlock()
	if records, ok := x.records[key]; ok {
		return records
	}
	src, err := x.site.read(file)
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

// renamed finds the records of a page that was renamed: the orphaned file
// with the largest number of its texts.
func (x *recordIndex) renamed(s *UnitPair, isOrphan func(file string) bool) string {
	if !x.build() {
		return ""
	}
	hits := map[string]int{}
	for i := range s.Target.Segments {
		t := &s.Target.Segments[i]
		if t.Neutral() {
			continue
		}
		for _, f := range x.byTarget[lookup(s.To, t.Text)] {
			if file := x.files[f]; isOrphan(file) {
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

// hashText is the 64-bit FNV-1a hash of a text, for tables in memory.
func hashText(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
