package markdown

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// wellFormed checks what is true of every output: elements are balanced, ids
// unique, there is no style attribute, no link is within another, and
// sections lie within the HTML, in order, each balanced for itself.
func wellFormed(t *testing.T, out Output) {
	t.Helper()
	ids := map[string]bool{}
	balanced(t, out.HTML, ids)
	last := 0
	for i, s := range out.Record.Sections {
		if s.Start < last || s.End < s.Start || s.End > len(out.HTML) {
			t.Fatalf("section %d is [%d:%d] after %d, of %d bytes", i, s.Start, s.End, last, len(out.HTML))
		}
		balanced(t, out.HTML[s.Start:s.End], map[string]bool{})
		last = s.End
	}
	if last != len(out.HTML) {
		t.Errorf("the last section ends at %d of %d", last, len(out.HTML))
	}
	for _, h := range out.Record.Headings {
		if !ids[h.ID] {
			t.Errorf("heading %q has no element", h.ID)
		}
		for _, id := range h.Also {
			if !ids[id] {
				t.Errorf("further id %q has no element", id)
			}
		}
	}
	for _, l := range out.Record.Lists {
		balanced(t, out.HTML[:l.At]+"<ul></ul>"+out.HTML[l.At:], map[string]bool{})
	}
	for _, id := range out.Record.IDs {
		if !ids[id] {
			t.Errorf("id %q has no element", id)
		}
	}
	if !slices.IsSorted(out.Record.Keywords) || len(out.Record.Keywords) > maxKeywords {
		t.Errorf("signature %v", out.Record.Keywords)
	}
}

// balanced checks one piece of HTML and collects its ids.
func balanced(t *testing.T, src string, ids map[string]bool) {
	t.Helper()
	var open []string
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		token := z.Token()
		switch kind {
		case html.StartTagToken:
			for _, a := range token.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("attribute %s=%q in %s", a.Key, a.Val, src)
				}
				if a.Key == "id" {
					if ids[a.Val] {
						t.Errorf("id %q twice in %s", a.Val, src)
					}
					ids[a.Val] = true
				}
			}
			if token.Data == "a" && slices.Contains(open, "a") {
				t.Errorf("link in a link: %s", src)
			}
			if token.Data != "img" && token.Data != "input" && !voids[token.Data] {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> closes %v in %s", token.Data, open, src)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Fatalf("%v stay open in %s", open, src)
	}
}
