package markdown

import (
	"strings"
	"testing"

	"griot/generator/internal/testkit/growth"
)

// eachInput calls check with a function that converts n of each kind of input, without and
// with raw HTML.
func eachInput(t *testing.T, check func(name string, convert func(n int))) {
	for _, raw := range []bool{false, true} {
		for _, in := range growth.Markdown {
			if raw && !strings.Contains(in.Make(2), "<") {
				continue
			}
			name := in.Name
			if raw {
				name += " with raw HTML"
			}
			check(name, func(n int) {
				c := New(Options{Labels: testLabels, RawHTML: raw}) // another one has buffers already
				c.Convert(Input{File: "content/x.fr.md", Lang: "fr", Text: []byte(in.Make(n)), Line: 3}, answers{})
			})
		}
	}
}

// TestCostGrowsWithTheSize converts texts that are ten times as long as others. The soak has
// a test of the time that it takes.
func TestCostGrowsWithTheSize(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates, too; make test runs this test without it")
	}
	eachInput(t, func(name string, convert func(n int)) {
		convert(10)
		growth.Check(t, name, 1000, convert)
	})
}
