package tomltext

import (
	"testing"

	"griot/generator/internal/testkit/growth"
)

// TestCostGrowsWithTheSize reads messages ten times as long as others.
func TestCostGrowsWithTheSize(t *testing.T) {
	files := []growth.Input{
		growth.Numbered("k%d = \"v\"\n"), growth.Numbered("[t%d]\nother = \"v\"\n"), growth.Around("a = \"", "\\n", "\"\n"), growth.Around("a = '''", "b\n", "'''\n"), growth.Times("# a\n"),
		growth.Times("["), growth.Around("a = [", "\"b\", ", "]\n"), growth.Times("\""),
	}
	growth.Each(t, 1000, files, func(text string) { _, _ = Parse([]byte(text)) })
}
