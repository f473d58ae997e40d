package frontmatter

import (
	"fmt"
	"slices"
	"testing"
)

func TestCutTexts(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"title: Priority #1 is land", "2:17 title: \"Priority #1 is land\""},
		{"title: T # a note", "2:10 title: \"T # a note\""},
		{"title: Priority \"one\" #1", "2:23 title: 'Priority \"one\" #1'"},
		{"title: Loi n° 4 #5", "2:17 title: \"Loi n° 4 #5\""},
		{"summary: First line\n  and rule #2 of it", "3:12 summary: \"First line and rule #2 of it\""},
		{"key_messages:\n  - Rule #1 holds\n  - fine", "3:10 - \"Rule #1 holds\""},
		{"sources:\n  - title: See #3\n    url: https://example.org", "3:16 title: \"See #3\""},
		{"title: 12 #3", "2:11 title: \"12 #3\""},
		{"title: #1 is land", "2:1 title: \"#1 is land\""},
		{"summary: # to be written", "2:1 summary: \"# to be written\""},
		{"sources:\n  - title: #3", "3:5 title: \"#3\""},
		{"date: # to be added", ""},
		{"tags: # of hub.yaml\n  - a", ""},
		{"kind: page # or brief", ""},
		{"date: 2026-11-24 # to be checked", ""},
		{"tags: [a, b] # of hub.yaml", ""},
		{"title: \"T\" # a note", ""},
		{"title: 'Priority #1'", ""},
		{"title: C# and F#", ""},
		{"# a comment\ntitle: T", ""},
		{"summary: >\n  Rule #1\n  holds", ""},
		{"summary: |\n  Rule #1", ""},
	} {
		_, list := Decode([]byte(c.yaml+"\n"), Source{File: "content/x.en.md", Line: 2, Kind: "page"})
		var got []string
		for _, x := range list {
			if x.Code == "text-cut" {
				got = append(got, fmt.Sprintf("%d:%d %s", x.Line, x.Column, x.Args["line"]))
			}
		}
		var want []string
		if c.want != "" {
			want = []string{c.want}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", c.yaml, got, want)
		}
	}
}
