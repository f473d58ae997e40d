package pipeline_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// hostileCase is files that somebody who means harm adds to a site.
type hostileCase struct {
	name  string
	files map[string]string // by slash path in the site's folder
	links map[string]string // symbolic links, with their targets
	mark  string            // a word of them that must reach a page if the case is built, or ""
}

// outsideText stands in files that no site may publish.
const outsideText = "token-of-somebody-else"

// buildHostile builds a site with all cases. Those that the build refuses, with an error in
// one of their files, are taken out, until the rest is built. It returns what is published
// and the names of the refused cases.
func buildHostile(t *testing.T, dir string, cases []hostileCase) (out map[string]string, refused map[string]bool) {
	t.Helper()
	owner := map[string]int{}
	for i, c := range cases {
		for name, text := range c.files {
			if other, ok := owner[name]; ok {
				t.Fatalf("%s and %s have the file %s", cases[other].name, c.name, name)
			}
			owner[name] = i
			folder.Write(t, dir, name, text)
		}
		for name, target := range c.links {
			owner[name] = i
			link(t, target, filepath.Join(dir, name))
		}
	}
	refused = map[string]bool{}
	for range 6 {
		_, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		if list.Errors() == 0 {
			out = folder.Files(t, filepath.Join(dir, "public"), "search/bleve/")
			reachPages(t, cases, refused, out)
			return out, refused
		}
		for _, d := range list {
			if d.Severity.String() != "error" {
				continue
			}
			i, ok := owner[d.File]
			if !ok {
				t.Fatalf("an error in none of the cases: %v", d)
			}
			refused[cases[i].name] = true
			names := slices.Concat(slices.Collect(maps.Keys(cases[i].files)), slices.Collect(maps.Keys(cases[i].links)))
			for _, name := range names {
				if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	t.Fatal("errors without end")
	return nil, nil
}

// reachPages checks that each case that was built can be seen in a page: otherwise it would
// prove nothing.
func reachPages(t *testing.T, cases []hostileCase, refused map[string]bool, out map[string]string) {
	t.Helper()
	var all strings.Builder
	for _, name := range slices.Sorted(maps.Keys(out)) {
		if path.Ext(name) == ".html" {
			all.WriteString(strings.ToLower(out[name]))
		}
	}
	pages := all.String()
	for _, c := range cases {
		if c.mark != "" && !refused[c.name] && !strings.Contains(pages, c.mark) {
			t.Errorf("%s: no page has %s", c.name, c.mark)
		}
	}
}

// checkHarmless checks that nothing that is published runs a script or is broken by the
// texts in it.
func checkHarmless(t *testing.T, out map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(out)) {
		text := out[name]
		if strings.Contains(text, outsideText) {
			t.Errorf("%s has a text from outside of the site", name)
		}
		switch path.Ext(name) {
		case ".html":
			checkHarmlessPage(t, name, text)
		case ".xml", ".svg":
			wellFormed(t, name, text)
			checkHarmlessPage(t, name, text) // browsers that take it for HTML run nothing either
			if path.Ext(name) == ".svg" && strings.Contains(strings.ToLower(text), "@import") {
				t.Errorf("%s loads a style sheet", name)
			}
		case ".json", ".webmanifest":
			if !json.Valid([]byte(text)) {
				t.Errorf("%s is no JSON", name)
			}
		case ".js":
			checkShard(t, name, text)
		case ".csv":
			if strings.HasPrefix(name, "data/") {
				checkCells(t, name, text)
			}
		}
	}
}

// checkHarmlessPage checks the elements and attributes of a page as a browser reads them.
func checkHarmlessPage(t *testing.T, name, text string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		checkElement(t, name, n)
		for _, a := range n.Attr {
			checkAttribute(t, name, n.Data, a)
			if a.Key == "id" && n.Namespace == "" && path.Ext(name) == ".html" {
				if ids[a.Val] {
					t.Errorf("%s: two elements have the id %q", name, a.Val)
				}
				ids[a.Val] = true
			}
		}
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// ours reports whether an address is relative and leads to a folder of Griot's own.
func ours(address string, folders ...string) bool {
	for strings.HasPrefix(address, "../") {
		address = address[3:]
	}
	address = strings.TrimPrefix(strings.TrimPrefix(address, "."), "/") // of the page for missing pages
	return slices.ContainsFunc(folders, func(f string) bool { return strings.HasPrefix(address, f) })
}

func checkElement(t *testing.T, name string, n *html.Node) {
	t.Helper()
	switch n.Data {
	case "script":
		src, kind := attribute(n, "src"), attribute(n, "type")
		switch {
		case (kind == "application/ld+json" || kind == "application/json") && n.FirstChild != nil && json.Valid([]byte(n.FirstChild.Data)):
		case n.FirstChild == nil && kind == "" && ours(src, "assets/", "search/"):
		default:
			t.Errorf("%s: a script %v", name, n.Attr)
		}
	case "iframe", "object", "embed", "base", "frame", "frameset", "applet", "portal", "style", "foreignobject", "set", "handler", "listener":
		if path.Ext(name) == ".svg" && n.Data == "style" {
			return // of a drawing
		}
		t.Errorf("%s: <%s>", name, n.Data)
	case "meta":
		if kind := strings.ToLower(attribute(n, "http-equiv")); kind == "refresh" {
			if _, to, ok := strings.Cut(attribute(n, "content"), "url="); !ok || strings.Contains(to, ":") {
				t.Errorf("%s: refreshes to %q", name, attribute(n, "content"))
			}
		}
	case "link":
		if attribute(n, "rel") == "stylesheet" && !ours(attribute(n, "href"), "assets/") {
			t.Errorf("%s: a style sheet %q", name, attribute(n, "href"))
		}
	}
}

// citations are the formats of citations that pages offer as files.
var citations = []string{"data:application/x-bibtex", "data:application/x-research-info-systems", "data:application/vnd.citationstyles.csl+json"}

// checkAttribute checks that an attribute neither runs nor leads to what does.
func checkAttribute(t *testing.T, name, element string, a html.Attribute) {
	t.Helper()
	switch key := strings.ToLower(a.Key); {
	case strings.HasPrefix(key, "on"), key == "srcdoc", key == "formaction", key == "autofocus":
		t.Errorf("%s: <%s %s=%q>", name, element, a.Key, a.Val)
	case key == "href", key == "src", key == "poster", key == "action", key == "cite", key == "data", key == "background", key == "ping", key == "from", key == "to", key == "values":
		address := strings.Map(func(r rune) rune {
			if r <= ' ' {
				return -1 // as browsers do
			}
			return r
		}, strings.ToLower(a.Val))
		scheme, _, _ := strings.Cut(address, ":")
		if slices.Contains([]string{"javascript", "vbscript", "data", "file", "blob", "about", "view-source"}, scheme) && strings.Contains(address, ":") {
			if kind, _, _ := strings.Cut(a.Val, ";"); element == "a" && slices.Contains(citations, kind) {
				return // which browsers save
			}
			if u, err := url.Parse(a.Val); element == "image" && err == nil && strings.HasPrefix(u.Opaque, "image/") && !strings.HasPrefix(u.Opaque, "image/svg") {
				return // a picture in a drawing
			}
			t.Errorf("%s: <%s %s=%q>", name, element, a.Key, a.Val)
		}
	case key == "style":
		if strings.Contains(strings.ToLower(a.Val), "url(") || strings.Contains(strings.ToLower(a.Val), "expression") {
			t.Errorf("%s: <%s style=%q>", name, element, a.Val)
		}
	}
}

// checkShard checks that what the search loads is one call with values and nothing else.
func checkShard(t *testing.T, name, text string) {
	t.Helper()
	if !strings.HasPrefix(name, "search/") {
		return
	}
	if i := strings.Index(text, ";griotShard("); i >= 0 {
		text = text[i+1:] // the first file also keeps what comes before its program
	}
	call, ok := strings.CutPrefix(text, "griotShard(")
	if values, closed := strings.CutSuffix(strings.TrimRight(call, ";\n"), ")"); !ok || !closed || !json.Valid([]byte("["+values+"]")) {
		t.Errorf("%s is more than a call: %.200s", name, text)
	}
}

// checkCells checks that no cell of a table is a formula.
func checkCells(t *testing.T, name, text string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
				t.Errorf("%s: the cell %q", name, cell)
			}
		}
	}
}

// logCases says how many cases of a family were built and refused.
func logCases(t *testing.T, family string, all, refused int) {
	t.Helper()
	t.Logf("%s: %d cases, of which %d refused with an error and the others built without harm", family, all, refused)
}

// frontPage is a page of a kind with a value for each of its required fields.
func frontPage(fields map[string]string, body string) string {
	var b strings.Builder
	b.WriteString("---\n")
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		fmt.Fprintf(&b, "%s: %s\n", key, fields[key])
	}
	return b.String() + "---\n" + body + "\n"
}

// quoted is a text as YAML.
func quoted(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// skipWithRace skips a test of many builds, which make test runs without the race detector, too.
func skipWithRace(t *testing.T) {
	t.Helper()
	if raceEnabled {
		t.Skip("too slow with the race detector; make test also runs it without")
	}
}
