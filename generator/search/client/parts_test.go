package client_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
	"griot/generator/internal/testkit/repository"
	"griot/generator/search"
	"griot/generator/search/analysis"
	"griot/generator/search/client"
	"griot/generator/search/export"
	"griot/generator/search/plan"
)

// TestClientAnalysesAsGo compares tokens, terms and words on the hub's pages, on
// generated text and on every code point.
func TestClientAnalysesAsGo(t *testing.T) {
	type input struct {
		Lang string `json:"lang"`
		Text string `json:"text"`
	}
	var inputs []input
	langs := []string{"en", "fr", "ar", "fa", "ps", "sw", "rn", "ha", "bm", "xx"}
	for first := rune(0); first < 0x33000; first += 64 {
		var text strings.Builder
		for r := first; r < first+64; r++ {
			if r < 0xD800 || r > 0xDFFF {
				fmt.Fprintf(&text, "a%cb %cé ", r, r)
			}
		}
		inputs = append(inputs, input{langs[int(first/64)%len(langs)], text.String()})
	}
	rng := rand.New(rand.NewPCG(1, 2))
	pieces := []string{
		"l'", "d’", "qu'", "'", "’", "-", ".", ",", " ", "\n", "\u00ad", "\u0301", "é", "É", "œ", "Æ", "ß", "ñ", "ø", "İ", "Σ",
		"s", "'s", "’s", "1", "2.5", "S.S.R", "😀", "👩‍👩‍👧", "平和", "ひら", "カタ", "สวัสดี", "السَّلام", "שָׁלוֹם", "право",
		"ation", "isation", "ement", "eaux", "teuse", "nnelle", "ically", "iveness", "ies", "sses", "ing", "eed", "yy", "ll",
		"y", "yyy", "at", "bl", "iz", "ational", "enci", "alli", "ousli", "alism", "biliti", "icate", "ful", "ness", "ement", "sion", "ll", "e",
		"aux", "issant", "ivement", "ficateur", "catrice", "trice", "euse", "folle", "ique", "esse", "inage", "isateur", "ualisation", "ie", "er",
		"10", "000", "16,3", "16.7", "1st", "er", "th", "\u202f", "\u00a0", "peace", "building", "April", "avril", "1er", "2021", "04", "-", "/", ", ", " ",
		"\u200c", "\u200b", "دادگاه", "ها", "ال", "قانون", "۱۴۰۲", "١٦٫٣", "٬", "غير", "ونه", "wa", "toto", "mwana", "umu", "aba", "ntu", "ibi", "ny", "w",
		"isation", "ises", "our", "women", "yeux", "n'djamena", "‘", "´", "covid", "19", "&", "L&A", "per", "cent", "14.04.2021", "31", "12", "non", "e",
		"justice", "sécurité", "coopér", "transition", "gouvern", "été", "the", "les", "ɓ", "ŋ", "x",
	}
	for i := range 30_000 {
		most := 4 // as in a word
		if i%5 == 0 {
			most = 14
		}
		var text strings.Builder
		for range 1 + rng.IntN(most) {
			text.WriteString(pieces[rng.IntN(len(pieces))])
		}
		inputs = append(inputs, input{langs[i%len(langs)], text.String()})
	}
	for _, lang := range langs[:2] {
		for _, text := range repository.Pages(t, "."+lang+".md") {
			inputs = append(inputs, input{lang, text})
		}
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "texts.json"), filepath.Join(dir, "tokens.json")
	writeJSON(t, in, map[string]any{"tables": tables(langs), "inputs": inputs})
	node(t, "tokens.mjs", in, out)
	var got [][]string
	readJSON(t, out, &got)
	analyzers := map[string]*analysis.Analyzer{}
	for _, lang := range langs {
		analyzers[lang] = analysis.NewAnalyzer(lang)
	}
	for i, in := range inputs {
		want := []string{}
		for _, tok := range analyzers[in.Lang].Tokens(in.Text) {
			text := fmt.Sprint(tok.Pos, " ", tok.Term, " ", tok.Word, " ", in.Text[tok.Start:tok.End])
			for _, e := range tok.Extras {
				text += fmt.Sprint("; ", e.Term, " ", e.Kind, " ", e.Words, " ", in.Text[tok.Start:e.End])
			}
			want = append(want, text)
		}
		for k := range max(len(want), len(got[i])) {
			if k >= len(want) || k >= len(got[i]) || want[k] != got[i][k] {
				t.Fatalf("%s %q, word %d:\n    Go %q\nclient %q", in.Lang, in.Text, k, want[min(k, len(want)):], got[i][min(k, len(got[i])):])
			}
		}
	}
}

// tables are the stop words, the stemmer's rules and the other rules that exports bring.
func tables(langs []string) map[string][3]string {
	out := map[string][3]string{}
	for _, lang := range langs {
		out[lang] = [3]string{
			strings.Join(strings.Fields(analysis.Table("stop."+lang)), " "), strings.ReplaceAll(analysis.Table("stem."+lang), "\n", " "),
			analysis.Table("rules." + lang),
		}
	}
	return out
}

// TestClientPlansAsGo plans the examples of package search.
func TestClientPlansAsGo(t *testing.T) {
	fixtures := filepath.Join("..", "plan", "testdata", "plans.json")
	var want struct {
		Cases []struct {
			Lang, Query string
			Plan        plan.Plan
		}
	}
	readJSON(t, fixtures, &want)
	var got []plan.Plan
	dir := t.TempDir()
	brought, out := filepath.Join(dir, "tables.json"), filepath.Join(dir, "out.json")
	writeJSON(t, brought, tables([]string{"en", "fr", "ar", "fa", "sw"}))
	node(t, "plans.mjs", fixtures, brought, out)
	readJSON(t, out, &got)
	for i, c := range want.Cases {
		if w, g := fmt.Sprintf("%+v", c.Plan), fmt.Sprintf("%+v", got[i]); w != g {
			t.Errorf("%s %q:\n    Go %s\nclient %s", c.Lang, c.Query, w, g)
		}
	}
}

// TestClientInAPage loads by script elements, and meets every kind of failure.
func TestClientInAPage(t *testing.T) {
	docs := map[string][]search.Document{"en": documents("en", 30, 60), "fr": documents("fr", 30, 60)}
	s := newSite(t, docs, export.Options{})
	script, err := client.Bundle(client.Classic)
	if err != nil {
		t.Fatal(err)
	}
	classic, out := filepath.Join(s.dir, "client.js"), filepath.Join(s.dir, "out.json")
	folder.Write(t, s.dir, "client.js", string(script))
	node(t, "page.mjs", s.dir, classic, out)
	var got map[string]any
	readJSON(t, out, &got)
	want := map[string]any{
		"early": 0.0, "aborted": "typed on, records loaded: false", "missing postings": "SearchError missing true true", "cut postings": "SearchError damaged true true",
		"changed postings": "SearchError damaged true true", "old postings": "SearchError old true true",
		"missing records": "SearchError missing true true", "empty records": "SearchError damaged true true", "a web page for records": "SearchError damaged true true",
		"missing text": "problem missing true", "missing facets": "SearchError missing true true",
		"no connection": "SearchError missing true false", "a new client": "SearchError old true false",
	}
	for name, value := range want {
		if got[name] != value {
			t.Errorf("%s: %v, want %v", name, got[name], value)
		}
		if name != "early" && name != "aborted" && (got[name+", again"] != true || got[name+", afresh"] != true) {
			t.Errorf("%s: a second try should succeed and pass by the cache", name)
		}
	}
	for _, name := range []string{"total", "snippet", "second"} {
		if n, _ := got[name].(float64); n < 1 {
			t.Errorf("%s: %v", name, got[name])
		}
	}
	if t.Failed() {
		data, _ := json.MarshalIndent(got, "", " ")
		t.Logf("%s", data)
	}
}
