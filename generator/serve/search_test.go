package serve

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestSearch(t *testing.T) {
	tests := []struct {
		name, path string
		searcher   Searcher
		status     int
		want       string // in the answer
	}{
		{"found", "/api/search?q=s%C3%A9curit%C3%A9&lang=fr", fakeSearch{}, 200, `{"lang":"fr","query":"sécurité"}`},
		{"a query of nothing", "/api/search", fakeSearch{}, 400, `"query not understood: q is empty"`},
		{"the index fails", "/api/search?q=broken", fakeSearch{}, 500, `"open index: gone"`},
		{"an answer that is no JSON", "/api/search?q=unwritable", fakeSearch{}, 500, `can't be written`},
		{"too long", "/api/search?q=" + strings.Repeat("a", maxQuery), fakeSearch{}, 414, `too long`},
		{"no index", "/api/search?q=a", nil, 404, `no search index`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			resp := get(New(newSource(nil), Options{Search: tt.searcher}), tt.path)
			answer := body(t, resp)
			if resp.StatusCode != tt.status || !strings.Contains(answer, tt.want) || !json.Valid([]byte(answer)) {
				t.Errorf("got %d and %s", resp.StatusCode, answer)
			}
			if kind, cache := resp.Header.Get("Content-Type"), resp.Header.Get("Cache-Control"); kind != "application/json; charset=utf-8" || cache != "no-store" {
				t.Errorf("got the type %q, caching %q", kind, cache)
			}
		})
	}
}
