package plan

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"griot/generator/search/analysis"
)

// pair is a line of testdata/pairs: a text, and a query that finds it, or must not.
type pair struct {
	lang, text, query, class string
}

// pairs reads a file of pairs. lang is that of files without a column for it.
func pairs(t *testing.T, name, lang string) []pair {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "pairs", name))
	if err != nil {
		t.Fatal(err)
	}
	var out []pair
	for line := range strings.SplitSeq(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if lang != "" {
			fields = slices.Insert(fields, 0, lang)
		}
		fields = append(fields, "")
		out = append(out, pair{fields[0], fields[1], fields[2], fields[3]})
	}
	return out
}

// pageLexicon is an index in memory: for each term the numbers of its pages.
type pageLexicon struct {
	words analysis.Words
	pages map[string]map[int]bool
}

func (l *pageLexicon) Words() analysis.Words            { return l.words }
func (l *pageLexicon) DocFreq(term string) (int, error) { return len(l.pages[term]), nil }

// uniqueWord returns a word that only page i has.
func uniqueWord(i int) string {
	return fmt.Sprintf("zq%c%c%cq", 'a'+i%20, 'a'+i/20%20, 'a'+i/400)
}

// newPageLexicon indexes texts, each with a unique word.
func newPageLexicon(lang string, list []pair) *pageLexicon {
	l, a, spellings := &pageLexicon{pages: map[string]map[int]bool{}}, analysis.NewAnalyzer(lang), map[string]int{}
	for i, p := range list {
		for _, term := range a.Analyze([]analysis.Part{{Text: p.text + " " + uniqueWord(i), Weight: 1}}).Terms {
			if l.pages[term.Term] == nil {
				l.pages[term.Term] = map[int]bool{}
			}
			l.pages[term.Term][i] = true
		}
	}
	for _, w := range a.Spellings() {
		spellings[w.Text] += w.Docs
	}
	l.words = analysis.CountWords(spellings)
	return l
}

// matches reports whether a page has a term of every clause of a plan.
func (l *pageLexicon) matches(plan *Plan, page int) bool {
	has := func(term string) bool { return l.pages[term][page] }
	return plan.Mode == ModeAnd && len(plan.Unknown) == 0 && !slices.ContainsFunc(plan.Clauses, func(c Clause) bool {
		return !slices.ContainsFunc(c.Terms, has) && !slices.ContainsFunc(c.Groups, func(g []string) bool {
			return !slices.ContainsFunc(g, func(term string) bool { return !has(term) })
		})
	})
}

// ask returns whether each pair's query finds the page of its text without a correction,
// and the plans. With unique, the query has the page's unique word.
func ask(t *testing.T, list []pair, unique bool) (found []bool, plans []*Plan) {
	t.Helper()
	lexicon := newPageLexicon(list[0].lang, list)
	planner := NewPlanner(list[0].lang, lexicon)
	for i, p := range list {
		query := p.query
		if unique {
			query += " " + uniqueWord(i)
		}
		plan, err := planner.Plan(query, false, true)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, plan.Corrected == "" && lexicon.matches(plan, i))
		plans = append(plans, plan)
	}
	return found, plans
}

// byLang groups pairs by language, in the order of the file.
func byLang(list []pair) [][]pair {
	var out [][]pair
	for _, p := range list {
		if len(out) == 0 || out[len(out)-1][0].lang != p.lang {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], p)
	}
	return out
}

func TestPairsThatMeet(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		list := pairs(t, "meet."+lang+".tsv", lang)
		found, plans := ask(t, list, true)
		for i, p := range list {
			if !found[i] {
				t.Errorf("%s %s: %q doesn't find %q: %s", lang, p.class, p.query, p.text, marshal(t, plans[i]))
			}
		}
	}
}

func TestPairsThatStayApart(t *testing.T) {
	for _, list := range byLang(pairs(t, "apart.tsv", "")) {
		found, plans := ask(t, list, false)
		for i, p := range list {
			if found[i] && p.class != "stem" { // which the stemmer makes one
				t.Errorf("%s: %q finds %q: %s", p.lang, p.query, p.text, marshal(t, plans[i]))
			}
		}
	}
}

func TestPairsOfOtherLanguages(t *testing.T) {
	for name, min := range map[string]int{"variants.tsv": 95, "plurals.tsv": 80} {
		for _, list := range byLang(pairs(t, name, "")) {
			found, plans := ask(t, list, true)
			n := 0
			for i, p := range list {
				if found[i] {
					n++
				} else {
					t.Logf("%s %s: %q doesn't find %q: %s", name, p.lang, p.query, p.text, marshal(t, plans[i]))
				}
			}
			lang := list[0].lang
			noRules := name == "plurals.tsv" && lang == "ha" // plurals of Hausa follow no sure rule
			t.Logf("%s %s: %d of %d", name, lang, n, len(list))
			if 100*n < min*len(list) && !noRules {
				t.Errorf("%s: %d of %d pairs of %s meet, want %d %%", name, n, len(list), lang, min)
			}
		}
	}
}

// TestCases are reports of words that didn't meet.
func TestCases(t *testing.T) {
	var all []pair
	for _, p := range pairs(t, "words.tsv", "en") {
		if text, ok := strings.CutSuffix(p.text, " (fr)"); ok {
			p.lang, p.text = "fr", text
		}
		all = append(all, p)
	}
	page, err := os.ReadFile(filepath.Join("testdata", "pairs", "zero-width.en.md"))
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, pair{"en", string(page), "reconciliation vixen", ""})
	const dari = "دادگاه\u200cها ولايتي كمك ۱۴۰۲"
	for _, c := range [][3]string{
		{"fa", dari, "دادگاه"}, {"fa", dari, "ولایتی کمک"}, {"prs", dari, "1402"}, {"prs", dari, "دادگاه"},
		{"ar", "القانون والمجتمع", "قانون"}, {"ar", "المجتمع", "مجتمع"}, {"ps", "ځوانان", "ځوان"},
		{"sw", "watoto, vitabu", "mtoto"}, {"sw", "watoto, vitabu", "kitabu"},
	} {
		all = append(all, pair{c[0], c[1], c[2], ""})
	}
	for _, p := range all {
		if found, plans := ask(t, []pair{p}, true); !found[0] {
			t.Errorf("%s: %q doesn't find %q: %s", p.lang, p.query, p.text, marshal(t, plans[0]))
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int { return strings.Compare(a.lang, b.lang) })
	for _, list := range byLang(all) { // together: one page has what another is asked for
		found, plans := ask(t, list, true)
		for i, p := range list {
			if !found[i] {
				t.Errorf("%s: %q doesn't find %q among others: %s", p.lang, p.query, p.text, marshal(t, plans[i]))
			}
		}
	}
}
