package main

import (
	"bytes"
	"fmt"
	"html/template"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"griot/generator/translate"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

type translateDiffCmd struct {
	unitsArg
	All  bool   `short:"a" help:"Show fresh texts too."`
	HTML string `name:"html" placeholder:"FILE" help:"Write it as a page to open in a browser."`
}

// row is a text that is not fresh: the source that it was made from, the source
// now, and the translation.
type row struct {
	N               int
	State           string
	Old, New        []segment.WordChange
	Target, Comment string
}

// diffPage is a page's rows in one language.
type diffPage struct {
	ID, From, To, Title string
	Rows                []row
}

// Run shows what changed in the sources of stale texts.
func (c *translateDiffCmd) Run(all *cli, t terminal) error {
	d, units, err := c.open(all, t)
	if err != nil {
		return err
	}
	var pages []diffPage
	err = c.unitPairs(d, t, units, func(s *translate.UnitPair) error {
		if p := c.page(s); len(p.Rows) > 0 {
			pages = append(pages, p)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if c.HTML != "" {
		var b bytes.Buffer
		if err := diffHTML.Execute(&b, pages); err != nil {
			return fmt.Errorf("write page: %w", err)
		}
		if err := os.WriteFile(c.HTML, b.Bytes(), 0o644); err != nil {
			return fmt.Errorf("write page: %w", err)
		}
		fmt.Fprintf(t.out, "%s: %s\n", c.HTML, count(len(pages), "page"))
		return nil
	}
	if len(pages) == 0 {
		fmt.Fprintln(t.out, "everything is fresh")
	}
	for i := range pages {
		printDiff(t, &pages[i])
	}
	return nil
}

func (c *translateDiffCmd) page(s *translate.UnitPair) diffPage {
	p := diffPage{ID: s.Unit.ID, From: s.From, To: s.To}
	for i := range s.Pairs {
		x := &s.Pairs[i]
		if x.State == state.Fresh && !c.All {
			continue
		}
		r := row{N: i + 1, State: x.State.String()}
		if x.Target != nil && !x.Copy {
			r.Target = x.Target.Text
		}
		switch {
		case x.Source == nil:
			r.Comment = "translates nothing that is there"
			if x.Old != "" {
				r.Old = []segment.WordChange{{Op: -1, Text: x.Old}}
			}
		case x.Old != "":
			r.Old, r.New = sides(segment.DiffWords(x.Old, x.Source.Text))
		default:
			r.New = []segment.WordChange{{Text: x.Source.Text}}
			if x.State == state.Stale {
				r.Comment = "nobody has said yet that the two match"
			} else if x.Copy && x.State == state.Missing {
				r.Comment = "the translation is a copy of the source"
			}
		}
		p.Rows = append(p.Rows, r)
	}
	return p
}

// sides parts the differences of two texts into what each of them has.
func sides(list []segment.WordChange) (before, after []segment.WordChange) {
	for _, c := range list {
		if c.Op <= 0 {
			before = append(before, c)
		}
		if c.Op >= 0 {
			after = append(after, c)
		}
	}
	return before, after
}

// printDiff shows a page in three columns.
func printDiff(t terminal, p *diffPage) {
	width := 100
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n >= 60 {
		width = n
	}
	column := (width - 6) / 3
	colour := isTerminal(t.out) && os.Getenv("NO_COLOR") == ""
	fmt.Fprintf(t.out, "%s (%s from %s)\n", p.ID, p.To, p.From)
	for _, r := range p.Rows {
		fmt.Fprintf(t.out, "%d %s", r.N, r.State)
		if r.Comment != "" {
			fmt.Fprintf(t.out, ": %s", r.Comment)
		}
		fmt.Fprintln(t.out)
		texts := [3][]string{fill(r.Old, column, colour), fill(r.New, column, colour), fill([]segment.WordChange{{Text: r.Target}}, column, colour)}
		lines := max(len(texts[0]), len(texts[1]), len(texts[2]))
		for i := range lines {
			var b strings.Builder
			for _, text := range texts {
				cell := ""
				if i < len(text) {
					cell = text[i]
				}
				b.WriteString("  " + cell + strings.Repeat(" ", max(0, column-shown(cell))))
			}
			fmt.Fprintln(t.out, strings.TrimRight(b.String(), " "))
		}
	}
	fmt.Fprintln(t.out)
}

const (
	red, green, plain = "\x1b[31;9m", "\x1b[32;1m", "\x1b[0m"
)

// shown is how many characters of a text are seen.
func shown(s string) int {
	return utf8.RuneCountInString(strings.NewReplacer(red, "", green, "", plain, "").Replace(s))
}

// fill breaks a text into lines of a column; changed words are coloured, or
// put between [- -] and {+ +}.
func fill(list []segment.WordChange, width int, colour bool) []string {
	open, end := map[int]string{-1: "[-", 1: "{+"}, map[int]string{-1: "-]", 1: "+}"}
	if colour {
		open, end = map[int]string{-1: red, 1: green}, map[int]string{-1: plain, 1: plain}
	}
	var words []string // each marked by itself, so that lines may break between them
	glue := false
	for _, c := range list {
		for i, w := range strings.Split(strings.ReplaceAll(c.Text, "\n", " "), " ") {
			if i > 0 {
				glue = false
			}
			if w == "" {
				continue
			}
			w = open[c.Op] + w + end[c.Op]
			if glue && len(words) > 0 {
				words[len(words)-1] += w
			} else {
				words = append(words, w)
			}
			glue = true
		}
		glue = glue && !strings.HasSuffix(c.Text, " ")
	}
	var lines []string
	line := ""
	for _, w := range words {
		if line != "" && shown(line)+1+shown(w) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += w
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

var diffHTML = template.Must(template.New("diff").Parse(`<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What changed in the sources</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; color: #1a1a1a; background: #fff }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin-bottom: 3rem }
th, td { border-top: 1px solid #bbb; padding: .5rem .75rem; text-align: start; vertical-align: top; overflow-wrap: anywhere }
th[scope=row] { width: 7rem; font-weight: 400 }
del { background: #fbd9d3; color: #7a1508 } ins { background: #d6f0d8; color: #0b4a14; text-decoration: none; font-weight: 600 }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #161616 } del { background: #5c1a10; color: #ffe3de } ins { background: #12401a; color: #dbf7df } }
</style>
<h1>What changed in the sources</h1>
{{range .}}<h2>{{.ID}}</h2>
<table>
<thead><tr><th scope="col" style="width:7rem">Text</th><th scope="col">Source that the translation was made from</th><th scope="col">Source now</th><th scope="col">Translation</th></tr></thead>
<tbody>
{{$p := .}}{{range .Rows}}<tr><th scope="row">{{.N}} {{.State}}{{with .Comment}}<br><small>{{.}}</small>{{end}}</th><td lang="{{$p.From}}">{{range .Old}}{{if .Op}}<del>{{.Text}}</del>{{else}}{{.Text}}{{end}}{{end}}</td><td lang="{{$p.From}}">{{range .New}}{{if .Op}}<ins>{{.Text}}</ins>{{else}}{{.Text}}{{end}}{{end}}</td><td lang="{{$p.To}}">{{.Target}}</td></tr>
{{end}}</tbody>
</table>
{{else}}<p>Everything is fresh.</p>
{{end}}</html>
`))
