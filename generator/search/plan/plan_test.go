package plan

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"griot/generator/internal/testkit/golden"
	"griot/generator/search/analysis"
)

// planFixtures are the examples that the browser client's test reads too.
type planFixtures struct {
	// Words is a word list per language, spelling and number of pages.
	Words map[string]map[string]int `json:"words"`
	// Synonyms are the synonyms of each language.
	Synonyms map[string]Synonyms `json:"synonyms"`
	Cases    []planCase          `json:"cases"`
}

type planCase struct {
	Lang    string `json:"lang"`
	Query   string `json:"query"`
	Prefix  bool   `json:"prefix,omitempty"`
	Literal bool   `json:"literal,omitempty"` // no corrections
	Plan    *Plan  `json:"plan"`
}

// wordLexicon is a lexicon made of a word list alone.
type wordLexicon struct {
	words analysis.Words
	docs  map[string]int
}

func newWordLexicon(lang string, spellings map[string]int) *wordLexicon {
	l := &wordLexicon{analysis.CountWords(spellings), map[string]int{}}
	a := analysis.NewAnalyzer(lang)
	for _, w := range l.words {
		l.docs[a.Term(w.Text)] += w.Docs
	}
	return l
}

func (l *wordLexicon) Words() analysis.Words            { return l.words }
func (l *wordLexicon) DocFreq(term string) (int, error) { return l.docs[term], nil }

func TestPlans(t *testing.T) {
	const path = "testdata/plans.json"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var fixtures planFixtures
	if err := json.Unmarshal(data, &fixtures); err != nil {
		t.Fatal(err)
	}
	planners := map[string]*Planner{}
	for lang, words := range fixtures.Words {
		planners[lang] = NewPlanner(lang, newWordLexicon(lang, words))
		planners[lang].SetSynonyms(fixtures.Synonyms[lang])
	}
	for i, c := range fixtures.Cases {
		plan, err := planners[c.Lang].Plan(c.Query, c.Prefix, !c.Literal)
		if err != nil {
			t.Fatal(err)
		}
		got, want := marshal(t, plan), marshal(t, c.Plan)
		if !bytes.Equal(got, want) && !*golden.Update {
			t.Errorf("%s %q:\n got %s\nwant %s", c.Lang, c.Query, got, want)
		}
		fixtures.Cases[i].Plan = plan
	}
	var out bytes.Buffer
	out.WriteString("{\"words\": ")
	out.Write(marshal(t, fixtures.Words))
	out.WriteString(",\n\"synonyms\": ")
	out.Write(marshal(t, fixtures.Synonyms))
	out.WriteString(",\n\"cases\": [\n")
	for i, c := range fixtures.Cases {
		if i > 0 {
			out.WriteString(",\n")
		}
		out.Write(marshal(t, c))
	}
	out.WriteString("\n]}\n")
	golden.File(t, path, out.Bytes())
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestCorrect(t *testing.T) {
	words := analysis.CountWords(map[string]int{
		"justice": 50, "justices": 2, "police": 30, "policy": 9, "réforme": 20, "forme": 70, "2024": 3, "paix": 40,
		"bilan": 64, "balan": 20, "bulan": 3, "marche": 900, "mâche": 2, "faire": 900, "mairie": 2, "sœur": 8, "cœur": 9,
	})
	for typed, want := range map[string]string{
		"jstice": "justice", "justtice": "justice", "jusitce": "justice", "kustice": "justice", "polize": "police",
		"policw": "police", "reforem": "réforme", "eforme": "réforme", "justise": "justice",
		"pai": "paix", "paz": "", "pa": "", "paxi": "paix", "2025": "", "justiiice": "", "justicee": "justice", "justice": "justices",
		"bolan": "bilan", "blan": "bilan", // most pages
		"maire": "mairie", "maxche": "marche", // of the number of pages only the root counts
		"œsur": "sœur", "sxr": "", "cxœur": "cœur", "ur": "", "cœru": "cœur", // œ is one letter
	} {
		got := ""
		if list := Correct(words, typed); len(list) > 0 {
			got = list[0].Text
		}
		if got != want {
			t.Errorf("%q is corrected to %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{
		"bolan":  "bilan balan", // bulan is on too few pages
		"xœur":   "cœur sœur",
		"jstice": "justice",
	} {
		var got []string
		for _, w := range Correct(words, typed) {
			got = append(got, w.Text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q may mean %q, want %q", typed, got, want)
		}
	}
}

func TestTranslate(t *testing.T) {
	glossary := []GlossaryTerm{
		{"en": {"security sector reform", "SSR"}, "fr": {"réforme du secteur de la sécurité", "RSS"}},
		{"en": {"rule of law"}, "fr": {"État de droit"}},
		{"en": {"security"}, "fr": {"sécurité"}},
		{"en": {"only English"}},
	}
	for query, want := range map[string]string{
		"Security-sector reforms in Mali": "réforme du secteur de la sécurité in Mali",
		"S.S.R. and security":             "RSS. and sécurité",
		`"the rule of law" -security`:     `"the État de droit" -sécurité`,
		"rule law":                        "État de droit",
		"only English":                    "only English",
		"":                                "",
	} {
		if got := Translate(analysis.NewAnalyzer("en"), glossary, query, "en", "fr"); got != want {
			t.Errorf("%q becomes %q, want %q", query, got, want)
		}
	}
	if got := Translate(analysis.NewAnalyzer("fr"), glossary, "l’État de droit", "fr", "en"); got != "rule of law" {
		t.Errorf("got %q", got)
	}
}

func FuzzPlan(f *testing.F) {
	for _, s := range []string{`"a b" -c`, `-"x`, "l’État «de droit»", "- - \"\"", "justi"} {
		f.Add(s, true)
	}
	p := NewPlanner("fr", newWordLexicon("fr", map[string]int{"état": 3, "droit": 2, "justice": 9, "justement": 1}))
	f.Fuzz(func(t *testing.T, query string, prefix bool) {
		plan, err := p.Plan(query, prefix, true)
		if err != nil {
			t.Fatal(err)
		}
		if len(plan.Clauses) > maxClauses {
			t.Fatalf("%d clauses", len(plan.Clauses))
		}
		for _, c := range plan.Clauses {
			for _, term := range c.Terms {
				if docs, _ := p.lexicon.DocFreq(term); docs == 0 || len(c.Terms)+len(c.Groups) > maxClauses {
					t.Fatalf("clause %q", c.Terms)
				}
			}
		}
	})
}
