package markdown

import (
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/internal/testkit/golden"
	"griot/generator/site"
)

// FuzzConvert looks for text that breaks the output: unbalanced elements,
// ids twice, a style attribute, a link in a link, a section outside, or a
// second conversion that differs.
func FuzzConvert(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		for _, c := range golden.Archive(f, file).Files {
			if strings.Contains(c.Name, ": ") {
				f.Add(string(c.Data), uint8(len(c.Data)))
			}
		}
	}
	closed := New(Options{Labels: testLabels})
	open := New(Options{Labels: testLabels, RawHTML: true})
	f.Fuzz(func(t *testing.T, text string, how uint8) {
		c := closed
		if how&1 != 0 {
			c = open
		}
		src := Input{File: "content/x.fr.md", Lang: []string{"fr", "en", "ar"}[how%3], Text: []byte(text), Line: 3}
		out := c.Convert(src, answers{})
		wellFormed(t, out)
		if again := c.Convert(src, answers{}); again.HTML != out.HTML || again.Text != out.Text {
			t.Fatalf("converted twice: %s, then %s", out.HTML, again.HTML)
		}
		if how&2 != 0 {
			src.SourceHeadings = out.Record.Headings
			if how&4 != 0 {
				for i := range src.SourceHeadings {
					src.Counterparts = append(src.Counterparts, site.Counterpart{Source: len(src.SourceHeadings) - 1 - i - int(how>>6), Guessed: how&8 != 0, Was: "Fn 1"})
				}
			}
			src.Text = []byte(strings.Replace(text, "##", "###", int(how)>>2))
			wellFormed(t, c.Convert(src, answers{}))
		}
	})
}
