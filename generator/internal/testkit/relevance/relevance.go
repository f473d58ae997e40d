// Package relevance tells how well search answers: Judged returns queries that a
// reader of the hub would type, each with the pages that answer it and their grades,
// and a Score tells how well hits agree with them.
//
// The queries and grades (judged.tsv) were written from the content alone, by someone
// who saw no hits and changed no ranking. Rankings are tuned with one half of them and
// tested with the other. The package is for tests and benchmarks of the hub.
package relevance

import (
	_ "embed"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"

	"griot/generator/site"
)

//go:embed judged.tsv
var judged string

// A Query is a query in a language with the pages that answer it: 3 is the page that
// the reader means, 2 answers much of the query, 1 touches it. A page is named by its
// path below content/, without language and extension; a section's list is
// "list:SECTION", the page of a vocabulary's term "term:VOCABULARY/TERM".
type Query struct {
	Lang, Text string
	Grades     map[string]int
}

// Tuning reports whether the ranking may be tuned with the query. The queries of the
// other half only test it.
func (q Query) Tuning() bool {
	h := fnv.New32a()
	h.Write([]byte(q.Lang + " " + q.Text))
	v := h.Sum32()
	return (v^v>>15)%2 == 0
}

// Judged returns all queries.
func Judged() ([]Query, error) {
	var out []Query
	for line := range strings.Lines(judged) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "#") || line == "" {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("judged queries: %q has %d fields, not 3", line, len(fields))
		}
		q := Query{fields[0], fields[1], map[string]int{}}
		for _, entry := range strings.Fields(fields[2]) {
			at := strings.LastIndexByte(entry, ':')
			grade, err := strconv.Atoi(entry[at+1:])
			if err != nil || grade < 1 || grade > 3 {
				return nil, fmt.Errorf("judged queries: %q: %q has no grade from 1 to 3", q.Text, entry)
			}
			q.Grades[entry[:at]] = grade
		}
		out = append(out, q)
	}
	return out, nil
}

// A Score is how well the hits of several queries agree with the grades.
type Score struct {
	Queries int
	NDCG    float64 // mean nDCG of the first ten hits, with gains 2^grade-1, from 0 to 1
	First   float64 // share of the queries whose first hit is a page that the reader means
}

// Add adds the hits of a query, best first, by page; has reports whether search can
// find a page, since pages that it can't find don't count.
func (s *Score) Add(q Query, hits []string, has func(page string) bool) {
	var ideal []int
	for page, grade := range q.Grades {
		if has(page) {
			ideal = append(ideal, grade)
		}
	}
	slices.Sort(ideal)
	slices.Reverse(ideal)
	grades := make([]int, len(hits))
	for i, page := range hits {
		grades[i] = q.Grades[page]
	}
	ndcg, first := 0.0, 0.0
	if best := gain(ideal); best > 0 {
		ndcg = gain(grades) / best
	}
	if len(grades) > 0 && grades[0] == 3 {
		first = 1
	}
	n := float64(s.Queries)
	s.NDCG, s.First = (s.NDCG*n+ndcg)/(n+1), (s.First*n+first)/(n+1)
	s.Queries++
}

// depth is the number of hits that count.
const depth = 10

// gain is the discounted cumulative gain of the first hits with these grades.
func gain(grades []int) float64 {
	sum := 0.0
	for i, grade := range grades[:min(depth, len(grades))] {
		sum += (math.Pow(2, float64(grade)) - 1) / math.Log2(float64(i)+2)
	}
	return sum
}

// Pages returns the page at each URL of a site, as Query names it. exists reports
// whether the site has a page at a URL.
func Pages(s *site.Site, exists func(url string) bool) map[string]string {
	pages := map[string]string{}
	add := func(page string, url ...string) {
		if at := strings.Join(url, "/") + "/"; exists(at) {
			pages[at] = page
		}
	}
	for _, l := range s.Languages {
		for _, section := range s.Sections {
			add("list:"+section.ID, l.Code, section.Slug[l.Code])
			for _, v := range s.Vocabularies {
				for _, term := range v.Terms {
					add("term:"+v.ID+"/"+term.ID, l.Code, section.Slug[l.Code], v.Slug[l.Code], term.Slug[l.Code])
				}
			}
		}
		for _, g := range s.Groups {
			if r, ok := s.Rendition(g, l.Code); ok && !r.Fallback() {
				add(strings.TrimSuffix(g.ID, "/index"), strings.TrimSuffix(r.Path, "/"))
			}
		}
	}
	return pages
}

// Judge returns the score of the hits that find returns, as URLs for each query, for the
// queries of a language, of the half to tune with or the other.
func Judge(lang string, tuning bool, pages map[string]string, find func(queries []string) ([][]string, error)) (Score, error) {
	queries, err := Judged()
	if err != nil {
		return Score{}, err
	}
	queries = slices.DeleteFunc(queries, func(q Query) bool { return q.Lang != lang || q.Tuning() != tuning })
	texts := make([]string, len(queries))
	for i, q := range queries {
		texts[i] = q.Text
	}
	found, err := find(texts)
	if err != nil {
		return Score{}, err
	}
	has := map[string]bool{}
	for url, page := range pages {
		if strings.HasPrefix(url, lang+"/") {
			has[page] = true
		}
	}
	var score Score
	for i, q := range queries {
		hits := make([]string, len(found[i]))
		for j, url := range found[i] {
			hits[j] = pages[url]
		}
		score.Add(q, hits, func(page string) bool { return has[page] })
	}
	return score, nil
}
