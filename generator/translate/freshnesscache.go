package translate

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/translate/state"
)

// FreshnessCache keeps the freshness of a site's translations from one build to
// the next, so that the next one reads and compares only what changed. It may be
// discarded at any time; its exported fields are plain data, to be kept in a
// file.
type FreshnessCache struct {
	Files map[string]FileStamp
	Units map[string]Entry

	index       *recordIndex // of the records with the sum
	recordsHash site.Hash    // of all records
}

// Entry is the freshness of a unit in each language, and the key it was
// computed under.
type Entry struct {
	Key        site.Hash
	AllRecords site.Hash // hash of all records and their owners, where those of other units were searched; else zero
	Freshness  map[string]site.Freshness
}

// Freshness is the freshness of all translations by unit; nil where the site
// keeps no records.
type Freshness map[string]Entry

// Of returns the freshness of a unit in a language; nil where it is unknown.
func (s Freshness) Of(id, lang string) *site.Freshness {
	if e, ok := s[id].Freshness[lang]; ok {
		return &e
	}
	return nil
}

// LoadedSite is a site that was loaded already.
type LoadedSite struct {
	FS   fs.FS // its folder
	Hub  *config.Hub
	Site *site.Site
	Hash func(*site.Page) site.Hash // of a page's file, as it was read
}

// Update returns the freshness of a site's translations. typeset applies a
// language's typography; rules is part of every key and must change when typeset
// would give another result. A site that keeps no records has no freshness.
// Records that can't be read are warnings: the page is published all the same.
func (l *FreshnessCache) Update(ctx context.Context, shelf *RecordFiles, r LoadedSite, rules string, typeset func(lang, text string) string) (Freshness, diag.List, error) {
	if !shelf.hasStates() {
		l.Files, l.Units = nil, nil
		return nil, nil, nil
	}
	sums, err := shelf.hashes(l.Files)
	if err != nil {
		return nil, nil, err
	}
	d, sum := projectOf(shelf, r.FS, r.Hub, r.Site), allRecords(sums)
	all := d.hashWithOrphans(sum, sums)
	if l.index != nil && l.recordsHash == sum {
		d.indexOnce.Do(func() { d.index = l.index })
	}
	next := make(map[string]Entry, len(d.units))
	var todo []*Unit
	keys := make(map[string]site.Hash, len(d.units))
	for _, u := range d.units {
		key := unitKey(u, r, d.langs, sums, rules)
		old, ok := l.Units[u.ID]
		if ok && old.Key == key && (old.AllRecords == site.Hash{} || old.AllRecords == all) {
			next[u.ID] = old
			continue
		}
		keys[u.ID] = key
		todo = append(todo, u)
	}
	entries, lists := make([]Entry, len(todo)), make([]diag.List, len(todo))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, u := range todo {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			var err error
			entries[i], lists[i], err = d.unitFreshness(u, all, typeset)
			entries[i].Key = keys[u.ID]
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, nil, fmt.Errorf("judge translations: %w", err)
	}
	keep := maps.Clone(next)
	for i, u := range todo {
		if next[u.ID] = entries[i]; len(lists[i]) == 0 {
			keep[u.ID] = entries[i]
		}
	}
	l.Files, l.Units, l.index, l.recordsHash = sums, keep, d.index, sum
	list := slices.Concat(lists...)
	for i := range list {
		list[i].Severity = diag.Warning
	}
	return next, list, nil
}

// allRecords hashes all files of records.
func allRecords(sums map[string]FileStamp) site.Hash {
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		if strings.HasSuffix(name, ".txt") {
			n := sums[name]
			b = append(append(append(b, name...), 0), n.Hash[:]...)
		}
	}
	return hashOf(b)
}

// hashWithOrphans adds to the hash of all records which of their files belong to no
// page: those a page without records may take, and the pages alone say so.
func (d *Project) hashWithOrphans(sum site.Hash, sums map[string]FileStamp) site.Hash {
	b := sum[:]
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		if d.isOrphan(name) {
			b = append(append(b, name...), 0)
		}
	}
	return hashOf(b)
}

// unitKey hashes the files that the freshness of a unit depends on.
func unitKey(u *Unit, r LoadedSite, langs []string, sums map[string]FileStamp, rules string) site.Hash {
	g := r.Site.ByID[u.ID] // nil for what is no page
	b := append(append(make([]byte, 0, 256), cacheVersion...), rules...)
	for _, lang := range langs {
		b = append(append(append(b, 0), lang...), 0)
		if g != nil {
			if p := g.Pages[lang]; p != nil {
				sum := r.Hash(p)
				b = append(b, sum[:]...)
			}
		} else if n, ok := sums[u.files[lang]]; ok {
			b = append(b, n.Hash[:]...)
		}
		b = append(b, 0)
		if n, ok := sums[state.File(lang, u.ID)]; ok {
			b = append(b, n.Hash[:]...)
		}
	}
	return hashOf(b)
}

// unitFreshness computes the freshness of a unit.
func (d *Project) unitFreshness(u *Unit, all site.Hash, typeset func(lang, text string) string) (Entry, diag.List, error) {
	pairs, list, err := d.UnitPairs(u)
	if err != nil {
		return Entry{}, nil, err
	}
	e := Entry{Freshness: make(map[string]site.Freshness, len(pairs))}
	for _, s := range pairs {
		if s.usesOthers {
			e.AllRecords = all
		}
		e.Freshness[s.To] = s.freshness(func(text string) string { return typeset(s.From, text) })
	}
	return e, list, nil
}
