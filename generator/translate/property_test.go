package translate_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"griot/generator/internal/testkit/translated"
	"griot/generator/translate"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// mark marks the pairs that choose accepts, in all units.
func mark(s *translated.Site, choose func(key string, p *state.Pair) bool) {
	s.Helper()
	d := s.Project()
	batch := d.Batch()
	for _, pair := range s.UnitPairs(d) {
		batch.Mark(pair, func(_ int, p *state.Pair) bool { return choose(key(pair, p), p) }, true)
	}
	if err := batch.RetireOrphans(); err != nil {
		s.Fatal(err)
	}
	s.Commit(batch)
}

// TestMarkWritesRecordsOnly marks random texts of random sites, changes the site
// and marks again: only records change, what was chosen is fresh, no translation is
// ever lost, and a second run changes nothing.
func TestMarkWritesRecordsOnly(t *testing.T) {
	for seed := range uint64(200) {
		s, r := translated.Random(t, seed)
		known := map[string]bool{} // translations that were ever recorded
		for range 2 {
			before, share := s.Files(), r.IntN(4)
			chosen := map[string]bool{}
			mark(s, func(key string, p *state.Pair) bool {
				yes := key != "" && r.IntN(4) >= share
				chosen[key] = chosen[key] || yes
				return yes
			})
			after := s.Files()
			for name := range after {
				if before[name] != after[name] && !strings.HasPrefix(name, state.Dir) && !strings.HasPrefix(name, state.MemoryDir) {
					t.Fatalf("seed %d: %s has changed", seed, name)
				}
			}
			for _, pair := range s.UnitPairs(s.Project()) {
				for i := range pair.Pairs {
					if p := &pair.Pairs[i]; chosen[key(pair, p)] && p.State != state.Fresh {
						t.Fatalf("seed %d: %q is marked and %s", seed, p.Source.Text, p.State)
					}
				}
			}
			mark(s, func(key string, _ *state.Pair) bool { return chosen[key] })
			if now := s.Files(); !maps.Equal(after, now) {
				t.Fatalf("seed %d: a second mark has changed files: %s", seed, cmp.Diff(after, now))
			}
			checkKept(t, seed, s.Project(), known)
			for _, name := range s.Names() {
				switch {
				case !strings.HasSuffix(name, ".md"):
				case r.IntN(8) == 0:
					s.Remove(name)
				case r.IntN(2) == 0:
					if blocks := strings.SplitAfter(s.Read(name), "\n\n"); len(blocks) > 1 {
						i := 1 + r.IntN(len(blocks)-1)
						s.Write(name, strings.Join(slices.Delete(blocks, i, i+1), ""))
					}
				}
			}
		}
	}
}

// key tells a pair from others; "" for one without a source or target.
func key(u *translate.UnitPair, p *state.Pair) string {
	if p.Source == nil || p.Target == nil {
		return ""
	}
	return strings.Join([]string{u.Unit.ID, u.To, p.Source.Key, p.Source.Text, p.Target.Text}, "\x00")
}

// checkKept reports translations that were recorded once and are in the memory no
// more, and adds those that are.
func checkKept(t *testing.T, seed uint64, d *translate.Project, known map[string]bool) {
	t.Helper()
	have := map[string]bool{}
	for _, langs := range [][2]string{{"en", "fr"}, {"fr", "en"}} {
		m, err := d.Memory(langs[0], langs[1])
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range m.Records {
			have[r.Target], have[r.Source] = true, true
		}
	}
	for text := range known {
		if !have[text] && !segment.IsNeutral(text) {
			t.Fatalf("seed %d: the memory has lost %q", seed, text)
		}
	}
	maps.Copy(known, have)
}
