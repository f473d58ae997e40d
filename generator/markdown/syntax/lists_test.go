package syntax

import (
	"bytes"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"griot/generator/internal/testkit/commonmark"
)

// rendered converts a text with goldmark's own syntax, with or without tabbedItem.
func rendered(t *testing.T, text string, tabbed bool) string {
	t.Helper()
	md := goldmark.New()
	if tabbed {
		md.Parser().AddOptions(parser.WithBlockParsers(util.Prioritized(tabbedItem{parser.NewListItemParser()}, 399)))
	}
	var b bytes.Buffer
	if err := md.Convert([]byte(text), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Lists after tabs are what cmark-gfm makes of them.
func TestTabAfterMarker(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"- a\n  -\tb\n    -\tc\n", "<ul>\n<li>a\n<ul>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n</li>\n</ul>\n"},
		{"- One\n  -\tTwo\n  -\tThree:\n    1.\tFour\n    2.\tFive\n",
			"<ul>\n<li>One\n<ul>\n<li>Two</li>\n<li>Three:\n<ol>\n<li>Four</li>\n<li>Five</li>\n</ol>\n</li>\n</ul>\n</li>\n</ul>\n"},
		{"-\ta\n\t-\tb\n\t\t-\tc\n", "<ul>\n<li>a\n<ul>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n</li>\n</ul>\n"},
		{"1.\ta\n\n\tmore\n\n\t-\tb\n", "<ol>\n<li>\n<p>a</p>\n<p>more</p>\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ol>\n"},
		{"> -\ta\n>   -\tb\n>     c\n", "<blockquote>\n<ul>\n<li>a\n<ul>\n<li>b\nc</li>\n</ul>\n</li>\n</ul>\n</blockquote>\n"},
		{"- a\n  -\t\tcode\n", "<ul>\n<li>a\n<ul>\n<li>\n<pre><code>  code\n</code></pre>\n</li>\n</ul>\n</li>\n</ul>\n"},
		{"- a\n\n  10)\tb\n\n        c\n", "<ul>\n<li>\n<p>a</p>\n<ol start=\"10\">\n<li>\n<p>b</p>\n<p>c</p>\n</li>\n</ol>\n</li>\n</ul>\n"},
		{"- a\n\n  -\tb\n\n    c\n", "<ul>\n<li>\n<p>a</p>\n<ul>\n<li>\n<p>b</p>\n<p>c</p>\n</li>\n</ul>\n</li>\n</ul>\n"},
		{"- a\n  *\t\n", "<ul>\n<li>a\n*</li>\n</ul>\n"},
	} {
		if got := rendered(t, c.text, true); got != c.want {
			t.Errorf("%q:\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// Nothing else changes: every example of the specification is what it was, also in an
// item of a list and in a quotation.
func TestTabbedItemKeepsTheSpecification(t *testing.T) {
	for _, text := range commonmark.Examples(t) {
		if was, is := rendered(t, text, false), rendered(t, text, true); was != is {
			t.Errorf("%q:\n was %q\n now %q", text, was, is)
		}
	}
}
