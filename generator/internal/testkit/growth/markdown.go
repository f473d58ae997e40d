package growth

import (
	"fmt"
	"strings"
)

// Input is a kind of input of any size.
type Input struct {
	Name string
	Make func(n int) string
}

// times returns an input that repeats a text.
func times(text string) Input {
	return Input{fmt.Sprintf("%q repeated", text), func(n int) string { return strings.Repeat(text, n) }}
}

// around returns an input that repeats a text between two others.
func around(before, text, after string) Input {
	return Input{fmt.Sprintf("%q, %q repeated, %q", before, text, after), func(n int) string { return before + strings.Repeat(text, n) + after }}
}

// nested returns an input that opens something n times and closes it as often.
func nested(open, inner, end string) Input {
	return Input{fmt.Sprintf("%q nested, %q, %q", open, inner, end), func(n int) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
	}}
}

// numbered returns an input of n lines that differ by a number.
func numbered(format string) Input {
	return Input{fmt.Sprintf("%q numbered", format), func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}}
}

// both returns an input of n numbered lines before n others.
func both(first, second string) Input {
	return Input{fmt.Sprintf("%q numbered, %q numbered", first, second), func(n int) string {
		return numbered(first).Make(n) + "\n" + numbered(second).Make(n)
	}}
}

// Markdown are texts that parsers of Markdown, or what reads their results, are known or
// likely to be slow with.
var Markdown = []Input{
	// Links and images.
	times("[a]("), times("![a](b 'c')"), times("![a](b \"c\" "), times("[x][y]"), times("[a](<b"), times("[a](b 'c"), times("[a](b (c"),
	times("["), times("![["), times("[a"), times("a]"), times("[]("), times("]("), times("[a][b"), times("![]()"), times("[a](b)"), times("[![a](b)](c) "),
	nested("[", "a", "](b)"), nested("![", "a", "](b)"), nested("[", "a", "]"), nested("[a](", "b", ")"), times("[x]\n"), times("[ (]("), times("[a] (b) "),
	times("[^a]"), times("[^a"), times("[^"), numbered("[^%d] "), numbered("[^%d]: note\n\n"), both("[^%d] ", "[^%[1]d]: note\n\n"), both("[^1] ", "[^%d]: note\n"),
	numbered("[%d]: /x\n"), times("[a]: /x\n"), both("[%d] ", "[%d]: /x\n"), times("[a]: /x 'y\n"), times("[a]: "), times("[a\n"), times("[a]:\n"), around("[", "a\n", "]: /x"),
	times("<http://a"), times("http://a"), times("http://a "), times("www.a.b "), times("a@b"), times("a@b.c "), times("a.b-"), times("https://(a"), times("http://a&b;"),
	around("http://", "a)", ""), around("http://", "(", ""), around("a@", "b.", ""), around("http://", "&a;", ""), around("http://a.b/", "?!.,", ""), around("www.", "a_", ""),
	// Emphasis and the like.
	times("a*_"), times("*a"), times("*a **b"), times("**a *b"), times("a**b"), times("*_"), times("_a "), times("~~a"), times("~a"), times("*a_ "), times("**"), around("a", "*", ""), times("* a *"), times("a***b "),
	nested("*", "a", "*"), nested("**", "a", "**"), nested("*a **b ", "c", "** *"), nested("_a ", "b", " _"), nested("~~", "a", "~~"), times("***a** b"), times("a _b*"),
	// Code, HTML, entities, escapes.
	times("`a"), times("``a` "), {"runs of backticks of growing length", func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < 2*n; i++ {
			b.WriteString("e" + strings.Repeat("`", i))
		}
		return b.String()
	}},
	times("<"), times("<a"), times("<a "), times("<a b"), times("<a b='"), times("</a"), times("<!--"), times("<!-- a -->"), times("<!--a--> b\n"), times("<?"), times("<!A"), times("<![CDATA["), times("-->"), times("<div>\n"), times("<div>\n\n"),
	nested("<b>", "a", "</b>"), nested("<div>", "a", "</div>"), times("<b>"), times("</b>"), times("<h2>a"), times("<h2>a</h2>\n"), times("<script>"), times("<svg>"), times("<template>a"), times("<a href='x'>"), times("<p>a"), times("<table><tr><td>"),
	around("<a", " b='c'", ">"), around("<div", " id='c'", ">"), around("<div", "\nb", ">"), times("<img src='x'>"), times("<span id='a'></span>"), times("<iframe>"), times("<x-y>"), times("<br>"), times("<!--\n"), times("<!-- -- "),
	times("&amp;"), times("&#x41;"), times("&"), times("&a"), around("&#", "0", "1;"), around("&", "a", ";"), times("\\"), times("a\\\n"), times("\\\\\n"), times("\\*"), times("a  \n"), times("\\\n"),
	// Blocks.
	times("> "), times(">"), times("- "), times("* a\n"), times("1. "), times("> a\n"), times("- a\n\n"), times("- a\n"), times("1. a\n"), times("> - "), times("> > a\n\n"), times(">\n"), times("-\n"), times("a\n-\n"),
	{"lists ever deeper", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < 2*n; i++ {
			b.WriteString(strings.Repeat(" ", 2*i) + "- a\n")
		}
		return b.String()
	}},
	{"quotes ever deeper", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < 2*n; i++ {
			b.WriteString(strings.Repeat(">", i) + "a\n")
		}
		return b.String()
	}},
	times("# a\n"), times("## a\n\n"), numbered("## a %d\n"), times("# a {#b}\n"), times("#"), times("# "), times("a\n===\n"), times("a\n"), times("a\n\n"), times("\n"), times("\r"), times("\t"), times(" "), times(" a"), times("a "), times("="), times("-"), around("a", " ", "b"),
	times("## \n"), times("# a #"), around("# a ", "#", ""), around("# a ", "# ", "b"), around("# a {", "#b ", "}"), around("# a {", "a=b ", "}"), around("# a ", "{", "}"), times("# a {#b"), numbered("## a {#b-%d}\n"), times("## a-1\n## a\n"),
	times("```\n"), times("~~~a\n"), times("```a\n```\n"), around("```java\n", "a b ", "("), around("```\n", "a\n", "```\n"), around("```", "a", "\n"), times("    a\n"), times("    a\n\n"), around("```xml\n", "<a ", "\n```\n"),
	around("```rust\n", "r#\"", ""), around("```json\n", "[", ""), around("```python\n", "\"\\", ""), around("```markdown\n", "[a](", ""), around("```html\n", "<a b='", ""), around("```yaml\n", "- ", ""),
	times("a | b\n-|-\n"), around("a|b\n-|-\n", "a|b\n", ""), around("a|b\n-|-\n", "a\n", ""), around("", "|a", "\n"), {"wide tables with short rows", func(n int) string {
		k := 1
		for k*10 < n {
			k++
		}
		return strings.Repeat("|a", k) + "|\n" + strings.Repeat("|-", k) + "|\n" + strings.Repeat("x|\n", k)
	}}, around("a|b\n-|-\n|", "\\|", "|\n"), around("a|b\n-|-\n|`", "\\|", "`|\n"), around("a|b\n-|-\n|", "`a` ", "|\n"), times("a|b\n-|-\na|b\n\n"), times("|\n"), times("|-\n"),
	times("a\n: b\n"), times(": b\n"), times("a\n\n: b\n\n"), times("- [ ] a\n"), times("- [x] [ ] "), times("> [!NOTE]\n"), times("> [!NOTE]\n> a\n\n"), times("> [!KEY]\n> 1\n> a\n\n"), times("[!NOTE]\n"), times("> [!a"),
	times("***\n"), times("- - "), times("* * *"), times("_ "),
	// What isn't Markdown but looks like it, and texts.
	times("##a\n"), times("#a "), times("**a **"), times("** a**"), times("[a]\n(b) "), times("a:\n- b\n"), times("1) a\n"), times("•a\n"), times("==a=="), times("{{a}}"), times("[[a]]"), times("$a$ "), times(":a: "), times("::: a\n"), times("![a] (b)"), times("^[a]"), times("H~2~O "), times("x^2^ "),
	times("\""), times("'"), times("« "), times("»"), times("a\" "), times("\"a"), times("'a "), times("“a "), times("a ; "), times("a : b ? c ! "), times("1 000 "), times("—"), times("--"), times("..."), times("…"), times("( "), times("a(b"),
	times("SSR "), times("A"), times("AB "), times("A."), times("A&B "), numbered("A%d "), times("SSR/"), times("SDG16+"), times("é"), times("e\u0301"), around("e", "\u0301", ""), times("\u200d"), times("\u200f"), times("ا"), times("中"), times("\x00"), times("\xff"), times("\ufeff"), times("\u2028"), times("👨\u200d👩"),
	numbered("word%d "), {"one long word", func(n int) string { return strings.Repeat("a", n) }}, {"one long number", func(n int) string { return strings.Repeat("1", n) }}, times("1,"), times("1."), times("a-"), times("a'"), times("l’"), times("12/03/2024 "), times("a.b."), times("e.g. "),
}
