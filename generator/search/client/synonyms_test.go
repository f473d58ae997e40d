package client_test

import (
	"path/filepath"
	"testing"

	"griot/generator/search"
	"griot/generator/search/export"
	"griot/generator/search/plan"
)

// TestClientSynonyms finds pages by exported synonyms as Go does.
func TestClientSynonyms(t *testing.T) {
	s := newSite(t, map[string][]search.Document{"en": documents("en", 40, 60)}, export.Options{Synonyms: plan.Synonyms{
		Groups: [][]string{{"constabulary", "police"}}, OneWay: []plan.OneWay{{From: "lakes", To: []string{"river"}}},
	}})
	type request struct {
		Text    string         `json:"text"`
		Options map[string]any `json:"options"`
	}
	var requests []request
	queries := []string{"constabulary", "lakes", "constabulary lakes", "river"}
	for _, q := range queries {
		requests = append(requests, request{q, map[string]any{"lang": "en"}})
	}
	var got []search.Response
	ask(t, filepath.Join(s.dir, "search"), requests, &got)
	for i, q := range queries {
		want, err := s.searcher.Search(t.Context(), search.Request{Query: q, Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if got[i].Total != want.Total || want.Total == 0 || len(want.Unknown) > 0 || want.Corrected != "" || got[i].Hits[0].ID != want.Hits[0].ID {
			t.Errorf("%q: %d pages in the client, %d in Go; unknown %q, corrected %q", q, got[i].Total, want.Total, want.Unknown, want.Corrected)
		}
	}
}
