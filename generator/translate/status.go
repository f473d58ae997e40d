package translate

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"griot/generator/diag"
	"griot/generator/kinds"
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

// Percent is the share of fresh ones among those that the source has, rounded
// down, so that 100 means all; what is stale never counts as done.
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
	File     string    `json:"file,omitempty"` // of the translation; "" where there is none
	Source   string    `json:"source"`
	Segments Count     `json:"segments"`
	Words    Count     `json:"words"`
	// Todo is how many words there are to translate: those of missing texts,
	// and those that are new in stale ones.
	Todo int `json:"todo"`

	usesOthers bool // its state depends on the records of other units
}

// Done reports whether there is nothing to do.
func (p *PageStatus) Done() bool {
	return p.Segments.Stale == 0 && p.Segments.Missing == 0 && p.Segments.Extra == 0
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
	// Pages is the queue of work: what readers read most first, the smallest
	// change first; what is done stands at its end.
	Pages []PageStatus `json:"pages"`
}

// Report is the state of a hub's translations.
type Report struct {
	Languages   []LanguageStatus `json:"languages"`
	Diagnostics diag.List        `json:"diagnostics"`
}

// readRank orders kinds of pages by how much they are read, the most read
// first; "" is the interface, whose words stand on every page.
func readRank(k site.Kind) int {
	if k != "" && !kinds.Known(k) {
		return math.MaxInt
	}
	return kinds.Of(k).Rank
}

// Status reports the state of units. It takes units whose files have not
// changed from the cache and updates the cache, which may be nil.
func (d *Project) Status(ctx context.Context, units []*Unit, cache *Cache) (*Report, error) {
	pages := make([][]PageStatus, len(units))
	lists := make([]diag.List, len(units))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	const batch = 32
	for first := 0; first < len(units); first += batch {
		group.Go(func() error {
			for i := first; i < min(first+batch, len(units)); i++ {
				if err := ctx.Err(); err != nil {
					return err
				}
				if known, ok := cache.get(d, units[i]); ok {
					pages[i] = known
					continue
				}
				var err error
				if pages[i], lists[i], err = d.unitStatus(units[i]); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	cache.put(d, units, pages, lists)
	r := &Report{Diagnostics: slices.Concat(lists...)}
	r.Diagnostics.Sort()
	for _, lang := range d.langs {
		r.Languages = append(r.Languages, summarize(lang, pages))
	}
	return r, nil
}

func (d *Project) unitStatus(u *Unit) ([]PageStatus, diag.List, error) {
	pairs, list, err := d.UnitPairs(u)
	if err != nil {
		return nil, nil, err
	}
	var out []PageStatus
	for _, s := range pairs {
		out = append(out, d.pairStatus(s))
	}
	return out, list, nil
}

// pairStatus counts the segments of a unit pair by state.
func (d *Project) pairStatus(s *UnitPair) PageStatus {
	p := PageStatus{ID: s.Unit.ID, Language: s.To, From: s.From, Section: s.Unit.Section(), Kind: d.kind(s.Unit, s.Source),
		Title: title(s.Source), Source: s.Source.File, File: s.Unit.files[s.To]}
	p.usesOthers = s.usesOthers
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

// summarize collects what is translated into one language.
func summarize(lang string, pages [][]PageStatus) LanguageStatus {
	l := LanguageStatus{Language: lang, Sections: []SectionStatus{}, Pages: []PageStatus{}}
	sections := map[string]*SectionStatus{}
	for _, list := range pages {
		for _, p := range list {
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
		return cmp.Or(cmp.Compare(readRank(a.Kind), readRank(b.Kind)), cmp.Compare(a.Todo, b.Todo), strings.Compare(a.ID, b.ID))
	})
	return l
}
