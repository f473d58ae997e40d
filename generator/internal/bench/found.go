package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"griot/generator/internal/testkit/relevance"
	"griot/generator/pipeline"
)

// manyResults is more than any query of the bench has.
const manyResults = 2000

// manyTypos are so many misspelt words of a language that the share of those
// found is right to about one in a hundred.
const manyTypos = 500

// probe is a query whose answer is counted against the rendered pages.
type probe struct {
	lang, query string
	pattern     *regexp.Regexp // matches the pages that should be found
	what        string
}

var probes = []probe{
	{"fr", "État", regexp.MustCompile(`(?:^|[^\pL])(?:[lLdD]['’])?États?[^\pL]`), "État finds l’État and d’État"},
	{"fr", "oeuvre", regexp.MustCompile(`(?i)[^\pL]œuvres?[^\pL]`), "oeuvre finds œuvre"},
	{"fr", "soeurs", regexp.MustCompile(`(?i)[^\pL]sœurs?[^\pL]`), "soeurs finds sœurs"},
	{"en", "policing", regexp.MustCompile(`(?i)[^\pL]policing[^\pL]`), "policing finds policing"},
}

// foundRows adds the rows of what search finds, on both sides.
func (b *bench) foundRows(chrome *browser, s *site, sides []*engine, w *words) error {
	progress("%d pages per language: what is found", s.size)
	name := peerName(sides)
	add := func(what, unit string, figures []float64, target limit) {
		r := row{chapter: "search", size: s.size, what: what, unit: unit, griot: figures[0], target: target, peerName: name}
		if len(figures) > 1 {
			r.peer = figures[1]
		}
		b.table.add(r)
	}
	for _, p := range probes {
		var right, wrong []float64
		for _, e := range sides {
			r, w, err := p.measure(chrome, e)
			if err != nil {
				return fmt.Errorf("%s: %w", e.name, err)
			}
			right, wrong = append(right, r), append(wrong, w)
		}
		add(p.what, "%", right, atLeast(100))
		add("wrong hits for "+p.query, "", wrong, atMost(0))
	}
	for _, lang := range languages {
		var rates []float64
		typos := w.typos(lang, manyTypos)
		for _, e := range sides {
			rate, err := corrected(chrome, e, s, w, lang, typos)
			if err != nil {
				return fmt.Errorf("%s: %w", e.name, err)
			}
			rates = append(rates, rate)
		}
		add("one typo: the first page holds the right word, "+lang, "%", rates, atLeast(map[string]float64{"en": 90, "fr": 95}[lang]))
	}
	var said []float64
	for _, e := range sides {
		n, err := unknownNamed(chrome, e)
		if err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
		said = append(said, n)
	}
	add("an unknown word beside a known one is said to be unknown", "%", said, atLeast(100))
	return nil
}

// judgedRows adds the rows of queries of the hub whose answers were judged, of the half
// that Griot's ranking was not tuned with.
func (b *bench) judgedRows(ctx context.Context, chrome *browser, s *site, sides []*engine) error {
	loaded, _, err := pipeline.Load(ctx, pipeline.Options{Dir: s.griot, Out: s.griotOut, Cache: filepath.Join(s.dir, "judged")})
	if err != nil {
		return err
	}
	pages := relevance.Pages(loaded, func(url string) bool {
		_, err := os.Stat(filepath.Join(s.griotOut, filepath.FromSlash(url), "index.html"))
		return err == nil
	})
	name := peerName(sides)
	for _, lang := range languages {
		scores := make([]relevance.Score, 2)
		for i, e := range sides {
			e.over(link{})
			scores[i], err = relevance.Judge(lang, false, pages, func(queries []string) ([][]string, error) {
				answers, err := chrome.search(e.host, lang, e.client, queries, 10)
				urls := make([][]string, len(answers))
				for j, a := range answers {
					for _, url := range a.URLs {
						urls[j] = append(urls[j], strings.TrimSuffix(strings.TrimPrefix(url, "/"), "index.html"))
					}
				}
				return urls, err
			})
			if err != nil {
				return fmt.Errorf("%s: %w", e.name, err)
			}
		}
		b.table.add(row{chapter: "search", what: "judged queries, nDCG@10, " + lang, griot: scores[0].NDCG, peer: scores[1].NDCG, peerName: name, target: atLeast(0.93)})
		b.table.add(row{chapter: "search", what: "judged queries, right page first, " + lang, unit: "%", griot: 100 * scores[0].First, peer: 100 * scores[1].First, peerName: name, target: atLeast(85)})
	}
	return nil
}

// measure returns the share, in percent, of the pages with the word that are found,
// and how many pages without it are found.
func (p probe) measure(chrome *browser, e *engine) (share, wrong float64, err error) {
	want, err := pagesWith(e.dir, p.lang, p.pattern)
	if err != nil {
		return 0, 0, err
	}
	if len(want) == 0 {
		return 0, 0, fmt.Errorf("no page holds %q", p.query)
	}
	e.over(link{})
	answers, err := chrome.search(e.host, p.lang, e.client, []string{p.query}, manyResults)
	if err != nil {
		return 0, 0, err
	}
	right := 0
	for _, url := range answers[0].URLs {
		if slices.Contains(want, number(url)) {
			right++
		} else {
			wrong++
		}
	}
	return 100 * float64(right) / float64(len(want)), wrong, nil
}

var tags = regexp.MustCompile(`(?s)<script.*?</script>|<[^>]*>`)

// pagesWith returns the numbers of the rendered pages of a language whose main part
// matches a pattern.
func pagesWith(dir, lang string, what *regexp.Regexp) ([]string, error) {
	pages, err := filepath.Glob(filepath.Join(dir, lang, "*", "*-[0-9][0-9][0-9][0-9][0-9][0-9]", "index.html"))
	if err != nil {
		return nil, err
	}
	var list []string
	for _, name := range pages {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		_, main, _ := strings.Cut(string(text), "<main")
		if what.MatchString(tags.ReplaceAllString(main, " ")) {
			list = append(list, number(filepath.ToSlash(filepath.Dir(name))))
		}
	}
	return list, nil
}

// corrected returns the share, in percent, of misspelt words whose first result has
// the right one.
func corrected(chrome *browser, e *engine, s *site, w *words, lang string, typos []typo) (float64, error) {
	var queries []string
	for _, t := range typos {
		queries = append(queries, t.wrong)
	}
	var answers []found
	for part := range slices.Chunk(queries, 100) { // a tab is open for two minutes at most
		list, err := chrome.search(e.host, lang, e.client, part, 1)
		if err != nil {
			return 0, err
		}
		answers = append(answers, list...)
	}
	right := 0
	for i, a := range answers {
		if len(a.URLs) == 0 {
			continue
		}
		ok, err := w.has(s.griot, a.URLs[0], lang, typos[i].term)
		if err != nil {
			return 0, err
		}
		if ok {
			right++
		}
	}
	return 100 * float64(right) / float64(len(typos)), nil
}

// unknownNamed returns the share, in percent, of queries with a word that no page has
// whose response names that word.
func unknownNamed(chrome *browser, e *engine) (float64, error) {
	said, asked := 0, 0
	for lang, known := range map[string]string{"en": "policing", "fr": "œuvre"} {
		const unknown = "zxqvkwj"
		answers, err := chrome.search(e.host, lang, e.client, []string{known + " " + unknown}, 1)
		if err != nil {
			return 0, err
		}
		asked++
		if slices.Contains(answers[0].Unknown, unknown) {
			said++
		}
	}
	return 100 * float64(said) / float64(asked), nil
}
