package markdown

import (
	"strings"
	"testing"

	"griot/generator/internal/testkit/growth"
)

// TestCostGrowsWithTheSize converts texts that are ten times as long as others, without and
// with raw HTML.
func TestCostGrowsWithTheSize(t *testing.T) {
	convert := func(raw bool) func(text string) {
		return func(text string) {
			c := New(Options{Labels: testLabels, RawHTML: raw}) // another one has buffers already
			c.Convert(Input{File: "content/x.fr.md", Lang: "fr", Text: []byte(text), Line: 3}, answers{})
		}
	}
	growth.Each(t, 1000, growth.Markdown, convert(false))
	var html []growth.Input
	for _, in := range growth.Markdown {
		if strings.Contains(in.Make(2), "<") {
			in.Name += " with raw HTML"
			html = append(html, in)
		}
	}
	growth.Each(t, 1000, html, convert(true))
}
