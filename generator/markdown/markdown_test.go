package markdown

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/internal/testkit/golden"
	"griot/generator/site"
)

// answers is a resolver with a few fixed answers.
type answers struct{}

func (answers) Link(dest string) site.Target {
	switch {
	case strings.Contains(dest, "://"), strings.HasPrefix(dest, "mailto:"), strings.HasPrefix(dest, "javascript:"):
		return site.Target{Status: site.External, Href: dest}
	case strings.HasSuffix(dest, ".pdf"):
		return site.Target{Href: "../files/" + dest, Title: dest, Format: "PDF", Bytes: 1200, Pages: 3, Lang: "fr"}
	case strings.HasPrefix(dest, "missing"):
		return site.Target{Status: site.Missing}
	case strings.HasPrefix(dest, "french"):
		return site.Target{Href: "../fr/page/", Page: "page", Lang: "fr"}
	}
	path, anchor, _ := strings.Cut(dest, "#")
	t := site.Target{Page: strings.TrimSuffix(path, ".md"), Anchor: anchor}
	if path != "" {
		t.Href = "../" + t.Page + "/"
	}
	if anchor != "" {
		t.Href += "#" + anchor
	}
	return t
}

func (answers) Image(dest string) site.Target {
	switch {
	case strings.HasPrefix(dest, "missing"):
		return site.Target{Status: site.Missing}
	case strings.HasPrefix(dest, "big"):
		return site.Target{Href: dest, Width: 1200, Height: 800, Srcset: "big-480.png 480w, big.png 1200w"}
	}
	return site.Target{Href: dest, Width: 60, Height: 40}
}

func (a answers) Media(dest string) site.Target { return a.Link(dest) }

func (answers) Acronym(word string) (site.Target, bool) {
	switch word {
	case "SSR":
		return site.Target{Href: "../ssr/", Title: "security sector reform"}, true
	case "SDG16+":
		return site.Target{Title: `goals for "peaceful" societies`}, true
	}
	return site.Target{}, false
}

// testLabels are words that can't be mistaken for anything else.
func testLabels(lang string) Labels {
	l := func(s string) string { return "[" + lang + " " + s + "]" }
	return Labels{
		Note: l("note"), Tip: l("tip"), Important: l("important"), Warning: l("warning"), Caution: l("caution"),
		Key: l("key figure"), Table: l("table"), Footnotes: l("notes"), Details: l("details"),
		FootnoteRef: func(n int) string { return l(fmt.Sprintf("note %d", n)) },
		BackTo:      func(n, place, places int) string { return l(fmt.Sprintf("back from %d, %d of %d", n, place, places)) },
		Download:    func(t site.Target) string { return l(fmt.Sprintf("%s %d pages %d bytes", t.Format, t.Pages, t.Bytes)) },
	}
}

// TestCases converts the cases in testdata. A case file is a txtar archive;
// each case is a Markdown file, whose name says what it shows, followed by
// what is expected: html, and optionally text, refs, headings, ids, sections,
// diagnostics. Names start with the language ("fr: a list"); "raw" after it
// allows raw HTML; a case called "translation of" takes the headings of the
// case before it.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	values := map[string]string{"phone": "+257 22 (0) 01", "desk": `the "desk"`, "odd_one": "<b>*a*</b> & [c](d) \\e"}
	closed := New(Options{Labels: testLabels, Reserved: []string{"menu"}, Values: func(string) map[string]string { return values }})
	open := New(Options{Labels: testLabels, RawHTML: true})
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive := golden.Archive(t, file)
			var headings []site.Heading
			var out Output
			var result []txtar.File
			for _, f := range archive.Files {
				lang, name, isCase := strings.Cut(f.Name, ": ")
				if !isCase {
					got := part(f.Name, out)
					if !*golden.Update && got != string(f.Data) {
						t.Errorf("%s: %s", f.Name, cmp.Diff(string(f.Data), got))
					}
					result = append(result, txtar.File{Name: f.Name, Data: []byte(got)})
					continue
				}
				t.Log(f.Name)
				src := Input{File: "content/case." + lang + ".md", Lang: lang, Text: f.Data, Line: 10}
				c := closed
				if strings.HasPrefix(name, "raw ") {
					c = open
				}
				if strings.HasPrefix(name, "translation of ") {
					src.SourceHeadings = headings
				}
				out = c.Convert(src, answers{})
				if src.SourceHeadings == nil {
					headings = out.Record.Headings
				}
				result = append(result, f)
				wellFormed(t, out)
			}
			archive.Files = result
			golden.Save(t, file, archive)
		})
	}
}

// part prints a part of an output as in a case.
func part(name string, out Output) string {
	var b bytes.Buffer
	switch name {
	case "html":
		b.WriteString(out.HTML)
	case "text":
		b.WriteString(out.Text)
	case "refs":
		for _, r := range out.Record.Refs {
			kind := []string{"link", "image", "acronym", "media"}[r.Kind]
			status := []string{"found", "external", "missing", "escapes", "unusable"}[r.Target.Status]
			fmt.Fprintf(&b, "%d:%d %s %q %s\n", r.Line, r.Column, kind, r.Raw, status)
		}
	case "headings":
		for _, h := range out.Record.Headings {
			fmt.Fprintf(&b, "%d %s %q", h.Level, h.ID, h.Text)
			if len(h.Also) > 0 {
				fmt.Fprintf(&b, " also %s", strings.Join(h.Also, " "))
			}
			b.WriteByte('\n')
		}
	case "ids":
		for _, id := range out.Record.IDs {
			fmt.Fprintln(&b, id)
		}
	case "lists":
		for _, l := range out.Record.Lists {
			fmt.Fprintf(&b, "%d:%d after %q %v\n", l.Line, l.Column, out.HTML[max(0, l.At-12):l.At], l.Options)
		}
	case "sections":
		for _, s := range out.Record.Sections {
			fmt.Fprintf(&b, "%q %q %q\n", s.ID, s.Title, out.HTML[s.Start:s.End])
		}
	case "diagnostics":
		list := diag.List(out.Record.Diagnostics)
		list.Sort()
		for _, e := range i18n.English().ExplainAll(list) {
			fmt.Fprintln(&b, e)
		}
	default:
		return "unknown part " + name + "\n"
	}
	if b.Len() > 0 && b.Bytes()[b.Len()-1] != '\n' {
		b.WriteByte('\n')
	}
	return b.String()
}
