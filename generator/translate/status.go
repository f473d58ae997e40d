package translate

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"griot/generator/cache"
	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// Count counts texts, or their words, by state.
type Count struct {
	Fresh   int `json:"fresh"`
	Stale   int `json:"stale"`
	Missing int `json:"missing"`
	Extra   int `json:"extra"`
}

func (c *Count) add(s state.State, n int) { *[]*int{&c.Fresh, &c.Stale, &c.Missing, &c.Extra}[s] += n }

func (c *Count) addCount(o Count) {
	c.Fresh, c.Stale, c.Missing, c.Extra = c.Fresh+o.Fresh, c.Stale+o.Stale, c.Missing+o.Missing, c.Extra+o.Extra
}

// Percent returns the share of fresh texts among those of the source, rounded
// down, so that 100 means all.
func (c Count) Percent() int {
	all := c.Fresh + c.Stale + c.Missing
	if all == 0 {
		return 100
	}
	return 100 * c.Fresh / all
}

// PageStatus is the state of a unit in one language.
type PageStatus struct {
	ID       string    `json:"page"`
	Language string    `json:"language"`
	From     string    `json:"from"`
	Section  string    `json:"section,omitempty"`
	Kind     site.Kind `json:"kind,omitempty"`
	Title    string    `json:"title"`
	File     string    `json:"file,omitempty"` // of the translation, or ""
	Source   string    `json:"source"`
	Segments Count     `json:"segments"`
	Words    Count     `json:"words"`
	// Todo counts the words to translate: those of missing texts, and the new ones
	// of stale texts.
	Todo int `json:"todo"`
	// Differences are places where the translation is built otherwise than its source.
	Differences []Difference `json:"differences,omitempty"`
}

// Done reports whether there is nothing to translate.
func (p *PageStatus) Done() bool {
	return p.Segments.Stale == 0 && p.Segments.Missing == 0 && p.Segments.Extra == 0 && len(p.Differences) == 0
}

// SectionStatus sums up a section's pages in one language.
type SectionStatus struct {
	Section  string `json:"section"` // "" for pages in none
	Pages    int    `json:"pages"`
	Done     int    `json:"done"`
	Segments Count  `json:"segments"`
	Words    Count  `json:"words"`
}

// LanguageStatus is the state of all that is translated into one language.
type LanguageStatus struct {
	Language string          `json:"language"`
	Segments Count           `json:"segments"`
	Words    Count           `json:"words"`
	Sections []SectionStatus `json:"sections"`
	// Pages is the queue of work: the pages that are read most, and of those the
	// ones with the smallest changes, come first; pages without work come last.
	Pages []PageStatus `json:"pages"`
}

// Report is the state of a hub's translations.
type Report struct {
	Languages   []LanguageStatus `json:"languages"`
	Diagnostics diag.List        `json:"-"`
}

// readRank orders kinds of pages by how much they are read; "" is the
// interface, whose words are on every page.
func (d *Project) readRank(k site.Kind) int {
	if k != "" && !d.Hub.Kinds.Known(k) {
		return math.MaxInt
	}
	return d.Hub.Kinds.Of(k).Rank
}

// StatusCache keeps the state of each unit from one Status to the next, so that
// unchanged units are not read again. The zero StatusCache is empty.
type StatusCache struct {
	units unitCache[[]PageStatus]
}

// statusName is the file of a StatusCache.
const statusName = "status"

// ReadStatusCache reads the cache of the last run, or returns an empty one.
func ReadStatusCache(dir cache.Dir) *StatusCache {
	return load[StatusCache](dir, statusName)
}

// Save writes the cache if it has changed since it was read.
func (c *StatusCache) Save(dir cache.Dir) error {
	if !c.units.changed {
		return nil
	}
	return save(dir, statusName, c)
}

func (c *StatusCache) code(x *cache.Coder) {
	c.units.code(x, func(x *cache.Coder, pages *[]PageStatus) {
		codeList(x, pages, func(p *PageStatus) {
			for _, s := range []*string{&p.ID, &p.Language, &p.From, &p.Section, &p.Title, &p.File, &p.Source} {
				cache.Text(x, s)
			}
			cache.Text(x, &p.Kind)
			codeCount(x, (*site.Tally)(&p.Segments))
			codeCount(x, (*site.Tally)(&p.Words))
			cache.Number(x, &p.Todo)
			codeList(x, &p.Differences, func(d *Difference) {
				cache.Text(x, &d.What)
				cache.Text(x, &d.Text)
				cache.Number(x, &d.Source)
				cache.Number(x, &d.Target)
			})
		})
	})
}

// Status reports the state of units. It takes units whose files have not changed
// from the cache and updates the cache. now decides which files changed so
// recently that they may change again and keep their stamp.
func (d *Project) Status(ctx context.Context, units []*Unit, c *StatusCache, now time.Time) (*Report, error) {
	entries, list, err := c.units.update(ctx, units, d.stampRecords(now), func(u *Unit) site.Hash { return d.stampUnit(u, now) }, d.unitStatus)
	if err != nil {
		return nil, err
	}
	c.units.retain(d)
	r := &Report{Diagnostics: list}
	r.Diagnostics.Sort()
	for _, lang := range d.langs {
		r.Languages = append(r.Languages, d.summarize(lang, entries))
	}
	return r, nil
}

// stampUnit hashes the stamps of the files that a unit's state follows from,
// hub.yaml with its languages and sections among them; zero if one is racy.
func (d *Project) stampUnit(u *Unit, now time.Time) site.Hash {
	names := []string{config.File}
	for _, lang := range d.langs {
		if file := u.files[lang]; file != "" {
			names = append(names, file)
		}
		names = append(names, state.File(lang, u.ID))
	}
	return d.files.hashStamps(names, now)
}

// stampRecords hashes the stamps of the records of all units; zero if one is racy.
func (d *Project) stampRecords(now time.Time) site.Hash {
	var names []string
	for name := range d.files.stamps {
		if strings.HasPrefix(name, state.Dir+"/") || strings.HasPrefix(name, state.MemoryDir+"/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return d.files.hashStamps(names, now)
}

func (d *Project) unitStatus(u *Unit) (out []PageStatus, usesOthers bool, list diag.List, err error) {
	pairs, list, err := d.UnitPairs(u)
	for _, s := range pairs {
		out = append(out, d.pairStatus(s))
		usesOthers = usesOthers || s.usesOthers
	}
	return out, usesOthers, list, err
}

// pairStatus counts the segments of a unit pair by state.
func (d *Project) pairStatus(s *UnitPair) PageStatus {
	p := PageStatus{ID: s.Unit.ID, Language: s.To, From: s.From, Section: s.Unit.Section(), Kind: d.kind(s.Unit, s.Source),
		Title: title(s.Source), Source: s.Source.File, File: s.Unit.files[s.To], Differences: s.differences(false)}
	for i := range s.Pairs {
		x := &s.Pairs[i]
		n := x.Words()
		p.Segments.add(x.State, 1)
		p.Words.add(x.State, n)
		switch {
		case x.State == state.Missing:
			p.Todo += n
		case x.State == state.Stale && x.Old != "":
			p.Todo += max(1, segment.ChangedWords(x.Old, x.Source.Text))
		case x.State == state.Stale:
			p.Todo += n
		}
	}
	return p
}

// summarize sums up what is translated into one language.
func (d *Project) summarize(lang string, entries []Entry[[]PageStatus]) LanguageStatus {
	l := LanguageStatus{Language: lang, Sections: []SectionStatus{}, Pages: []PageStatus{}}
	sections := map[string]*SectionStatus{}
	for _, e := range entries {
		for _, p := range e.Value {
			if p.Language != lang {
				continue
			}
			l.Pages = append(l.Pages, p)
			l.Segments.addCount(p.Segments)
			l.Words.addCount(p.Words)
			s := sections[p.Section]
			if s == nil {
				s = &SectionStatus{Section: p.Section}
				sections[p.Section] = s
			}
			s.Pages++
			s.Segments.addCount(p.Segments)
			s.Words.addCount(p.Words)
			if p.Done() {
				s.Done++
			}
		}
	}
	for _, s := range sections {
		l.Sections = append(l.Sections, *s)
	}
	slices.SortFunc(l.Sections, func(a, b SectionStatus) int { return strings.Compare(a.Section, b.Section) })
	slices.SortStableFunc(l.Pages, func(a, b PageStatus) int {
		if a.Done() != b.Done() {
			if a.Done() {
				return 1
			}
			return -1
		}
		if a.Done() {
			return strings.Compare(a.ID, b.ID)
		}
		return cmp.Or(cmp.Compare(d.readRank(a.Kind), d.readRank(b.Kind)), cmp.Compare(a.Todo, b.Todo), strings.Compare(a.ID, b.ID))
	})
	return l
}
