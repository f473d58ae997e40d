package client_test

import (
	"context"
	"math"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"griot/generator/internal/testkit/bruteforce"
	"griot/generator/search"
	"griot/generator/search/analysis"
	"griot/generator/search/bleveindex"
	"griot/generator/search/export"
	"griot/generator/search/plan"
)

// TestGroups finds the hits of plans whose clauses have groups of terms, as synonyms of
// several words make them, with Bleve, by brute force and with the client.
func TestGroups(t *testing.T) {
	docs := documents("en", 200, 60)
	s := newSite(t, map[string][]search.Document{"en": docs}, export.Options{})
	set, err := bleveindex.OpenSet(filepath.Join(s.dir, "bleve"))
	if err != nil {
		t.Fatal(err)
	}
	defer set.Close()
	x, brute := set.Indexes[0], bruteforce.New("en", docs, testKinds)
	type request struct {
		Plan *plan.Plan `json:"plan"`
		Any  bool       `json:"any"`
	}
	var requests []request
	a, rng, w := analysis.NewAnalyzer("en"), rand.New(rand.NewPCG(1, 2)), newWriter("en", 5)
	terms := func(n int) []string {
		out := []string{}
		for len(out) < n {
			if term := a.Term(w.word()); term != "" {
				if docs, _ := x.DocFreq(term); docs > 0 {
					out = append(out, term)
				}
			}
		}
		return out
	}
	for range 400 {
		p := &plan.Plan{Mode: plan.ModeAnd}
		for range 1 + rng.IntN(3) {
			c := plan.Clause{Terms: terms(rng.IntN(3))}
			for range 1 + rng.IntN(2) {
				c.Groups = append(c.Groups, terms(2+rng.IntN(2)))
			}
			p.Clauses = append(p.Clauses, c)
		}
		requests = append(requests, request{p, rng.IntN(2) == 0})
	}
	var got [][]struct {
		Doc, Total int
		Score      float64
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "plans.json"), filepath.Join(dir, "out.json")
	writeJSON(t, in, requests)
	node(t, "find.mjs", s.dir, in, out)
	readJSON(t, out, &got)
	hits := 0
	for i, r := range requests {
		find := search.Find{Plan: r.Plan, Any: r.Any, Limit: 10}
		want, err := x.Find(context.Background(), find)
		if err != nil {
			t.Fatal(err)
		}
		byForce, err := brute.Find(context.Background(), find)
		if err != nil {
			t.Fatal(err)
		}
		if len(want.Hits) != len(got[i]) || want.Total != byForce.Total || len(got[i]) > 0 && got[i][0].Total != want.Total {
			t.Fatalf("%+v: %d of %d hits, by brute force of %d, in the client %v", r.Plan.Clauses, len(want.Hits), want.Total, byForce.Total, got[i])
		}
		hits += len(want.Hits)
		for k, h := range want.Hits {
			client, force := got[i][k], byForce.Hits[k]
			if h.Doc != client.Doc || math.Abs(h.Score-client.Score) > 1e-12*math.Max(1, h.Score) || math.Abs(h.Score-force.Score) > 1e-9*h.Score {
				t.Fatalf("%+v, hit %d: %d with %v, by brute force %v, in the client %+v", r.Plan.Clauses, k, h.Doc, h.Score, force.Score, client)
			}
		}
	}
	if hits < 1000 {
		t.Errorf("only %d hits", hits)
	}
}
