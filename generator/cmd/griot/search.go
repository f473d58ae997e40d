package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"griot/generator/search"
	"griot/generator/search/bleveindex"
	"griot/generator/search/export"
	"griot/generator/search/plan"
)

type searchCmd struct {
	Query []string `arg:"" optional:"" help:"Words to look for; \"in quotes\" a phrase, -word leaves pages out."`
	In    string   `placeholder:"DIR" type:"path" help:"A built site (default: public in the site's folder)."`
	Lang  string   `short:"l" placeholder:"CODE" help:"Language to search in (default: all, one after the other)."`
	Limit int      `short:"n" default:"10" help:"Results to show, for each language."`
	Facet []string `short:"f" placeholder:"NAME=ID" sep:"none" help:"Only pages with this facet: country=mali, outcome=justice, kind, type, year, tag, language. May stand several times."`
	JSON  bool     `name:"json" help:"Print the answer as JSON."`
}

// Run searches a built site.
func (c *searchCmd) Run(ctx context.Context, all *cli, t terminal) error {
	if c.Limit < 1 {
		return &usageError{fmt.Sprintf("--limit %d shows nothing", c.Limit), "ask for at least 1"}
	}
	in := c.In
	if in == "" {
		in = filepath.Join(all.Dir, "public")
	}
	dir := filepath.Join(in, "search", "bleve")
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return &usageError{fmt.Sprintf("there is no search index in %q", in), "build the site first, or name a built one with --in"}
	}
	set, err := bleveindex.OpenSet(dir)
	if err != nil {
		return err
	}
	defer set.Close()
	published := export.NewPublished(os.DirFS(in))
	glossary, err := published.Glossary(set.Indexes[0].Lang())
	if err != nil {
		return err
	}
	synonyms, err := published.Synonyms(set.Langs())
	if err != nil {
		return err
	}
	s := set.Searcher(search.SearcherOptions{Text: published.Text, Glossary: glossary, Synonyms: synonyms})
	langs, err := c.langs(s)
	if err != nil {
		return err
	}
	facets, err := c.facets()
	if err != nil {
		return err
	}
	var answers []search.Response
	for _, lang := range langs {
		res, err := s.Search(ctx, search.Request{
			Query: strings.Join(c.Query, " "), Lang: lang, Limit: c.Limit, Filters: facets, Facets: true, Others: true, Snippets: -1,
		})
		if err != nil {
			return err
		}
		answers = append(answers, res)
	}
	if c.JSON {
		if c.Lang != "" {
			return printJSON(t.out, answers[0])
		}
		return printJSON(t.out, answers)
	}
	for _, a := range answers {
		printAnswer(t, a)
	}
	return nil
}

// facets returns the filters, by facet.
func (c *searchCmd) facets() (map[string][]string, error) {
	out := map[string][]string{}
	for _, f := range c.Facet {
		name, id, ok := strings.Cut(f, "=")
		switch {
		case !ok || id == "":
			return nil, &usageError{fmt.Sprintf("--facet %q names no value", f), "write it as name=id, such as country=mali"}
		case !search.KnownFacet(name):
			return nil, &usageError{fmt.Sprintf("there is no facet %q", name), "facets are " + strings.Join(search.FacetNames, ", ")}
		}
		out[name] = append(out[name], id)
	}
	return out, nil
}

// langs returns the languages to search in.
func (c *searchCmd) langs(s *search.Searcher) ([]string, error) {
	if c.Lang == "" {
		return s.Langs(), nil
	}
	for _, l := range s.Langs() {
		if l == c.Lang {
			return []string{l}, nil
		}
	}
	return nil, &usageError{fmt.Sprintf("the site has no pages in %q", c.Lang), "languages are " + strings.Join(s.Langs(), ", ")}
}

// printAnswer prints the hits of one language, with found words in bold on a terminal
// and in asterisks elsewhere.
func printAnswer(t terminal, a search.Response) {
	open, end := "*", "*"
	if isTerminal(t.out) {
		open, end = "\x1b[1m", "\x1b[0m"
	}
	fmt.Fprintf(t.out, "%s: %s\n", a.Lang, count(a.Total, "result"))
	if a.Corrected != "" {
		fmt.Fprintf(t.out, "  searched for: %s\n", strings.Join(append([]string{a.Corrected}, a.Alternatives...), " or "))
	}
	if len(a.Unknown) > 0 {
		fmt.Fprintf(t.out, "  no page holds: %s\n", strings.Join(a.Unknown, ", "))
	}
	if a.Mode == plan.ModeOr {
		fmt.Fprintf(t.out, "  %s with all words; the others hold some of them\n", count(a.Full, "page"))
	}
	for i, h := range a.Hits {
		text := h.Summary
		if len(h.Snippet) > 0 {
			var b strings.Builder
			for j, piece := range h.Snippet {
				if j%2 == 1 {
					piece = open + piece + end
				}
				b.WriteString(piece)
			}
			text = b.String()
		}
		fmt.Fprintf(t.out, "%2d. %s\n    %s\n", i+1, h.Title, h.URL)
		if words := strings.Fields(text); len(words) > 0 {
			fmt.Fprintf(t.out, "    %s\n", strings.Join(words, " "))
		}
	}
}
