package relevance

import (
	"math"
	"testing"
)

func TestJudged(t *testing.T) {
	list, err := Judged()
	if err != nil {
		t.Fatal(err)
	}
	halves := map[string][2]int{}
	for _, q := range list {
		n := halves[q.Lang]
		if q.Tuning() {
			n[0]++
		} else {
			n[1]++
		}
		halves[q.Lang] = n
		best := 0
		for _, grade := range q.Grades {
			best = max(best, grade)
		}
		if best != 3 {
			t.Errorf("%s %q: no page that the reader means", q.Lang, q.Text)
		}
	}
	for lang, n := range halves {
		if n[0] < 60 || n[1] < 60 {
			t.Errorf("%s: %d queries to tune with and %d to test with", lang, n[0], n[1])
		}
	}
}

func TestScore(t *testing.T) {
	q := Query{Lang: "en", Text: "mali", Grades: map[string]int{"a": 3, "b": 1, "unfindable": 3}}
	has := func(page string) bool { return page != "unfindable" }
	for _, c := range []struct {
		hits        []string
		ndcg, first float64
	}{
		{[]string{"a", "b"}, 1, 1},
		{[]string{"a", "x", "b"}, (7 + 1/2.0) / (7 + 1/math.Log2(3)), 1},
		{[]string{"x", "a"}, 7 / math.Log2(3) / (7 + 1/math.Log2(3)), 0},
		{nil, 0, 0},
	} {
		var s Score
		s.Add(q, c.hits, has)
		if math.Abs(s.NDCG-c.ndcg) > 1e-12 || s.First != c.first || s.Queries != 1 {
			t.Errorf("%q: %+v, want %v %v", c.hits, s, c.ndcg, c.first)
		}
	}
	var s Score
	s.Add(q, []string{"a", "b"}, has)
	s.Add(q, nil, has)
	if s.NDCG != 0.5 || s.First != 0.5 || s.Queries != 2 {
		t.Errorf("mean of two: %+v", s)
	}
}
