package markdown

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"griot/generator/internal/testkit/golden"
	"griot/generator/markdown/syntax"
	"griot/generator/site"
)

// marker is a word that stands in no case.
const marker = "zqmarkerq"

// FuzzNothingIsLost looks for words of a source that are neither on the page nor told of. It
// puts a word of its own somewhere into a text and looks for it in the HTML, attributes
// included. A word counts as told of if a diagnostic names its line or, for a block that is
// left out as a whole, a line from the block's first to its last. What is no text may be
// missing: comments, addresses, titles and labels of links, labels of footnotes, words of
// alerts, languages of code, and attributes of headings. HTML is shown as text here; what
// the sanitiser takes out where it is allowed is tested elsewhere.
func FuzzNothingIsLost(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		for _, c := range golden.Archive(f, file).Files {
			if strings.Contains(c.Name, ": ") {
				for i := 0; i < len(c.Data); i += 1 + len(c.Data)/16 {
					f.Add(string(c.Data), uint16(i))
				}
			}
		}
	}
	c := New(Options{Labels: testLabels})
	parser := syntax.NewParser()
	f.Fuzz(func(t *testing.T, source string, at uint16) {
		if !utf8.ValidString(source) {
			return // refused when the file is read
		}
		i := min(int(at), len(source))
		for i > 0 && i < len(source) && !utf8.RuneStart(source[i]) {
			i--
		}
		source = source[:i] + marker + source[i:]
		out := c.Convert(Input{File: "content/x.en.md", Lang: "en", Text: []byte(source), Line: 1}, answers{})
		if strings.Contains(out.HTML, marker) {
			return
		}
		doc := parser.Parse(text.NewReader([]byte(source)))
		if isSyntax(doc, []byte(source)) {
			return
		}
		first, last := blockLines(doc, source, i)
		for _, list := range out.Record.Lists {
			if slices.ContainsFunc(list.Options, func(o site.Option) bool { return strings.Contains(o.Key+"="+o.Value, marker) }) {
				return // package check reports it unless it is known
			}
		}
		for _, d := range out.Record.Diagnostics {
			if first <= d.Line && d.Line <= last {
				return
			}
		}
		t.Fatalf("lines %d to %d: the word is lost in %q:\n%s%v", first, last, source, out.HTML, out.Record.Diagnostics)
	})
}

// isSyntax reports whether the marker is part of what is no text.
func isSyntax(doc ast.Node, source []byte) bool {
	found := false
	has := func(parts ...[]byte) {
		for _, b := range parts {
			found = found || strings.Contains(string(b), marker)
		}
	}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch x := n.(type) {
		case *ast.LinkReferenceDefinition:
			has(x.Label, x.Destination, x.Title)
		case *ast.Link:
			has(x.Destination, x.Title)
		case *ast.Image:
			has(x.Destination, x.Title)
		case *east.Footnote:
			has(x.Ref)
		case *ast.FencedCodeBlock:
			if x.Info != nil {
				has(x.Info.Segment.Value(source))
			}
		case *ast.Heading:
			for _, a := range x.Attributes() {
				has(a.Name)
				if b, ok := a.Value.([]byte); ok {
					has(b)
				}
			}
		case *ast.Blockquote:
			has([]byte(syntax.Alert(x)))
		case *ast.RawHTML:
			has(comments(x.Segments.Value(source)))
		case *ast.HTMLBlock:
			raw := lines(x.Lines(), source)
			if x.HasClosure() {
				raw = append(raw, x.ClosureLine.Value(source)...)
			}
			has(comments(raw))
		}
		return ast.WalkContinue, nil
	})
	return found
}

// comments returns the comments of HTML.
func comments(raw []byte) []byte {
	var out []byte
	for s := string(raw); ; {
		_, rest, ok := strings.Cut(s, "<!--")
		if !ok {
			return out
		}
		comment, after, _ := strings.Cut(rest, "-->")
		out, s = append(out, comment...), after
	}
}

// blockLines returns the first and last line of the smallest block around an offset whose
// text a diagnostic about it covers: a note, or else the line.
func blockLines(doc ast.Node, source string, offset int) (first, last int) {
	line := func(offset int) int { return 1 + strings.Count(source[:min(offset, len(source))], "\n") }
	first, last = line(offset), line(offset)
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || !leftOutWhole(n, source) {
			return ast.WalkContinue, nil
		}
		start, end := n.Pos(), n.Pos()
		_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
			if entering && c.Type() == ast.TypeBlock && c.Lines() != nil {
				for i := range c.Lines().Len() {
					end = max(end, c.Lines().At(i).Stop)
				}
			}
			return ast.WalkContinue, nil
		})
		if start <= offset && offset <= end {
			first, last = line(start), max(last, line(end))
		}
		return ast.WalkContinue, nil
	})
	return first, last
}

// leftOutWhole reports whether a block is left out as a whole where something is wrong with
// it: a note that nothing refers to, a list without options.
func leftOutWhole(n ast.Node, source string) bool {
	switch n := n.(type) {
	case *east.Footnote:
		return true
	case *ast.Blockquote:
		return n.Pos() >= 0 && strings.HasPrefix(strings.TrimLeft(source[n.Pos():], "> "), "[!LIST]")
	}
	return false
}
