package segment_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"griot/generator/internal/testkit/commonmark"
	"griot/generator/translate/segment"
)

// TestSpliceSpec changes each text of each example of the spec: every byte
// outside that text stays.
func TestSpliceSpec(t *testing.T) {
	written := 0
	for _, text := range commonmark.Examples(t) {
		d := body("fr", text)
		for i := range d.Segments {
			written += spliceOne(t, d, i, " * mot_ [x")
		}
	}
	if written < 700 {
		t.Errorf("only %d texts could be changed", written)
	}
}

// spliceOne adds words to a text and reports whether it could be done: 1 or 0.
// What is refused must leave the document as it was.
func spliceOne(t *testing.T, d *segment.Document, i int, words string) int {
	t.Helper()
	edits := []segment.NewText{{Segment: i, Text: append(slices.Clone(d.Tagged(&d.Segments[i])), segment.Run{Text: words}).Tidy()}}
	next, refused := d.Splice(edits)
	if len(refused) > 0 {
		if !bytes.Equal(next.Source, d.Source) {
			t.Errorf("%q: refused, and changed to %q", d.Source, next.Source)
		}
		return 0
	}
	checkSplice(t, d, next, edits)
	return 1
}

// TestSpliceMutated changes texts of pages of the hub and of the spec's
// examples after their Markdown was spoilt at random.
func TestSpliceMutated(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	signs := []string{"*", "_", "`", "[", "](", ")", "<", "|", "\n", "\n\n", "    ", "> ", "- ", "1. ", "#", "\\", "!", "&", "~", ":", "[^1]", "\r\n", "\t", "é", "{#a}", "---\n"}
	texts := commonmark.Examples(t)
	for _, d := range hubPages(t) {
		texts = append(texts, string(d.Source[d.BodyStart:]))
	}
	rounds := 3
	if testing.Short() {
		rounds = 1
	}
	tried, written := 0, 0
	for range rounds {
		for _, text := range texts {
			for range 1 + random.IntN(6) {
				at := random.IntN(len(text) + 1)
				switch end := min(len(text), at+random.IntN(20)); random.IntN(4) {
				case 0:
					text = text[:at] + text[end:]
				case 1:
					text = text[:at] + text[at:end] + text[at:]
				default:
					text = text[:at] + signs[random.IntN(len(signs))] + text[at:]
				}
			}
			d := body("fr", strings.ToValidUTF8(text, "\ufffd"))
			if len(d.Segments) == 0 {
				continue
			}
			for range 3 {
				tried++
				written += spliceOne(t, d, random.IntN(len(d.Segments)), []string{" mot", " * mot_ [x", " <b> | `c", " # 1. - : ~"}[random.IntN(4)])
			}
		}
	}
	if written < tried*9/10 {
		t.Errorf("only %d of %d texts could be changed", written, tried)
	}
}

// TestSpliceBoxTitle changes the titles of boxes: they stay titles, whatever they start with.
func TestSpliceBoxTitle(t *testing.T) {
	for _, text := range []string{"> [!NOTE] A *title*\n> Words.\n", "> [!TIP] Alone\n", "- > [!WARNING]\tTabbed  \n  >\n  > - a\n"} {
		for _, words := range []string{" mot", " * mot_ [x", "] [^1]: {#a}", " # 1. - : ~"} {
			d := body("fr", text)
			if d.Segments[0].Kind != "box title" {
				t.Fatalf("%q: %q is no title", text, d.Segments[0].Text)
			}
			if spliceOne(t, d, 0, words) != 1 {
				t.Errorf("%q: %q can't be added to the title", text, words)
			}
			next, _ := d.Splice([]segment.NewText{{Segment: 0, Text: segment.Tagged{{Text: words[1:]}}}})
			if got := next.Segments[0].Kind; got != "box title" {
				t.Errorf("%q: with the title %q it is a %s: %q", text, words[1:], got, next.Source)
			}
		}
	}
}
