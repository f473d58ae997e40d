package passage

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"griot/generator/internal/testkit/commonmark"
	"griot/generator/internal/testkit/repository"
)

func TestPassages(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"blocks", "## A *b* {#x}\n\nOne\ntwo.\n\n- i\n  more\n\n  second\n- [ ] task\n\n1. n\n", "heading#x A *b*|paragraph One⏎two.|item i⏎more|paragraph second|item task|item n"},
		{"setext", "Title\n===\n\ntext\n", "heading Title|paragraph text"},
		{"quote", "> one\n> two\n\n> [!NOTE]\n> Keep\n> it.\n", "paragraph one⏎two|paragraph Keep⏎it."},
		{"table", "| a | b \\| c |\n| --- | --- |\n| **d** | |\n", "cell a|cell b \\| c|cell **d**"},
		{"definitions", "Term\n: Meaning\n  goes on\n", "term Term|definition Meaning⏎goes on"},
		{"notes", "Text[^1].\n\n[^1]: The note\n    goes on.\n", "paragraph Text[^1].|note The note⏎goes on."},
		{"code", "    code\n\n```\nfenced\n```\n\n<div>\nhtml\n</div>\n\n[ref]: x \"t\"\n", ""},
		{"key", "> [!KEY]\n> 120\n> people in\n> Gao\n", "figure 120|paragraph people in⏎Gao"},
		{"quotation", "> [!QUOTE]\n> It is so.\n> — Someone, 2021\n", "paragraph It is so.|author Someone, 2021"},
		{"box", "> [!NOTE] A *title*\n> Words.\n", "box title A *title*|paragraph Words."},
		{"box of a title", "> [!tip]  Go on \n", "box title Go on"},
		{"what opens", "> [!DETAILS] How *we* count\n> Twice.\n", "box title How *we* count|paragraph Twice."},
		{"steps", "> [!STEPS]\n> 1. Call\n> 2. Wait\n>\n>    more\n", "item Call|item Wait|paragraph more"},
		{"cards", "> [!CARDS]\n> - [Mali](m.md): what\n", "item [Mali](m.md): what"},
		{"tabs", "> [!TABS]\n> ### One {#a}\n> text\n>\n> ### Two\n", "heading#a One|paragraph text|heading Two"},
		{"list", "> [!LIST]\n> kind: brief\n> order: newest\n", ""},
		{"figure", "> [!FIGURE]\n> ![A map](map.png)\n> Where it is\n", "alt A map|caption Where it is"},
		{"image", "![An *old* map](m.png \"The map\")\n", "alt An *old* map|caption The map"},
		{"crlf", "One\r\ntwo\r\n\r\nthree\r\n", "paragraph One⏎two|paragraph three"},
		{"hard break", "One  \ntwo\\\nthree\n", "paragraph One  ⏎two\\⏎three"},
	} {
		var got []string
		o := Find([]byte(c.in))
		for i := range o.Passages {
			p := &o.Passages[i]
			id := ""
			if p.ID != "" {
				id = "#" + p.ID
			}
			got = append(got, fmt.Sprintf("%s%s %s", p.Kind, id, strings.ReplaceAll(string(p.Text()), "\n", "⏎")))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
	}
}

func TestParts(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain", "plain"},
		{"a *b* **c**.", "a <em1>b</em1> <strong2>c</strong2>."},
		{"***a* b**", "<strong1><em2>a</em2> b</strong1>"},
		{"[l *m*](x.md) ~~d~~", "<a1>l <em2>m</em2></a1=x.md> <del3>d</del3>"},
		{"[l](x.md \"t u\")!", "<a1>l</a1=x.md><title2>t u</title2>!"},
		{"[l](<x y> 't')", "<a1>l</a1=x y><title2>t</title2>"},
		{"x ![alt](i.png) y", "x <img1>alt</img1=i.png> y"},
		{"`a*b` ``c`d``", "<code1=a*b/> <code2=c`d/>"},
		{"<https://x.y> <b>z</b>", "<url1=https://x.y/> <html2=<b>/>z<html3=</b>/>"},
		{"See https://x.y/a_b_, or (a_b@x.org).", "See <url1=https://x.y/a_b/>_, or (<url2=a_b@x.org/>)."},
		{"[www.x.org](y) *www.x.org/a\\_b*", "<a1><url2=www.x.org/></a1=y> <em3><url4=www.x.org/a_b/></em3>"},
		{"~500 to ~600", "~500 to ~600"},
		{"see[^1]\n\n[^1]: n", "see<note1=1/>"},
		{"see[^9] a", "see<note1=9/> a"},
		{"a\\\nb  \nc", "a<br1=/>b<br2=/>c"},
		{"[l][r] [r] [r][]\n\n[r]: z", "<a1>l</a1=z> <a2>r</a2=z> <a3>r</a3=z>"},
		{"a \\* b &amp; c * d", "a \\* b &amp; c * d"},
		{"[![i](a)](b)", "<a1><img2>i</img2=a></a1=b>"},
		{"[](x)", "<a1></a1=x>"},
		{"> *a\n> b* c\n", "<em1>a⏎b</em1> c"},
	} {
		o := Find([]byte(c.in))
		p := &o.Passages[0]
		parts, ok := p.Parts()
		var b strings.Builder
		for _, x := range parts {
			switch x.Type {
			case Words:
				b.Write(bytes.ReplaceAll(p.Text()[x.Start:x.End], []byte("\n"), []byte("⏎")))
			case Open:
				fmt.Fprintf(&b, "<%s%d>", x.Kind, x.Tag)
			case Close:
				if x.Kind == "a" || x.Kind == "img" {
					fmt.Fprintf(&b, "</%s%d=%s>", x.Kind, x.Tag, x.Value)
				} else {
					fmt.Fprintf(&b, "</%s%d>", x.Kind, x.Tag)
				}
			case Single:
				fmt.Fprintf(&b, "<%s%d=%s/>", x.Kind, x.Tag, x.Value)
			}
		}
		if b.String() != c.want || !ok {
			t.Errorf("%q (%v):\n got %s\nwant %s", c.in, ok, b.String(), c.want)
		}
	}
}

// checkOutline reports what no outline may have: passages that overlap, leave
// the text or are empty, parts with a gap, blocks that don't nest.
func checkOutline(t *testing.T, source []byte) (broken int) {
	t.Helper()
	o := Find(source)
	last := 0
	for i := range o.Passages {
		p := &o.Passages[i]
		for _, l := range p.Lines {
			if l.Start < last || l.End <= l.Start && len(p.Lines) == 1 || l.End > len(source) {
				t.Fatalf("%q: passage %d is out of order: %v", source, i, p.Lines)
			}
			last = l.End
		}
		b := o.Blocks[p.Block]
		if b.Passages.Start > i || b.Passages.End <= i {
			t.Fatalf("%q: passage %d is not among those of its block", source, i)
		}
		parts, ok := p.Parts()
		if !ok {
			broken++
		}
		at, open := 0, []int{}
		for _, x := range parts {
			if x.Start != at || x.End < x.Start {
				t.Fatalf("%q: part %v starts at %d", source, x, at)
			}
			at = x.End
			switch x.Type {
			case Open:
				open = append(open, x.Tag)
			case Close:
				if len(open) == 0 || open[len(open)-1] != x.Tag {
					t.Fatalf("%q: parts don't nest: %v", source, parts)
				}
				open = open[:len(open)-1]
			}
		}
		if at != len(p.Text()) || len(open) > 0 {
			t.Fatalf("%q: parts end at %d of %d, %v open", source, at, len(p.Text()), open)
		}
	}
	for i, b := range o.Blocks[1:] {
		if b.Parent > i || b.End < b.Start || b.End > len(source) {
			t.Fatalf("%q: block %d: %+v", source, i+1, b)
		}
	}
	return broken
}

func TestPassagesOfTheSpec(t *testing.T) {
	broken := 0
	for _, e := range commonmark.Examples(t) {
		n := checkOutline(t, []byte(e))
		if n > 0 {
			t.Logf("%q", e)
		}
		broken += n
	}
	if broken > 0 {
		t.Errorf("%d passages can't be taken apart", broken)
	}
}

func TestPassagesOfTheHub(t *testing.T) {
	for name, page := range repository.Pages(t, ".md") {
		_, body := repository.Split(page)
		if n := checkOutline(t, []byte(body)); n > 0 {
			t.Errorf("%s: %d passages can't be taken apart", name, n)
		}
	}
}

// FuzzPassages looks for text whose passages or parts lose or move a byte.
func FuzzPassages(f *testing.F) {
	for _, e := range commonmark.Examples(f) {
		f.Add(e)
	}
	f.Add("> [!KEY]\n> 120\n> people *in\n> Gao*\n")
	f.Add("> [!NOTE] *a* [b](c)\n> d\n")
	f.Add("> [!DETAILS] a *b*\n> c\n\n> [!CARDS]\n> - ![a](b) [c](d): e\n\n> [!TABS]\n> ### a\n> b\n")
	f.Add("> [!QUOTE]\n> a\n> — [b](c)\n")
	f.Add("> [!FIGURE]\n> ![a](b 'c')![d](e)\n> text\n")
	f.Add("Term\n: a\n\n  b\n\n[^1]: x\n\n    y\n")
	f.Fuzz(func(t *testing.T, text string) { checkOutline(t, []byte(text)) })
}
