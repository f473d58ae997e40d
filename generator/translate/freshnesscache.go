package translate

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"griot/generator/cache"
	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/translate/state"
)

// FreshnessCache keeps the freshness of a site's translations from one build to
// the next, so that the next one reads and compares only what changed. The zero
// FreshnessCache is empty.
type FreshnessCache struct {
	files map[string]fileHash
	units unitCache[map[string]judged] // by language

	index     *recordIndex // of the records with that hash
	indexHash site.Hash
}

// freshnessName is the file of a FreshnessCache. Sites without records have none.
const freshnessName = "freshness"

// ReadFreshnessCache reads the cache of the last build, or returns an empty one.
func ReadFreshnessCache(dir cache.Dir) *FreshnessCache {
	return load[FreshnessCache](dir, freshnessName)
}

// Save writes the cache, or removes its file if there is nothing to keep.
func (c *FreshnessCache) Save(dir cache.Dir) error {
	if len(c.files) == 0 {
		return dir.Remove(freshnessName)
	}
	return save(dir, freshnessName, c)
}

func (c *FreshnessCache) code(x *cache.Coder) {
	codeMap(x, &c.files, func(f *fileHash) {
		f.stamp.Code(x)
		x.Raw(f.hash[:])
	})
	c.units.code(x, func(x *cache.Coder, m *map[string]judged) {
		codeMap(x, m, func(f *judged) {
			codeList(x, &f.headings, func(h *site.Counterpart) {
				cache.Number(x, &h.Source)
				x.Flag(&h.Guessed)
				cache.Text(x, &h.Was)
			})
			codeCount(x, &f.Texts)
			codeCount(x, &f.Words)
			x.Flag(&f.Behind)
			codeList(x, &f.Changes, func(change *site.Change) {
				codeList(x, (*[]site.Piece)(change), func(p *site.Piece) {
					cache.Number(x, &p.Op)
					cache.Text(x, &p.Text)
				})
			})
		})
	})
}

// judged is what the comparison of a translation with its source tells.
type judged struct {
	site.Freshness
	headings []site.Counterpart
}

// Freshness is the freshness of all translations by unit; nil for a site
// without records.
type Freshness map[string]Entry[map[string]judged]

// Of returns the freshness of a unit in a language; nil if it is not known.
func (s Freshness) Of(id, lang string) *site.Freshness {
	if f, ok := s[id].Value[lang]; ok {
		return &f.Freshness
	}
	return nil
}

// Headings returns the counterparts of a translation's headings; nil if the records don't
// tell them, or tell nothing else than their places do.
func (s Freshness) Headings(id, lang string) []site.Counterpart { return s[id].Value[lang].headings }

// LoadedSite is a site that was loaded already.
type LoadedSite struct {
	FS   fs.FS // its folder
	Hub  *config.Hub
	Site *site.Site
	Hash func(*site.Page) site.Hash // of a page's file, as it was read
}

// Update returns the freshness of a site's translations. typeset applies a
// language's typography; rules is part of every key and must change when typeset
// would give another result. A site without records has no freshness. Records
// that can't be read are warnings: the page is published all the same.
func (c *FreshnessCache) Update(ctx context.Context, records *RecordFiles, r LoadedSite, rules string, typeset func(lang, text string) string) (Freshness, diag.List, error) {
	if !records.hasStates() {
		*c = FreshnessCache{}
		return nil, nil, nil
	}
	files, err := records.hashes(c.files)
	if err != nil {
		return nil, nil, err
	}
	d, all := projectOf(records, r.FS, r.Hub, r.Site), hashRecords(files)
	if c.index != nil && c.indexHash == all {
		d.index = c.index
	}
	entries, list, err := c.units.update(ctx, d.units, d.hashWithOrphans(all, files),
		func(u *Unit) site.Hash { return unitKey(u, r, d.langs, files, rules) },
		func(u *Unit) (map[string]judged, bool, diag.List, error) { return d.unitFreshness(u, typeset) })
	if err != nil {
		return nil, nil, fmt.Errorf("judge translations: %w", err)
	}
	c.units.retain(d)
	c.files, c.index, c.indexHash = files, d.index, all
	found := make(Freshness, len(entries))
	for i, u := range d.units {
		found[u.ID] = entries[i]
	}
	for i := range list {
		list[i].Severity = diag.Warning
	}
	return found, list, nil
}

// hashRecords hashes the records of all units.
func hashRecords(files map[string]fileHash) site.Hash {
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, ".txt") {
			f := files[name]
			b = append(append(append(b, name...), 0), f.hash[:]...)
		}
	}
	return cache.Hash(b)
}

// hashWithOrphans adds to the hash of all records which of their files belong to
// no page: a page without records may take those.
func (l *unitList) hashWithOrphans(all site.Hash, files map[string]fileHash) site.Hash {
	b := all[:]
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if l.isOrphan(name) {
			b = append(append(b, name...), 0)
		}
	}
	return cache.Hash(b)
}

// unitKey hashes the files and rules that the freshness of a unit depends on.
func unitKey(u *Unit, r LoadedSite, langs []string, files map[string]fileHash, rules string) site.Hash {
	g := r.Site.ByID[u.ID] // nil if the unit is no page
	b := append(make([]byte, 0, 256), rules...)
	for _, lang := range langs {
		b = append(append(append(b, 0), lang...), 0)
		if g != nil {
			if p := g.Pages[lang]; p != nil {
				hash := r.Hash(p)
				b = append(b, hash[:]...)
			}
		} else if f, ok := files[u.files[lang]]; ok {
			b = append(b, f.hash[:]...)
		}
		b = append(b, 0)
		if f, ok := files[state.File(lang, u.ID)]; ok {
			b = append(b, f.hash[:]...)
		}
	}
	return cache.Hash(b)
}

// unitFreshness computes the freshness of a unit in each language.
func (d *Project) unitFreshness(u *Unit, typeset func(lang, text string) string) (out map[string]judged, usesOthers bool, list diag.List, err error) {
	pairs, list, err := d.UnitPairs(u)
	out = make(map[string]judged, len(pairs))
	for _, s := range pairs {
		usesOthers = usesOthers || s.usesOthers
		out[s.To] = judged{s.freshness(func(text string) string { return typeset(s.From, text) }), s.counterparts()}
	}
	return out, usesOthers, list, err
}
