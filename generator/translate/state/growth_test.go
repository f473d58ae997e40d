package state

import (
	"testing"

	"griot/generator/internal/testkit/growth"
)

// TestCostGrowsWithTheSize reads records ten times as long as others. Comparing two
// texts takes a table of both, which maxTable bounds.
func TestCostGrowsWithTheSize(t *testing.T) {
	files := []growth.Input{growth.Numbered("\ntext\nen: a%d\nfr: b\n"), growth.Around("text\nen: a\n", "    b\n", "fr: c\n")}
	growth.Each(t, 1000, files, func(text string) { _, _ = Parse([]byte(text), "en", "fr") })
}
