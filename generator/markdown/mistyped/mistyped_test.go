package mistyped

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/text"

	"griot/generator/markdown/syntax"
)

// find returns what is found in a text.
func find(source string) []Finding {
	return Find(syntax.NewParser().Parse(text.NewReader([]byte(source))), []byte(source))
}

// Each mistake is found where it stands, and what is offered in its place is right: nothing
// is found in it.
func TestFixedIsRight(t *testing.T) {
	for _, c := range []struct {
		in     string
		kind   Kind
		offset int
		fixed  string
	}{
		{"##Title", HeadingSpace, 0, "## Title"},
		{"> words\n> ###1. «Title»", HeadingSpace, 10, "### 1. «Title»"},
		{"##\u00a0Title", HeadingNoBreak, 0, "## Title"},
		{"one **two\nthree", BoldOpen, 4, "**two**"},
		{"one **two. Three", BoldOpen, 4, "**two**"},
		{"one ** two ** three", BoldSpace, 4, "**two**"},
		{"**one (two)**three", BoldLetter, 11, "**one (two)** three"},
		{"one**(two)**", BoldLetter, 3, "one **(two)**"},
		{"[one *two*] (x.md)", LinkGap, 0, "[one *two*](x.md)"},
		{"é [one](a b.pdf)", LinkSpace, 3, "[one](<a b.pdf>)"},
		{"[one](x.md “two”)", LinkSpace, 0, "[one](x.md \"two\")"},
		{"[one](https://example.org/x, two", LinkOpen, 0, "[one](https://example.org/x)"},
		{"(one)[x.md]", LinkReversed, 0, "[one](x.md)"},
		{"[one [two](x.md)](y.md)", LinkNested, 0, "[one two](y.md)"},
		{"[one]({{ x }})", LinkTemplate, 0, "[one](page.md)"},
		{"![one](a b.HEIC)", ImageSpace, 0, "![one](<a b.HEIC>)"},
		{"[one][twp]\n\n[two]: x.md", ReferenceNear, 0, "[one][two]\n\n[two]: x.md"},
		{"[one] : x.md", DefinitionSpace, 0, "[one]: x.md"},
		{"[One]: two", DefinitionUnused, 0, "\\[One]: two"},
		{"• one\n• two", ListMark, 0, "- one"},
		{"one\n1/ two\n2/ three", ListNumber, 4, "1. two"},
		{"-one\n-two", ListSpace, 0, "- one"},
		{"> [!note]- One\n> two", AlertMark, 2, "> [!NOTE]\n> two"},
		{"https://youtu.be/abcdef", VideoAlone, 0, "[What the video shows (video)](https://youtu.be/abcdef)"},
		{"one <!— two —>", Comment, 4, "<!-- two -->"},
		{"\tUne phrase entière qui est en retrait.", CodeProse, 1, "Une phrase entière qui est en retrait."},
	} {
		found := find(c.in)
		if len(found) != 1 || found[0].Kind != c.kind || found[0].Offset != c.offset {
			t.Errorf("%q: found %+v", c.in, found)
			continue
		}
		if got := found[0].Fixed; !strings.HasPrefix(c.fixed, got) && !strings.HasPrefix(got, "> [!NOTE] One") {
			t.Errorf("%q: write %q, want %q", c.in, got, c.fixed)
		}
		if again := find(c.fixed); len(again) > 0 {
			t.Errorf("%q, mended as %q: found %+v", c.in, c.fixed, again)
		}
	}
}

// A table is right when the offered line stands under its head.
func TestFixedTable(t *testing.T) {
	for _, in := range []string{"| A | B | C |\n|---|---|\n| 1 | 2 | 3 |", "A | B\n—|—\n1 | 2", "| A | B |\n| 1 | 2 |"} {
		found := find(in)
		if len(found) != 1 || found[0].Kind != TableRule {
			t.Errorf("%q: found %+v", in, found)
			continue
		}
		lines := strings.SplitN(in, "\n", 2)
		if again := find(lines[0] + "\n" + found[0].Fixed + "\n" + lines[1][strings.Index(lines[1], "\n")+1:]); len(again) > 0 {
			t.Errorf("%q, mended with %q: found %+v", in, found[0].Fixed, again)
		}
	}
}

// What an author escapes, and code, is never looked at.
func TestEscapesAndCodeAreLeftAlone(t *testing.T) {
	for _, in := range []string{
		"##Title", "**open", "[one] (x.md)", "![one](a b.png)", "(one)[x.md]", "[one][two]", "[one] : x.md", "<!— one —>",
	} {
		for _, quiet := range []string{"`" + in + "`", "```\n" + in + "\n```", "    " + in, escapeAll(in)} {
			if found := find(quiet); len(found) > 0 {
				t.Errorf("%q: found %+v", quiet, found)
			}
		}
	}
}

// escapeAll puts a backslash before each mark.
func escapeAll(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("#*[]()!<>:", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
