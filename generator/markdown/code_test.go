package markdown

import (
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// sample is code with something of many languages.
const sample = "#!/bin/sh\n/* a comment */ package main // another\n" + `import "fmt"; from x import (y, z as w)
def f(a: int = 0x1F, *rest, **kw) -> str: return f"{a!r:>{width}} \n" + r'raw' + '''doc
string'''
class A<T extends B & C> { private static final long x = 1_000L; @Override public void m() throws E {} }
<p class="a" onclick='go(1)'>&amp; <b>text</b><!-- no --></p> <?php echo $x ?>
SELECT a, count(*) FROM t WHERE b LIKE '%c%' GROUP BY 1; -- end
key: [1, 2.5e-3, true, null, "s"]
let mut s = r#"raw "quoted" string"#; 'a: loop { break 'a; }
if [ "$1" = "${x:-y}" ]; then echo $((1 + 2)) <<EOF
text $x
EOF
fi
a { color: #fff; width: calc(100% - 2px) } \begin{x} $a^2$ %% done
`

// TestLexers compares the tokens of all lexers with those of chroma's own patterns, which
// shows that package regex matches as regexp2 does.
func TestLexers(t *testing.T) {
	h := newHighlighter()
	if n := len(h.registry.Lexers); n < 250 {
		t.Errorf("only %d lexers", n)
	}
	var endless []string
	for _, l := range h.registry.Lexers {
		name := l.Config().Name
		h.meter.Steps = baseSteps + stepsPerByte*len(sample)
		got, err := chroma.Tokenise(l, nil, sample)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if h.meter.Steps <= 0 { // some lexers never end with code that isn't theirs
			endless = append(endless, name)
			continue
		}
		want, err := chroma.Tokenise(lexers.Get(name), nil, sample)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: other tokens than with regexp2 (%v)", name, err)
		}
	}
	if len(endless) > 3 {
		t.Errorf("%d lexers take too many steps: %q", len(endless), endless)
	}
	t.Logf("too many steps: %q", endless)
}

// TestHighlightingIsBounded highlights code against which patterns backtrack.
func TestHighlightingIsBounded(t *testing.T) {
	for _, c := range []struct {
		name, language, code string
		plain                bool
	}{
		{"words before a parenthesis", "java", strings.Repeat("a b ", 6000) + "(", true},
		{"raw strings", "rust", strings.Repeat(`r#"`, 12000), true},
		{"comments", "c", strings.Repeat("/*", 12000), false},
		{"quotation marks", "python", strings.Repeat(`"\`, 12000), false},
		{"tags", "xml", strings.Repeat("<a ", 12000), false},
		{"brackets", "javascript", strings.Repeat("([{", 12000), false},
		{"templates", "c++", strings.Repeat("a<", 12000), false},
		{"words", "c#", strings.Repeat("a b ", 6000) + "(", false},
		{"spaces", "yaml", strings.Repeat(" ", 24000) + "a", false},
		{"here documents", "bash", strings.Repeat("<<a ", 6000), false},
	} {
		p := &page{source: []byte(c.code)}
		if !p.highlight(c.language, "x = 1\n") {
			t.Errorf("%s: ordinary %s is plain", c.name, c.language)
		}
		p.out = append(p.out[:0], "before"...)
		highlighted := p.highlight(c.language, c.code)
		if !highlighted && string(p.out) != "before" {
			t.Errorf("%s: %d bytes were written for plain code", c.name, len(p.out))
		}
		if highlighted == c.plain {
			t.Errorf("%s: highlighted: %v", c.name, highlighted)
		}
	}
}
