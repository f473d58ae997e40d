package plan

import (
	"testing"

	"griot/generator/internal/testkit/growth"
)

// TestCostGrowsWithTheSize plans queries ten times as long as others.
func TestCostGrowsWithTheSize(t *testing.T) {
	p := NewPlanner("fr", newWordLexicon("fr", map[string]int{"état": 3, "droit": 2, "justice": 9, "justement": 1}))
	queries := []growth.Input{growth.Times("a"), growth.Times("état "), growth.Times("\""), growth.Around("\"", "droit ", ""), growth.Times("-"), growth.Times("-\"a "), growth.Numbered("w%d "), growth.Times("justic "), growth.Times("«"), growth.Times("l’")}
	growth.Each(t, 1000, queries, func(text string) {
		if _, err := p.Plan(text, true, true); err != nil {
			t.Error(err)
		}
	})
}
