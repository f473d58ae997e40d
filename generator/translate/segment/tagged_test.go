package segment

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/markdown/passage"
)

// said puts a mistake into words.
func said(err error) string {
	var m *Mistake
	if !errors.As(err, &m) {
		return fmt.Sprint(err)
	}
	var list diag.List
	list.Error(diag.Position{}, "translate-refused."+m.Variant, m.Args)
	_, message, _ := strings.Cut(i18n.English().Explain(list[0]).Message, ": ")
	return message
}

func TestTagged(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain  text\nhere", "plain text here"},
		{"a *b* [c **d**](e.md) `f`[^1]", "a <em1>b</em1> <a2>c <strong3>d</strong3></a2> <code4/><note5/>"},
		{"[a](b.md \"c d\")", "<a1>a</a1><title2>c d</title2>"},
		{"a \\* b &amp; c &lt;em1&gt; <b>", "a * b & c &lt;em1> <html1/>"},
		{"a &amp;lt; b", "a &amp;lt; b"},
		{"one\\\ntwo", "one<br1/>two"},
		{"a \\&#39; &amp;quot; \\&nope; &amp;#39", "a &amp;#39; &amp;quot; &nope; &#39"},
	} {
		got := TagText(c.in)
		if got.String() != c.want {
			t.Errorf("%q: %q, not %q", c.in, got.String(), c.want)
		}
		back, err := ParseTags(got.String(), false)
		if err != nil || back.String() != c.want || back.Words() != got.Words() {
			t.Errorf("%q: read back as %q, %v", c.in, back.String(), err)
		}
	}
	if got := TagMessage("{{.A}} of {{.B}}").String(); got != "{{.A}} of {{.B}}" {
		t.Errorf("message: %q", got)
	}
}

// Tags and entities as tools write them are the same as those of the export.
func TestParseTags(t *testing.T) {
	for in, want := range map[string]string{
		"<code2 />":                          "<code2/>",
		"<code2></code2>":                    "<code2/>",
		"<code2> </code2>":                   "<code2/>",
		"<code2>":                            "<code2/>",
		"< Code2 / >":                        "<code2/>",
		"<BR1>":                              "<br1/>",
		"<strong1>gras </strong1>et":         "<strong1>gras</strong1> et",
		"Voir<strong1> gras</strong1>":       "Voir <strong1>gras</strong1>",
		"Voir <strong1> gras </strong1> et":  "Voir <strong1>gras</strong1> et",
		"<strong1>gras\u00a0</strong1>:":     "<strong1>gras</strong1>\u00a0:",
		"<strong1><em2> x </em2></strong1>y": "<strong1><em2>x</em2></strong1> y",
		"<strong1>a</strong1 > b< /em2 >":    "error: </em2> has no beginning in its place",
		"<a1> x </a1>y":                      "<a1>x</a1> y",
		"<a1> x </a1><title2>y</title2>":     "<a1>x </a1><title2>y</title2>",
		"<a1>x</a1> <title2>y</title2>":      "<a1>x</a1><title2>y</title2>",
		"l&#39;&#xe9;t&eacute; &quot;a&quot; &gt; b &lt; c &amp; d &apos;": "l'été \"a\" > b < c & d '",
		"&nope; &#0; &#31; &#xd800; & a&b; &amp;#39;":                      "&nope; &#0; &#31; &#xd800; & a&b; &amp;#39;",
		"<code2>x</code2>":      "error: there are words inside <code2>, which stands for something that is not translated",
		"x</code2>":             "error: </code2> has no beginning",
		"<a1><em2>x</a1></em2>": "error: </a1> stands before </em2>, which began later and must end first",
		"<em0>x</em0>":          "error: <em0> is no tag",
	} {
		got, err := ParseTags(in, false)
		out := got.Tidy().String()
		if err != nil {
			out = "error: " + said(err)
		}
		if out != want {
			t.Errorf("%q: %q, not %q", in, out, want)
		}
	}
	if got, err := ParseTags("l&#39;{{.N}} &amp;amp;", true); err != nil || got.String() != "l'{{.N}} &amp;amp;" {
		t.Errorf("message: %q, %v", got.String(), err)
	}
}

func TestMatchTags(t *testing.T) {
	source := TagText("*a* [b](x.md) [c](y.md)[^1]")
	for in, want := range map[string]string{
		"[c](y.md) [b](x.md) *a*[^1]": "<a3>c</a3> <a2>b</a2> <em1>a</em1><note4/>",
		"[z](z.md) [c](y.md)":         "<a2>z</a2> <a3>c</a3>",
		"**n** `x`":                   "<strong5>n</strong5> <code6/>",
		"[^2]":                        "<note5/>",
	} {
		if got := MatchTags(source, TagText(in)).String(); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestFill(t *testing.T) {
	source := TagText("see [b](x.md) and `code`")
	for in, want := range map[string]string{
		"<code2/> et <a1>le</a1>":                "",
		"<a1>le</a1>":                            "<code2/> is missing",
		"<a1>le</a1> <code2/> <code2/>":          "<code2/> stands twice",
		"<a1>le</a1> <code2/> <del3>x</del3>":    "<del3> is not in the source text",
		"<a1>le <code2/>":                        "<a1> has no end",
		"</a1><code2/>":                          "</a1> has no beginning in its place",
		"<a1></a1> <code2/>":                     "<a1> has no words",
		"<a1> </a1> <code2/> <em3></em3>":        "<em3> has no words",
		"<a1>l</a1>, <title3>t</title3><code2/>": "<title3> must follow the end of its link or image directly",
	} {
		got, err := ParseTags(in, false)
		if err == nil {
			got, err = got.Fill(source, nil)
		}
		if err == nil && want == "" {
			if raw := rawOf(got); raw != "`code` et [le](x.md)" {
				t.Errorf("%q: %q", in, raw)
			}
			continue
		}
		if err == nil || said(err) != want {
			t.Errorf("%q: %q, not %q", in, said(err), want)
		}
	}
	if got, err := TagText("a *b*").Fill(TagText("c"), nil); err != nil || rawOf(got) != "a *b*" {
		t.Errorf("emphasis: %v, %v", got, err)
	}
	message := TagMessage("{{.A}} {{.B}}")
	if _, err := TagMessage("{{.B}}: {{.A}}").Fill(message, nil); err != nil {
		t.Error(err)
	}
	if _, err := TagMessage("{{.B}}").Fill(message, nil); err == nil || said(err) != "{{.A}} is missing" {
		t.Error(err)
	}
}

func rawOf(t Tagged) string {
	var b strings.Builder
	for _, r := range t {
		if r.Type == passage.Words {
			b.WriteString(r.Text)
		} else {
			b.WriteString(r.Raw)
		}
	}
	return b.String()
}

// FuzzParseTags reads texts with tags, and words that must not become any.
func FuzzParseTags(f *testing.F) {
	for _, s := range []string{"a <em1>b</em1> <code2/>", "&lt;em1> &amp;quot; &#39;", "< Strong1 > x </strong1>", "<code2></code2>", "<a1>x</a1> <title2>y</title2>", "&amp;&amp;amp;lt;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if text, err := ParseTags(EscapeTags(s), false); err != nil || text.Words() != s || len(text.Tags()) > 0 {
			t.Fatalf("%q is escaped as %q and read as %q, %v", s, EscapeTags(s), text.String(), err)
		}
		text, err := ParseTags(s, false)
		if err != nil {
			return
		}
		text = text.Tidy()
		again, err := ParseTags(text.String(), false)
		if err != nil || again.Tidy().String() != text.String() {
			t.Fatalf("%q is written as %q and read as %q, %v", s, text.String(), again.String(), err)
		}
	})
}
