package segment_test

import (
	"bytes"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/internal/testkit/commonmark"
	"griot/generator/internal/testkit/repository"
	"griot/generator/internal/testkit/translated"
	"griot/generator/markdown/passage"
	"griot/generator/translate/segment"
)

// hubPages reads all pages of the hub.
func hubPages(t testing.TB) []*segment.Document {
	t.Helper()
	pages := repository.Pages(t, ".md")
	var out []*segment.Document
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		_, lang, _ := strings.Cut(strings.TrimSuffix(name, ".md"), ".")
		out = append(out, segment.ParsePage(name, lang, "content/"+name, []byte(pages[name])))
	}
	return out
}

// checkSplice reports bytes outside of the changed segments that are not as they
// were.
func checkSplice(t *testing.T, d, next *segment.Document, texts []segment.NewText) {
	t.Helper()
	changed := make([]int, len(texts))
	for i := range texts {
		changed[i] = texts[i].Segment
	}
	translated.CheckSplice(t, d, next, changed)
}

// TestSpliceHub changes words in segments of every page of the hub.
func TestSpliceHub(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, d := range hubPages(t) {
		if d.Err != nil {
			t.Fatalf("%s: %v", d.File, d.Err)
		}
		var same, edits []segment.NewText
		for i := range d.Segments {
			text := d.Tagged(&d.Segments[i])
			same = append(same, segment.NewText{Segment: i, Text: text})
			if random.IntN(4) > 0 {
				continue
			}
			changed := slices.Clone(text)
			for j := range changed {
				if changed[j].Type == passage.Words && strings.Contains(changed[j].Text, " ") {
					changed[j].Text = strings.Replace(changed[j].Text, " ", " [mot: n° 2_*] ", 1)
				}
			}
			edits = append(edits, segment.NewText{Segment: i, Text: changed.Tidy()})
		}
		if next, refused := d.Splice(same); len(refused) > 0 || len(next.Segments) != len(d.Segments) {
			t.Errorf("%s: its own texts are refused: %v", d.File, refused)
		}
		next, refused := d.Splice(edits)
		if len(refused) > 0 {
			t.Errorf("%s: refused: %v", d.File, refused)
		}
		checkSplice(t, d, next, edits)
	}
}

func TestSplice(t *testing.T) {
	for _, c := range []struct {
		name, in string
		index    int
		text     string
		want     string
	}{
		{"paragraph", "One two.\n\nThree.\n", 0, "Un deux.", "Un deux.\n\nThree.\n"},
		{"wrapped", "> - One two three\n>   four five six.\n", 0, "Un deux trois quatre cinq six sept.", "> - Un deux trois\n>   quatre cinq\n>   six sept.\n"},
		{"special characters", "One.\n", 0, "2 * 3 * 4 _a_ <b> [c](d) & e", "2 * 3 * 4 \\_a\\_ \\<b> \\[c\\](d) & e\n"},
		{"no need to escape", "One.\n", 0, "R&D, 2 * 3, a_b [c]", "R&D, 2 * 3, a_b [c]\n"},
		{"like a list", "One.\n", 0, "1. Un", "1\\. Un\n"},
		{"like a heading", "One.\n", 0, "# Un", "\\# Un\n"},
		{"a cell", "| a | b |\n| - | - |\n", 0, "x | y", "| x \\| y | b |\n| - | - |\n"},
		{"link", "See [*a*](b.md \"c\").\n", 0, "Voir : <title3>d</title3>", ""},
		{"heading", "## A {#id}\n", 0, "B", "## B {#id}\n"},
		{"crlf", "One\r\ntwo\r\n", 0, "Un deux trois", "Un\r\ndeux\r\ntrois\r\n"},
		{"hard break", "> One\n", 0, "Un<br1/>deux", "> Un\\\n> deux\n"},
		{"empty", "One\n\nTwo\n", 0, "", ""},
		{"quotation marks in a caption", "![Alt](p.png \"Old\")\n", 1, `La carte "officielle" de l'État`, "![Alt](p.png \"La carte \\\"officielle\\\" de l'État\")\n"},
		{"in one with apostrophes", "![Alt](p.png 'Old')\n", 1, `La "carte" de l'État`, "![Alt](p.png 'La \"carte\" de l\\'État')\n"},
		{"in one with brackets", "![Alt](p.png (Old))\n", 1, `La carte (1) d’"ici"`, "![Alt](p.png (La carte \\(1\\) d’\"ici\"))\n"},
		{"a backslash before one", "![Alt](p.png \"Old\")\n", 1, `a\" b\`, "![Alt](p.png \"a\\\\\\\" b\\\\\")\n"},
		{"brackets in an alternative text", "![Alt](p.png \"Old\")\n", 0, `Une [carte] "x"`, "![Une [carte] \"x\"](p.png \"Old\")\n"},
		{"half a bracket in one", "![Alt](p.png \"Old\")\n", 0, `Une ]carte[`, "![Une \\]carte\\[](p.png \"Old\")\n"},
		{"a figure's caption", "> [!FIGURE]\n> ![Alt](p.png)\n> Old\n", 1, `La "carte" (1)`, "> [!FIGURE]\n> ![Alt](p.png)\n> La \"carte\" (1)\n"},
		{"an author like a link", "> [!QUOTE]\n> Words.\n> — Someone, place\n", 1, "[photo](y.jpg)", "> [!QUOTE]\n> Words.\n> — \\[photo\\](y.jpg)\n"},
		{"an author like a note", "> [!QUOTE]\n> Words.\n> — Someone\n", 1, "[^1]", "> [!QUOTE]\n> Words.\n> — \\[^1\\]\n"},
		{"an author like a picture", "> [!QUOTE]\n> Words.\n> — Someone\n", 1, "![x](y.png) <b> *a*", "> [!QUOTE]\n> Words.\n> — \\!\\[x\\](y.png) \\<b> \\*a\\*\n"},
		{"an author", "> [!QUOTE]\n> Words.\n> — Someone\n", 1, "R&D — Quelqu’un [x]", "> [!QUOTE]\n> Words.\n> — R&D — Quelqu’un [x]\n"},
		{"beside each other", "One\n", 0, "<em1>a</em1><strong2>b</strong2>", "*a***b**\n"},
		{"the same beside each other", "One\n", 0, "<em1>a</em1><em2>b</em2>", "*a*_b_\n"},
		{"inside each other", "One\n", 0, "<strong1><em2>a</em2> b</strong1>", "***a* b**\n"},
		{"like an id", "## One\n", 0, "Un {#deux}", "## Un \\{#deux}\n"},
		{"beside an id", "## One {#one}\n", 0, "Un {#deux}", "## Un {#deux} {#one}\n"},
		{"closing a heading", "## One\n", 0, "Un ##", "## Un \\##\n"},
		{"entities", "One\n", 0, "l&#39;&quot;été&quot; &gt; &amp;copy; &lt;b&gt;", "l'\"été\" > \\&copy; \\<b>\n"},
	} {
		d := body("fr", c.in)
		text, err := segment.ParseTags(c.text, false)
		if err == nil {
			source := segment.TagText("x\\\ny")
			text, _ = text.Tidy().Fill(source, nil)
			next, refused := d.Splice([]segment.NewText{{Segment: c.index, Text: text}})
			err = refused[0]
			if err == nil {
				if got := string(next.Source[next.BodyStart:]); got != c.want {
					t.Errorf("%s: %q, not %q", c.name, got, c.want)
				}
				checkSplice(t, d, next, []segment.NewText{{Segment: c.index}})
				continue
			}
		}
		if c.want != "" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// explain puts a mistake and its hint into words.
func explain(m *segment.Mistake) string {
	var list diag.List
	list.Error(diag.Position{}, "translate-refused."+m.Variant, m.Args)
	e := i18n.English().Explain(list[0])
	_, message, _ := strings.Cut(e.Message, ": ")
	return message + "; " + e.Hint
}

// What Markdown would read otherwise is refused with its reason and what to type.
func TestSpliceRefuses(t *testing.T) {
	for _, c := range []struct{ in, text, message, hint string }{
		{"One.\n", "<strong1>Note :</strong1>texte", "</strong1> stands between “t” and “:”, where Markdown reads no emphasis", "put a space after </strong1>, or move “:” after it"},
		{"One.\n", "mot<em1>(x)</em1>", "<em1> stands between “t” and “(”, where Markdown reads no emphasis", "put a space before <em1>, or move “(” before it"},
		{"## One\n", "Un<br1/>deux", "<br1/> would break the line of a heading", "write the heading in one line, without <br1/>"},
		{"One.\n", "<strong1>a</strong1><strong2>b</strong2>c", "<strong2> follows </strong1> directly, where Markdown reads no emphasis", "put a space or a word between them"},
	} {
		d := body("fr", c.in)
		text, err := segment.ParseTags(c.text, false)
		if err != nil {
			t.Fatal(err)
		}
		if text, err = text.Tidy().Fill(segment.TagText("x\\\ny"), nil); err != nil {
			t.Fatal(err)
		}
		next, refused := d.Splice([]segment.NewText{{Segment: 0, Text: text}})
		var m *segment.Mistake
		if !errors.As(refused[0], &m) || explain(m) != c.message+"; "+c.hint {
			t.Errorf("%q: %+v, %q", c.text, refused, next.Source)
		}
	}
}

func TestSpliceFrontMatter(t *testing.T) {
	src := "---\ntitle: One\nsummary: >-\n  Two\n  three\nkey_messages: [\"a\", b]\n---\ntext\n"
	d := segment.ParsePage("p", "en", "f", []byte(src))
	next, refused := d.Splice([]segment.NewText{
		{Segment: 0, Text: plain("Titre : oui")}, {Segment: 1, Text: plain("Deux")}, {Segment: 2, Text: plain("« x »")}, {Segment: 3, Text: plain("c, d")},
	})
	want := "---\ntitle: \"Titre : oui\"\nsummary: >-\n  Deux\nkey_messages: [\"« x »\", \"c, d\"]\n---\ntext\n"
	if len(refused) > 0 || string(next.Source) != want {
		t.Errorf("%v: %s", refused, next.Source)
	}
}

func TestSpliceMessages(t *testing.T) {
	for _, c := range []struct {
		in    string
		forms map[string]string
		want  string
	}{
		{"a = \"b\" # why\n", map[string]string{"other": "c « d »"}, "a = \"c « d »\" # why\n"},
		{"a = { one = \"b\", other = \"{{.Count}} c\" }\n", map[string]string{"one": "d", "many": "{{.Count}} e", "other": "{{.Count}} c"},
			"a = { one = \"d\", many = \"{{.Count}} e\", other = \"{{.Count}} c\" }\n"},
		{"a = \"{{.Count}} b\"\n", map[string]string{"one": "x", "other": "{{.Count}} b"}, "a = { one = \"x\", other = \"{{.Count}} b\" }\n"},
		{"[a]\none = \"b\"\nother = \"c\"\n[d]\nother = \"e\"\n", map[string]string{"many": "x"}, "[a]\none = \"b\"\nother = \"c\"\nmany = \"x\"\n[d]\nother = \"e\"\n"},
	} {
		d := segment.ParseMessages("fr", []byte(c.in))
		next, refused := d.Splice([]segment.NewText{{Segment: 0, Forms: c.forms}})
		if len(refused) > 0 || string(next.Source) != c.want {
			t.Errorf("%q: %v: %q", c.in, refused, next.Source)
		}
	}
	d := segment.ParseMessages("fr", []byte("a = \"b\"\nc = \"d\"\n"))
	if got := string(d.AddMessage("x.y", "a", map[string]string{"other": "z"})); got != "a = \"b\"\nx.y = \"z\"\nc = \"d\"\n" {
		t.Errorf("%q", got)
	}
	if got := string(segment.ParseMessages("fr", nil).AddMessage("x", "", map[string]string{"one": "1", "other": "2"})); got != "x = { one = \"1\", other = \"2\" }\n" {
		t.Errorf("%q", got)
	}
}

// FuzzSplice looks for Markdown in which putting a text in place of another
// changes a byte elsewhere.
func FuzzSplice(f *testing.F) {
	for i, text := range commonmark.Examples(f) {
		f.Add(text, "* mot_ [x", uint8(i))
	}
	f.Add("> - a *b* [c](d \"e\")\n>   f\n\n| g |\n| - |\n| h |\n", "x *y* | 1. z", uint8(0))
	f.Add("Term\n: a\n\n[^1]: b\n    c\n\n## d {#e}\n", "# [x]: <y>", uint8(2))
	f.Add("a\r\nb\\\r\nc\r\n", "- x", uint8(0))
	f.Fuzz(func(t *testing.T, text, words string, which uint8) {
		if strings.ContainsRune(words, '\ufffd') || strings.ContainsFunc(words, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return
		}
		d := body("fr", text)
		if len(d.Segments) == 0 {
			return
		}
		i := int(which) % len(d.Segments)
		old := d.Tagged(&d.Segments[i])
		edits := []segment.NewText{{Segment: i, Text: append(slices.Clone(old), segment.Run{Text: words}).Tidy()}}
		next, refused := d.Splice(edits)
		if len(refused) > 0 {
			if !bytes.Equal(next.Source, d.Source) {
				t.Fatalf("%q: refused, and changed to %q", text, next.Source)
			}
			return
		}
		checkSplice(t, d, next, edits)
	})
}

// body makes a page of a text alone.
func body(lang, text string) *segment.Document {
	return segment.ParsePage("p", lang, "content/p."+lang+".md", []byte("---\n---\n"+text))
}

// plain is a text without tags.
func plain(s string) segment.Tagged { return segment.Tagged{{Text: s}} }
