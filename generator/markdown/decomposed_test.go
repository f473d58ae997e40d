package markdown

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"griot/generator/internal/testkit/golden"
)

// A text with accents after their letters, as macOS and PDFs have them, gives the same page,
// ids and references as one with composed letters.
func TestDecomposedLetters(t *testing.T) {
	texts := []string{
		"## Tête {#équipe}\n\n[a](#équipe) ![Une équipe](équipe.png)\n",
		"## Égalité\n\nÉgalité : oui. Liberté? Le 3 août et le 5 février. l'été\n\n[é]: a.md\n[^é]: note\n\n[é] [^é]\n",
	}
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		for _, f := range golden.Archive(t, file).Files {
			if strings.Contains(f.Name, ": ") {
				texts = append(texts, string(f.Data))
			}
		}
	}
	c := New(Options{Labels: testLabels})
	for _, text := range texts {
		src := Input{File: "content/x.fr.md", Lang: "fr", Text: []byte(norm.NFC.String(text)), Line: 1}
		want := c.Convert(src, answers{})
		src.Text = []byte(norm.NFD.String(text))
		got := c.Convert(src, answers{})
		if got.HTML != want.HTML || got.Text != want.Text {
			t.Errorf("%q:\n%s\ninstead of\n%s", text, got.HTML, want.HTML)
		}
		for i, ref := range got.Record.Refs {
			if ref != want.Record.Refs[i] {
				t.Errorf("%q: reference %v instead of %v", text, ref, want.Record.Refs[i])
			}
		}
	}
}
