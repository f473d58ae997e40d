package client_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/internal/testkit/bruteforce"
	"griot/generator/search"
	"griot/generator/search/export"
	"griot/generator/search/plan"
)

// clientRequest is a request as the client takes it.
type clientRequest struct {
	Text    string        `json:"text"`
	Options clientOptions `json:"options"`
}

type clientOptions struct {
	Lang     string              `json:"lang"`
	Limit    int                 `json:"limit"`
	Offset   int                 `json:"offset"`
	Filters  map[string][]string `json:"filters,omitempty"`
	Prefix   bool                `json:"prefix"`
	Facets   bool                `json:"facets"`
	Others   bool                `json:"others"`
	Snippets int                 `json:"snippets"`
}

func (r clientRequest) request() search.Request {
	o := r.Options
	return search.Request{
		Query: r.Text, Lang: o.Lang, Limit: o.Limit, Offset: o.Offset, Filters: o.Filters,
		Prefix: o.Prefix, Facets: o.Facets, Others: o.Others, Snippets: o.Snippets,
	}
}

// clientResponse is a response of the client, or its error.
type clientResponse struct {
	search.Response
	Problem any    `json:"problem"`
	Error   string `json:"error"`
	Code    string `json:"code"`
	Path    string `json:"path"`
	Message string `json:"message"`
}

// queriesPerLang is the number of generated queries of each language.
const queriesPerLang = 1100

func TestClientAnswersAsBleve(t *testing.T) {
	langs := []string{"ar", "en", "fa", "fr"}
	docs := map[string][]search.Document{}
	for _, lang := range langs {
		docs[lang] = documents(lang, 420, 120)
	}
	// Small limits make many shards, groups of records and groups of texts.
	s := newSite(t, docs, export.Options{
		TextGroup: 3, Shards: export.ShardLimits{Postings: 1000, Stored: 60, Positions: 1000, Words: 12},
	})
	var requests []clientRequest
	for _, lang := range langs {
		requests = append(requests, generate(lang, docs[lang], queriesPerLang)...)
	}
	var responses []clientResponse
	ask(t, filepath.Join(s.dir, "search"), requests, &responses)

	modes, alternatives, failures := map[plan.Mode]int{}, 0, 0
	for i, r := range requests {
		want, err := s.searcher.Search(context.Background(), r.request())
		if err != nil {
			t.Fatal(err)
		}
		modes[want.Mode]++
		alternatives += min(1, len(want.Alternatives))
		if diff := compare(want, responses[i]); diff != "" {
			t.Errorf("%+v: %s", r, diff)
			if failures++; failures > 10 {
				t.Fatal("and more")
			}
		}
	}
	for _, mode := range []plan.Mode{plan.ModeAnd, plan.ModeOr, plan.ModeAll, plan.ModeNone} {
		if modes[mode] < 40 {
			t.Errorf("only %d of %d queries are of mode %q", modes[mode], len(requests), mode)
		}
	}
	if alternatives < 200 {
		t.Errorf("only %d of %d queries have alternatives", alternatives, len(requests))
	}
}

// compare describes the first difference between Bleve's answer and the
// client's: all must be the same, but for scores, which may differ by 1e-12.
func compare(want search.Response, got clientResponse) string {
	if got.Error != "" || got.Problem != nil {
		return fmt.Sprintf("the client fails: %s %s %s %v\n%s", got.Error, got.Code, got.Path, got.Problem, got.Message)
	}
	for i := range want.Hits {
		if i >= len(got.Hits) {
			break
		}
		w, g := want.Hits[i].Score, got.Hits[i].Score
		if math.Abs(w-g) > 1e-12*math.Max(1, math.Abs(w)) {
			return fmt.Sprintf("hit %d %s scores %v, in the client %s %v", i, want.Hits[i].ID, w, got.Hits[i].ID, g)
		}
		got.Hits[i].Score = w
	}
	w, _ := json.Marshal(want)
	g, _ := json.Marshal(got.Response)
	if string(w) != string(g) {
		at := 0
		for at < len(w) && at < len(g) && w[at] == g[at] {
			at++
		}
		from := max(0, at-60)
		return fmt.Sprintf("they differ at byte %d:\n  Bleve  …%.200s\n  client …%.200s", at, w[from:], g[from:])
	}
	return ""
}

// TestBleveAnswersByDefinition compares hits and scores with those that package search
// defines.
func TestBleveAnswersByDefinition(t *testing.T) {
	docs := map[string][]search.Document{"en": documents("en", 300, 120), "fr": documents("fr", 300, 120)}
	s := newSite(t, docs, export.Options{})
	var indexes []search.Index
	for lang, list := range docs {
		indexes = append(indexes, bruteforce.New(lang, list, testKinds))
	}
	defined := search.NewSearcher(indexes, search.SearcherOptions{})
	named := 0
	for lang := range docs {
		for _, r := range generate(lang, docs[lang], 400) {
			req := r.request()
			req.Facets, req.Others, req.Snippets = false, false, 0
			got, err := s.searcher.Search(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			if got.Mode == plan.ModeAll {
				continue
			}
			want, err := defined.Search(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			if got.Total != want.Total || len(got.Hits) != len(want.Hits) {
				t.Fatalf("%+v: %d hits of %d, not %d of %d", req, len(got.Hits), got.Total, len(want.Hits), want.Total)
			}
			for i, w := range want.Hits {
				g := got.Hits[i]
				if math.Abs(w.Score-g.Score) > 1e-12*math.Max(1, w.Score) {
					t.Fatalf("%+v: hit %d is %s with %v, not %s with %v", req, i, g.ID, g.Score, w.ID, w.Score)
				}
				if g.Score >= 1000 {
					named++
				}
			}
		}
	}
	if named < 50 {
		t.Errorf("the query is a name of %d hits, too few", named)
	}
}

// generate makes queries of all sorts from the words of documents.
func generate(lang string, docs []search.Document, n int) []clientRequest {
	rng := rand.New(rand.NewPCG(uint64(n), uint64(len(lang))))
	w := newWriter(lang, 99)
	out := make([]clientRequest, n)
	for i := range out {
		o := clientOptions{Lang: lang, Limit: 10}
		text := query(rng, w, docs[rng.IntN(len(docs))])
		switch i % 10 {
		case 4:
			d := docs[rng.IntN(len(docs))]
			text = d.AllNames()[rng.IntN(1+len(d.Names))]
		case 0:
			o.Prefix = true
			runes := []rune(text)
			text = string(runes[:max(1, len(runes)-rng.IntN(6))])
		case 1:
			text = misspell(rng, text)
		case 2:
			r := []rune(neighbours[rng.IntN(len(neighbours))])
			r[2] = rune('a' + rng.IntN(26))
			text = string(r)
			for range rng.IntN(3) {
				text += " " + misspell(rng, w.word())
			}
		case 3:
			o.Filters = map[string][]string{"country": []string{"mali", "drc"}[:1+rng.IntN(2)]}
			if rng.IntN(2) == 0 {
				o.Filters["outcome"] = []string{"security"}
			}
			if rng.IntN(4) == 0 {
				text = ""
			}
		}
		switch rng.IntN(8) {
		case 0:
			o.Facets = true
		case 1:
			o.Limit, o.Offset = 1+rng.IntN(30), rng.IntN(12)
		case 2:
			o.Snippets = 3
		case 3:
			o.Others = true
		case 4:
			o.Limit, o.Facets = -1, true
		}
		out[i] = clientRequest{text, o}
	}
	return out
}

// query makes a query of one to four words, some of them quoted or excluded.
func query(rng *rand.Rand, w *writer, doc search.Document) string {
	words := strings.Fields(doc.Body)
	at := rng.IntN(len(words))
	switch rng.IntN(12) {
	case 0:
		return `"` + strings.Join(words[at:min(len(words), at+2+rng.IntN(3))], " ") + `"`
	case 1:
		return w.word() + ` «` + strings.Join(words[at:min(len(words), at+2)], " ") + `»`
	case 2:
		return w.word() + []string{" -", " --", "-", " - "}[max(0, rng.IntN(8)-4)] + w.word()
	case 3:
		return w.word() + ` -"` + strings.Join(words[at:min(len(words), at+2)], " ") + `"`
	case 4:
		return strings.Join(words[at:min(len(words), at+4)], " ")
	case 5:
		return []string{"-" + w.word(), "of the", "le la", "zzyzx", "zzyzx " + w.word(), "", "?", "security reform", "SSR police"}[rng.IntN(9)]
	}
	var list []string
	for range 1 + rng.IntN(4) {
		list = append(list, w.word())
	}
	if rng.IntN(8) == 0 {
		list[0] = joined[w.lang][rng.IntN(len(joined[w.lang]))]
	}
	if rng.IntN(20) == 0 {
		return strings.Join(list, "") // words typed as one
	}
	return strings.Join(list, " ")
}

// misspell makes one edit in one of the longer words.
func misspell(rng *rand.Rand, text string) string {
	words := strings.Fields(text)
	if len(words) == 0 {
		return text
	}
	i := rng.IntN(len(words))
	r := []rune(words[i])
	if len(r) < 4 {
		return text
	}
	at := rng.IntN(len(r) - 1)
	switch rng.IntN(4) {
	case 0:
		r[at] = rune('a' + rng.IntN(26))
	case 1:
		r = append(r[:at], r[at+1:]...)
	case 2:
		r = append(r[:at], append([]rune{rune('a' + rng.IntN(26))}, r[at:]...)...)
	case 3:
		r[at], r[at+1] = r[at+1], r[at]
	}
	words[i] = string(r)
	return strings.Join(words, " ")
}
