package exchange

import (
	"testing"

	"griot/generator/internal/testkit/growth"
)

// TestCostGrowsWithTheSize reads files of translators ten times as long as others: 20 000
// texts, or a text in as many parts.
func TestCostGrowsWithTheSize(t *testing.T) {
	files := []growth.Input{
		growth.Numbered("msgid \"a%d\"\nmsgstr \"b\"\n\n"), growth.Around("msgid \"\"\n", "\"a\"\n", "msgstr \"b\"\n"), growth.Around("", "#. a\n", "msgid \"a\"\nmsgstr \"b\"\n"),
		growth.Around(`<xliff version="1.2"><file original="a" source-language="en" target-language="fr"><body>`, `<trans-unit id="1"><source>a</source><target>b</target></trans-unit>`, `</body></file></xliff>`),
		growth.Around(`<xliff version="1.2"><file original="a" source-language="en" target-language="fr"><body><trans-unit id="1"><source>`, `a<x id="1"/>`, `</source></trans-unit></body></file></xliff>`),
		growth.Around(`<tmx version="1.4"><body>`, `<tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="fr"><seg>b</seg></tuv></tu>`, `</body></tmx>`),
		growth.Around(`<tmx version="1.4"><body><tu><tuv xml:lang="en"><seg>`, `a<ph x="1"/>`, `</seg></tuv><tuv xml:lang="fr"><seg>b</seg></tuv></tu></body></tmx>`),
	}
	growth.Each(t, 2000, files, func(text string) {
		switch text[:2] {
		case "<x":
			_, _, _ = ParseXLIFF([]byte(text))
		case "<t":
			_, _ = ParseTMX([]byte(text), "en", "fr")
		default:
			_, _, _ = ParsePO([]byte(text), func(string) []string { return nil })
		}
	})
}
