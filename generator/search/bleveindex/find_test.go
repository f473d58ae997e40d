package bleveindex

import (
	"context"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"griot/generator/internal/testkit/bruteforce"
	"griot/generator/search"
	"griot/generator/search/analysis"
	"griot/generator/search/plan"
)

// documents are a small site in two languages.
var documents = []search.Document{
	{ID: "en/police/", Lang: "en", Kind: "brief", Title: "Community policing", Date: "2023-02-01",
		Summary: "How the police and people talk.", Body: "The police of the county meets the people.\nPolicing is talk.",
		Facets: map[string][]string{"country": {"mali"}, "outcome": {"security"}}},
	{ID: "en/policy/", Lang: "en", Kind: "brief", Title: "A policy for reform", Date: "2024-02-01",
		Summary: "Security sector reform.", Body: "The reform of the security sector needs a policy. Justice is part of it.",
		Facets: map[string][]string{"country": {"mali", "niger"}, "outcome": {"security", "justice"}}},
	{ID: "en/courts/", Lang: "en", Kind: "country", Title: "Customary courts", Date: "2022",
		Summary: "Courts in Niger.", Body: "Transitional and customary justice in the courts of Niger.",
		Facets: map[string][]string{"country": {"niger"}, "outcome": {"justice"}}},
	{ID: "fr/etat/", Lang: "fr", Kind: "brief", Title: "L’État et la sécurité", Date: "2024-05",
		Summary: "Au cœur de l'État.", Body: "La sécurité d’État est au cœur des œuvres. La justice transitionnelle avance.",
		Facets: map[string][]string{"country": {"mali"}}},
	{ID: "fr/justice/", Lang: "fr", Kind: "brief", Title: "Une justice transitionnelle", Date: "2021-05-04",
		Summary: "Vérité et réparation.", Body: "La transition fut longue ; la justice vint après. Deux sœurs témoignent.",
		Facets: map[string][]string{"country": {"niger"}}},
	{ID: "fr/transition/", Lang: "fr", Kind: "page", Title: "Transition", Date: "",
		Summary: "Page sans date.", Body: "Transitionnelle, la période ? Justice d'abord.\nTransitionnelle justice."},
}

// open builds their indexes and returns a searcher over it.
func openHub(t testing.TB) *search.Searcher {
	t.Helper()
	dir := t.TempDir()
	byID := map[string]search.Document{}
	refs := map[string][]Ref{}
	for _, d := range documents {
		byID[d.ID] = d
		refs[d.Lang] = append(refs[d.Lang], Ref{ID: d.ID, Hash: "1"})
	}
	for lang, list := range refs {
		_, err := Build(context.Background(), Options{
			Dir: filepath.Join(dir, "bleve", lang), CacheDir: filepath.Join(dir, "cache"), Lang: lang,
		}, list, func(r Ref) (search.Document, error) { return byID[r.ID], nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	set, err := OpenSet(filepath.Join(dir, "bleve"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { set.Close() })
	return set.Searcher(search.SearcherOptions{
		Text:     func(h search.Hit) (string, error) { return byID[h.ID].Body, nil },
		Glossary: []plan.GlossaryTerm{{"en": {"transitional justice", "TJ"}, "fr": {"justice transitionnelle", "JT"}}},
	})
}

func ids(hits []search.Hit) string {
	var out []string
	for _, h := range hits {
		out = append(out, h.ID)
	}
	return strings.Join(out, " ")
}

func TestSearch(t *testing.T) {
	s := openHub(t)
	cases := []struct {
		lang, query string
		prefix      bool
		filters     map[string][]string
		want        string // ids, then mode, corrected, alternatives and unknown where they say something
	}{
		{lang: "fr", query: "securite", want: "fr/etat/"},
		{lang: "fr", query: "etat", want: "fr/etat/"},
		{lang: "fr", query: "l'etat", want: "fr/etat/"},
		{lang: "fr", query: "coeur", want: "fr/etat/"},
		{lang: "fr", query: "cœur", want: "fr/etat/"},
		{lang: "fr", query: "oeuvre", want: "fr/etat/"},
		{lang: "fr", query: "soeurs", want: "fr/justice/"},
		{lang: "fr", query: `"justice transitionnelle"`, want: "fr/justice/ fr/etat/"},
		{lang: "fr", query: `"transitionnelle justice"`, want: "fr/transition/"},
		{lang: "fr", query: `«justice transitionnelle» -oeuvre`, want: "fr/justice/"},
		{lang: "fr", query: `justice -"justice transitionnelle"`, want: "fr/transition/"},
		{lang: "fr", query: "sekurite", want: "fr/etat/ corrected:sécurité"},
		{lang: "fr", query: "zzzzz", want: "none unknown:zzzzz"},
		{lang: "fr", query: "zzzzz soeurs", want: "fr/justice/ or unknown:zzzzz"},
		{lang: "fr", query: `"zzzzz soeurs"`, want: "none unknown:zzzzz"},
		{lang: "fr", query: "soeurs vérité oeuvre", want: "fr/justice/ fr/etat/ or"},
		{lang: "fr", query: "le la les", want: "none"},
		{lang: "fr", query: "", want: "fr/etat/ fr/justice/ fr/transition/ all"},
		{lang: "fr", query: "-justice", want: "all"},
		{lang: "fr", query: "-cœur", want: "fr/justice/ fr/transition/ all"},
		{lang: "fr", query: "justice", filters: map[string][]string{"country": {"niger"}}, want: "fr/justice/"},
		{lang: "fr", query: "", filters: map[string][]string{"country": {"niger", "mali"}, "kind": {"brief"}},
			want: "fr/etat/ fr/justice/ all"},
		{lang: "en", query: "policing", want: "en/police/"},
		{lang: "en", query: "policy", want: "en/policy/"},
		{lang: "en", query: "polic", prefix: true, want: "en/police/ en/policy/"},
		{lang: "en", query: "polic", want: "en/police/"},
		{lang: "en", query: "customary jus", prefix: true, want: "en/courts/ en/policy/ or"},
		{lang: "en", query: "customary jus ", prefix: true, want: "en/courts/ or unknown:jus"},
		{lang: "en", query: "the county's police", want: "en/police/"},
		{lang: "en", query: "polica", want: "en/police/ en/policy/ corrected:police also:policy"},
		{lang: "en", query: "policx niger", want: "en/police/ en/policy/ en/courts/ or corrected:police niger also:policy niger"},
	}
	for _, c := range cases {
		resp, err := s.Search(context.Background(), search.Request{
			Query: c.query, Lang: c.lang, Prefix: c.prefix, Filters: c.filters,
		})
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		if len(resp.Hits) > 0 {
			got = append(got, ids(resp.Hits))
		}
		if resp.Mode != plan.ModeAnd {
			got = append(got, string(resp.Mode))
		}
		if resp.Corrected != "" {
			got = append(got, "corrected:"+resp.Corrected)
		}
		if len(resp.Alternatives) > 0 {
			got = append(got, "also:"+strings.Join(resp.Alternatives, ","))
		}
		if len(resp.Unknown) > 0 {
			got = append(got, "unknown:"+strings.Join(resp.Unknown, ","))
		}
		if line := strings.Join(got, " "); line != c.want {
			t.Errorf("%s %q %v: got %q, want %q", c.lang, c.query, c.filters, line, c.want)
		}
		if resp.Total != len(resp.Hits) {
			t.Errorf("%s %q: %d hits of %d", c.lang, c.query, len(resp.Hits), resp.Total)
		}
	}
}

func TestSearchPartialHits(t *testing.T) {
	s := openHub(t)
	req := search.Request{Query: "soeurs vérité oeuvre", Lang: "fr"}
	resp, err := s.Search(context.Background(), req)
	if err != nil || resp.Full != 0 {
		t.Fatalf("%d hits hold all words, error %v", resp.Full, err)
	}
	for _, h := range resp.Hits {
		if !h.Partial {
			t.Errorf("%s should be marked as partial", h.ID)
		}
	}
	full := search.Request{Query: "customary justice", Lang: "en"}
	resp, err = s.Search(context.Background(), full)
	if err != nil || resp.Full != 1 || resp.Total != 2 || resp.Hits[0].Partial || !resp.Hits[1].Partial {
		t.Errorf("customary justice: %+v, error %v", resp, err)
	}
	req.Offset, req.Limit = 1, 1
	if resp, err = s.Search(context.Background(), req); err != nil || ids(resp.Hits) != "fr/etat/" || resp.Total != 2 {
		t.Errorf("second page: %q of %d, error %v", ids(resp.Hits), resp.Total, err)
	}
}

func TestSearchShows(t *testing.T) {
	s := openHub(t)
	resp, err := s.Search(context.Background(), search.Request{
		Query: "transitional justice", Lang: "en", Facets: true, Others: true, Snippets: 1,
		Filters: map[string][]string{"country": {"niger"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(resp.Other) != "[{fr justice transitionnelle 1}]" {
		t.Errorf("other languages: %v", resp.Other)
	}
	h := resp.Hits[0]
	if got := strings.Join(h.Snippet, "|"); got != "|Transitional| and customary |justice| in the courts of Niger." {
		t.Errorf("snippet %q", got)
	}
	if h.URL != "en/courts/" || h.Kind != "country" || h.Lang != "en" || h.Summary != "Courts in Niger." ||
		fmt.Sprint(h.Facets["year"]) != "[2022]" {
		t.Errorf("hit %+v", h)
	}
	// Both pages of Niger contain justice; the filter on the country itself doesn't
	// narrow the countries.
	if got := fmt.Sprint(resp.Facets["country"], resp.Facets["kind"]); got != "[{niger 2} {mali 1}] [{brief 1} {country 1}]" {
		t.Errorf("facets %s, mode %s", got, resp.Mode)
	}
}

// TestAverageLength guards the true average length, without which Bleve takes
// the number of distinct terms for the length of all documents.
func TestAverageLength(t *testing.T) {
	dir := t.TempDir()
	refs, docs := corpus(250, 40, 5)
	build(t, dir, refs, docs)
	x, err := Open(filepath.Join(dir, "fr"))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	var term string
	for _, w := range x.Words() {
		if df, _ := x.DocFreq(analysis.NewAnalyzer("fr").Tokens(w.Text)[0].Term); df > 20 && df < 60 {
			term = analysis.NewAnalyzer("fr").Tokens(w.Text)[0].Term
			break
		}
	}
	df, _ := x.DocFreq(term)
	plan := &plan.Plan{Mode: plan.ModeAnd, Clauses: []plan.Clause{{Terms: []string{term}}}}
	found, err := x.Find(context.Background(), search.Find{Plan: plan, Limit: 100})
	if err != nil || found.Total != df {
		t.Fatalf("%d of %d found, error %v", found.Total, df, err)
	}
	want, err := bruteforce.New("fr", slices.Collect(maps.Values(docs)), nil).Find(context.Background(), search.Find{Plan: plan, Limit: 100})
	if err != nil || want.Total != found.Total {
		t.Fatalf("%d by definition, error %v", want.Total, err)
	}
	for i, h := range found.Hits {
		if w := want.Hits[i]; h.ID != w.ID || math.Abs(h.Score-w.Score) > 1e-12 {
			t.Fatalf("%s scores %v, not %s %v", h.ID, h.Score, w.ID, w.Score)
		}
	}
}

// A long page that the query names comes before a short one that mentions it, and a page
// that is not short on a subject before a stub.
func TestShortPagesDontWin(t *testing.T) {
	filler := strings.Repeat("People of the town meet and write to the hall about wells. ", 60)
	docs := []search.Document{
		{ID: "en/kivu/", Lang: "en", Kind: "brief", Title: "Kivu", Summary: "What is known of the region.", Body: filler + "Questions in Kivu. " + filler + "Meetings in Kivu."},
		{ID: "en/watch/", Lang: "en", Kind: "term", Title: "Watch group", Summary: "A small group of residents.", Body: "A group of residents that meets in Kivu. In Kivu there are several."},
		{ID: "en/tips/", Lang: "en", Kind: "brief", Title: "Tip sheet for Microsoft PowerPoint presentations", Summary: "How slides are made for all.", Body: filler + "In PowerPoint, each slide has a title."},
		{ID: "en/stub/", Lang: "en", Kind: "brief", Title: "Formats", Summary: "PowerPoint and others.", Body: "See the tips."},
	}
	dir := t.TempDir()
	var refs []Ref
	byID := map[string]search.Document{}
	for _, d := range docs {
		refs, byID[d.ID] = append(refs, Ref{ID: d.ID, Hash: "1"}), d
	}
	opts := Options{Dir: filepath.Join(dir, "en"), CacheDir: dir, Lang: "en", Kinds: []string{"brief", "term"}}
	if _, err := Build(t.Context(), opts, refs, func(r Ref) (search.Document, error) { return byID[r.ID], nil }); err != nil {
		t.Fatal(err)
	}
	x, err := Open(opts.Dir)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	s := search.NewSearcher([]search.Index{x}, search.SearcherOptions{})
	for query, want := range map[string]string{"Kivu": "en/kivu/ en/watch/", "powerpoint": "en/tips/ en/stub/", "Watch group": "en/watch/"} {
		r, err := s.Search(t.Context(), search.Request{Query: query, Lang: "en"})
		if got := ids(r.Hits); err != nil || got != want {
			t.Errorf("%q finds %q, want %q (%v)", query, got, want, err)
		}
	}
}
