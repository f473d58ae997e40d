package wordlist

import (
	"testing"

	"griot/generator/internal/testkit/growth"
)

// TestCostGrowsWithTheSize reads lists, and looks through texts, ten times as long as others.
func TestCostGrowsWithTheSize(t *testing.T) {
	lists := []growth.Input{growth.Numbered("name%d other\n"), growth.Around("a", "-b", "\n"), growth.Around("a", " b", "\n"), growth.Times("a'"), growth.Times("a\r\n"), growth.Times("#\r\n"), growth.Times("...\r\n"), growth.Times("a.")}
	growth.Each(t, 1000, lists, func(text string) { _, _ = Parse([]byte(text)) })
	l := list(t, "a", "a a a a a a a a", "a b", "a-b c", "Mary Smith")
	texts := []growth.Input{growth.Times("a "), growth.Times("a-"), growth.Times("a'"), growth.Times("ab"), growth.Times("a\u00ad"), growth.Times("a.b."), growth.Times("a\x1f"), growth.Times("Mary "), growth.Times("\xff"), growth.Times("1,")}
	growth.Each(t, 1000, texts, func(text string) { l.Mask(text) })
}
