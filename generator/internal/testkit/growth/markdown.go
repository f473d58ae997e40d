package growth

import "strings"

// Markdown are texts that parsers of Markdown, or what reads their results, are known or
// likely to be slow with.
var Markdown = []Input{
	// Links and images.
	Times("[a]("), Times("![a](b 'c')"), Times("![a](b \"c\" "), Times("[x][y]"), Times("[a](<b"), Times("[a](b 'c"), Times("[a](b (c"),
	Times("["), Times("![["), Times("[a"), Times("a]"), Times("[]("), Times("]("), Times("[a][b"), Times("![]()"), Times("[a](b)"), Times("[![a](b)](c) "),
	Nested("[", "a", "](b)"), Nested("![", "a", "](b)"), Nested("[", "a", "]"), Nested("[a](", "b", ")"), Times("[x]\n"), Times("[ (]("), Times("[a] (b) "),
	Times("[^a]"), Times("[^a"), Times("[^"), Numbered("[^%d] "), Numbered("[^%d]: note\n\n"), Both("[^%d] ", "[^%[1]d]: note\n\n"), Both("[^1] ", "[^%d]: note\n"),
	Numbered("[%d]: /x\n"), Times("[a]: /x\n"), Both("[%d] ", "[%d]: /x\n"), Times("[a]: /x 'y\n"), Times("[a]: "), Times("[a\n"), Times("[a]:\n"), Around("[", "a\n", "]: /x"),
	Times("<http://a"), Times("http://a"), Times("http://a "), Times("www.a.b "), Times("a@b"), Times("a@b.c "), Times("a.b-"), Times("https://(a"), Times("http://a&b;"),
	Around("http://", "a)", ""), Around("http://", "(", ""), Around("a@", "b.", ""), Around("http://", "&a;", ""), Around("http://a.b/", "?!.,", ""), Around("www.", "a_", ""),
	// Emphasis and the like.
	Times("a*_"), Times("*a"), Times("*a **b"), Times("**a *b"), Times("a**b"), Times("*_"), Times("_a "), Times("~~a"), Times("~a"), Times("*a_ "), Times("**"), Around("a", "*", ""), Times("* a *"), Times("a***b "),
	Nested("*", "a", "*"), Nested("**", "a", "**"), Nested("*a **b ", "c", "** *"), Nested("_a ", "b", " _"), Nested("~~", "a", "~~"), Times("***a** b"), Times("a _b*"),
	// Code, HTML, entities, escapes.
	Times("`a"), Times("``a` "), {"runs of backticks of growing length", func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < 2*n; i++ {
			b.WriteString("e" + strings.Repeat("`", i))
		}
		return b.String()
	}},
	Times("<"), Times("<a"), Times("<a "), Times("<a b"), Times("<a b='"), Times("</a"), Times("<!--"), Times("<!-- a -->"), Times("<!--a--> b\n"), Times("<?"), Times("<!A"), Times("<![CDATA["), Times("-->"), Times("<div>\n"), Times("<div>\n\n"),
	Nested("<b>", "a", "</b>"), Nested("<div>", "a", "</div>"), Times("<b>"), Times("</b>"), Times("<h2>a"), Times("<h2>a</h2>\n"), Times("<script>"), Times("<svg>"), Times("<template>a"), Times("<a href='x'>"), Times("<p>a"), Times("<table><tr><td>"),
	Around("<a", " b='c'", ">"), Around("<div", " id='c'", ">"), Around("<div", "\nb", ">"), Times("<img src='x'>"), Times("<span id='a'></span>"), Times("<iframe>"), Times("<x-y>"), Times("<br>"), Times("<!--\n"), Times("<!-- -- "),
	Times("&amp;"), Times("&#x41;"), Times("&"), Times("&a"), Around("&#", "0", "1;"), Around("&", "a", ";"), Times("\\"), Times("a\\\n"), Times("\\\\\n"), Times("\\*"), Times("a  \n"), Times("\\\n"),
	// Blocks.
	Times("> "), Times(">"), Times("- "), Times("* a\n"), Times("1. "), Times("> a\n"), Times("- a\n\n"), Times("- a\n"), Times("1. a\n"), Times("> - "), Times("> > a\n\n"), Times(">\n"), Times("-\n"), Times("a\n-\n"),
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
	Times("# a\n"), Times("## a\n\n"), Numbered("## a %d\n"), Times("# a {#b}\n"), Times("#"), Times("# "), Times("a\n===\n"), Times("a\n"), Times("a\n\n"), Times("\n"), Times("\r"), Times("\t"), Times(" "), Times(" a"), Times("a "), Times("="), Times("-"), Around("a", " ", "b"),
	Times("## \n"), Times("# a #"), Around("# a ", "#", ""), Around("# a ", "# ", "b"), Around("# a {", "#b ", "}"), Around("# a {", "a=b ", "}"), Around("# a ", "{", "}"), Times("# a {#b"), Numbered("## a {#b-%d}\n"), Times("## a-1\n## a\n"),
	Times("```\n"), Times("~~~a\n"), Times("```a\n```\n"), Around("```java\n", "a b ", "("), Around("```\n", "a\n", "```\n"), Around("```", "a", "\n"), Times("    a\n"), Times("    a\n\n"), Around("```xml\n", "<a ", "\n```\n"),
	Around("```rust\n", "r#\"", ""), Around("```json\n", "[", ""), Around("```python\n", "\"\\", ""), Around("```markdown\n", "[a](", ""), Around("```html\n", "<a b='", ""), Around("```yaml\n", "- ", ""),
	Times("a | b\n-|-\n"), Around("a|b\n-|-\n", "a|b\n", ""), Around("a|b\n-|-\n", "a\n", ""), Around("", "|a", "\n"), {"wide tables with short rows", func(n int) string {
		k := 1
		for k*10 < n {
			k++
		}
		return strings.Repeat("|a", k) + "|\n" + strings.Repeat("|-", k) + "|\n" + strings.Repeat("x|\n", k)
	}}, Around("a|b\n-|-\n|", "\\|", "|\n"), Around("a|b\n-|-\n|`", "\\|", "`|\n"), Around("a|b\n-|-\n|", "`a` ", "|\n"), Times("a|b\n-|-\na|b\n\n"), Times("|\n"), Times("|-\n"),
	Times("a\n: b\n"), Times(": b\n"), Times("a\n\n: b\n\n"), Times("- [ ] a\n"), Times("- [x] [ ] "), Times("> [!NOTE]\n"), Times("> [!NOTE]\n> a\n\n"), Times("> [!KEY]\n> 1\n> a\n\n"), Times("[!NOTE]\n"), Times("> [!a"),
	Times("***\n"), Times("- - "), Times("* * *"), Times("_ "),
	// What isn't Markdown but looks like it, and texts.
	Times("##a\n"), Times("#a "), Times("**a **"), Times("** a**"), Times("[a]\n(b) "), Times("a:\n- b\n"), Times("1) a\n"), Times("•a\n"), Times("==a=="), Times("{{a}}"), Times("[[a]]"), Times("$a$ "), Times(":a: "), Times("::: a\n"), Times("![a] (b)"), Times("^[a]"), Times("H~2~O "), Times("x^2^ "),
	Times("\""), Times("'"), Times("« "), Times("»"), Times("a\" "), Times("\"a"), Times("'a "), Times("“a "), Times("a ; "), Times("a : b ? c ! "), Times("1 000 "), Times("—"), Times("--"), Times("..."), Times("…"), Times("( "), Times("a(b"),
	Times("SSR "), Times("A"), Times("AB "), Times("A."), Times("A&B "), Numbered("A%d "), Times("SSR/"), Times("SDG16+"), Times("é"), Times("e\u0301"), Around("e", "\u0301", ""), Times("\u200d"), Times("\u200f"), Times("ا"), Times("中"), Times("\x00"), Times("\xff"), Times("\ufeff"), Times("\u2028"), Times("👨\u200d👩"),
	Numbered("word%d "), {"one long word", func(n int) string { return strings.Repeat("a", n) }}, {"one long number", func(n int) string { return strings.Repeat("1", n) }}, Times("1,"), Times("1."), Times("a-"), Times("a'"), Times("l’"), Times("12/03/2024 "), Times("a.b."), Times("e.g. "),
}
