package client_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"griot/generator/internal/testkit/corpus"
	"griot/generator/search"
	"griot/generator/search/analysis"
	"griot/generator/search/client"
	"griot/generator/search/export"
)

// syntax is what Markdown adds to the words of the synthetic pages.
var syntax = regexp.MustCompile("\\]\\([^)]*\\)|(?m:^#+ )|\\{#[^}]*\\}|[\\[\\]*|`>_]|\\^n|(?m:^[-:| ]+$)")

// benchDocuments reads the synthetic pages of testkit/corpus as documents, and
// returns a source of words as frequent as in them.
func benchDocuments(b *testing.B, pairs int) (map[string][]search.Document, func(lang string) string) {
	b.Helper()
	dir := b.TempDir()
	if err := corpus.Write(dir, pairs, 1); err != nil {
		b.Fatal(err)
	}
	docs, rng := map[string][]search.Document{}, rand.New(rand.NewPCG(8, 1))
	for i := 1; i <= pairs; i++ {
		for _, lang := range []string{"en", "fr"} {
			data, err := os.ReadFile(filepath.Join(dir, "content", "briefs", fmt.Sprintf("p%06d.%s.md", i, lang)))
			if err != nil {
				b.Fatal(err)
			}
			_, rest, _ := strings.Cut(string(data), "---\n")
			front, body, _ := strings.Cut(rest, "\n---\n")
			d := search.Document{Lang: lang, Kind: "brief", Date: fmt.Sprintf("20%02d-01", i%24), Body: syntax.ReplaceAllString(body, "")}
			for line := range strings.Lines(front) {
				name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
				switch name {
				case "title":
					d.Title = value
				case "summary":
					d.Summary = value
				case "slug":
					d.ID = lang + "/briefs/" + value + "/"
				}
			}
			if d.ID == "" {
				d.ID = fmt.Sprintf("%s/briefs/%s-%d/", lang, strings.ReplaceAll(analysis.Fold(d.Title), " ", "-"), i)
			}
			d.Facets = map[string][]string{"country": {fmt.Sprint("c", rng.IntN(6))}, "outcome": {fmt.Sprint("o", rng.IntN(3))}}
			docs[lang] = append(docs[lang], d)
		}
	}
	analyzers := map[string]*analysis.Analyzer{"en": analysis.NewAnalyzer("en"), "fr": analysis.NewAnalyzer("fr")}
	return docs, func(lang string) string {
		for {
			tokens := analyzers[lang].Tokens(docs[lang][rng.IntN(pairs)].Body)
			if t := tokens[rng.IntN(len(tokens))]; t.Term != "" && len(t.Word) > 2 {
				return t.Word
			}
		}
	}
}

// BenchmarkFirstQuery reports what a cold query of one to three words costs, on
// GRIOT_PAGES pages a language (150, about the size of the hub, if not set).
func BenchmarkFirstQuery(b *testing.B) {
	pages := 150
	if n, err := strconv.Atoi(os.Getenv("GRIOT_PAGES")); err == nil {
		pages = n
	}
	docs, word := benchDocuments(b, pages)
	var requests []clientRequest
	for _, lang := range []string{"en", "fr"} {
		for i := range 30 {
			query := word(lang)
			for range i % 3 {
				query += " " + word(lang)
			}
			requests = append(requests, clientRequest{query, clientOptions{Lang: lang, Limit: 10, Snippets: 3}})
		}
	}
	s := newSite(b, docs, export.Options{})
	script, err := client.Bundle(client.Classic)
	if err != nil {
		b.Fatal(err)
	}
	classic, in, out := filepath.Join(s.dir, "client.js"), filepath.Join(s.dir, "in.json"), filepath.Join(s.dir, "out.json")
	if err := os.WriteFile(classic, script, 0o644); err != nil {
		b.Fatal(err)
	}
	writeJSON(b, in, requests)
	files, err := filepath.Glob(filepath.Join(s.dir, "search", "*", "?", "*.js"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		node(b, "first.mjs", filepath.Join(s.dir, "search"), classic, in, out)
	}
	var got struct {
		Client, Median, P95, Files float64
		Milliseconds               float64
		Parts                      map[string]float64
	}
	readJSON(b, out, &got)
	b.ReportMetric(got.Client, "client-B")
	b.ReportMetric(got.Median, "median-B")
	b.ReportMetric(got.P95, "p95-B")
	b.ReportMetric(got.Files, "p95-files")
	b.ReportMetric(got.Milliseconds, "p95-ms")
	b.ReportMetric(float64(len(files)), "files")
	for kind, n := range got.Parts {
		b.ReportMetric(n, kind+"-B")
	}
}
