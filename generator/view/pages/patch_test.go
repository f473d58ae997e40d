package pages

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"testing"

	"griot/generator/view/index"

	"griot/generator/kinds"
	"griot/generator/site"
)

// edited is a site with another front matter on some of its groups, as the
// loader makes it: what did not change stays the same object.
func edited(s *site.Site, groups map[int]func(*site.Front)) *site.Site {
	out := *s
	out.Groups, out.ByID = append([]*site.Group(nil), s.Groups...), maps.Clone(s.ByID)
	for i, edit := range groups {
		g := *s.Groups[i]
		g.Pages = map[string]*site.Page{}
		for lang, was := range s.Groups[i].Pages {
			p := *was
			p.Group = &g
			edit(&p.Front)
			g.Pages[lang] = &p
			if was == s.Groups[i].Source {
				g.Source = &p
			}
		}
		out.Groups[i], out.ByID[g.ID] = &g, &g
	}
	return &out
}

// Whatever an author writes in front matter, an index made from the
// previous one is the same as a new one, and is made so for titles and summaries.
func TestPatchedIndex(t *testing.T) {
	last := hub(t)
	random := rand.New(rand.NewPCG(5, 6))
	edits := map[string]func(*site.Front){
		"title":   func(f *site.Front) { f.Title = fmt.Sprintf("%c %s", 'A'+random.IntN(26), f.Title) },
		"summary": func(f *site.Front) { f.Summary += " More." },
		"date":    func(f *site.Front) { f.Date = site.Date(fmt.Sprintf("20%02d-03-04", 10+random.IntN(16))) },
		"type":    func(f *site.Front) { f.Type = "training" },
		"layout":  func(f *site.Front) { f.Layout = "matrix" },
		"terms":   func(f *site.Front) { f.Terms = map[string][]string{"countries": {"mali", "niger"}} },
	}
	var briefs []int
	for i, g := range last.in.Site.Groups {
		if g.Kind == kinds.Brief {
			briefs = append(briefs, i)
		}
	}
	patched := 0
	for name, edit := range edits {
		for range 10 {
			groups := map[int]func(*site.Front){}
			alone := random.IntN(3) > 0 // without pages of other kinds
			for range 1 + random.IntN(3) {
				i := briefs[random.IntN(len(briefs))]
				if !alone {
					i = random.IntN(len(last.in.Site.Groups))
				}
				groups[i] = edit
			}
			in := last.in
			in.Site = edited(in.Site, groups)
			fresh := New(in, Texts{})
			in.Last = last
			if now := New(in, Texts{}); !reflect.DeepEqual(now.langs, fresh.langs) {
				t.Fatalf("%s: the index differs from a new one", name)
			}
			changed, few := index.Changes(last.in.Site, in.Site)
			if alone && !few {
				t.Errorf("%s: a few briefs count as more", name)
			}
			if few && (name == "title" || name == "summary") {
				patched++
				if fresh.maker(in.Site.Languages[0]).Patched(last.in.Site, last.langs[in.Site.Languages[0].Code], changed) == nil {
					t.Errorf("%s: the index isn't patched", name)
				}
			}
		}
	}
	if patched == 0 {
		t.Error("nothing was patched")
	}
}
