package pages

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"griot/generator/site"
	"griot/generator/view"
)

// version is a state of the hub's texts for tests: how often each changed.
type versions map[string]int

func (v versions) of(r site.Rendition) int { return v[r.Page.File] }

// keywords shares words among documents, and changes with the version.
func (v versions) keywords(r site.Rendition) []uint32 {
	rnd := rand.New(rand.NewPCG(uint64(len(r.Page.Front.Title)), uint64(v.of(r))))
	words := make([]uint32, 8)
	for i := range words {
		words[i] = uint32(rnd.IntN(40))
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// uses links pages with terms and milestones, and milestones with any page, changing with
// the version.
func (v versions) uses(r site.Rendition) []string {
	rnd := rand.New(rand.NewPCG(uint64(len(r.Page.File)), uint64(v.of(r))))
	all := []string{"glossary/ssr", "glossary/cij", "milestones/coalition-launch", "countries/mali", "outcomes/justice", "partners/cordaid", "briefs/land-justice"}
	var ids []string
	for _, id := range all {
		if rnd.IntN(3) == 0 && id != r.Page.Group.ID {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func (v versions) texts() Texts {
	return Texts{
		Record:   func(r site.Rendition) *site.Record { return &site.Record{Words: v.of(r)} },
		BodyRef:  func(r site.Rendition) string { return fmt.Sprint(r.Page.File, v.of(r)) },
		Keywords: v.keywords,
		Uses:     v.uses,
		Freshness: func(group, lang string) *site.Freshness {
			return &site.Freshness{Texts: site.Tally{Fresh: v[group+lang]}, Behind: v[group+lang]%2 == 1}
		},
	}
}

// Whatever texts change, each view that differs is affected, and few others are.
func TestAffected(t *testing.T) {
	b := hub(t)
	specs := b.Specs()
	random := rand.New(rand.NewPCG(3, 4))
	all := 0
	for range 20 {
		before, after := versions{}, versions{}
		texts, freshness := map[string]bool{}, random.IntN(3) == 0
		for range 1 + random.IntN(3) {
			g := b.in.Site.Groups[random.IntN(len(b.in.Site.Groups))]
			texts[g.ID] = true
			for lang, p := range g.Pages {
				after[p.File] = 1
				if freshness {
					after[g.ID+lang] = 1
				}
			}
		}
		old, now := b.With(before.texts()), b.With(after.texts())
		affected := now.Affected(TextChange{
			Text:      func(r site.Rendition) bool { return texts[r.Page.Group.ID] },
			Keywords:  before.keywords,
			Uses:      before.uses,
			Freshness: freshness,
		})
		fresh := New(b.in, after.texts())
		var was, is, clean view.Keyer
		for _, s := range specs {
			key := is.Key(s.View(now))
			if affected(s) {
				all++
			} else if was.Key(s.View(old)) != key {
				t.Errorf("%s differs and is not affected", s.Path)
			}
			if clean.Key(s.View(fresh)) != key {
				t.Errorf("%s is not what it is without what was known before", s.Path)
			}
		}
	}
	if all > 20*len(specs)/2 {
		t.Errorf("%d of %d views are affected", all, 20*len(specs))
	}
}
