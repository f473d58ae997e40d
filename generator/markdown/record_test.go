package markdown

import (
	"reflect"
	"strings"
	"sync"
	"testing"

	"griot/generator/site"
	"griot/generator/typography"
)

// TestResolveAgain resolves every recorded reference again: the targets must be those
// recorded, because so a build finds that a conversion is valid.
func TestResolveAgain(t *testing.T) {
	text := "SSR and ABC [a](x.md#y) [b](missing.md) ![c](map.png) [d](https://example.org) <a@b.org> [e](report.pdf)"
	out := New(Options{}).Convert(Input{Lang: "en", Text: []byte(text), Line: 1}, answers{})
	if len(out.Record.Refs) != 8 {
		t.Fatalf("%d references: %v", len(out.Record.Refs), out.Record.Refs)
	}
	for _, r := range out.Record.Refs {
		if got := Resolve(answers{}, r); got != r.Target {
			t.Errorf("%q: %v, then %v", r.Raw, r.Target, got)
		}
	}
}

// TestConcurrent converts texts side by side with one converter.
func TestConcurrent(t *testing.T) {
	c := New(Options{Labels: testLabels})
	texts := []string{string(benchText()), "## One\n\nText[^a]\n\n[^a]: Note.", "```go\nx := 1\n```", ""}
	var want []Output
	for _, text := range texts {
		want = append(want, c.Convert(Input{Lang: "fr", Text: []byte(text), Line: 1}, answers{}))
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			n := i % len(texts)
			got := c.Convert(Input{Lang: "fr", Text: []byte(texts[n]), Line: 1}, answers{})
			if !reflect.DeepEqual(got, want[n]) {
				t.Errorf("text %d differs", n)
			}
		})
	}
	wg.Wait()
}

func TestWordsAndSignature(t *testing.T) {
	convert := func(text string) site.Record {
		return New(Options{}).Convert(Input{Lang: "fr", Text: []byte(text), Line: 1}, answers{}).Record
	}
	if n := convert("L’État, c’est *moi* : 12 % !\n\n- aujourd’hui").Words; n != 5 {
		t.Errorf("%d words, want 5", n)
	}
	a := convert("Les tribunaux coutumiers jugent. La CVR entend les victimes des tribunaux.")
	b := convert("LE TRIBUNAL COUTUMIER ; la CVR, aux victimes de tribunaux coutumiers")
	c := convert("Des observatoires suivent les opérations militaires.")
	if shared(a.Keywords, b.Keywords) < 3 || shared(a.Keywords, c.Keywords) != 0 {
		t.Errorf("signatures %v, %v, %v", a.Keywords, b.Keywords, c.Keywords)
	}
	if n := len(convert(string(benchText())).Keywords); n != maxKeywords {
		t.Errorf("%d hashes", n)
	}
}

// shared counts the hashes that two signatures have in common.
func shared(a, b []uint32) (n int) {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				n++
			}
		}
	}
	return n
}

// TestDeep converts blocks nested beyond reason: it ends soon, and no text is
// lost.
func TestDeep(t *testing.T) {
	for _, mark := range []string{">", "- ", "> - "} {
		out := New(Options{}).Convert(Input{Lang: "en", Text: []byte(strings.Repeat(mark, 100_000) + "end"), Line: 1}, answers{})
		wellFormed(t, out)
		if !strings.HasSuffix(out.Text, "end\n") {
			t.Errorf("%q: the text is lost", mark)
		}
	}
}

// TestTypographyOff shows that a site can do without typography.
func TestTypographyOff(t *testing.T) {
	c := New(Options{Typography: func(string) typography.Rules { return typography.Rules{} }})
	out := c.Convert(Input{Lang: "fr", Text: []byte("Quoi ?"), Line: 1}, answers{})
	if out.HTML != "<p>Quoi ?</p>\n" {
		t.Errorf("%q", out.HTML)
	}
}

// A further id or the id of an element is never one that the layout gives on the page.
func TestTakenIDs(t *testing.T) {
	c := New(Options{RawHTML: true})
	out := c.Convert(Input{
		File: "content/x.fr.md", Lang: "fr", Line: 1, Taken: []string{"impact", "r1"}, SourceHeadings: []site.Heading{{Level: 2, ID: "why"}, {Level: 2, ID: "r1"}},
		Text: []byte("## Impact\n\n<a id=\"r1\"></a>\n\n## Risques {#r1}\n"),
	}, answers{})
	if h := out.Record.Headings; len(h) != 2 || h[0].ID != "why" || len(h[0].Also) > 0 || h[1].ID != "r1" || len(out.Record.IDs) > 0 {
		t.Errorf("%+v, %q", h, out.Record.IDs)
	}
}
